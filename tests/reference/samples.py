"""Values that suit an argument, drawn from its kind alone, so that new functions need no entry."""

from __future__ import annotations

from typing import Any

from loan401k.declare import Argument, Date, Flag, Number, Records, Rows, Text, Values, Word
from loan401k.errors import CellError
from loan401k.law import FACTS, PLAN_LIMITS

_BY_NAME: dict[str, list[Any]] = {
    "year": [2025.0, 2026.0],
    "age": [42.0, 52.0, 56.0, 60.0],
    "separation_age": [0.0, 45.0, 51.0, 56.0],
    "day_count": [360.0, 365.0, 366.0],
    "paths": [100.0, 200.0],
    "rows": [0.0, 700.0],
    "fact_name": list(FACTS)[:3],
    "limit_name": ["deferral", "catch_up", "ira"],
    "state": ["", "CA", "TX"],
}

_HOUSEHOLD = [
    ["debt", 10000.0],
    ["card_apr", 0.21],
    ["monthly_budget", 400.0],
    ["account_balance", 60000.0],
    ["account_return", 0.07],
    ["loan_rate", 0.0775],
    ["contribution", 200.0],
]

#: Households as cells hold them; the last two differ in what only some functions read.
HOUSEHOLDS = [
    _HOUSEHOLD,
    [*_HOUSEHOLD, ["retirement_tax", 0.12], ["annual_separation", 0.1], ["personal_apr", 0.11]],
    [*_HOUSEHOLD, ["volatility", 0.15], ["longest_years", 2.0], ["horizon_months", 48.0]],
]

#: Cells that no number, word or flag is made of, and cells beyond any bound.
WRONG = [
    "",
    "nonsense",
    "4.25%",
    True,
    -1.0,
    1e308,
    -1e308,
    5e-324,
    CellError("#REF!", "a cell that is gone"),
    CellError("#DIV/0!"),
]


def fitting(argument: Argument) -> list[Any]:
    """Return a few cells that the argument allows."""
    kind = argument.kind
    if argument.name in _BY_NAME and not isinstance(kind, Word):
        return _BY_NAME[argument.name]
    if isinstance(kind, Word):
        return list(kind.words)
    if isinstance(kind, Flag):
        return [True, False]
    if isinstance(kind, Date):
        return [46053.0, 46096.0, 46477.0]
    if isinstance(kind, Text):
        return ["CA", "TX", *list(PLAN_LIMITS)[:2]]
    if isinstance(kind, Rows):
        rows = _rows(kind)
        return [rows[:2], rows, rows[1:]]
    if isinstance(kind, Records):
        return HOUSEHOLDS
    if isinstance(kind, Values):
        return [[[0.02], [0.05]], [[0.03, 0.06, 0.07]]]
    assert isinstance(kind, Number)
    return _numbers(kind)


def _rows(kind: Rows) -> list[list[float]]:
    """Return rows of date and payment, of a payment's number and a sum, or of debts."""
    first = kind.columns[0][1]
    if isinstance(first, Date):
        return [[46480.0, 60.0], [46520.0, 200.0], [46900.0, 90.0]]
    if isinstance(first, Number) and first.whole:
        return [[1.0, 50.0], [2.0, 20.0], [2.0, 30.0]]
    debts = [[6000.0, 0.12, 60.0], [900.0, 0.24, 25.0], [3000.0, 0.01, 30.0]]
    return [row[: len(kind.columns)] for row in debts]


def _numbers(kind: Number) -> list[float]:
    if kind.choices is not None:
        choices = sorted(kind.choices)
        return [choices[len(choices) // 2], choices[-1], choices[0]]
    if kind.unit.startswith("dollars"):
        candidates = [0.0, 80.0, 2500.0, 10000.0, 61234.56]
    elif kind.unit == "rate":
        candidates = [0.0, 0.02, 0.0425, 0.07, 0.24]
    elif kind.unit == "years":
        candidates = [1.0, 2.0, 5.0, 10.0]
    elif kind.whole:
        candidates = [0.0, 1.0, 3.0, 12.0]
    else:
        candidates = [0.5, 1.0, 24.0]
    return [value for value in candidates if kind.low <= value <= kind.high] or [kind.low]
