"""Payments and what is owed, once more: in decimal numbers, on calendars of dateutil.

Written from the words of the contract alone; nothing here comes from loan401k. Each function bears
the worksheet function's name in small letters.
"""

from __future__ import annotations

import datetime as dt
from decimal import ROUND_HALF_UP, Decimal

from dateutil.relativedelta import relativedelta

CENT = Decimal("0.01")
NOTHING = Decimal("1e-9")


def exact(value):
    return Decimal(repr(value))


def cents(value):
    return value.quantize(CENT, ROUND_HALF_UP)


def term(years, m):
    return round(years * m)


def level(amount, i, n):
    """Level payment: the amount over the sum of what a dollar at each payment is worth today."""
    return exact(amount) / sum((1 + i) ** -k for k in range(1, n + 1))


def due_date(start, k, m):
    """Due date of payment k of a loan made at the start; payment 0 is the loan."""
    if m in (26, 52):
        return start + dt.timedelta(weeks=k * 52 // m)
    if m == 24:
        return start + relativedelta(months=k // 2) + dt.timedelta(days=15 * (k % 2))
    return start + relativedelta(months=k * 12 // m)


def quarter_after(day):
    """Last day of the quarter after the one of a day."""
    first = dt.date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
    return first + relativedelta(months=6, days=-1)


def loan_amount(payment, loan_rate, years, payments_per_year=12):
    i, n = exact(loan_rate) / payments_per_year, term(years, payments_per_year)
    return exact(payment) * sum((1 + i) ** -k for k in range(1, n + 1))


def loan_term(amount, loan_rate, payment, payments_per_year=12):
    i, owed, made = exact(loan_rate) / payments_per_year, exact(amount), 0
    if exact(payment) <= owed * i:
        return "#N/A"
    while made == 0 or owed >= Decimal("0.005"):
        owed += owed * i - exact(payment)
        made += 1
        if made > 2600:
            return "#NUM!"
    return Decimal(made) / payments_per_year


def loan_refinance_excess(
    vested_balance, new_amount, new_years, old_balance, old_years_left, highest_balance_12m=0,
    disaster=False, small_balance_floor=True,
):  # fmt: skip
    vested, new, old = map(exact, (vested_balance, new_amount, old_balance))
    dollars, share = (100_000, vested) if disaster else (50_000, vested / 2)
    if small_balance_floor:
        share = max(share, min(Decimal(10_000), vested))
    lower = max(exact(highest_balance_12m), old) - old
    limit = max(Decimal(0), min(dollars - lower, share))
    together = new + old if new_years > old_years_left else new
    return min(new, max(Decimal(0), together - limit))


def loan_ledger(
    amount, loan_rate, years, start_date, payments, as_of=None, payments_per_year=12, header=True
):
    """Each amount due is kept with its date until money, the oldest first, has covered it."""
    m, n = payments_per_year, term(years, payments_per_year)
    due_dates = [due_date(start_date, k, m) for k in range(1, n + 1)]
    end = as_of or max(day for day, _ in payments)
    usual = cents(level(amount, exact(loan_rate) / m, n))
    owed, interest, ahead, waiting, rows = exact(amount), Decimal(0), Decimal(0), [], []
    day = start_date
    while day <= end:
        money = sum((exact(paid) for when, paid in payments if when == day), Decimal(0))
        asked = Decimal(0)
        if day in due_dates and owed > 0:
            rest = owed + interest - sum(left for _, left in waiting)
            asked = rest if day == due_dates[-1] else min(usual, rest)
            covered = min(ahead, asked)
            ahead -= covered
            waiting.append((day, asked - covered))
        charge = min(interest, money)
        interest -= charge
        owed -= money - charge
        if owed <= 0:
            waiting = []
        ahead += money
        while waiting and ahead > 0:
            when, left = waiting.pop(0)
            covered = min(ahead, left)
            ahead -= covered
            if left > covered:
                waiting.insert(0, (when, left - covered))
        waiting = [(when, left) for when, left in waiting if left > NOTHING]
        if day in due_dates or any(when == day for when, _ in payments):
            late = sum((left for _, left in waiting), Decimal(0))
            cure = quarter_after(waiting[0][0]) if waiting else ""
            rows.append([day, asked, money, charge, money - charge, owed, interest, late, cure])
        day += dt.timedelta(days=1)
        interest += max(owed, Decimal(0)) * exact(loan_rate) / 365
    return rows


def dates_from(first, n, m):
    """Due dates of n payments of which the first is given."""
    if m != 24:
        return [due_date(first, k, m) for k in range(n)]
    dates = []
    for k in range(n):
        day = first + relativedelta(months=k // 2)
        if k % 2 and first.day <= 15:
            day += dt.timedelta(days=15)
        elif k % 2:
            day = first + relativedelta(months=k // 2 + 1, day=first.day - 15)
        dates.append(day)
    return dates


def days_360(start, end):
    """Days in months of 30, as Excel counts them (US)."""
    late = start.day >= 30 or (start + dt.timedelta(days=1)).month != start.month
    first = 30 if late else start.day
    last = 30 if late and end.day == 31 else end.day
    return (end.year - start.year) * 360 + (end.month - start.month) * 30 + last - first


def loan_schedule(
    amount, loan_rate, years, payments_per_year=12, start_date=None, round_cents=True,
    extra_payment=0, first_date=None, day_count="periods", lump_sums=(), header=True,
):  # fmt: skip
    m, n = payments_per_year, term(years, payments_per_year)
    rate, owed, total = exact(loan_rate), exact(amount), Decimal(0)
    rounded = cents if round_cents else lambda value: value
    if start_date is None:
        dates = [""] * (n + 1)
    elif first_date is None:
        dates = [due_date(start_date, k, m) for k in range(n + 1)]
    else:
        dates = [start_date, *dates_from(first_date, n, m)]
    pay = rounded(level(amount, rate / m, n)) + exact(extra_payment)
    owed, rows = rounded(owed), []
    for k in range(1, n + 1):
        between = dates[k - 1 : k + 1]
        if day_count == "30/360":
            charge = owed * rate * days_360(*between) / 360
        elif day_count != "periods" or (first_date and k == 1):
            year = 360 if day_count == "actual/360" else 365
            charge = owed * rate * (between[1] - between[0]).days / year
        else:
            charge = owed * rate / m
        charge = rounded(charge)
        paid = pay + sum(exact(lump) for number, lump in lump_sums or () if number == k)
        if k == n or paid >= owed + charge:
            paid = owed + charge
        owed += charge - paid
        total += charge
        rows.append([k, dates[k], paid, charge, paid - charge, owed, total])
        if not owed:
            break
    return rows


def job_loss_table(
    amount, loan_rate, years, start_date, tax_rate, penalty=0.1, emergency_cash=0,
    payments_per_year=12, header=True,
):  # fmt: skip
    m, n, rate = payments_per_year, term(years, payments_per_year), exact(loan_rate)
    pay, owed, rows = level(amount, rate / m, n), exact(amount), []
    for k in range(1, n + 1):
        due = due_date(start_date, k, m)
        cure, then, periods = quarter_after(due), owed, k - 1
        while due_date(start_date, periods + 1, m) <= cure:
            periods += 1
            then += then * rate / m
        then += then * rate * (cure - due_date(start_date, periods, m)).days / 365
        missing = max(Decimal(0), owed - exact(emergency_cash))
        # 15 April, or the next working day of Washington.
        rollover = dt.date(due.year + 1, 4, 15)
        while rollover.weekday() > 4 or rollover == _emancipation_day(rollover.year):
            rollover += dt.timedelta(days=1)
        rows.append(
            [k, due, owed, cure, rollover, then * exact(tax_rate), then * exact(penalty), missing,
             then]
        )  # fmt: skip
        owed += owed * rate / m - pay
    return rows


def _emancipation_day(year):
    day = dt.date(year, 4, 16)
    return day + dt.timedelta(days={5: -1, 6: 1}.get(day.weekday(), 0))
