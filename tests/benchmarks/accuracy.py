"""Errors of the mathematics against 50 digits: of the bare formulas, and over a grid of rivals."""

from __future__ import annotations

import importlib.util
import math
import random
from collections.abc import Iterator

import numpy as np
import numpy_financial as npf

from loan401k import LOAN_BALANCE, LOAN_PAYMENT
from loan401k.finance import loan
from loan401k.finance.numeric import ONE
from tests.benchmarks.measure import Row
from tests.reference import exact

#: A double holds a number to 1.1e-16 of itself.
MOST = 1e-15


def errors() -> Iterator[Row]:
    """Rates 0 and 1e-12 to 10 a period, 1 to 10,000 payments: far beyond any loan."""
    draw = random.Random(50)
    cases = [
        (draw.uniform(100, 1e6), 0.0 if k % 20 == 0 else 10 ** draw.uniform(-12, 1), n)
        for k in range(400)
        for n in [round(10 ** draw.uniform(0, 4))]
    ]
    worst = max(exact.error_of(loan.payment(ONE, *c), exact.level_payment(*c)) for c in cases)
    work = "one cell, 400 rates to 1,000% a period, to 10,000 payments"
    yield Row(work, "payment, worst relative error", worst, MOST, True)
    worst = 0.0
    for amount, i, n in cases:
        k = draw.randrange(n)
        with exact.mp.workdps(60):
            rest = exact.level_payment(amount, i, n) / exact.level_payment(1, i, n - k)
        worst = max(worst, exact.error_of(loan.balance(ONE, amount, i, n, k), rest))
    yield Row(work, "balance, worst relative error", worst, MOST, True)


def grid() -> Iterator[Row]:
    """The same for loans of every rate and term that we allow, as people call the functions."""
    rates = [0.0, *(float(f"1e{power}") for power in range(-15, 0)), 0.0425, 0.3, 1.0]
    cases = [(r, n, k) for r in rates for n in (1, 12, 60, 180, 600) for k in {0, n // 3, n - 1}]
    rate, n, made = (np.array(column, float) for column in zip(*cases, strict=True))
    amount, i = np.full(len(cases), 10_000.0), rate / 12
    payments = [exact.level_payment(10_000, r, int(m)) for r, m in zip(i, n, strict=True)]
    balances = [
        p / exact.level_payment(1, r, int(m - k))
        for p, r, m, k in zip(payments, i, n, made, strict=True)
    ]
    answers = {
        "ours": (LOAN_PAYMENT(amount, rate, n / 12), LOAN_BALANCE(amount, rate, n / 12, made)),
        "numpy-financial": (
            -npf.pmt(i, n, amount),
            -npf.fv(i, made, npf.pmt(i, n, amount), amount),
        ),
    }
    if importlib.util.find_spec("pyxirr"):
        import pyxirr

        level = pyxirr.pmt(i, n, amount)
        answers["pyxirr"] = (-np.array(level), -np.array(pyxirr.fv(i, made, level, amount)))
    for who, (ours, owed) in answers.items():
        for what, got, expected in (("payment", ours, payments), ("balance", owed, balances)):
            numbers = [float(cell) for cell in got]
            missing = sum(not math.isfinite(number) for number in numbers)
            worst = max(
                exact.error_of(number, value)
                for number, value in zip(numbers, expected, strict=True)
                if math.isfinite(number)
            )
            work = f"{what} of {len(cases)} loans, 0 to 100% a year, 1 to 600 months"
            limit, none = (MOST, 0.0) if who == "ours" else (None, None)
            yield Row(work, f"{who}, worst relative error", worst, limit, True)
            yield Row(work, f"{who}, cells that are no number", float(missing), none, True)
