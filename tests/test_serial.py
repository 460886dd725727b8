"""Days as spreadsheets count them, against openpyxl's count and known dates."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils.datetime import CALENDAR_MAC_1904, to_excel

from loan401k.serial import from_serial, stored_serial, to_serial


@given(st.dates(dt.date(1900, 3, 1), dt.date(9999, 12, 31)))
def test_openpyxl_counts_days_the_same_way(date):
    assert to_serial(date) == to_excel(date)
    assert from_serial(to_serial(date)) == date


@pytest.mark.parametrize(
    ("date", "number"),
    [
        (dt.datetime(1899, 12, 30, 12), 0.5),  # a cell of 0.5 shown as a time, over COM
        (dt.datetime(1900, 1, 29), 30),  # a cell of 30 shown as a date, over COM
        (dt.datetime(2026, 3, 15, 18, tzinfo=dt.timezone(dt.timedelta(hours=-8))), 46096.75),
    ],
)
def test_com_counts_from_1899_without_the_day_that_never_was(date, number):
    assert to_serial(date) == number


@given(st.dates(min_value=dt.date(1900, 3, 1)))
def test_dates_of_files_count_as_openpyxl_counts(date):
    assert stored_serial(date) == to_excel(date)


@given(st.dates(min_value=dt.date(1904, 1, 1)))
def test_dates_from_1904_count_as_openpyxl_counts(date):
    assert stored_serial(date, from_1904=True) == to_excel(date, epoch=CALENDAR_MAC_1904)


@pytest.mark.parametrize(
    ("date", "number"),
    [
        (dt.date(1900, 1, 1), 1),  # Excel's first day
        (dt.date(1900, 2, 28), 59),
        (dt.date(1900, 3, 1), 61),  # 60 is the day that never was
        (dt.date(2024, 2, 29), 45351),
        (dt.datetime(2024, 2, 29, 18), 45351.75),
        (dt.datetime(2024, 2, 29, 18, tzinfo=dt.timezone.utc), 45351.75),
    ],
)
def test_known_serial_numbers(date, number):
    assert stored_serial(date) == number


def test_a_date_before_the_count_is_refused():
    with pytest.raises(ValueError, match="1899-12-31 is before 1900-01-01"):
        stored_serial(dt.date(1899, 12, 31))
    with pytest.raises(ValueError, match="before 1904-01-01"):
        stored_serial(dt.date(1903, 12, 31), from_1904=True)
