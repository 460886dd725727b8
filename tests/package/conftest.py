"""A workbook as openpyxl saves it, with what package work must leave alone."""

import datetime as dt

import openpyxl
import pytest
from openpyxl.chart import BarChart, LineChart, Reference
from openpyxl.styles import Font
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.formula import ArrayFormula

from loan401k import package


@pytest.fixture
def saved(tmp_path):
    """Path of a workbook: inputs, formulas, an array, styles, names, charts, a plain sheet."""
    book = openpyxl.Workbook()
    start = book.active
    start.title = "Start"
    start["A1"] = "Loan <amount> & more"
    start["B1"] = 10_000
    start["B1"].number_format = "#,##0.00"
    start["B1"].font = Font(bold=True)
    start["B2"] = 0.0425
    start["B3"] = dt.date(2024, 2, 29)
    start["B4"] = "=B1*B2"
    start["B5"] = '=IF(B4>0,"costs","saves")'
    start["B6"] = "=B4>0"
    start["B7"] = "=NA()"
    start["B7"].font = Font(italic=True)
    rule = DataValidation(type="decimal", operator="between", formula1="0", formula2="50000")
    rule.add("B1")
    start.add_data_validation(rule)
    start.freeze_panes = "A2"

    table = book.create_sheet("It's a table")
    table["A1"] = "Month"
    table["B3"] = ArrayFormula("B3:D6", "=Start!B1*{1,2,3;4,5,6;7,8,9;10,11,12}")
    table["C4"].font = Font(bold=True)  # a styled cell inside the array
    table["F4"] = "beside the array"
    table["A9"] = "below it"
    for kind, place in ((LineChart, "H1"), (BarChart, "H20")):
        chart = kind()
        chart.add_data(Reference(table, min_col=2, min_row=3, max_row=6))
        table.add_chart(chart, place)

    plain = book.create_sheet("Plain")
    plain["A1"] = 1
    book.defined_names["Loan_Amount"] = DefinedName("Loan_Amount", attr_text="Start!$B$1")
    book.defined_names["Rate"] = DefinedName("Rate", attr_text="Start!$B$2")
    table.defined_names["Here"] = DefinedName("Here", attr_text="'It''s a table'!$A$1")
    path = tmp_path / "saved.xlsx"
    book.save(path)
    return path


@pytest.fixture
def parts(saved):
    """The parts of that workbook."""
    return package.read(saved)


@pytest.fixture
def reopened(tmp_path):
    """Return what openpyxl reads out of given parts, values when asked."""

    def reopen(parts, *, values=False):
        path = tmp_path / "reopened.xlsx"
        package.write(parts, path, replace=True)
        return openpyxl.load_workbook(path, data_only=values)

    return reopen


@pytest.fixture
def changed():
    """Return the names of the parts that differ between two packages, in their bytes."""

    def names(a, b):
        return {name for name in a.keys() | b.keys() if a.get(name) != b.get(name)}

    return names
