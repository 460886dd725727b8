"""Work on .xlsx packages that openpyxl cannot do.

openpyxl writes formulas without their values, and drops dynamic-array marks, alt texts and the
fixed dates that a reproducible file needs. These functions work on the parts of the saved file:
each takes parts and returns new ones in which only what it is about has changed.

    parts = package.read("book.xlsx")
    parts = package.write_values(parts, {"Start": {"B2": 915.0}}, digits=12)
    package.write(parts, "book.xlsx", replace=True)
"""

from .charts import ChartText, describe_charts
from .formulas import FormulaCell, formula_cells
from .inputs import set_inputs
from .parts import NotAWorkbook, Parts, read, write
from .values import clear_values, write_values
from .workbook import defined_names, no_full_calc, sheet_parts, single_cell, stamp

__all__ = [
    "ChartText",
    "FormulaCell",
    "NotAWorkbook",
    "Parts",
    "clear_values",
    "defined_names",
    "describe_charts",
    "formula_cells",
    "no_full_calc",
    "read",
    "set_inputs",
    "sheet_parts",
    "single_cell",
    "stamp",
    "write",
    "write_values",
]
