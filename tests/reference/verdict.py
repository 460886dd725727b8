"""The table of cases in Python, from the words of the contract alone: case, advice, figures.

Nothing here reads the workbook's formulas. The gains are those of the household functions, which
tests of their own hold to an independent ledger.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import loan401k
from loan401k.errors import WorksheetError

EVEN_SHARE = 0.005
CASES_WITHOUT_LOAN = ("no debt", "minimums", "limit", "term", "account", "gain no number")


@dataclass
class Answer:
    """What the workbook is to show for a household."""

    case: str
    advice: str
    less: bool
    gain: float | None
    kept: float | None
    best: float
    least: float
    personal: float | None
    pause: float | None
    band: float
    amount: float
    years: float
    best_amount: float
    best_years: float
    least_amount: float
    least_years: float
    needed: float

    @property
    def options(self) -> dict[str, float]:
        """The gain of each way that advice can name, keeping the debts included."""
        found = {"keep": 0.0, "best": self.best, "bank": self.personal, "pause": self.pause}
        return {name: gain for name, gain in found.items() if gain is not None}


def _number(value: Any) -> float | None:
    return float(value) if isinstance(value, (int, float)) else None


def _gain(household: Mapping[str, Any]) -> float | None:
    try:
        return float(loan401k.LOAN_GAIN(dict(household)))
    except WorksheetError:
        return None


def debts(household: Mapping[str, Any]) -> list[tuple[float, float, float]]:
    """Return balance, rate and minimum of each debt."""
    tails = ["", *(f"_{k}" for k in range(2, 11))]
    found = [
        (household.get("debt" + t), household.get("card_apr" + t), household.get("minimum" + t))
        for t in tails
    ]
    return [(b, r, m or 0.0) for b, r, m in found if b is not None and r is not None]


def answer(household: Mapping[str, Any], longest: float, due: float) -> Answer:
    """Play the table of cases on a household; `due` is what a lost job calls due."""
    owed = debts(household)
    total = sum(balance for balance, _, _ in owed)
    years = household.get("loan_years", 5)
    amount = household.get("amount", total)
    limit = household.get("limit")
    band = EVEN_SHARE * amount
    usual = {k: v for k, v in household.items() if not k.endswith("_during_loan")}
    lower = any(
        household.get(f"{name}_during_loan", household.get(name, 0)) < household.get(name, 0)
        for name in ("contribution", "match")
    )
    gain, kept = _gain(household), _gain(usual)
    try:
        rows = {row[0]: row[1:] for row in loan401k.LOAN_BEST(dict(household), header=False)}
        best, least = rows["Best"], rows["Least"]
    except WorksheetError:
        best = least = [0, 0, 0, 0]
    try:
        options = {r[0]: r[2] for r in loan401k.LOAN_OPTIONS(dict(household), header=False)}
    except WorksheetError:
        options = {}
    personal = _number(options.get("Personal loan"))
    pause = _number(options.get("Pause contributions"))
    budget = household["monthly_budget"]
    in_a_month = [min(minimum, b * (1 + rate / 12)) for b, rate, minimum in owed]
    payment = float(loan401k.LOAN_PAYMENT(amount, household["loan_rate"], years)) if amount else 0.0
    needed = payment + _left_minimums(owed, amount)
    leaves = 1 - (1 - household.get("annual_separation", 0)) ** years
    called = leaves * household.get("default_given_separation", 0.75)

    b, low = float(best[3]), float(least[3])
    p = personal if personal is not None else float("-inf")
    q = pause if pause is not None else float("-inf")
    if total == 0:
        case = "no debt"
    elif sum(in_a_month) > budget * (1 + 1e-9):
        case = "minimums"
    elif limit is not None and amount > limit * (1 + 1e-9):
        case = "limit"
    elif years > longest:
        case = "term"
    elif amount + household.get("upfront_fee", 0) > household["account_balance"] * (1 + 1e-9):
        case = "account"
    elif gain is None:
        case = "gain no number"
    elif called >= 0.5 and household.get("savings", 0) < due:
        case = "not now"
    elif gain < -band and lower and kept is not None and kept > gain + band:
        case = "saving less costs"
    elif gain > band and lower and kept is not None and kept <= band:
        case = "saving less gains"
    elif gain < -band:
        case = "worse"
    elif gain <= band:
        case = "even"
    else:
        case = "better"

    if case in ("no debt", "minimums"):
        advice = {"no debt": "alone", "minimums": "raise"}[case]
    elif case in CASES_WITHOUT_LOAN:
        advice = "keep"
        if p > max(b, 0) + band and p >= q:
            advice = "bank"
        elif b > band:
            advice = "best"
    elif case == "not now":
        advice = "bank" if p > band and p >= q else "keep-or-less"
    else:
        own = 0.0 if case == "saving less gains" else float(gain or 0)
        loan = max(own, b) if max(own, b) > band else 0.0  # about even is no reason to borrow
        if max(own, b, p, q) <= band:
            advice = "keep"
        elif p > loan + band and p >= q:
            advice = "bank"
        elif q > loan + band:
            advice = "pause"
        elif b > own + band or own <= band:
            advice = "best"
        else:
            advice = "debts" if amount > total * (1 + 1e-9) else "as-entered"
    named = {"best": float(best[0]) * best[1], "as-entered": amount * years}.get(advice)
    less = named is not None and low > 0 and least[0] * least[1] <= 0.85 * named * (1 + 1e-9)
    return Answer(
        case, advice, less, gain, kept, b, low, personal, pause, band, amount, years,
        float(best[0]), float(best[1]), float(least[0]), float(least[1]), needed,
    )  # fmt: skip


def _left_minimums(owed: list[tuple[float, float, float]], amount: float) -> float:
    """Return what is asked for the debts that the loan, dearest first, leaves."""
    total = 0.0
    for balance, rate, minimum in sorted(owed, key=lambda debt: -debt[1]):
        paid = min(balance, amount)
        amount -= paid
        total += min(minimum, (balance - paid) * (1 + rate / 12))
    return total
