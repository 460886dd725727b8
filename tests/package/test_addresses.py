import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils import coordinate_to_tuple, get_column_letter, quote_sheetname

from loan401k.package.addresses import (
    LAST_COLUMN,
    LAST_ROW,
    Address,
    Area,
    Place,
    address,
    area,
    reference,
)


@given(st.integers(1, LAST_ROW), st.integers(1, LAST_COLUMN))
def test_addresses_are_those_of_openpyxl(row, column):
    a1 = f"{get_column_letter(column)}{row}"
    assert str(Address(row, column)) == a1
    assert address(a1) == coordinate_to_tuple(a1)


def test_dollar_signs_and_small_letters_are_read():
    assert address("$ab$12") == (12, 28)


@pytest.mark.parametrize("text", ["", "A", "1", "A0", "XFE1", "A1048577", "A1:B2", "R1C1", "A1 "])
def test_nonsense_is_no_address(text):
    with pytest.raises(ValueError, match="no cell address: use A1 to XFD1048576"):
        address(text)


def test_an_area_may_name_any_two_corners():
    assert area("C5:B3") == area("B3:C5") == Area(3, 2, 5, 3)
    assert str(area("C5:B3")) == "B3:C5"
    assert area("B3:C5").size == 6


def test_one_cell_is_an_area():
    assert area("B3") == (3, 2, 3, 2)
    assert str(area("B3")) == "B3"


@pytest.mark.parametrize(
    ("a1", "inside"), [("B3", True), ("C5", True), ("A3", False), ("C6", False)]
)
def test_an_area_holds_its_corners(a1, inside):
    assert area("B3:C5").holds(address(a1)) is inside


@pytest.mark.parametrize("text", ["", ":", "A1:", ":B2", "A:B", "A1:B2:C3"])
def test_nonsense_is_no_area(text):
    with pytest.raises(ValueError, match="no cell address"):
        area(text)


def test_the_cells_of_an_area_come_row_by_row():
    assert [str(cell) for cell in area("B3:C4").addresses()] == ["B3", "C3", "B4", "C4"]


sheet_names = st.text("aB '&é9", min_size=1, max_size=20).filter(
    lambda title: not title.startswith("'") and not title.endswith("'")
)


@given(sheet_names)
def test_a_reference_is_read_whatever_the_sheet_is_called(title):
    cells = Area(5, 3, 9, 4)
    assert reference(f"{quote_sheetname(title)}!$C$5:$D$9") == (title, cells)
    assert reference(str(Place(title, Address(5, 3)))) == (title, Area(5, 3, 5, 3))


@pytest.mark.parametrize(
    ("sheet", "text"),
    [
        ("Start", "Start!C5"),
        ("Été_2", "Été_2!C5"),
        ("Job loss", "'Job loss'!C5"),
        ("It's", "'It''s'!C5"),
        ("2024", "'2024'!C5"),  # a number, and the next four could be cells
        ("ABC1", "'ABC1'!C5"),
        ("R1C1", "'R1C1'!C5"),
        ("rc", "'rc'!C5"),
        ("C", "'C'!C5"),
    ],
)
def test_a_place_is_written_as_a_formula_has_it(sheet, text):
    assert str(Place(sheet, address("C5"))) == text


@pytest.mark.parametrize(
    "text",
    [
        *("", "Rate", "A1", "0.25", "#REF!", "#REF!$A$1", "Start!B1*2", "Start!$B:$B"),
        *("A!B1,A!B2", "[1]Start!$B$1", "'[Book 2.xlsx]Start'!$B$1", "Start!A1048577"),
    ],
)
def test_anything_else_is_no_reference(text):
    with pytest.raises(ValueError, match=r"no reference to the cells|no cell address"):
        reference(text)
