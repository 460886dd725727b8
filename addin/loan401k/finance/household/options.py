"""The five options of a household, each with its account, month by month."""

from __future__ import annotations

from typing import NamedTuple

from .. import loan
from ..numeric import ONE
from .household import TOLERANCE, Household
from .leaving import NotPossible, Way, bill, default_cost, paid_off, require_covered
from .ledger import Purse

#: What a household may do, as `LOAN_GAIN_LEDGER` calls it.
OPTIONS = ("keep", "loan", "personal", "pause", "withdraw")


class Month(NamedTuple):
    """A month-end; month 0 is the start. Money in dollars, ``interest`` charged since the start."""

    debts: float
    note: float
    personal: float
    tax_debt: float
    account: float
    savings: float
    #: Paid out of the month's budget to debts and loans.
    paid: float
    wealth: float
    interest: float

    @property
    def owed(self) -> float:
        """All that is owed to anyone, the own account included."""
        return self.debts + self.note + self.personal + self.tax_debt


class Outcome(NamedTuple):
    """The end of an option, without leaving but for ``default_cost``."""

    wealth: float
    default_cost: float
    month_debt_free: int | None
    interest: float
    account: float


class _Play:
    """One option of one household on its way through the months."""

    def __init__(self, h: Household, option: str, leaves_before: int) -> None:
        self.h, self.way, self.leaves_before = h, Way(h), leaves_before
        self.option = option if h.amount > 0.0 or option == "pause" else "keep"
        self.note = h.amount if self.option == "loan" else 0.0
        self.personal = h.amount / (1.0 - h.personal_fee) if self.option == "personal" else 0.0
        self.borrowed = self.personal
        self.personal_payment = (
            loan.payment(ONE, self.personal, h.personal_rate, h.personal_n)
            if self.personal
            else 0.0
        )
        self.account = h.account
        if self.option == "loan":
            self._take(h.amount + h.upfront_fee)
        elif self.option == "withdraw":
            self._take(h.amount / h.after_early_tax)
        debts, freed, left = list(h.balances), 0.0, 0.0
        if self.option not in ("keep", "pause"):
            debts, freed, left = paid_off(ONE, h)
        self.charge = h.charged_again * freed / h.charged_again_months
        self.purse = Purse(h.savings + left, 0.0, debts)
        self.nothing = TOLERANCE * (sum(h.balances) + h.amount)
        self.interest = 0.0

    def _take(self, money: float) -> None:
        self.account -= money
        if self.account < -TOLERANCE * self.h.account:
            held = self.account + money
            raise NotPossible(
                f"The account holds {held:.2f}, less than the {money:.2f} to be taken."
            )

    def state(self, paid: float) -> Month:
        """Return the month-end."""
        purse, h = self.purse, self.h
        debts = sum(purse.debts)
        owed = debts + self.note + self.personal + purse.tax_debt
        return Month(
            debts,
            self.note,
            self.personal,
            purse.tax_debt,
            self.account,
            purse.savings,
            paid,
            h.kept * (self.account + self.note) + purse.savings - owed,
            self.interest,
        )

    def month(self, month: int) -> Month:
        """Play one month."""
        h, purse = self.h, self.purse
        defaults = month == self.leaves_before
        runs = bool(self.note) and not defaults
        pauses = self.option == "pause" and any(purse.debts)
        self.interest += (
            sum(debt * rate for debt, rate in zip(purse.debts, h.rates, strict=True))
            + purse.tax_debt * h.tax_debt_rate
            + (self.personal and self.personal * h.personal_rate)
        )
        self.account *= 1.0 + h.account_rate
        budget = h.budget
        if runs:
            budget += h.relief
        elif pauses:
            budget += h.contribution * h.after_income_tax
        if not pauses:
            self.account += h.during if runs else h.usual
        due = h.payment if runs else self.personal_payment if self.personal else 0.0
        require_covered(budget, due)
        owing = bill(ONE, h, month) if defaults else 0.0
        charge = self.charge if month <= h.charged_again_months else None
        left = self.way.month(purse, max(budget - due, 0.0), charge, owing)
        purse.debts = [debt if debt >= self.nothing else 0.0 for debt in purse.debts]
        purse.tax_debt = purse.tax_debt if purse.tax_debt >= self.nothing else 0.0
        if runs:
            self.account += due
            self.note = _balance(h.amount, h.loan_rate, h.n, month)
            if month % 12 == 0:
                self._take(h.annual_fee)
        elif defaults:
            self.note = 0.0
        if self.personal:
            self.personal = _balance(self.borrowed, h.personal_rate, h.personal_n, month)
        return self.state(budget - left)


def _balance(amount: float, rate: float, n: float, made: int) -> float:
    """Balance after some payments, exactly nothing after the last."""
    return loan.balance(ONE, amount, rate, n, made) if made < n else 0.0


def play(h: Household, option: str, leaves_before: int = 0) -> list[Month]:
    """Return the month-ends of an option from month 0 on; raise NotPossible.

    ``leaves_before`` k plays a borrower who leaves before payment k of the plan loan and defaults.
    """
    way = _Play(h, option, leaves_before)
    return [way.state(0.0), *(way.month(month) for month in range(1, int(h.months) + 1))]


def outcome(h: Household, option: str) -> Outcome:
    """Return the end of an option; raise NotPossible."""
    months = play(h, option)
    free = len(months)
    while free and not months[free - 1].owed:
        free -= 1
    lost = default_cost(h, Way(h).lends()) if option == "loan" and h.amount > 0.0 else 0.0
    last = months[-1]
    return Outcome(
        last.wealth, lost, free if free < len(months) else None, last.interest, last.account
    )


def attempt(h: Household, option: str) -> tuple[Outcome | None, str]:
    """Return the end of an option, or None and the reason why it is impossible."""
    try:
        return outcome(h, option), ""
    except NotPossible as error:
        return None, str(error)
