"""A copy that shows what a workbook shows and calculates nothing: for those without our functions.

Its cells are locked too, or a figure typed into it would stand beside the answer to another.
"""

from __future__ import annotations

from .cells import Sheets
from .formats import STYLES
from .markup import parse, replaced, tag
from .parts import Parts

_FORMULA, _XF, _PROTECTION = tag("f"), tag("xf"), tag("protection")


def values_only(parts: Parts) -> Parts:
    """Return the parts with the cached values in place of the formulas, and every cell locked."""
    sheets = Sheets(parts)
    for name in sheets:
        sheet = sheets[name]
        for place in sheet.formulas():
            cell = sheet.cells[place]
            for formula in cell.findall(_FORMULA):
                cell.remove(formula)
            cell.attrib.pop("cm", "")  # the mark of a formula that spills
            sheet.changed = True
    return _locked(sheets.saved())


def _locked(parts: Parts) -> Parts:
    if STYLES not in parts:
        return parts
    root = parse(parts, STYLES)
    for form in root.iter(_XF):
        for protection in form.findall(_PROTECTION):
            protection.attrib.pop("locked", "")  # cells are, unless it says otherwise
    return replaced(parts, STYLES, root)
