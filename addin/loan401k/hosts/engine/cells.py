"""The cells of a workbook in the embedded engine: where they are and what they hold."""

from __future__ import annotations

from collections.abc import Iterator

from ...package.addresses import Address, Area, area
from .engine import Book, Cell, value_of

#: Sheet and address of a cell.
Place = tuple[str, Address]


def shown(place: Place) -> str:
    """Return a cell's place as a person writes it."""
    sheet, cell = place
    return f"{sheet}!{cell}" if sheet.replace("_", "").isalnum() else quoted(place)


def quoted(place: Place) -> str:
    """Return a cell's place as the engine takes it."""
    sheet, cell = place
    return "'" + sheet.replace("'", "''") + f"'!{cell}"


def places(block: Area) -> Iterator[Address]:
    """Yield the cells of an area, row by row."""
    for row in range(block.top, block.bottom + 1):
        for column in range(block.left, block.right + 1):
            yield Address(row, column)


def cell_value(book: Book, place: Place) -> Cell:
    """Return what a cell holds, None for a blank one."""
    return value_of(book.book.get_value(place[0], *place[1]))


def extent(book: Book, place: Place) -> Area:
    """Return the area that the results of a cell's formula fill, at least the cell itself."""
    spill = book.book.inspect_cell(quoted(place), include_values=False).cell.spill
    if spill is None or not spill.extent:
        return Area(*place[1], *place[1])
    return area(spill.extent.rpartition("!")[2])
