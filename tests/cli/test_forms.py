import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loan401k.cli.forms import (
    DATE,
    GENERAL,
    MONEY,
    PERCENT,
    Form,
    in_full,
    number,
    of_format,
    of_unit,
    outermost,
    written,
)
from loan401k.errors import CellError


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_keeps_its_first_12_digits(value):
    assert float(number(value)) == float(f"{value:.12g}")


@given(st.floats(1e-9, 9.99e14))
def test_ordinary_sizes_have_no_exponent_and_no_separator(value):
    assert set(number(value)) <= set("0123456789.")


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (1234.565, MONEY, "1234.57"),  # half way as a cell shows it, 2 ** -52 below as a double
        (-0.001, MONEY, "0.00"),
        (2.675, Form(2, grouped=True), "2.68"),
        (1e6, Form(0, grouped=True, prefix="$"), "$1,000,000"),
        (-1e6, Form(0, grouped=True, prefix="$"), "-$1,000,000"),
        (0.07, PERCENT, "7%"),
        (0.070149123, Form(2, percent=True), "7.01%"),
        (5.0, Form(suffix=" years"), "5 years"),
        (46096.0, DATE, "2026-03-15"),
        (-3.0, DATE, "-3"),
        (1e300, MONEY, "1e+300"),
        (0.0, GENERAL, "0"),
        (-0.0, GENERAL, "0"),
        (True, MONEY, "TRUE"),
        (None, MONEY, ""),
        ("abc", MONEY, "abc"),
        (CellError("#N/A", "never"), MONEY, "#N/A"),
        (dt.date(2026, 3, 15), GENERAL, "2026-03-15"),
        (dt.datetime(2026, 3, 15, 12, 30), GENERAL, "2026-03-15 12:30:00"),
    ],
)
def test_a_value_is_written_in_its_form(value, form, text):
    assert written(value, form) == text


@pytest.mark.parametrize(
    ("code", "form"),
    [
        ("General", GENERAL),
        ("@", GENERAL),
        ("", GENERAL),
        ("0", Form(0)),
        ("#,##0.00", Form(2, grouped=True)),
        ("#,##0.00_);[Red](#,##0.00)", Form(2, grouped=True)),
        ('"$"#,##0;-"$"#,##0', Form(0, grouped=True, prefix="$")),
        ("[$$-409]#,##0.00", Form(2, grouped=True, prefix="$")),
        (r"\$0.0", Form(1, prefix="$")),
        ("0.00%", Form(2, percent=True)),
        ("0 %", Form(0, percent=True)),
        ('"month "0', Form(0, prefix="month ")),
        ('0" a year"', Form(0, suffix=" a year")),
        ("mmm d, yyyy", DATE),
        ("[$-409]d-mmm-yy;@", DATE),
        ("yyyy\\-mm\\-dd", DATE),
    ],
)
def test_a_number_format_is_read(code, form):
    assert of_format(code) == form


@pytest.mark.parametrize(
    ("unit", "form"),
    [
        ("dollars", MONEY),
        ("dollars a period", MONEY),
        ("date", DATE),
        ("rate", PERCENT),
        ("share a month", PERCENT),
        ("months", GENERAL),
        ("text", GENERAL),
    ],
)
def test_numbers_have_the_form_of_their_unit(unit, form):
    assert of_unit(unit) == form


@pytest.mark.parametrize(
    ("formula", "name"),
    [
        ("=LOAN_MAX(80000)", "LOAN_MAX"),
        (" loan_max ( (1+2)*3 ) ", "LOAN_MAX"),
        ('=FED_TAX(1, 2026, "a ) b")', "FED_TAX"),
        ("=LOAN_MAX(1)+LOAN_MAX(2)", None),
        ("=-LOAN_MAX(1)", None),
        ("=SUM(1,2)", None),
        ("=1", None),
    ],
)
def test_the_outermost_function_is_told(formula, name):
    found = outermost(formula)
    assert (found.name if found else None) == name


def test_json_has_errors_with_reasons_and_dates_as_dates():
    assert in_full(CellError("#NUM!", "why")) == {"error": "#NUM!", "reason": "why"}
    assert in_full(46096.0, DATE) == in_full(dt.date(2026, 3, 15)) == "2026-03-15"
    assert in_full(0.1, MONEY) == 0.1
    assert in_full("", DATE) == ""
