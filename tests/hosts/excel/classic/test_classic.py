"""Excel on Windows: xlwings' own UDF server between Excel's values and the functions."""

import datetime as dt
import math
import re
from decimal import Decimal

import numpy_financial as npf
import pytest

from loan401k.declare import CATEGORY, REGISTRY
from loan401k.hosts.excel.windows.vba import parameter_name
from tests.hosts.calls import spoiled
from tests.hosts.child import Child
from tests.hosts.excel.classic.pywin32 import OMITTED, Range
from tests.reference.read import CASES


@pytest.fixture(scope="module")
def classic():
    with Child("tests.hosts.excel.classic.excel") as child:
        yield child


def sent(value):
    """Return a value as Excel hands it over: text and numbers typed, the rest from cells."""
    if value is None:
        return OMITTED
    if isinstance(value, dt.date):
        return Range(dt.datetime(value.year, value.month, value.day, tzinfo=dt.timezone.utc))
    if isinstance(value, list):
        return Range(tuple(tuple(map(sent, row)) for row in value))
    return float(value) if type(value) is int else value


def test_wrappers_have_the_arguments_of_the_contract_in_order(classic):
    heads = re.findall(r"^Function (\w+)\((.*)\)$", classic.ask("wrappers"), re.MULTILINE)
    assert dict(heads) == {
        name: ", ".join(
            f"{'Optional ' * a.optional}{parameter_name(a)}" for a in declaration.arguments
        )
        for name, declaration in REGISTRY.items()
    }


def test_xlwings_holds_category_help_and_raw_converters(classic):
    records = classic.ask("registrations")
    assert set(records) == set(REGISTRY)
    for name, record in records.items():
        declaration = REGISTRY[name]
        assert record["category"] == CATEGORY
        assert record["ret"] == {"doc": declaration.summary, "options": {"convert": "raw"}}
        assert [a["doc"] for a in record["args"]] == [a.help for a in declaration.arguments]
        assert all(a["options"] == {"convert": "raw"} for a in record["args"])
        assert all(a.get("optional", 0) is None for a in record["args"] if "optional" in a)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_call_gives_the_figure(classic, case):
    case.check(classic.ask("call", case.function, *map(sent, case.positional)))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_blank_cells_for_options_give_the_same(classic, case):
    given = [Range(None) if value is None else sent(value) for value in case.positional]
    case.check(classic.ask("call", case.function, *given))


def test_currency_and_dates_in_cells_are_numbers(classic):
    payment = -npf.pmt(0.0425 / 12, 60, 10000)
    currency = Range(Decimal("10000.0000"))
    assert classic.ask("call", "LOAN_PAYMENT", currency, 0.0425, 5.0) == pytest.approx(payment)
    # 10,000 as a date is 18 May 1927.
    date = Range(dt.datetime(1927, 5, 18, tzinfo=dt.timezone.utc))
    assert classic.ask("call", "LOAN_PAYMENT", date, 0.0425, 5.0) == pytest.approx(payment)


def test_a_date_leaves_as_its_serial_number(classic):
    start = Range(dt.datetime(2023, 12, 1, tzinfo=dt.timezone.utc))
    table = classic.ask("call", "LOAN_SCHEDULE", 1000.0, 0.0, 1.0, 12.0, start)
    assert table[1][1] == 45292.0  # 1 January 2024


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (-2146826288, "#NULL!"),
        (-2146826281, "#DIV/0!"),
        (-2146826273, "#VALUE!"),
        (-2146826265, "#REF!"),
        (-2146826259, "#NAME?"),
        (-2146826252, "#NUM!"),
        (-2146826246, "#N/A"),
        (-2146826245, "#GETTING_DATA"),
        (-2146826243, "#SPILL!"),
        (-2146826238, "#CALC!"),
    ],
)
def test_an_error_cell_passes_through(classic, raw, code):
    assert classic.ask("call", "LOAN_PAYMENT", Range(raw), 0.0425, 5.0) == code
    assert classic.ask("call", "LOAN_PAYMENT", raw, 0.0425, 5.0) == code
    assert classic.ask("call", "LOAN_SCHEDULE", Range(raw), 0.0425, 5.0) == code


@pytest.mark.parametrize(
    ("amount", "rate", "years", "code"),
    [
        (Range(None), 0.0425, 5.0, "#VALUE!"),
        (OMITTED, 0.0425, 5.0, "#VALUE!"),
        (Range("$10,000"), 0.0425, 5.0, "#VALUE!"),
        (True, 0.0425, 5.0, "#VALUE!"),
        (-1.0, 0.0425, 5.0, "#NUM!"),
        (10000.0, 4.25, 5.0, "#NUM!"),
        (10000.0, 0.0425, 0.3, "#NUM!"),
    ],
)
def test_bad_input_is_the_error_of_the_contract(classic, amount, rate, years, code):
    assert classic.ask("call", "LOAN_PAYMENT", amount, rate, years) == code


def test_a_question_without_an_answer_is_not_available(classic):
    assert classic.ask("call", "CARD_MONTHS", 1000.0, 0.24, 20.0) == "#N/A"


def test_rows_columns_and_blocks_broadcast_as_in_excel(classic):
    rates, amounts = (0.03, 0.04, 0.05), (10000.0, 20000.0)
    row, column = Range((rates,)), Range(tuple((amount,) for amount in amounts))
    pay = [[-npf.pmt(rate / 12, 60, amount) for rate in rates] for amount in amounts]
    answer = classic.ask("call", "LOAN_PAYMENT", column, row, 5.0)
    assert [list(r) for r in answer] == [pytest.approx(r) for r in pay]
    assert classic.ask("rows", "LOAN_PAYMENT", 10000.0, row, 5.0) == [pytest.approx(pay[0])]
    # A constant like {0.03,0.04,0.05} arrives flat.
    assert classic.ask("rows", "LOAN_PAYMENT", 10000.0, rates, 5.0) == [pytest.approx(pay[0])]
    block = Range((rates, rates))
    answer = classic.ask("call", "LOAN_PAYMENT", column, block, 5.0)
    assert [list(r) for r in answer] == [pytest.approx(r) for r in pay]


def test_a_column_of_1000_rates_spills_1000_results_and_one_bad_row_is_one_error(classic):
    rates = [0.0001 * k for k in range(1000)]
    # One payment after one year: the account misses its return and gets the loan's interest.
    costs = [10000 * (0.05 - rate) for rate in rates]
    column = Range(tuple((rate,) for rate in rates))
    spilt = classic.ask("call", "LOAN_NET_COST", 10000.0, column, 1.0, 0.05, 1.0)
    assert [cell for (cell,) in spilt] == pytest.approx(costs, abs=1e-9)
    for bad, code in ((4.25, "#NUM!"), ("x", "#VALUE!"), (-2146826246, "#N/A"), (None, "#VALUE!")):
        column.Value = (*((rate,) for rate in rates[:500]), (bad,))
        spilt = classic.ask("call", "LOAN_NET_COST", 10000.0, column, 1.0, 0.05, 1.0)
        *good, last = [cell for (cell,) in spilt]
        assert good == pytest.approx(costs[:500], abs=1e-9)
        assert last == code


def test_every_answer_is_rows_of_what_excel_takes(classic):
    bad_values = [OMITTED, Range(None), "x", 1e308, -1e308, True, -2146826246, Range(((1.0, "x"),))]
    for name, given in spoiled(bad_values):
        rows = classic.ask("rows", name, *map(sent, given))
        assert type(rows) is list
        assert {len(row) for row in rows} == {len(rows[0])}
        for cell in (cell for row in rows for cell in row):
            assert type(cell) in {float, str, bool}, (name, given)
            assert type(cell) is not float or math.isfinite(cell), (name, given)
