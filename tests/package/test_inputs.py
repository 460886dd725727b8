import datetime as dt

import openpyxl
import pytest
from openpyxl.styles import Font

from loan401k import package
from tests.workbooks import set_inputs
from workbook.finish.compare import compare


@pytest.mark.parametrize(
    "value", [12_500, 12_500.5, 0, True, "plain", " outer blanks ", "=not a formula", "a & <b>"]
)
def test_an_input_reads_back_and_keeps_its_style(parts, reopened, changed, value):
    after = set_inputs(parts, {("Start", "B1"): value})
    cell = reopened(after)["Start"]["B1"]
    assert cell.value == value
    assert type(cell.value) is type(value)
    assert cell.number_format == "#,##0.00"
    assert cell.font.bold
    assert changed(parts, after) == {"xl/worksheets/sheet1.xml"}


def test_a_text_becomes_a_number_and_a_number_a_text(parts, reopened):
    after = set_inputs(parts, {("Start", "A1"): 3, ("Start", "B2"): "text"})
    start = reopened(after)["Start"]
    assert (start["A1"].value, start["B2"].value) == (3, "text")


def test_a_date_is_shown_by_the_style_of_the_cell(parts, reopened):
    after = set_inputs(parts, {("Start", "B3"): dt.date(2031, 7, 4)})
    assert reopened(after)["Start"]["B3"].value == dt.datetime(2031, 7, 4)


def test_an_error_text_is_an_error(parts, reopened):
    after = set_inputs(parts, {("Start", "B1"): "#N/A"})
    assert reopened(after)["Start"]["B1"].data_type == "e"


def test_none_leaves_a_blank_cell_with_its_style(parts, reopened):
    after = set_inputs(parts, {("Start", "B1"): None})
    cell = reopened(after)["Start"]["B1"]
    assert cell.value is None
    assert cell.font.bold


def test_a_blank_where_nothing_was_adds_nothing(parts):
    after = set_inputs(parts, {("Start", "K40"): None})
    assert compare(parts, after) == []


def test_inputs_on_several_sheets(parts, reopened):
    inputs = {("Start", "B1"): 1, ("Plain", "A1"): 2, ("Start", "b2"): 3, ("Plain", "C7"): "new"}
    book = reopened(set_inputs(parts, inputs))
    assert (book["Start"]["B1"].value, book["Start"]["B2"].value) == (1, 3)
    assert (book["Plain"]["A1"].value, book["Plain"]["C7"].value) == (2, "new")


def test_a_new_cell_takes_the_style_of_its_column(tmp_path, reopened):
    book = openpyxl.Workbook()
    book.active.column_dimensions["C"].font = Font(bold=True)
    book.save(tmp_path / "styled.xlsx")
    parts = package.read(tmp_path / "styled.xlsx")
    sheet = reopened(set_inputs(parts, {("Sheet", "C4"): 1, ("Sheet", "A4"): 2}))["Sheet"]
    assert sheet["C4"].font.bold
    assert not sheet["A4"].font.bold


def test_shared_texts_stay_in_their_table(parts, reopened):
    shared = (
        b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="1">'
        b"<si><t>shared</t></si></sst>"
    )
    sheet = parts["xl/worksheets/sheet3.xml"].replace(
        b'<c r="A1" t="n"><v>1</v></c>', b'<c r="A1" t="s"><v>0</v></c>'
    )
    assert sheet != parts["xl/worksheets/sheet3.xml"]
    parts = {**parts, "xl/worksheets/sheet3.xml": sheet, "xl/sharedStrings.xml": shared}
    after = set_inputs(parts, {("Plain", "A1"): 4})
    assert after["xl/sharedStrings.xml"] == shared
    assert reopened(after)["Plain"]["A1"].value == 4


@pytest.mark.parametrize(
    ("sheet", "a1"), [("Start", "B4"), ("It's a table", "B3"), ("It's a table", "D6")]
)
def test_a_cell_that_a_formula_fills_is_no_input(parts, sheet, a1):
    with pytest.raises(ValueError, match=f"!{a1} is filled by a formula"):
        set_inputs(parts, {(sheet, a1): 1})


def test_an_unknown_sheet_and_a_bad_address_are_refused(parts):
    with pytest.raises(ValueError, match="no sheet 'Nowhere'"):
        set_inputs(parts, {("Nowhere", "A1"): 1})
    with pytest.raises(ValueError, match="'A0' is no cell address"):
        set_inputs(parts, {("Start", "A0"): 1})


def test_a_chart_sheet_has_no_inputs(tmp_path):
    book = openpyxl.Workbook()
    book.create_chartsheet("Picture")
    book.save(tmp_path / "charts.xlsx")
    with pytest.raises(ValueError, match="'Picture' holds no cells"):
        set_inputs(package.read(tmp_path / "charts.xlsx"), {("Picture", "A1"): 1})
