"""The loan payment by payment: as agreed, and as it was really paid."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Annotated, Any

from ..declare import Date, Rows, table_function
from ..declare.scope import Scope
from ..finance import arrears, cents, loan
from ..finance.dates import payment_date
from ..finance.numeric import ONE
from ..law.deadlines import cure_deadline
from .arguments import Amount, LoanRate, LoanYears, PerYear, flag, money, signed_money
from .conditions import payments as number_of_payments

GROUP = "Loan"

PAID_ROWS = Rows(
    help="Payments really made, one a row",
    allowed="rows of date and amount",
    columns=(("date", Date(help="Day of the payment")), ("amount", money("Amount paid"))),
)


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
    n = int(number_of_payments(xp, years, payments_per_year))
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


@table_function(
    GROUP,
    {
        "Date": "date",
        "Due": "dollars",
        "Paid": "dollars",
        "Interest": "dollars",
        "Principal": "dollars",
        "Balance": "dollars",
        "Unpaid interest": "dollars",
        "Arrears": "dollars",
        "Cure deadline": "date",
    },
)
def LOAN_LEDGER(
    xp: Scope,
    amount: Amount,
    loan_rate: LoanRate,
    years: LoanYears,
    start_date: Annotated[dt.date, Date(help="Date of the loan; payment k is due k periods later")],
    payments: Annotated[list[tuple[dt.date, float]], PAID_ROWS],
    as_of: Annotated[
        dt.date | None, Date(help="Last day of the ledger; the last payment's if left out")
    ] = None,
    payments_per_year: PerYear = 12,
) -> Iterator[list[Any]]:
    """What was really paid on a loan, day by day, and what is in arrears since when.

    payments: rows of date and amount; those of one day add up. A row for each due date and each
    day of a payment, up to as_of. Interest is balance x loan_rate x days/365 and bears none itself;
    money pays interest first, and what is more than owed makes the balance negative. Due is the
    level payment in cents, at most what is owed beside the arrears, and all of that on the last
    due date; nothing is due once nothing is owed. Arrears are what was due less what was paid, at
    least 0; the cure deadline is that of the oldest amount not covered.

    >>> row = LOAN_LEDGER(1200, 0.05, 1, dt.date(2026, 1, 15), [[dt.date(2026, 3, 15), 60]])[-1]
    >>> [round(value, 2) for value in row[1:8]], str(row[8])
    ([102.73, 60.0, 9.7, 50.3, 1149.7, 0.0, 145.46], '2026-06-30')

    Source: simple interest by the day; the deadline is CURE_DEADLINE's.
    """
    m = int(payments_per_year)
    n = int(number_of_payments(xp, years, m))
    first, end = min(payments)[0], max(payments)[0] if as_of is None else as_of
    xp.require(first >= start_date, "payments", first, f"on or after start_date, {start_date}")
    xp.require(end >= start_date, "as_of", end, f"on or after start_date, {start_date}")
    paid: dict[dt.date, float] = {}
    for day, money_paid in payments:
        if day <= end:
            paid[day] = paid.get(day, 0.0) + money_paid
    due_dates = []
    for k in range(1, n + 1):
        due = payment_date(start_date, k, m)
        if due > end:
            break
        due_dates.append(due)
    level = cents.half_up(ONE, loan.payment(xp, amount, loan_rate / m, n) * 100) / 100
    last = due_dates[-1] if len(due_dates) == n else None
    for line in arrears.ledger(amount, loan_rate, level, start_date, due_dates, last, paid):
        yield [*line[:-1], line.oldest and cure_deadline(line.oldest)]
