"""Parts of a year, and days in months of 30 against a second engine's DAYS360."""

import datetime as dt

import pytest

from loan401k.finance.day_counts import days_of_months_of_30, parts_of_a_year
from loan401k.hosts.engine import evaluate

LOAN, FIRST, SECOND = dt.date(2027, 1, 10), dt.date(2027, 2, 28), dt.date(2027, 3, 31)


@pytest.mark.parametrize("year", [2027, 2028])
def test_months_of_30_are_those_of_days360(year):
    for start in (dt.date(year, 1, 28) + dt.timedelta(days=k) for k in range(36)):
        for end in (start + dt.timedelta(days=k) for k in (1, 3, 28, 29, 30, 31, 33, 62, 366)):
            formula = f"=DAYS360(DATE({start:%Y,%m,%d}),DATE({end:%Y,%m,%d}))"
            assert days_of_months_of_30(start, end) == evaluate(formula), (start, end)


@pytest.mark.parametrize(
    ("day_count", "odd_first", "parts"),
    [
        ("periods", False, [(1, 12), (1, 12)]),
        ("periods", True, [(49, 365), (1, 12)]),
        ("actual/365", False, [(49, 365), (31, 365)]),
        ("actual/360", True, [(49, 360), (31, 360)]),
        # 30 + 18 days, then 28 February counts as the 30th.
        ("30/360", True, [(48, 360), (30, 360)]),
    ],
)
def test_a_period_counts_as_its_days_say(day_count, odd_first, parts):
    dates = [LOAN, FIRST, SECOND]
    assert parts_of_a_year(dates, 12, day_count, odd_first=odd_first) == parts
