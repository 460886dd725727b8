"""Functions over ranges: reading columns of cells, broadcasting, slices, one error per bad cell.

The body of a function runs on slices of float arrays that fit the processor's cache. Words,
flags and options left blank are the same for a whole slice: cells are grouped by them first, so
a body may branch on them as on ordinary Python values.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from ..errors import BEYOND, CellError, DomainError, InputError, NoAnswer, WorksheetError
from .kinds import Key, Number, as_double, is_range
from .scope import ManyCells

if TYPE_CHECKING:
    from .declaration import Argument, Declaration

#: Cells per slice: ten columns of temporaries stay in a core's cache.
SLICE = 8192

OUTSIDE_RANGE = CellError(NoAnswer.code, "One of the ranges has no cell here.")

Array = Any

#: None, spelled so that numpy compares element by element.
NOTHING: Any = None


@dataclass
class Column:
    """One argument: a scalar (shape ()) or an array, its blank cells and its bad cells."""

    values: Any
    blank: Array | None = None
    faults: Array | None = None

    @property
    def shape(self) -> tuple[int, ...]:
        """Shape of the range, () for a single value."""
        return self.values.shape if isinstance(self.values, np.ndarray) else ()

    def stretched(self, shape: tuple[int, ...]) -> Column:
        """Return the column with one element per cell of the result, in one dimension."""
        if self.shape == ():
            return self
        parts = (self.values, self.blank, self.faults)
        flat = (None if a is None else np.broadcast_to(a, shape).reshape(-1) for a in parts)
        return Column(*flat)

    def padded(self, shape: tuple[int, ...]) -> Column:
        """Return the column with #N/A in the cells that a shorter range does not reach."""
        rows, columns = (
            want - have if have > 1 else 0 for want, have in zip(shape, self.shape, strict=True)
        )
        if not rows and not columns:
            return self
        faults = np.empty(shape, object)
        faults[...] = OUTSIDE_RANGE  # np.full would turn it into a plain str
        reached = tuple(slice(0, have if have > 1 else None) for have in self.shape)
        faults[reached] = self.faults
        blank = None
        if self.blank is not None:
            blank = np.zeros(shape, bool)
            blank[reached] = self.blank
        return Column(np.pad(self.values, ((0, rows), (0, columns)), mode="edge"), blank, faults)


def over_ranges(
    declaration: Declaration, values: Sequence[Any], *, as_excel: bool = False
) -> Array:
    """Return the array of results, of dtype object with a `CellError` in each bad cell.

    Shapes broadcast as numpy's do; ``as_excel``, cells that a shorter range does not reach are
    #N/A instead.
    """
    columns = [
        _read(argument, value)
        for argument, value in zip(declaration.arguments, values, strict=True)
    ]
    shape = _common_shape(declaration, columns, as_excel)
    if as_excel:
        columns = [c if c.shape == () else c.padded(shape) for c in columns]
    columns = [column.stretched(shape) for column in columns]
    size = int(np.prod(shape))
    faults = _first_faults(columns, size)
    _fill_references(declaration.arguments, columns, size)
    alive = None if faults is None else np.flatnonzero(np.equal(faults, NOTHING))
    if declaration.one_by_one:
        results = _each(declaration, columns, alive, size)
    else:
        results = np.empty(size)
        with np.errstate(all="ignore"):
            for where, arguments in _slices(declaration.arguments, columns, alive, size):
                context = ManyCells()
                try:
                    results[where] = declaration.body(context, *arguments)
                except WorksheetError as error:  # a word or key that all of the slice shares
                    context.faults.setdefault(-1, error.cell())
                faults = _note(context, where, faults, size)
            faults = _not_finite(results, faults, alive)
            results += 0.0  # no cell shows a zero with a minus
    if faults is not None:
        results = results.astype(object)
        bad = np.not_equal(faults, NOTHING)
        results[bad] = faults[bad]
    return results.reshape(shape)


def _read(argument: Argument, value: Any) -> Column:
    if not is_range(value):
        try:
            return Column(argument.check(value))
        except WorksheetError as error:
            fault = np.empty((), object)
            fault[()] = error.cell()
            return Column(np.nan, faults=fault)
    cells = _as_array(argument.name, value)
    if _is_number(argument):
        with np.errstate(invalid="ignore"):
            return _read_numbers(argument, cells)
    read, faults = np.empty(cells.shape, object), np.full(cells.shape, None)
    for where, cell in np.ndenumerate(cells):
        try:
            read[where] = argument.check(cell)
        except WorksheetError as error:
            faults[where] = error.cell()
    return Column(read, None, faults if faults.any() else None)


def _as_array(name: str, value: Any) -> Array:
    """Return the cells as floats where all are numbers, else as objects."""
    if not isinstance(value, (list, tuple)):
        array = np.asarray(value)
        if array.dtype.kind == "M":
            array = array.astype("datetime64[D]")  # finer units would turn into integers
        return array.astype(float if array.dtype.kind in "fiu" else object, copy=False)
    nested = bool(value) and is_range(value[0])
    rows = value if nested else [value]
    if nested and any(not is_range(row) or len(row) != len(rows[0]) for row in rows):
        raise InputError(f"{name} has rows of different lengths; it must be a rectangle of cells.")
    types: set[type] = set()
    for row in rows:
        types.update(map(type, row))
    if types <= {float, int}:
        try:
            return np.array(value, dtype=float)
        except OverflowError:
            pass
    cells = np.empty((len(rows), len(rows[0])), object)
    for k, row in enumerate(rows):
        for j, cell in enumerate(row):
            cells[k, j] = cell
    return cells if nested else cells[0]


def _is_number(argument: Argument) -> bool:
    """Return whether bodies take the argument as an array: a number that is no key."""
    return isinstance(argument.kind, Number) and not isinstance(argument.kind, Key)


def _read_numbers(argument: Argument, cells: Array) -> Column:
    kind: Any = argument.kind
    blank = None
    if cells.dtype == object:
        blank = np.frompyfunc(_is_blank, 1, 1)(cells).astype(bool)
        plain = np.frompyfunc(lambda cell: type(cell) is float or type(cell) is int, 1, 1)
        numbers = np.full(cells.shape, np.nan)
        good = plain(cells).astype(bool)
        numbers[good] = [as_double(cell) for cell in cells[good]]
    else:
        numbers = cells
        # The usual case in one pass or two; NaN fails it.
        if cells.size and kind.low <= cells.min() and cells.max() <= kind.high:
            easy = not kind.whole or np.array_equal(cells, np.rint(cells))
            if easy and kind.choices is None:
                return Column(cells)
    bad = ~((numbers >= kind.low) & (numbers <= kind.high))
    if kind.whole:
        whole = np.rint(numbers)
        bad |= ~(np.abs(numbers - whole) <= 1e-9)
        numbers = whole
    if kind.choices is not None:
        bad |= ~np.isin(numbers, list(kind.choices))
    faults = None
    if blank is not None and argument.optional:
        bad &= ~blank
        numbers[blank] = argument.default if isinstance(argument.default, (int, float)) else np.nan
        blank = None if isinstance(argument.default, (int, float)) else blank
    if bad.any():
        numbers, faults = numbers.copy(), np.full(cells.shape, None)
        for where in zip(*np.nonzero(bad), strict=True):
            try:
                numbers[where] = argument.check(cells[where])
            except WorksheetError as error:
                faults[where] = error.cell()
        if not faults.any():  # numbers of other types than float and int
            faults = None
    return Column(numbers, blank if argument.optional else None, faults)


def _is_blank(cell: Any) -> bool:
    return cell is None or (isinstance(cell, str) and cell == "")


def _common_shape(
    declaration: Declaration, columns: Sequence[Column], as_excel: bool
) -> tuple[int, ...]:
    shapes = [column.shape for column in columns if column.shape]
    if as_excel:
        return max(r for r, _ in shapes), max(c for _, c in shapes)
    try:
        return np.broadcast_shapes(*shapes)
    except ValueError:
        named = ", ".join(
            f"{argument.name} {column.shape}"
            for argument, column in zip(declaration.arguments, columns, strict=True)
            if column.shape
        )
        raise InputError(f"These ranges do not fit together: {named}.") from None


def _first_faults(columns: Sequence[Column], size: int) -> Array | None:
    faults = None
    for column in columns:
        if column.faults is not None:
            if faults is None:
                faults = np.full(size, None)
            new = np.broadcast_to(column.faults, size)
            take = np.equal(faults, NOTHING)
            faults[take] = new[take]
    return faults


def _fill_references(arguments: Sequence[Argument], columns: Sequence[Column], size: int) -> None:
    for argument, column in zip(arguments, columns, strict=True):
        source = argument.reference
        if source is None:
            continue
        other = columns[source].values
        if column.shape == () and column.values is None:
            column.values = other
        elif column.blank is not None:
            column.values = np.where(column.blank, other, column.values)
            column.blank = None


def _slices(
    arguments: Sequence[Argument], columns: Sequence[Column], alive: Array | None, size: int
) -> Iterator[tuple[Any, list[Any]]]:
    """Yield places in the result and the arguments for them, alike in words and blanks."""
    whole = alive is None
    keys = [
        k
        for k, (argument, column) in enumerate(zip(arguments, columns, strict=True))
        if column.shape and (column.blank is not None or not _is_number(argument))
    ]
    if alive is None:
        alive = np.arange(size) if keys else range(size)
    for fixed, members in _groups(columns, keys, alive):
        straight = whole and not keys
        for start in range(0, len(members), SLICE):
            where = slice(start, start + SLICE) if straight else members[start : start + SLICE]
            yield (
                where,
                [
                    fixed[k]
                    if k in fixed
                    else (column.values[where] if column.shape else column.values)
                    for k, column in enumerate(columns)
                ],
            )


def _groups(
    columns: Sequence[Column], keys: Sequence[int], alive: Array
) -> Iterator[tuple[dict[int, Any], Array]]:
    """Yield the values of words, flags and blanks with the cells that share them.

    In a group whose option is given, the column's own values are used: only blanks are fixed.
    """
    if not keys:
        yield {}, alive
        return
    groups: dict[tuple[Any, ...], list[int]] = {}
    for where in alive.tolist():
        key = []
        for k in keys:
            blank, values = columns[k].blank, columns[k].values
            key.append(
                (
                    blank is None,
                    None if blank is not None else values[where],
                    blank is not None and bool(blank[where]),
                )
            )
        groups.setdefault(tuple(key), []).append(where)
    for group, members in groups.items():
        fixed = {
            k: value
            for k, (is_word, value, is_blank) in zip(keys, group, strict=True)
            if is_word or is_blank
        }
        yield fixed, np.array(members)


def _each(
    declaration: Declaration, columns: Sequence[Column], alive: Array | None, size: int
) -> Array:
    results = np.empty(size, object)
    for where in range(size) if alive is None else alive.tolist():
        values = [
            column.values
            if not column.shape
            else None
            if column.blank is not None and column.blank[where]
            else column.values[where]
            for column in columns
        ]
        values = [value.item() if isinstance(value, np.generic) else value for value in values]
        try:
            results[where] = declaration.compute(values)
        except WorksheetError as error:
            results[where] = error.cell()
    if all(type(result) is float for result in results):
        return results.astype(float)
    return results


def _note(context: ManyCells, where: Any, faults: Array | None, size: int) -> Array | None:
    if not context.faults:
        return faults
    if faults is None:
        faults = np.full(size, None)
    places = np.arange(size)[where]
    everywhere = context.faults.pop(-1, None)
    if everywhere is not None:
        faults[places] = everywhere
    for k, fault in context.faults.items():
        faults[places[k]] = fault
    return faults


def _not_finite(results: Array, faults: Array | None, alive: Array | None) -> Array | None:
    bad = ~np.isfinite(results)
    if alive is not None:
        living = np.zeros(results.shape, bool)
        living[alive] = True
        bad &= living
    if not bad.any():
        return faults
    if faults is None:
        faults = np.full(results.shape, None)
    bad &= np.equal(faults, NOTHING)
    faults[bad] = CellError(DomainError.code, BEYOND)
    return faults
