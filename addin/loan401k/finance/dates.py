"""The calendar, and the dates of a loan's payments.

A date that would fall outside 1 January 1 to 31 December 9999 is OutsideCalendar; a bad count is
a ValueError. Both texts name the value.
"""

from __future__ import annotations

import calendar
import math
from datetime import MAXYEAR, MINYEAR, date, timedelta

_DAYS_BETWEEN = {26: 14, 52: 7}
_MONTHS_BETWEEN = {1: 12, 2: 6, 4: 3, 12: 1}
_HALF_MONTH_DAYS = 15


class OutsideCalendar(OverflowError):
    """A date before 1 January 1 or after 31 December 9999; ``sentence`` says which."""

    @property
    def sentence(self) -> str:
        """The text as a sentence for a cell."""
        return f"{self}."


def add_days(day: date, days: int) -> date:
    """Return the date that many days later (earlier if negative)."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        raise OutsideCalendar(f"{days} days from {day} is outside the calendar") from None


def add_months(day: date, months: int) -> date:
    """Return the same day of the month that many months later, clipped to the month's end.

    >>> add_months(date(2027, 1, 31), 1), add_months(date(2027, 1, 31), 2)
    (datetime.date(2027, 2, 28), datetime.date(2027, 3, 31))
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not MINYEAR <= year <= MAXYEAR:
        raise OutsideCalendar(f"{months} months from {day} is outside the calendar")
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def add_years(day: date, years: float) -> date:
    """Return the date that many years later; 29 February is clipped to the 28th.

    A fraction of a year counts in whole months, rounded down: 12.5 years are 150 months and
    5.05 years 60. A hair below a whole month, from a division like 17/12, is that month.
    """
    if years < 0:
        raise ValueError(f"years must be 0 or more, not {years}")
    return add_months(day, math.floor(years * 12 + 1e-9))


def payment_date(start: date, k: int, payments_per_year: int) -> date:
    """Return the date of payment k of a loan made on ``start``; payment 0 is the loan itself.

    With 26 and 52 payments a year the step is 14 and 7 days. With 1, 2, 4 and 12 it is whole
    months, and the day of the month is the start's, clipped where a month is shorter. With 24
    the even payments fall on the monthly date, the odd ones 15 days after the one before.

    >>> [payment_date(date(2027, 1, 31), k, 12).isoformat() for k in (1, 2)]
    ['2027-02-28', '2027-03-31']
    >>> [payment_date(date(2027, 1, 31), k, 24).isoformat() for k in (1, 2, 3)]
    ['2027-02-15', '2027-02-28', '2027-03-15']
    """
    if k < 0:
        raise ValueError(f"the payment's number must be 0 or more, not {k}")
    if payments_per_year in _DAYS_BETWEEN:
        return add_days(start, k * _DAYS_BETWEEN[payments_per_year])
    if payments_per_year in _MONTHS_BETWEEN:
        return add_months(start, k * _MONTHS_BETWEEN[payments_per_year])
    if payments_per_year == 24:
        months, odd = divmod(k, 2)
        return add_days(add_months(start, months), odd * _HALF_MONTH_DAYS)
    raise ValueError(
        f"payments_per_year must be one of 1, 2, 4, 12, 24, 26, 52, not {payments_per_year}"
    )


def payment_date_from(first: date, k: int, payments_per_year: int) -> date:
    """Return the date of payment k of a loan whose payment 1 is due on ``first``.

    As `payment_date`, but with 24 payments a year the even ones fall 15 days after the one before
    or, where the first falls after the 15th, 15 days earlier in the month that follows.

    >>> [payment_date_from(date(2027, 1, 31), k, 24).isoformat() for k in (2, 3, 4)]
    ['2027-02-16', '2027-02-28', '2027-03-16']
    >>> [payment_date_from(date(2027, 1, 5), k, 24).isoformat() for k in (2, 3, 4)]
    ['2027-01-20', '2027-02-05', '2027-02-20']
    """
    if payments_per_year != 24 or k % 2 or first.day <= _HALF_MONTH_DAYS:
        return payment_date(first, k - 1, payments_per_year)
    return add_months(first, k // 2).replace(day=first.day - _HALF_MONTH_DAYS)
