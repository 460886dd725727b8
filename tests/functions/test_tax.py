"""Tax and data functions against an independent tax program and each other."""

import random

import numpy as np
import polars as pl
import pytest
from taxsim_py import calculate_taxes

from loan401k import (
    DOUBLE_TAX_COST,
    FED_TAX,
    LOAN_AS_BOND,
    LOAN_FACT,
    LOAN_FACTS,
    LOAN_INTEREST,
    PLAN_LIMIT,
    TAX_ON_EXTRA_INCOME,
)
from loan401k.declare import REGISTRY
from loan401k.errors import NoAnswer

STATUSES = ("single", "married", "separate", "head")

# TAXSIM's marital codes; with a child, an unmarried taxpayer is head of household.
CODES = {"single": 1, "married": 2, "separate": 6, "head": 1}


def taxsim(year, statuses, incomes):
    """Return TAXSIM's regular income tax; its total has credits."""
    frame = pl.DataFrame(
        {
            "year": [year] * len(incomes),
            "state": [0] * len(incomes),
            "mstat": [CODES[status] for status in statuses],
            "page": [40] * len(incomes),
            "sage": [40 if status == "married" else 0 for status in statuses],
            "depx": [int(status == "head") for status in statuses],
            "pwages": incomes,
        }
    )
    return calculate_taxes(frame, idtl=2, engine="python")["regular_tax"].to_list()


@pytest.mark.parametrize("year", [2024, 2025])
def test_ranges_of_incomes_and_statuses_agree_with_taxsim(year):
    draw = random.Random(year)
    incomes = [round(10 ** draw.uniform(3.5, 6.2), 2) for _ in range(200)]
    statuses = [status for status in STATUSES for _ in incomes]
    theirs = taxsim(year, statuses, incomes * 4)
    ours = FED_TAX(year, statuses, incomes * 4)
    assert ours.dtype == float
    assert max(abs(a - b) for a, b in zip(ours, theirs, strict=True)) <= 0.01
    # The same as a table of spreadsheet cells: incomes down, statuses across.
    cells = REGISTRY["FED_TAX"].cells([float(year), [list(STATUSES)], [[y] for y in incomes]])
    assert [row[j] for j in range(4) for row in cells] == ours.tolist()


def test_extra_income_agrees_with_taxsim():
    draw = random.Random(72)
    households = [
        (status, round(draw.uniform(0, 300_000), 2), round(draw.uniform(0, 50_000), 2))
        for status in STATUSES
        for _ in range(50)
    ]
    statuses, incomes, extras = map(list, zip(*households, strict=True))
    together = [income + extra for income, extra in zip(incomes, extras, strict=True)]
    theirs = taxsim(2025, statuses * 2, incomes + together)
    expected = np.subtract(theirs[200:], theirs[:200])
    ours = TAX_ON_EXTRA_INCOME(2025, statuses, incomes, extras)
    assert abs(ours - expected).max() <= 0.02


@pytest.mark.parametrize("year", [1913, 2023, 2024.5, 2031, -5, 1e300])
def test_a_year_that_no_table_holds_has_no_answer(year):
    for call in (
        lambda: FED_TAX(year, "single", 60_000),
        lambda: TAX_ON_EXTRA_INCOME(year, "single", 60_000, 1),
        lambda: PLAN_LIMIT("ira", year),
    ):
        with pytest.raises(NoAnswer):
            call()


def test_one_unknown_year_or_name_is_one_bad_cell():
    assert FED_TAX([2025, 1999], "single", 60_000).tolist() == [5071.5, "#N/A"]
    assert PLAN_LIMIT(["ira", "hsa"], 2026).tolist() == [7500, "#N/A"]
    assert LOAN_FACT(["card_rate", "rate"]).tolist() == [0.134, "#N/A"]


def test_every_fact_of_the_table_answers_by_its_name():
    headings, *rows = LOAN_FACTS()
    assert headings == ["Name", "Value", "Year", "Source"]
    assert len(rows) >= 22
    for name, value, year, source in rows:
        assert LOAN_FACT(name) == value
        assert 1990 < year < 2100
        assert source
    assert LOAN_FACTS(False) == rows


@pytest.mark.parametrize("stock", [0.0, 0.25, 0.6, 1.0])
def test_the_restored_mix_is_the_mix_before(stock):
    _, *rows = LOAN_AS_BOND(80_000, stock, 20_000)
    before, bond, after, note, of_rest = (share for _, share in rows)
    assert (before, bond) == (stock, 1 - stock)
    assert after * 80_000 == pytest.approx(stock * 60_000)
    assert note * 80_000 == pytest.approx((1 - stock) * 60_000 + 20_000)
    if stock * 80_000 <= 60_000:
        assert of_rest * 60_000 == pytest.approx(stock * 80_000)
    else:
        assert of_rest == "#N/A"


def test_double_tax_is_tax_on_the_interest():
    cost = DOUBLE_TAX_COST([10_000, 5000], 0.0775, 3, [[0.1], [0.22]], 26)
    interest = LOAN_INTEREST([10_000, 5000], 0.0775, 3, 26)
    assert cost == pytest.approx(np.array([0.1 * interest, 0.22 * interest]))
