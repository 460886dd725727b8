"""The answer for one cell, and for a table: the only way from what was given to a body."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ..errors import BEYOND, DomainError, InputError, WorksheetError
from .kinds import is_range
from .scope import ONE_CELL
from .tables import finished

if TYPE_CHECKING:
    from .declaration import Declaration


def checked(declaration: Declaration, given: Sequence[Any]) -> list[Any]:
    """Return the value of every argument; ``given`` holds at least the required ones."""
    values = []
    for argument, value in zip(declaration.arguments, given):  # noqa: B905  (given is shorter)
        if type(value) is float or type(value) is int:  # never blank: straight to its kind
            values.append(argument.kind.check(argument.name, value))
        else:
            values.append(argument.check(value))
    values += declaration.defaults[len(values) :]
    for place, source in declaration.references:
        if values[place] is None:
            values[place] = values[source]
    return values


def compute(declaration: Declaration, values: Sequence[Any]) -> Any:
    """Return the body's result for checked single values; raise WorksheetError."""
    try:
        result = declaration.body(ONE_CELL, *values)
        if declaration.columns:
            return list(result)
    except WorksheetError:
        raise
    except (ArithmeticError, ValueError) as error:
        raise DomainError(getattr(error, "sentence", BEYOND)) from error
    if type(result) is not float:
        if isinstance(result, bool) or not isinstance(result, (int, float)):
            return result
        result = float(result)
    if not math.isfinite(result):
        raise DomainError(BEYOND)
    return result + 0.0  # no cell shows a zero with a minus


def one(declaration: Declaration, given: Sequence[Any]) -> Any:
    """Return the result for unchecked single values; raise WorksheetError."""
    return compute(declaration, checked(declaration, given))


def whole(declaration: Declaration, given: Sequence[Any]) -> Any:
    """Return the value, column or rows of a function that takes its ranges as they are."""
    _refuse_ranges(declaration, given)
    return one(declaration, given)


def table(declaration: Declaration, given: Sequence[Any]) -> list[list[Any]]:
    """Return the table with its header and padding; raise WorksheetError."""
    _refuse_ranges(declaration, given)
    values = checked(declaration, given)
    header = values.pop()
    height = int(values.pop()) if declaration.varying else 0
    return finished(compute(declaration, values), declaration.headings, header, height)


def _refuse_ranges(declaration: Declaration, given: Sequence[Any]) -> None:
    for argument, value in zip(declaration.arguments, given):  # noqa: B905  (given is shorter)
        if is_range(value) and not argument.kind.takes_ranges:
            raise InputError(f"{argument.name} is a range; it must be a single cell.")
