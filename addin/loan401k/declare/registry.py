"""The decorators that declare worksheet functions, and the registry that every host reads."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from typing import Any

from .calls import WorksheetFunction
from .declaration import Argument, Column, SameAs
from .kinds import Kind
from .tables import HEADER, ROWS

#: Category of all functions in the function wizards of spreadsheet programs.
CATEGORY = "401(k) loan"

#: The two parts of every list of functions; the second is a group of its own.
QUICK_ANSWERS = "Quick answers"
WHOLE_HOUSEHOLD = "Whole household"

#: Every worksheet function by name, in the order of declaration.
REGISTRY: dict[str, WorksheetFunction] = {}


def listed() -> dict[str, dict[str, list[WorksheetFunction]]]:
    """Return the functions as lists show them: by part and group."""
    parts: dict[str, dict[str, list[WorksheetFunction]]] = {QUICK_ANSWERS: {}, WHOLE_HOUSEHOLD: {}}
    for function in REGISTRY.values():
        part = function.group if function.group == WHOLE_HOUSEHOLD else QUICK_ANSWERS
        parts[part].setdefault(function.group, []).append(function)
    return parts


def worksheet_function(
    group: str, *, result: str, one_by_one: bool = False, native: str = ""
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Declare a function whose arguments may all be single cells or ranges.

    The body takes ``xp`` and the arguments, annotated with their kinds. ``one_by_one`` bodies
    see single values only; ``native`` is its formula in Excel's own words, with the arguments as
    names.
    """
    return _declaring(group, result, one_by_one=one_by_one, native=native)


def block_function(
    group: str, *, result: str
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Declare a function that takes its ranges as they are: nothing broadcasts.

    The body returns one value, a column (a list) or rows (a list of lists) of values and errors.
    """
    return _declaring(group, result, block=True)


def table_function(
    group: str, columns: Mapping[str, str], *, varying: bool = True, result: str = "table"
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Declare a function that returns a table with these columns, each a heading and its unit.

    The body yields rows; `rows` (where the length varies) and `header` are added here.
    """
    tail = (Argument("rows", ROWS, 0), Argument("header", HEADER, True))
    return _declaring(
        group,
        result,
        tail if varying else tail[1:],
        columns=tuple(Column(*column) for column in columns.items()),
        varying=varying,
        one_by_one=True,
    )


def _declaring(
    group: str, result: str, tail: tuple[Argument, ...] = (), **more: Any
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Return the decorator that enters a body, with ``tail`` after its own arguments."""

    def declare(body: Callable[..., Any]) -> Callable[..., Any]:
        declaration = WorksheetFunction(
            name=body.__name__,
            group=group,
            arguments=_arguments(body) + tail,
            body=body,
            doc=inspect.getdoc(body) or "",
            result=result,
            **more,
        )
        REGISTRY[declaration.name] = declaration
        return declaration.function

    return declare


def _arguments(body: Callable[..., Any]) -> tuple[Argument, ...]:
    hints = inspect.get_annotations(body, eval_str=True)
    parameters = list(inspect.signature(body).parameters.values())[1:]
    names = [parameter.name for parameter in parameters]
    arguments = []
    for parameter in parameters:
        kind = next(m for m in hints[parameter.name].__metadata__ if isinstance(m, Kind))
        default = parameter.default
        reference = names.index(default.argument) if isinstance(default, SameAs) else None
        arguments.append(Argument(parameter.name, kind, default, reference))
    return tuple(arguments)
