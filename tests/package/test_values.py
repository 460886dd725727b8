import datetime as dt

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from openpyxl.styles import Font
from openpyxl.worksheet.formula import ArrayFormula

from loan401k import package
from tests.workbooks import clear_values, write_values
from workbook.finish.compare import compare_without_values

START = {"B4": 425.0, "B5": "costs", "B6": True, "B7": "#N/A"}
TABLE = {f"{column}{row}": 100.0 * row + n for row in range(3, 7) for n, column in enumerate("BCD")}
VALUES = {"Start": START, "It's a table": TABLE}
NS = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


def worksheet(parts, sheet):
    return etree.fromstring(parts[package.sheet_parts(parts)[sheet]])


def addresses(root):
    return [cell.get("r") for cell in root.iterfind(".//m:c", NS)]


def test_openpyxl_reads_the_values_back(parts, reopened):
    book = reopened(write_values(parts, VALUES), values=True)
    assert {a1: book["Start"][a1].value for a1 in START} == START
    assert {a1: book["It's a table"][a1].value for a1 in TABLE} == TABLE


def test_the_formulas_inputs_and_styles_stay(parts, reopened):
    after = reopened(write_values(parts, VALUES))
    start = after["Start"]
    assert start["B4"].value == "=B1*B2"
    assert start["B1"].value == 10_000
    assert start["B1"].number_format == "#,##0.00"
    assert start["B7"].font.italic
    table = after["It's a table"]
    assert table["B3"].value.ref == "B3:D6"
    assert table["C4"].font.bold
    assert table["F4"].value == "beside the array"
    assert table["A9"].value == "below it"


def test_only_the_sheets_with_formulas_change(parts, changed):
    values = {**VALUES, "Plain": {"A1": 5}}
    after = write_values(parts, values)
    assert changed(parts, after) == {"xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"}
    assert compare_without_values(parts, after) == []
    assert changed(parts, write_values(parts, {"Start": START})) == {"xl/worksheets/sheet1.xml"}


def test_the_parts_given_are_left_alone(parts):
    before = dict(parts)
    write_values(parts, VALUES)
    clear_values(parts)
    assert parts == before


def test_what_an_array_fills_stands_in_order_of_rows_and_columns(parts):
    root = worksheet(write_values(parts, VALUES), "It's a table")
    rows = [int(row.get("r")) for row in root.iterfind(".//m:row", NS)]
    assert rows == [1, 3, 4, 5, 6, 9]
    found = " ".join(addresses(root))
    assert found == "A1 B3 C3 D3 B4 C4 D4 F4 B5 C5 D5 B6 C6 D6 A9"


def test_the_extent_of_the_sheet_grows_with_an_array(tmp_path, reopened):
    book = openpyxl.Workbook()
    book.active["B2"] = ArrayFormula("B2:C4", "={1,2;3,4;5,6}")
    book.save(tmp_path / "one.xlsx")
    parts = package.read(tmp_path / "one.xlsx")
    after = write_values(parts, {"Sheet": dict.fromkeys(("B2", "C2", "C4"), 1)})
    assert worksheet(after, "Sheet").find("m:dimension", NS).get("ref") == "B2:C4"


def test_cells_that_an_array_adds_take_the_style_of_row_or_column(parts, tmp_path, reopened):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["A1"] = ArrayFormula("A1:C3", "=ROW(A1:C3)")
    sheet.column_dimensions["B"].font = Font(bold=True)
    sheet.row_dimensions[3].font = Font(italic=True)
    book.save(tmp_path / "styled.xlsx")
    before = package.read(tmp_path / "styled.xlsx")
    cells = [f"{column}{row}" for row in (1, 2, 3) for column in "ABC"]
    after = write_values(before, {"Sheet": dict.fromkeys(cells, 1)})
    shown = reopened(after)["Sheet"]
    assert shown["B2"].font.bold
    assert shown["B3"].font.italic
    assert not shown["B3"].font.bold
    assert not shown["C2"].font.bold
    assert compare_without_values(before, after) == []
    assert addresses(worksheet(clear_values(after), "Sheet")) == ["A1"]


def test_a_value_not_given_leaves_no_old_one(parts, reopened):
    full = write_values(parts, VALUES)
    some = {"Start": {"B4": 1.0}, "It's a table": {"B3": 7.0, "C3": None}}
    book = reopened(write_values(full, some), values=True)
    assert book["Start"]["B4"].value == 1
    assert book["Start"]["B5"].value is None
    assert book["It's a table"]["B3"].value == 7
    assert book["It's a table"]["C3"].value is None
    assert book["It's a table"]["D6"].value is None


def test_writing_twice_is_writing_once(parts):
    once = write_values(parts, VALUES, digits=12)
    assert write_values(once, VALUES, digits=12) == once


def test_an_empty_text_is_a_text(parts):
    cell = worksheet(write_values(parts, {"Start": {"B5": ""}}), "Start").find(
        ".//m:c[@r='B5']", NS
    )
    assert cell.get("t") == "str"
    assert cell.find("m:v", NS) is not None


def test_outer_blanks_of_a_text_are_kept(parts, reopened):
    after = write_values(parts, {"Start": {"B5": "  two  "}})
    assert reopened(after, values=True)["Start"]["B5"].value == "  two  "
    value = worksheet(after, "Start").find(".//m:c[@r='B5']/m:v", NS)
    assert value.get("{http://www.w3.org/XML/1998/namespace}space") == "preserve"


def test_the_value_stands_after_the_formula(parts):
    root = worksheet(write_values(parts, VALUES), "Start")
    for cell in root.iterfind(".//m:c[m:f]", NS):
        assert [etree.QName(child).localname for child in cell] == ["f", "v"]


def test_a_date_is_a_serial_number(parts, reopened):
    after = write_values(parts, {"Start": {"B4": dt.date(2024, 2, 29)}})
    assert reopened(after, values=True)["Start"]["B4"].value == 45351


def test_a_workbook_that_counts_from_1904_gets_its_own_serial_numbers(tmp_path, reopened):
    book = openpyxl.Workbook()
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    book.active["A1"] = "=TODAY()"
    book.active["A1"].number_format = "yyyy-mm-dd"
    book.save(tmp_path / "mac.xlsx")
    day = dt.datetime(2024, 2, 29)
    after = write_values(package.read(tmp_path / "mac.xlsx"), {"Sheet": {"A1": day}})
    assert reopened(after, values=True)["Sheet"]["A1"].value == day


def test_values_for_cells_without_formulas_change_nothing(parts):
    given = {"Start": {**START, "B1": 5, "Z99": 1}}
    assert write_values(parts, given) == write_values(parts, {"Start": START})


def test_an_unknown_sheet_is_refused_with_the_known_ones(parts):
    with pytest.raises(ValueError, match="no sheet 'Strat': its sheets are 'Start', "):
        write_values(parts, {"Strat": START})


def test_a_value_that_no_cell_can_hold_names_the_cell(parts):
    with pytest.raises(TypeError, match="Start!B4: a cell cannot hold"):
        write_values(parts, {"Start": {"B4": [1, 2]}})


def test_clearing_gives_back_what_was_there(parts):
    cleared = clear_values(write_values(parts, VALUES))
    assert compare_without_values(parts, cleared) == []
    assert b"<f>B1*B2</f></c>" in cleared["xl/worksheets/sheet1.xml"]
    assert addresses(worksheet(cleared, "It's a table")) == ["A1", "B3", "C4", "F4", "A9"]
    assert clear_values(cleared) == cleared


def test_clearing_keeps_inputs(parts, reopened):
    cleared = clear_values(write_values(parts, VALUES))
    book = reopened(cleared, values=True)
    assert book["Start"]["B1"].value == 10_000
    assert book["Start"]["B4"].value is None
    assert book["Plain"]["A1"].value == 1


def with_sheet(parts, sheet_data):
    """The workbook with its first sheet's cells written by another program."""
    name = "xl/worksheets/sheet1.xml"
    text = f'<x:worksheet xmlns:x="{NS["m"]}"><x:sheetData>{sheet_data}</x:sheetData></x:worksheet>'
    return {**parts, name: text.encode()}


def test_prefixes_of_another_program_are_kept(parts, reopened):
    odd = with_sheet(parts, '<x:row r="1"><x:c r="A1"><x:f>1+1</x:f></x:c></x:row>')
    after = write_values(odd, {"Start": {"A1": 2}})
    assert b"<x:f>1+1</x:f><x:v>2</x:v>" in after["xl/worksheets/sheet1.xml"]


def test_cells_without_addresses_follow_the_one_before(parts, reopened):
    odd = with_sheet(
        parts,
        "<x:row><x:c><x:v>1</x:v></x:c><x:c><x:f>A1+1</x:f></x:c></x:row>"
        '<x:row r="5"><x:c r="C5"><x:v>3</x:v></x:c><x:c><x:f>C5+1</x:f></x:c></x:row>',
    )
    after = write_values(odd, {"Start": {"B1": 2, "D5": 4}})
    book = reopened(after, values=True)
    assert (book["Start"]["B1"].value, book["Start"]["D5"].value) == (2, 4)


@pytest.mark.parametrize("row", ['r="one"', 'r="1"><x:c r="A"/></x:row><x:row'])
def test_an_odd_address_is_named(parts, row):
    odd = with_sheet(parts, f"<x:row {row}/>")
    with pytest.raises(package.NotAWorkbook, match=r"sheet1\.xml has an odd address"):
        clear_values(odd)


def test_an_array_over_the_whole_sheet_is_no_work(parts):
    odd = with_sheet(
        parts,
        '<x:row r="1"><x:c r="A1"><x:f t="array" ref="A1:XFD1048576">1</x:f></x:c></x:row>'
        '<x:row r="9"><x:c r="C9" t="str"><x:v>old</x:v></x:c></x:row>',
    )
    after = write_values(odd, {"Start": {"A1": 1, "C9": 2, "ZZ77": 3}})
    assert addresses(worksheet(after, "Start")) == ["A1", "C9", "ZZ77"]
    assert addresses(worksheet(clear_values(after), "Start")) == ["A1"]


def test_a_formula_inside_the_area_of_an_array_keeps_its_own_value(parts):
    odd = with_sheet(
        parts,
        '<x:row r="1"><x:c r="A1"><x:f t="array" ref="A1:B1">1</x:f></x:c>'
        '<x:c r="B1"><x:f>2</x:f></x:c></x:row>',
    )
    after = worksheet(write_values(odd, {"Start": {"A1": 1, "B1": 2}}), "Start")
    assert [value.text for value in after.iterfind(".//m:v", NS)] == ["1", "2"]


def test_hints_about_a_row_go_when_a_cell_is_added(parts):
    odd = with_sheet(
        parts,
        '<x:row r="1" spans="1:1"><x:c r="A1"><x:f t="array" ref="A1:B1">1</x:f></x:c></x:row>',
    )
    after = worksheet(write_values(odd, {"Start": {"A1": 1, "B1": 2}}), "Start")
    assert after.find(".//m:row", NS).get("spans") is None


def test_a_picture_in_a_cell_does_not_outlive_its_value(parts):
    odd = with_sheet(
        parts,
        '<x:row r="1"><x:c r="A1" t="e" vm="1"><x:f>1</x:f><x:v>#VALUE!</x:v></x:c></x:row>',
    )
    cell = worksheet(write_values(odd, {"Start": {"A1": 1}}), "Start").find(".//m:c", NS)
    assert dict(cell.attrib) == {"r": "A1"}


def test_a_chart_sheet_is_passed_over(tmp_path, changed):
    book = openpyxl.Workbook()
    book.active["A1"] = "=1"
    book.create_chartsheet("Picture")
    book.save(tmp_path / "charts.xlsx")
    parts = package.read(tmp_path / "charts.xlsx")
    after = write_values(parts, {"Picture": {}, "Sheet": {"A1": 1}})
    assert changed(parts, after) == {"xl/worksheets/sheet1.xml"}
    assert compare_without_values(parts, after) == []


cell_values = (
    st.floats(allow_nan=False, allow_infinity=False)
    | st.integers(-(10**14), 10**14)
    | st.booleans()
    | st.text(
        st.characters(
            min_codepoint=32, exclude_categories=["Cs", "Cn", "Cc"], exclude_characters="_"
        ),
        min_size=1,
        max_size=50,
    ).filter(lambda text: not text.startswith("#"))
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(cell_values, min_size=12, max_size=12), cell_values)
def test_any_values_read_back_through_openpyxl(parts, reopened, filled, single):
    given_values = {"It's a table": dict(zip(TABLE, filled, strict=True)), "Start": {"B4": single}}
    after = write_values(parts, given_values)
    book = reopened(after, values=True)
    for sheet, cells in given_values.items():
        for a1, value in cells.items():
            read = book[sheet][a1].value
            assert read == value
            assert isinstance(read, bool) == isinstance(value, bool)
            assert isinstance(read, str) == isinstance(value, str)
    assert compare_without_values(parts, after) == []
