"""Ranges: shapes, blanks, one bad result per bad cell, and the same figures as single cells."""

import math
import sys
import warnings
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loan401k import (
    FED_TAX,
    LOAN_BALANCE,
    LOAN_MAX,
    LOAN_NET_COST,
    LOAN_PAYMENT,
    PAYOFF_SAVINGS,
    CellError,
    InputError,
)
from loan401k.declare import REGISTRY, Number
from loan401k.declare.ranges import SLICE
from tests.reference.samples import WRONG, fitting

OVER_CELLS = sorted(name for name in REGISTRY if REGISTRY[name].broadcasts)
functions = pytest.mark.parametrize("name", OVER_CELLS)

PAYMENT = REGISTRY["LOAN_PAYMENT"]


@pytest.fixture(autouse=True)
def _no_warnings():
    """Warnings of numpy would reach the console of every user."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        yield


def same(one, other, scale=0.0):
    """Whether two results are the same error, word or date, or numbers equal up to rounding."""
    if isinstance(one, str) or isinstance(other, str):
        return (
            one == other
            and type(one) is type(other)
            and getattr(one, "reason", "") == getattr(other, "reason", "")
        )
    if isinstance(one, float) and isinstance(other, float):
        return math.isclose(one, other, rel_tol=1e-10, abs_tol=1e-11 * scale)
    return one == other


# Shapes in Python


def test_a_list_gives_an_array_of_floats():
    answer = LOAN_PAYMENT([12000, 24000], 0, 1)
    assert answer.dtype == float
    assert answer.tolist() == pytest.approx([1000, 2000])


def test_a_row_against_a_column_gives_a_table():
    answer = LOAN_PAYMENT([[12000], [24000], [36000]], 0, [[1, 2]])
    assert np.allclose(answer, [[1000, 500], [2000, 1000], [3000, 1500]], rtol=1e-15)


def test_shapes_that_do_not_fit_are_named():
    sentence = r"do not fit together: amount \(2,\), years \(3,\)"
    with pytest.raises(InputError, match=sentence):
        LOAN_PAYMENT([1, 2], 0, [1, 2, 3])


@pytest.mark.parametrize("ragged", [[[1, 2], [3]], [[1], 2], [[1, 2], (3,)]])
def test_a_ragged_range_is_refused(ragged):
    with pytest.raises(InputError, match="amount has rows of different lengths"):
        LOAN_PAYMENT(ragged, 0, 1)


def test_every_shape_of_an_array_is_kept():
    amounts = np.arange(1.0, 25).reshape(2, 3, 4)
    assert LOAN_PAYMENT(amounts, 0, 1).shape == (2, 3, 4)
    assert np.allclose(LOAN_PAYMENT(amounts, 0, 1), amounts / 12, rtol=1e-15)


@pytest.mark.parametrize(
    ("empty", "shape"), [([], (0,)), ([[]], (1, 0)), (np.empty((0, 3)), (0, 3))]
)
def test_an_empty_range_gives_an_empty_array(empty, shape):
    assert LOAN_PAYMENT(empty, 0.04, 5).shape == shape
    assert PAYOFF_SAVINGS(empty, 0.04, 5, 0.2, measure=[["net"]]).size == 0


class Frame:
    """What a column of pandas or polars looks like from outside."""

    def __init__(self, values):
        self.values, self.shape = values, (len(values),)

    def __repr__(self):
        return f"Frame({self.values})"

    def __array__(self, dtype=None, copy=None):
        return np.array(self.values, dtype)


@pytest.mark.parametrize(
    "amounts",
    [
        (12000, 24000),
        np.array([12000, 24000]),
        np.array([12000, 24000], np.uint16),
        np.array([12000, 24000], np.float32),
        np.array([12000, 24000], object),
        [np.float64(12000), np.int32(24000)],
        [Decimal(12000), 24000],
        Frame([12000, 24000]),
        Frame([Decimal(12000), 24000]),
    ],
    ids=repr,
)
def test_arrays_columns_and_numbers_of_other_libraries_serve(amounts):
    answer = LOAN_PAYMENT(amounts, 0, 1)
    assert answer.dtype == float
    assert answer.tolist() == pytest.approx([1000, 2000])


def test_rows_may_be_arrays():
    rows = [np.array([12000, 24000]), np.array([36000, 48000])]
    assert np.allclose(LOAN_PAYMENT(rows, 0, 1), [[1000, 2000], [3000, 4000]], rtol=1e-15)


def test_the_caller_keeps_his_array():
    amounts = np.array([-5.0, 100.0, np.nan])
    LOAN_PAYMENT(amounts, 0.04, 5)
    assert np.array_equal(amounts, [-5, 100, np.nan], equal_nan=True)


# One bad cell, one bad result


def test_one_bad_cell_gives_one_bad_result():
    bad = [10000, -1, "x", None, True, float("nan"), 10**400, CellError("#REF!"), 0, [1], 20000]
    answer = LOAN_PAYMENT(bad, 0, 1)
    assert answer.dtype == object
    codes = [cell for cell in answer.tolist() if isinstance(cell, str)]
    assert " ".join(codes) == "#NUM! #VALUE! #VALUE! #VALUE! #NUM! #NUM! #REF! #NUM! #VALUE!"
    assert all(isinstance(cell, CellError) and cell.reason for cell in codes)
    assert [answer[0], answer[-1]] == pytest.approx([10000 / 12, 20000 / 12], rel=1e-15)
    assert answer[1].reason == "amount is -1; it must be above 0."
    assert answer[3].reason == "amount is blank; it must be above 0."


def test_a_bad_single_value_spoils_every_cell():
    answer = LOAN_PAYMENT([100, 200], 4.25, 5)
    assert answer.tolist() == ["#NUM!", "#NUM!"]
    assert answer[0].reason.startswith("loan_rate is 4.25")


def test_the_first_bad_argument_speaks():
    answer = LOAN_PAYMENT(["x", 100], [4.25, "y"], [-1, -1])
    assert [cell.reason.split()[0] for cell in answer] == ["amount", "loan_rate"]
    assert answer.tolist() == ["#VALUE!", "#VALUE!"]


def test_conditions_speak_in_the_order_of_the_single_call():
    with pytest.raises(ValueError, match=r"^years is 1\.01") as caught:
        LOAN_NET_COST(10000, 0.04, 1.01, 0.05, 12, 1.03)
    answer = LOAN_NET_COST(10000, 0.04, 1.01, 0.05, 12, [1.03, 2])
    assert [cell.reason for cell in answer] == [str(caught.value)] * 2


def test_blanks_take_the_default_cell_by_cell():
    payments = LOAN_PAYMENT(12000, 0, 1, [12, None, "", 1]).tolist()
    assert payments == pytest.approx([1000, 1000, 1000, 12000], rel=1e-15)
    sides = PAYOFF_SAVINGS(10000, 0.12, 5, 0.05, side_return=[None, 0.02, "", 0.03]).tolist()
    alone = [PAYOFF_SAVINGS(10000, 0.12, 5, 0.05, side_return=s) for s in (None, 0.02, None, 0.03)]
    assert sides == pytest.approx(alone, rel=1e-13)
    assert sides[0] != sides[1]


def test_words_and_flags_may_be_ranges():
    measures = ["net", " INTEREST ", None, "gross", 5]
    answer = PAYOFF_SAVINGS(10000, 0.0425, 1, 0.134, 1, measures).tolist()
    assert answer[:3] == pytest.approx([915, 1340, 915])
    assert answer[3:] == ["#VALUE!", "#VALUE!"]
    flags = [True, False, 1, np.True_, None, "yes"]
    assert LOAN_MAX(300000, disaster=flags).tolist() == [
        100000, 50000, 100000, 100000, 50000, "#VALUE!",
    ]  # fmt: skip


def test_dates_may_be_arrays_of_numpy():
    from loan401k.declare.operands import as_array

    days = np.array(["2026-03-15", "2028-02-29"], "datetime64[ns]")
    assert [day.isoformat() for day in as_array("date", days)] == ["2026-03-15", "2028-02-29"]


def test_a_key_that_no_table_holds_spoils_only_its_own_cells():
    years = [2026, 1990, 2025, 2026.5, 2026]
    answer = FED_TAX(years, "single", [60000, 60000, 60000, 60000, -1]).tolist()
    assert answer[0] == FED_TAX(2026, "single", 60000)
    assert answer[2] == FED_TAX(2025, "single", 60000)
    assert [answer[1], answer[3], answer[4]] == ["#N/A", "#N/A", "#NUM!"]
    assert answer[1].reason.startswith("year is 1990; the tables hold")


# Slices


def test_a_range_longer_than_a_slice_is_served_piece_by_piece():
    size = 2 * SLICE + 77
    numbers = np.random.default_rng(3)
    amounts, rates = numbers.uniform(1, 1e5, size), numbers.uniform(0, 0.3, size)
    years = numbers.integers(1, 30, size)
    whole = LOAN_PAYMENT(amounts, rates, years)
    pieces = [
        LOAN_PAYMENT(amounts[k : k + 1000], rates[k : k + 1000], years[k : k + 1000])
        for k in range(0, size, 1000)
    ]
    assert np.array_equal(whole, np.concatenate(pieces))


def test_a_bad_cell_in_the_second_slice_spoils_only_itself():
    made = np.zeros(SLICE + 10)
    made[SLICE + 3] = 61  # one more than the loan has
    made[5] = -1
    answer = LOAN_BALANCE(10000, 0.04, 5, made)
    assert np.flatnonzero(answer != 10000).tolist() == [5, SLICE + 3]
    assert answer[SLICE + 3].reason.startswith("payments_made is 61")
    assert answer[5].reason.startswith("payments_made is -1")


def test_words_in_a_long_range_keep_their_places():
    size = SLICE + 501
    measures = np.where(np.arange(size) % 3 == 0, "interest", "net").astype(object)
    amounts = np.linspace(1000, 2000, size)
    answer = PAYOFF_SAVINGS(amounts, 0.0425, 1, 0.134, 1, measures)
    expected = amounts * np.where(np.arange(size) % 3 == 0, 0.134, 0.0915)
    assert np.allclose(answer, expected, rtol=1e-12)


# Spreadsheets: what a shorter range does not reach is #N/A


def test_a_shorter_range_leaves_cells_without_an_answer():
    amounts = [[12000.0], [24000.0], [36000.0]]
    answer = PAYMENT.cells([amounts, 0.0, [[1.0], [2.0]]])
    assert answer[0] + answer[1] == pytest.approx([1000, 1000])
    assert answer[2] == ["#N/A"]
    assert isinstance(answer[2][0], CellError)
    assert answer[2][0].reason == "One of the ranges has no cell here."


def test_a_table_against_a_shorter_column():
    answer = PAYMENT.cells([[[12000.0, 24000.0, 1.0]] * 3, 0.0, [[1.0], [2.0]]])
    assert answer[0] + answer[1] == pytest.approx([1000, 2000, 1 / 12, 500, 1000, 1 / 24])
    assert answer[2] == ["#N/A"] * 3


@pytest.mark.parametrize("short", [[["net"], ["interest"]], [["net", "interest"]]])
def test_words_in_a_shorter_range_do_not_spoil_the_rest(short):
    declaration = REGISTRY["PAYOFF_SAVINGS"]
    amounts = [[10000.0], [10000.0], [10000.0]]
    if len(short) == 1:
        amounts = [[10000.0, 10000.0, 10000.0]]
    answer = np.ravel(
        np.array(declaration.cells([amounts, 0.0425, 1.0, 0.134, 1.0, short]), object)
    )
    assert answer[:2] == pytest.approx([915, 1340])
    assert answer[2] == "#N/A"


def test_flags_and_blanks_in_a_shorter_range_do_not_spoil_the_rest():
    declaration = REGISTRY["LOAN_MAX"]
    balances = [[300000.0], [300000.0], [300000.0]]
    answer = declaration.cells([balances, None, None, [[True], [None]]])
    assert answer == [[100000], [50000], ["#N/A"]]
    answer = PAYMENT.cells([balances, 0.0, 1.0, [[None], [1.0]]])
    assert answer[0] + answer[1] == pytest.approx([25000, 300000])
    assert answer[2] == ["#N/A"]


# Scalar = element, for every function, with and without numpy

SHAPES = [None, None, (1, 1), (1, 3), (2, 1), (2, 3), (3, 2)]


@st.composite
def calls(draw, name):
    """Return values for a call from a spreadsheet, ranges among them, some cells bad or blank."""
    values = []
    clean = draw(st.booleans())
    for argument in REGISTRY[name].arguments:
        good = st.sampled_from(fitting(argument))
        if isinstance(argument.kind, Number) and argument.kind.unit in ("dollars", "rate"):
            low, high = max(argument.kind.low, -1e5), min(argument.kind.high, 1e5)
            good = st.one_of(good, st.floats(low, high))
        if argument.optional:
            good = st.one_of(good, st.none())
        cell = (
            good
            if clean
            else st.integers(0, 19).flatmap(
                lambda k, good=good: st.sampled_from(WRONG) if k == 0 else good
            )
        )
        shape = draw(st.sampled_from(SHAPES))
        if shape is None:
            values.append(draw(cell))
        else:
            rows, columns = shape
            values.append([[draw(cell) for _ in range(columns)] for _ in range(rows)])
    return values


def element(value, row, column):
    """Return the cell of a value at a place of the result, as spreadsheets stretch it."""
    if not isinstance(value, list):
        return value
    row = 0 if len(value) == 1 else row
    column = 0 if len(value[0]) == 1 else column
    if row >= len(value) or column >= len(value[0]):
        return CellError("#N/A", "One of the ranges has no cell here.")
    return value[row][column]


def scale_of(values):
    """Return the largest amount in play, up to a million: differences are as exact as it."""
    cells = [cell for v in values for cell in (np.ravel(np.array(v, object)).tolist())]
    return max([1.0, *(abs(c) for c in cells if isinstance(c, float) and abs(c) <= 1e6)])


@functions
@settings(deadline=None, max_examples=12)
@given(data=st.data())
def test_a_cell_of_a_range_is_what_the_single_call_gives(name, data):
    declaration = REGISTRY[name]
    values = data.draw(calls(name))
    answer = declaration.cells(values)
    if not isinstance(answer, list):
        answer = [[answer]]
    ranges = [value for value in values if isinstance(value, list)]
    height = max((len(value) for value in ranges), default=1)
    width = max((len(value[0]) for value in ranges), default=1)
    assert [len(row) for row in answer] == [width] * height
    for row in range(height):
        for column in range(width):
            single = declaration.cells([element(value, row, column) for value in values])
            cell = answer[row][column]
            assert same(cell, single, scale_of(values)), (row, column, cell, single)
            if isinstance(cell, float):
                assert math.isfinite(cell)


@functions
@settings(deadline=None, max_examples=6)
@given(data=st.data())
def test_without_numpy_the_answers_are_the_same(name, data):
    declaration = REGISTRY[name]
    values = data.draw(calls(name))
    with_numpy = declaration.cells(values)
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, "loan401k.declare.ranges", None)
        without = declaration.cells(values)
        tuples = [tuple(map(tuple, v)) if isinstance(v, list) else v for v in values]
        assert declaration.cells(tuples) == without
    if not isinstance(without, list):
        with_numpy, without = [[with_numpy]], [[without]]
    for row, other in zip(with_numpy, without, strict=True):
        for one, two in zip(row, other, strict=True):
            assert same(one, two, scale_of(values)), (one, two)
