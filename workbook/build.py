"""From code to file: build with openpyxl, calculate with the embedded engine, complete the parts.

The same code gives the same bytes: dates are fixed, parts are ordered, cached numbers have 12
significant digits.
"""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from loan401k import package
from loan401k.hosts.engine import recalculate
from loan401k.package import Parts
from loan401k.package.addresses import Address, Place

from .finish.dynamic import mark_dynamic
from .layout.book import Book
from .sheets import SHEETS

TEMPLATE = Path(__file__).with_name("401k-loan.xlsx")
DIGITS = 12
_DATE = dt.datetime(2026, 1, 15)  # of the law and rates in the template


def book() -> Book:
    """Return the workbook as openpyxl holds it, without values."""
    made = Book()
    made.workbook.properties.title = "Borrow from my 401(k), or not?"
    made.workbook.properties.creator = "loan401k"
    for sheet in SHEETS:
        sheet.build(made)
    made.workbook.move_sheet(made.behind.sheet, len(SHEETS))  # it was there first
    made.workbook.active = 0
    return made


def to_cache(
    sheets: package.Sheets, values: Mapping[str, Mapping[Address, Any]]
) -> dict[str, dict[Address, Any]]:
    """Return the values to store: all but the empty texts that tables fill their room with.

    A cell without a value shows the same, and that room would be most of the file.
    """
    formulas = {cell.place for cell in package.formula_cells(sheets)}
    return {
        sheet: {
            cell: value
            for cell, value in cells.items()
            if value != "" or Place(sheet, cell) in formulas
        }
        for sheet, cells in values.items()
    }


def template() -> Parts:
    """Return the finished workbook: cached values, spill marks, alt texts, fixed dates."""
    made = book()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "plain.xlsx"
        made.workbook.save(path)
        result = recalculate(package.Sheets(package.read(path)))
    package.write_values(result.sheets, to_cache(result.sheets, result.values), digits=DIGITS)
    parts = mark_dynamic(result.sheets.saved(), made.spills)
    parts = package.describe_charts(parts, made.alt_texts)
    parts = package.fill_charts(parts, result.cell, digits=DIGITS)
    parts = package.no_full_calc(parts)
    return package.stamp(parts, _DATE)
