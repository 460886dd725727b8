"""The loan itself: payment, interest, balance, schedule, and what the law lets a plan lend."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Annotated, Any

from ..declare import Date, same_as, table_function, worksheet_function
from ..declare.kinds import Rows
from ..declare.scope import Scope
from ..finance import cents, loan
from ..finance.dates import last_date, payment_date
from ..finance.debts import worth_moving
from ..finance.numeric import ONE, growth, is_nothing
from ..law import RULES
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
    payments,
    rate,
    signed_money,
    whole,
    years_from_zero,
)
from .breakeven import TRUE_APR

GROUP = "Loan"

VestedBalance = Annotated[float, money("Vested balance of all plans of the employer")]
HighestBalance = Annotated[
    float, money("Highest combined loan balance on one day of the year before the loan")
]
Outstanding = Annotated[float, money("Plan loans still owed today")]
Disaster = Annotated[bool, flag("Whether the plan gives the larger limit after a disaster")]
SmallBalanceFloor = Annotated[
    bool, flag("Whether the plan lends up to 10,000 where half of the balance is less")
]

DEBT_ROWS = Rows(
    help="Debts, one a row",
    allowed="rows of balance and APR",
    columns=(("balance", money("Balance")), ("APR", rate("Yearly rate"))),
)


@worksheet_function(GROUP, result="dollars a period")
def LOAN_PAYMENT(
    xp: Scope,
    amount: Amount,
    loan_rate: LoanRate,
    years: LoanYears,
    payments_per_year: PerYear = 12,
) -> float:
    """Level payment of a loan at the end of each period, unrounded.

    A = L i / (1 - (1+i)^-n) with i = loan_rate/m and n = m x years; L/n at a zero rate.

    >>> round(LOAN_PAYMENT(10000, 0.0425, 5), 4)
    185.2956

    Source: annuity mathematics; equals -PMT(loan_rate/m, n, amount) in Excel.
    """
    n = payments(xp, years, payments_per_year)
    return loan.payment(xp, amount, loan_rate / payments_per_year, n)


@worksheet_function(GROUP, result="dollars")
def LOAN_INTEREST(
    xp: Scope,
    amount: Amount,
    loan_rate: LoanRate,
    years: LoanYears,
    payments_per_year: PerYear = 12,
) -> float:
    """Total interest of a loan, unrounded: all payments less the amount.

    n A - L, with A the level payment and n = m x years; 0 at a zero rate.

    >>> round(LOAN_INTEREST(10000, 0.0425, 1, 1), 2)
    425.0

    Source: annuity mathematics; equals -CUMIPMT over all payments in Excel.
    """
    n = payments(xp, years, payments_per_year)
    return loan.interest(xp, amount, loan_rate / payments_per_year, n)


@worksheet_function(GROUP, result="dollars")
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
    (1 + loan_rate x accrued_days/day_count).

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


@table_function(
    GROUP, "No.", "Date", "Payment", "Interest", "Principal", "Balance", "Cumulative interest"
)
def LOAN_SCHEDULE(
    xp: Scope,
    amount: Amount,
    loan_rate: LoanRate,
    years: LoanYears,
    payments_per_year: PerYear = 12,
    start_date: Annotated[
        dt.date | None, Date(help="Date of the loan; payment k falls k periods later")
    ] = None,
    round_cents: Annotated[
        bool, flag("Whether payments and interest are rounded to cents, halves up")
    ] = True,
    extra_payment: Annotated[float, signed_money("Added to every payment")] = 0.0,
) -> Iterator[list[Any]]:
    """Amortisation schedule of a loan, payment by payment, until the balance is 0.

    In cents by default: payment and interest are rounded half up on the exact product and the
    last payment clears the balance. Dates are empty without start_date; weekly and biweekly ones
    step by 7 and 14 days, whole months keep the loan's day, clipped to the month's end, and of
    two payments a month the odd ones fall 15 days after the one before. The level payment plus
    extra_payment must not be negative.

    >>> last = LOAN_SCHEDULE(10000, 0.0425, 5)[-1]
    >>> last[0], last[2], round(last[6], 2)
    (60.0, 184.99, 1117.69)

    Source: annuity mathematics in whole cents.
    """
    n = int(payments(xp, years, payments_per_year))
    level = loan.payment(xp, amount, loan_rate / payments_per_year, n)
    if round_cents:
        level = cents.half_up(ONE, level * 100) / 100
    covered = level * (1 + 1e-12) + extra_payment >= 0
    xp.require(covered, "extra_payment", extra_payment, f"at least -{level:.2f}")
    if round_cents:
        lines = cents.schedule_in_cents(amount, loan_rate, payments_per_year, n, extra_payment)
    else:
        lines = cents.schedule(amount, loan_rate / payments_per_year, n, extra_payment)
    total = 0.0
    for k, line in enumerate(lines, 1):
        total += line.interest
        date = start_date and payment_date(start_date, k, int(payments_per_year))
        so_far = cents.half_up(ONE, total * 100) / 100 if round_cents else total
        yield [k, date, *line, so_far]


@worksheet_function(GROUP, result="dollars")
def LOAN_MAX(
    xp: Scope,
    vested_balance: VestedBalance,
    highest_balance_12m: HighestBalance = 0.0,
    outstanding: Outstanding = 0.0,
    disaster: Disaster = False,
    small_balance_floor: SmallBalanceFloor = True,
) -> float:
    """Most the law lets a plan lend now, 0 at the least.

    min(50,000 - max(0, highest_balance_12m - outstanding), max(half of vested_balance,
    min(10,000, vested_balance))) - outstanding. With disaster 100,000 and all of vested_balance;
    without small_balance_floor no 10,000. The vested balance includes the loans still owed. The
    statute is followed literally: paying down a loan can raise the limit a year later.

    >>> LOAN_MAX(80000, 27000, 18000)
    22000.0

    Source: IRC 72(p)(2)(A); the example is that of the IRS, Retirement Plans FAQs regarding Loans.
    """
    return _most(
        xp, vested_balance, highest_balance_12m, outstanding, disaster, small_balance_floor
    )


@worksheet_function(GROUP, result="dollars")
def LOAN_EXCESS(
    xp: Scope,
    amount: Amount,
    vested_balance: VestedBalance,
    highest_balance_12m: HighestBalance = 0.0,
    outstanding: Outstanding = 0.0,
    disaster: Disaster = False,
    small_balance_floor: SmallBalanceFloor = True,
) -> float:
    """Part of a loan above what the law lets a plan lend, which is taxed at once.

    max(0, amount - LOAN_MAX).

    >>> LOAN_EXCESS(70000, 200000)
    20000.0

    Source: IRC 72(p)(1) and (2)(A); the example is that of Treas. Reg. 1.72(p)-1, Q&A-4.
    """
    most = _most(
        xp, vested_balance, highest_balance_12m, outstanding, disaster, small_balance_floor
    )
    return xp.maximum(amount - most, 0.0)


@worksheet_function(GROUP, result="dollars a period")
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
) -> float:
    """Level payment after an unpaid leave that suspended the payments.

    B_k (1 + leave_rate/m)^q / a(loan_rate/m, n - k - q) after k payments and q periods of leave;
    with extend the number of payments left stays n - k. Without it a leave that reaches the last
    payment is #NUM!. The 6% cap of military service is not applied by itself: give it as
    leave_rate.

    >>> round(LOAN_PAYMENT_AFTER_LEAVE(40000, 0.0875, 5, 9, 24, 0.06, True))
    930

    Source: Treas. Reg. 1.72(p)-1, Q&A-9.
    """
    n = payments(xp, years, payments_per_year)
    xp.require(payments_made < n, "payments_made", payments_made, "below the number of payments")
    left = n - payments_made - (0.0 if extend else leave_periods)
    xp.require(left >= 1.0, "leave_periods", leave_periods, "over before the last payment")
    i = loan_rate / payments_per_year
    owed = loan.balance(xp, amount, i, n, payments_made)
    owed = owed * growth(xp, leave_rate / payments_per_year, leave_periods)
    return loan.payment(xp, owed, i, xp.maximum(left, 1.0))


@worksheet_function(GROUP, result="date", one_by_one=True)
def LOAN_LAST_DATE(
    xp: Scope,
    loan_date: Annotated[dt.date, Date(help="Date of the loan")],
    residence_years: Annotated[
        float, years_from_zero("Term the plan allows for buying a principal residence", 50)
    ] = 0.0,
    service_days: Annotated[
        float, whole("Days of military service during the loan", 36600, unit="days")
    ] = 0,
) -> dt.date:
    """Last date by which the law wants a plan loan repaid.

    loan_date + max(5, residence_years) years + service_days. A fraction of a year counts in whole
    months, rounded down; 29 February is clipped to the 28th.

    >>> LOAN_LAST_DATE(dt.date(2026, 3, 15))
    datetime.date(2031, 3, 15)

    Source: IRC 72(p)(2)(B); 414(u)(4) for military service.
    """
    term = max(RULES["term_years"].value, residence_years)
    return last_date(loan_date, term, int(service_days))


@table_function(GROUP, "Balance", "APR", "Amount to move")
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
    apr = TRUE_APR(loan_rate, years, account_return, retirement_tax, payments_per_year, compounding)
    moved = worth_moving(debts, apr, float("inf") if limit is None else limit)
    for (balance, debt_apr), part in zip(debts, moved, strict=True):
        yield [balance, debt_apr, part]
    yield ["Total", "", sum(moved)]


def _most(
    xp: Scope, vested: float, highest: float, outstanding: float, disaster: bool, floor: bool
) -> float:
    limit = "disaster_limit" if disaster else "loan_limit"
    return loan.most(
        xp,
        vested,
        highest,
        outstanding,
        dollars=RULES[f"{limit}_dollars"].value,
        share=RULES[f"{limit}_share"].value,
        floor=RULES["loan_limit_floor"].value if floor else 0.0,
    )
