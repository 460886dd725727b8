"""How a worksheet function is called: from Python, and from the cells of a spreadsheet."""

from __future__ import annotations

import datetime as dt
import inspect
import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ..errors import CellError, InputError, WorksheetError
from ..serial import to_serial
from .declaration import REQUIRED, Declaration
from .docs import docstring
from .kinds import Answer, Cell, is_range
from .one import one, table, whole

_log = logging.getLogger("loan401k")

#: Types of values that are no ranges, told at once.
_PLAIN = frozenset({float, int, bool, str, type(None), dt.date, CellError})


@dataclass(frozen=True)
class WorksheetFunction(Declaration):
    """A declaration that answers calls."""

    @cached_property
    def function(self) -> Callable[..., Any]:
        """The function that Python users call."""
        return _python_function(self)

    def call(self, given: Sequence[Any]) -> Any:
        """Answer a call from Python: the first arguments in order, the required ones at least."""
        if self.columns:
            return table(self, given)
        if self.block:
            return _as_array(whole(self, given))
        for value in given:
            if type(value) not in _PLAIN and is_range(value):
                return self._over_lists(given)
        return one(self, given)

    def _over_lists(self, given: Sequence[Any]) -> Any:
        try:
            from .ranges import over_ranges
        except ImportError:  # a browser's or a spreadsheet's Python, without numpy
            from .grids import over_lists

            return over_lists(self, given)
        return over_ranges(self, given)

    def cells(self, values: Sequence[Any]) -> Answer:
        """Answer a call from a spreadsheet; never raises.

        Values are cells, or ranges as lists of rows of cells (arrays where they are large).
        Omitted and blank cells are None, dates are serial numbers; the answer holds no None.
        """
        try:
            return self._cells(values)
        except WorksheetError as error:
            return error.cell()
        except Exception as error:  # a host must never see a traceback in a cell
            _log.exception("%s failed", self.name)
            return CellError("#VALUE!", f"{self.name} failed: {error!r}")

    def _cells(self, values: Sequence[Any]) -> Answer:
        if len(values) > len(self.arguments):
            raise InputError(f"{self.name} takes at most {len(self.arguments)} arguments.")
        given = [*values, *[None] * (self.required - len(values))]
        while len(given) > self.required and given[-1] is None:
            given.pop()
        given = [value if type(value) in _PLAIN else _squeezed(value) for value in given]
        if self.columns:
            # No spreadsheet takes a table without cells: no row and no header is a row of blanks.
            return _as_cells(table(self, given) or [[""] * len(self.columns)])
        if self.block:
            return _as_rows(whole(self, given))
        for value in given:
            if type(value) not in _PLAIN and is_range(value):
                return self._over_ranges(given)
        return _as_cell(one(self, given))

    def _over_ranges(self, given: Sequence[Any]) -> list[list[Cell]]:
        try:
            from .ranges import over_ranges
        except ImportError:  # a spreadsheet whose Python has no numpy
            from .grids import over_grids

            return _as_cells(over_grids(self, given))
        array = over_ranges(self, given, as_excel=True)
        rows: list[list[Any]] = array.tolist()
        return rows if array.dtype == float else _as_cells(rows)


def _squeezed(value: Any) -> Any:
    """Return a range of one cell as that cell."""
    if isinstance(value, (list, tuple)) and len(value) == 1 and len(value[0]) == 1:
        return value[0][0]
    return value


def _as_array(block: Any) -> Any:
    """Return a column or rows as an array; as they are where there is no numpy."""
    if not isinstance(block, list):
        return block
    try:
        import numpy as np
    except ImportError:
        return block
    array = np.array(block, object)
    numbers = all(type(value) is float for value in array.flat)
    return array.astype(float) if numbers else array


def _as_rows(block: Any) -> Answer:
    """Return one value, a column or rows as a cell or as rows of cells."""
    if not isinstance(block, list):
        return _as_cell(block)
    return _as_cells(row if isinstance(row, list) else [row] for row in block)


def _as_cell(value: Any) -> Cell:
    cell: Cell = to_serial(value) if isinstance(value, dt.date) else value
    return cell


def _as_cells(rows: Iterable[Iterable[Any]]) -> list[list[Cell]]:
    return [[_as_cell(value) for value in row] for row in rows]


def _python_function(declaration: WorksheetFunction) -> Callable[..., Any]:
    name, arguments = declaration.name, declaration.arguments
    names = [argument.name for argument in arguments]
    required, most = declaration.required, len(arguments)

    def arranged(given: Sequence[Any], named: dict[str, Any]) -> list[Any]:
        if len(given) > most:
            raise InputError(f"{name} takes at most {most} arguments.")
        values = [*given, *(None if a.optional else REQUIRED for a in arguments[len(given) :])]
        for key, value in named.items():
            if key not in names:
                raise InputError(f"{name} has no argument {key!r}.")
            place = names.index(key)
            if place < len(given):
                raise InputError(f"{name} was given {key} twice.")
            values[place] = value
        for key, value in zip(names, values, strict=True):
            if value is REQUIRED:
                raise InputError(f"{name} needs {key}.")
        return values

    def function(*given: Any, **named: Any) -> Any:
        if named or not required <= len(given) <= most:
            return declaration.call(arranged(given, named))
        return declaration.call(given)

    body = declaration.body
    function.__name__ = function.__qualname__ = name
    function.__module__, function.__doc__ = body.__module__, docstring(declaration)
    function.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
        [
            inspect.Parameter(a.name, inspect.Parameter.POSITIONAL_OR_KEYWORD, default=a.default)
            for a in arguments
        ]
    )
    return function
