"""A level-payment loan.

``amount`` is the principal in dollars, ``i`` the loan's rate per period, ``n`` the number of
payments; all may be arrays.
"""

from __future__ import annotations

from .card import PAID, months_to_clear
from .numeric import SMALL, TINY, Namespace, annuity_sum, annuity_value, exp_gap, log1p_gap


def payment(xp: Namespace, amount: float, i: float, n: float) -> float:
    """Level payment A = L / a(i, n)."""
    q = i + TINY
    # The quotient first: a tiny amount times the shifted zero rate would be nothing.
    return amount * (q / -xp.expm1(-n * xp.log1p(q)))


def amount_repaid(xp: Namespace, paid: float, i: float, n: float) -> float:
    """Amount that n payments repay, A a(i, n)."""
    return paid * annuity_value(xp, i, n)


def payments_needed(xp: Namespace, amount: float, i: float, paid: float) -> float:
    """Whole payments until less than half a cent is left, at least one; they exceed the interest.

    The smallest n with L (1+i)^n - A s(i, n) below half a cent.
    """
    left = xp.minimum(PAID, amount)
    exact = months_to_clear(xp, amount, i, paid) - months_to_clear(xp, left, i, paid)
    return xp.floor(exact) + 1.0


def interest(xp: Namespace, amount: float, i: float, n: float) -> float:
    """Total interest nA - L, exact down to the smallest rates."""
    q = i + TINY
    x = n * xp.log1p(q)
    decay = xp.expm1(-x)
    # n q - 1 + e^-x, which cancels to second order in x at the smallest rates.
    share = xp.mend(x < SMALL, n * q + decay, _interest_share, q, n, x)
    return amount * (share / -decay)


def _interest_share(q: float, n: float, x: float) -> float:
    return n * log1p_gap(q) + exp_gap(x)


def balance(xp: Namespace, amount: float, i: float, n: float, k: float) -> float:
    """Balance B_k = A a(i, n-k) after k payments."""
    decay = -xp.log1p(i + TINY)
    return amount * (xp.expm1((n - k) * decay) / xp.expm1(n * decay))


def balance_with_extra(
    xp: Namespace, amount: float, i: float, n: float, k: float, extra: float
) -> float:
    """Balance after k payments of the level payment plus ``extra`` each."""
    return balance(xp, amount, i, n, k) - extra * annuity_sum(xp, i, k)
