"""A copy that shows what the workbook shows and calculates nothing."""

import openpyxl

from loan401k import package
from workbook.build import TEMPLATE


def test_values_stand_where_formulas_stood_and_no_cell_can_be_typed_into(tmp_path):
    parts = package.read(TEMPLATE)
    path = tmp_path / "fixed.xlsx"
    package.write(package.values_only(parts), path)
    fixed, shown = openpyxl.load_workbook(path), openpyxl.load_workbook(TEMPLATE, data_only=True)
    for sheet in shown:
        for row in sheet.iter_rows():
            for cell in row:
                copy = fixed[sheet.title][cell.coordinate]
                assert copy.value == cell.value
                assert copy.protection.locked
                assert copy.number_format == cell.number_format
    assert package.read(TEMPLATE) == parts


def test_a_workbook_without_styles_is_fixed_too(tmp_path):
    parts = package.read(TEMPLATE)
    del parts["xl/styles.xml"]
    assert list(package.formula_cells(package.Sheets(package.values_only(parts)))) == []
