"""What was really paid on a loan: interest by the day, what is in arrears and since when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

#: Share of the loan below which a balance or arrears are nothing.
_DUST = 1e-9


class Day(NamedTuple):
    """A day on which a payment was due or made, in dollars; balances after it."""

    date: dt.date
    due: float
    paid: float
    interest: float
    principal: float
    balance: float
    unpaid_interest: float
    arrears: float
    #: Due date of the oldest amount not yet covered, None where nothing is in arrears.
    oldest: dt.date | None


def ledger(
    amount: float,
    rate: float,
    level: float,
    start: dt.date,
    due_dates: Sequence[dt.date],
    last: dt.date | None,
    paid: Mapping[dt.date, float],
) -> Iterator[Day]:
    """Yield the days of a loan on which something was due or paid, in their order.

    ``rate`` is the rate a year; ``level`` is due on each of ``due_dates``, and on ``last``, where
    it is one of them, all that is owed beside the arrears. Interest runs by the day on the
    balance, over 365 days a year, and bears none itself. Money pays interest first; what is more
    than owed makes the balance negative and earns nothing.
    """
    balance, unpaid, before = amount, 0.0, start
    dues: list[tuple[dt.date, float]] = []
    due_so_far = paid_so_far = 0.0
    covered = 0
    days_due = set(due_dates)
    for day in sorted(days_due | set(paid)):
        unpaid += max(balance, 0.0) * rate * (day - before).days / 365.0
        before = day
        due = 0.0
        if day in days_due and balance > 0.0:
            rest = balance + unpaid - max(due_so_far - paid_so_far, 0.0)
            due = max(rest if day == last else min(level, rest), 0.0)
            due_so_far += due
            dues.append((day, due_so_far))
        money = paid.get(day, 0.0)
        charge = min(money, unpaid)
        unpaid -= charge
        paid_so_far += money
        balance -= money - charge
        if abs(balance) <= _DUST * amount:
            balance = 0.0
        while covered < len(dues) and dues[covered][1] <= paid_so_far + _DUST * amount:
            covered += 1
        late = balance > 0.0 and covered < len(dues)
        yield Day(
            day,
            due,
            money,
            charge,
            money - charge,
            balance,
            unpaid,
            due_so_far - paid_so_far if late else 0.0,
            dues[covered][0] if late else None,
        )
