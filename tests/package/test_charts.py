import pytest
from lxml import etree

from loan401k import package
from loan401k.errors import CellError
from loan401k.package import ChartText
from tests.workbooks import place

SHEET = "It's a table"
DRAWING = "xl/drawings/drawing1.xml"
XDR = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"


def properties(parts):
    return [dict(e.attrib) for e in etree.fromstring(parts[DRAWING]).iter(f"{XDR}cNvPr")]


def test_the_charts_get_their_texts_in_order(parts, changed):
    after = package.describe_charts(parts, {SHEET: ["Balance by month", 'Bars & "more"']})
    assert [chart["descr"] for chart in properties(after)] == ["Balance by month", 'Bars & "more"']
    assert [chart["name"] for chart in properties(after)] == ["Chart 1", "Chart 2"]
    assert changed(parts, after) == {DRAWING}


def test_a_chart_may_also_get_a_title_and_a_name(parts):
    texts = [ChartText("Balance", title="The balance", name="Balance chart"), "Bars"]
    first, second = properties(package.describe_charts(parts, {SHEET: texts}))
    assert (first["descr"], first["title"], first["name"]) == (
        "Balance",
        "The balance",
        "Balance chart",
    )
    assert "title" not in second


def test_the_charts_stay(parts, reopened):
    after = package.describe_charts(parts, {SHEET: ["one", "two"]})
    assert len(reopened(after)[SHEET]._charts) == 2


def test_a_picture_is_no_chart(parts):
    picture = (
        b'<pic xmlns="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing">'
        b'<nvPicPr><cNvPr id="9" name="Logo"/></nvPicPr></pic></wsDr>'
    )
    odd = {**parts, DRAWING: parts[DRAWING].replace(b"</wsDr>", picture)}
    assert odd != parts
    after = properties(package.describe_charts(odd, {SHEET: ["one", "two"]}))
    assert [chart.get("descr") for chart in after] == ["one", "two", None]


@pytest.mark.parametrize(
    ("texts", "sentence"),
    [
        ({SHEET: ["one"]}, '"It\'s a table" has 2 charts, and 1 texts are given'),
        ({"Plain": ["one"]}, "'Plain' has 0 charts, and 1 texts are given"),
        ({"None": []}, "no sheet 'None'"),
    ],
)
def test_texts_that_do_not_fit_are_refused(parts, texts, sentence):
    with pytest.raises(ValueError, match=sentence):
        package.describe_charts(parts, texts)


def test_a_sheet_without_charts_takes_no_texts(parts):
    assert package.describe_charts(parts, {"Plain": []}) == parts


CHART = "xl/charts/chart1.xml"
C = {"c": "http://schemas.openxmlformats.org/drawingml/2006/chart"}


def points(parts, kind="num"):
    cache = etree.fromstring(parts[CHART]).find(f".//c:{kind}Ref/c:{kind}Cache", C)
    count = int(cache.find("c:ptCount", C).get("val"))
    return count, {int(p.get("idx")): p.findtext("c:v", None, C) for p in cache.iterfind("c:pt", C)}


FOUND = {"B3": 12000.0, "B4": 11670.171322428652, "B5": "", "B6": CellError("#N/A")}


def found(cell):
    return FOUND[str(cell.address)]


def test_a_chart_holds_what_its_cells_hold(parts, changed):
    after = package.fill_charts(parts, found)
    assert points(after) == (4, {0: "12000", 1: "11670.171322428652"})
    assert points(package.fill_charts(parts, found, digits=6))[1][1] == "11670.2"
    assert changed(parts, after) == {CHART, "xl/charts/chart2.xml"}


def test_filling_again_leaves_no_old_value(parts):
    full = package.fill_charts(parts, lambda cell: 7.0)
    assert points(full) == (4, dict.fromkeys(range(4), "7"))
    assert package.fill_charts(full, found) == package.fill_charts(parts, found)


def test_the_format_of_a_cache_stays(parts):
    full = package.fill_charts(parts, found)
    assert full[CHART].count(b"<formatCode>General</formatCode>") == 1
    odd = {**full, CHART: full[CHART].replace(b">General<", b">0.00%<")}
    after = etree.fromstring(package.fill_charts(odd, lambda cell: 1.0)[CHART])
    cache = [etree.QName(child).localname for child in after.find(".//c:numCache", C)]
    assert cache == ["formatCode", "ptCount", "pt", "pt", "pt", "pt"]
    assert after.findtext(".//c:formatCode", None, C) == "0.00%"


def test_texts_and_errors_are_what_a_label_shows(parts):
    odd = {**parts, CHART: parts[CHART].replace(b"numRef>", b"strRef>")}
    assert points(package.fill_charts(odd, found), "str") == (
        4,
        {0: "12000", 1: "11670.171322428652", 3: "#N/A"},
    )


@pytest.mark.parametrize(
    "reference", ["[1]Other!$B$3:$B$6", "Gone!$B$3:$B$6", "#REF!$B$3", "balances"]
)
def test_a_reference_to_anything_else_keeps_its_cache(parts, reference):
    full = package.fill_charts(parts, lambda cell: 7.0)
    odd = full[CHART].replace(b"'It''s a table'!$B$3:$B$6", reference.encode())
    assert odd != full[CHART]
    after = package.fill_charts({**full, CHART: odd}, found)
    assert points(after) == (4, dict.fromkeys(range(4), "7"))


def test_a_chart_asks_for_the_cells_of_its_sheet(parts):
    asked = []
    package.fill_charts(parts, asked.append)
    assert asked[:2] == [place("'It''s a table'!B3"), place("'It''s a table'!B4")]
