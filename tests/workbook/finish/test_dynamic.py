import pytest
from lxml import etree

from tests.workbooks import clear_values, write_values
from workbook.finish.dynamic import mark_dynamic

ANCHORS = {"It's a table": ["B3"]}
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
NS = {
    "m": MAIN,
    "a": "http://schemas.microsoft.com/office/spreadsheetml/2017/dynamicarray",
    "r": "http://schemas.openxmlformats.org/package/2006/relationships",
    "t": "http://schemas.openxmlformats.org/package/2006/content-types",
}


def resolve(parts, a1="B3", part="xl/worksheets/sheet2.xml"):
    """Follow a cell's mark as Excel does: cm -> cell metadata -> type and its record."""
    root = etree.fromstring(parts["xl/metadata.xml"])
    mark = etree.fromstring(parts[part]).find(f".//m:c[@r='{a1}']", NS).get("cm")
    entry = root.find(f"m:cellMetadata/m:bk[{mark}]/m:rc", NS)
    kind = root.find(f"m:metadataTypes/m:metadataType[{entry.get('t')}]", NS)
    records = root.findall(f"m:futureMetadata[@name='{kind.get('name')}']/m:bk", NS)
    properties = records[int(entry.get("v"))].find(".//a:dynamicArrayProperties", NS)
    return kind.get("name"), dict(properties.attrib)


def test_the_mark_leads_to_a_dynamic_array(parts):
    after = mark_dynamic(parts, ANCHORS)
    assert resolve(after) == ("XLDAPR", {"fDynamic": "1", "fCollapsed": "0"})


def test_the_new_part_is_declared_once(parts):
    after = mark_dynamic(parts, ANCHORS)
    types = etree.fromstring(after["[Content_Types].xml"])
    declared = types.findall("t:Override[@PartName='/xl/metadata.xml']", NS)
    assert [element.get("ContentType").rpartition(".")[2] for element in declared] == [
        "sheetMetadata+xml"
    ]
    links = etree.fromstring(after["xl/_rels/workbook.xml.rels"])
    found = [link for link in links if link.get("Type").endswith("/sheetMetadata")]
    assert [link.get("Target") for link in found] == ["metadata.xml"]
    identifiers = [link.get("Id") for link in links]
    assert len(identifiers) == len(set(identifiers))


def test_marking_twice_changes_nothing_more(parts):
    once = mark_dynamic(parts, ANCHORS)
    assert mark_dynamic(once, ANCHORS) == once


def test_only_what_the_mark_needs_changes(parts, changed):
    assert changed(parts, mark_dynamic(parts, ANCHORS)) == {
        "[Content_Types].xml",
        "xl/_rels/workbook.xml.rels",
        "xl/metadata.xml",
        "xl/worksheets/sheet2.xml",
    }


@pytest.mark.parametrize("anchors", [{}, {"Start": []}])
def test_no_anchor_changes_nothing(parts, anchors):
    assert mark_dynamic(parts, anchors) == parts


def test_openpyxl_still_opens_the_workbook(parts, reopened):
    after = write_values(mark_dynamic(parts, ANCHORS), {"It's a table": {"B3": 1}})
    assert reopened(after, values=True)["It's a table"]["B3"].value == 1


def test_cached_values_and_clearing_keep_the_mark(parts):
    after = mark_dynamic(parts, ANCHORS)
    after = clear_values(write_values(after, {"It's a table": {"B3": 1}}))
    assert resolve(after)[0] == "XLDAPR"


@pytest.mark.parametrize("a1", ["B4", "A1", "Z9"])
def test_a_cell_without_an_array_formula_cannot_spill(parts, a1):
    with pytest.raises(ValueError, match=f"'It''s a table'!{a1} holds no array formula"):
        mark_dynamic(parts, {"It's a table": [a1]})


def test_metadata_of_another_kind_is_kept(parts):
    other = (
        f'<metadata xmlns="{MAIN}"><metadataTypes count="1"><metadataType name="XLRICHVALUE"/>'
        '</metadataTypes><futureMetadata name="XLRICHVALUE" count="1"><bk/></futureMetadata>'
        '<valueMetadata count="1"><bk><rc t="1" v="0"/></bk></valueMetadata></metadata>'
    )
    marked = mark_dynamic(parts, ANCHORS)  # for the content type and the relationship
    after = mark_dynamic({**marked, "xl/metadata.xml": other.encode()}, ANCHORS)
    root = etree.fromstring(after["xl/metadata.xml"])
    assert [etree.QName(child).localname for child in root] == [
        "metadataTypes",
        "futureMetadata",
        "futureMetadata",
        "cellMetadata",
        "valueMetadata",
    ]
    assert root.find("m:metadataTypes", NS).get("count") == "2"
    assert resolve(after) == ("XLDAPR", {"fDynamic": "1", "fCollapsed": "0"})
    assert root.find("m:valueMetadata/m:bk/m:rc", NS).get("t") == "1"
