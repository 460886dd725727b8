"""Several debts on one budget, and which of them are worth moving to a plan loan."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from .card import LONGEST
from .household.household import TOLERANCE
from .household.leaving import NotPossible
from .household.ledger import Purse
from .numeric import ONE


class Cleared(NamedTuple):
    """When a debt is paid (None: not within `LONGEST` months) and the interest paid on it."""

    month: int | None
    interest: float


def plan(
    debts: Sequence[tuple[float, float, float]], budget: float, *, smallest_first: bool
) -> list[Cleared]:
    """Play the budget against debts of (balance, monthly rate, minimum), dearest or smallest first.

    Each month: interest, required payments, the rest to the target and on to the next one in the
    same month. Raises `NotPossible` where the budget is below the required payments.
    """
    balances, rates, minimums = zip(*debts, strict=True)
    purse = Purse(0.0, 0.0, balances)
    factors = [1.0 + rate for rate in rates]
    interest = [0.0] * len(debts)
    months: list[int | None] = [0 if balance <= 0 else None for balance in balances]
    for month in range(1, LONGEST + 1):
        if None not in months:
            break
        for place, rate in enumerate(rates):
            interest[place] += purse.debts[place] * rate
        purse.opens(1.0, 1.0, factors, None)
        rest = purse.requires(ONE, minimums, budget)
        if rest < -TOLERANCE * budget:
            raise NotPossible(f"The budget is {-rest:.2f} short of the required payments.")
        owed = purse.debts
        # sorted() keeps the given order of equals.
        rank = owed if smallest_first else [-rate for rate in rates]
        purse.spends(ONE, max(rest, 0.0), sorted(range(len(debts)), key=rank.__getitem__))
        for place, balance in enumerate(balances):
            if months[place] is None and owed[place] <= TOLERANCE * balance:
                months[place], owed[place] = month, 0.0
    return [Cleared(*cleared) for cleared in zip(months, interest, strict=True)]


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
