"""What is declared of a worksheet function: its name, arguments, columns and texts."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from ..errors import InputError
from .kinds import RATE, Kind

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
        if value is None or (isinstance(value, str) and not value):
            if not self.optional:
                raise InputError(f"{self.name} is blank; it must be {self.kind.allowed}.")
            return None if self.reference is not None else self.default
        return self.kind.check(self.name, value)


class Column(NamedTuple):
    """One column of a table function: its heading, and the unit or form of its values."""

    heading: str
    unit: str


@dataclass(frozen=True)
class Declaration:
    """Everything a host needs to know about one worksheet function."""

    name: str
    group: str
    arguments: tuple[Argument, ...]
    body: Callable[..., Any]
    doc: str
    #: Unit or form of the result, such as "dollars a month".
    result: str
    #: The same in Excel's own words, arguments as names; none where it would not be short.
    native: str = ""
    #: Columns of a table function, none for a function of single cells.
    columns: tuple[Column, ...] = ()
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
        return bool(self.columns)

    @property
    def broadcasts(self) -> bool:
        """Whether ranges are served cell by cell, as arrays of their common shape."""
        return not self.is_table and not self.block

    @cached_property
    def headings(self) -> list[str]:
        """Headings of a table's columns."""
        return [column.heading for column in self.columns]

    @cached_property
    def defaults(self) -> tuple[Any, ...]:
        """What `Argument.check` gives for each argument left out."""
        return tuple(None if a.reference is not None else a.default for a in self.arguments)

    @cached_property
    def references(self) -> tuple[tuple[int, int], ...]:
        """Places of the arguments whose defaults are others', with the places of those."""
        places = enumerate(argument.reference for argument in self.arguments)
        return tuple((place, source) for place, source in places if source is not None)

    @cached_property
    def required(self) -> int:
        """Number of arguments that must be given."""
        return sum(not argument.optional for argument in self.arguments)

    @cached_property
    def syntax(self) -> str:
        """Name and arguments as function wizards show them, options in brackets."""
        names = (f"[{a.name}]" if a.optional else a.name for a in self.arguments)
        return f"{self.name}({', '.join(names)})"
