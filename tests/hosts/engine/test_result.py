import openpyxl
import pytest
from openpyxl.styles import Alignment
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.formula import ArrayFormula

from loan401k.package.addresses import Address, Place, area
from tests.workbooks import calculated, place


@pytest.fixture
def result(tmp_path):
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = "It's a sheet"
    for row, code in enumerate(("0.00", "#,##0.00", "0.00%", "mm-dd-yy", "0.000"), 1):
        sheet.cell(row, 1, "=46096/1").number_format = code
    sheet.column_dimensions["C"].number_format = "0.0%"
    sheet.row_dimensions[9].number_format = "yyyy"
    sheet["E1"] = ArrayFormula("E1:F3", "={1,2;3,4;5,6}")
    sheet["E4"] = ArrayFormula("E4:E5", "={7;8}")
    sheet["G1"] = '="two"&CHAR(10)&"lines"'
    sheet["G1"].alignment = Alignment(wrap_text=True)
    sheet["H1"], sheet["H2"], sheet["H3"] = "Head", 0.5, '=""'
    workbook.defined_names["Tall"] = DefinedName("Tall", attr_text="'It''s a sheet'!$H$1:$H$3")
    workbook.defined_names["One"] = DefinedName("One", attr_text="'It''s a sheet'!$A$1")
    workbook.defined_names["Rate"] = DefinedName("Rate", attr_text="0.05")
    path = tmp_path / "shown.xlsx"
    workbook.save(path)
    return calculated(path)


SHEET = "It's a sheet"


def here(row, column):
    return Place(SHEET, Address(row, column))


def test_cells_are_shown_in_their_number_format(result):
    texts = [result.text(here(row, 1)) for row in range(1, 6)]
    assert texts == ["46096.00", "46,096.00", "4609600.00%", "2026-03-15", "46096.000"]
    assert result.in_full(here(4, 1)) == "2026-03-15"
    assert result.in_full(here(3, 1)) == 46096


def test_a_cell_without_style_shows_that_of_its_row_or_column(result):
    assert result.form(here(7, 3)).percent
    assert result.form(here(9, 3)).date
    assert not result.form(here(7, 4)).percent


def test_text_is_shown_on_one_line(result):
    assert result.text(here(1, 7)) == "two lines"


def test_arrays_are_found_with_their_areas(result):
    assert [(sheet, str(cells)) for sheet, cells in result.arrays()] == [
        (SHEET, "E1:F3"),
        (SHEET, "E4:E5"),
    ]


def test_a_named_block_ends_with_its_last_row_in_use(result):
    block = result.named_block("Tall")
    assert (block.sheet, block.area) == (SHEET, area("H1:H2"))
    assert (block.values, block.texts) == ([["Head"], [0.5]], [["Head"], ["0.5"]])


def test_names_are_known_for_single_cells_only(result):
    assert result.names() == {place("'It''s a sheet'!A1"): "One"}
    assert result.named("One") == 46096
    with pytest.raises(KeyError, match="Rate"):
        result.named("Rate")
