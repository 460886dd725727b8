"""Inputs: writing a value into a plain cell of a saved workbook."""

from __future__ import annotations

from collections.abc import Mapping

from .addresses import address
from .cells import Sheet
from .markup import replaced
from .parts import Parts


def set_inputs(parts: Parts, inputs: Mapping[tuple[str, str], object]) -> Parts:
    """Return the parts with `inputs`, {(sheet, A1): value}, in place of what the cells held.

    A value is a number, text, bool, date or None for blank; the cell keeps its style. The cached
    values of formulas are now those of the old inputs: calculate and write them again.

    Raises ValueError for an unknown sheet, a cell that a formula fills, or a value that no cell
    can hold.
    """
    out = dict(parts)
    for name in dict.fromkeys(sheet for sheet, _ in inputs):
        sheet = Sheet(parts, name)
        filled = sheet.arrays().values()
        for (owner, a1), value in inputs.items():
            if owner != name:
                continue
            place = address(a1)
            if sheet.has_formula(place) or any(area.holds(place) for area in filled):
                raise ValueError(f"{name}!{place} is filled by a formula and cannot be an input")
            if value is not None or place in sheet.cells:
                sheet.put(place, value, constant=True)
        out = replaced(out, sheet.part, sheet.root)
    return out
