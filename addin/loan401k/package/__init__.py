"""Work on .xlsx packages that openpyxl cannot do.

openpyxl writes formulas without their values, and drops dynamic-array marks, alt texts and the
fixed dates that a reproducible file needs. These functions work on the parts of the saved file:
each takes parts and returns new ones in which only what it is about has changed.

    parts = package.read("book.xlsx")
    parts = package.write_values(parts, {"Start": {"B2": 915.0}}, digits=12)
    package.write(parts, "book.xlsx", replace=True)
"""

from loan401k.package.book import defined_names, no_full_calc, sheet_parts, single_cell, stamp
from loan401k.package.cached import clear_values, write_values
from loan401k.package.charts import ChartText, describe_charts
from loan401k.package.dynamic import mark_dynamic
from loan401k.package.formulas import FormulaCell, formula_cells
from loan401k.package.inputs import set_inputs
from loan401k.package.parts import NotAWorkbook, Parts, read, write
from loan401k.package.verify import compare, compare_without_values

__all__ = [
    "ChartText",
    "FormulaCell",
    "NotAWorkbook",
    "Parts",
    "clear_values",
    "compare",
    "compare_without_values",
    "defined_names",
    "describe_charts",
    "formula_cells",
    "mark_dynamic",
    "no_full_calc",
    "read",
    "set_inputs",
    "sheet_parts",
    "single_cell",
    "stamp",
    "write",
    "write_values",
]
