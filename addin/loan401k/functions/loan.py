"""The loan itself: payment, interest, balance, a leave, and which debts are worth it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

from ..declare import same_as, table_function, worksheet_function
from ..declare.kinds import Rows
from ..declare.scope import Scope
from ..errors import InputError
from ..finance import breakeven, loan
from ..finance.card import exceeds_interest
from ..finance.debts import worth_moving
from ..finance.numeric import growth, is_nothing, period_return
from .arguments import (
    MOST_PAYMENTS,
    AccountReturn,
    Amount,
    Compounding,
    LoanRate,
    LoanYears,
    PerYear,
    RetirementTax,
    flag,
    money,
    rate,
    whole,
)
from .conditions import payments
from .native import PMT, I, N

GROUP = "Loan"

Payment = Annotated[float, money("Payment each period", unit="dollars a period")]

DEBT_ROWS = Rows(
    help="Debts, one a row",
    allowed="rows of balance and APR",
    columns=(("balance", money("Balance")), ("APR", rate("Yearly rate"))),
)


@worksheet_function(
    GROUP,
    result="dollars a period",
    native=f"-{PMT}",
)
def LOAN_PAYMENT(
    xp: Scope,
    amount: Amount,
    loan_rate: LoanRate,
    years: LoanYears,
    payments_per_year: PerYear = 12,
) -> float:
    """Level payment of a loan at the end of each period, unrounded.

    A = L i / (1 - (1+i)^-n), L/n at a zero rate, with L the amount, m payments a year,
    i = loan_rate/m and n = m x years.

    >>> round(LOAN_PAYMENT(10000, 0.0425, 5), 4)
    185.2956

    Source: annuity mathematics; equals -PMT(loan_rate/m, n, amount) in Excel.
    """
    n = payments(xp, years, payments_per_year)
    return loan.payment(xp, amount, loan_rate / payments_per_year, n)


@worksheet_function(GROUP, result="dollars", native=f"-PV({I},{N},payment)")
def LOAN_AMOUNT(
    xp: Scope,
    payment: Payment,
    loan_rate: LoanRate,
    years: LoanYears,
    payments_per_year: PerYear = 12,
) -> float:
    """Amount of the loan that a level payment repays in a term.

    A (1 - (1+i)^-n) / i, n A at a zero rate, with A the payment, m payments a year,
    i = loan_rate/m and n = m x years.

    >>> round(LOAN_AMOUNT(185.30, 0.0425, 5), 2)
    10000.24

    Source: annuity mathematics; equals -PV(loan_rate/m, n, payment) in Excel.
    """
    n = payments(xp, years, payments_per_year)
    return loan.amount_repaid(xp, payment, loan_rate / payments_per_year, n)


@worksheet_function(
    GROUP,
    result="years",
    native=f"ROUNDUP(NPER({I},-payment,amount,-0.005),0)/payments_per_year",
)
def LOAN_TERM(
    xp: Scope,
    amount: Amount,
    loan_rate: LoanRate,
    payment: Payment,
    payments_per_year: PerYear = 12,
) -> float:
    """Years until a payment repays a loan, in whole payments of which the last is smaller.

    n/m with n the smallest whole number for which L (1+i)^n - A ((1+i)^n - 1)/i, L - n A at a
    zero rate, is below half a cent, with L the amount, A the payment, m payments a year and
    i = loan_rate/m. A payment that does not exceed the interest never repays it: #N/A; more than
    2,600 payments are #NUM!.

    >>> LOAN_TERM(10000, 0.0425, 185.30)
    5.0

    Source: annuity mathematics; n is NPER in Excel, rounded up.
    """
    i = loan_rate / payments_per_year
    repays = exceeds_interest(amount, i, payment)
    xp.answer(repays, "This payment never repays the loan.")
    # Where it never does, or far too late, any payment that does keeps the logarithm defined.
    in_time = xp.both(repays, payment > amount / (2.0 * MOST_PAYMENTS))
    count = loan.payments_needed(xp, amount, i, xp.where(in_time, payment, 1.5 * amount))
    in_time = xp.both(in_time, count <= MOST_PAYMENTS)
    xp.require(in_time, "payment", payment, "enough to repay the loan in 2,600 payments")
    return count / payments_per_year


@worksheet_function(
    GROUP,
    result="dollars",
    native=f"{N}*-{PMT}-amount",
)
def LOAN_INTEREST(
    xp: Scope,
    amount: Amount,
    loan_rate: LoanRate,
    years: LoanYears,
    payments_per_year: PerYear = 12,
) -> float:
    """Total interest of a loan, unrounded: all payments less the amount.

    n A - L, 0 at a zero rate, with L the amount, A the level payment, m payments a year and
    n = m x years.

    >>> round(LOAN_INTEREST(10000, 0.0425, 1, 1), 2)
    425.0

    Source: annuity mathematics; equals -CUMIPMT over all payments in Excel.
    """
    n = payments(xp, years, payments_per_year)
    return loan.interest(xp, amount, loan_rate / payments_per_year, n)


@worksheet_function(
    GROUP,
    result="dollars",
    native=f"-FV({I},payments_made,{PMT},amount)*(1+{I})^accrued_periods"
    "*(1+loan_rate*accrued_days/day_count)",
)
def LOAN_BALANCE(
    xp: Scope,
    amount: Amount,
    loan_rate: LoanRate,
    years: LoanYears,
    payments_made: Annotated[float, whole("Payments made so far", MOST_PAYMENTS)],
    payments_per_year: PerYear = 12,
    accrued_periods: Annotated[
        float, whole("Periods of unpaid interest since then", MOST_PAYMENTS, unit="periods")
    ] = 0,
    accrued_days: Annotated[
        float, whole("Days of unpaid interest beyond those periods", 36600, unit="days")
    ] = 0,
    day_count: Annotated[float, whole("Days of the year for daily interest", 366, low=360)] = 365,
) -> float:
    """Balance owed after a number of payments, with interest unpaid since then if given.

    B_k = A (1 - (1+i)^-(n-k))/i, L (n-k)/n at a zero rate, times (1+i)^accrued_periods and
    (1 + loan_rate x accrued_days/day_count), with L the amount, A the level payment, m payments a
    year, i = loan_rate/m, n = m x years and k payments made.

    >>> round(LOAN_BALANCE(10000, 0.0425, 5, 24), 2)
    6252.52
    >>> round(LOAN_BALANCE(20000, 0.0875, 5, 12, accrued_periods=4))
    17157

    Source: annuity mathematics; the second figure is that of Treas. Reg. 1.72(p)-1, Q&A-10.
    """
    n = payments(xp, years, payments_per_year)
    most = "a whole number from 0 to the number of payments"
    xp.require(payments_made <= n, "payments_made", payments_made, most)
    i = loan_rate / payments_per_year
    owed = loan.balance(xp, amount, i, n, payments_made)
    if is_nothing(accrued_periods, accrued_days):
        return owed
    return owed * growth(xp, i, accrued_periods) * (1 + loan_rate * accrued_days / day_count)


@worksheet_function(
    GROUP,
    result="dollars a period",
    native=f"PMT({I},{N}-payments_made-IF(extend,0,leave_periods),"
    f"FV({I},payments_made,{PMT},amount)*(1+leave_rate/payments_per_year)^leave_periods)",
)
def LOAN_PAYMENT_AFTER_LEAVE(
    xp: Scope,
    amount: Amount,
    loan_rate: LoanRate,
    years: LoanYears,
    payments_made: Annotated[float, whole("Payments made before the leave", MOST_PAYMENTS)],
    leave_periods: Annotated[
        float, whole("Periods without payment", MOST_PAYMENTS, unit="periods")
    ],
    leave_rate: Annotated[float, rate("Yearly rate charged during the leave")] = same_as(
        "loan_rate"
    ),
    extend: Annotated[
        bool, flag("Whether the term is extended by the leave (military service)")
    ] = False,
    payments_per_year: PerYear = 12,
    payments_after: Annotated[
        float | None,
        whole("Payments after the leave; those of the old term if left out", MOST_PAYMENTS, low=1),
    ] = None,
) -> float:
    """Level payment after an unpaid leave that suspended the payments.

    B_k (1 + leave_rate/m)^q / a(loan_rate/m, n - k - q) after k of n payments, m a year, and q
    periods of leave, with B_k the balance then and a(i, n) = (1 - (1+i)^-n)/i; with extend
    the number of payments left stays n - k, and payments_after sets it where the plan gives a new
    last date. Without both a leave that reaches the last payment is #NUM!; both together are
    #VALUE!. An ordinary leave may move the end to five years from the loan, with payments not below
    the old ones. The 6% cap of military service is not applied by itself: give it as leave_rate.

    >>> round(LOAN_PAYMENT_AFTER_LEAVE(40000, 0.0875, 5, 9, 24, 0.06, True))
    930
    >>> round(LOAN_PAYMENT_AFTER_LEAVE(10000, 0.0775, 3, 12, 12, payments_after=24), 2)
    337.29

    Source: Treas. Reg. 1.72(p)-1, Q&A-9.
    """
    n = payments(xp, years, payments_per_year)
    xp.require(payments_made < n, "payments_made", payments_made, "below the number of payments")
    if payments_after is None:
        left = n - payments_made - (0.0 if extend else leave_periods)
        xp.require(left >= 1.0, "leave_periods", leave_periods, "over before the last payment")
    else:
        alone = "FALSE where payments_after is given"
        xp.require(not extend, "extend", extend, alone, InputError)
        left = payments_after
    i = loan_rate / payments_per_year
    owed = loan.balance(xp, amount, i, n, payments_made)
    owed = owed * growth(xp, leave_rate / payments_per_year, leave_periods)
    return loan.payment(xp, owed, i, xp.maximum(left, 1.0))


@table_function(GROUP, {"Balance": "dollars", "APR": "rate", "Amount to move": "dollars"})
def LOAN_MINIMUM(
    xp: Scope,
    debts: Annotated[list[tuple[float, float]], DEBT_ROWS],
    loan_rate: LoanRate,
    years: LoanYears,
    account_return: AccountReturn,
    limit: Annotated[float | None, money("Most that may be moved; no limit if left out")] = None,
    payments_per_year: PerYear = 12,
    retirement_tax: RetirementTax = 0.0,
    compounding: Compounding = "effective",
) -> Iterator[list[Any]]:
    """Take only the minimum: which debts are worth moving to the loan, and how much of each.

    debts: rows of balance and APR. Those with an APR strictly above TRUE_APR are moved, the
    dearest first, ties in the order given, within limit. Rows stand in the order given, then
    Total.

    >>> LOAN_MINIMUM([[4000, 0.21], [3000, 0.03]], 0.0425, 5, 0.05)[1:]
    [[4000.0, 0.21, 4000.0], [3000.0, 0.03, 0.0], ['Total', '', 4000.0]]

    Source: the first article's advice, made exact by the break-even APR.
    """
    m = payments_per_year
    n = payments(xp, years, m)
    g = period_return(xp, account_return, m, compounding == "nominal")
    apr, found = breakeven.true_apr(xp, loan_rate / m, n, g, m, retirement_tax)
    xp.answer(found, breakeven.NO_CARD_RATE)
    moved = worth_moving(debts, apr, float("inf") if limit is None else limit)
    for (balance, debt_apr), part in zip(debts, moved, strict=True):
        yield [balance, debt_apr, part]
    yield ["Total", "", sum(moved)]
