"""Between Calc and the registry: values in, values out.

LibreOffice hands over None for an omitted argument, floats for numbers, dates and TRUE, 0.0 for a
blank cell, and a tuple of rows for a range, with empty text for its blank cells. Errors never
arrive: Calc answers itself when an argument holds one.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from typing import Any

from ...declare import WorksheetFunction
from ...errors import CellError

#: LibreOffice's numbers for the errors of a cell.
ERROR_NUMBERS = {
    "#NUM!": 503,
    "#VALUE!": 519,
    "#NULL!": 521,
    "#REF!": 524,
    "#NAME?": 525,
    "#DIV/0!": 532,
    "#N/A": 32767,
}

#: Types of cells that Calc takes as they are.
_PLAIN = frozenset((float, str))

Row = tuple[float | str, ...]


def answer(declaration: WorksheetFunction, values: Sequence[Any]) -> float | str | tuple[Row, ...]:
    """Answer a call from Calc: a float, a text, or a tuple of rows of these."""
    result = declaration.cells([list(v) if type(v) is tuple else v for v in values])
    return tuple(map(_sent_row, result)) if isinstance(result, list) else _sent(result)


def _sent_row(row: Sequence[Any]) -> Row:
    """Return a row of cells as Calc takes it."""
    as_it_is = _PLAIN.issuperset(map(type, row))
    return tuple(row) if as_it_is else tuple(map(_sent, row))


def _sent(value: Any) -> float | str:
    """Return a cell as Calc takes it: TRUE as 1, an error as NaN that carries its number."""
    if type(value) is float:
        return value
    if isinstance(value, CellError):
        return _error(ERROR_NUMBERS.get(value, ERROR_NUMBERS["#VALUE!"]))
    return value if isinstance(value, str) else float(value)


def _error(number: int) -> float:
    """Return the quiet NaN in whose low half Calc looks for the number of an error."""
    (value,) = struct.unpack("<d", struct.pack("<II", number, 0x7FF80000))
    return float(value)
