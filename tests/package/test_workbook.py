import datetime as dt

import pytest

from loan401k import package
from loan401k.package import NotAWorkbook
from loan401k.package.markup import MAIN
from loan401k.package.workbook import counts_from_1904
from tests.workbooks import place


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


def test_names_of_one_cell_are_places(parts):
    assert package.named_places(parts) == {
        "Loan_Amount": place("Start!B1"),
        "Rate": place("Start!B2"),
        "It's a table!Here": place("'It''s a table'!A1"),
    }


@pytest.mark.parametrize(
    "text", ["Start!$B$1:$B$2", "0.25", "Start!B1*2", "[1]Start!$B$1", "#REF!$A$1", "Start!$B:$B"]
)
def test_other_names_are_no_places(parts, text):
    odd = parts["xl/workbook.xml"].replace(b"Start!$B$2", text.encode())
    assert odd != parts["xl/workbook.xml"]
    assert "Rate" not in package.named_places({**parts, "xl/workbook.xml": odd})


def test_excels_own_names_are_no_places(parts):
    odd = parts["xl/workbook.xml"].replace(b'"Rate"', b'"_xlnm.Print_Area"')
    odd = odd.replace(b'"Here"', b'"_xlnm.Print_Titles"')
    assert package.named_places({**parts, "xl/workbook.xml": odd}).keys() == {"Loan_Amount"}


@pytest.mark.parametrize(
    ("written", "from_1904"),
    [('date1904="1"', True), ('date1904="true"', True), ('date1904="0"', False), ("", False)],
)
def test_a_workbook_may_count_its_dates_from_1904(written, from_1904):
    workbook = f'<workbook xmlns="{MAIN}"><workbookPr {written}/></workbook>'
    assert counts_from_1904({"xl/workbook.xml": workbook.encode()}) is from_1904


def test_the_request_to_calculate_on_opening_goes(parts, reopened, changed):
    assert b'fullCalcOnLoad="1"' in parts["xl/workbook.xml"]
    after = package.no_full_calc(parts)
    assert b'<calcPr calcId="191029"/>' in after["xl/workbook.xml"]
    assert reopened(after).calculation.calcId == 191029
    assert changed(parts, after) == {"xl/workbook.xml"}


def test_other_settings_of_the_calculation_stay(parts):
    manual = parts["xl/workbook.xml"].replace(b'fullCalcOnLoad="1"', b'calcMode="manual"')
    after = package.no_full_calc({**parts, "xl/workbook.xml": manual})
    assert b'<calcPr calcId="191029" calcMode="manual"/>' in after["xl/workbook.xml"]


def test_a_workbook_without_settings_gets_them_in_their_place(parts):
    bare = parts["xl/workbook.xml"].replace(
        b'<calcPr calcId="124519" fullCalcOnLoad="1"/>', b"<extLst/>"
    )
    after = package.no_full_calc({**parts, "xl/workbook.xml": bare})
    assert (
        b'</definedNames><calcPr calcId="191029"/><extLst/></workbook>' in after["xl/workbook.xml"]
    )


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


@pytest.mark.parametrize("target", ["http://a.b/", "worksheets/sheet1.xml"])
def test_a_link_out_of_the_package_is_no_part(parts, target):
    name = "xl/_rels/workbook.xml.rels"
    link = f'<Relationship Id="rId99" Type="x" TargetMode="External" Target="{target}"/>'
    odd = parts[name].replace(b"</Relationships>", link.encode() + b"</Relationships>")
    sheets = parts["xl/workbook.xml"].replace(b'r:id="rId1"', b'r:id="rId99"')
    with pytest.raises(NotAWorkbook, match="lacks the part of its sheet 'Start'"):
        package.sheet_parts({**parts, name: odd, "xl/workbook.xml": sheets})


def test_a_missing_workbook_part_is_named():
    with pytest.raises(NotAWorkbook, match=r"lacks its part xl/workbook\.xml"):
        package.defined_names({})


def test_a_damaged_sheet_is_named(parts):
    odd = {**parts, "xl/worksheets/sheet1.xml": b"<worksheet>"}
    with pytest.raises(NotAWorkbook, match=r"part xl/worksheets/sheet1\.xml is not well-formed"):
        list(package.formula_cells(package.Sheets(odd)))


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
