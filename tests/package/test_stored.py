import datetime as dt
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from loan401k.errors import CellError
from loan401k.package.stored import FILE_ERRORS, stored


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_in_full_reads_back_to_the_last_bit(number):
    kind, text = stored(number)
    assert kind == ""
    assert float(text) == number


@given(
    st.floats(min_value=1e-300, max_value=1e300) | st.floats(max_value=-1e-300, min_value=-1e300)
)
def test_twelve_digits_are_within_half_a_unit_of_the_twelfth(number):
    text = stored(number, digits=12)[1]
    digits = text.lower().split("e")[0].lstrip("-").replace(".", "").strip("0")
    assert len(digits) <= 12
    assert math.isclose(float(text), number, rel_tol=5.0000001e-12)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (75.0, "75"),
        (75, "75"),
        (-0.0, "0"),
        (0.1 + 0.2, "0.3"),
        (2065.2250571234567, "2065.22505712"),
        (1e15, "1000000000000000.0"),
        (1e300, "1e+300"),
    ],
)
def test_numbers_are_written_short(value, text):
    assert stored(value, digits=12) == ("", text)


@pytest.mark.parametrize("value", [math.inf, -math.inf, math.nan, 10**400])
def test_what_is_no_finite_number_is_an_error(value):
    assert stored(value) == ("e", "#NUM!")


def test_truth_is_no_number():
    assert stored(True) == ("b", "1")
    assert stored(False) == ("b", "0")


def test_numbers_out_of_numpy_are_numbers():
    assert stored(np.float64(0.5)) == ("", "0.5")
    assert stored(np.int64(7)) == ("", "7")
    assert stored(np.bool_(True)) == ("b", "1")


@pytest.mark.parametrize("text", FILE_ERRORS)
def test_error_texts_are_errors(text):
    assert stored(text) == ("e", text)


@pytest.mark.parametrize("text", ["#SPILL!", "#CALC!"])
def test_errors_of_newer_versions_are_stored_as_value(text):
    assert stored(text) == ("e", "#VALUE!")


def test_an_error_with_its_reason_is_an_error():
    kind, text = stored(CellError("#NUM!", "rate is -1"))
    assert (kind, text) == ("e", "#NUM!")
    assert type(text) is str


@pytest.mark.parametrize("text", ["#num!", "#N/A ", "Err:504", "#", ""])
def test_other_texts_stay_texts(text):
    assert stored(text) == ("str", text)


def test_nothing_is_no_value():
    assert stored(None) == ("", None)


def test_what_xml_cannot_hold_is_escaped_as_excel_does():
    assert stored("a\x01b")[1] == "a_x0001_b"
    assert stored("_x0041_")[1] == "_x005F_x0041_"
    assert stored("snake_x_case")[1] == "snake_x_case"


def test_a_text_has_at_most_32767_characters():
    assert stored("x" * 32_767)[0] == "str"
    with pytest.raises(ValueError, match="at most 32,767 characters, this text has 32,768"):
        stored("x" * 32_768)


@pytest.mark.parametrize("value", [[1], {"a": 1}, 1j, b"x", np.zeros(2)])
def test_what_no_cell_can_hold_is_refused(value):
    with pytest.raises((TypeError, ValueError)):
        stored(value)


def test_a_date_is_the_number_that_excel_counts():
    assert stored(dt.datetime(2024, 2, 29, 18)) == ("", "45351.75")
    assert stored(dt.date(1900, 2, 28)) == ("", "59")
    assert stored(dt.date(2024, 2, 29), from_1904=True) == ("", "43889")
