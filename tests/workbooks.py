"""Workbooks in tests: places written as a person writes them, functions that give new parts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from loan401k import package
from loan401k.hosts.engine import recalculate
from loan401k.package.addresses import Address, Place, address, reference


def place(text: str) -> Place:
    """Return the cell that a reference such as Start!B4 names."""
    sheet, cells = reference(text)
    assert cells.size == 1
    return Place(sheet, Address(cells.top, cells.left))


def calculated(workbook: Any, inputs: Mapping[str, Any] | None = None):
    """Return a file or parts calculated, inputs named by a defined name or as Start!B4."""
    parts = workbook if isinstance(workbook, dict) else package.read(workbook)
    named = package.named_places(parts)
    places = {named.get(key) or place(key): value for key, value in (inputs or {}).items()}
    return recalculate(package.Sheets(parts), places)


def by_a1(result, sheet="Start"):
    """Return the values that formulas give on a sheet, by A1."""
    return {str(cell): value for cell, value in result.values[sheet].items()}


def write_values(parts, values, *, digits=None):
    """Return the parts with values, {sheet: {A1: value}}, cached."""
    sheets = package.Sheets(parts)
    by_address = {
        sheet: {address(a1): value for a1, value in cells.items()}
        for sheet, cells in values.items()
    }
    package.write_values(sheets, by_address, digits=digits)
    return sheets.saved()


def clear_values(parts):
    """Return the parts without cached values."""
    sheets = package.Sheets(parts)
    package.clear_values(sheets)
    return sheets.saved()


def set_inputs(parts, inputs):
    """Return the parts with inputs, {(sheet, A1): value}, set."""
    sheets = package.Sheets(parts)
    package.set_inputs(sheets, {Place(s, address(a1)): value for (s, a1), value in inputs.items()})
    return sheets.saved()
