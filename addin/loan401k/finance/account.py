"""The account with and without a loan, and what it buys.

``g`` is the account's return per period, ``periods`` a number of them; all may be arrays.
"""

from __future__ import annotations

from . import loan
from .numeric import TINY, Namespace, annuity_sum, annuity_value, growth, is_nothing


def value(xp: Namespace, balance: float, contribution: float, g: float, periods: float) -> float:
    """Value after a number of periods, contributions at each period's end."""
    return balance * growth(xp, g, periods) + contribution * annuity_sum(xp, g, periods)


def value_with_loan(
    xp: Namespace,
    amount: float,
    i: float,
    n: float,
    g: float,
    horizon: float,
    balance: float,
    contribution: float,
    during_loan: float,
    delay: float,
) -> float:
    """Invested part of an account that lends ``amount`` at the start.

    The payments made by the horizon come back in the periods after the delay, and in the same
    periods contributions are ``during_loan`` instead of ``contribution``.
    """
    waiting = xp.minimum(delay, horizon)
    made = xp.minimum(n, horizon - waiting)
    after = horizon - waiting - made
    inflow = loan.payment(xp, amount, i, n) + during_loan
    first = value(xp, balance - amount, contribution, g, waiting)
    return value(xp, value(xp, first, inflow, g, made), contribution, g, after)


def shortfall(
    xp: Namespace,
    amount: float,
    i: float,
    n: float,
    g: float,
    horizon: float | None,
    delay: float,
    force: float | None = None,
) -> float:
    """What the account is short at the horizon (in periods), the unpaid note counted as its own.

    D(H) = L(1+g)^H - A s(g,k)(1+g)^(H-f-k) - B_k, with k = min(n, H-f) payments made and a
    first payment period that starts f periods after the loan. The horizon is the last payment
    if left out. Who has ln(1+g) at hand, of a g that is not 0, may give it as the force.
    """
    if horizon is None:
        rate = g + TINY if force is None else g
        grown = xp.expm1(n * (xp.log1p(rate) if force is None else force))
        each, kept = grown / rate, amount * (1.0 + grown)
        if not is_nothing(delay):
            kept = kept * growth(xp, g, delay)
        return kept - loan.payment(xp, amount, i, n) * each
    made = xp.minimum(n, xp.maximum(horizon - delay, 0.0))
    repaid = loan.payment(xp, amount, i, n) * annuity_sum(xp, g, made)
    kept = amount * growth(xp, g, horizon)
    grown = repaid * growth(xp, g, horizon - delay - made)
    return kept - grown - loan.balance(xp, amount, i, n, made)


def fees(
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
    years = xp.floor(xp.minimum(life, horizon) / periods_per_year)
    yearly_growth = xp.expm1(periods_per_year * xp.log1p(g + TINY))
    charged = annuity_sum(xp, yearly_growth, years)
    after_last = growth(xp, g, horizon - years * periods_per_year)
    return upfront * growth(xp, g, horizon) + yearly * charged * after_last


def missed(
    xp: Namespace, per_period: float, g: float, first: float, count: float, horizon: float
) -> float:
    """Value at the horizon of ``count`` payments missed from period ``first`` on."""
    last = first + count - 1.0
    return per_period * annuity_sum(xp, g, count) * growth(xp, g, horizon - last)


def monthly_income(xp: Namespace, sum_: float, rate: float, months: float) -> float:
    """Level income at month end that a sum buys at a rate per month."""
    return sum_ / annuity_value(xp, rate, months)
