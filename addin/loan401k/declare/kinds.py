"""Kinds of arguments: what a cell may hold, said once as a check and as a sentence.

A kind turns the value of one cell into what a formula works with, or raises the error that the
cell shows. Ranges use the same kinds: numbers are screened with `Number.low` and `Number.high`
and only suspects are looked at one by one.
"""

from __future__ import annotations

import datetime as dt
import math
import numbers
import re
import sys
from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar, TypeAlias

from ..errors import CellError, DomainError, ErrorInArgument, InputError
from ..serial import FIRST_DATE, FIRST_SERIAL, LAST_SERIAL, from_serial

#: What a cell holds; None is a blank one, and an error is a `CellError`, which is a text.
Cell: TypeAlias = float | bool | str | None

#: What a function answers: one cell, or rows of cells.
Answer: TypeAlias = Cell | list[list[Cell]]

#: Unit of rates and shares, which cells show as 4.25% and formulas take as 0.0425.
RATE = "rate"

_LARGEST = sys.float_info.max
_LIKE_A_NUMBER = re.compile(r"\s*[-+(]?\s*[$€£]?\s*[\d.,]+\s*[%)]?\s*")


def is_range(value: Any) -> bool:
    """Return whether a value is a range rather than one cell."""
    return isinstance(value, (list, tuple)) or getattr(value, "shape", ()) != ()


def as_python(value: Any) -> Any:
    """Return a scalar of numpy as Python's own, an array as lists; what is masked is None.

    numpy makes integers of the dates and durations that it holds more finely than Python does.
    """
    kind = value.dtype.kind if type(value).__module__.startswith("numpy") else ""
    if kind in ("M", "m"):
        value = value.astype("datetime64[D]" if kind == "M" else "timedelta64[s]")
    return value.tolist()


def shown(value: Any) -> str:
    """Return a value as a message shows it."""
    if isinstance(value, str):
        return f'the text "{value}"' if len(value) <= 40 else f'the text "{value[:37]}..."'
    if isinstance(value, bool):
        return str(value).upper()
    if value is None:
        return "blank"
    try:
        text = f"{value:.12g}" if isinstance(value, (int, float)) else str(value)
    except (OverflowError, ValueError):  # an int beyond a double, or of too many digits
        return "beyond the range of a double"
    short = len(text) <= 60 and "\n" not in text
    return text if short else f"a {type(value).__name__}"


def as_double(value: Any) -> float:
    """Return a real number as a float: infinity beyond a double, NaN where it is not a number."""
    try:
        return float(value)
    except OverflowError:
        return math.inf if value > 0 else -math.inf
    except ValueError:  # a signalling NaN of `decimal`
        return math.nan


def outside(name: str, value: Any, allowed: str) -> str:
    """Return the sentence for a value that is not allowed."""
    return f"{name} is {shown(value)}; it must be {allowed}."


@dataclass(frozen=True, kw_only=True)
class Kind(ABC):
    """Base of all kinds; ``help`` is the argument's sentence in function wizards."""

    #: Whether the kind makes one value of a range, so that a range does not broadcast.
    takes_ranges: ClassVar[bool] = False

    help: str = ""
    unit: str = ""
    allowed: str = ""

    @abstractmethod
    def check(self, name: str, value: Any) -> Any:
        """Return what the formula works with, or raise what the cell shows."""

    def _refuse(self, name: str, value: Any) -> InputError:
        return InputError(outside(name, value, self.allowed))

    @property
    def sentence(self) -> str:
        """Help, unit and allowed values in one line."""
        unit = f" ({self.unit})" if self.unit and self.unit != RATE else ""
        return f"{self.help}{unit}: {self.allowed}."


@dataclass(frozen=True, kw_only=True)
class Number(Kind):
    """A number between two bounds, both allowed."""

    low: float = -_LARGEST
    high: float = _LARGEST
    whole: bool = False
    choices: frozenset[float] | None = None
    hint: str = ""

    def check(self, name: str, value: Any) -> float:
        """Return the value as a float within the bounds."""
        if type(value) is float:
            number = value
        elif type(value) is int:
            number = as_double(value)
        else:
            number = self._number(name, value)
        if not self.low <= number <= self.high:
            raise DomainError(outside(name, value, self.allowed) + self.hint)
        if self.whole:
            nearest = float(round(number))
            if abs(number - nearest) > 1e-9:
                raise DomainError(outside(name, value, self.allowed))
            number = nearest
        if self.choices is not None and number not in self.choices:
            raise DomainError(outside(name, value, self.allowed))
        return number

    def _number(self, name: str, value: Any) -> float:
        if isinstance(value, CellError):
            raise ErrorInArgument(value)
        if isinstance(value, str) and _LIKE_A_NUMBER.fullmatch(value):
            raise InputError(
                f"{name} is {shown(value)}, which only looks like a number; it must be a number, "
                f"{self.allowed}."
            )
        if getattr(value, "shape", None) == ():
            value = as_python(value)  # a scalar of numpy, or its array of no dimensions
        if isinstance(value, bool) or not isinstance(value, (numbers.Real, Decimal)):
            raise InputError(f"{name} is {shown(value)}; it must be a number, {self.allowed}.")
        return as_double(value)


@dataclass(frozen=True, kw_only=True)
class Key(Number):
    """A number that names an entry of a table, such as a year.

    Ranges are grouped by it, as by words: a body sees one key at a time.
    """


@dataclass(frozen=True, kw_only=True)
class Word(Kind):
    """One word of a list; case and outer blanks do not matter."""

    words: tuple[str, ...]

    def check(self, name: str, value: Any) -> str:
        """Return the word in the list's own spelling."""
        if isinstance(value, CellError):
            raise ErrorInArgument(value)
        if isinstance(value, str):
            wanted = value.strip().casefold()
            for word in self.words:
                if word.casefold() == wanted:
                    return word
        raise self._refuse(name, value)


@dataclass(frozen=True, kw_only=True)
class Flag(Kind):
    """TRUE or FALSE; 1 and 0 serve, because LibreOffice hands them over for TRUE and FALSE."""

    def check(self, name: str, value: Any) -> bool:
        """Return the flag as a bool."""
        if isinstance(value, CellError):
            raise ErrorInArgument(value)
        if isinstance(value, bool):
            return value
        if isinstance(value, numbers.Real) and value in (0, 1):
            return bool(value)
        if type(value).__name__ in ("bool", "bool_"):  # numpy's, without importing numpy
            return bool(value)
        raise self._refuse(name, value)


@dataclass(frozen=True, kw_only=True)
class Text(Kind):
    """A text without outer blanks: any, or one of a pattern in which case does not matter."""

    pattern: str = ""

    def check(self, name: str, value: Any) -> str:
        """Return the text."""
        if isinstance(value, CellError):
            raise ErrorInArgument(value)
        if not isinstance(value, str):
            raise self._refuse(name, value)
        text = value.strip()
        if self.pattern and not re.fullmatch(self.pattern, text, re.IGNORECASE | re.ASCII):
            raise self._refuse(name, value)
        return text


@dataclass(frozen=True, kw_only=True)
class Date(Kind):
    """A date: a spreadsheet date in cells (a serial number), `datetime.date` in Python."""

    allowed: str = "a date from 1 March 1900 to 31 December 9999"

    def check(self, name: str, value: Any) -> dt.date:
        """Return the value as a date."""
        if isinstance(value, CellError):
            raise ErrorInArgument(value)
        if getattr(value, "shape", None) == ():
            value = as_python(value)
        if isinstance(value, dt.datetime) and value == value:  # which pandas' missing one is not
            date = value.date()
        elif isinstance(value, dt.date) and not isinstance(value, dt.datetime):
            date = value
        elif isinstance(value, bool) or not isinstance(value, (numbers.Real, Decimal)):
            raise self._refuse(name, value)
        elif not FIRST_SERIAL <= as_double(value) < LAST_SERIAL + 1:
            raise DomainError(outside(name, value, self.allowed))
        else:
            date = from_serial(as_double(value))
        if date < FIRST_DATE:
            raise DomainError(outside(name, value, self.allowed))
        return date


@dataclass(frozen=True, kw_only=True)
class Rows(Kind):
    """A range of rows with one column per kind; rows that are blank throughout are passed over."""

    takes_ranges = True
    columns: tuple[tuple[str, Kind], ...]
    #: Whether a range that is blank throughout stands for no rows.
    may_be_blank: bool = False

    def check(self, name: str, value: Any) -> list[tuple[Any, ...]]:
        """Return the rows as tuples of what their kinds make of the cells."""
        if isinstance(value, CellError):
            raise ErrorInArgument(value)
        if hasattr(value, "tolist"):
            value = as_python(value)
        if not isinstance(value, Sequence) or isinstance(value, str):
            raise self._refuse(name, value)
        rows = value if not value or _is_row(value[0]) else [value]
        checked = [self._row(name, number, row) for number, row in enumerate(rows, 1)]
        kept = [row for row in checked if row]
        if not kept and not self.may_be_blank:
            raise InputError(f"{name} is blank; it must be {self.allowed}.")
        return kept

    def _row(self, name: str, number: int, row: Any) -> tuple[Any, ...]:
        if not _is_row(row) or len(row) != len(self.columns):
            raise InputError(f"row {number} of {name} is not of the form: {self.allowed}.")
        if all(cell is None or cell == "" for cell in row):
            return ()
        return tuple(
            kind.check(f"{label} in row {number} of {name}", cell)
            for (label, kind), cell in zip(self.columns, row, strict=True)
        )


def _is_row(value: Any) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str)


def above(bound: float) -> float:
    """Return the smallest double above a bound that is itself not allowed."""
    return math.nextafter(bound, math.inf)


def below(bound: float) -> float:
    """Return the largest double below a bound that is itself not allowed."""
    return math.nextafter(bound, -math.inf)


def one_of(values: Iterable[float]) -> tuple[frozenset[float], str]:
    """Return the choices and their sentence."""
    ordered = sorted(values)
    text = ", ".join(f"{value:g}" for value in ordered[:-1])
    return frozenset(ordered), f"one of {text} and {ordered[-1]:g}"
