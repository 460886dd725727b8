"""Last days of the law against published dates and an independent calendar of holidays."""

from datetime import date, timedelta

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from loan401k.law.deadlines import (
    cure_deadline,
    emancipation_day,
    filing_date,
    last_date,
    quarter_end,
    rollover_deadline,
)

days = st.dates(date(1900, 1, 1), date(2150, 12, 31))


@pytest.mark.parametrize(
    ("residence", "service", "last"),
    [
        (0, 0, date(2029, 6, 15)),
        (4, 0, date(2029, 6, 15)),
        (0, 200, date(2030, 1, 1)),
        (15, 0, date(2039, 6, 15)),
        (15, 1, date(2039, 6, 16)),
    ],
)
def test_a_residence_and_military_service_put_off_the_last_date(residence, service, last):
    assert last_date(date(2024, 6, 15), residence, service) == last


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


def test_the_last_return_of_the_calendar_has_its_date():
    assert date(9999, 4, 15).isoweekday() == 4
    assert filing_date(9998) == date(9999, 4, 15)


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
