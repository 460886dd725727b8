"""Arguments of functions over ranges: what was given, and the numbers and words read from it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import TYPE_CHECKING, Any

import numpy as np

from ..errors import InputError, WorksheetError
from .grids import OUTSIDE_RANGE
from .kinds import Key, Number, as_python, is_range

if TYPE_CHECKING:
    from .declaration import Argument

Array = Any

#: Code of a cell that holds a number of its own, first of its choices; that of a bad word.
OWN, BAD = 0, -1


@dataclass
class Operand:
    """One argument: a single value or a range, as given and as read.

    A cell that the kind refuses is NaN, or `BAD` among the codes; `given` then says what it was.
    """

    #: The cells by their place, or what returns those of some places; the value itself where
    #: there is but one.
    given: Any
    #: The checked value, or an array of floats that are not yet held to their bounds.
    values: Any = None
    #: What a body is to see as one value for all cells that share it (a word, a flag, None for an
    #: option left out): its place among the choices. None where the cells are only numbers.
    codes: Array | None = None
    choices: Sequence[Any] = ()
    #: Whether this is a single value that the kind refuses.
    refused: bool = False

    @property
    def shape(self) -> tuple[int, ...]:
        """Shape of the range, () for a single value."""
        cells = self.values if self.codes is None else self.codes
        return cells.shape if isinstance(cells, np.ndarray) else ()

    def cells(self, places: Array) -> Iterable[Any]:
        """Return what was given at places of the flattened range."""
        if self.shape == ():
            return repeat(self.given, len(places))
        cells: list[Any] = (
            self.given(places) if callable(self.given) else self.given[places].tolist()
        )
        return cells

    def stretched(self, shape: tuple[int, ...]) -> Operand:
        """Return the operand with one element per cell of the result, in one dimension."""
        if self.shape == () or (self.shape == shape and len(shape) == 1):
            return self
        return self._with(lambda cells, _: np.broadcast_to(cells, shape).reshape(-1))

    def padded(self, shape: tuple[int, ...]) -> Operand:
        """Return the operand with #N/A in the cells that a shorter range does not reach."""
        if self.shape == ():
            return self
        wider = [
            (0, want - have if have > 1 else 0)
            for want, have in zip(shape, self.shape, strict=True)
        ]
        if not any(more for _, more in wider):
            return self

        def pad(cells: Array, fill: Any) -> Array:
            return np.pad(cells, wider, constant_values=fill)

        if self.given.dtype != object:
            self.given = self.given.astype(object)
        return self._with(pad)

    def _with(self, change: Any) -> Operand:
        """Return the operand with its arrays changed; beside each stands what fills it up."""
        given = np.empty((), object)
        given[()] = OUTSIDE_RANGE  # an array of objects, or numpy would make a plain text of it
        parts = (self.given, given), (self.values, np.nan), (self.codes, BAD)
        cells, values, codes = (None if a is None else change(a, fill) for a, fill in parts)
        return Operand(cells, values, codes, self.choices)


def read(argument: Argument, value: Any) -> Operand:
    """Return what was given for an argument, read."""
    if isinstance(value, Operand):
        return value
    if not is_range(value):
        try:
            return Operand(value, argument.check(value))
        except WorksheetError:
            return Operand(value, refused=True)
    cells = as_array(argument.name, value)
    if not is_number(argument):
        return _read_words(argument, cells)
    if cells.dtype != object:
        return Operand(cells, cells)
    numbers = [_number(argument, cell) for cell in cells.reshape(-1).tolist()]
    blank = np.frompyfunc(_is_blank, 1, 1)(cells).astype(bool)
    return of_numbers(argument, cells, np.array(numbers, float).reshape(cells.shape), blank)


def of_numbers(argument: Argument, given: Any, numbers: Array, blank: Array) -> Operand:
    """Return the operand for numbers, of which some are left out."""
    if not argument.optional or not blank.any():
        return Operand(given, numbers)
    if isinstance(argument.default, (int, float)):
        return Operand(given, np.where(blank, float(argument.default), numbers))
    return Operand(given, numbers, blank.astype(int), (OWN, None))  # 0 is OWN


def as_array(name: str, value: Any) -> Array:
    """Return the cells as floats where all are numbers, else as objects."""
    if not isinstance(value, (list, tuple)):
        array = np.asarray(value)
        if array.dtype.kind in "Mm" or isinstance(value, np.ma.MaskedArray):
            listed = as_python(value if isinstance(value, np.ma.MaskedArray) else array)
            array = np.empty(array.shape, object)
            array[...] = listed
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


def _number(argument: Argument, cell: Any) -> float:
    if type(cell) is float:
        return cell
    try:
        number = argument.check(cell)
    except WorksheetError:
        return np.nan
    return np.nan if number is None else float(number)


def _read_words(argument: Argument, cells: Array) -> Operand:
    """Return words and keys as places among their few choices."""
    places: dict[Any, int] = {}
    choices: list[Any] = [OWN]
    codes = []
    for cell in cells.reshape(-1).tolist():
        try:
            known = type(cell), cell
            place = places.get(known)
        except TypeError:  # a list in a cell
            place = BAD
        if place is None:
            try:
                choices.append(argument.check(cell))
                place = len(choices) - 1
            except WorksheetError:
                place = BAD
            places[known] = place
        codes.append(place)
    return Operand(cells, None, np.array(codes, int).reshape(cells.shape), choices)


def _is_blank(cell: Any) -> bool:
    return cell is None or (isinstance(cell, str) and cell == "")
