"""Between Calc and the registry, inside LibreOffice: values in, values out, one method a function.

LibreOffice hands over None for an omitted argument, floats for numbers, dates and TRUE, 0.0 for a
blank cell, and a tuple of rows for a range, with empty text for its blank cells. Errors never
arrive: Calc answers itself when an argument holds one.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Sequence
from typing import Any

from ...declare import REGISTRY, WorksheetFunction
from ...errors import CellError
from . import names
from .heal import can_need_it, heal

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

Row = tuple[Any, ...]


def answer(declaration: WorksheetFunction, values: Sequence[Any]) -> tuple[Row, ...]:
    """Answer a call from Calc: always rows, one row of one cell for a single value."""
    result = declaration.cells([list(v) if type(v) is tuple else v for v in values])
    if isinstance(result, list):
        return tuple(map(_sent_row, result))
    return ((_sent(result),),)


def _sent_row(row: Sequence[Any]) -> Row:
    """Return a row of cells as Calc takes it."""
    as_it_is = _PLAIN.issuperset(map(type, row))
    return tuple(row) if as_it_is else tuple(map(_sent, row))


def _sent(value: Any) -> Any:
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


def _method(declaration: WorksheetFunction) -> Callable[..., tuple[Row, ...]]:
    def method(_: Any, *values: Any) -> tuple[Row, ...]:
        return answer(declaration, values)

    return method


def implementations() -> Any:
    """Return what LibreOffice asks the component for: its services and how to make them."""
    import uno  # type: ignore[import-not-found]
    import unohelper  # type: ignore[import-not-found]

    interface = uno.getClass(f"{names.MODULE}.{names.INTERFACE}")
    job = uno.getClass("com.sun.star.task.XJob")
    base = (unohelper.Base, interface)
    functions = type("Functions", base, {d.name: _method(d) for d in REGISTRY.values()})
    healer = type("Healer", (unohelper.Base, job), {"execute": _execute})
    helper = unohelper.ImplementationHelper()
    helper.addImplementation(lambda context: functions(), names.SERVICE, (names.SERVICE,))
    job_service = "com.sun.star.task.Job"
    helper.addImplementation(lambda context: healer(), names.HEALER, (names.HEALER, job_service))
    return helper


def _execute(_: Any, arguments: Sequence[Any]) -> None:
    """Heal the document that LibreOffice has just opened."""
    environment = next(a.Value for a in arguments if a.Name == "Environment")
    document = next((a.Value for a in environment if a.Name == "Model"), None)
    if document is not None and can_need_it(document):
        heal(document, REGISTRY)
