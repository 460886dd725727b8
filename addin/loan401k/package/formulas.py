"""Formulas as the file holds them, read without openpyxl's start-up time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from .cells import Sheet
from .markup import tag
from .parts import Parts
from .workbook import sheet_parts


class FormulaCell(NamedTuple):
    """A cell with a formula: its text without the equals sign, its area if it is an array."""

    sheet: str
    a1: str
    text: str
    array: str | None


def formula_cells(parts: Parts) -> Iterator[FormulaCell]:
    """Yield the formula cells sheet by sheet, in the order of the file.

    A formula that Excel stores once for several cells is given to each with its own references.
    """
    for name in sheet_parts(parts):
        sheet = Sheet(parts, name)
        shared: dict[str, tuple[str, str]] = {}
        for place, cell in sheet.cells.items():
            formula = cell.find(tag("f"))
            if formula is None:
                continue
            a1 = str(place)
            text = formula.text or ""
            kind = formula.get("t")
            if kind == "shared":
                group = formula.get("si", "")
                if text:
                    shared[group] = (text, a1)
                elif group in shared:
                    text = _moved(*shared[group], a1)
            yield FormulaCell(name, a1, text, formula.get("ref", a1) if kind == "array" else None)


def _moved(text: str, origin: str, a1: str) -> str:
    # Imported here: only workbooks saved by Excel share formulas.
    from openpyxl.formula.translate import Translator

    moved: str = Translator(f"={text}", origin=origin).translate_formula(a1)
    return moved.removeprefix("=")
