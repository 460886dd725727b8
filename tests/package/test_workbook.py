import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils import quote_sheetname

from loan401k import package
from loan401k.package import NotAWorkbook


def test_the_sheets_are_in_the_order_of_the_tabs(parts):
    assert package.sheet_parts(parts) == {
        "Start": "xl/worksheets/sheet1.xml",
        "It's a table": "xl/worksheets/sheet2.xml",
        "Plain": "xl/worksheets/sheet3.xml",
    }


def test_the_names_carry_their_text(parts):
    assert package.defined_names(parts) == {
        "Loan_Amount": "Start!$B$1",
        "Rate": "Start!$B$2",
        "It's a table!Here": "'It''s a table'!$A$1",
    }


def test_a_workbook_without_names_has_none(parts):
    text = parts["xl/workbook.xml"]
    start, end = text.index(b"<definedNames>"), text.index(b"</definedNames>") + 15
    assert package.defined_names({**parts, "xl/workbook.xml": text[:start] + text[end:]}) == {}


@given(
    st.text("aB '&é9", min_size=1, max_size=20).filter(
        lambda title: not title.startswith("'") and not title.endswith("'")
    )
)
def test_a_name_of_one_cell_is_found_whatever_the_sheet_is_called(title):
    assert package.single_cell(f"{quote_sheetname(title)}!$C$5") == (title, "C5")


@pytest.mark.parametrize(
    "text", ["Start!$B$1:$B$2", "0.25", "Start!B1*2", "[1]Start!$B$1", "#REF!", "", "Rate", "A1"]
)
def test_other_names_are_no_single_cell(text):
    assert package.single_cell(text) is None


def test_the_request_to_calculate_on_opening_goes(parts, changed):
    assert b'fullCalcOnLoad="1"' in parts["xl/workbook.xml"]
    after = package.no_full_calc(parts)
    assert b"fullCalcOnLoad" not in after["xl/workbook.xml"]
    assert b'<calcPr calcId="124519"/>' in after["xl/workbook.xml"]
    assert changed(parts, after) == {"xl/workbook.xml"}


def test_the_calculation_engine_is_named_on_request(parts, reopened):
    after = package.no_full_calc(parts, calc_id=191029)
    assert b'<calcPr calcId="191029"/>' in after["xl/workbook.xml"]
    assert reopened(after).calculation.calcId == 191029


def test_a_workbook_without_settings_gets_them_in_their_place(parts):
    bare = parts["xl/workbook.xml"].replace(b'<calcPr calcId="124519" fullCalcOnLoad="1"/>', b"")
    bare_parts = {**parts, "xl/workbook.xml": bare}
    assert package.no_full_calc(bare_parts) == bare_parts
    after = package.no_full_calc(bare_parts, calc_id=191029)
    assert b'</definedNames><calcPr calcId="191029"/></workbook>' in after["xl/workbook.xml"]


def test_the_dates_of_the_file_are_those_given(parts, reopened, changed):
    moment = dt.datetime(2025, 1, 2, 3, 4, 5)
    after = package.stamp(parts, moment)
    properties = reopened(after).properties
    assert (properties.created, properties.modified) == (moment, moment)
    assert changed(parts, after) == {"docProps/core.xml"}


def test_a_file_without_dates_stays_as_it_is(parts):
    bare = {name: data for name, data in parts.items() if name != "docProps/core.xml"}
    assert package.stamp(bare, dt.datetime(2025, 1, 1)) == bare


@pytest.mark.parametrize("missing", ["xl/worksheets/sheet2.xml", "xl/_rels/workbook.xml.rels"])
def test_a_sheet_without_its_part_is_named(parts, missing):
    bare = {name: data for name, data in parts.items() if name != missing}
    with pytest.raises(NotAWorkbook, match="lacks the part of its sheet"):
        package.sheet_parts(bare)


def test_a_link_out_of_the_package_is_no_part(parts):
    name = "xl/_rels/workbook.xml.rels"
    link = b'<Relationship Id="rId99" Type="x" TargetMode="External" Target="http://a.b/"/>'
    odd = parts[name].replace(b"</Relationships>", link + b"</Relationships>")
    sheets = parts["xl/workbook.xml"].replace(b'r:id="rId1"', b'r:id="rId99"')
    with pytest.raises(NotAWorkbook, match="lacks the part of its sheet 'Start'"):
        package.sheet_parts({**parts, name: odd, "xl/workbook.xml": sheets})


def test_a_missing_workbook_part_is_named():
    with pytest.raises(NotAWorkbook, match=r"lacks its part xl/workbook\.xml"):
        package.defined_names({})


def test_a_damaged_sheet_is_named(parts):
    odd = {**parts, "xl/worksheets/sheet1.xml": b"<worksheet>"}
    with pytest.raises(NotAWorkbook, match=r"part xl/worksheets/sheet1\.xml is not well-formed"):
        list(package.formula_cells(odd))


@pytest.mark.parametrize(
    ("declaration", "encoding"),
    [
        ('<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n', "utf-8"),
        ("", "utf-8"),
        ('<?xml version="1.0" encoding="UTF-16"?>', "utf-16"),
        ('<?xml version="1.0" encoding="ISO-8859-1"?>', "latin-1"),
    ],
)
def test_a_part_may_be_in_any_encoding(parts, declaration, encoding):
    text = declaration + parts["xl/workbook.xml"].decode().replace("Plain", "Prêt")
    odd = {**parts, "xl/workbook.xml": text.encode(encoding)}
    after = package.no_full_calc(odd)
    assert list(package.sheet_parts(after)) == ["Start", "It's a table", "Prêt"]
    if encoding == "utf-8":
        assert after["xl/workbook.xml"].startswith(f"{declaration}<workbook".encode())
