"""What a loan costs the account, what it saves on the card, and what remains for the household."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

from ..declare import same_as, table_function, worksheet_function
from ..declare.kinds import Word
from ..declare.scope import Scope
from ..errors import CellError, NoAnswer
from ..finance import account, card, loan, payoff
from ..finance.household import options
from ..finance.household.household import of
from ..finance.numeric import ONE, force_of_return, is_nothing, period_return
from .arguments import (
    AccountReturn,
    Amount,
    CardApr,
    Compounding,
    FirstPaymentDelay,
    LoanRate,
    LoanYears,
    MarginalTax,
    Penalty,
    PerYear,
    RetirementTax,
    SideReturn,
    StateTax,
    horizon,
    loan_term,
    money,
    rate,
    returns,
    tax,
    whole,
)
from .conditions import payments, taxes_below_one
from .given import LEFT_OUT
from .native import SAVED, SHORT

GROUP = "Headline"


@worksheet_function(
    GROUP,
    result="dollars",
    native=f"(1-retirement_tax)*({SHORT}+upfront_fee*(1+account_return)^years"
    "-annual_fee*FV(account_return,INT(years),1)*(1+account_return)^(years-INT(years)))",
)
def LOAN_NET_COST(
    xp: Scope,
    amount: Amount,
    loan_rate: LoanRate,
    years: LoanYears,
    account_return: AccountReturn,
    payments_per_year: PerYear = 12,
    horizon_years: Annotated[
        float | None, horizon("Years from the loan to the valuation; the last payment if left out")
    ] = None,
    retirement_tax: RetirementTax = 0.0,
    upfront_fee: Annotated[float, money("Fee taken from the account at the start")] = 0.0,
    annual_fee: Annotated[
        float, money("Fee taken from the account after each full year of the loan")
    ] = 0.0,
    compounding: Compounding = "effective",
    first_payment_delay: FirstPaymentDelay = 0,
) -> float:
    """What the account is short at the horizon because its money was lent to you, for the loan's
    own payments alone; LOAN_GAIN weighs the whole household.

    Growth given up, less the payments and their growth, times (1 - retirement_tax). Negative
    when the loan's rate beats the account's return: a shortfall of the account, never free money,
    since you pay that interest yourself.

    With L the amount, A the level payment, g the account's return per period, n payments after a
    delay of f periods, k = min(n, H - f) of them made by the horizon H and B_k the balance then:

        (1 - t) [ L(1+g)^H - A ((1+g)^k - 1)/g (1+g)^(H-f-k) - B_k + fees grown to H ]

    H counts periods, t is retirement_tax, and at g = 0 the second term is A k. Fees leave the
    account at the start and after each full 12 months between the loan's start and its last
    payment, up to the horizon.

    The articles' example is one payment at the end of one year: 10,500 against 10,425.

    >>> round(LOAN_NET_COST(10000, 0.0425, 1, 0.05, 1), 2)
    75.0
    >>> round(LOAN_NET_COST(10000, 0.0425, 5, 0.05), 4)
    197.2312

    Source: annuity mathematics; the example is that of the article that makes the case for a loan.
    """
    n = payments(xp, years, payments_per_year)
    force = force_of_return(xp, account_return, payments_per_year, compounding == "nominal")
    g = xp.expm1(force)
    horizon = None
    if horizon_years is not None:
        horizon = payments(xp, horizon_years, payments_per_year, "horizon_years")
    i = loan_rate / payments_per_year
    short = account.shortfall(xp, amount, i, n, g, horizon, first_payment_delay, force)
    if not is_nothing(upfront_fee, annual_fee):
        life = n + first_payment_delay
        end = life if horizon is None else horizon
        short += account.fees(xp, upfront_fee, annual_fee, g, end, life, payments_per_year)
    return (1.0 - retirement_tax) * short


@worksheet_function(
    GROUP,
    result="dollars",
    native=SAVED,
)
def PAYOFF_SAVINGS(
    xp: Scope,
    amount: Amount,
    loan_rate: LoanRate,
    years: LoanYears,
    card_apr: CardApr,
    payments_per_year: PerYear = 12,
    measure: Annotated[
        str,
        Word(
            help='"net": card debt avoided; "interest": card interest avoided',
            words=("net", "interest"),
            allowed='"net" or "interest"',
        ),
    ] = "net",
    side_return: SideReturn = None,
) -> float:
    """Card debt that would still be owed had the payments gone to the card instead, for the loan's
    own payments alone; LOAN_GAIN weighs the whole household.

    With k the card's rate per period, L the amount, A the loan's payment and n payments, "net" is

        L(1+k)^n - A ((1+k)^n - 1)/k        (A n at k = 0)

    Payments beyond the card's balance work on at the card's own rate, as if they went to another
    debt like it; with side_return given they gather at that effective rate instead and count
    negative. "interest" is the card interest of that path, which stops when the card is paid.

    >>> round(PAYOFF_SAVINGS(10000, 0.0425, 1, 0.134, 1), 2)
    915.0
    >>> round(PAYOFF_SAVINGS(10000, 0.0425, 1, 0.134, 1, "interest"), 2)
    1340.0

    Source: the article that makes the case for a loan: 1,340 of card interest, "more than 9%".
    """
    n = payments(xp, years, payments_per_year)
    k = card_apr / payments_per_year
    pay = loan.payment(xp, amount, loan_rate / payments_per_year, n)
    if measure == "interest":
        return card.interest_paid(xp, amount, k, pay, n)
    return card.debt_avoided(xp, amount, k, pay, n, _side(xp, side_return, payments_per_year))


@worksheet_function(
    GROUP,
    result="dollars",
    native=f"{SAVED}-(1-retirement_tax)*({SHORT})",
)
def PAYOFF_ADVANTAGE(
    xp: Scope,
    amount: Amount,
    loan_rate: LoanRate,
    years: LoanYears,
    card_apr: CardApr,
    account_return: AccountReturn,
    payments_per_year: PerYear = 12,
    retirement_tax: RetirementTax = 0.0,
    compounding: Compounding = "effective",
    side_return: SideReturn = None,
) -> float:
    """What you gain by the end of the loan from paying the card with it, for the loan's own
    payments alone; LOAN_GAIN weighs the whole household.

    The identity PAYOFF_ADVANTAGE = PAYOFF_SAVINGS ("net") - LOAN_NET_COST holds for every input:
    the card debt avoided less the account's shortfall after tax.

    >>> round(PAYOFF_ADVANTAGE(10000, 0.0425, 1, 0.134, 0.05, 1), 2)
    840.0
    >>> round(PAYOFF_ADVANTAGE(10000, 0.04, 3, 0.15, 0.06, 12, 0.28, "nominal"), 6)
    2065.225057

    Source: Thomson Reuters' published example of a 401(k) loan calculator, 2,065.23.
    """
    m = payments_per_year
    n = payments(xp, years, m)
    i, k = loan_rate / m, card_apr / m
    g = period_return(xp, account_return, m, compounding == "nominal")
    side = _side(xp, side_return, m)
    return payoff.advantage(xp, amount, i, n, k, g, retirement_tax, side)


def _side(xp: Scope, side_return: float | None, payments_per_year: float) -> float | None:
    """Return per period of money outside account and card, None where it works at the card."""
    if side_return is None:
        return None
    return period_return(xp, side_return, payments_per_year, nominal=False)


@table_function(
    GROUP,
    {
        "Option": "text",
        "Wealth": "dollars",
        "Gain against keeping the card": "dollars",
        "Month debt-free": "month",
        "Interest paid to others": "dollars",
        "Account at the horizon": "dollars",
    },
    varying=False,
)
def COMPARE_OPTIONS(
    xp: Scope,
    debt: Annotated[float, money("Card debt today")],
    card_apr: CardApr,
    monthly_budget: Annotated[float, money("What can be paid each month for all debts")],
    account_balance: Annotated[float, money("Balance of the account today")],
    account_return: AccountReturn,
    loan_rate: LoanRate,
    loan_years: LoanYears,
    personal_apr: Annotated[
        float | None, rate("Yearly rate of a personal loan; its row is left open if left out")
    ] = None,
    personal_fee: Annotated[
        float, tax("Fee of the personal loan, a share of what is borrowed")
    ] = 0.0,
    personal_years: Annotated[float, loan_term("Term of the personal loan")] = same_as(
        "loan_years"
    ),
    marginal_tax: MarginalTax = 0.0,
    state_tax: StateTax = 0.0,
    penalty: Penalty = 0.1,
    retirement_tax: RetirementTax = 0.0,
    side_return: Annotated[
        float, returns("Yearly effective return of money that the budget has left")
    ] = 0.0,
    contribution: Annotated[float, money("Contribution to the account, dollars a month")] = 0.0,
    match: Annotated[float, money("Employer's match, dollars a month")] = 0.0,
    horizon_months: Annotated[
        float | None, whole("Months to the horizon; 12 x loan_years if left out", 960, low=1)
    ] = None,
) -> Iterator[list[Any]]:
    """Five ways to deal with a card debt on one monthly budget, compared by wealth at the end.

    Rows: Keep the card, 401(k) loan, Personal loan, Pause contributions, Withdrawal. Each is a
    month-end ledger with the same monthly budget: interest and growth first, then contribution
    and match into the account, required payments from the budget, the rest to the card, what is
    left to a side account. The debt is borrowed or withdrawn in full at the start: a plan loan of
    the debt, a personal loan of debt/(1 - personal_fee), a withdrawal of
    debt/(1 - marginal_tax - state_tax - penalty). While contributions are paused,
    contribution x (1 - marginal_tax - state_tax) joins the budget in every month that opens with
    card debt.

    Wealth is (1 - retirement_tax) x account + side account - debts; an unpaid plan loan is an
    asset of the account and a debt. Month debt-free is the first month-end at which nothing is
    owed, the plan loan included, and empty when there is none. Interest to others leaves the plan
    loan and fees out. The account is before tax and without the note. A row is #N/A where the
    budget does not cover its required payment or the account does not hold what it must give.

    >>> for row in COMPARE_OPTIONS(10000, 0.21, 300, 50000, 0.05, 0.0425, 5)[:3]:
    ...     print(row[0], row[3])
    Option Month debt-free
    Keep the card 51.0
    401(k) loan 60.0

    Source: month-by-month arithmetic; the options are those of the articles.
    """
    taxes_below_one(xp, marginal_tax=marginal_tax, state_tax=state_tax, penalty=penalty)
    n = payments(xp, loan_years, 12.0, "loan_years")
    payments(xp, personal_years, 12.0, "personal_years")
    h = of(
        ONE,
        {
            **LEFT_OUT,
            "debt": debt,
            "card_apr": card_apr,
            "monthly_budget": monthly_budget,
            "account_balance": account_balance,
            "account_return": account_return,
            "loan_rate": loan_rate,
            "loan_years": loan_years,
            "contribution": contribution,
            "match": match,
            "marginal_tax": marginal_tax,
            "state_tax": state_tax,
            "penalty": penalty,
            "retirement_tax": retirement_tax,
            "savings_return": side_return,
            "personal_apr": float("nan") if personal_apr is None else personal_apr,
            "personal_fee": personal_fee,
            "personal_years": personal_years,
            "horizon_months": n if horizon_months is None else horizon_months,
        },
    )
    names = (
        "Keep the card", "401(k) loan", "Personal loan", "Pause contributions", "Withdrawal"
    )  # fmt: skip
    kept = options.outcome(h, "keep")
    for name, option in zip(names, options.OPTIONS, strict=True):
        if option == "personal" and personal_apr is None:
            yield [name, "not considered", *[""] * 4]
            continue
        end, reason = options.attempt(h, option)
        if end is None:
            yield [name, *[CellError(NoAnswer.code, reason)] * 5]
            continue
        better = end.wealth - kept.wealth
        yield [name, end.wealth, better, end.month_debt_free, end.interest, end.account]
