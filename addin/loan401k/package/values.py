"""Values of cells: typed into plain ones, cached beside formulas, and cleared.

A cached value is what a reader shows beside a formula that it cannot or need not calculate.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from .addresses import Address, Area, Place
from .cells import Sheet, Sheets, inside


def set_inputs(sheets: Sheets, inputs: Mapping[Place, object]) -> None:
    """Put `inputs` in place of what plain cells hold.

    A value is a number, text, bool, date or None for blank; the cell keeps its style. The cached
    values of formulas are now those of the old inputs: calculate and write them again.

    Raises ValueError for an unknown sheet, a cell that a formula fills, or a value that no cell
    can hold.
    """
    filled = {name: sheets[name].arrays().values() for name in {place.sheet for place in inputs}}
    for place, value in inputs.items():
        sheet, cell = sheets[place.sheet], place.address
        if sheet.has_formula(cell) or any(area.holds(cell) for area in filled[place.sheet]):
            raise ValueError(f"{place} is filled by a formula and cannot be an input")
        if value is not None or cell in sheet.cells:
            sheet.put(cell, value, constant=True)


def write_values(
    sheets: Sheets,
    values: Mapping[str, Mapping[Address, object]],
    *,
    digits: int | None = None,
    kept: Collection[Place] = (),
    areas: Mapping[Place, Area] | None = None,
) -> None:
    """Cache `values`, {sheet: {address: value}}, beside the formulas.

    On the sheets named, every formula and every cell that an array formula fills gets the value
    given for it; one that is not given, or given as None, is left without a value rather than
    with an old one. Values given for other cells change nothing. Numbers are rounded to `digits`
    significant digits (12 hides what differs between processors), or kept in full when None.

    The cells that are `kept` stay as they are. `areas` says which area an array formula fills
    now, or one that becomes an array formula by it.

    Raises ValueError for an unknown sheet or a value that no cell can hold.
    """
    for name, given in values.items():
        sheet = sheets[name]
        left = {place.address for place in kept if place.sheet == name}
        for cell in sheet.formulas():
            if cell not in left:
                sheet.put(cell, given.get(cell), digits=digits)
        filled = list(_filled(sheet, given))
        arrays = sheet.arrays() if areas else {}
        for place, area in (areas or {}).items():
            if place.sheet == name and area != arrays.get(place.address):
                sheet.fill(place.address, area)
        for cell in dict.fromkeys([*filled, *_filled(sheet, given)]):
            if cell not in left and (cell in sheet.cells or given.get(cell) is not None):
                sheet.put(cell, given.get(cell), digits=digits)


def clear_values(sheets: Sheets) -> None:
    """Take the cached values out, as an engine needs it that is to calculate.

    A cell that an array formula fills and that keeps a value would block the array (#SPILL!).
    """
    for name in sheets:
        sheet = sheets[name]
        for cell in sheet.formulas():
            sheet.put(cell, None)
        for cell in list(_filled(sheet, ())):
            sheet.put(cell, None)
            sheet.drop_if_bare(cell)


def filled_cells(sheet: Sheet, given: Collection[Address]) -> list[Address]:
    """Return the cells, present or given, that hold a formula or are filled by one."""
    return list(dict.fromkeys([*sheet.formulas(), *_filled(sheet, given)]))


def _filled(sheet: Sheet, given: Collection[Address]) -> Iterator[Address]:
    """Yield the cells, present or given, that formulas fill besides their own."""
    for anchor, area in {**sheet.arrays(), **sheet.data_tables()}.items():
        for cell in inside(area, sheet, given):
            if cell != anchor and not sheet.has_formula(cell):
                yield cell
