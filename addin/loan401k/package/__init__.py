"""Work on .xlsx packages that openpyxl cannot do.

openpyxl writes formulas without their values, and drops dynamic-array marks, alt texts and the
fixed dates that a reproducible file needs. These functions work on the parts of the saved file,
and change only what they are about; those on cells work on `Sheets`, which parse each sheet once.

    sheets = package.Sheets(package.read("book.xlsx"))
    package.write_values(sheets, {"Start": {address("B2"): 915.0}}, digits=12)
    package.write(sheets.saved(), "book.xlsx", replace=True)

A name is imported from its module when it is first asked for: addresses and number formats need
no XML.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .cells import Sheets as Sheets
    from .charts import ChartText as ChartText
    from .charts import describe_charts as describe_charts
    from .charts import fill_charts as fill_charts
    from .fixed import values_only as values_only
    from .formulas import FormulaCell as FormulaCell
    from .formulas import data_tables as data_tables
    from .formulas import formula_cells as formula_cells
    from .formulas import with_calls as with_calls
    from .parts import NotAWorkbook as NotAWorkbook
    from .parts import Parts as Parts
    from .parts import read as read
    from .parts import write as write
    from .values import clear_values as clear_values
    from .values import filled_cells as filled_cells
    from .values import set_inputs as set_inputs
    from .values import write_values as write_values
    from .workbook import defined_names as defined_names
    from .workbook import named_areas as named_areas
    from .workbook import named_places as named_places
    from .workbook import no_full_calc as no_full_calc
    from .workbook import sheet_parts as sheet_parts
    from .workbook import stamp as stamp

_NAMES = {
    "cells": ("Sheets",),
    "charts": ("ChartText", "describe_charts", "fill_charts"),
    "fixed": ("values_only",),
    "formulas": ("FormulaCell", "data_tables", "formula_cells", "with_calls"),
    "parts": ("NotAWorkbook", "Parts", "read", "write"),
    "values": ("clear_values", "filled_cells", "set_inputs", "write_values"),
    "workbook": (
        *("defined_names", "named_areas", "named_places"),
        *("no_full_calc", "sheet_parts", "stamp"),
    ),
}
_MODULES = {name: module for module, names in _NAMES.items() for name in names}


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_MODULES[name]}", __name__), name)
