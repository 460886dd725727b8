"""A card debt paid down by the payments of a loan.

``owed`` is the balance in dollars, ``k`` the card's rate per period, ``pay`` the payment at
every period's end, ``n`` the number of payments; all may be arrays.
"""

from __future__ import annotations

from typing import NamedTuple

from .numeric import TINY, Namespace, annuity_sum, growth


def debt_after(xp: Namespace, owed: float, k: float, pay: float, n: float) -> float:
    """Debt after n payments, L(1+k)^n - A s(k,n); below zero when payments exceed it."""
    return owed * growth(xp, k, n) - pay * annuity_sum(xp, k, n)


def months_to_clear(xp: Namespace, owed: float, k: float, pay: float) -> float:
    """Number of payments that clear the debt, -ln(1 - L k/A)/ln(1+k), L/A at a zero rate.

    The payment must exceed the interest L k.
    """
    q = k + TINY
    return -xp.log1p(-owed * q / pay) / xp.log1p(q)


class Clearing(NamedTuple):
    """How payments clear a debt within their number, or do not."""

    cleared: bool
    #: Payments until the debt is cleared, all of them where it is not.
    used: float
    #: Debt left after the last payment, 0 where it is cleared.
    left: float
    #: What the clearing payment has over, 0 where the debt is not cleared.
    over: float


def clearing(xp: Namespace, owed: float, k: float, pay: float, n: float) -> Clearing:
    """Play at most n payments against the debt and stop when it is cleared."""
    covers = pay > owed * k
    # A payment that never covers the interest is replaced only to keep the logarithm defined.
    needed = months_to_clear(xp, owed, k, xp.where(covers, pay, 2.0 * owed * (k + 1.0)))
    used = xp.where(covers, xp.ceil(needed - 1e-9), n + 1.0)
    cleared = used <= n
    used = xp.minimum(used, n)
    left = debt_after(xp, owed, k, pay, used)
    zero = 0.0 * left
    return Clearing(
        cleared,
        used,
        xp.where(cleared, zero, left),
        xp.where(cleared, xp.maximum(-left, zero), zero),
    )


def debt_avoided(
    xp: Namespace, owed: float, k: float, pay: float, n: float, side: float | None
) -> float:
    """Card debt left had n payments gone to the card, below zero when they are more than enough.

    What is beyond the balance earns the card's own rate, or ``side`` per period where given.
    """
    if side is None:
        return debt_after(xp, owed, k, pay, n)
    path = clearing(xp, owed, k, pay, n)
    later = n - path.used
    return path.left - path.over * growth(xp, side, later) - pay * annuity_sum(xp, side, later)


def interest_paid(xp: Namespace, owed: float, k: float, pay: float, n: float) -> float:
    """Card interest over at most n payments, which stop when the debt is cleared."""
    path = clearing(xp, owed, k, pay, n)
    return pay * path.used - path.over + path.left - owed
