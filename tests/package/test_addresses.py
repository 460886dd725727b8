import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils import coordinate_to_tuple, get_column_letter

from loan401k.package.addresses import LAST_COLUMN, LAST_ROW, Address, Area, address, area


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
