"""Amortisation in whole cents, as plans and banks do it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from . import loan
from .numeric import ONE, Namespace

#: Lifts products that binary arithmetic left a few last bits below half a cent back onto it.
_TIE = 1.0 + 2.0**-50


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
    amount: float, rate: float, periods_per_year: float, n: int, extra: float
) -> Iterator[Line]:
    """Yield the payments of a loan in cents; the last one clears the balance.

    Interest is cents x rate / m, multiplied before divided, so that 24.00 at 3.75% a year is
    7.5 cents, hence 8.
    """
    owed = half_up(ONE, amount * 100.0)
    level = half_up(ONE, loan.payment(ONE, amount, rate / periods_per_year, n) * 100.0)
    level += half_up(ONE, extra * 100.0)
    for k in range(1, n + 1):
        charge = half_up(ONE, owed * rate / periods_per_year)
        paid = owed + charge if k == n else min(level, owed + charge)
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
