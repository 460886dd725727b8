"""The most a plan may lend, and what a refinancing has above it."""

from __future__ import annotations

from ..finance.numeric import Namespace
from .tables import RULES


def most(
    xp: Namespace,
    vested: float,
    highest: float,
    outstanding: float,
    *,
    disaster: bool,
    floor: bool,
) -> float:
    """Most a plan may lend beside what is outstanding, in dollars: IRC 72(p)(2)(A).

    Args:
        xp: the namespace for one number or for arrays.
        vested: vested balance in dollars, the loans still owed included.
        highest: highest combined balance of loans on one day of the year before, in dollars.
        outstanding: loans still owed, in dollars.
        disaster: whether the limit is the larger one after a disaster.
        floor: whether the plan lends up to 10,000 dollars where half of the balance is less.
    """
    limit = _limit(xp, vested, highest, outstanding, disaster=disaster, floor=floor)
    return xp.maximum(limit - outstanding, 0.0)


def refinancing_excess(
    xp: Namespace,
    vested: float,
    new: float,
    old: float,
    highest: float,
    *,
    later: bool,
    disaster: bool,
    floor: bool,
) -> float:
    """Part of a refinancing above the limit: Reg. 1.72(p)-1, Q&A-20.

    ``new`` replaces ``old``; where it ends ``later`` than the old one may, both count together.
    The other arguments are those of `most`.
    """
    limit = _limit(xp, vested, highest, old, disaster=disaster, floor=floor)
    counted = new + xp.where(later, old, 0.0)
    return xp.minimum(xp.maximum(counted - limit, 0.0), new)


def _limit(
    xp: Namespace, vested: float, highest: float, outstanding: float, *, disaster: bool, floor: bool
) -> float:
    """Most that may be owed after the loan, what is outstanding included."""
    limit = "disaster_limit" if disaster else "loan_limit"
    after_look_back = RULES[f"{limit}_dollars"].value - xp.maximum(highest - outstanding, 0.0)
    of_balance = RULES[f"{limit}_share"].value * vested
    if floor:
        least = xp.minimum(RULES["loan_limit_floor"].value, vested)
        of_balance = xp.maximum(of_balance, least)
    return xp.maximum(xp.minimum(after_look_back, of_balance), 0.0)
