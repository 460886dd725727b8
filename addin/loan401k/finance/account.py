"""The account with and without a loan, and what it buys.

``g`` is the account's return per period, ``periods`` a number of them; all may be arrays.
"""

from __future__ import annotations

from . import loan
from .numeric import Namespace, annuity_sum, annuity_value, growth


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


def missed(
    xp: Namespace, per_period: float, g: float, first: float, count: float, horizon: float
) -> float:
    """Value at the horizon of ``count`` payments missed from period ``first`` on."""
    last = first + count - 1.0
    return per_period * annuity_sum(xp, g, count) * growth(xp, g, horizon - last)


def monthly_income(xp: Namespace, sum_: float, rate: float, months: float) -> float:
    """Level income at month end that a sum buys at a rate per month."""
    return sum_ / annuity_value(xp, rate, months)
