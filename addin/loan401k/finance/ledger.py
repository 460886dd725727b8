"""A month-end ledger: debts, an account, a side account and one budget.

Every month interest is charged and the accounts grow on their opening balances, contributions
arrive, required payments leave the budget, the rest goes to the debts in the order given and
what is left then to the side account. Money in dollars, rates per month.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from . import loan
from .numeric import ONE


class NotPossible(Exception):
    """The budget does not cover a required payment, or the account does not hold enough."""


@dataclass
class Debt:
    """A debt with the payment it requires each month; ``to_account`` marks a plan loan."""

    balance: float
    rate: float
    required: float = 0.0
    to_account: bool = False
    interest: float = 0.0

    def accrue(self) -> None:
        """Charge a month's interest."""
        charge = self.balance * self.rate
        self.interest += charge
        self.balance += charge

    def due(self) -> float:
        """Return this month's required payment, at most what is owed."""
        return min(self.required, self.balance)

    def pay(self, money: float) -> float:
        """Pay at most what is owed and return what was used.

        Money that covers all but the last bits of the balance clears it: a payment worked out to
        end a debt in 60 months ends it in 60.
        """
        used = min(money, self.balance)
        self.balance = 0.0 if self.balance <= money * (1 + 1e-9) else self.balance - money
        return used


@dataclass
class LevelLoan(Debt):
    """A loan that takes its n level payments and nothing else.

    Balances are closed forms: played on, the rounding of each month would grow with the interest
    until a budget of just the payment no longer cleared the loan.
    """

    amount: float = 0.0
    n: int = 1
    made: int = 0

    @classmethod
    def of(cls, amount: float, rate: float, n: float, *, to_account: bool = False) -> LevelLoan:
        """Lend the amount for n payments."""
        level = loan.payment(ONE, amount, rate, n) if amount else 0.0
        return cls(amount, rate, level, to_account, amount=amount, n=int(n))

    def due(self) -> float:
        """Return this month's payment; the last one clears the balance to the bit."""
        return self.balance if self.made + 1 >= self.n else self.required

    def pay(self, money: float) -> float:
        """Make this month's payment and return what was used."""
        used = super().pay(money)
        self.made += 1
        if self.made < self.n:
            self.balance = loan.balance(ONE, self.amount, self.rate, self.n, self.made)
        return used


def charge_and_pay_required(debts: Sequence[Debt], budget: float) -> float:
    """Charge a month's interest, make the required payments, return what the budget has left.

    Raises NotPossible where the budget does not cover them.
    """
    for debt in debts:
        debt.accrue()
    for debt in debts:
        due = debt.due()
        if due > budget * (1 + 1e-9):
            raise NotPossible(f"A budget of {budget:.2f} does not cover a payment of {due:.2f}.")
        budget = max(0.0, budget - debt.pay(due))
    return budget


def pay_in_order(debts: Iterable[Debt], money: float) -> float:
    """Pay the debts one after the other and return what is left."""
    for debt in debts:
        money -= debt.pay(money)
    return money


@dataclass
class Household:
    """One household's way through the months; ``opening`` money is dollars at the start."""

    account: float
    debts: list[Debt]
    card: Debt
    budget: float
    account_growth: float
    side_growth: float
    contribution: float = 0.0
    match: float = 0.0
    #: What joins the budget while contributions are paused, None where they never are.
    paused_relief: float | None = None
    side: float = 0.0
    months: int = 0
    month_debt_free: int | None = field(init=False)

    def __post_init__(self) -> None:
        self.month_debt_free = None if self.owed() > 0 else 0

    def owed(self) -> float:
        """Return the sum of all debts, a plan loan included."""
        return sum(debt.balance for debt in self.debts)

    def note(self) -> float:
        """Return the unpaid plan loan, which is an asset of the account."""
        return sum(debt.balance for debt in self.debts if debt.to_account)

    def interest_to_others(self) -> float:
        """Return the interest paid outside the account."""
        return sum(debt.interest for debt in self.debts if not debt.to_account)

    def play(self, months: int) -> Household:
        """Play that many month-ends and return the household itself."""
        for _ in range(months):
            self._month()
        return self

    def _month(self) -> None:
        self.months += 1
        paused = self.paused_relief is not None and self.card.balance > 0
        budget = self.budget + (self.paused_relief or 0.0 if paused else 0.0)
        self.account *= 1 + self.account_growth
        self.side *= 1 + self.side_growth
        if not paused:
            self.account += self.contribution + self.match
        charged = self.note() + sum(d.balance * d.rate for d in self.debts if d.to_account)
        rest = charge_and_pay_required(self.debts, budget)
        self.side += pay_in_order([self.card], rest)
        self.account += charged - self.note()
        if self.month_debt_free is None and self.owed() <= 0:
            self.month_debt_free = self.months

    def wealth(self, retirement_tax: float) -> float:
        """Account after tax, with the unpaid note, plus side account, less debts."""
        return (1 - retirement_tax) * (self.account + self.note()) + self.side - self.owed()


@dataclass(frozen=True)
class Choice:
    """What every option of a comparison shares. Rates a month, money in dollars."""

    debt: float
    card_rate: float
    budget: float
    account: float
    account_growth: float
    side_growth: float
    contribution: float
    match: float
    months: int

    def _household(self, taken: float, debts: list[Debt], relief: float | None = None) -> Household:
        if taken > self.account:
            raise NotPossible(
                f"The account holds {self.account:.2f}, less than the {taken:.2f} to be taken."
            )
        return Household(
            account=self.account - taken,
            debts=debts,
            card=debts[0],
            budget=self.budget,
            account_growth=self.account_growth,
            side_growth=self.side_growth,
            contribution=self.contribution,
            match=self.match,
            paused_relief=relief,
        ).play(self.months)

    def keep_the_card(self) -> Household:
        """Everything the budget holds goes to the card."""
        return self._household(0.0, [Debt(self.debt, self.card_rate)])

    def plan_loan(self, rate: float, n: float) -> Household:
        """The account lends the debt for n payments."""
        cleared = Debt(0.0, self.card_rate)
        lent = LevelLoan.of(self.debt, rate, n, to_account=True)
        return self._household(self.debt, [cleared, lent])

    def outside_loan(self, borrowed: float, rate: float, n: float) -> Household:
        """A bank lends the debt and its own fee for n payments."""
        cleared = Debt(0.0, self.card_rate)
        return self._household(0.0, [cleared, LevelLoan.of(borrowed, rate, n)])

    def pause_contributions(self, relief: float) -> Household:
        """No contribution and no match while the card lives; take-home pay joins the budget."""
        card = Debt(self.debt, self.card_rate)
        return self._household(0.0, [card], relief)

    def withdraw(self, gross: float) -> Household:
        """The account pays the debt and the taxes and penalty on it."""
        return self._household(gross, [Debt(0.0, self.card_rate)])
