"""Arguments of functions over ranges: cells read into arrays, blank and bad ones beside them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from ..errors import InputError, WorksheetError
from .grids import OUTSIDE_RANGE
from .kinds import Key, Number, as_double, is_range

if TYPE_CHECKING:
    from .declaration import Argument

Array = Any


@dataclass
class Operand:
    """One argument: a scalar (shape ()) or an array, its blank cells and its bad cells."""

    values: Any
    blank: Array | None = None
    faults: Array | None = None

    @property
    def shape(self) -> tuple[int, ...]:
        """Shape of the range, () for a single value."""
        return self.values.shape if isinstance(self.values, np.ndarray) else ()

    def stretched(self, shape: tuple[int, ...]) -> Operand:
        """Return the column with one element per cell of the result, in one dimension."""
        if self.shape == ():
            return self
        parts = (self.values, self.blank, self.faults)
        flat = (None if a is None else np.broadcast_to(a, shape).reshape(-1) for a in parts)
        return Operand(*flat)

    def padded(self, shape: tuple[int, ...]) -> Operand:
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
        return Operand(np.pad(self.values, ((0, rows), (0, columns)), mode="edge"), blank, faults)


def read(argument: Argument, value: Any) -> Operand:
    """Return what was given for an argument, checked, with the fault of each bad cell."""
    if not is_range(value):
        try:
            return Operand(argument.check(value))
        except WorksheetError as error:
            fault = np.empty((), object)
            fault[()] = error.cell()
            return Operand(np.nan, faults=fault)
    cells = _as_array(argument.name, value)
    if is_number(argument):
        with np.errstate(invalid="ignore"):
            return _read_numbers(argument, cells)
    read, faults = np.empty(cells.shape, object), np.full(cells.shape, None)
    for where, cell in np.ndenumerate(cells):
        try:
            read[where] = argument.check(cell)
        except WorksheetError as error:
            faults[where] = error.cell()
    return Operand(read, None, faults if faults.any() else None)


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


def is_number(argument: Argument) -> bool:
    """Return whether bodies take the argument as an array: a number that is no key."""
    return isinstance(argument.kind, Number) and not isinstance(argument.kind, Key)


def _read_numbers(argument: Argument, cells: Array) -> Operand:
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
                return Operand(cells)
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
    return Operand(numbers, blank if argument.optional else None, faults)


def _is_blank(cell: Any) -> bool:
    return cell is None or (isinstance(cell, str) and cell == "")
