import datetime as dt
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loan401k import package
from loan401k.errors import CellError
from loan401k.package.addresses import address
from loan401k.package.cells import Sheets
from loan401k.package.formats import (
    DATE,
    GENERAL,
    MONEY,
    PERCENT,
    Form,
    forms,
    in_full,
    number,
    of_format,
    written,
)


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
        (12.5, Form(0, prefix="$", signed=True), "+$13"),
        (-12.5, Form(0, prefix="$", signed=True), "-$13"),
        (0.4, Form(0, prefix="$", signed=True), "$0"),
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
        ('+"$"#,##0_);-"$"#,##0_)', Form(0, grouped=True, prefix="$", signed=True)),
        ("0.00E+00", GENERAL),
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


def test_json_has_errors_with_reasons_and_dates_as_dates():
    assert in_full(CellError("#NUM!", "why")) == {"error": "#NUM!", "reason": "why"}
    assert in_full(46096.0, DATE) == in_full(dt.date(2026, 3, 15)) == "2026-03-15"
    assert in_full(0.1, MONEY) == 0.1
    assert in_full("", DATE) == ""


def test_addresses_and_forms_need_no_xml():
    code = "import sys, loan401k.package.addresses, loan401k.package.formats as f;"
    code += "f.written(0.5, f.of_format('0%')); print('lxml' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_the_package_hands_out_what_it_has_and_no_more():
    assert package.Sheets is Sheets
    with pytest.raises(AttributeError, match="has no attribute 'reed'"):
        package.reed  # noqa: B018


def test_the_styles_of_a_workbook_have_forms_and_a_file_without_styles_none(parts):
    number_of_b1 = package.Sheets(parts)["Start"].style(address("B1"))
    assert forms(parts)[number_of_b1] == Form(2, grouped=True)
    assert forms(parts)[0] == GENERAL
    assert forms({}) == []
