"""Addresses, areas and places as a person and a file write them, and as numbers.

openpyxl has some of it, at the price of importing all of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

LAST_ROW = 1_048_576
LAST_COLUMN = 16_384

_A1 = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})", re.IGNORECASE)
_COLUMNS = re.compile(r"\$?([A-Z]{1,3}):\$?([A-Z]{1,3})", re.IGNORECASE)
_ROWS = re.compile(r"\$?([1-9][0-9]{0,6}):\$?([1-9][0-9]{0,6})")
# A sheet's name that needs no quotes has no operator in it.
_REFERENCE = re.compile(r"=?(?:'((?:[^'\[\]]|'')+)'|([^'!\[\]#*+/&=<>^(),;{}\"-]+))!(.+)")
# A sheet's name that needs no quotes: a word that cannot be taken for a cell.
_WORD = re.compile(r"[^\W\d]\w*")
_R1C1 = re.compile(r"(?:R\d*)?(?:C\d*)?", re.IGNORECASE)


class Address(NamedTuple):
    """A cell of a sheet: its row and column, both counted from 1."""

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

    def holds(self, cell: Address) -> bool:
        """Tell whether the cell lies inside."""
        return self.top <= cell.row <= self.bottom and self.left <= cell.column <= self.right

    def addresses(self) -> Iterator[Address]:
        """Yield the cells row by row."""
        for row in range(self.top, self.bottom + 1):
            for column in range(self.left, self.right + 1):
                yield Address(row, column)

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
    """Return the cell that `a1` names, `$` signs allowed.

    >>> address("$C$5")
    Address(row=5, column=3)
    """
    match = _A1.fullmatch(a1)
    if match:
        column = 0
        for letter in match[1].upper():
            column = 26 * column + ord(letter) - ord("A") + 1
        found = Address(int(match[2]), column)
        if found.row <= LAST_ROW and found.column <= LAST_COLUMN:
            return found
    raise ValueError(f"{a1!r} is no cell address: use A1 to XFD1048576")


def area(corners: str) -> Area:
    """Return the rectangle that its corners, such as B3:C5 or B3 alone, name."""
    first, colon, last = corners.partition(":")
    one = address(first)
    two = address(last) if colon else one
    return Area(
        min(one.row, two.row),
        min(one.column, two.column),
        max(one.row, two.row),
        max(one.column, two.column),
    )


def any_area(text: str) -> Area:
    """Return the rectangle that `area` would, or that whole columns or rows fill.

    >>> any_area("$B:C"), any_area("2:2")
    (Area(top=1, left=2, bottom=1048576, right=3), Area(top=2, left=1, bottom=2, right=16384))
    """
    if match := _COLUMNS.fullmatch(text):
        return area(f"{match[1]}1:{match[2]}{LAST_ROW}")
    if match := _ROWS.fullmatch(text):
        return area(f"A{match[1]}:{column_letters(LAST_COLUMN)}{match[2]}")
    return area(text)


class Place(NamedTuple):
    """A cell of a workbook: its sheet, and its address there."""

    sheet: str
    address: Address

    def __str__(self) -> str:
        return f"{quoted(self.sheet)}!{self.address}"


def quoted(sheet: str) -> str:
    """Return a sheet's name as it stands before the exclamation mark of a reference."""
    plain = _WORD.fullmatch(sheet) and not (_A1.fullmatch(sheet) or _R1C1.fullmatch(sheet))
    return sheet if plain else "'" + sheet.replace("'", "''") + "'"


def reference(text: str) -> tuple[str, Area]:
    """Return the sheet and the area that a reference names, `$` signs and = allowed.

    Raises ValueError for anything else: another workbook's cells, several areas, a number.

    >>> sheet, cells = reference("'Job loss'!$C$5:$D$9")
    >>> sheet, str(cells), str(Place(sheet, address("C5")))
    ('Job loss', 'C5:D9', "'Job loss'!C5")
    """
    match = _REFERENCE.fullmatch(text.strip())
    if match is None:
        raise ValueError(f"{text!r} is no reference to the cells of one sheet")
    sheet = match[1].replace("''", "'") if match[1] else match[2]
    return sheet, area(match[3])
