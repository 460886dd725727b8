"""The declaration of a worksheet function: name, arguments, texts, and how it is called."""

from __future__ import annotations

import datetime as dt
import inspect
import logging
import math
import typing
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ..errors import BEYOND, CellError, DomainError, InputError, WorksheetError
from .contexts import ONE_CELL
from .kinds import RATE, Kind, Number, Rows, is_range
from .serial import to_serial
from .tables import HEADER, ROWS, finished

_log = logging.getLogger("loan401k")

#: Every worksheet function by name, in the order of declaration.
REGISTRY: dict[str, Declaration] = {}

#: Default of an argument that must be given.
REQUIRED: Any = inspect.Parameter.empty


@dataclass(frozen=True)
class SameAs:
    """Default that is the value of another argument."""

    argument: str

    def __repr__(self) -> str:
        return self.argument


def same_as(argument: str) -> Any:
    """Return the default for an option that follows another argument."""
    return SameAs(argument)


@dataclass(frozen=True)
class Argument:
    """One argument: name, kind, and default or `REQUIRED`."""

    name: str
    kind: Kind
    default: Any = REQUIRED
    #: Place of the argument that the default is the same as.
    reference: int | None = None

    @property
    def optional(self) -> bool:
        """Whether the argument may be left out."""
        return self.default is not REQUIRED

    @cached_property
    def help(self) -> str:
        """The argument's line in function wizards: sentence, unit, allowed values, default."""
        default = f" Default {self.default_text}." if self.default_text else " Optional."
        return self.kind.sentence + (default if self.optional else "")

    @cached_property
    def default_text(self) -> str:
        """The default as a person would type it, "" where there is none."""
        default = self.default
        if not self.optional or default is None:
            return ""
        if isinstance(default, bool):
            return str(default).upper()
        if isinstance(default, str):
            return f'"{default}"'
        if isinstance(default, SameAs):
            return default.argument
        return f"{100 * default:g}%" if self.kind.unit == RATE and default else f"{default:g}"

    def check(self, value: Any) -> Any:
        """Return the checked value, the default for a blank one (None for `SameAs`)."""
        if value is None or (isinstance(value, str) and value == ""):
            if not self.optional:
                raise InputError(f"{self.name} is blank; it must be {self.kind.allowed}.")
            return None if self.reference is not None else self.default
        return self.kind.check(self.name, value)


@dataclass(frozen=True)
class Declaration:
    """Everything a host needs to know about one worksheet function."""

    name: str
    group: str
    arguments: tuple[Argument, ...]
    body: Callable[..., Any]
    doc: str
    #: Unit or form of the result, for tables of functions.
    result: str
    #: Headings of the columns of a table function, None for a function of single cells.
    columns: tuple[str, ...] | None = None
    #: Whether a table's length varies, so that it takes `rows`.
    varying: bool = False
    #: Whether ranges are served one cell at a time.
    one_by_one: bool = False

    @cached_property
    def function(self) -> Callable[..., Any]:
        """The function that Python users call."""
        return _python_function(self)

    @cached_property
    def summary(self) -> str:
        """First sentence of the docstring: the help of function wizards."""
        return " ".join(self.doc.split("\n\n")[0].split())

    @property
    def is_table(self) -> bool:
        """Whether the function returns a table."""
        return self.columns is not None

    @cached_property
    def required(self) -> int:
        """Number of arguments that must be given."""
        return sum(not argument.optional for argument in self.arguments)

    @cached_property
    def syntax(self) -> str:
        """Name and arguments as function wizards show them, options in brackets."""
        names = (f"[{a.name}]" if a.optional else a.name for a in self.arguments)
        return f"{self.name}({', '.join(names)})"

    # Calls, from the innermost outwards.

    def compute(self, values: Sequence[Any]) -> Any:
        """Return the body's result for checked single values; raise WorksheetError."""
        try:
            result = self.body(ONE_CELL, *values)
            if self.is_table:
                return list(result)
        except WorksheetError:
            raise
        except (ArithmeticError, ValueError) as error:
            raise DomainError(getattr(error, "sentence", BEYOND)) from error
        if isinstance(result, (int, float)) and not isinstance(result, bool):
            if not math.isfinite(result):
                raise DomainError(BEYOND)
            return float(result)
        return result

    def one(self, values: Sequence[Any]) -> Any:
        """Return the result for unchecked single values; raise WorksheetError."""
        return self.compute(self._checked(values))

    def table(self, values: Sequence[Any]) -> list[list[Any]]:
        """Return the table with its header and padding; raise WorksheetError."""
        for argument, value in zip(self.arguments, values, strict=True):
            if is_range(value) and not isinstance(argument.kind, Rows):
                raise InputError(f"{argument.name} is a range; it must be a single cell.")
        checked = self._checked(values)
        header = checked.pop()
        height = int(checked.pop()) if self.varying else 0
        return finished(self.compute(checked), self.columns or (), header, height)

    def _checked(self, values: Sequence[Any]) -> list[Any]:
        checked = [a.check(v) for a, v in zip(self.arguments, values, strict=True)]
        for k, argument in enumerate(self.arguments):
            if argument.reference is not None and checked[k] is None:
                checked[k] = checked[argument.reference]
        return checked

    def call(self, values: Sequence[Any]) -> Any:
        """Answer a call from Python, all arguments in order."""
        if self.is_table:
            return self.table(values)
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
            rows = self.table(given) or [[""] * len(self.columns or ())]
            return [[_cell(value) for value in row] for row in rows]
        if not any(map(is_range, given)):
            return _cell(self.one(given))
        try:
            from .ranges import over_ranges
        except ImportError:  # a spreadsheet whose Python has no numpy
            from .grids import over_grids

            grid: Iterable[Iterable[Any]] = over_grids(self, given)
        else:
            array = over_ranges(self, given, as_excel=True)
            grid = array.tolist()
            if array.dtype == float:
                return grid
        return [[_cell(value) for value in row] for row in grid]


def _squeezed(value: Any) -> Any:
    """Return a range of one cell as that cell."""
    if isinstance(value, (list, tuple)) and len(value) == 1 and len(value[0]) == 1:
        return value[0][0]
    return value


def _cell(value: Any) -> Any:
    return to_serial(value) if isinstance(value, dt.date) else value


def worksheet_function(
    group: str, *, result: str, one_by_one: bool = False
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Declare a function whose arguments may all be single cells or ranges.

    The body takes ``xp`` and the arguments, annotated with their kinds. ``one_by_one`` bodies
    see single values only.
    """

    def declare(body: Callable[..., Any]) -> Callable[..., Any]:
        return _enter(
            Declaration(
                name=body.__name__,
                group=group,
                arguments=_arguments(body),
                body=body,
                doc=inspect.getdoc(body) or "",
                result=result,
                one_by_one=one_by_one,
            )
        )

    return declare


def table_function(
    group: str, *columns: str, varying: bool = True, result: str = "table"
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Declare a function that returns a table with these columns.

    The body yields rows; `rows` (where the length varies) and `header` are added here.
    """

    def declare(body: Callable[..., Any]) -> Callable[..., Any]:
        tail = (Argument("rows", ROWS, 0), Argument("header", HEADER, True))
        return _enter(
            Declaration(
                name=body.__name__,
                group=group,
                arguments=_arguments(body) + (tail if varying else tail[1:]),
                body=body,
                doc=inspect.getdoc(body) or "",
                result=result,
                columns=columns,
                varying=varying,
                one_by_one=True,
            )
        )

    return declare


def _arguments(body: Callable[..., Any]) -> tuple[Argument, ...]:
    hints = typing.get_type_hints(body, include_extras=True)
    parameters = list(inspect.signature(body).parameters.values())[1:]
    names = [parameter.name for parameter in parameters]
    arguments = []
    for parameter in parameters:
        kind = next(m for m in hints[parameter.name].__metadata__ if isinstance(m, Kind))
        default = parameter.default
        reference = names.index(default.argument) if isinstance(default, SameAs) else None
        arguments.append(Argument(parameter.name, kind, default, reference))
    return tuple(arguments)


def _enter(declaration: Declaration) -> Callable[..., Any]:
    """Put the declaration into the registry and return the function that Python users call."""
    REGISTRY[declaration.name] = declaration
    return declaration.function


def _python_function(declaration: Declaration) -> Callable[..., Any]:
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


def _with_short_cut(declaration: Declaration, call: Callable[..., Any]) -> Callable[..., Any]:
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
        return result if type(result) is float and isfinite(result) else call(*given)

    return short_cut
