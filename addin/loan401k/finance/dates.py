"""Payroll calendars and the legal deadlines of a plan loan, as pure date arithmetic.

No function looks at the clock. A date that would fall outside 1 January 1 to 31 December 9999
is OutsideCalendar; a bad count is a ValueError. Both texts name the value.

The dates of the law are constants here because they are arithmetic; the law's data files print
them with their citations.
"""

from __future__ import annotations

import calendar
import math
from datetime import MAXYEAR, MINYEAR, date, timedelta

#: Days to roll over an offset that is not qualified, IRC 402(c)(3)(A).
ROLLOVER_DAYS = 60

#: Month and day on which an individual's return is due, IRC 6072(a), and on extension, 6081(a).
FILING_DAY = (4, 15)
EXTENDED_FILING_DAY = (10, 15)

#: First year in which Emancipation Day moved the filing date (IR-2007-15).
EMANCIPATION_DAY_SINCE = 2007


_DAYS_BETWEEN = {26: 14, 52: 7}
_MONTHS_BETWEEN = {1: 12, 2: 6, 4: 3, 12: 1}
_HALF_MONTH_DAYS = 15
_SATURDAY, _SUNDAY = 5, 6


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


def last_date(loan_date: date, years: float, service_days: int = 0) -> date:
    """Return the last day of a loan: the term after its date, then the days of military service.

    Source: IRC 72(p)(2)(B), 414(u)(4); Reg. 1.72(p)-1, Q&A-9.
    """
    if service_days < 0:
        raise ValueError(f"service_days must be 0 or more, not {service_days}")
    return add_days(add_years(loan_date, years), service_days)


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


def quarter_end(day: date) -> date:
    """Return the last day of the calendar quarter that holds the date."""
    month = (day.month + 2) // 3 * 3
    return date(day.year, month, calendar.monthrange(day.year, month)[1])


def cure_deadline(missed: date) -> date:
    """Return the last day of the quarter after the one of the missed payment.

    The latest day a plan may allow for making the payment up; a plan may allow less or nothing.
    Source: Reg. 1.72(p)-1, Q&A-10(a); CCA 201736022.

    >>> cure_deadline(date(2019, 3, 31)), cure_deadline(date(2019, 4, 30))
    (datetime.date(2019, 6, 30), datetime.date(2019, 9, 30))
    """
    return quarter_end(add_days(quarter_end(missed), 1))


def emancipation_day(year: int) -> date:
    """Return the day on which Washington, D.C., observes Emancipation Day, 16 April.

    Friday when the 16th is a Saturday, Monday when it is a Sunday (Rev. Rul. 2015-13).
    """
    day = date(year, 4, 16)
    return add_days(day, {_SATURDAY: -1, _SUNDAY: 1}.get(day.weekday(), 0))


def filing_date(tax_year: int, extension: bool = False) -> date:
    """Return the day on which an individual's return of that tax year is due.

    15 April of the next year, with extension 15 October, moved past weekends and legal holidays
    of Washington, D.C. (IRC 7503). Of these only Emancipation Day can be met, from 2007 on:
    Columbus Day, the second Monday of October, is the 14th at the latest. Patriots' Day, which
    concerns Maine and Massachusetts only, and single postponements by the Internal Revenue
    Service, as in 2020 and 2021, are left out.

    >>> filing_date(2027)
    datetime.date(2028, 4, 18)
    """
    year = tax_year + 1
    if not MINYEAR <= year <= MAXYEAR:
        raise OutsideCalendar(f"the return of {tax_year} is due outside the calendar")
    day = date(year, *(EXTENDED_FILING_DAY if extension else FILING_DAY))
    holiday = emancipation_day(year) if year >= EMANCIPATION_DAY_SINCE else None
    while day.weekday() >= _SATURDAY or day == holiday:
        day = add_days(day, 1)
    return day


def rollover_deadline(offset: date, qualified: bool = True, extension: bool = False) -> date:
    """Return the last day to roll an offset over.

    Qualified (left the job or the plan ended, within 12 months, the loan in good standing): the
    day the return of the offset's year is due, on extension or not. Otherwise the 60th day,
    never moved. Today's rule for every date; qualified offsets exist since 2018.
    Source: IRC 402(c)(3); Reg. 1.402(c)-3.

    >>> rollover_deadline(date(2026, 3, 15)), rollover_deadline(date(2026, 3, 15), False)
    (datetime.date(2027, 4, 15), datetime.date(2026, 5, 14))
    """
    if qualified:
        return filing_date(offset.year, extension)
    return add_days(offset, ROLLOVER_DAYS)
