"""What a household was given, as one number each or as columns of many households.

Everything is worked out once here: defaults that follow other values, the order in which debts
are paid, rates per month. NaN stands for what was left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from .. import hazard, loan
from ..numeric import TINY, Namespace

#: Endings of the names of the debts: debt, debt_2, ... debt_10, and so for card_apr and minimum.
SUFFIXES = ("", *(f"_{place}" for place in range(2, 11)))

#: Limits hold within this share of the budget or the account; smaller balances are nothing.
TOLERANCE = 1e-9

#: Months of a horizon that nobody gave, at least.
USUAL_HORIZON = 60


@dataclass(frozen=True)
class Household:
    """A household, or columns of households of the same length. Money in dollars, rates a month."""

    #: Debts in the order of payment: dearest first, ties as given, those of 0 last.
    balances: tuple[float, ...]
    rates: tuple[float, ...]
    minimums: tuple[float, ...]
    #: Rate of a tax debt: that of the dearest debt.
    tax_debt_rate: float
    budget: float
    account: float
    account_rate: float
    savings: float
    savings_rate: float
    amount: float
    loan_rate: float
    n: float
    payment: float
    upfront_fee: float
    annual_fee: float
    #: Contribution and match a month, as usual and while the loan runs.
    usual: float
    during: float
    contribution: float
    #: What joins the budget while the loan runs.
    relief: float
    #: 1 less the tax on income, and less the penalty too; 1 less the tax in retirement.
    after_income_tax: float
    after_early_tax: float
    kept: float
    #: Chance of leaving within a month; chance that a leaver defaults.
    hazard: float
    default_given_separation: float
    charged_again: float
    charged_again_months: float
    personal_rate: float
    personal_fee: float
    personal_n: float
    months: float

    def taken(self, places: Any) -> Household:
        """Return the households at these places of the columns."""
        columns: dict[str, Any] = {
            field.name: tuple(column[places] for column in value)
            if isinstance(value := getattr(self, field.name), tuple)
            else value[places]
            for field in fields(self)
        }
        return Household(**columns)

    @property
    def early_tax(self) -> float:
        """Share of an early distribution that taxes and penalty take."""
        return 1.0 - self.after_early_tax


def given_or(xp: Namespace, value: float, default: float) -> float:
    """Return the value, the default where it was left out."""
    return xp.where(value == value, value, default)  # NaN alone differs from itself


def debts(xp: Namespace, given: Mapping[str, float]) -> list[tuple[float, float, float]]:
    """Return balance, APR and minimum of every debt that some household has."""
    return [
        (
            given_or(xp, given["debt" + end], 0.0),
            given_or(xp, given["card_apr" + end], 0.0),
            given_or(xp, given["minimum" + end], 0.0),
        )
        for end in SUFFIXES
        if not xp.all(given["debt" + end] != given["debt" + end])
    ]


def amount(xp: Namespace, given: Mapping[str, float]) -> float:
    """Return what is borrowed: the debts' sum, at most the limit, unless it was given."""
    most = given_or(xp, given["limit"], float("inf"))
    return given_or(
        xp, given["amount"], xp.minimum(sum(debt[0] for debt in debts(xp, given)), most)
    )


def horizon(xp: Namespace, given: Mapping[str, float]) -> float:
    """Return the months to the horizon: 60, or the loan's if longer, unless given."""
    return given_or(
        xp, given["horizon_months"], xp.maximum(xp.rint(12.0 * given["loan_years"]), USUAL_HORIZON)
    )


def of(xp: Namespace, given: Mapping[str, float]) -> Household:
    """Work out the household of checked values by name, floats or columns of one length."""
    owed = _in_order(xp, debts(xp, given))
    income_tax = given["marginal_tax"] + given["state_tax"]
    contribution, match = given["contribution"], given["match"]
    during = given_or(xp, given["contribution_during_loan"], contribution)
    match_during = given_or(xp, given["match_during_loan"], match)
    n = xp.rint(12.0 * given["loan_years"])
    borrowed, rate = amount(xp, given), given["loan_rate"] / 12.0
    return Household(
        balances=tuple(balance for balance, _, _ in owed),
        rates=tuple(apr / 12.0 + TINY for _, apr, _ in owed),
        minimums=tuple(minimum for _, _, minimum in owed),
        tax_debt_rate=xp.where(owed[0][0] > 0.0, owed[0][1], given["card_apr"]) / 12.0 + TINY,
        budget=given["monthly_budget"],
        account=given["account_balance"],
        account_rate=_monthly(xp, given["account_return"]),
        savings=given["savings"],
        savings_rate=_monthly(xp, given_or(xp, given["savings_return"], 0.0)),
        amount=borrowed,
        loan_rate=rate,
        n=n,
        payment=loan.payment(xp, borrowed, rate, n),
        upfront_fee=given["upfront_fee"],
        annual_fee=given["annual_fee"],
        usual=contribution + match,
        during=during + match_during,
        contribution=contribution,
        relief=(contribution - during) * (1.0 - income_tax),
        after_income_tax=1.0 - income_tax,
        after_early_tax=1.0 - income_tax - given["penalty"],
        kept=1.0 - given["retirement_tax"],
        hazard=hazard.period_hazard(xp, given["annual_separation"], 12.0),
        default_given_separation=given["default_given_separation"],
        charged_again=given["charged_again"],
        charged_again_months=given["charged_again_months"],
        personal_rate=given["personal_apr"] / 12.0,
        personal_fee=given["personal_fee"],
        personal_n=xp.rint(12.0 * given_or(xp, given["personal_years"], given["loan_years"])),
        months=horizon(xp, given),
    )


def _monthly(xp: Namespace, annual: float) -> float:
    """Rate a month of an effective yearly one, shifted so that limits at 0 need no branch."""
    return xp.expm1(xp.log1p(annual) / 12.0) + TINY


def _in_order(
    xp: Namespace, owed: list[tuple[float, float, float]]
) -> list[tuple[float, float, float]]:
    """Sort the debts of every household by exchanging neighbours: as many columns as debts."""
    ranked = [(xp.where(debt[0] > 0.0, debt[1], -1.0), *debt) for debt in owed]
    for last in range(len(ranked) - 1, 0, -1):
        for place in range(last):
            first, second = ranked[place], ranked[place + 1]
            swap = second[0] > first[0]
            pairs = list(zip(first, second, strict=True))
            ranked[place] = tuple(xp.where(swap, b, a) for a, b in pairs)  # type: ignore[assignment]
            ranked[place + 1] = tuple(xp.where(swap, a, b) for a, b in pairs)  # type: ignore[assignment]
    return [(balance, apr, minimum) for _, balance, apr, minimum in ranked]
