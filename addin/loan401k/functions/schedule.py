"""The loan payment by payment."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Annotated, Any

from ..declare import Date, table_function
from ..declare.scope import Scope
from ..finance import cents, loan
from ..finance.dates import payment_date
from ..finance.numeric import ONE
from .arguments import Amount, LoanRate, LoanYears, PerYear, flag, signed_money
from .conditions import payments

GROUP = "Loan"


@table_function(
    GROUP,
    {
        "No.": "count",
        "Date": "date",
        "Payment": "dollars",
        "Interest": "dollars",
        "Principal": "dollars",
        "Balance": "dollars",
        "Cumulative interest": "dollars",
    },
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
