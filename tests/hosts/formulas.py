"""Reference cases as a person types them into cells."""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.reference.read import CASES, Case

__all__ = ["CASES", "formula", "literal"]


def literal(value: Any) -> str:
    """Return a value as it stands in a formula, nothing for an argument left out."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, dt.date):
        return f"DATE({value.year},{value.month},{value.day})"
    if isinstance(value, list):
        return "{" + ";".join(",".join(literal(cell) for cell in row) for row in value) + "}"
    return repr(value)


def formula(case: Case) -> str:
    """Return the call with literal arguments."""
    return f"={case.function}({','.join(literal(value) for value in case.positional)})"
