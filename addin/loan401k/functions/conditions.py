"""What several arguments must fulfil together."""

from __future__ import annotations

from ..declare.scope import Scope
from .arguments import MOST_PAYMENTS


def payments(xp: Scope, years: float, payments_per_year: float, argument: str = "years") -> float:
    """Return the number of payments in a term, which must be whole."""
    exact = years * payments_per_year
    count = xp.rint(exact)
    fits = xp.both(abs(exact - count) <= 1e-9, xp.both(count >= 1.0, count <= MOST_PAYMENTS))
    xp.require(
        fits,
        argument,
        years,
        f"such that {argument} times payments_per_year is a whole number from 1 to 2,600",
    )
    return count


def taxes_below_one(xp: Scope, **taxes: float) -> None:
    """Refuse taxes and penalties that take everything."""
    total = sum(taxes.values())
    xp.require(total < 1.0, " + ".join(taxes), total, "below 1 (100%) together")
