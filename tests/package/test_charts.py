import pytest
from lxml import etree

from loan401k import package
from loan401k.package import ChartText

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
