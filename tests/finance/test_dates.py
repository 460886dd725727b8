from datetime import date

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from loan401k.finance.dates import (
    add_days,
    add_months,
    add_years,
    payment_date,
    payment_date_from,
)

days = st.dates(date(1900, 1, 1), date(2150, 12, 31))


def payments(start, count, per_year):
    return [payment_date(start, k, per_year) for k in range(count + 1)]


# Payroll calendars


def test_monthly_dates_clip_to_the_month_end_and_come_back():
    assert payments(date(2027, 1, 31), 3, 12) == [
        date(2027, 1, 31),
        date(2027, 2, 28),
        date(2027, 3, 31),
        date(2027, 4, 30),
    ]


def test_monthly_dates_use_the_leap_day():
    assert payment_date(date(2027, 12, 31), 2, 12) == date(2028, 2, 29)


def test_a_biweekly_payment_falls_every_14_days():
    assert payments(date(2026, 12, 25), 2, 26)[1:] == [date(2027, 1, 8), date(2027, 1, 22)]


def test_a_weekly_payment_falls_every_7_days():
    assert payments(date(2028, 2, 25), 2, 52)[1:] == [date(2028, 3, 3), date(2028, 3, 10)]


def test_semimonthly_payments_fall_on_the_monthly_date_and_15_days_after_it():
    assert payments(date(2027, 1, 1), 4, 24)[1:] == [
        date(2027, 1, 16),
        date(2027, 2, 1),
        date(2027, 2, 16),
        date(2027, 3, 1),
    ]


def test_semimonthly_payments_from_a_month_end_clip_and_come_back():
    assert payments(date(2028, 1, 31), 4, 24)[1:] == [
        date(2028, 2, 15),
        date(2028, 2, 29),
        date(2028, 3, 15),
        date(2028, 3, 31),
    ]


@pytest.mark.parametrize(
    ("per_year", "second"),
    [(1, date(2028, 8, 31)), (2, date(2027, 8, 31)), (4, date(2027, 2, 28))],
)
def test_yearly_half_yearly_and_quarterly_payments_step_whole_months(per_year, second):
    assert payment_date(date(2026, 8, 31), 2, per_year) == second


@pytest.mark.parametrize(
    ("first", "later"),
    [
        (date(2027, 1, 15), [date(2027, 1, 30), date(2027, 2, 15), date(2027, 3, 2)]),
        (date(2027, 1, 16), [date(2027, 2, 1), date(2027, 2, 16), date(2027, 3, 1)]),
        (date(2027, 11, 30), [date(2027, 12, 15), date(2027, 12, 30), date(2028, 1, 15)]),
        (date(2028, 1, 31), [date(2028, 2, 16), date(2028, 2, 29), date(2028, 3, 16)]),
    ],
)
def test_semimonthly_payments_follow_their_first_date(first, later):
    assert [payment_date_from(first, k, 24) for k in (2, 3, 4)] == later


@given(days, st.integers(1, 600), st.sampled_from([1, 2, 4, 12, 24, 26, 52]))
def test_dates_from_a_first_payment_rise(first, k, per_year):
    assert payment_date_from(first, 1, per_year) == first
    assert payment_date_from(first, k, per_year) < payment_date_from(first, k + 1, per_year)


@given(days, st.integers(0, 600), st.sampled_from([1, 2, 4, 12]))
def test_whole_month_calendars_agree_with_dateutil(start, k, per_year):
    months = {1: 12, 2: 6, 4: 3, 12: 1}[per_year]
    assert payment_date(start, k, per_year) == start + relativedelta(months=k * months)


@given(days, st.integers(1, 1200), st.sampled_from([1, 2, 4, 12, 24, 26, 52]))
def test_every_payment_is_later_than_the_one_before(start, k, per_year):
    assert payment_date(start, k - 1, per_year) < payment_date(start, k, per_year)


@pytest.mark.parametrize("per_year", [1, 2, 4, 12, 24, 26, 52])
def test_payment_0_is_the_date_of_the_loan(per_year):
    assert payment_date(date(2026, 5, 31), 0, per_year) == date(2026, 5, 31)


@pytest.mark.parametrize("per_year", [1, 2, 4, 12, 24, 26, 52])
def test_a_payment_after_the_year_9999_is_an_overflow(per_year):
    with pytest.raises(OverflowError, match="9990-01-01 is outside the calendar"):
        payment_date(date(9990, 1, 1), 2600, per_year)


def test_an_unknown_frequency_names_the_known_ones():
    with pytest.raises(ValueError, match="one of 1, 2, 4, 12, 24, 26, 52, not 6"):
        payment_date(date(2026, 1, 1), 1, 6)


def test_a_negative_payment_number_is_refused():
    with pytest.raises(ValueError, match="0 or more, not -1"):
        payment_date(date(2026, 1, 1), -1, 12)


# Sums of dates and time


@given(days, st.integers(-1200, 1200))
def test_adding_months_agrees_with_dateutil(day, months):
    assert add_months(day, months) == day + relativedelta(months=months)


def test_months_reach_to_the_calendars_ends():
    assert add_months(date(9999, 11, 30), 1) == date(9999, 12, 30)
    assert add_months(date(1, 2, 28), -1) == date(1, 1, 28)


@pytest.mark.parametrize(("day", "months"), [(date(9999, 12, 1), 1), (date(1, 1, 31), -1)])
def test_months_beyond_the_calendar_are_an_overflow(day, months):
    with pytest.raises(OverflowError, match="outside the calendar"):
        add_months(day, months)


@pytest.mark.parametrize(("day", "count"), [(date(9999, 12, 31), 1), (date.max, 10**12)])
def test_days_beyond_the_calendar_are_an_overflow(day, count):
    with pytest.raises(OverflowError, match=f"{count} days from 9999-12-31 is outside"):
        add_days(day, count)


def test_a_leap_day_is_clipped():
    assert add_years(date(2028, 2, 29), 5) == date(2033, 2, 28)
    assert add_years(date(2028, 2, 29), 8) == date(2036, 2, 29)


@pytest.mark.parametrize(
    ("years", "expected"),
    [
        (12.5, date(2038, 7, 31)),
        (5.05, date(2031, 1, 31)),
        (5 + 1 / 12, date(2031, 2, 28)),
        ((61 - 1e-10) / 12, date(2031, 2, 28)),
        ((61 - 1e-7) / 12, date(2031, 1, 31)),
        (0, date(2026, 1, 31)),
    ],
)
def test_a_fraction_of_a_year_counts_in_whole_months_rounded_down(years, expected):
    assert add_years(date(2026, 1, 31), years) == expected


@given(days, st.integers(0, 600))
def test_months_as_fractions_of_a_year_are_not_lost_to_rounding(day, months):
    assert add_years(day, months / 12) == day + relativedelta(months=months)


def test_negative_years_are_refused():
    with pytest.raises(ValueError, match="years must be 0 or more, not -1"):
        add_years(date(2026, 1, 1), -1)
