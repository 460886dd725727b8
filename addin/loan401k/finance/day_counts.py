"""The part of a year that each period of a loan counts for its interest."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from itertools import pairwise

from .dates import add_days

#: A part of a year: days and the days of the year, or 1 and the periods of the year.
Part = tuple[int, int]


def days(start: dt.date, end: dt.date) -> int:
    """Return the days between two dates."""
    return (end - start).days


def days_of_months_of_30(start: dt.date, end: dt.date) -> int:
    """Return the days between two dates in months of 30 days (US), as DAYS360 in Excel.

    >>> days_of_months_of_30(dt.date(2026, 1, 31), dt.date(2026, 2, 28))
    28
    >>> days_of_months_of_30(dt.date(2026, 2, 28), dt.date(2026, 3, 31))
    30
    """
    first, last = start.day, end.day
    if first == 31 or (start.month == 2 and add_days(start, 1).month == 3):
        first = 30
    if last == 31 and first == 30:
        last = 30
    return 360 * (end.year - start.year) + 30 * (end.month - start.month) + last - first


_BY_DAYS: dict[str, tuple[Callable[[dt.date, dt.date], int], int]] = {
    "actual/365": (days, 365),
    "actual/360": (days, 360),
    "30/360": (days_of_months_of_30, 360),
}

#: The ways to count, of which "periods" takes every period alike.
DAY_COUNTS = ("periods", *_BY_DAYS)


def parts_of_a_year(
    dates: Sequence[dt.date], periods_per_year: int, day_count: str, *, odd_first: bool
) -> list[Part]:
    """Return the part of a year before each due date; the first date is that of the loan.

    With "periods" all are alike, but a first period of another length (``odd_first``) counts its
    days over 365.
    """
    if day_count in _BY_DAYS:
        between, year = _BY_DAYS[day_count]
        return [(between(*pair), year) for pair in pairwise(dates)]
    alike = [(1, periods_per_year)] * (len(dates) - 1)
    return [(days(*dates[:2]), 365), *alike[1:]] if odd_first else alike
