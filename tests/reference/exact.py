"""The mathematics once more, in 50 digits and in textbook form, played period by period.

Arguments are the doubles that the code under test gets, so no digit is lost on the way in.
"""

from __future__ import annotations

from mpmath import mp, mpf

mp.dps = 50


def level_payment(amount: float, i: float, n: int) -> mpf:
    """Return A = L i / (1 - (1+i)^-n)."""
    amount, i = mpf(amount), mpf(i)
    return amount / n if i == 0 else amount * i / (1 - (1 + i) ** -n)


def interest(amount: float, i: float, n: int) -> mpf:
    """Return all payments less the amount."""
    with mp.workdps(80):
        return n * level_payment(amount, i, n) - mpf(amount)


def balance(amount: float, i: float, n: int, k: int) -> mpf:
    """Return what is owed after k payments, forwards: L(1+i)^k - A s(i,k)."""
    with mp.workdps(1700):
        i, level = mpf(i), level_payment(amount, i, n)
        if i == 0:
            return mpf(amount) - k * level
        up = (1 + i) ** k
        return mpf(amount) * up - level * (up - 1) / i


def annual_to_period(annual: float, m: int) -> mpf:
    """Return (1+r)^(1/m) - 1."""
    return (1 + mpf(annual)) ** (mpf(1) / m) - 1


def account_gap(
    amount: float,
    i: float,
    n: int,
    g: mpf,
    *,
    horizon: int | None = None,
    delay: int = 0,
    upfront: float = 0.0,
    yearly: float = 0.0,
    m: int = 12,
) -> mpf:
    """Play an account with and without the loan; return what it is short at the horizon.

    Without the loan the amount grows. With it nothing is invested at first, fees are taken, and
    payments arrive from the end of period delay + 1 on; an unpaid note is the account's own.
    """
    g, level, owed = mpf(g), level_payment(amount, i, n), mpf(amount)
    without, invested = mpf(amount), -mpf(upfront)
    end = n + delay if horizon is None else horizon
    for period in range(1, end + 1):
        without *= 1 + g
        invested *= 1 + g
        if delay < period <= delay + n:
            owed += owed * mpf(i) - level
            invested += level
        if period % m == 0 and period <= delay + n:
            invested -= mpf(yearly)
    note = owed if end < n + delay else 0
    return without - invested - note


def card_path(owed: float, k: float, pay: mpf, n: int, side: mpf | None = None) -> tuple[mpf, mpf]:
    """Play n payments against a card; return (net debt, interest paid until it is cleared).

    What is beyond the balance works on at the card's rate, or gathers at ``side`` per period.
    """
    owed, k, pay = mpf(owed), mpf(k), mpf(pay)
    gathered, paid = mpf(0), mpf(0)
    rate = k if side is None else mpf(side)
    for _ in range(n):
        gathered *= 1 + rate
        charge = owed * k
        paid += charge
        owed += charge
        used = min(pay, owed)
        owed -= used
        gathered += pay - used
    return owed - gathered, paid


def error_of(value: float, exact: mpf, scale: float = 0.0) -> float:
    """Return the error relative to the exact value or, where that is larger, to the scale."""
    gauge = max(abs(exact), abs(mpf(scale)))
    return 0.0 if value == exact else float(abs(mpf(value) - exact) / gauge)
