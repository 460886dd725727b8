"""The account: with and without the loan, contributions crowded out, what a loss means later."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

from ..declare import same_as, table_function, worksheet_function
from ..declare.scope import Scope
from ..finance import account
from ..finance.numeric import growth, period_return
from .arguments import (
    MOST_PAYMENTS,
    AccountReturn,
    Amount,
    Compounding,
    FirstPaymentDelay,
    LoanRate,
    LoanYears,
    MarginalTax,
    PerYear,
    StateTax,
    YearsToRetirement,
    horizon,
    match_rate,
    money,
    rate,
    returns,
    share,
    signed_money,
    whole,
)
from .conditions import payments, taxes_below_one
from .native import G, I, N

GROUP = "Account"

#: The loan's number of payments.
_REPAID = "payments_per_year*loan_years"

Contribution = Annotated[float, money("Contribution at the end of each period")]
DuringLoan = Annotated[
    float, money("Contribution in the periods of the first to the last loan payment")
]
BalanceNow = Annotated[float, money("Balance of the account before the loan")]
Horizon = Annotated[float, horizon("Years from now to the valuation")]


@worksheet_function(
    GROUP,
    result="dollars",
    native=f"-FV({G},{N},contribution,balance)",
)
def ACCOUNT_VALUE(
    xp: Scope,
    balance: Annotated[float, money("Balance of the account today")],
    account_return: AccountReturn,
    years: Horizon,
    contribution: Contribution = 0.0,
    payments_per_year: PerYear = 12,
    compounding: Compounding = "effective",
) -> float:
    """Value of the account after some years, with contributions at the end of each period.

    B(1+g)^H + C ((1+g)^H - 1)/g, B + C H at g = 0, with B the balance, C the contribution, g the
    return per period, m periods a year and H = m x years.

    >>> ACCOUNT_VALUE(10000, 0.05, 1)
    10500.0

    Source: annuity mathematics; equals FV in Excel. The example is the article's 10,500.
    """
    periods = payments(xp, years, payments_per_year)
    g = period_return(xp, account_return, payments_per_year, compounding == "nominal")
    return account.value(xp, balance, contribution, g, periods)


@worksheet_function(
    GROUP,
    result="dollars",
    native=f"-FV({G},MAX(0,{N}-{_REPAID}),contribution,-FV({G},MIN({N},{_REPAID}),"
    f"contribution_during_loan-PMT({I},{_REPAID},amount),balance-amount))",
)
def ACCOUNT_VALUE_WITH_LOAN(
    xp: Scope,
    amount: Amount,
    loan_rate: LoanRate,
    loan_years: LoanYears,
    account_return: AccountReturn,
    years: Horizon,
    balance: BalanceNow = same_as("amount"),
    contribution: Contribution = 0.0,
    contribution_during_loan: DuringLoan = same_as("contribution"),
    payments_per_year: PerYear = 12,
    compounding: Compounding = "effective",
    first_payment_delay: FirstPaymentDelay = 0,
) -> float:
    """Invested part of the account after some years when it lends the amount at the start.

    The rest of the balance grows, the payments made by then come back with their growth, and
    contributions are contribution_during_loan in the periods of the first to the last payment,
    contribution in the others. Before the loan is repaid the unpaid note is not counted.
    The balance must hold the amount.

    >>> round(ACCOUNT_VALUE_WITH_LOAN(10000, 0.0425, 1, 0.05, 1, payments_per_year=1), 2)
    10425.0

    Source: annuity mathematics; the example is the article's 10,425.
    """
    m = payments_per_year
    n = payments(xp, loan_years, m, "loan_years")
    periods = payments(xp, years, m)
    xp.require(balance >= amount, "balance", balance, "at least the amount of the loan")
    g = period_return(xp, account_return, m, compounding == "nominal")
    return account.value_with_loan(
        xp,
        amount,
        loan_rate / m,
        n,
        g,
        periods,
        balance,
        contribution,
        contribution_during_loan,
        first_payment_delay,
    )


@table_function(
    GROUP,
    {
        "Year": "year",
        "Without loan": "dollars",
        "With loan (invested part)": "dollars",
        "Gap": "dollars",
    },
)
def ACCOUNT_PATHS(
    xp: Scope,
    amount: Amount,
    loan_rate: LoanRate,
    loan_years: LoanYears,
    account_return: AccountReturn,
    years: Horizon,
    balance: BalanceNow = same_as("amount"),
    contribution: Contribution = 0.0,
    contribution_during_loan: DuringLoan = same_as("contribution"),
    payments_per_year: PerYear = 12,
    compounding: Compounding = "effective",
    first_payment_delay: FirstPaymentDelay = 0,
) -> Iterator[list[Any]]:
    """Account with and without the loan, year by year, and the gap between them.

    Years 0, 1, ... and a last part year where the horizon is not whole. Without the loan every
    contribution is contribution; with it the columns follow ACCOUNT_VALUE_WITH_LOAN.

    >>> for row in ACCOUNT_PATHS(10000, 0.0425, 1, 0.05, 1, payments_per_year=1)[1:]:
    ...     print([round(value, 2) for value in row])
    [0.0, 10000.0, 0.0, 10000.0]
    [1.0, 10500.0, 10425.0, 75.0]

    Source: annuity mathematics.
    """
    m = payments_per_year
    n = payments(xp, loan_years, m, "loan_years")
    last = payments(xp, years, m)
    xp.require(balance >= amount, "balance", balance, "at least the amount of the loan")
    g = period_return(xp, account_return, m, compounding == "nominal")
    i, during = loan_rate / m, contribution_during_loan
    ends = [float(end) for end in range(0, int(last), int(m))] + [last]
    for end in ends:
        without = account.value(xp, balance, contribution, g, end)
        with_loan = account.value_with_loan(
            xp, amount, i, n, g, end, balance, contribution, during, first_payment_delay
        )
        yield [end / m, without, with_loan, without - with_loan]


@worksheet_function(
    GROUP,
    result="dollars",
    native=f"-FV({G},periods_stopped,contribution+match)*(1+account_return)"
    "^(horizon_years-(first_period+periods_stopped-1)/payments_per_year)",
)
def CONTRIBUTION_STOP_COST(
    xp: Scope,
    contribution: Annotated[float, money("Contribution missed each period")],
    periods_stopped: Annotated[
        float, whole("Periods without contribution", MOST_PAYMENTS, unit="periods")
    ],
    account_return: AccountReturn,
    horizon_years: Horizon,
    match: Annotated[float, money("Employer's match missed each period")] = 0.0,
    payments_per_year: PerYear = 12,
    compounding: Compounding = "effective",
    first_period: Annotated[
        float, whole("First period without contribution", MOST_PAYMENTS, low=1)
    ] = 1,
) -> float:
    """Value at the horizon of the contributions and the match missed while you stopped.

    (C + M) ((1+g)^N - 1)/g (1+g)^(H-v), (C + M) N at g = 0, with C the contribution, M the match,
    N the periods stopped, v the last of them, g the return per period and H the periods to the
    horizon. A stop that reaches past the horizon is #NUM!.

    >>> round(CONTRIBUTION_STOP_COST(100, 12, 0, 1, 50), 2)
    1800.0

    Source: annuity mathematics.
    """
    end = payments(xp, horizon_years, payments_per_year, "horizon_years")
    last = first_period + periods_stopped - 1.0
    xp.require(last <= end, "periods_stopped", periods_stopped, "over by the horizon")
    g = period_return(xp, account_return, payments_per_year, compounding == "nominal")
    return account.missed(xp, contribution + match, g, first_period, periods_stopped, end)


@worksheet_function(
    GROUP,
    result="dollars a period",
    native="payment/(1-marginal_tax-state_tax)",
)
def DEFERRAL_CUT(
    xp: Scope,
    payment: Annotated[float, money("Loan payment out of take-home pay")],
    marginal_tax: MarginalTax,
    state_tax: StateTax = 0.0,
) -> float:
    """Pre-tax deferral to give up so that take-home pay stays the same beside a loan payment.

    payment / (1 - marginal_tax - state_tax): a dollar not deferred is taxed first.

    >>> round(DEFERRAL_CUT(185.2955581, 0.22), 4)
    237.5584

    Source: arithmetic of pre-tax deferrals.
    """
    taxes_below_one(xp, marginal_tax=marginal_tax, state_tax=state_tax)
    return payment / (1.0 - marginal_tax - state_tax)


@worksheet_function(
    GROUP,
    result="dollars a year",
    native="salary*match_rate*(MIN(deferral_before,match_cap)-MIN(deferral_after,match_cap))",
)
def MATCH_LOST(
    xp: Scope,
    salary: Annotated[float, money("Yearly salary")],
    deferral_before: Annotated[float, share("Share of salary deferred before")],
    deferral_after: Annotated[float, share("Share of salary deferred after")],
    match_rate: Annotated[float, match_rate("Employer's match per dollar deferred")],
    match_cap: Annotated[float, share("Share of salary up to which deferrals are matched")],
) -> float:
    """Employer's match lost in a year by deferring less.

    salary x match_rate x (min(deferral_before, match_cap) - min(deferral_after, match_cap));
    negative when the deferral rises.

    >>> round(MATCH_LOST(60000, 0.06, 0.02, 0.5, 0.06), 2)
    1200.0

    Source: arithmetic of a capped match.
    """
    matched = xp.minimum(deferral_before, match_cap) - xp.minimum(deferral_after, match_cap)
    return salary * match_rate * matched


@worksheet_function(
    GROUP,
    result="dollars a month",
    native="-PMT(annuity_rate/12,12*years,loss)",
)
def RETIREMENT_INCOME_LOST(
    xp: Scope,
    loss: Annotated[float, signed_money("Sum missing at retirement")],
    annuity_rate: Annotated[float, rate("Nominal yearly rate of the annuity, /12 a month")] = 0.05,
    years: Annotated[float, horizon("Years that the income would have lasted")] = 30,
) -> float:
    """Monthly income, at month end, that a sum missing at retirement would have bought.

    loss / a(annuity_rate/12, 12 x years) with a(i, n) = (1 - (1+i)^-n)/i, the value of n payments
    of 1 at the rate i; loss/(12 x years) at a zero rate.

    >>> round(RETIREMENT_INCOME_LOST(5700))
    31

    Source: annuity mathematics; the example is that of a published case (5,700 dollars, about 31
    a month).
    """
    months = payments(xp, years, 12.0)
    return account.monthly_income(xp, loss, annuity_rate / 12.0, months)


@worksheet_function(
    GROUP,
    result="dollars",
    native="amount/(1+inflation)^years",
)
def TODAY_DOLLARS(
    xp: Scope,
    amount: Annotated[float, signed_money("Amount in dollars of that year")],
    years: YearsToRetirement,
    inflation: Annotated[float, returns("Yearly inflation")] = 0.025,
) -> float:
    """What an amount some years from now is worth in dollars of today.

    amount / (1 + inflation)^years.

    >>> round(TODAY_DOLLARS(1000, 10, 0.025), 2)
    781.2

    Source: arithmetic of inflation.
    """
    return amount / growth(xp, inflation, years)
