"""Calls from a spreadsheet, whatever its cells hold, and what a declaration tells of itself."""

import datetime as dt
import inspect
import logging
import math
import pickle

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loan401k import LOAN_PAYMENT, CellError, DomainError, InputError, NoAnswer
from loan401k.declare import REGISTRY, Rows, WorksheetFunction
from loan401k.declare.declaration import Argument
from loan401k.declare.kinds import Number
from loan401k.errors import ERROR_CODES
from tests.reference.samples import WRONG, fitting

functions = pytest.mark.parametrize("name", sorted(REGISTRY))


def answer_is_sound(answer, columns=None):
    rows = answer if isinstance(answer, list) else [[answer]]
    width = columns or len(rows[0])
    for row in rows:
        assert isinstance(row, list)
        assert len(row) == width
        for cell in row:
            assert type(cell) in (float, bool, str, CellError), repr(cell)
            if type(cell) is float:
                assert math.isfinite(cell)
            if isinstance(cell, CellError):
                assert cell in ERROR_CODES
                assert cell.reason
                assert "failed" not in cell.reason, cell.reason


any_cell = st.one_of(
    st.none(),
    st.sampled_from(WRONG),
    st.floats(),
    st.integers(-(10**320), 10**320),
    st.text(max_size=4),
    st.booleans(),
    st.dates(),
    st.sampled_from(ERROR_CODES).map(lambda code: CellError(code, "said elsewhere")),
)


@st.composite
def wild_calls(draw, name):
    arguments = REGISTRY[name].arguments
    values = []
    for argument in arguments[: draw(st.integers(0, len(arguments)))]:
        cell = st.one_of(st.sampled_from(fitting(argument)), any_cell)
        if draw(st.booleans()):
            cell = st.sampled_from(fitting(argument))
        height, width = draw(st.sampled_from([(0, 0)] * 4 + [(1, 1), (1, 2), (3, 1), (2, 3)]))
        if height and not isinstance(argument.kind, Rows):
            values.append([[draw(cell) for _ in range(width)] for _ in range(height)])
        else:
            values.append(draw(cell))
    return values


@functions
@settings(deadline=None, max_examples=15)
@given(data=st.data())
def test_whatever_the_cells_hold_the_answer_is_cells(name, data):
    declaration = REGISTRY[name]
    answer = declaration.cells(data.draw(wild_calls(name)))
    columns = len(declaration.columns) or None
    answer_is_sound(answer, columns if isinstance(answer, list) else None)


@functions
def test_nothing_given_is_a_wrong_value_or_the_answer_of_defaults(name):
    declaration = REGISTRY[name]
    answer = declaration.cells([])
    assert (answer == "#VALUE!") == (declaration.required > 0)


@functions
def test_too_many_arguments_are_refused(name):
    declaration = REGISTRY[name]
    answer = declaration.cells([1.0] * (len(declaration.arguments) + 1))
    assert answer == "#VALUE!"
    assert answer.reason == f"{name} takes at most {len(declaration.arguments)} arguments."


@functions
def test_errors_pass_through_in_the_order_of_arguments(name):
    declaration = REGISTRY[name]
    good = [fitting(argument)[-1] for argument in declaration.arguments]
    for place in range(len(good)):
        values = good[:place] + [CellError("#REF!", "gone")] * (len(good) - place)
        if place + 1 < len(good):
            values[place + 1] = CellError("#NAME?", "unknown")
        answer = declaration.cells(values)
        assert (answer, answer.reason) == ("#REF!", "gone"), place
        with pytest.raises(ValueError, match="gone"):
            declaration.call(values)


def test_a_host_sees_a_sentence_when_a_body_breaks(caplog):
    def body(xp, amount):
        raise KeyError("a slip of ours")

    money = Argument("amount", Number(help="Money", allowed="any"))
    broken = WorksheetFunction("BROKEN", "Test", (money,), body, "Breaks.", "dollars")
    with caplog.at_level(logging.ERROR, "loan401k"):
        answer = broken.cells([1.0])
    assert answer == "#VALUE!"
    assert answer.reason == "BROKEN failed: KeyError('a slip of ours')"
    assert "BROKEN failed" in caplog.text


@pytest.mark.parametrize(
    ("error", "code"), [(OverflowError("math range error"), "#NUM!"), (NoAnswer("Never."), "#N/A")]
)
def test_what_a_body_raises_becomes_the_error_of_the_cell(error, code):
    def body(xp, amount):
        raise error

    money = Argument("amount", Number(help="Money", allowed="any"))
    declaration = WorksheetFunction("NAME", "Test", (money,), body, "Says.", "dollars")
    assert declaration.cells([1.0]) == code


@pytest.mark.parametrize("result", [math.inf, -math.inf, math.nan])
def test_no_infinity_and_no_nan_leaves_a_body(result):
    def body(xp, amount):
        return result + 0 * amount

    money = Argument("amount", Number(help="Money", allowed="any"))
    declaration = WorksheetFunction("NAME", "Test", (money,), body, "Says.", "dollars")
    with pytest.raises(DomainError, match="beyond the range of a double"):
        declaration.call([1.0])
    assert declaration.cells([[[1.0], [2.0]]]) == [["#NUM!"], ["#NUM!"]]


def test_a_range_of_one_cell_is_that_cell():
    assert REGISTRY["LOAN_PAYMENT"].cells([[[10000.0]], 0.0425, 5.0]) == LOAN_PAYMENT(
        10000, 0.0425, 5
    )


def test_a_call_by_name_by_place_and_by_both_are_one():
    by_place = LOAN_PAYMENT(10000, 0.0425, 5, 26)
    assert LOAN_PAYMENT(10000, 0.0425, payments_per_year=26, years=5) == by_place
    assert LOAN_PAYMENT(years=5, amount=10000, loan_rate=0.0425, payments_per_year=26) == by_place
    assert LOAN_PAYMENT(10000.0, 0.0425, [5], [26.0])[0] == by_place


@functions
def test_the_signature_tells_what_may_be_left_out(name):
    declaration = REGISTRY[name]
    assert (
        declaration.syntax
        == f"{name}("
        + ", ".join(
            f"[{argument.name}]" if argument.optional else argument.name
            for argument in declaration.arguments
        )
        + ")"
    )
    import loan401k

    parameters = inspect.signature(getattr(loan401k, name)).parameters.values()
    given = [parameter.default is not inspect.Parameter.empty for parameter in parameters]
    assert given == sorted(given), "an option before a required argument"
    assert given.count(False) == declaration.required


def test_defaults_are_worded_as_a_person_types_them():
    texts = {
        argument.name: argument.default_text
        for name in ("LOAN_NET_COST", "COMPARE_OPTIONS", "LOAN_SCHEDULE", "LOAN_MAX")
        for argument in REGISTRY[name].arguments
    }
    assert texts["payments_per_year"] == "12"
    assert texts["penalty"] == "10%"
    assert texts["retirement_tax"] == "0"
    assert texts["compounding"] == '"effective"'
    assert texts["round_cents"] == "TRUE"
    assert texts["disaster"] == "FALSE"
    assert texts["personal_years"] == "loan_years"
    assert texts["horizon_years"] == texts["amount"] == ""


def test_errors_are_values_errors_and_texts_at_once():
    error = CellError("#NUM!", "too much")
    assert error == "#NUM!"
    assert pickle.loads(pickle.dumps(error)).reason == "too much"
    assert (InputError.code, DomainError.code, NoAnswer.code) == ("#VALUE!", "#NUM!", "#N/A")
    assert all(issubclass(kind, ValueError) for kind in (InputError, DomainError, NoAnswer))


def test_python_dates_and_serial_numbers_are_the_same_argument():
    declaration = REGISTRY["LOAN_SCHEDULE"]
    day = dt.date(2026, 3, 15)
    assert declaration.call([10000, 0.04, 1, 12, day, None, None, None, None]) == declaration.call(
        [10000, 0.04, 1, 12, 46096, None, None, None, None]
    )
