"""The plan loan against keeping the debts, with the chance of leaving the job and defaulting.

Branch k leaves before payment k. The account never enters the months: its flows are linear, so
its difference from keeping has a closed form for every branch. What is left, savings less debts,
is played: the loan and keeping month by month, a branch from the month that it leaves.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from .. import loan
from ..hazard import ALMOST_ONE
from ..numeric import ONE, Namespace, annuity_sum, growth
from .household import TOLERANCE, Household
from .ledger import Purse, stretch


class NotPossible(Exception):
    """The budget or the account does not hold what an option asks of it."""


class Lent(NamedTuple):
    """Savings less debts at the horizon: without leaving, and leaving before payment 1, 2, ..."""

    stays: float
    leaves: list[float]


def payments_made(xp: Namespace, household: Household) -> float:
    """Return the payments up to the horizon."""
    return xp.minimum(household.n, household.months)


def paid_off(xp: Namespace, household: Household) -> tuple[list[float], float, float]:
    """Return the debts after the amount has paid them, dearest first, what paid, what is left."""
    left, freed, debts = household.amount, 0.0, []
    for balance in household.balances:
        used = xp.minimum(left, balance)
        rest = balance - used
        debts.append(xp.where(rest <= TOLERANCE * balance, 0.0, rest))
        left = left - used
        freed = freed + used
    return debts, freed, left


def account_gain(xp: Namespace, h: Household, made: float) -> float:
    """Account at the horizon after ``made`` months of the loan, less that of keeping.

    -(L + fee)(1+g)^H + (A + c1 - c2) s(g,k) (1+g)^(H-k), less the yearly fee after each full year.
    """
    g = h.account_rate
    paid_in = (h.payment + h.during - h.usual) * annuity_sum(xp, g, made)
    years = xp.floor(made / 12.0)
    a_year = xp.expm1(12.0 * xp.log1p(g))
    fees = h.annual_fee * annuity_sum(xp, a_year, years) * growth(xp, g, h.months - 12.0 * years)
    taken = (h.amount + h.upfront_fee) * growth(xp, g, h.months)
    return paid_in * growth(xp, g, h.months - made) - taken - fees


def account_holds(xp: Namespace, h: Household) -> bool:
    """Whether the account holds the amount and every fee."""
    slack = -TOLERANCE * h.account
    held = h.account - h.amount - h.upfront_fee
    holds = held >= slack
    if xp.all(h.annual_fee <= h.payment + h.during):
        return holds  # the money of the month itself pays the fee
    grown = growth(xp, h.account_rate, 12.0)
    gathered = (h.payment + h.during) * annuity_sum(xp, h.account_rate, 12.0)
    years = xp.floor(payments_made(xp, h) / 12.0)
    for year in range(1, int(xp.largest(years)) + 1):
        held = held * grown + gathered - h.annual_fee
        holds = xp.both(holds, xp.either(held >= slack, year > years))
    return holds


def bill(xp: Namespace, h: Household, leaves_before: float) -> float:
    """Taxes and penalty on the note of one who leaves before that payment."""
    return h.early_tax * loan.balance(xp, h.amount, h.loan_rate, h.n, leaves_before - 1.0)


def weight(xp: Namespace, h: Household, leaves_before: float) -> float:
    """Chance of leaving before that payment and not before another, and of defaulting then."""
    stays = xp.log1p(-xp.minimum(h.hazard, ALMOST_ONE))
    until = xp.where(
        h.hazard >= 1.0, 1.0 * (leaves_before == 1.0), xp.exp((leaves_before - 1.0) * stays)
    )
    return h.default_given_separation * h.hazard * until


def stays_gain(xp: Namespace, h: Household, savings_gain: float) -> float:
    """Wealth without leaving less that of keeping, of the same difference without the account."""
    note = loan.balance(xp, h.amount, h.loan_rate, h.n, payments_made(xp, h))
    return h.kept * (account_gain(xp, h, payments_made(xp, h)) + note) - note + savings_gain


def leaves_gain(xp: Namespace, h: Household, leaves_before: float, savings_gain: float) -> float:
    """Wealth of one who leaves before that payment less that of keeping."""
    return h.kept * account_gain(xp, h, leaves_before - 1.0) + savings_gain


def onwards(
    xp: Namespace, h: Household, savings: float, owed: float, since: float, charge: Any
) -> tuple[float, float]:
    """Savings and the one debt at the horizon, from the end of a month in which no loan runs.

    ``charge`` is what is charged again each month, None where nothing is.
    """
    rates = h.tax_debt_rate, h.savings_rate
    if charge is not None:
        until = xp.minimum(h.charged_again_months, h.months)
        months = xp.maximum(until - since, 0.0)
        savings, owed = stretch(xp, savings, owed, *rates, h.budget - charge, months)
        since = since + months
    months = xp.maximum(h.months - since, 0.0)
    return stretch(xp, savings, owed, *rates, h.budget, months)


def require_covered(budget: float, payment: float) -> None:
    """Raise NotPossible where a budget does not cover a loan's payment."""
    if payment > budget * (1.0 + TOLERANCE):
        raise NotPossible(f"A budget of {budget:.2f} does not cover a payment of {payment:.2f}.")


class Way:
    """One household's months in plain numbers."""

    def __init__(self, household: Household) -> None:
        self.h = h = household
        self.last = int(h.months)
        self.made = int(payments_made(ONE, h))
        self.factors = (
            1.0 + h.savings_rate,
            1.0 + h.tax_debt_rate,
            [1.0 + rate for rate in h.rates],
        )
        self.minimums = h.minimums if any(h.minimums) else ()
        self.order = range(len(h.balances))

    def month(self, purse: Purse, budget: float, charge: float | None, bill: float = 0.0) -> float:
        """Play one month on what the loans' payments have left; return what goes to the savings."""
        purse.opens(*self.factors, charge)
        if bill:
            purse.bills(ONE, bill)
        if self.minimums:
            rest = purse.requires(ONE, self.minimums, budget)
            if rest < -TOLERANCE * (self.h.budget + self.h.relief):
                raise NotPossible(
                    f"The budget is {-rest:.2f} a month short of what the debts require."
                )
            budget = max(rest, 0.0)
        return float(purse.spends(ONE, budget, self.order))

    def onwards(self, purse: Purse, since: int, charge: float, until: int) -> float:
        """Savings less debts at the horizon, from the end of month ``since`` without a loan."""
        h = self.h
        one_debt = not self.minimums or h.minimums[0] <= h.budget
        for month in range(since + 1, self.last + 1):
            if one_debt and not any(purse.debts[1:]):  # at the rate of the tax debt, as one with it
                again = charge if month <= until else None
                savings, owed = onwards(ONE, h, purse.savings, purse.owed(), month - 1.0, again)
                return savings - owed
            self.month(purse, h.budget, charge if month <= until else None)
        return float(purse.savings - purse.owed())

    def keeps(self) -> float:
        """Savings less debts at the horizon when the debts are kept."""
        return self.onwards(Purse(self.h.savings, 0.0, self.h.balances), 0, 0.0, 0)

    def lends(self) -> Lent:
        """Savings less debts of the loan, branches that have no weight left out as NaN."""
        h = self.h
        if not account_holds(ONE, h):
            raise NotPossible(
                f"The account holds {h.account:.2f}, less than the loan and its fees ask of it."
            )
        budget = h.budget + h.relief
        require_covered(budget, h.payment)
        debts, freed, left = paid_off(ONE, h)
        until = int(h.charged_again_months)
        charge = h.charged_again * freed / until
        if not charge:
            until = 0
        purse = Purse(h.savings + left, 0.0, debts)
        leaves = []
        for month in range(1, self.made + 1):
            charged = charge if month <= until else None
            if weight(ONE, h, month) > 0.0:
                other = purse.copy()
                self.month(other, h.budget, charged, bill(ONE, h, month))
                leaves.append(self.onwards(other, month, charge, until))
            else:
                leaves.append(float("nan"))
            self.month(purse, max(budget - h.payment, 0.0), charged)
        return Lent(self.onwards(purse, self.made, charge, until), leaves)


def default_cost(h: Household, lent: Lent) -> float:
    """Return what the chance of a default takes from the wealth of staying."""
    stays = stays_gain(ONE, h, lent.stays)
    return -sum(
        weight(ONE, h, k) * (leaves_gain(ONE, h, k, savings) - stays)
        for k, savings in enumerate(lent.leaves, 1)
        if savings == savings
    )


def gain(h: Household) -> float:
    """Return the expected gain of the loan over keeping the debts; raise NotPossible."""
    way = Way(h)
    keeps = way.keeps()
    if h.amount <= 0.0:
        return 0.0
    lent = way.lends()
    return stays_gain(ONE, h, lent.stays - keeps) - default_cost(h, lent)
