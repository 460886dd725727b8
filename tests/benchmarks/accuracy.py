"""Errors of the bare mathematics against 50 digits, far beyond any loan."""

from __future__ import annotations

import random
from collections.abc import Iterator

from loan401k.finance import loan
from loan401k.finance.numeric import ONE
from tests.benchmarks.measure import Row
from tests.reference import exact


def errors() -> Iterator[Row]:
    """Rates 0 and 1e-12 to 10 a period, 1 to 10,000 payments."""
    draw = random.Random(50)
    cases = [
        (draw.uniform(100, 1e6), 0.0 if k % 20 == 0 else 10 ** draw.uniform(-12, 1), n)
        for k in range(400)
        for n in [round(10 ** draw.uniform(0, 4))]
    ]
    worst = max(exact.error_of(loan.payment(ONE, *c), exact.level_payment(*c)) for c in cases)
    yield Row("payment, worst relative error", "50 digits, x 1e15", 1e15 * worst, 1.0, True)
    worst = 0.0
    for amount, i, n in cases:
        k = draw.randrange(n)
        with exact.mp.workdps(60):
            rest = exact.level_payment(amount, i, n) / exact.level_payment(1, i, n - k)
        worst = max(worst, exact.error_of(loan.balance(ONE, amount, i, n, k), rest))
    yield Row("balance, worst relative error", "50 digits, x 1e15", 1e15 * worst, 1.0, True)
