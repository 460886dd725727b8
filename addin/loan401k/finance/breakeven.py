"""Rates at which borrowing from the account and keeping the card come out even.

Per dollar lent both sides have one shape, V(x) = (1+x)^n [1 - a(x,n)/a(i,n)]: the card side is
V at the card's period rate, the account side (1 - retirement_tax) V at the account's. V falls,
then rises, and is convex wherever it rises, because V' and V'' as polynomials in 1+x change
sign once each. So one equation V(x) = target serves both break-evens.
"""

from __future__ import annotations

import math
from typing import NamedTuple

from .numeric import TINY, Namespace, annuity_value, growth, is_nothing

#: Rates are looked for between these, per year.
LOWEST, HIGHEST = -0.9, 1.0

NO_CARD_RATE = "No card APR between -90% and 100% makes the loan and the card come out even."

#: A step divides (1+x)^n by at most e, and (1+x)^n is at most e^50 here; the rest is room.
_STEPS = 120


class Root(NamedTuple):
    """A rate, and whether there is one."""

    rate: float
    found: bool


def value(xp: Namespace, x: float, i: float, n: float) -> float:
    """V(x): what a dollar lent at i and repaid is short of one kept at x, at the last payment."""
    return growth(xp, x, n) * (1.0 - annuity_value(xp, x, n) / annuity_value(xp, i, n))


def rate_for(
    xp: Namespace, target: float, i: float, n: float, lowest: float, highest: float
) -> Root:
    """Solve V(x) = target for the larger root between two period rates.

    Newton's method from x = i, where V is 0 and rises (i >= 0). On a convex rising curve a step
    never lands left of the root, so all steps after the first come down to it one by one; one
    that leaves the rising branch or the bounds shows that there is no root. Both V - target and
    the slope are divided by (1+x)^n, which keeps them in range and free of cancellation.
    """
    level = 1.0 / annuity_value(xp, i, n)
    x = i + 0.0 * target
    found = value(xp, highest + 0.0 * x, i, n) >= target
    for _ in range(_STEPS):
        shifted = x + TINY
        decay = -n * xp.log1p(shifted)
        factor = -xp.expm1(decay) / shifted
        miss = 1.0 - level * factor - target * xp.exp(decay)
        # n a/(1+x) + da/dx; its limit at a rate of nothing serves a Newton step near it as well.
        tiny = abs(x) < 1e-8
        bend = xp.where(
            tiny, 0.5 * n * (n - 1.0), (n / (1.0 + x) - factor) / xp.where(tiny, 1.0, x)
        )
        slope = n / (1.0 + x) - level * bend
        found = xp.both(found, slope > 0.0)
        step = xp.where(found, miss / xp.where(found, slope, 1.0), 0.0)
        x = xp.minimum(x - step, highest)
        found = xp.both(found, x >= lowest)
        x = xp.maximum(x, lowest)
        # The error left is about n times the square of this step.
        if xp.all(abs(step) <= 1e-9 * abs(x) + 1e-12):
            break
    return Root(x, found)


#: Nearer to a rate of nothing the derivatives below cancel.
_CLOSE_TO_NOTHING = 1e-6


def rate_near(
    xp: Namespace, start: float, share: float, i: float, n: float, lowest: float, highest: float
) -> Root:
    """Solve V(x) = share of V(start) for the larger root; a range takes fewer steps for it.

    Three steps of Halley's method on F(x) = 1 - a(x,n)/a(i,n) - target (1+x)^-n, which has the
    roots of V - target and rises where V does. Of what they do not settle, `rate_for` decides.
    """
    if isinstance(start, float):
        return rate_for(xp, share * value(xp, start, i, n), i, n, lowest, highest)
    level = 1.0 / annuity_value(xp, i, n)
    x, target = start, None
    for _ in range(3):
        over, down = 1.0 / x, 1.0 / (1.0 + x)
        lost = xp.expm1(-n * xp.log1p(x))
        kept = 1.0 + lost
        # With f = n (1+x)^-(n+1): a' = (f - a)/x, and f' = -f (n+1)/(1+x).
        lent = level * lost * over
        if target is None:
            target = share * (1.0 + lent) / kept
        fall = n * kept * down
        steeper = (n + 1.0) * fall * down
        turn = (level * fall + lent) * over
        miss = 1.0 + lent - target * kept
        slope = target * fall - turn
        bend = (level * steeper + 2.0 * turn) * over - target * steeper
        step = miss * slope / (slope * slope - 0.5 * miss * bend)
        x = x - step
    settled = xp.both(abs(step) <= 1e-5 * abs(x), slope > 0.0)
    settled = xp.both(settled, xp.both(x >= lowest, x <= highest))
    settled = xp.both(settled, xp.minimum(abs(start), abs(x)) > _CLOSE_TO_NOTHING)
    settled = xp.both(settled, kept > 1e-3)  # below it has lost digits

    def rate_or_nan(start: float, share: float, i: float, n: float) -> float:
        root = rate_for(xp, share * value(xp, start, i, n), i, n, lowest, highest)
        return xp.where(root.found, root.rate, math.nan)

    x = xp.mend(xp.no(settled), x, rate_or_nan, start, share, i, n)
    return Root(x, x == x)


def account_return(
    xp: Namespace, i: float, n: float, k: float, lowest: float, highest: float, tax: float
) -> Root:
    """Account's rate per period at which a loan gains nothing; the card's where nothing is taxed.

    ``i`` is the loan's rate and ``k`` the card's per period, ``n`` the number of payments, ``tax``
    that on withdrawals in retirement.
    """
    if is_nothing(tax):
        return Root(k, True)
    root = rate_near(xp, k, 1.0 / (1.0 - tax), i, n, lowest, highest)
    untaxed = tax == 0.0
    return Root(xp.where(untaxed, k, root.rate), xp.either(root.found, untaxed))


def true_apr(
    xp: Namespace, i: float, n: float, g: float, periods_per_year: float, retirement_tax: float
) -> Root:
    """Card rate a year at which a loan gains nothing; the account's own where nothing is taxed.

    ``i`` is the loan's rate and ``g`` the account's return per period, ``n`` the number of
    payments.
    """
    m = periods_per_year
    if is_nothing(retirement_tax):
        return Root(m * g, True)
    root = rate_near(xp, g, 1.0 - retirement_tax, i, n, LOWEST / m, HIGHEST / m)
    untaxed = retirement_tax == 0.0
    return Root(m * xp.where(untaxed, g, root.rate), xp.either(root.found, untaxed))
