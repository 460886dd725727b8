from datetime import date, timedelta

import holidays
import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from loan401k.finance.dates import (
    add_days,
    add_months,
    add_years,
    cure_deadline,
    emancipation_day,
    filing_date,
    last_date,
    payment_date,
    quarter_end,
    rollover_deadline,
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


def test_military_service_puts_off_the_last_date_by_its_days():
    assert last_date(date(2024, 6, 15), 5) == date(2029, 6, 15)
    assert last_date(date(2024, 6, 15), 5, 200) == date(2030, 1, 1)
    with pytest.raises(ValueError, match="service_days must be 0 or more, not -3"):
        last_date(date(2024, 6, 15), 5, -3)


# Cure


@given(days)
def test_a_quarter_ends_before_the_next_first_of_january_april_july_or_october(day):
    end = quarter_end(day)
    following = end + timedelta(days=1)
    assert following.day == 1
    assert following.month in (1, 4, 7, 10)
    assert 0 <= (end - day).days < 92


@pytest.mark.parametrize(
    ("missed", "deadline"),
    [
        (date(2019, 3, 31), date(2019, 6, 30)),  # CCA 201736022, situation 1
        (date(2019, 4, 30), date(2019, 9, 30)),  # CCA 201736022, situation 1
        (date(2003, 8, 31), date(2003, 12, 31)),  # Reg. 1.72(p)-1, Q&A-10, example
        (date(2017, 7, 10), date(2017, 12, 31)),  # benefitslink.com, 2 March 2018
        (date(2027, 12, 31), date(2028, 3, 31)),
        (date(2027, 10, 1), date(2028, 3, 31)),
        (date(2027, 9, 30), date(2027, 12, 31)),
    ],
)
def test_the_cure_deadline_is_the_end_of_the_next_quarter(missed, deadline):
    assert cure_deadline(missed) == deadline


def test_a_cure_deadline_after_the_year_9999_is_an_overflow():
    with pytest.raises(OverflowError, match="9999-12-31 is outside the calendar"):
        cure_deadline(date(9999, 11, 1))


# Rollover


@pytest.mark.parametrize(
    "published",
    [
        date(2005, 4, 15),  # the observed holiday did not count yet
        date(2006, 4, 17),
        date(2007, 4, 17),  # IR-2007-15
        date(2011, 4, 18),
        date(2012, 4, 17),
        date(2013, 4, 15),
        date(2016, 4, 18),  # Rev. Rul. 2015-13
        date(2017, 4, 18),
        date(2018, 4, 17),
        date(2019, 4, 15),
        date(2022, 4, 18),
        date(2023, 4, 18),
        date(2024, 4, 15),
        date(2025, 4, 15),
        date(2028, 4, 18),
    ],
)
def test_filing_dates_are_those_the_internal_revenue_service_published(published):
    assert filing_date(published.year - 1) == published


def next_working_day(day, legal_holidays):
    while day.weekday() >= 5 or day in legal_holidays:
        day += timedelta(days=1)
    return day


@pytest.mark.parametrize("extension", [False, True])
def test_filing_dates_avoid_the_legal_holidays_of_an_independent_calendar(extension):
    federal = holidays.US(years=range(1990, 2007))
    district = holidays.US(subdiv="DC", years=range(2007, 2101))
    for year in range(1990, 2101):
        day = date(year, 10, 15) if extension else date(year, 4, 15)
        calendar = district if year >= 2007 else federal
        assert filing_date(year - 1, extension) == next_working_day(day, calendar), year


def test_emancipation_day_is_observed_when_an_independent_calendar_says():
    for year in range(2007, 2101):
        observed = emancipation_day(year)
        names = holidays.US(subdiv="DC", years=year).get_list(observed)
        assert any("Emancipation Day" in name for name in names), observed
        assert observed.weekday() < 5


@pytest.mark.parametrize(
    ("offset", "qualified", "extension", "deadline"),
    [
        (date(2026, 3, 15), True, False, date(2027, 4, 15)),
        (date(2026, 3, 15), True, True, date(2027, 10, 15)),
        (date(2022, 6, 30), True, False, date(2023, 4, 18)),
        (date(2022, 1, 1), True, True, date(2023, 10, 16)),  # the 15th is a Sunday
        (date(2027, 12, 31), True, False, date(2028, 4, 18)),
        (date(2026, 3, 15), False, False, date(2026, 5, 14)),
        (date(2026, 3, 15), False, True, date(2026, 5, 14)),  # an extension changes nothing
        (date(2026, 3, 11), False, False, date(2026, 5, 10)),  # a Sunday, never moved
    ],
)
def test_the_rollover_deadline(offset, qualified, extension, deadline):
    assert rollover_deadline(offset, qualified, extension) == deadline


def test_a_rollover_deadline_after_the_year_9999_is_an_overflow():
    for qualified in (True, False):
        with pytest.raises(OverflowError, match="outside the calendar"):
            rollover_deadline(date(9999, 12, 1), qualified)
