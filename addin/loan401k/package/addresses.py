"""A1 addresses as numbers. openpyxl has the same, at the price of importing all of it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

LAST_ROW = 1_048_576
LAST_COLUMN = 16_384

_A1 = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})", re.IGNORECASE)


class Address(NamedTuple):
    """A cell's place, both counted from 1."""

    row: int
    column: int

    def __str__(self) -> str:
        return f"{column_letters(self.column)}{self.row}"


@lru_cache(maxsize=LAST_COLUMN)
def column_letters(number: int) -> str:
    """Return the name of a column counted from 1.

    >>> column_letters(28)
    'AB'
    """
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


class Area(NamedTuple):
    """A rectangle of cells, both corners included."""

    top: int
    left: int
    bottom: int
    right: int

    def holds(self, place: Address) -> bool:
        """Tell whether the cell lies inside."""
        return self.top <= place.row <= self.bottom and self.left <= place.column <= self.right

    def __str__(self) -> str:
        first = str(Address(self.top, self.left))
        last = str(Address(self.bottom, self.right))
        return first if first == last else f"{first}:{last}"

    @property
    def size(self) -> int:
        """The number of cells."""
        return (self.bottom - self.top + 1) * (self.right - self.left + 1)


@lru_cache(maxsize=1 << 16)  # a workbook's cells are read several times over
def address(a1: str) -> Address:
    """Return the place that `a1` names, `$` signs allowed.

    >>> address("$C$5")
    Address(row=5, column=3)
    """
    match = _A1.fullmatch(a1)
    if match:
        column = 0
        for letter in match[1].upper():
            column = 26 * column + ord(letter) - ord("A") + 1
        place = Address(int(match[2]), column)
        if place.row <= LAST_ROW and place.column <= LAST_COLUMN:
            return place
    raise ValueError(f"{a1!r} is no cell address: use A1 to XFD1048576")


def area(reference: str) -> Area:
    """Return the rectangle that `reference`, such as B3:C5 or B3, names."""
    first, _, last = reference.partition(":")
    one = address(first)
    two = address(last or first)
    return Area(
        min(one.row, two.row),
        min(one.column, two.column),
        max(one.row, two.row),
        max(one.column, two.column),
    )
