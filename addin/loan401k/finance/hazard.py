"""Leaving the job while the loan is owed: chances per period and the balance exposed."""

from __future__ import annotations

from . import loan
from .numeric import SMALL, TINY, Namespace

#: Newton steps on the concave exposure; each gains at least one e-fold, 2,600 payments need few.
_STEPS = 200
#: The largest chance below certainty.
ALMOST_ONE = 1.0 - 2.0**-53


def period_hazard(xp: Namespace, probability: float, periods: float) -> float:
    """Chance per period, 1 - (1-p)^(1/periods), whose chance over the periods is p."""
    below = xp.minimum(probability, ALMOST_ONE)
    return xp.where(probability >= 1.0, 1.0, -xp.expm1(xp.log1p(-below) / periods))


def over_periods(xp: Namespace, hazard: float, periods: float) -> float:
    """Chance over some periods, 1 - (1-h)^periods, of a chance h per period."""
    below = xp.minimum(hazard, ALMOST_ONE)
    return xp.where(hazard >= 1.0, 1.0, -xp.expm1(xp.log1p(-below) * periods))


def exposure(
    xp: Namespace, amount: float, i: float, n: float, hazard: float
) -> tuple[float, float]:
    """Expected balance before the payment first missed, and its derivative by the hazard.

    E = sum over k of (1-h)^(k-1) h B_(k-1), as h (B_0 + s (B_1 + s (B_2 + ...))) with s = 1 - h,
    from the last balance backwards: all terms are positive, so no digits are lost at any rate.
    """
    stay = 1.0 - hazard
    payment = loan.payment(xp, amount, i, n)
    owed = 0.0 * amount
    total = 0.0 * amount
    slope = 0.0 * amount
    for k in range(int(xp.largest(n)), 0, -1):
        within = k <= n
        owed = xp.where(within, (owed + payment) / (1.0 + i), owed)
        slope = xp.where(within, total + stay * slope, slope)
        total = xp.where(within, owed + stay * total, total)
    return hazard * total, total - hazard * slope


def expected_exposure(xp: Namespace, amount: float, i: float, n: float, hazard: float) -> float:
    """Expected balance before the payment first missed, as `exposure` but in closed form.

    With v = 1/(1+i) and s = 1 - h two geometric sums: L [1 - s^n - h v (v^n - s^n)/(v - s)] /
    (1 - v^n). Their difference loses digits where n ln(1+i) is small; those are added up instead.
    """
    owing = xp.log1p(i + TINY)
    staying = -xp.log1p(-xp.minimum(hazard, ALMOST_ONE))
    apart = -abs(owing - staying) - TINY  # the quotient's limit where both are the same
    slower = xp.minimum(owing, staying)
    sums = xp.exp(-(n - 1.0) * slower - owing) * (xp.expm1(n * apart) / xp.expm1(apart))
    exposed = amount * ((xp.expm1(-n * staying) + hazard * sums) / xp.expm1(-n * owing))
    return xp.mend(
        n * owing < SMALL, exposed, lambda *few: exposure(xp, *few)[0], amount, i, n, hazard
    )


def hazard_for(
    xp: Namespace, target: float, amount: float, i: float, n: float
) -> tuple[float, bool]:
    """Hazard per period at which the exposure is the target, and whether there is one.

    The exposure rises from 0 to the amount and is concave in the hazard, so Newton's method from
    0 climbs to the root without passing it.
    """
    found = xp.both(target > 0.0, target <= amount)
    aim = xp.where(found, target, 0.5 * amount)
    hazard = 0.0 * amount + 0.0 * target
    for _ in range(_STEPS):
        reached, slope = exposure(xp, amount, i, n, hazard)
        # Of the smallest doubles nothing is left to divide by, which only a range would do.
        step = (aim - reached) / xp.where(slope > 0.0, slope, amount)
        hazard = xp.minimum(hazard + step, 1.0)
        if xp.all(abs(step) <= 1e-9 * hazard):
            break
    return hazard, found
