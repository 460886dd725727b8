"""How a worksheet function is called: from Python, and from the cells of a spreadsheet."""

from __future__ import annotations

import datetime as dt
import inspect
import logging
import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ..errors import CellError, InputError, WorksheetError
from ..serial import to_serial
from .declaration import REQUIRED, Declaration, SameAs
from .grids import over_grids
from .kinds import Number, is_range
from .scope import ONE_CELL

_log = logging.getLogger("loan401k")


@dataclass(frozen=True)
class WorksheetFunction(Declaration):
    """A declaration that answers calls."""

    @cached_property
    def function(self) -> Callable[..., Any]:
        """The function that Python users call."""
        return _python_function(self)

    def call(self, values: Sequence[Any]) -> Any:
        """Answer a call from Python, all arguments in order."""
        if self.is_table:
            return self.table(values)
        if self.block:
            return _as_array(self.whole(values))
        if any(map(is_range, values)):
            from .ranges import over_ranges

            return over_ranges(self, values)
        return self.one(values)

    def cells(self, values: Sequence[Any]) -> Any:
        """Answer a call from a spreadsheet; never raises.

        Values are None (omitted or blank), float, bool, str, `CellError`, or a list of rows of
        these. The answer is a float, bool, str or `CellError`, or a list of rows of these; dates
        are serial numbers.
        """
        try:
            return self._cells(values)
        except WorksheetError as error:
            return error.cell()
        except Exception as error:  # a host must never see a traceback in a cell
            _log.exception("%s failed", self.name)
            return CellError("#VALUE!", f"{self.name} failed: {error!r}")

    def _cells(self, values: Sequence[Any]) -> Any:
        if len(values) > len(self.arguments):
            raise InputError(f"{self.name} takes at most {len(self.arguments)} arguments.")
        given = [_squeezed(value) for value in values]
        given += [None] * (len(self.arguments) - len(given))
        if self.is_table:
            # No spreadsheet takes a table without cells: no row and no header is a row of blanks.
            table = self.table(given) or [[""] * len(self.columns or ())]
            return [[_cell(value) for value in row] for row in table]
        if self.block:
            block = self.whole(given)
            if not isinstance(block, list):
                return block
            return [row if isinstance(row, list) else [row] for row in block]
        if not any(map(is_range, given)):
            return _cell(self.one(given))
        try:
            from .ranges import over_ranges
        except ImportError:  # a spreadsheet whose Python has no numpy
            rows: Iterable[Iterable[Any]] = over_grids(self, given)
        else:
            array = over_ranges(self, given, as_excel=True)
            rows = array.tolist()
            if array.dtype == float:
                return rows
        return [[_cell(value) for value in row] for row in rows]


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


def _cell(value: Any) -> Any:
    return to_serial(value) if isinstance(value, dt.date) else value


def _python_function(declaration: WorksheetFunction) -> Callable[..., Any]:
    arguments = declaration.arguments
    names = [argument.name for argument in arguments]
    missing = [REQUIRED if not a.optional else None for a in arguments]

    def arranged(given: tuple[Any, ...], named: dict[str, Any]) -> list[Any]:
        if len(given) > len(names):
            raise InputError(f"{declaration.name} takes at most {len(names)} arguments.")
        values = [*given, *missing[len(given) :]]
        for name, value in named.items():
            if name not in names:
                raise InputError(f"{declaration.name} has no argument {name!r}.")
            place = names.index(name)
            if place < len(given):
                raise InputError(f"{declaration.name} was given {name} twice.")
            values[place] = value
        for name, value in zip(names, values, strict=True):
            if value is REQUIRED:
                raise InputError(f"{declaration.name} needs {name}.")
        return values

    def call(*given: Any, **named: Any) -> Any:
        return declaration.call(arranged(given, named))

    function = call if declaration.is_table else _with_short_cut(declaration, call)
    body = declaration.body
    function.__name__ = function.__qualname__ = declaration.name
    function.__module__, function.__doc__ = body.__module__, body.__doc__
    function.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
        [
            inspect.Parameter(a.name, inspect.Parameter.POSITIONAL_OR_KEYWORD, default=a.default)
            for a in arguments
        ]
    )
    return function


def _with_short_cut(declaration: WorksheetFunction, call: Callable[..., Any]) -> Callable[..., Any]:
    """Serve plain numbers within their bounds without the general path's detours."""
    body, required = declaration.body, declaration.required
    defaults = [argument.default for argument in declaration.arguments]
    if any(isinstance(default, SameAs) for default in defaults) or declaration.one_by_one:
        return call
    limits = []
    for argument in declaration.arguments:
        kind = argument.kind
        if not isinstance(kind, Number) or (kind.whole and kind.choices is None):
            break
        limits.append((kind.low, kind.high, kind.choices))
    tails = [tuple(defaults[k:]) for k in range(len(defaults) + 1)]
    longest, isfinite = len(limits), math.isfinite

    def short_cut(*given: Any, **named: Any) -> Any:
        if named or not required <= len(given) <= longest:
            return call(*given, **named)
        for value, (low, high, choices) in zip(given, limits):  # noqa: B905  (given is shorter)
            if (
                (type(value) is not float and type(value) is not int)
                or not low <= value <= high
                or (choices is not None and value not in choices)
            ):
                return call(*given)
        try:
            result = body(ONE_CELL, *given, *tails[len(given)])
        except (ArithmeticError, ValueError):
            return call(*given)  # which words the error
        return result + 0.0 if type(result) is float and isfinite(result) else call(*given)

    return short_cut
