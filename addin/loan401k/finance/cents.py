"""Amortisation in whole cents, as plans and banks do it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from . import loan
from .day_counts import Part
from .numeric import ONE, Namespace

#: Lifts products that binary arithmetic left a few last bits below half a cent back onto it.
_TIE = 1.0 + 2.0**-50


#: No lump sums.
NONE: Mapping[int, float] = MappingProxyType({})


class Line(NamedTuple):
    """One payment of a schedule, in dollars, with the balance after it."""

    payment: float
    interest: float
    principal: float
    balance: float


def half_up(xp: Namespace, cents: float) -> float:
    """Return cents rounded to whole cents, halves up."""
    return xp.floor(cents * _TIE + 0.5)


def schedule_in_cents(
    amount: float,
    rate: float,
    periods_per_year: float,
    n: int,
    extra: float,
    parts: Sequence[Part] = (),
    lumps: Mapping[int, float] = NONE,
) -> Iterator[Line]:
    """Yield the payments of a loan in cents; the last one clears the balance.

    Interest is cents x rate / m, multiplied before divided, so that 24.00 at 3.75% a year is
    7.5 cents, hence 8. ``parts`` of a year, where given, take the place of 1/m for each period;
    ``lumps`` are added to the payments of their numbers.
    """
    owed = half_up(ONE, amount * 100.0)
    level = half_up(ONE, loan.payment(ONE, amount, rate / periods_per_year, n) * 100.0)
    level += half_up(ONE, extra * 100.0)
    for k in range(1, n + 1):
        days, year = parts[k - 1] if parts else (1, periods_per_year)
        charge = half_up(ONE, owed * rate * days / year)
        most = level + half_up(ONE, lumps.get(k, 0.0) * 100.0)
        paid = owed + charge if k == n else min(most, owed + charge)
        owed += charge - paid
        yield Line(paid / 100.0, charge / 100.0, (paid - charge) / 100.0, owed / 100.0)
        if owed <= 0:
            return


def schedule(amount: float, i: float, n: int, extra: float) -> Iterator[Line]:
    """Yield the payments of a loan unrounded; each balance is a closed form, not a recurrence.

    ``i`` is the rate per period; ``extra`` is added to every payment.
    """
    level = loan.payment(ONE, amount, i, n) + extra
    owed = amount
    for k in range(1, n + 1):
        left = loan.balance_with_extra(ONE, amount, i, n, k, extra)
        charge = owed * i
        if k == n or left <= 1e-12 * amount:
            left = 0.0
        paid = owed + charge if left == 0.0 else level
        yield Line(paid, charge, paid - charge, left)
        owed = left
        if owed <= 0:
            return


def irregular_schedule(
    amount: float, rate: float, level: float, parts: Sequence[Part], lumps: Mapping[int, float]
) -> Iterator[Line]:
    """Yield the payments of a loan unrounded, period by period; the last one clears the balance.

    ``rate`` is the rate a year, ``level`` the payment with what is added to each; the others are
    those of `schedule_in_cents`.
    """
    owed = amount
    for k, (days, year) in enumerate(parts, 1):
        charge = owed * rate * days / year
        paid = level + lumps.get(k, 0.0)
        left = owed + charge - paid
        if k == len(parts) or left <= 1e-12 * amount:
            paid, left = owed + charge, 0.0
        yield Line(paid, charge, paid - charge, left)
        owed = left
        if owed <= 0:
            return
