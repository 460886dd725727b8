"""The table of cases against an independent reading of it, on reference and random households."""

import json
import math
import random
import re
from pathlib import Path

import pytest

from loan401k import LOAN_BALANCE
from tests.reference import verdict
from tests.workbook.fast import Template
from workbook.layout import metrics

REFERENCE = json.loads(
    Path(__file__).parents[1].joinpath("reference/cases_verdict.json").read_text()
)["households"]

#: The cells of a household's names in the template.
CELLS = {
    "debt": "Card_Balance", "card_apr": "Card_APR", "monthly_budget": "Monthly_Budget",
    "account_balance": "Account_Balance", "account_return": "Account_Return",
    "loan_rate": "Loan_Rate", "loan_years": "Loan_Years", "amount": "Loan_Amount",
    "upfront_fee": "Upfront_Fee", "annual_fee": "Annual_Fee",
    "contribution": "Monthly_Contribution", "match": "Monthly_Match",
    "contribution_during_loan": "Contribution_During_Loan",
    "match_during_loan": "Match_During_Loan", "marginal_tax": "Federal_Rate",
    "state_tax": "State_Rate", "penalty": "Early_Penalty", "retirement_tax": "Retirement_Tax",
    "savings": "Emergency_Cash", "savings_return": "Savings_Return",
    "annual_separation": "Chance_Of_Leaving", "default_given_separation": "Default_If_Leaving",
    "charged_again": "Charged_Again", "personal_apr": "Personal_APR",
    "personal_fee": "Personal_Fee", "personal_years": "Personal_Years",
}  # fmt: skip
UNSAID = {
    "upfront_fee": 0, "annual_fee": 0, "contribution": 0, "match": 0, "marginal_tax": 0,
    "state_tax": 0, "penalty": 0.1, "retirement_tax": 0, "savings": 0, "annual_separation": 0,
    "default_given_separation": 0.75, "charged_again": 0, "personal_apr": 1, "personal_fee": 0,
    "loan_years": 5,
}  # fmt: skip
NAMES = (
    "Verdict_Case", "Verdict", "Reason", "Advice", "Gain", "Gain_Kept", "Gain_Best", "Gain_Least",
    "Gain_Of_Personal", "Gain_Of_Pause", "Even_Band", "Amount_Best", "Years_Best", "Amount_Least",
    "Years_Least", "Due_At_Leaving", "Tone", "Gain_Advised", "Longest_Term", "Needed_A_Month",
)  # fmt: skip


@pytest.fixture(scope="module")
def template():
    return Template()


def full(household):
    """The household with every figure said that the template would take from its presets."""
    said = {**UNSAID, **household}
    total = sum(balance for balance, _, _ in verdict.debts(said))
    said.setdefault("amount", min(total, said.get("limit", total)))
    said.setdefault("personal_years", said["loan_years"])
    for name in ("contribution", "match"):
        said.setdefault(f"{name}_during_loan", said[name])
    return said


def typed(household):
    """The household as one types it into the template."""
    said = full(household)
    cells = {CELLS[name]: value for name, value in said.items() if name in CELLS}
    if not said["amount"]:
        del cells["Loan_Amount"]
    limit = said.get("limit", 50_000)
    cells["Vested_Balance"] = limit if limit <= 10_000 else 2 * limit
    cells[("Debts_Yours", 0, 3)] = said.get("minimum")
    for k in range(2, 11):
        for column, name in enumerate(("debt", "card_apr", "minimum"), 1):
            if f"{name}_{k}" in said:
                cells[("Debts_Yours", k - 1, column)] = said[f"{name}_{k}"]
    return cells


def kind(advice):
    """The key of a piece of advice, by its words."""
    patterns = {
        "alone": "leave the account alone",
        "raise": "raise the budget",
        "keep-or-less": "keep the debts, or borrow no more than your cash could repay",
        "keep": "keep the debts",
        "bank": "ask a bank first",
        "pause": "pause contributions until",
        "contribute": "keep contributing",
        "best": r"\$[\d,]+ over .* (gains \$|is possible)",
        "entered": r"borrow \$[\d,]+, no more",
    }
    words = advice.removeprefix("On these figures: ")
    found = [key for key, pattern in patterns.items() if re.match(f".*{pattern}", words)]
    assert found, advice
    return found[0]


def two_digits(value):
    """A sum as sentences say it: two digits, whole dollars."""
    value = abs(value)
    step = 10 ** max(0, math.floor(math.log10(max(1, value))) - 1)
    rounded = math.floor(value / step + 0.5) * step
    return f"${rounded:,.0f}"


def dollars(value):
    return f"${math.floor(abs(value) + 0.5):,.0f}"


@pytest.mark.parametrize("place", range(len(REFERENCE)))
def test_a_household_of_the_reference_gives_its_case_advice_and_figures(template, place):
    case = REFERENCE[place]
    template.type(typed(case["household"]))
    shown = template.read(NAMES)
    assert shown["Verdict_Case"] == case["case"]
    said = kind(shown["Advice"])
    expected = {"as-entered": ("entered",), "best": ("best", "contribute")}
    assert said in expected.get(case["advice"], (case["advice"],)), shown["Advice"]
    assert ("keeps" in shown["Advice"]) == case["less"]
    if case["case"] == "no debt":  # an amount cannot be 0 in the template
        return
    for name, key in (
        ("Gain", "gain"), ("Gain_Kept", "K"), ("Gain_Best", "best"), ("Gain_Least", "least"),
        ("Gain_Of_Pause", "Q"), ("Even_Band", "band"), ("Amount_Best", "best_amount"),
        ("Years_Best", "best_years"), ("Amount_Least", "least_amount"),
        ("Years_Least", "least_years"),
    ):  # fmt: skip
        if case[key] is None:
            assert shown[name] == "not possible", name
        else:
            assert shown[name] == pytest.approx(case[key], abs=2e-5), name
    if case["P"] is not None:
        assert shown["Gain_Of_Personal"] == pytest.approx(case["P"], abs=2e-5)
    if case["advice"] in ("best", "pause", "bank"):
        assert dollars(case["value"]) in shown["Advice"]
