"""A level-payment loan seen from the borrower and from the account that lends.

``amount`` is the principal in dollars, ``i`` the loan's rate per period, ``n`` the number of
payments, ``g`` the account's return per period; all may be arrays.
"""

from __future__ import annotations

from .numeric import (
    SMALL,
    TINY,
    Namespace,
    annuity_sum,
    exp_gap,
    growth,
    is_nothing,
    log1p_gap,
)


def payment(xp: Namespace, amount: float, i: float, n: float) -> float:
    """Level payment A = L / a(i, n)."""
    q = i + TINY
    return amount * q / -xp.expm1(-n * xp.log1p(q))


def interest(xp: Namespace, amount: float, i: float, n: float) -> float:
    """Total interest nA - L, exact down to the smallest rates."""
    q = i + TINY
    x = n * xp.log1p(q)
    decay = xp.expm1(-x)
    # n q - 1 + e^-x, which cancels to second order in x at the smallest rates.
    share = xp.mend(x < SMALL, n * q + decay, _interest_share, q, n, x)
    return amount * share / -decay


def _interest_share(q: float, n: float, x: float) -> float:
    return n * log1p_gap(q) + exp_gap(x)


def balance(xp: Namespace, amount: float, i: float, n: float, k: float) -> float:
    """Balance B_k = A a(i, n-k) after k payments."""
    decay = -xp.log1p(i + TINY)
    return amount * xp.expm1((n - k) * decay) / xp.expm1(n * decay)


def account_shortfall(
    xp: Namespace,
    amount: float,
    i: float,
    n: float,
    g: float,
    horizon: float | None,
    delay: float,
) -> float:
    """What the account is short at the horizon (in periods), the unpaid note counted as its own.

    D(H) = L(1+g)^H - A s(g,k)(1+g)^(H-f-k) - B_k, with k = min(n, H-f) payments made and a
    first payment period that starts f periods after the loan. The horizon is the last payment
    if left out.
    """
    if horizon is None:
        each = annuity_sum(xp, g, n)
        kept = amount * (1.0 + g * each)  # (1+g)^n from the factor that is there already
        if not is_nothing(delay):
            kept = kept * growth(xp, g, delay)
        return kept - payment(xp, amount, i, n) * each
    made = xp.minimum(n, xp.maximum(horizon - delay, 0.0))
    repaid = payment(xp, amount, i, n) * annuity_sum(xp, g, made)
    kept = amount * growth(xp, g, horizon)
    grown = repaid * growth(xp, g, horizon - delay - made)
    return kept - grown - balance(xp, amount, i, n, made)


def fees_at_horizon(
    xp: Namespace,
    upfront: float,
    yearly: float,
    g: float,
    horizon: float,
    life: float,
    periods_per_year: float,
) -> float:
    """Fees taken from the account, grown to the horizon.

    The yearly fee leaves after each full year of the loan's life (in periods) up to the horizon.
    """
    if is_nothing(upfront, yearly):
        return 0.0
    years = xp.floor((xp.minimum(life, horizon) + 1e-9) / periods_per_year)
    yearly_growth = xp.expm1(periods_per_year * xp.log1p(g + TINY))
    charged = annuity_sum(xp, yearly_growth, years)
    after_last = growth(xp, g, horizon - years * periods_per_year)
    return upfront * growth(xp, g, horizon) + yearly * charged * after_last


def balance_with_extra(
    xp: Namespace, amount: float, i: float, n: float, k: float, extra: float
) -> float:
    """Balance after k payments of the level payment plus ``extra`` each."""
    return balance(xp, amount, i, n, k) - extra * annuity_sum(xp, i, k)


def most(
    xp: Namespace,
    vested: float,
    highest: float,
    outstanding: float,
    *,
    dollars: float,
    share: float,
    floor: float,
) -> float:
    """Most a plan may lend beside what is outstanding: IRC 72(p)(2)(A) with its three figures."""
    after_look_back = dollars - xp.maximum(highest - outstanding, 0.0)
    of_balance = xp.maximum(share * vested, xp.minimum(floor, vested))
    return xp.maximum(xp.minimum(after_look_back, of_balance) - outstanding, 0.0)
