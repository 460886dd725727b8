"""What a person types into a cell."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loan401k.cli.typed import parse_value


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("4.25%", 0.0425),
        ("0.07%", 0.0007),
        ("-1.5 %", -0.015),
        ("10,000", 10000.0),
        ("1,234,567.89", 1234567.89),
        ("$5", 5.0),
        ("$10,000.50", 10000.5),
        ("-$5", -5.0),
        ("$-5", -5.0),
        ("($5)", -5.0),
        ("(1,000)", -1000.0),
        ("+3", 3.0),
        (".5", 0.5),
        ("5.", 5.0),
        ("1e3", 1000.0),
        (" 7 ", 7.0),
        ("TRUE", True),
        ("false", False),
        ("2026-03-15", dt.date(2026, 3, 15)),
        ("", None),
        ("   ", None),
        ("nominal", "nominal"),
        (" California ", "California"),
    ],
)
def test_a_typed_value_is_read(typed, value):
    read = parse_value(typed)
    assert read == value
    assert type(read) is type(value)


NO_NUMBERS = "4,25 1,00 10.000,50 --5 (-5) -(5) $5% 5- 1e999 nan infinity % $ () 1_000 0x10 ٣"
NO_DATES = "2026-02-30 2026-3-5 15/03/2026"


@pytest.mark.parametrize("typed", [*NO_NUMBERS.split(), *NO_DATES.split(), "1 000", "5 dollars"])
def test_what_is_no_plain_number_or_date_stays_text(typed):
    assert parse_value(typed) == typed


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_written_number_is_read_back(number):
    assert parse_value(repr(number)) == number


@given(st.dates())
def test_a_written_date_is_read_back(date):
    assert parse_value(date.isoformat()) == date


@given(st.text())
def test_any_text_gives_a_value_of_a_cell(text):
    assert isinstance(parse_value(text), (float, bool, str, dt.date, type(None)))
