import random
from datetime import date

import polars as pl
import pytest
from taxsim_py import calculate_taxes

from loan401k.finance.numeric import ONE
from loan401k.law import FEDERAL_TAX, PLAN_LIMITS, STATUSES, TAX_YEARS
from loan401k.law.brackets import bracket_tax

# TAXSIM's marital codes; with a child, an unmarried taxpayer is head of household.
MARITAL_CODES = {"single": 1, "married": 2, "separate": 6, "head": 1}


def federal_tax(year, status, gross_income):
    table = FEDERAL_TAX[year, status]
    taxable = gross_income - table.standard_deduction
    return bracket_tax(ONE, taxable, table.edges, table.rates)


def test_these_tax_years_are_present():
    assert TAX_YEARS == (2024, 2025, 2026)
    assert set(FEDERAL_TAX) == {(year, status) for year in TAX_YEARS for status in STATUSES}
    assert {year for _, year in PLAN_LIMITS} == set(TAX_YEARS)


def test_the_newest_tax_year_is_not_more_than_a_year_behind():
    newest = max(TAX_YEARS)
    assert date.today().year <= newest + 1, f"add the tax years after {newest} to law/"


def test_federal_tax_agrees_with_taxsim():
    source = random.Random(401)
    households = [
        (year, status, round(source.uniform(0, 10 ** source.uniform(4, 6.2)), 2))
        for year in (2024, 2025)
        for status in STATUSES
        for _ in range(200)
    ]
    years, statuses, incomes = zip(*households, strict=True)
    frame = pl.DataFrame(
        {
            "year": years,
            "state": [0] * len(years),
            "mstat": [MARITAL_CODES[status] for status in statuses],
            "page": [40] * len(years),
            "sage": [40 if status == "married" else 0 for status in statuses],
            "depx": [int(status == "head") for status in statuses],
            "pwages": incomes,
        }
    )
    theirs = calculate_taxes(frame, idtl=2, engine="python")["regular_tax"].to_list()
    ours = [federal_tax(*household) for household in households]
    wrong = [
        (household, tax, other)
        for household, tax, other in zip(households, ours, theirs, strict=True)
        if abs(tax - other) > 0.01
    ]
    assert wrong == []
    assert max(ours) > 400_000  # the top bracket was reached


@pytest.mark.parametrize(
    ("year", "gross_income", "tax"),
    [(2024, 60_000, 5_216), (2025, 60_000, 5_071.5), (2025, 80_000, 9_049), (2025, 85_000, 10_149)],
)
def test_published_taxes_of_single_filers(year, gross_income, tax):
    assert federal_tax(year, "single", gross_income) == pytest.approx(tax, abs=0.005)


def test_extra_income_crosses_brackets():
    # 2026, single: taxable 43,900 to 63,900 crosses 50,400; 12% of 6,500 and 22% of 13,500.
    extra = federal_tax(2026, "single", 80_000) - federal_tax(2026, "single", 60_000)
    assert extra == pytest.approx(3_750, abs=0.005)


@pytest.mark.parametrize(
    ("year", "status", "tax_at_the_last_edge"),
    [
        # The base amounts printed in the tax rate schedules of the revenue procedures.
        (2024, "single", 183_647.25),
        (2024, "married", 196_669.50),
        (2024, "separate", 98_334.75),
        (2024, "head", 181_954.50),
        (2025, "single", 188_769.75),
        (2025, "married", 202_154.50),
        (2025, "separate", 101_077.25),
        (2025, "head", 187_031.50),
        (2026, "single", 192_979.25),
        (2026, "married", 206_583.50),
        (2026, "separate", 103_291.75),
        (2026, "head", 191_171.00),
    ],
)
def test_the_tax_at_the_last_edge_is_the_schedules_base_amount(year, status, tax_at_the_last_edge):
    table = FEDERAL_TAX[year, status]
    tax = bracket_tax(ONE, table.edges[-1], table.edges, table.rates)
    assert tax == pytest.approx(tax_at_the_last_edge, abs=0.005)


@pytest.mark.parametrize("year", TAX_YEARS)
def test_separate_filers_have_the_single_table_up_to_half_the_married_last_edge(year):
    single, separate = FEDERAL_TAX[year, "single"], FEDERAL_TAX[year, "separate"]
    assert separate.standard_deduction == single.standard_deduction
    assert separate.edges[:-1] == single.edges[:-1]
    assert separate.edges[-1] == FEDERAL_TAX[year, "married"].edges[-1] / 2


@pytest.mark.parametrize("key", list(FEDERAL_TAX))
def test_edges_ascend_and_rates_are_the_seven_of_the_code(key):
    table = FEDERAL_TAX[key]
    assert list(table.edges) == sorted(set(table.edges))
    assert table.rates == (0.10, 0.12, 0.22, 0.24, 0.32, 0.35, 0.37)


def test_no_figure_is_to_be_confirmed():
    """All of them equal those of PSLmodels/Tax-Calculator."""
    assert not any(table.confirm for table in FEDERAL_TAX.values())
    assert FEDERAL_TAX[2025, "single"].citation == "Public Law 119-21; Rev. Proc. 2024-40"


def test_a_table_prints_its_deduction_and_the_lower_edge_of_each_bracket():
    table = FEDERAL_TAX[2026, "head"]
    assert [entry.value for entry in table.entries] == [
        24_150,
        *(0, 17_700, 67_450, 105_700, 201_750, 256_200, 640_600),
    ]
    assert table.entries[-1].what == "37% on taxable income above, head of household"
    assert {entry.unit for entry in table.entries} == {table.unit}
