"""Calls of every worksheet function, likely and unlikely, for the hosts' tests."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from loan401k.declare import (
    REGISTRY,
    Date,
    Flag,
    Kind,
    Number,
    Records,
    Rows,
    Text,
    Values,
    Word,
)
from tests.reference.samples import HOUSEHOLDS


def sample(kind: Kind) -> Any:
    """Return a value that an argument of the kind allows."""
    if isinstance(kind, Word):
        return kind.words[0]
    if isinstance(kind, Flag):
        return True
    if isinstance(kind, Date):
        return dt.date(2026, 3, 15)
    if isinstance(kind, Text):
        return "CA"
    if isinstance(kind, Rows):
        # Ranges hold dates as their serial numbers.
        return [[46096.0 if isinstance(c, Date) else sample(c) for _, c in kind.columns]] * 2
    if isinstance(kind, Records):
        return HOUSEHOLDS[0]
    if isinstance(kind, Values):
        return [[0.02], [0.05]]
    assert isinstance(kind, Number)
    value = max(kind.choices) if kind.choices else min(max(kind.low, 0.5), kind.high)
    return float(round(value)) if kind.whole else value


def spoiled(bad_values: list[Any]) -> Iterator[tuple[str, list[Any]]]:
    """Yield a call per function, argument and bad value, with samples for the rest."""
    for declaration in REGISTRY.values():
        good = [sample(argument.kind) for argument in declaration.arguments]
        yield declaration.name, good
        for place in range(len(good)):
            for bad in bad_values:
                yield declaration.name, [*good[:place], bad, *good[place + 1 :]]
