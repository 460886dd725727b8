"""Raw cells of both fronts become plain values, and answers become what Excel takes."""

import datetime as dt
import math
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from loan401k.errors import ERROR_CODES, ERROR_NUMBERS, CellError
from loan401k.hosts.excel.cells import CLASSIC, ERROR_TYPES, LARGE, SERVER

# 1 January 2024 is 45292 in every Excel; pywin32 says UTC and means the clock on the wall.
NOON = dt.datetime(2024, 1, 1, 12, tzinfo=dt.timezone.utc)
# The codes of error cells that COM hands over, as xlwings lists them for seven of these.
COM_ERRORS = {
    -2146826288: "#NULL!",
    -2146826281: "#DIV/0!",
    -2146826273: "#VALUE!",
    -2146826265: "#REF!",
    -2146826259: "#NAME?",
    -2146826252: "#NUM!",
    -2146826246: "#N/A",
    -2146826245: "#GETTING_DATA",
    -2146826243: "#SPILL!",
    -2146826238: "#CALC!",
}


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        (None, None),
        ("", ""),
        (5.5, 5.5),
        (True, True),
        (7, 7.0),
        (Decimal("10000.5000"), 10000.5),
        (NOON, 45292.5),
        (((1.0, None, 3.0),), [[1.0, None, 3.0]]),
        ((1.0, None, 3.0), [[1.0, None, 3.0]]),
        (((1.0,), (None,)), [[1.0], [None]]),
        (((1.0, "x"), (True, Decimal("2"))), [[1.0, "x"], [True, 2.0]]),
        ([(1.0,), (NOON,)], [[1.0], [45292.5]]),
        ((), None),
    ],
)
def test_classic_cells_are_read(raw, value):
    read = CLASSIC.read(raw)
    if isinstance(read, list):
        read = [list(row) for row in read]
    assert read == value
    assert type(read) is type(value)


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        (None, None),
        ("", ""),
        (10000, 10000),
        (False, False),
        ([1, None, 3], [[1, None, 3]]),
        ([[1], [""]], [[1], [""]]),
        ([[1, "x"], [True, 0.5]], [[1, "x"], [True, 0.5]]),
        ({"type": "FormattedNumber", "basicValue": 45292, "numberFormat": "m/d/yyyy"}, 45292),
        ({"type": "Boolean", "basicValue": True}, True),
        ({"type": "String", "basicValue": "net"}, "net"),
        ({"type": "Empty", "basicType": "Empty", "basicValue": ""}, ""),
        ([[{"type": "Double", "basicValue": 2.5}, 1]], [[2.5, 1]]),
    ],
)
def test_server_cells_are_read(raw, value):
    assert SERVER.read(raw) == value


@pytest.mark.parametrize(("raw", "code"), COM_ERRORS.items())
def test_com_errors_are_errors(raw, code):
    assert type(CLASSIC.read(raw)) is CellError
    assert CLASSIC.read(raw) == code
    assert CLASSIC.read(((1.0,), (raw,))) == [[1.0], [code]]
    assert SERVER.read(raw) == raw  # in JSON it is only a number


@pytest.mark.parametrize("code", ERROR_CODES)
def test_error_objects_are_errors(code):
    raw = {"type": "Error", "basicType": "Error", "basicValue": code}
    assert type(SERVER.read(raw)) is CellError
    assert SERVER.read([[raw], [1]]) == [[code], [1]]


@pytest.mark.parametrize(
    ("front", "raw"),
    [
        (CLASSIC, -2146826239),  # #FIELD!
        (CLASSIC, object()),
        (SERVER, {"type": "Error", "basicValue": "#BUSY!"}),
        (SERVER, {"type": "Error"}),
        (SERVER, {"type": "Entity", "text": "x"}),
        (SERVER, {"type": "LinkedEntity", "basicType": "Error", "basicValue": "#VALUE!"}),
        (SERVER, {"type": "Array", "basicValue": {}}),
        (SERVER, {}),
    ],
)
def test_what_no_function_can_use_is_a_value_error_that_says_so(front, raw):
    error = front.read(raw)
    assert type(error) is CellError
    assert error == "#VALUE!"
    assert error.reason


def test_the_null_of_a_browser_is_a_blank():
    null = type("JsNull", (), {})()
    assert SERVER.read([[null], [1]]) == [[None], [1]]


def test_a_long_column_of_numbers_is_read_as_an_array():
    column = [[k / 8] for k in range(LARGE)]
    for raw, front in ((column, SERVER), (tuple(map(tuple, column)), CLASSIC)):
        read = front.read(raw)
        assert isinstance(read, np.ndarray)
        assert read.tolist() == column


def test_a_long_column_with_one_other_cell_is_not():
    column = [[float(k)] for k in range(LARGE)]
    for other in (None, "", True, "x"):
        assert SERVER.read([*column, [other]]) == [*column, [other]]
    assert CLASSIC.read([*column, [-2146826246]])[-1] == ["#N/A"]


def test_a_whole_number_beyond_a_double_stays_as_it_is():
    column = [[10**400]] * LARGE
    assert SERVER.read(column) == column


RAW = st.one_of(
    st.none(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.text(max_size=5),
    st.decimals(-(10**6), 10**6, places=4),
    st.datetimes(dt.datetime(1900, 3, 1), timezones=st.just(dt.timezone.utc)),
    st.sampled_from(list(COM_ERRORS)),
)


@given(rows=st.integers(1, 4), columns=st.integers(1, 4), data=st.data())
def test_reading_keeps_the_shape_and_leaves_only_what_functions_take(rows, columns, data):
    raw = tuple(tuple(data.draw(RAW) for _ in range(columns)) for _ in range(rows))
    read = CLASSIC.read(raw)
    assert [len(row) for row in read] == [columns] * rows
    for row, raw_row in zip(read, raw, strict=True):
        for cell, raw_cell in zip(row, raw_row, strict=True):
            assert type(cell) in {type(None), float, bool, str, CellError}
            assert (cell is None) == (raw_cell is None)


def test_answers_leave_as_rows():
    for front in (CLASSIC, SERVER):
        assert front.write(75.0) == [[75.0]]
        assert front.write(True) == [[True]]
        assert front.write([["No.", ""], [1.0, "x"]]) == [["No.", ""], [1.0, "x"]]


def test_errors_leave_as_text_on_classic():
    (cell,), (first, second) = CLASSIC.write(
        [[CellError("#NUM!", "why")], [1.0, CellError("#N/A")]]
    )
    assert (cell, first, second) == ("#NUM!", 1.0, "#N/A")
    assert CLASSIC.write(CellError("#NUM!", "why")) == [["#NUM!"]]
    assert type(cell) is type(second) is type(CLASSIC.write(CellError("#NUM!"))[0][0]) is str


@pytest.mark.parametrize(
    ("code", "error_type"),
    [
        ("#NULL!", "Null"),
        ("#DIV/0!", "Div0"),
        ("#VALUE!", "Value"),
        ("#REF!", "Ref"),
        ("#NAME?", "Name"),
        ("#NUM!", "Num"),
        ("#N/A", "NotAvailable"),
        ("#SPILL!", "Value"),
    ],
)
def test_errors_leave_as_objects_on_the_server(code, error_type):
    error = {"type": "Error", "errorType": error_type}
    assert SERVER.write(CellError(code)) == [[error]]
    assert SERVER.write([[1.0], [CellError(code)]]) == [[1.0], [error]]


def test_every_error_text_has_a_place_in_both_tables():
    assert set(ERROR_NUMBERS.values()) == set(ERROR_CODES)
    assert set(ERROR_TYPES) <= set(ERROR_CODES)


def test_a_large_answer_of_numbers_is_not_copied():
    answer = [[math.pi]] * 1000
    assert CLASSIC.write(answer) is answer
    assert SERVER.write(answer) is answer
