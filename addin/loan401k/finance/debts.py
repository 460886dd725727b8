"""Several debts on one budget, and which of them are worth moving to a plan loan."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from .card import LONGEST
from .ledger import Debt, charge_and_pay_required, pay_in_order


class Cleared(NamedTuple):
    """When a debt is paid (None: not within `LONGEST` months) and the interest paid on it."""

    month: int | None
    interest: float


def plan(debts: Sequence[Debt], budget: float, *, smallest_first: bool) -> list[Cleared]:
    """Play the budget against the debts, dearest first or smallest balance first.

    Each month: interest, required payments, the rest to the target and on to the next one in the
    same month. Raises `ledger.NotPossible` where the budget is below the required payments.
    """
    months: list[int | None] = [0 if debt.balance <= 0 else None for debt in debts]
    for month in range(1, LONGEST + 1):
        if None not in months:
            break
        rest = charge_and_pay_required(debts, budget)
        # sorted() keeps the given order of equals.
        key = (lambda debt: debt.balance) if smallest_first else (lambda debt: -debt.rate)
        pay_in_order(sorted(debts, key=key), rest)
        for place, debt in enumerate(debts):
            if months[place] is None and debt.balance <= 0:
                months[place] = month
    return [Cleared(month, debt.interest) for month, debt in zip(months, debts, strict=True)]


def worth_moving(
    debts: Sequence[tuple[float, float]], true_apr: float, limit: float
) -> list[float]:
    """Return what to move of each (balance, APR): those dearer than the loan, dearest first."""
    moved = [0.0] * len(debts)
    for place in sorted(range(len(debts)), key=lambda place: -debts[place][1]):
        balance, apr = debts[place]
        if apr > true_apr:
            moved[place] = min(balance, limit)
            limit -= moved[place]
    return moved
