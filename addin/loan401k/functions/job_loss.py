"""Losing the job while the loan is owed: what is due, and by when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Annotated, Any

from ..declare import Date, table_function, worksheet_function
from ..declare.scope import Scope
from ..finance import loan
from ..finance.dates import payment_date
from ..finance.numeric import growth
from ..law import deadlines
from .arguments import Amount, LoanRate, LoanYears, Penalty, PerYear, TaxRate, flag, money
from .conditions import payments, taxes_below_one

GROUP = "Job loss"


@worksheet_function(GROUP, result="date", one_by_one=True)
def CURE_DEADLINE(
    xp: Scope, missed_date: Annotated[dt.date, Date(help="Due date of the missed payment")]
) -> dt.date:
    """Last day on which a missed payment can be made up, where the plan allows it.

    The last day of the quarter after the quarter of the missed payment; after it the whole
    balance is a deemed distribution.

    >>> CURE_DEADLINE(dt.date(2019, 4, 30))
    datetime.date(2019, 9, 30)

    Source: Treas. Reg. 1.72(p)-1, Q&A-10; CCA 201736022.
    """
    return deadlines.cure_deadline(missed_date)


@worksheet_function(GROUP, result="date", one_by_one=True)
def ROLLOVER_DEADLINE(
    xp: Scope,
    offset_date: Annotated[dt.date, Date(help="Date on which the account was reduced")],
    qualified: Annotated[
        bool, flag("Whether you left the job or the plan ended within 12 months")
    ] = True,
    extension: Annotated[
        bool,
        flag(
            "Whether the tax return is extended; TRUE also for those who filed on time without "
            "asking (to be confirmed)"
        ),
    ] = False,
) -> dt.date:
    """Last day to put the offset balance into an IRA or a new plan, so that it is not taxed.

    Qualified: 15 April after the year of the offset, with extension 15 October, moved off
    weekends and Washington's holidays; who filed on time has that date too, without asking for an
    extension (Treas. Reg. 301.9100-2(b), to be confirmed). Otherwise 60 days, never moved: the
    articles' rule, today the exception.

    >>> ROLLOVER_DEADLINE(dt.date(2022, 6, 30))
    datetime.date(2023, 4, 18)

    Source: IRC 402(c)(3)(C), 7503; Treas. Reg. 1.402(c)-3.
    """
    return deadlines.rollover_deadline(offset_date, qualified, extension)


@table_function(
    GROUP,
    {
        "No.": "count",
        "Due date": "date",
        "Balance": "dollars",
        "Cure deadline": "date",
        "Rollover deadline": "date",
        "Tax": "dollars",
        "Penalty": "dollars",
        "Cash missing": "dollars",
        "Owed by then": "dollars",
    },
)
def JOB_LOSS_TABLE(
    xp: Scope,
    amount: Amount,
    loan_rate: LoanRate,
    years: LoanYears,
    start_date: Annotated[dt.date, Date(help="Date of the loan")],
    tax_rate: TaxRate,
    penalty: Penalty = 0.1,
    emergency_cash: Annotated[float, money("Cash at hand to repay the loan at once")] = 0.0,
    payments_per_year: PerYear = 12,
) -> Iterator[list[Any]]:
    """What is due, and by when, if each payment in turn is the first missed.

    Row k: payment k is missed after k - 1 were made. The rollover deadline is that of an offset
    on the due date, qualified, without extension. Owed by then is the balance with interest from
    the last payment made to the cure deadline: whole periods compounded, days left over
    loan_rate x days/365. Tax and penalty are on it; the cash missing is what emergency_cash does
    not cover of the balance.

    >>> row = JOB_LOSS_TABLE(20000, 0.0875, 5, dt.date(2002, 7, 31), 0.28)[13]
    >>> str(row[1]), str(row[3]), round(row[8])
    ('2003-08-31', '2003-12-31', 17282)

    Source: CURE_DEADLINE, ROLLOVER_DEADLINE, payment by payment; the figure is that of Treas. Reg.
    1.72(p)-1, Q&A-10.
    """
    taxes_below_one(xp, tax_rate=tax_rate, penalty=penalty)
    m = int(payments_per_year)
    n, i = int(payments(xp, years, m)), loan_rate / m
    through = 0  # the last payment whose date is not past the cure deadline
    for k in range(1, n + 1):
        due = payment_date(start_date, k, m)
        cure = deadlines.cure_deadline(due)
        while payment_date(start_date, through + 1, m) <= cure:
            through += 1
        days = (cure - payment_date(start_date, through, m)).days
        owed = loan.balance(xp, amount, i, n, k - 1)
        by_then = owed * growth(xp, i, through - k + 1.0) * (1.0 + loan_rate * days / 365.0)
        yield [
            k,
            due,
            owed,
            cure,
            deadlines.rollover_deadline(due),
            by_then * tax_rate,
            by_then * penalty,
            max(0.0, owed - emergency_cash),
            by_then,
        ]
