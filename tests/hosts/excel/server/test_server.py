"""Excel with Office.js: xlwings' own server functions between JSON and the functions."""

import json

import numpy_financial as npf
import pytest

from loan401k.declare import REGISTRY
from tests.hosts.calls import spoiled
from tests.hosts.child import Child, Raised
from tests.hosts.excel.officejs import sent, shown
from tests.hosts.excel.server.excel import ENVIRONMENT
from tests.reference.read import CASES

NA_CELL = {"type": "Error", "basicType": "Error", "basicValue": "#N/A", "errorType": "NotAvailable"}
NUM = {"type": "Error", "errorType": "Num"}
NA = {"type": "Error", "errorType": "NotAvailable"}


@pytest.fixture(scope="module")
def server():
    with Child("tests.hosts.excel.server.excel", ENVIRONMENT) as child:
        yield child


def answered(server, case, given):
    """Return a case's answer with errors as their texts, as cases have them."""
    try:
        return shown(server.ask("call", case.function, *given))
    except Raised as error:
        if error.kind != "XlwingsError":
            raise
        return "#VALUE!"


def test_the_metadata_has_every_function_with_its_help(server):
    metadata = server.ask("metadata")
    json.dumps(metadata)
    functions = {function["name"]: function for function in metadata["functions"]}
    assert set(functions) == set(REGISTRY)
    for name, function in functions.items():
        declaration = REGISTRY[name]
        assert function["id"] == name
        assert function["description"] == declaration.summary
        told = [(p["name"], p["description"]) for p in function["parameters"]]
        assert told == [(a.name, a.help) for a in declaration.arguments]
        optional = [p.get("optional", False) for p in function["parameters"]]
        assert optional == [a.optional for a in declaration.arguments]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_call_gives_the_figure(server, case):
    case.check(answered(server, case, map(sent, case.positional)))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_blank_cells_for_options_give_the_same(server, case):
    given = [[[""]] if value is None else sent(value) for value in case.positional]
    case.check(answered(server, case, given))


def test_nulls_for_every_option_are_the_defaults(server):
    given = [[[10000]], [[0.0425]], [[5]], [[0.05]]]
    nulls = [None] * (len(REGISTRY["LOAN_NET_COST"].arguments) - len(given))
    # The everyday loan of the contract.
    assert server.ask("call", "LOAN_NET_COST", *given, *nulls) == [[pytest.approx(197.2312103)]]


def test_formatted_cells_are_numbers(server):
    currency = {"type": "FormattedNumber", "basicValue": 10000, "numberFormat": "$#,##0"}
    percent = {"type": "FormattedNumber", "basicValue": 0.0425, "numberFormat": "0.00%"}
    answer = server.ask("call", "LOAN_PAYMENT", [[currency]], [[percent], [0.05]], [[5]])
    payments = [-npf.pmt(rate / 12, 60, 10000) for rate in (0.0425, 0.05)]
    assert [cell for (cell,) in answer] == pytest.approx(payments)


@pytest.mark.parametrize(
    ("code", "error_type"),
    [
        ("#NULL!", "Null"),
        ("#DIV/0!", "Div0"),
        ("#REF!", "Ref"),
        ("#NAME?", "Name"),
        ("#NUM!", "Num"),
        ("#N/A", "NotAvailable"),
    ],
)
def test_an_error_cell_passes_through(server, code, error_type):
    cell = {"type": "Error", "basicType": "Error", "basicValue": code}
    answer = server.ask("call", "LOAN_PAYMENT", [[cell]], [[0.0425]], [[5]])
    assert answer == [[{"type": "Error", "errorType": error_type}]]
    answer = server.ask("call", "LOAN_PAYMENT", [[cell], [60]], [[0]], [[5]])
    assert answer == [[{"type": "Error", "errorType": error_type}], [1.0]]


@pytest.mark.parametrize(
    ("amount", "sentence"),
    [
        ("ten", 'amount is the text "ten"; it must be a number, above 0.'),
        ("", "amount is blank; it must be above 0."),
        ({"type": "Error", "basicValue": "#VALUE!"}, "an argument holds the error #VALUE!"),
        ({"type": "Entity", "text": "x"}, "an argument is a data type, Entity, no number."),
    ],
)
def test_a_value_error_shows_its_sentence_on_hover(server, amount, sentence):
    with pytest.raises(Raised) as raised:
        server.ask("call", "LOAN_PAYMENT", [[amount]], [[0.0425]], [[5]])
    assert (raised.value.kind, raised.value.text) == ("XlwingsError", sentence)


def test_other_errors_are_their_own_kind(server):
    assert server.ask("call", "LOAN_PAYMENT", [[10000]], [[4.25]], [[5]]) == [[NUM]]
    assert server.ask("call", "CARD_MONTHS", [[1000]], [[0.24]], [[20]]) == [[NA]]


def test_rows_columns_and_blocks_broadcast_as_in_excel(server):
    rates, amounts = [0.03, 0.04, 0.05], [10000, 20000]
    column = [[amount] for amount in amounts]
    pay = [[-npf.pmt(rate / 12, 60, amount) for rate in rates] for amount in amounts]
    answer = server.ask("call", "LOAN_PAYMENT", column, [rates], [[5]])
    assert answer == [pytest.approx(row) for row in pay]
    assert server.ask("call", "LOAN_PAYMENT", [[10000]], [rates], [[5]]) == [pytest.approx(pay[0])]
    answer = server.ask("call", "LOAN_PAYMENT", column, [rates, rates], [[5]])
    assert answer == [pytest.approx(row) for row in pay]


def test_a_column_of_1000_rates_spills_1000_results_and_one_bad_row_is_one_error(server):
    rates = [0.0001 * k for k in range(1000)]
    # One payment after one year: the account misses its return and gets the loan's interest.
    costs = [10000 * (0.05 - rate) for rate in rates]
    column = [[rate] for rate in rates]
    tail = ([[1]], [[0.05]], [[1]])
    spilt = server.ask("call", "LOAN_NET_COST", [[10000]], column, *tail)
    assert [cell for (cell,) in spilt] == pytest.approx(costs, abs=1e-9)
    value = {"type": "Error", "errorType": "Value"}
    for bad, error in ((4.25, NUM), ("x", value), (NA_CELL, NA), ("", value), (None, value)):
        column[500] = [bad]
        spilt = server.ask("call", "LOAN_NET_COST", [[10000]], column, *tail)
        cells = [cell for (cell,) in spilt]
        assert cells[500] == error
        assert cells[:500] + cells[501:] == pytest.approx(costs[:500] + costs[501:], abs=1e-9)


def test_every_answer_is_rows_of_what_excel_takes(server):
    bad_values = [None, [[""]], [["x"]], [[1e308]], [[-1e308]], [[True]], [[NA_CELL]], [[1, "x"]]]
    for name, given in spoiled(bad_values):
        call = [value if value in bad_values else sent(value) for value in given]
        rows = outcome(server, name, call)
        if isinstance(rows, Raised):
            assert rows.kind == "XlwingsError", (name, given)
            assert rows.text, (name, given)
            continue
        assert {len(row) for row in rows} == {len(rows[0])}
        for cell in (cell for row in rows for cell in row):
            assert type(cell) in {float, str, bool} or cell.keys() == {"type", "errorType"}


def outcome(server, name, call):
    """Return the answer, which holds no NaN and no infinity, or what was raised."""
    try:
        return server.ask("call", name, *call)
    except Raised as raised:
        return raised


def test_the_search_for_pyodide_is_cut_short_without_pretending_to_have_it(server):
    assert server.ask("modules", "pyodide") == ["pyodide.ffi"]
