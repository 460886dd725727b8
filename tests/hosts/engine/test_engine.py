"""One formula in the embedded engine."""

import dataclasses
import datetime as dt
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loan401k import LOAN_NET_COST, LOAN_SCHEDULE
from loan401k.declare import REGISTRY
from loan401k.errors import CellError
from loan401k.hosts import engine
from loan401k.hosts.engine import evaluate
from tests.hosts.formulas import CASES, formula


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_typed_formula_gives_the_figure(case):
    case.check(evaluate(formula(case)))


def test_every_function_is_there():
    # Without arguments each says what it needs, or answers; an unknown one would be #NAME?.
    for name in REGISTRY:
        assert evaluate(f"={name}()") != "#NAME?", name


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("=LOAN_NET_COST(10000, 4.25%, 1, 5%, 1)", 75),
        ("LOAN_NET_COST(10000, 4.25%, 1, 5%, 1)", 75),
        ("  = loan_net_cost( 10000 , 4.25% , 1 , 5% , 1 )", 75),
        ("=PAYOFF_SAVINGS(10000, 4.25%, 1, 13.4%, 1)", 915),
        ('=PAYOFF_SAVINGS(10000, 4.25%, 1, 13.4%, 1, "interest")', 1340),
        ("=PAYOFF_ADVANTAGE(10000, 4.25%, 1, 13.4%, 5%, 1)", 840),
        ("=1+2*3", 7),
        ('="a"&"b"', "ab"),
        ("=1=1", True),
        ("=DATE(2026,3,15)", 46096),
        ("=A1", 0),
    ],
)
def test_a_formula_gives_its_value(typed, expected):
    value = evaluate(typed)
    if isinstance(expected, (str, bool)):
        assert value is expected or value == expected
    else:
        assert type(value) is float
        assert value == pytest.approx(expected, abs=1e-9)


def test_savings_less_cost_is_the_advantage():
    difference = evaluate(
        "=PAYOFF_SAVINGS(9000,6%,4,19%)-LOAN_NET_COST(9000,6%,4,7%)"
        "-PAYOFF_ADVANTAGE(9000,6%,4,19%,7%)"
    )
    assert difference == pytest.approx(0, abs=1e-8)


# The engine's own annuity functions as a second opinion.
@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("LOAN_PAYMENT(10000,8%,5)", "-PMT(8%/12,60,10000)"),
        ("LOAN_PAYMENT(10000,0%,5,26)", "-PMT(0,130,10000)"),
        ("LOAN_INTEREST(10000,8%,5)", "-CUMIPMT(8%/12,60,10000,1,60,0)"),
        ("LOAN_BALANCE(10000,8%,5,17)", "-FV(8%/12,17,PMT(8%/12,60,10000),10000)"),
        ("ACCOUNT_VALUE(10000,6%,7)", "-FV(6%,7,0,10000)"),
        ('ACCOUNT_VALUE(10000,6%,7,100,12,"nominal")', "-FV(6%/12,84,100,10000)"),
        ("8%", "12*RATE(60,-LOAN_PAYMENT(10000,8%,5),10000)"),
        ("60", "NPER(8%/12,-LOAN_PAYMENT(10000,8%,5),10000)"),
        ("CARD_MONTHS(10000,18%,400)", "NPER(18%/12,-400,10000)"),
    ],
)
def test_the_engines_own_functions_agree(ours, theirs):
    assert evaluate(f"=({ours})/({theirs})") == pytest.approx(1, rel=1e-10)


def test_a_column_gives_a_column():
    rows = evaluate("=LOAN_NET_COST(10000,{0.01;0.02;0.03},1,5%,1)")
    assert [len(row) for row in rows] == [1, 1, 1]
    assert rows[1][0] == pytest.approx(300, abs=1e-9)  # 10,000 x (5% - 2%)


def test_one_bad_row_gives_one_error():
    good, bad, text = evaluate('=LOAN_NET_COST(10000,{0.04;4.25;"x"},1,5%,1)')
    assert good[0] == pytest.approx(100, abs=1e-9)
    assert (bad[0], text[0]) == ("#NUM!", "#VALUE!")
    assert "loan_rate is 4.25" in bad[0].reason
    assert 'loan_rate is the text "x"' in text[0].reason


def test_a_column_against_a_row_gives_a_grid():
    rows = evaluate("=LOAN_NET_COST(10000,{0.01;0.02},1,{0.03,0.04,0.05},1)")
    assert [[round(cell) for cell in row] for row in rows] == [[200, 300, 400], [100, 200, 300]]


def test_a_table_keeps_its_headings_and_texts():
    rows = evaluate("=LOAN_SCHEDULE(1200,0%,1,12,DATE(2026,1,31))")
    assert rows[0] == list(LOAN_SCHEDULE(1200, 0, 1, 12, dt.date(2026, 1, 31))[0])
    assert len(rows) == 13
    dates = [row[rows[0].index("Date")] for row in rows[1:]]
    assert dates[0] == (dt.date(2026, 2, 28) - dt.date(1899, 12, 30)).days
    assert evaluate("=INDEX(LOAN_SCHEDULE(1200,0%,1),1,1)") == rows[0][0]


@pytest.mark.parametrize(
    ("typed", "code", "part"),
    [
        ("=LOAN_NET_COST(-1,4.25%,1,5%)", "#NUM!", "amount is -1"),
        ("=LOAN_NET_COST(10000,4.25,1,5%)", "#NUM!", "4.25% is typed"),
        ('=LOAN_NET_COST("10,000",4.25%,1,5%)', "#VALUE!", "only looks like a number"),
        ("=LOAN_NET_COST(,4.25%,1,5%)", "#VALUE!", "amount is blank"),
        ("=LOAN_NET_COST(A1,4.25%,1,5%)", "#VALUE!", "amount is blank"),
        ("=LOAN_NET_COST(TRUE,4.25%,1,5%)", "#VALUE!", "amount is TRUE"),
        ("=LOAN_NET_COST(1E400,4.25%,1,5%)", "#NUM!", "beyond"),
        ("=LOAN_NET_COST(1,2%,1,5%,12,1,0,0,0,,0,99)", "#VALUE!", "at most 11"),
        ('=PLAN_LIMIT("loans",1950)', "#N/A", ""),
        ("=1+LOAN_PAYMENT(-1,5%,1)*2", "#NUM!", "amount is -1"),
        ("=ROUND(LOAN_PAYMENT(-1,5%,1),2)", "#NUM!", "amount is -1"),
        ("=LOAN_NETCOST(1)", "#NAME?", "LOAN_NET_COST"),
        ("=LOAN_PAYMENT(FROBNICATE(1),5%,1)", "#NAME?", "FROBNICATE"),
        ("=principal*2", "#NAME?", "principal"),
        ("='[1]Other'!A1+1", "#REF!", "another workbook"),
        ("=LAMBDA(x,x+1)(2)", "#NAME?", "cannot calculate"),
    ],
)
def test_an_error_says_why(typed, code, part):
    value = evaluate(typed)
    assert isinstance(value, CellError)
    assert value == code
    assert part in value.reason


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("=FLOOR(-2.5,-1.1)", "FLOOR"),
        ("=1+MOD(10,0.04)", "MOD"),
        ("=LOAN401K.BLOCK(1,1,5)", "LOAN401K.BLOCK"),
        ("=IFERROR(LOAN401K.ANSWER(5),0)", "LOAN401K.ANSWER"),
    ],
)
def test_a_call_that_is_not_excels_gives_a_sentence(typed, name):
    value = evaluate(typed)
    assert value == "#N/A"
    assert name in value.reason


@pytest.mark.parametrize("error", ["#N/A", "#DIV/0!", "#REF!", "#NAME?", "#NUM!", "#NULL!"])
def test_an_error_argument_passes_through(error):
    assert evaluate(f"=LOAN_PAYMENT({error},5%,1)") == error
    assert evaluate(f"=LOAN_PAYMENT({{1000,{error}}},5%,1)")[0][1] == error


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ('=IFERROR(LOAN_PAYMENT(-1,5%,1),"none")', "none"),
        ("=ERROR.TYPE(LOAN_PAYMENT(-1,5%,1))", 6),
        ('=ERROR.TYPE(LOAN_PAYMENT("x",5%,1))', 3),
        ("=ISNA(LOAN_PAYMENT(NA(),5%,1))", True),
        ("=ISERROR(LOAN_PAYMENT(1000,5%,1))", False),
        ("=IF(LOAN_PAYMENT(1200,0%,1)=100,1,2)", 1),
    ],
)
def test_spreadsheet_functions_see_our_errors_and_values(typed, expected):
    assert evaluate(typed) == expected


def test_an_argument_left_out_takes_its_default():
    full = LOAN_NET_COST(10000, 0.0425, 5, 0.05, annual_fee=25)
    assert evaluate("=LOAN_NET_COST(10000,4.25%,5,5%,,,,,25)") == pytest.approx(full, abs=1e-9)
    assert evaluate('=LOAN_NET_COST(10000,4.25%,5,5%,"",A1, ,,25,)') == pytest.approx(full)
    # 12 payments a year is the default; 0, as the engine hands it over, would be an error.
    inner = evaluate("=ROUND(LOAN_NET_COST(LOAN_PAYMENT(10000,5%,1,)*12,4.25%,5,5%,,),6)")
    assert inner == pytest.approx(
        LOAN_NET_COST(12 * evaluate("LOAN_PAYMENT(10000,5%,1)"), 0.0425, 5, 0.05), abs=1e-6
    )


def test_an_argument_left_out_elsewhere_is_the_spreadsheets_zero():
    assert evaluate("=IF(TRUE,,5)") == 0
    assert evaluate('=LEN("LOAN_NET_COST(,,)")') == 17


def test_a_range_is_one_call(monkeypatch):
    declaration, calls = REGISTRY["LOAN_PAYMENT"], []
    original = type(declaration).cells

    def counted(self, values):
        calls.append(len(values[0]))
        return original(self, values)

    monkeypatch.setattr(type(declaration), "cells", counted)
    rows = evaluate("=LOAN_PAYMENT(SEQUENCE(1000),0%,1)")
    assert calls == [1000]
    assert [row[0] for row in rows] == pytest.approx([k / 12 for k in range(1, 1001)])


def test_a_failing_function_is_a_value_error_that_iferror_sees(monkeypatch):
    def body(xp, *values):
        raise RuntimeError("broken")

    broken = dataclasses.replace(REGISTRY["LOAN_PAYMENT"], body=body)
    monkeypatch.setitem(REGISTRY, "LOAN_PAYMENT", broken)
    assert evaluate("=LOAN_PAYMENT(1000,5%,1)") == "#VALUE!"
    assert "broken" in evaluate("=LOAN_PAYMENT(1000,5%,1)").reason
    assert evaluate("=IFERROR(LOAN_PAYMENT(1000,5%,1),7)") == 7


def test_what_the_engine_refuses_is_an_error_of_the_cell(monkeypatch):
    # It raises for references to other workbooks, which are caught before; and perhaps for more.
    monkeypatch.setattr(engine, "refers_elsewhere", lambda text: False)
    value = evaluate("='[1]Other'!A1+1")
    assert value == "#NAME?"
    assert "[1]Other" in value.reason


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -float("inf")])
def test_what_is_no_number_never_reaches_a_cell(monkeypatch, value):
    declaration = REGISTRY["LOAN_PAYMENT"]
    monkeypatch.setattr(type(declaration), "cells", lambda self, values: [[value, 1.0]])
    rows = evaluate("=LOAN_PAYMENT(1000,5%,1)")
    assert rows == [["#NUM!", 1.0]]


@settings(max_examples=60, deadline=None)
@given(
    st.floats(1, 1e7),
    st.floats(0, 0.3),
    st.integers(1, 15),
    st.floats(-0.2, 0.3),
)
def test_the_engine_adds_no_rounding(amount, rate, years, growth):
    typed = f"=LOAN_NET_COST({amount!r},{rate!r},{years},{growth!r})"
    assert evaluate(typed) == LOAN_NET_COST(amount, rate, years, growth)


def test_importing_the_engine_stays_light():
    code = (
        "import sys; import loan401k.hosts.engine as e; e.evaluate('=LOAN_PAYMENT(1,,1)');"
        "print([m for m in ('openpyxl', 'numpy', 'xlwings', 'lxml') if m in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
