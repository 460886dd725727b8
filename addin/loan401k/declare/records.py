"""Records: a range of names and values, or a table with a row per record under its names.

In cells a record is two columns, name and value; more columns are a table under a row of names.
In Python it is a dict, a list of dicts, or a mapping of columns (a data frame as it is).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ..errors import CellError, ErrorInArgument, InputError, WorksheetError, raised
from ..nearest import did_you_mean
from .declaration import REQUIRED, Argument
from .kinds import Kind, Word, as_python, is_range, shown
from .scope import ONE_CELL, Scope

NAN = math.nan

#: Types of missing values of data frames.
_MISSING = ("NAType", "NaTType")


def canonical(name: str) -> str:
    """Return a name as it is declared: small letters, underscores for blanks.

    >>> canonical("  Card APR ")
    'card_apr'
    """
    return "_".join(name.split()).casefold()


@dataclass
class Recorded:
    """Checked records as columns of numbers by name; NaN is what was left out."""

    columns: dict[str, list[float]]
    #: The first error of each bad record by its place, and the places of blank ones.
    faults: dict[int, CellError]
    blank: frozenset[int]
    #: Whether one record was given by itself, not as a row of a table.
    alone: bool

    def __len__(self) -> int:
        return len(next(iter(self.columns.values())))

    def one(self, argument: str) -> dict[str, float]:
        """Return the only record; raise its error, or InputError where there are several."""
        places = [place for place in range(len(self)) if place not in self.blank]
        if len(places) != 1:
            raise InputError(f"{argument} holds {len(places)} rows; it must hold one.")
        if fault := self.faults.get(places[0]):
            raise raised(fault)
        return {name: column[places[0]] for name, column in self.columns.items()}

    def require(self, conditions: Callable[[Scope, Mapping[str, float]], None]) -> None:
        """Note the error of every good record that breaks a condition."""
        places = [k for k in range(len(self)) if k not in self.faults and k not in self.blank]
        for place in places:
            try:
                conditions(ONE_CELL, {name: column[place] for name, column in self.columns.items()})
            except WorksheetError as error:
                self.faults[place] = error.cell()

    def answers(self, answer: Callable[[dict[str, list[float]]], Sequence[Any]]) -> list[Any]:
        """Return a cell for each record: its error, blank text, or the answer for the good ones."""
        good = [k for k in range(len(self)) if k not in self.faults and k not in self.blank]
        results: list[Any] = [self.faults.get(place, "") for place in range(len(self))]
        if good:
            columns = {n: [column[k] for k in good] for n, column in self.columns.items()}
            for place, value in zip(good, answer(columns), strict=True):
                results[place] = value
        return results


@dataclass(frozen=True, kw_only=True)
class Records(Kind):
    """Names with values, each name with a kind and a default of its own."""

    takes_ranges = True
    fields: tuple[Argument, ...]

    @cached_property
    def by_name(self) -> dict[str, Argument]:
        """The fields by name."""
        return {field.name: field for field in self.fields}

    @cached_property
    def lines(self) -> list[tuple[str, str]]:
        """Names and help as lists show them, options in brackets; debt_2 .. 10 are one line."""
        lines = []
        for field in self.fields:
            stem, _, number = field.name.rpartition("_")
            if number.isdigit() and number != "2":
                continue
            name = field.name
            if number == "2":
                name += f" .. {sum(other.rpartition('_')[0] == stem for other in self.by_name) + 1}"
            lines.append((f"[{name}]" if field.optional else name, field.help))
        return lines

    def name(self, argument: str, text: Any) -> str:
        """Return a name as declared; raise InputError with the nearest for an unknown one."""
        if isinstance(text, CellError):
            raise ErrorInArgument(text)
        if not isinstance(text, str):
            raise InputError(f"{argument} has {shown(text)} where a name must be.")
        name = canonical(text)
        if name not in self.by_name:
            near = did_you_mean(name, self.by_name, most=1)
            raise InputError(f"{argument} has no name {text.strip()!r}.{near}")
        return name

    def check(self, name: str, value: Any) -> Recorded:
        """Return the records as columns of checked numbers."""
        if isinstance(value, CellError):
            raise ErrorInArgument(value)
        named, alone = self._columns(name, value)
        count = max((len(column) for column in named.values()), default=0)
        blank = frozenset(
            k for k in range(count) if all(_is_blank(column[k]) for column in named.values())
        )
        if len(blank) == count:
            raise InputError(f"{name} is blank; it must be {self.allowed}.")
        faults: dict[int, CellError] = {}
        columns = {}
        for field in self.fields:
            if field.name in named:
                columns[field.name] = _checked(field, named[field.name], faults, blank)
            elif field.default is not REQUIRED:
                columns[field.name] = [_default(field)] * count
            else:
                raise InputError(f"{name} needs {field.name}; it must be {field.kind.allowed}.")
        return Recorded(columns, faults, blank, alone)

    def _columns(self, argument: str, value: Any) -> tuple[dict[str, list[Any]], bool]:
        """Return what was given as columns by name, and whether it is one record by itself."""
        if hasattr(value, "keys"):
            return self._of_mapping(argument, {key: value[key] for key in value.keys()})  # noqa: SIM118
        if hasattr(value, "get_column"):  # polars
            return self._of_mapping(argument, {key: value[key] for key in value.columns})
        if hasattr(value, "tolist"):
            value = as_python(value)
        if not isinstance(value, Sequence) or isinstance(value, str) or not value:
            raise self._refuse(argument, value)
        if all(isinstance(row, Mapping) for row in value):
            keys = list(dict.fromkeys(key for row in value for key in row))
            return self._named(argument, keys, [[r.get(k) for r in value] for k in keys]), False
        rows = [list(row) if is_range(row) else [row] for row in value]
        if len({len(row) for row in rows}) != 1 or len(rows[0]) < 2:
            raise InputError(f"{argument} must be {self.allowed}.")
        if len(rows[0]) == 2:
            keys = [row[0] for row in rows]
            return self._named(argument, keys, [[row[1]] for row in rows]), True
        if len(rows) == 1:
            raise InputError(f"{argument} has a row of names and no row of values under it.")
        keys = rows[0]
        columns = [[row[k] for row in rows[1:]] for k in range(len(keys))]
        return self._named(argument, keys, columns), False

    def _of_mapping(
        self, argument: str, given: Mapping[Any, Any]
    ) -> tuple[dict[str, list[Any]], bool]:
        columns = {key: _listed(value) for key, value in given.items()}
        lengths = {len(column) for column in columns.values() if column is not None}
        if len(lengths) > 1:
            raise InputError(f"{argument} has columns of different lengths.")
        count = lengths.pop() if lengths else 1
        filled = [
            [given[key]] * count if column is None else column for key, column in columns.items()
        ]
        alone = all(column is None for column in columns.values())
        return self._named(argument, list(columns), filled), alone

    def _named(
        self, argument: str, keys: Sequence[Any], columns: Iterable[list[Any]]
    ) -> dict[str, list[Any]]:
        """Return the columns by name; blank names and remarks (#) are passed over."""
        named: dict[str, list[Any]] = {}
        for key, column in zip(keys, columns, strict=True):
            if _is_blank(key) or (isinstance(key, str) and _is_remark(key)):
                continue
            name = self.name(argument, key)
            if name in named:
                raise InputError(f"{argument} has {name} twice.")
            named[name] = column
        if not named:
            raise InputError(f"{argument} is blank; it must be {self.allowed}.")
        return named


def _is_remark(key: str) -> bool:
    """Whether a name is a remark; an error's text begins with # too."""
    return not isinstance(key, CellError) and key.strip().startswith("#")


def _listed(value: Any) -> list[Any] | None:
    """Return a column as a list, None for a single value."""
    if not is_range(value):
        return None
    return as_python(value) if hasattr(value, "tolist") else list(value)


def _is_blank(cell: Any) -> bool:
    """Whether a cell takes the default: blank, or missing from a data frame."""
    if cell is None:
        return True
    if isinstance(cell, str):
        return not cell.strip()
    return type(cell).__name__ in _MISSING or (isinstance(cell, float) and cell != cell)


def _default(field: Argument) -> float:
    return NAN if field.default is None else float(field.default)


def _checked(
    field: Argument, cells: Sequence[Any], faults: dict[int, CellError], blank: frozenset[int]
) -> list[float]:
    """Return the numbers of a column; note the error of each bad one, but the first of a record."""
    kind: Any = field.kind
    low, high, simple = kind.low, kind.high, not kind.whole
    values = []
    for place, cell in enumerate(cells):
        if simple and type(cell) is float and low <= cell <= high:
            values.append(cell)
            continue
        value = NAN
        try:
            if not _is_blank(cell):
                value = kind.check(field.name, cell)
            elif place not in blank:
                value = field.check(None)
                value = NAN if value is None else value
        except WorksheetError as error:
            faults.setdefault(place, error.cell())
        values.append(value)
    return values


@dataclass(frozen=True, kw_only=True)
class Name(Word):
    """The name of a field of records."""

    def check(self, name: str, value: Any) -> str:
        """Return the name as declared; raise InputError with the nearest for an unknown one."""
        if isinstance(value, str) and not isinstance(value, CellError):
            text = canonical(value)
            if text in self.words:
                return text
            if near := did_you_mean(text, self.words, most=1):
                raise InputError(f"{name} is {shown(value)}.{near}")
        return super().check(name, value)


@dataclass(frozen=True, kw_only=True)
class Values(Kind):
    """A row, a column or a block of cells, each to be put in place of a field's value."""

    takes_ranges = True

    def check(self, name: str, value: Any) -> list[Any]:
        """Return the cells one after the other."""
        if isinstance(value, CellError):
            raise ErrorInArgument(value)
        return list(_flat(value)) if is_range(value) else [value]


def _flat(value: Any) -> Iterator[Any]:
    for part in as_python(value) if hasattr(value, "tolist") else value:
        if is_range(part):
            yield from _flat(part)
        else:
            yield part
