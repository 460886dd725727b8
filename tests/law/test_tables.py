import datetime as dt
import os
import re
import subprocess
import sys
import warnings
import zipfile
from pathlib import Path

import pytest

import loan401k
from loan401k.law import (
    FACTS,
    FEDERAL_TAX,
    PLAN_LIMITS,
    RULES,
    STATE_ADDITIONS,
    TAX_YEARS,
    Table,
    entries,
)

ALL = list(entries())


@pytest.mark.parametrize("entry", ALL, ids=lambda entry: f"{entry.name}-{entry.year}")
def test_every_entry_says_what_it_is_and_where_it_comes_from(entry):
    for text in (entry.name, entry.topic, entry.what, entry.unit, entry.citation):
        assert isinstance(text, str)
        assert text == text.strip() != ""
    assert re.fullmatch(r"[a-z][a-z0-9_]*", entry.name)
    assert not entry.what.endswith(".")
    assert isinstance(entry.year, int)
    assert 2000 <= entry.year <= 2100
    assert isinstance(entry.value, bool) == (entry.unit == "yes or no")
    assert isinstance(entry.value, int | float)
    assert isinstance(entry.confirm, bool)


@pytest.mark.parametrize("entry", ALL, ids=lambda entry: f"{entry.name}-{entry.year}")
def test_shares_are_decimals(entry):
    if entry.unit.startswith("share"):
        assert 0 < entry.value <= 1


def test_an_effective_date_lies_in_the_entrys_year():
    dated = [entry for entry in ALL if entry.effective]
    assert {entry.name for entry in dated} >= {"prime_rate", "card_rate_all"}
    for entry in dated:
        assert re.fullmatch(rf"{entry.year}-\d\d(-\d\d)?", entry.effective)


def test_no_name_and_year_occurs_twice():
    keys = [(entry.name, entry.year) for entry in ALL]
    assert len(set(keys)) == len(keys)


def test_all_tables_are_printed():
    tax_entries = sum(len(table.entries) for table in FEDERAL_TAX.values())
    assert len(ALL) == len(RULES) + len(PLAN_LIMITS) + len(FACTS) + tax_entries


def test_what_comes_from_general_knowledge_is_marked():
    marked = {entry.name for entry in ALL if entry.confirm}
    assert marked == {
        "extension_months",
        "extended_filing_month",
        "extended_filing_day",
        "personal_rate",
        "state_addition_ne",
    }


#: What is known to be older than the law around it, and stays until a newer figure is read.
OLDER = {
    "prime_rate": 2025,
    "loan_rate_usual": 2025,
    "card_rate_assessed": 2025,
    "upfront_fee_low": 2018,
    "upfront_fee_high": 2018,
    "annual_fee_low": 2018,
    "annual_fee_high": 2018,
}


def past(year):
    """Return what was last read before a year, and of the yearly tables the newest year."""
    dated = {name: entry.year for name, entry in RULES.items()} | {"federal tax": max(TAX_YEARS)}
    for name, of in PLAN_LIMITS:
        dated[name] = max(of, dated.get(name, 0))
    return {name: of for name, of in dated.items() if of < year}


def test_values_past_their_year_are_known():
    assert past(2026) == OLDER


def test_what_the_calendar_has_passed_is_listed():
    """Not a failure on New Year's Day, but a list of what to look up."""
    old = {name: year for name, year in past(dt.date.today().year).items() if name not in OLDER}
    if old:
        listed = ", ".join(f"{name} ({year})" for name, year in sorted(old.items()))
        warnings.warn(f"past their year, to be looked up: {listed}", stacklevel=1)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("loan_limit_dollars", 50_000),
        ("loan_limit_share", 0.5),
        ("loan_limit_floor", 10_000),
        ("disaster_limit_dollars", 100_000),
        ("disaster_limit_share", 1),
        ("term_years", 5),
        ("payments_per_year_least", 4),
        ("qualified_offset_months", 12),
        ("offset_rollover_days", 60),
        ("filing_month", 4),
        ("filing_day", 15),
        ("extension_months", 6),
        ("extended_filing_month", 10),
        ("extended_filing_day", 15),
        ("emancipation_day_since", 2007),
        ("offset_withholding_rate", 0.2),
        ("early_penalty_rate", 0.1),
        ("early_penalty_age", 59.5),
        ("separation_age", 55),
        ("public_safety_age", 50),
        ("public_safety_service_years", 25),
        ("medical_floor", 0.075),
        ("security_share", 0.5),
        ("roth_catch_up_wages", 150_000),
        ("subsidy_cliff_one", 62_600),
        ("subsidy_cliff_two", 84_600),
        ("military_rate_cap", 0.06),
        ("prime_rate", 0.0675),
        ("loan_rate_usual", 0.0775),
        ("card_rate_all", 0.21),
        ("card_rate_assessed", 0.2225),
        ("upfront_fee_low", 40),
        ("upfront_fee_high", 100),
        ("annual_fee_low", 0),
        ("annual_fee_high", 50),
    ],
)
def test_rules_have_the_values_of_the_law(name, value):
    assert RULES[name].value == value


def test_states_add_their_share_of_the_federal_tax():
    # FTB 3805P; Wis. Stat. 71.83(1)(a)6; 32 V.S.A. 5822(c)(1); A.C.A. 26-51-414(c); Nebraska's.
    shares = {"CA": 0.25, "WI": 0.33, "VT": 0.24, "AR": 0.1, "NE": 0.296}
    assert {state: pytest.approx(0.1 * share) for state, share in shares.items()} == STATE_ADDITIONS


def test_the_usual_loan_rate_is_prime_and_margin():
    usual = RULES["prime_rate"].value + RULES["prime_margin"].value
    assert RULES["loan_rate_usual"].value == pytest.approx(usual, abs=1e-12)


@pytest.mark.parametrize(
    ("name", "values"),
    [
        # Notices 2023-75, 2024-80 and 2025-67
        ("deferral", (23_000, 23_500, 24_500)),
        ("catch_up", (7_500, 7_500, 8_000)),
        ("ira", (7_000, 7_000, 7_500)),
        ("ira_catch_up", (1_000, 1_000, 1_100)),
        ("annual_additions", (69_000, 70_000, 72_000)),
    ],
)
def test_plan_limits_of_2024_to_2026(name, values):
    assert tuple(PLAN_LIMITS[name, year].value for year in (2024, 2025, 2026)) == values


def test_the_catch_up_of_ages_60_to_63_begins_in_2025():
    assert PLAN_LIMITS["catch_up_60_63", 2025].value == 11_250
    assert PLAN_LIMITS["catch_up_60_63", 2026].value == 11_250
    assert ("catch_up_60_63", 2024) not in PLAN_LIMITS


@pytest.mark.parametrize(
    ("name", "value", "year"),
    [
        ("loan_rate_common", 0.0425, 2011),
        ("personal_loan_rate", 0.11, 2011),
        ("card_rate", 0.134, 2011),
        ("participants_with_loan_2010", 0.28, 2010),
        ("participants_with_loan_2009", 0.26, 2009),
        ("participants_with_loan_before", 0.22, 2000),
        ("participants_with_loan_80_100k", 0.23, 2010),
        ("participants_with_loan_100k_up", 0.16, 2010),
        ("participants_with_loan_100k_up_2005", 0.13, 2005),
        ("eligible_with_loan_2012", 0.21, 2012),
        ("balances_defaulting", 0.15, 2011),
        ("leavers_defaulting", 0.75, 2011),
        ("leavers_defaulting_lu", 0.86, 2017),
        ("use_college_medical", 0.22, 2011),
        ("use_consolidate_debt", 0.39, 2011),
        ("growth_target", 0.23, 2010),
        ("growth_whole_foods", 0.34, 2010),
        ("growth_pultegroup", 0.51, 2010),
        ("growth_heritage", 0.98, 2010),
        ("repayment_days_after_leaving", 60, 2011),
        ("early_penalty", 0.1, 2011),
        ("participants_with_loan_beshears", 0.22, 2011),
        ("participants_with_loan_vanguard", 0.13, 2024),
        ("could_save_li_smith", 0.5, 2010),
        ("loans_repaid", 0.9, 2017),
        ("loans_defaulting_trowe", 0.095, 2023),
        ("borrow_again_within_five_years", 0.4, 2017),
        ("contribution_cut_after_loan", 0.008, 2024),
        ("borrowers_cutting_savings", 0.4, 2014),
        ("card_balance_drop_after_consolidation", 0.57, 2023),
        ("card_balance_back_within_months", 18, 2023),
        ("loan_within_five_years", 0.29, 2020),
        ("of_these_repeat", 0.55, 2020),
        ("plans_with_payments_after_leaving", 0.4, 2019),
        ("median_job_tenure_years", 3.9, 2024),
        ("hardship_withdrawals", 0.06, 2025),
        ("saving_low_li_smith", 200, 2010),
        ("saving_high_li_smith", 275, 2010),
    ],
)
def test_figures_of_the_articles_and_of_research(name, value, year):
    assert (FACTS[name].value, FACTS[name].year) == (value, year)


@pytest.mark.parametrize(
    ("table", "key", "text"),
    [
        (FEDERAL_TAX, (2027, "single"), "no federal tax table 2027 single; known: 2024 single, "),
        (PLAN_LIMITS, ("deferral", 2030), "no plan limit deferral 2030; known: deferral 2024, "),
        (FACTS, "unheard_of", "no figure unheard_of; known: loan_rate_common, "),
        (RULES, "unheard_of", "no rule unheard_of; known: loan_limit_dollars, "),
    ],
)
def test_an_unknown_key_names_the_known_ones(table, key, text):
    with pytest.raises(KeyError) as caught:
        table[key]
    assert caught.value.args[0].startswith(text)
    assert key not in table


def test_a_year_from_a_cell_may_be_a_whole_float():
    assert PLAN_LIMITS["ira", 2026.0].value == 7_500
    assert ("ira", 2025.5) not in PLAN_LIMITS


def test_a_table_cannot_be_changed():
    table = Table("number", {"one": 1})
    with pytest.raises(TypeError):
        table["two"] = 2
    assert dict(table) == {"one": 1}


def test_reading_needs_no_package_outside_the_standard_library():
    code = "import sys; import loan401k.law; print(*sys.modules)"
    out = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    assert "loan401k.law.tables" in out
    assert not {"numpy", "openpyxl", "xlwings", "formualizer", "lxml"} & set(out)


def test_the_figures_can_be_read_out_of_a_zip_file(tmp_path):
    package = Path(loan401k.__file__).parent
    archive = tmp_path / "loan401k.zip"
    with zipfile.ZipFile(archive, "w") as parts:
        for path in package.rglob("*"):
            if path.suffix in (".py", ".json"):
                parts.write(path, path.relative_to(package.parent))
    code = "import loan401k as x; print(x.__file__, x.FED_TAX(2026, 'single', 60_000))"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(archive)},
        capture_output=True,
        text=True,
        check=True,
    )
    # 10% of 12,400 and 12% of the 31,500 above it, after a deduction of 16,100.
    assert done.stdout.split() == [str(archive / "loan401k" / "__init__.py"), "5020.0"]
