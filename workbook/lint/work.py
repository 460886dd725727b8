"""A workbook under test."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from openpyxl.cell import Cell, MergedCell
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.worksheet import Worksheet

from loan401k.package.addresses import Address, address

from ..layout.book import Book


@dataclass
class Workbook:
    """A workbook under test with the values that its formulas give."""

    book: Book
    values: Mapping[str, Mapping[Address, Any]]

    @property
    def sheets(self) -> list[Worksheet]:
        """Every sheet."""
        return list(self.book.workbook.worksheets)

    def formulas(self) -> Iterator[tuple[str, str]]:
        """Yield the place and text of each formula."""
        for sheet in self.sheets:
            for cell in cells(sheet):
                if isinstance(cell.value, ArrayFormula):
                    yield f"{sheet.title}!{cell.coordinate}", str(cell.value.text)
                elif isinstance(cell.value, str) and cell.value.startswith("="):
                    yield f"{sheet.title}!{cell.coordinate}", cell.value

    def shown(self, sheet: Worksheet, cell: Cell | MergedCell) -> Any:
        """Return the value that a cell shows."""
        computed = self.values.get(sheet.title, {})
        return computed.get(address(cell.coordinate), getattr(cell, "value", None))


def cells(sheet: Worksheet) -> Iterator[Cell]:
    """Yield the cells of a sheet."""
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell, Cell):  # and not a part of a merged one
                yield cell
