"""What all table functions share: header, padding to a fixed height, cells that cells can hold."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Any

from ..errors import BEYOND, CellError, DomainError
from .kinds import Flag, Number

ROWS = Number(
    help="Height of the table under its header; unused rows stay empty",
    allowed="a whole number from 0 (as long as needed) to 100,000",
    low=0,
    high=100_000,
    whole=True,
)
HEADER = Flag(help="Whether the first row holds the headings", allowed="TRUE or FALSE")


def finished(
    rows: Iterable[Sequence[Any]], headings: Sequence[str], header: bool, height: int
) -> list[list[Any]]:
    """Return the table: headings if wanted, then the rows, filled up to the height if given."""
    body = [[_finite(value) for value in row] for row in rows]
    if height:
        if len(body) > height:
            raise DomainError(f"rows is {height}; the table needs {len(body)}.")
        body += [[""] * len(headings) for _ in range(height - len(body))]
    return [list(headings), *body] if header else body


def _finite(value: Any) -> Any:
    """Return None as empty text, whole numbers as floats, infinity and NaN as #NUM!."""
    if value is None:
        return ""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        if not math.isfinite(value):
            return CellError(DomainError.code, BEYOND)
        return float(value)
    return value
