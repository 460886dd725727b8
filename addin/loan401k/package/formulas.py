"""Formulas as the file holds them, read without openpyxl's start-up time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from lxml import etree

from .addresses import Address, Area, Place
from .addresses import address as cell_address
from .cells import Sheets, array_area
from .markup import tag


class DataTable(NamedTuple):
    """A what-if table: the area of its values, and the cells that it tries other values in."""

    area: Area
    inputs: tuple[Address, ...]

    @property
    def reads(self) -> Area:
        """Its values with the row above and the column beside, where its formulas stand."""
        top, left, bottom, right = self.area
        return Area(max(top - 1, 1), max(left - 1, 1), bottom, right)


class FormulaCell(NamedTuple):
    """A cell with a formula: its text without the equals sign, its area if it is an array.

    That of a data table has no text. An array's area that is no reference is the cell alone.
    """

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
            array = array_area(formula, address) if kind == "array" else None
            yield FormulaCell(Place(name, address), "" if kind == "dataTable" else text, array)


def data_tables(sheets: Sheets, places: Iterable[Place]) -> dict[Place, DataTable]:
    """Return the data tables among cells with a formula by the cell that tells of one."""
    found = {}
    for place in places:
        formula = sheets[place.sheet].cells[place.address].find(tag("f"))
        if formula is not None and formula.get("t") == "dataTable":
            found[place] = _data_table(formula, place.address)
    return found


def _data_table(formula: etree._Element, address: Address) -> DataTable:
    inputs = []
    for name in ("r1", "r2"):
        try:
            inputs.append(cell_address(formula.get(name, "")))
        except ValueError:  # there is none, or it was deleted
            continue
    return DataTable(array_area(formula, address), tuple(inputs))


def _moved(text: str, origin: Address, target: Address) -> str:
    # Imported here: only workbooks saved by Excel share formulas.
    from openpyxl.formula.translate import Translator

    moved: str = Translator(f"={text}", origin=str(origin)).translate_formula(str(target))
    return moved.removeprefix("=")


def with_calls(sheets: Sheets, stored: Callable[[str], str]) -> None:
    """Store every call in the cells' formulas under the name that ``stored`` gives its function.

    Words in texts, names and references stay, and so do the values beside the formulas.
    """
    for name in sheets:
        sheet = sheets[name]
        for cell in sheet.cells.values():
            formula = cell.find(tag("f"))
            if formula is not None and formula.text:
                text = _renamed(formula.text, stored)
                if text != formula.text:
                    formula.text, sheet.changed = text, True


def _renamed(text: str, stored: Callable[[str], str]) -> str:
    from openpyxl.formula import Tokenizer

    return "".join(
        f"{stored(token.value[:-1])}("
        if (token.type, token.subtype) == (token.FUNC, token.OPEN)
        else token.value
        for token in Tokenizer(f"={text}").items
    )
