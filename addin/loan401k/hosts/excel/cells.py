"""Cells as xlwings hands them over raw, and answers as it takes them back.

Excel on Windows ("classic", over COM) and the Office.js server spell blanks, currency, dates and
errors differently. `CLASSIC` and `SERVER` read both into the values of `Declaration.cells` and
write its answers.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain
from typing import Any

from ...declare import Answer
from ...errors import ERROR_CODES, ERROR_NUMBERS, CellError, InputError
from ...serial import to_serial

#: COM's code of an error cell is this plus the number that VBA's CVErr takes.
_COM_ERROR = -2146828288

#: The errors that a custom function of Office.js can return (ErrorCellValueType).
ERROR_TYPES = {
    "#NULL!": "Null",
    "#DIV/0!": "Div0",
    "#VALUE!": "Value",
    "#REF!": "Ref",
    "#NAME?": "Name",
    "#NUM!": "Num",
    "#N/A": "NotAvailable",
}

#: Rows from which a range of numbers is read in one go.
LARGE = 256


@dataclass(frozen=True)
class Front:
    """One way in which xlwings hands cells over and takes them back."""

    #: Types of cells that need no reading.
    plain: frozenset[type]
    #: Those among them that are numbers.
    numbers: frozenset[type]
    #: What an error leaves as.
    error: Callable[[CellError], Any]

    def read(self, value: Any) -> Any:
        """Return a raw argument as a single value, a list of rows, or an array of numbers."""
        if type(value) in self.plain:
            return value
        if not isinstance(value, (list, tuple)):
            return self._cell(value)
        if not value:
            return None
        # The server hands a single row over flat, and Excel itself a constant like {1,2,3}.
        rows = list(value) if isinstance(value[0], (list, tuple)) else [value]
        flat = list(chain.from_iterable(rows))
        types = set(map(type, flat))
        if len(rows) >= LARGE and types <= self.numbers:
            return _as_array(flat, rows)
        if types <= self.plain:
            return rows
        return [[self._cell(cell) for cell in row] for row in rows]

    def write(self, answer: Answer) -> list[list[Any]]:
        """Return an answer of `Declaration.cells` as the rows that Excel takes."""
        if not isinstance(answer, list):
            return [[self.error(answer) if type(answer) is CellError else answer]]
        if CellError not in set(map(type, chain.from_iterable(answer))):
            return answer
        return [
            [self.error(cell) if type(cell) is CellError else cell for cell in row]
            for row in answer
        ]

    def _cell(self, cell: Any) -> Any:
        kind = type(cell)
        if kind in self.plain:
            return cell
        if isinstance(cell, dict):
            return self._data_type(cell)
        if isinstance(cell, int):
            code = cell - _COM_ERROR
            return _error(ERROR_NUMBERS.get(code, "")) if 2000 <= code < 2300 else float(cell)
        if isinstance(cell, Decimal):
            return float(cell)
        if isinstance(cell, dt.datetime):
            return to_serial(cell)
        if kind.__name__ == "JsNull":  # Pyodide's null, a type that only browsers have
            return None
        return CellError(InputError.code, f"an argument is a {kind.__name__}, no cell value.")

    def _data_type(self, cell: dict[str, Any]) -> Any:
        """Return what a data type of Office.js (formatted number, error, entity) stands for."""
        kind, value = cell.get("type"), cell.get("basicValue")
        if kind == "Error":
            return _error(value)
        if cell.get("basicType") == "Error" or type(value) not in self.plain or value is None:
            return CellError(InputError.code, f"an argument is a data type, {kind}, no number.")
        return value


def _as_array(flat: list[Any], rows: list[Any]) -> Any:
    """Return a rectangle of numbers as an array, its rows as they are where that cannot be."""
    try:
        import numpy as np

        return np.fromiter(flat, float, len(flat)).reshape(len(rows), len(rows[0]))
    except (ImportError, OverflowError, ValueError):
        # No numpy (browsers), a whole number beyond a double (JSON), rows of different lengths:
        # `Declaration.cells` serves or words them.
        return rows


def _error(code: Any) -> CellError:
    """Return the error of an argument, #VALUE! for one that no function can pass on."""
    if code in ERROR_CODES:
        return CellError(code)
    return CellError(InputError.code, "an argument holds an error that only newer Excels know.")


def _as_object(error: CellError) -> dict[str, str]:
    return {"type": "Error", "errorType": ERROR_TYPES.get(error, "Value")}


#: Excel on Windows: whole numbers are errors, and an error leaves as its text.
CLASSIC = Front(frozenset({float, str, bool, type(None)}), frozenset({float}), str)

#: Office.js: JSON, and an error leaves as an object.
SERVER = Front(CLASSIC.plain | {int}, CLASSIC.numbers | {int}, _as_object)
