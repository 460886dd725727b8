"""The household functions in milliseconds, medians of works that take turns in one run."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from statistics import median
from typing import Any

from loan401k import LOAN_BEST, LOAN_GAIN, LOAN_GAIN_BREAKEVEN, LOAN_GAIN_RISK, LOAN_GAIN_TABLE
from tests.benchmarks.measure import Row, Work, seconds, sized
from tests.reference.households import TYPICAL
from tests.workbooks import calculated
from workbook import build

CLIENTS = 10_000
ROUNDS = 15

#: The typical household with a chance of leaving, and one whose loan pays a part of four debts: no
#: branch of it has a closed form.
ONE_DEBT = {**TYPICAL, "annual_separation": 0.1}
FOUR_DEBTS = ONE_DEBT | {
    "amount": 9000, "monthly_budget": 700, "minimum": 150,
    "debt_2": 4000, "card_apr_2": 0.27, "minimum_2": 80,
    "debt_3": 6000, "card_apr_3": 0.09, "minimum_3": 100, "debt_4": 2500, "card_apr_4": 0.18,
    "minimum_4": 50,
}  # fmt: skip


def clients() -> list[dict[str, Any]]:
    """Return households that differ in debts, budget, account, rates, term and job."""
    draw = random.Random(401)
    return [
        ONE_DEBT
        | {
            "debt": round(draw.uniform(1000, 30000), 2),
            "card_apr": draw.uniform(0.1, 0.3),
            "monthly_budget": draw.randint(300, 2000),
            "account_balance": draw.randint(40000, 200000),
            "account_return": draw.uniform(0.03, 0.09),
            "loan_years": draw.choice([1, 2, 3, 5]),
            "annual_separation": draw.uniform(0.0, 0.3),
            "charged_again": draw.choice([0, 0, 0.3]),
            "limit": draw.choice([None, 10000]),
        }
        for _ in range(sized(CLIENTS, 20))
    ]


def _table(household: dict[str, Any]) -> Work:
    aprs, returns = [0.12 + 0.03 * k for k in range(7)], [0.03 + 0.01 * k for k in range(7)]
    return lambda: LOAN_GAIN_TABLE(household, "card_apr", aprs, "account_return", returns)


def milliseconds() -> Iterator[Row]:
    """Tables, best loans, break-evens, random markets and single cells of a household."""
    works: dict[str, tuple[Callable[[], object], float]] = {
        "LOAN_GAIN_TABLE 7 x 7, one debt": (_table(ONE_DEBT), 3),
        "LOAN_GAIN_TABLE 7 x 7, four debts": (_table(FOUR_DEBTS), 6),
        "LOAN_BEST": (lambda: LOAN_BEST(ONE_DEBT), 15),
        "LOAN_GAIN_BREAKEVEN": (lambda: LOAN_GAIN_BREAKEVEN(ONE_DEBT, "account_return"), 20),
        "LOAN_GAIN_BREAKEVEN, four debts": (
            lambda: LOAN_GAIN_BREAKEVEN(FOUR_DEBTS, "account_return"), 45,
        ),
        "LOAN_GAIN_RISK 10,000 x 60": (
            lambda: LOAN_GAIN_RISK({**ONE_DEBT, "volatility": 0.15}, 10_000), 30,
        ),
        # One cell is played in plain Python, numpy here or not.
        "LOAN_GAIN of one cell, one debt": (lambda: LOAN_GAIN(ONE_DEBT), 1),
        "LOAN_GAIN of one cell, four debts": (lambda: LOAN_GAIN(FOUR_DEBTS), 6),
    }  # fmt: skip
    yield from _rows(works, ROUNDS)
    many = clients()
    large: dict[str, tuple[Callable[[], object], float]] = {
        f"LOAN_GAIN of {len(many):,} households": (lambda: LOAN_GAIN(many), 800),
        "template loaded and calculated": (lambda: calculated(build.TEMPLATE), 500),
    }
    yield from _rows(large, 5)


def _rows(works: dict[str, tuple[Work, float]], rounds: int) -> Iterator[Row]:
    taken = seconds({name: work for name, (work, _) in works.items()}, rounds)
    for name, (_, target) in works.items():
        yield Row(name, "milliseconds", 1000.0 * median(taken[name]), target, True)
