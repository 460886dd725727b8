"""Calls that some formula in Excel's own words covers: reference cases, and calls at random."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from loan401k.declare import REGISTRY, Argument, Flag, Number, Word
from loan401k.declare.native import filled, names
from loan401k.errors import CellError, InputError
from tests.hosts.formulas import literal
from tests.reference.read import CASES, Case

WITH = [name for name, declaration in REGISTRY.items() if declaration.native]


#: Where a formula holds, as the help says, if not everywhere.
HOLDS = {
    "CARD_MONTHS": lambda balance, apr, payment: payment > 0,
    "CARD_INTEREST": lambda balance, apr, payment: payment > 0,
    "MATCH_VS_CARD_YEARS": lambda match, apr, earned, *taxes: (1 + apr / 12) ** 12 > 1 + earned,
}


def holds(name: str, values: list[Any]) -> bool:
    """Whether the formula is meant for these arguments."""
    return name not in HOLDS or HOLDS[name](*values)


def _covered() -> Iterator[tuple[Case, str]]:
    for case in CASES:
        if case.function not in WITH or case.fails or not holds(case.function, case.positional):
            continue
        if any(isinstance(value, (list, dt.date)) for value in case.positional):
            continue
        try:
            held = replace(case, tolerance=max(case.tolerance, 1e-9))
            yield held, filled(REGISTRY[case.function], [*map(literal, case.positional)])
        except InputError:
            continue


#: Every case that some formula covers, to 1e-9 at the finest, with the formula.
COVERED = list(_covered())


def _drawn(argument: Argument, draw: random.Random) -> Any:
    kind = argument.kind
    if isinstance(kind, Flag):
        return draw.random() < 0.5
    if isinstance(kind, Word):
        return argument.default
    assert isinstance(kind, Number)
    if kind.choices:
        return float(draw.choice(sorted(kind.choices)))
    if kind.unit.startswith("dollars"):
        return draw.choice([0.0, round(draw.uniform(10, 2e5), 2)])
    if kind.unit == "years":
        return float(draw.choice([1, 2, 3, 5, 10, 15, 30]))
    if kind.whole:
        return float(draw.choice([k for k in (0, 1, 4, 12, 25, 365) if kind.low <= k <= kind.high]))
    return draw.choice([0.0, draw.uniform(0.001, 0.3), draw.uniform(0.01, 0.1)])


def calls(name: str, count: int) -> Iterator[tuple[str, float, float]]:
    """Yield formulas for arguments at random, the function's answers, and 1e-9 of the amount."""
    declaration, draw = REGISTRY[name], random.Random(name)
    held = set(names(declaration.native)) | {"compounding"}
    for _ in range(count):
        values = [
            _drawn(argument, draw) if argument.name in held else None
            for argument in declaration.arguments
        ]
        for place, argument in enumerate(declaration.arguments):
            if argument.name == "compounding" and "account_return" in held:
                values[place] = draw.choice(["effective", "nominal"])
        answer = declaration.cells(values)
        if not isinstance(answer, CellError) and holds(name, values):
            dollars = [
                value
                for value, argument in zip(values, declaration.arguments, strict=True)
                if argument.kind.unit.startswith("dollars") and value is not None
            ]
            formula = filled(declaration, [*map(literal, values)])
            yield formula, answer, 1e-9 * max(1.0, abs(answer), *dollars)
