"""What is declared of a worksheet function: name, arguments, texts, and the answer for one cell."""

from __future__ import annotations

import inspect
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ..errors import BEYOND, DomainError, InputError, WorksheetError
from .kinds import RATE, Kind, is_range
from .scope import ONE_CELL
from .tables import finished

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
    #: Whether the body takes its ranges as they are and answers one value, a column or rows.
    block: bool = False

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
            return float(result) + 0.0  # no cell shows a zero with a minus
        return result

    def one(self, values: Sequence[Any]) -> Any:
        """Return the result for unchecked single values; raise WorksheetError."""
        return self.compute(self._checked(values))

    def whole(self, values: Sequence[Any]) -> Any:
        """Return the value, column or rows of a function that takes its ranges as they are."""
        self._refuse_ranges(values)
        return self.compute(self._checked(values))

    def table(self, values: Sequence[Any]) -> list[list[Any]]:
        """Return the table with its header and padding; raise WorksheetError."""
        self._refuse_ranges(values)
        checked = self._checked(values)
        header = checked.pop()
        height = int(checked.pop()) if self.varying else 0
        return finished(self.compute(checked), self.columns or (), header, height)

    def _refuse_ranges(self, values: Sequence[Any]) -> None:
        for argument, value in zip(self.arguments, values, strict=True):
            if is_range(value) and not argument.kind.takes_ranges:
                raise InputError(f"{argument.name} is a range; it must be a single cell.")

    def _checked(self, values: Sequence[Any]) -> list[Any]:
        checked = [a.check(v) for a, v in zip(self.arguments, values, strict=True)]
        for k, argument in enumerate(self.arguments):
            if argument.reference is not None and checked[k] is None:
                checked[k] = checked[argument.reference]
        return checked
