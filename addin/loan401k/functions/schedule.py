"""The loan payment by payment: as agreed, and as it was really paid."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Annotated, Any

from ..declare import Date, Rows, Word, table_function
from ..declare.scope import Scope
from ..errors import InputError
from ..finance import arrears, cents, loan
from ..finance.dates import payment_date, payment_date_from
from ..finance.day_counts import DAY_COUNTS, Part, parts_of_a_year
from ..finance.numeric import ONE
from ..law.deadlines import cure_deadline
from .arguments import (
    MOST_PAYMENTS,
    Amount,
    LoanRate,
    LoanYears,
    PerYear,
    flag,
    money,
    signed_money,
    whole,
)
from .conditions import payments as number_of_payments

GROUP = "Loan"

LUMP_ROWS = Rows(
    help="Sums added to single payments, one a row; those of one payment add up",
    allowed="rows of payment number and amount",
    columns=(
        ("payment number", whole("Number of the payment", MOST_PAYMENTS, low=1)),
        ("amount", money("Amount added to it")),
    ),
    may_be_blank=True,
)
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
        dt.date | None,
        Date(help="Date of the loan; payment k falls k periods later unless first_date says else"),
    ] = None,
    round_cents: Annotated[
        bool, flag("Whether payments and interest are rounded to cents, halves up")
    ] = True,
    extra_payment: Annotated[float, signed_money("Added to every payment")] = 0.0,
    first_date: Annotated[
        dt.date | None,
        Date(help="Due date of payment 1, after start_date; later ones follow it by the frequency"),
    ] = None,
    day_count: Annotated[
        str,
        Word(
            help="How interest runs: every period alike, or by the days between due dates",
            words=DAY_COUNTS,
            allowed='"periods", "actual/365", "actual/360" or "30/360"',
        ),
    ] = "periods",
    lump_sums: Annotated[list[tuple[float, float]] | None, LUMP_ROWS] = None,
) -> Iterator[list[Any]]:
    """Amortisation schedule of a loan, payment by payment, until the balance is 0.

    In cents by default: payment and interest are rounded half up on the exact product and the
    last payment clears the balance. Dates are empty without start_date; weekly and biweekly ones
    step by 7 and 14 days, whole months keep the loan's day, clipped to the month's end, and of
    two payments a month the odd ones fall 15 days after the one before.

    With first_date later payments follow it (of two a month, every second one a month on and
    those between 15 days later, or on day - 15 of the next month) and the first period's interest
    runs by its days over 365. A day_count other than "periods" charges balance x loan_rate x
    days / 365 or 360 in every period; "30/360" counts as DAYS360. The payment stays the level one.
    lump_sums: rows of payment number and amount. The level payment plus extra_payment must not be
    negative.

    >>> last = LOAN_SCHEDULE(10000, 0.0425, 5)[-1]
    >>> last[0], last[2], round(last[6], 2)
    (60.0, 184.99, 1117.69)

    Source: annuity mathematics in whole cents.
    """
    m = int(payments_per_year)
    n = int(number_of_payments(xp, years, m))
    dates = _due_dates(xp, n, m, start_date, first_date)
    parts: list[Part] = []
    if first_date is not None or day_count != "periods":
        if not dates:
            needs = "first_date" if first_date is not None else f'day_count "{day_count}"'
            raise InputError(f"start_date is missing; {needs} needs it.")
        parts = parts_of_a_year(dates, m, day_count, odd_first=first_date is not None)
    lumps: dict[int, float] = {}
    for number, sum_added in lump_sums or ():
        xp.require(number <= n, "lump_sums", number, f"a payment number from 1 to {n}")
        lumps[int(number)] = lumps.get(int(number), 0.0) + sum_added
    level = loan.payment(xp, amount, loan_rate / m, n)
    if round_cents:
        level = cents.half_up(ONE, level * 100) / 100
    covered = level * (1 + 1e-12) + extra_payment >= 0
    xp.require(covered, "extra_payment", extra_payment, f"at least -{level:.2f}")
    if round_cents:
        lines = cents.schedule_in_cents(amount, loan_rate, m, n, extra_payment, parts, lumps)
    elif parts or lumps:
        parts = parts or [(1, m)] * n
        lines = cents.irregular_schedule(amount, loan_rate, level + extra_payment, parts, lumps)
    else:
        lines = cents.schedule(amount, loan_rate / m, n, extra_payment)
    total = 0.0
    for k, line in enumerate(lines, 1):
        total += line.interest
        so_far = cents.half_up(ONE, total * 100) / 100 if round_cents else total
        yield [k, dates[k] if dates else None, *line, so_far]


def _due_dates(
    xp: Scope, n: int, m: int, start: dt.date | None, first: dt.date | None
) -> list[dt.date]:
    """Return the dates of the loan and of its payments, none where it has no date."""
    if start is None:
        return []
    if first is None:
        return [payment_date(start, k, m) for k in range(n + 1)]
    xp.require(first > start, "first_date", first, f"after start_date, {start}")
    return [start, *(payment_date_from(first, k, m) for k in range(1, n + 1))]


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
