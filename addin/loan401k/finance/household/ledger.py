"""One month: the only place where money moves.

Written against arithmetic and a namespace, so that one household in plain Python and a matrix of
branches x households in numpy play the same month: ``*=`` and ``-=`` change an array in place and
rebind a number.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from ..numeric import Namespace, growth


class Purse:
    """Savings, tax debt and debts: all that moves beside the account and the loans."""

    __slots__ = ("debts", "savings", "tax_debt")

    def __init__(self, savings: Any, tax_debt: Any, debts: Iterable[Any]) -> None:
        self.savings = savings
        self.tax_debt = tax_debt
        self.debts = list(debts)

    def __getitem__(self, rows: Any) -> Purse:
        """Return a view of some rows of a matrix."""
        return Purse(self.savings[rows], self.tax_debt[rows], (debt[rows] for debt in self.debts))

    def copy(self) -> Purse:
        """Return another purse of plain numbers with the same money."""
        return Purse(self.savings, self.tax_debt, self.debts)

    def owed(self) -> Any:
        """Return all debts together."""
        return self.tax_debt + sum(self.debts)

    def opens(
        self, savings_factor: float, tax_debt_factor: float, factors: Sequence[float], charge: Any
    ) -> None:
        """Grow the savings, charge interest on the debts and charge to the first of them again."""
        self.savings *= savings_factor
        self.tax_debt *= tax_debt_factor
        debts = self.debts
        for place, factor in enumerate(factors):
            debts[place] *= factor
        if charge is not None:
            debts[0] += charge

    def bills(self, xp: Namespace, bill: Any) -> None:
        """Pay the taxes of a default from the savings as far as they go; owe the rest."""
        used = xp.minimum(bill, self.savings)
        self.savings -= used
        self.tax_debt += bill - used

    def requires(self, xp: Namespace, minimums: Sequence[float], rest: Any) -> Any:
        """Pay each debt's minimum; return what is left, below 0 where the budget lacks."""
        debts = self.debts
        for place, minimum in enumerate(minimums):
            used = xp.minimum(debts[place], minimum)
            debts[place] -= used
            rest -= used
        return rest

    def spends(self, xp: Namespace, rest: Any, order: Iterable[int]) -> Any:
        """Pay the tax debt, then the debts in order; what is left goes to the savings."""
        used = xp.minimum(rest, self.tax_debt)
        self.tax_debt -= used
        rest -= used
        debts = self.debts
        for place in order:
            used = xp.minimum(rest, debts[place])
            debts[place] -= used
            rest -= used
        self.savings += rest
        return rest


def stretch(
    xp: Namespace, savings: float, owed: float, rate: float, savings_rate: float, budget: float,
    months: float,
) -> tuple[float, float]:  # fmt: skip
    """Savings and debt after some months of one debt and a steady budget, in closed form.

    While the debt lives it takes the whole budget: N = -ln(1 - D c/b)/ln(1+c) months. What the
    clearing month has left and every later budget go to the savings. A budget below 0 (more is
    charged again than paid) lets the debt grow. The rates are shifted off 0 by the caller.
    """
    lives = owed * rate >= budget
    log_rate = xp.log1p(rate)
    share = xp.where(lives, 0.0, owed) * rate / xp.where(lives, 1.0, budget)
    cleared = xp.ceil(-xp.log1p(-share) / log_rate)
    lives = xp.either(lives, cleared > months)
    # The months before the one that clears the debt.
    grown = xp.expm1(xp.where(lives, months, xp.maximum(cleared - 1.0, 0.0)) * log_rate)
    left = owed + grown * (owed - budget / rate)
    over = xp.where(cleared < 1.0, 0.0, budget - left * (1.0 + rate))
    gathered = xp.expm1(xp.where(lives, 0.0, months - cleared) * xp.log1p(savings_rate))
    later = over + gathered * (over + budget / savings_rate)
    return (
        savings * growth(xp, savings_rate, months) + xp.where(lives, 0.0, later),
        xp.where(lives, left, 0.0),
    )
