"""Between the embedded engine and our functions: registration and values in both directions."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import formualizer as fz

from ...declare import REGISTRY, Answer, WorksheetFunction
from ...declare import Cell as Cell
from ...declare.grids import OUTSIDE_RANGE, stretched
from ...errors import BEYOND, CellError, NoAnswer

Rows = list[list[Cell]]

#: Registered beside our functions; a point keeps them apart from anything a person would write.
BLOCK = "LOAN401K.BLOCK"
_ANSWER = "LOAN401K.ANSWER"

#: The last row of a sheet, where no workbook keeps anything.
_LAST_ROW = 1_048_576

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


def _callback(declaration: WorksheetFunction) -> Callable[..., Any]:
    def call(*values: Any) -> Any:
        # An exception here would stop the formulas around this one, even IFERROR.
        return to_engine(declaration.cells([from_engine(value) for value in values]))

    return call


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


def _block(rows: float, columns: float, value: Any) -> Any:
    """Fit a result into the fixed area of an array formula, as Excel does.

    One value fills the area, one row or column is repeated, what is missing is #N/A, what is too
    much is cut. Without this the engine would let every array formula spill.
    """
    grid = value if isinstance(value, list) else [[value]]
    missing = to_engine(CellError(NoAnswer.code, "The result has no value for this cell."))

    def at(row: int, column: int) -> Any:
        cell = stretched(grid, row, column)
        return missing if cell is OUTSIDE_RANGE else 0.0 if cell is None else cell

    return [[at(row, column) for column in range(int(columns))] for row in range(int(rows))]


class Book:
    """A workbook of the engine that knows our functions."""

    def __init__(self, book: fz.Workbook) -> None:
        """Register the functions, which must come before the first evaluation."""
        self.book = book
        self._answers: list[Any] = []
        for name, declaration in REGISTRY.items():
            book.register_function(name, _callback(declaration))
        book.register_function(BLOCK, _block, min_args=3, max_args=3)
        book.register_function(_ANSWER, self._take, min_args=1, max_args=1)
        book.set_temporal_egress("serial")

    def _take(self, value: Any) -> float:
        self._answers.append(from_engine(value))
        return 0.0

    def ask(self, sheet: str, text: str, column: int) -> Any:
        """Return what a formula on the sheet gives, with the reasons of errors.

        The engine keeps the reason of an error while it works on one formula and drops it when
        it stores the value in a cell, so a function of ours around the formula takes it first.
        The formula stands in the last row of `column`, which nothing should use; the engine
        spends a millisecond on every hundred columns.
        """
        self._answers.clear()
        try:
            self.book.set_formula(sheet, _LAST_ROW, column, f"={_ANSWER}({text.removeprefix('=')})")
            value = self.book.evaluate_cell(sheet, _LAST_ROW, column)
        except (RuntimeError, fz.ExcelEvaluationError) as error:  # as for what it cannot resolve
            return CellError("#NAME?", str(error))
        self.book.set_value(sheet, _LAST_ROW, column, None)
        return self._answers[-1] if self._answers else from_engine(value)
