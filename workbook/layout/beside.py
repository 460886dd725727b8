"""Blocks on the sheet Behind that charts and tables read, side by side right of its figures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from openpyxl.utils import get_column_letter

from loan401k.declare import REGISTRY, Column

from . import style
from .book import Book, Page
from .words import ready

_LAST_COLUMN = 140
_TOP = 4

#: Rows of a table on a page that is to be read.
ROWS = 60


class Block(NamedTuple):
    """Columns of the sheet Behind: their letters, and the first and last row under the heads."""

    sheet: str
    letters: list[str]
    first: int
    last: int

    def column(self, place: int) -> str:
        """Return the cells of a column, counted from 0."""
        letter = self.letters[place]
        return f"'{self.sheet}'!${letter}${self.first}:${letter}${self.last}"

    def local(self, place: int) -> str:
        """Return the cells of a column without the sheet."""
        letter = self.letters[place]
        return f"{letter}{self.first}:{letter}{self.last}"

    def cell(self, place: int, row: int) -> str:
        """Return a cell of a column by its row, both counted from 0."""
        return f"'{self.sheet}'!${self.letters[place]}${self.first + row}"

    @property
    def area(self) -> str:
        """The cells of all columns, without the sheet."""
        return f"{self.letters[0]}{self.first}:{self.letters[-1]}{self.last}"

    def head(self, place: int) -> str:
        """Return the cell with the heading of a column."""
        return f"'{self.sheet}'!${self.letters[place]}${self.first - 1}"


def room(book: Book, title: str, columns: int, rows: int, widths: Sequence[float] = ()) -> Block:
    """Return so many free columns of Behind, under a title; the first ones have these widths."""
    if get_column_letter(_LAST_COLUMN) not in book.behind.widths:  # nothing stands here yet
        book.behind.columns({**book.behind.widths, get_column_letter(_LAST_COLUMN): 12})
    letters = [get_column_letter(book.taken + k) for k in range(columns)]
    book.taken += columns + 1
    for letter, width in zip(letters, widths, strict=False):
        book.behind.sheet.column_dimensions[letter].width = width
    book.behind.put(f"{letters[0]}{_TOP - 1}", title, "Body strong")
    return Block(book.behind.title, letters, _TOP + 1, _TOP + rows)


def constants(book: Book, title: str, values: Sequence[tuple[str, str, object, str]]) -> None:
    """Write named values on Behind: name, label, value, format."""
    block = room(book, title, 2, len(values), (52, 20))
    for row, (name, label, value, form) in enumerate(values, block.first):
        book.behind.put(f"{block.letters[0]}{row}", label, "Label")
        book.behind.put(f"{block.letters[1]}{row}", value, "Value quiet", form, name=name)


def figures(book: Book, title: str, values: Sequence[tuple[str, str, str, str]]) -> None:
    """Write named figures, which wait until every input can be used."""
    waiting = [(name, label, ready(formula), form) for name, label, formula, form in values]
    constants(book, title, waiting)


def gains(book: Book, title: str, said: Sequence[tuple[str, str]]) -> Block:
    """Write what is said of each bar of a chart and the gain that it shows, and return where."""
    block = room(book, title, 2, len(said))
    names, values = block.letters
    book.behind.put(f"{values}{block.first - 1}", "Gain", "Table head")
    for row, (name, value) in enumerate(said, block.first):
        book.behind.put(f"{names}{row}", ready(name), "Value quiet")
        book.behind.put(f"{values}{row}", ready(f"N({value})"), "Value quiet", style.GAIN)
    return block


def table(
    book: Book,
    function: str,
    formula: str,
    rows: int,
    *,
    name: str = "",
    dollars: str = style.MONEY,
) -> Block:
    """Write a table function's answer on Behind, with its headings, and return where it is."""
    block = room(book, function, len(REGISTRY[function].columns), rows)
    book.behind.table(
        f"{block.letters[0]}{_TOP}",
        function,
        ready(formula),
        rows,
        name=name,
        dollars=dollars,
        sparse=True,
    )
    return block


def show(
    page: Page,
    cell: tuple[str, int],
    block: Block,
    columns: Sequence[Column],
    *,
    rows: int = ROWS,
    skip: str = "0",
    dollars: str = style.MONEY,
) -> int:
    """Show rows of a block on a page, from its first or from `skip` rows on; return the last row.

    Only rows with a value are ruled. LibreOffice takes what a table leaves empty for no "".
    """
    left, top = cell
    start = page.sheet[f"{left}1"].column
    formats = {**style.OF_UNIT, "dollars": dollars}
    for place, column in enumerate(columns):
        letter = get_column_letter(start + place)
        number = column.unit in formats
        page.put(f"{letter}{top}", column.heading, "Table head" if number else "Table head left")
        look = "Table cell" if number else "Table cell left"
        for row in range(rows):
            source = block.cell(place, row)
            if skip != "0":
                source = f"INDEX({block.column(place)},ROW()-ROW(${left}${top})+{skip})"
            page.put(
                f"{letter}{top + 1 + row}",
                f'=IF(LEN({source})=0,"",{source})',
                look,
                formats.get(column.unit, style.PLAIN),
            )
    page.height(top, 33)
    last = top + rows
    area = f"{left}{top + 1}:{get_column_letter(start + len(columns) - 1)}{last}"
    page.rules(area, f"LEN(${left}{top + 1})>0")
    return last
