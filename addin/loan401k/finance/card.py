"""A card debt paid down by the payments of a loan.

``owed`` is the balance in dollars, ``k`` the card's rate per period, ``pay`` the payment at
every period's end, ``n`` the number of payments; all may be arrays.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from .numeric import TINY, Namespace, annuity_sum, growth


def debt_after(xp: Namespace, owed: float, k: float, pay: float, n: float) -> float:
    """Debt after n payments, L(1+k)^n - A s(k,n); below zero when payments exceed it."""
    return owed * growth(xp, k, n) - pay * annuity_sum(xp, k, n)


def exceeds_interest(owed: float, k: float, pay: float) -> bool:
    """Whether a payment is more than a period's interest, by more than a rate's last bits."""
    return pay > owed * k * (1.0 + 1e-12)


def months_to_clear(xp: Namespace, owed: float, k: float, pay: float) -> float:
    """Number of payments that clear the debt, -ln(1 - L k/A)/ln(1+k), L/A at a zero rate.

    The payment must exceed the interest L k.
    """
    q = k + TINY
    return -xp.log1p(-(owed / pay) * q) / xp.log1p(q)


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
    covers = exceeds_interest(owed, k, pay)
    # A payment that never covers the interest is replaced only to keep the logarithm defined.
    needed = months_to_clear(xp, owed, k, xp.where(covers, pay, 2.0 * owed * (k + 1.0) + 1.0))
    # A hair on either side of a whole month moves its payment's worth of that hair, no more.
    used = xp.where(covers, xp.ceil(needed - 1e-12), n + 1.0)
    cleared = used <= n
    # Past the exact number of months the clearing payment's surplus is what pays on.
    over = pay * annuity_sum(xp, k, xp.maximum(used - needed, 0.0))
    return Clearing(
        cleared,
        xp.minimum(used, n),
        xp.where(cleared, 0.0, debt_after(xp, owed, k, pay, n)),
        xp.where(cleared, over, 0.0),
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


def interest_until_cleared(xp: Namespace, owed: float, k: float, pay: float) -> float:
    """Interest in whole months with a smaller last payment; the payment exceeds owed x k."""
    return interest_paid(xp, owed, k, pay, math.inf)


#: Months after which a debt counts as never paid.
LONGEST = 1200

#: A balance below half a cent is paid.
PAID = 0.005


class Month(NamedTuple):
    """One month of a card: money in dollars, the balance after the payment."""

    payment: float
    interest: float
    balance: float


@dataclass(frozen=True)
class MinimumRule:
    """How an issuer sets the minimum payment.

    "interest_plus": the month's interest plus a share of the balance. "percent": a share of the
    balance before or after the interest. Never below the floor nor above what is owed.
    """

    rule: str
    share: float
    floor: float
    minimum_on: str

    def payment(self, balance: float, interest: float) -> float:
        """Return the minimum for a balance before interest and the interest on it."""
        if self.rule == "interest_plus":
            minimum = interest + self.share * balance
        elif self.minimum_on == "after_interest":
            minimum = self.share * (balance + interest)
        else:
            minimum = self.share * balance
        return min(max(minimum, self.floor), balance + interest)


@dataclass(frozen=True)
class FixedPayment:
    """The same payment every month."""

    money: float

    def payment(self, balance: float, interest: float) -> float:
        """Return the payment whatever is owed."""
        return self.money


def months(owed: float, k: float, payment: Callable[[float, float], float]) -> Iterator[Month]:
    """Yield the months of a card until it is paid or `LONGEST` is over.

    ``payment`` takes the balance and the month's interest. What the last payment would leave
    below half a cent is paid with it.
    """
    for _ in range(LONGEST):
        if owed < PAID:
            return
        interest = owed * k
        paid = min(payment(owed, interest), owed + interest)
        left = owed + interest - paid
        if left < PAID:
            paid, left = paid + left, 0.0
        yield Month(paid, interest, left)
        owed = left
