"""Formulas as the file holds them, read without openpyxl's start-up time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from .addresses import Address, Area, Place, area
from .cells import Sheets
from .markup import tag


class FormulaCell(NamedTuple):
    """A cell with a formula: its text without the equals sign, its area if it is an array."""

    place: Place
    text: str
    array: Area | None


def formula_cells(sheets: Sheets) -> Iterator[FormulaCell]:
    """Yield the formula cells sheet by sheet, in the order of the file.

    A formula that Excel stores once for several cells is given to each with its own references.
    """
    for name in sheets:
        shared: dict[str, tuple[str, Address]] = {}
        for address, cell in sheets[name].cells.items():
            formula = cell.find(tag("f"))
            if formula is None:
                continue
            text = formula.text or ""
            kind = formula.get("t")
            if kind == "shared":
                group = formula.get("si", "")
                if text:
                    shared[group] = (text, address)
                elif group in shared:
                    text = _moved(*shared[group], address)
            array = area(formula.get("ref", str(address))) if kind == "array" else None
            yield FormulaCell(Place(name, address), text, array)


def _moved(text: str, origin: Address, target: Address) -> str:
    # Imported here: only workbooks saved by Excel share formulas.
    from openpyxl.formula.translate import Translator

    moved: str = Translator(f"={text}", origin=str(origin)).translate_formula(str(target))
    return moved.removeprefix("=")
