"""New columns of data frames: what the single functions give, row by row, and why there is none."""

import math

import numpy as np
import pandas as pd
import polars as pl
import pytest

import loan401k
from loan401k import InputError, WorksheetError
from loan401k.batch import frame
from tests.batch.tables import FORMULAS, loans

COUNT = 300


def singly(table):
    """Return the new columns and reasons by calling the functions for one row at a time."""
    calls = {
        "net_cost": lambda r: loan401k.LOAN_NET_COST(
            r["amount"], r["loan_rate"], r["years"], r["account_return"]
        ),
        "advantage": lambda r: loan401k.PAYOFF_ADVANTAGE(
            r["amount"], r["loan_rate"], r["years"], 0.21, r["account_return"]
        ),
        "default_cost": lambda r: loan401k.EXPECTED_DEFAULT_COST(
            r["amount"], r["loan_rate"], r["years"], 0.17, 0.22
        ),
    }
    columns, reasons = {name: [] for name in calls}, []
    for k in range(len(table["amount"])):
        row = {name: column[k] for name, column in table.items()}
        said = {}
        for name, call in calls.items():
            try:
                columns[name].append(call(row))
            except WorksheetError as error:
                columns[name].append(None)
                said[f"{error.code} {error}"] = None
        reasons.append(" ".join(said) or None)
    return columns, reasons


def same(column, expected):
    return all(
        (a is None) == (b is None) and (a is None or math.isclose(a, b, rel_tol=1e-11))
        for a, b in zip(column, expected, strict=True)
    )


def test_a_polars_frame_gets_what_the_single_functions_give():
    table = loans(COUNT)
    columns, reasons = singly(table)
    scored = frame(pl.DataFrame(table), FORMULAS)
    for name, expected in columns.items():
        assert same(scored[name].to_list(), expected)
    assert scored["reason"].to_list() == reasons
    assert scored.columns == [*table, *FORMULAS, "reason"]
    assert sum(reason is not None for reason in reasons) == COUNT / 10


def test_a_lazy_frame_stays_lazy_and_keeps_the_order():
    table = pl.DataFrame(loans(COUNT))
    lazy = frame(table.lazy(), FORMULAS)
    assert isinstance(lazy, pl.LazyFrame)
    assert lazy.collect().equals(frame(table, FORMULAS))


def test_a_pandas_frame_keeps_its_index_and_takes_missing_values_as_blank():
    table = loans(COUNT)
    given = pd.DataFrame(table, index=range(100, 100 + COUNT))
    scored = frame(given, FORMULAS)
    blank = {**table, "amount": [None if a is None or a != a else a for a in table["amount"]]}
    columns, reasons = singly(blank)
    for name, expected in columns.items():
        assert same([None if x != x else x for x in scored[name].tolist()], expected)
    assert [r if isinstance(r, str) else None for r in scored["reason"]] == reasons
    assert scored.index.equals(given.index)
    assert list(given) == list(table)


def test_cells_of_any_kind_in_a_pandas_column_are_taken_as_cells():
    table = pd.DataFrame({"amount": [12000, "12000", True, None, 24000.0]}, dtype=object)
    scored = frame(table, {"p": "LOAN_PAYMENT(amount, 0, 1)"})
    assert scored["p"].tolist()[::4] == pytest.approx([1000, 2000])
    assert [str(reason)[:33] for reason in scored["reason"][1:4]] == [
        '#VALUE! amount is the text "12000',
        "#VALUE! amount is TRUE; it must b",
        "#VALUE! amount is blank; it must ",
    ]


def test_texts_in_a_column_of_numbers_are_a_reason_each():
    scored = frame(pl.DataFrame({"a": ["12000", "x"]}), {"p": "LOAN_PAYMENT(a, 0, 1)"})
    assert scored["p"].to_list() == [None, None]
    assert "only looks like a number" in scored["reason"][0]
    assert 'amount is the text "x"' in scored["reason"][1]


@pytest.mark.parametrize("dtype", [pl.Int32, pl.UInt16, pl.Float32, pl.Decimal(10, 2)])
def test_numbers_of_every_type_serve(dtype):
    table = pl.DataFrame({"a": pl.Series([12000, 24000, None], dtype=dtype)})
    scored = frame(table, {"p": "LOAN_PAYMENT(a, 0, 1)"})
    assert scored["p"].to_list()[:2] == pytest.approx([1000, 2000])
    assert scored["reason"].to_list()[2] == "#VALUE! amount is blank; it must be above 0."


def test_blanks_take_the_defaults_of_options():
    table = pl.DataFrame({"m": [12, None, 1], "side": [None, 0.02, None]})
    scored = frame(
        table,
        {
            "payment": "LOAN_PAYMENT(12000, 0, 1, m)",
            "saved": 'PAYOFF_SAVINGS(10000, 12%, 5, 5%, 12, "net", side)',
        },
    )
    assert scored["payment"].to_list() == pytest.approx([1000, 1000, 12000])
    alone = [loan401k.PAYOFF_SAVINGS(10000, 0.12, 5, 0.05, side_return=s) for s in (None, 0.02)]
    assert scored["saved"].to_list() == pytest.approx([*alone, alone[0]], rel=1e-12)


def test_words_and_flags_may_be_columns():
    table = pl.DataFrame({"measure": ["net", " INTEREST ", "gross"], "d": [True, False, None]})
    formulas = {
        "saved": "PAYOFF_SAVINGS(10000, 4.25%, 1, 13.4%, 1, measure)",
        "most": "LOAN_MAX(300000, 0, 0, d)",
    }
    scored = frame(table, formulas)
    assert scored["saved"].to_list()[:2] == pytest.approx([915, 1340])
    assert scored["most"].to_list() == [100000, 50000, 50000]
    assert scored["reason"][2].startswith('#VALUE! measure is the text "gross"')


HOUSEHOLD = {
    "debt": [10000.0, 10000.0, None, -1.0],
    "Card APR": [0.134, 0.134, None, 0.134],
    "monthly_budget": [900.0, 1.0, None, 900.0],
    "account_balance": [50000.0, 50000.0, None, 50000.0],
    "account_return": [0.05, 0.05, None, 0.05],
    "loan_rate": [0.0425, 0.0425, None, 0.0425],
    "loan_years": [1.0, 1.0, None, 1.0],
    "horizon_months": [12, 12, None, 12],
    "client": ["a", "b", "c", "d"],
}


@pytest.mark.parametrize("make", [pl.DataFrame, pd.DataFrame])
def test_a_household_is_the_columns_named_like_its_fields(make):
    scored = frame(make(HOUSEHOLD), {"gain": "LOAN_GAIN(household)"})
    gain, reason = list(scored["gain"]), list(scored["reason"])
    assert gain[0] == pytest.approx(469.2299, abs=5e-5)  # as the docstring of LOAN_GAIN has it
    assert reason[1].startswith("#N/A ")
    assert reason[2] == "#VALUE! The row is blank."
    assert reason[3].startswith("#NUM! debt is -1")


def test_a_name_in_any_case_or_in_brackets_serves():
    table = pl.DataFrame({"Amount": [12000.0], "the rate": [0.0]})
    scored = frame(table, {"p": "LOAN_PAYMENT(amount, [the rate], 1)"})
    assert scored["p"].to_list() == pytest.approx([1000])


@pytest.mark.parametrize(
    ("formulas", "sentence"),
    [
        ({"p": "LOAN_PAYMENT(amuont, 0, 1)"}, "no column amuont. Did you mean amount?"),
        ({"p": "LOAN_PAYMENT(zzz, 0, 1)"}, "no column zzz. Its columns are amount, plan."),
        ({"p": "LOAN_PAYMNT(amount, 0, 1)"}, "no function LOAN_PAYMNT. Did you mean LOAN_PAYMENT"),
        ({"p": "LOAN_PAYMENT(amount, 4.25, 1)"}, "loan_rate is 4.25; it must be"),
        ({"p": "LOAN_PAYMENT(amount, 4.25%)"}, "has 2 arguments; write LOAN_PAYMENT(amount, lo"),
        ({"p": "LOAN_PAYMENT(amount, 1, 1, 1, 1)"}, "has 5 arguments; write LOAN_PAYMENT(amount"),
        ({"p": "LOAN_PAYMENT(1000, 4.25%, 1)"}, "names no column of the table"),
        ({"p": "LOAN_PAYMENT(amount + 1, 0, 1)"}, "a name, a number, a text, TRUE or FALSE"),
        ({"p": "amount"}, "amount is no call of one function"),
        ({"p": "LOAN_PAYMENT(amount"}, "cannot be read"),
        ({"p": "LOAN_SCHEDULE(amount, 0, 1)"}, "LOAN_SCHEDULE does not give a number"),
        ({"p": "LOAN_GAIN(household)"}, "no column debt"),
        ({"p": "LOAN_GAIN(amount)"}, "household must be written household"),
        ({"plan": "LOAN_PAYMENT(amount, 0, 1)"}, "There is a column plan already"),
        ({"reason": "LOAN_PAYMENT(amount, 0, 1)"}, "There is a column reason already"),
    ],
)
def test_a_formula_that_does_not_fit_is_refused_in_a_sentence(formulas, sentence):
    with pytest.raises(ValueError) as caught:
        frame(pl.DataFrame({"amount": [1.0], "plan": ["x"]}), formulas)
    assert sentence in str(caught.value)


def test_a_household_takes_one_value_for_all_rows_beside_it():
    with pytest.raises(InputError, match="one value for all rows"):
        frame(pl.DataFrame(HOUSEHOLD), {"x": "LOAN_GAIN_BREAKEVEN(household, client)"})
    scored = frame(
        pl.DataFrame(HOUSEHOLD), {"x": 'LOAN_GAIN_BREAKEVEN(household, "account_return")'}
    )
    row = {
        name.replace(" ", "_"): column[0] for name, column in HOUSEHOLD.items() if name != "client"
    }
    assert scored["x"][0] == loan401k.LOAN_GAIN_BREAKEVEN(row, "account_return")


@pytest.mark.parametrize("table", [pl.DataFrame({"a": []}), pd.DataFrame({"a": []})])
def test_a_frame_without_rows_stays_without(table):
    assert len(frame(table, {"p": "LOAN_PAYMENT(a, 0, 1)"})) == 0


def test_a_bad_row_spoils_no_other_beyond_a_slice():
    from loan401k.declare.ranges import SLICE

    rates = np.full(2 * SLICE + 5, 0.05)
    rates[[3, SLICE + 1]] = 4.25
    scored = frame(pl.DataFrame({"rate": rates}), {"p": "LOAN_PAYMENT(10000, rate, 5)"})
    bad = scored.with_row_index().filter(pl.col("reason").is_not_null())
    assert bad["index"].to_list() == [3, SLICE + 1]
    assert scored["p"].n_unique() == 2  # the payment and none
