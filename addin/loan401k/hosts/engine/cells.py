"""Cells between the embedded engine and our functions, in both directions."""

from __future__ import annotations

import math
from typing import Any

from ...declare import Answer, Cell
from ...declare.grids import OUTSIDE_RANGE, stretched
from ...errors import BEYOND, CellError, NoAnswer

Rows = list[list[Cell]]

_CODES = {
    "Div": "#DIV/0!",
    "Value": "#VALUE!",
    "Na": "#N/A",
    "Name": "#NAME?",
    "Ref": "#REF!",
    "Num": "#NUM!",
    "Null": "#NULL!",
    "Spill": "#SPILL!",
    "Calc": "#CALC!",
    # The engine's own, under the error that a cell can show.
    "Circ": "#NUM!",
    "Error": "#NAME?",
    "NImpl": "#NAME?",
    "Cancelled": "#VALUE!",
}
_KINDS = {code: kind for kind, code in reversed(_CODES.items())}
_SPILL = "Spill"
_REASONS = {
    "Circ": "The formula refers to itself, directly or through other cells.",
    "Error": "The formula cannot be read.",
    "NImpl": "The embedded engine cannot calculate this formula; a spreadsheet may.",
    _SPILL: "The results have no room: a cell that they would fill is not empty.",
}
#: The reasons for which the engine gives an error although the workbook may be right.
OWN_REASONS = {reason for kind, reason in _REASONS.items() if kind != _SPILL}


def from_engine(value: Any) -> Answer:
    """Return the engine's value as `WorksheetFunction.cells` takes it: a cell, or rows of cells."""
    if isinstance(value, list):
        return [[c if type(c) is float else value_of(c) for c in row] for row in value]
    return value_of(value)


def value_of(value: Any) -> Cell:
    """Return one of the engine's values as a cell."""
    if isinstance(value, dict):
        kind = value.get("kind", "")
        reason = value.get("message") or _REASONS.get(kind, "")
        return CellError(_CODES.get(kind, "#VALUE!"), reason)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return float(value) if math.isfinite(value) else CellError("#NUM!", BEYOND)
    return value if isinstance(value, (bool, str)) else None


def to_engine(value: Any) -> Any:
    """Return a cell or rows of cells as the engine takes them."""
    if isinstance(value, list):
        return [[to_engine(cell) for cell in row] for row in value]
    if isinstance(value, CellError):
        return {"type": "Error", "kind": _KINDS.get(str(value), "Value"), "message": value.reason}
    if isinstance(value, float) and not math.isfinite(value):
        return {"type": "Error", "kind": "Num", "message": BEYOND}
    return "" if value is None else value


def fixed_block(rows: float, columns: float, value: Any) -> Any:
    """Fit a result into the fixed area of an array formula, as Excel does.

    One value fills the area, one row or column is repeated, what is missing is #N/A, what is too
    much is cut. Without this the engine would let every array formula spill.
    """
    grid = value if isinstance(value, list) else [[value]]
    missing = to_engine(CellError(NoAnswer.code, "The result has no value for this cell."))

    def at(row: int, column: int) -> Any:
        cell = stretched(grid, row, column)
        return missing if cell is OUTSIDE_RANGE else cell  # the engine makes 0 of a blank

    return [[at(row, column) for column in range(int(columns))] for row in range(int(rows))]
