import pytest

from tests.workbooks import set_inputs, write_values
from workbook.finish.compare import compare, compare_without_values

SHEET1 = "xl/worksheets/sheet1.xml"
VALUES = {"Start": {"B4": 425.0, "B5": "costs", "B6": True, "B7": 0.0}}


@pytest.fixture
def full(parts):
    return write_values(parts, VALUES)


def revalued(full, **cells):
    return write_values(full, {"Start": {**VALUES["Start"], **cells}})


def test_a_package_equals_itself(full):
    assert compare(full, dict(full)) == []


def test_the_last_bits_of_a_number_do_not_count(full):
    assert compare(full, revalued(full, B4=425.0 * (1 + 1e-12))) == []
    assert compare(full, revalued(full, B7=3e-12)) == []


def test_a_text_is_not_compared_as_a_number(full):
    one, two = revalued(full, B5="425"), revalued(full, B5="425.0000000001")
    assert compare(one, two) == [f"{SHEET1}: B5: '425' against '425.0000000001'"]


def test_more_than_the_last_bits_counts(full):
    other = revalued(full, B4=425.00001)
    assert compare(full, other) == [f"{SHEET1}: B4: '425' against '425.00001'"]
    assert compare(full, other, rel=1e-6) == []


@pytest.mark.parametrize("cells", [{"B5": "Costs"}, {"B6": False}, {"B4": "425"}, {"B7": None}])
def test_texts_truths_kinds_and_blanks_count(full, cells):
    differences = compare(full, revalued(full, **cells))
    assert differences
    assert all(text.startswith(f"{SHEET1}: {next(iter(cells))}: ") for text in differences)


def test_attributes_may_be_in_any_order(full):
    text = full[SHEET1]
    other = text.replace(b'<c r="A1" t="inlineStr">', b'<c t="inlineStr" r="A1">')
    assert other != text
    assert compare(full, {**full, SHEET1: other}) == []


def test_an_attribute_counts(full):
    other = full[SHEET1].replace(b"<f>B1*B2</f>", b'<f ca="1">B1*B2</f>')
    assert compare(full, {**full, SHEET1: other}) == [
        f"{SHEET1}: B4: attributes {{}} against {{'ca': '1'}}"
    ]


def test_a_formula_counts_though_it_looks_like_a_number(parts, full):
    one = {**full, SHEET1: full[SHEET1].replace(b"<f>B1*B2</f>", b"<f>1</f>")}
    two = {**full, SHEET1: full[SHEET1].replace(b"<f>B1*B2</f>", b"<f>1.0</f>")}
    assert compare(one, two) == [f"{SHEET1}: B4: '1' against '1.0'"]


def test_another_element_counts(full):
    other = full[SHEET1].replace(b"<f>B1*B2</f>", b"<g>B1*B2</g>")
    assert compare(full, {**full, SHEET1: other}) == [f"{SHEET1}: B4: f against g"]


def test_a_missing_part_counts(full):
    less = {name: data for name, data in full.items() if name != "docProps/app.xml"}
    assert compare(full, less) == ["docProps/app.xml: only in the first"]
    assert compare(less, full) == ["docProps/app.xml: only in the second"]


def test_layout_between_elements_does_not_count(full):
    other = full["xl/workbook.xml"].replace(b"<sheets>", b"<sheets>\n  ")
    assert compare(full, {**full, "xl/workbook.xml": other}) == []


def test_blanks_inside_a_text_count(full):
    other = full[SHEET1].replace(b"<v>costs</v>", b"<v>costs </v>")
    assert compare(full, {**full, SHEET1: other}) == [f"{SHEET1}: B5: 'costs' against 'costs '"]


def test_other_parts_are_compared_byte_for_byte(full):
    one = {**full, "xl/media/image1.png": b"\x89PNG1", "xl/odd.xml": b"<"}
    two = {**full, "xl/media/image1.png": b"\x89PNG22", "xl/odd.xml": b"<<"}
    assert compare(one, one) == []
    assert compare(one, two) == [
        "xl/media/image1.png: 5 bytes against 6, not equal",
        "xl/odd.xml: 1 bytes against 2, not equal",
    ]


def test_numbers_cached_in_a_chart_may_differ_in_the_last_bits(full):
    def chart(value):
        cache = f"</f><numCache><ptCount val='1'/><pt idx='0'><v>{value}</v></pt></numCache>"
        text = full["xl/charts/chart1.xml"].replace(b"</f>", cache.encode())
        assert value.encode() in text
        return {**full, "xl/charts/chart1.xml": text}

    assert compare(chart("100.1"), chart("100.10000000000001")) == []
    assert len(compare(chart("100.1"), chart("100.2"))) == 1


def test_what_is_no_number_where_one_belongs_counts(full):
    odd = full[SHEET1].replace(b"<v>425</v>", b"<v>many</v>")
    assert compare(full, {**full, SHEET1: odd}) == [f"{SHEET1}: B4: '425' against 'many'"]


def test_a_comment_counts(full):
    odd = full[SHEET1].replace(b"<sheetData>", b"<sheetData><!-- note -->")
    (difference,) = compare(full, {**full, SHEET1: odd})
    assert difference.endswith("against 8 children (comment, 1, 2, 3, 4, 5, 6, 7)")


def test_without_values_every_value_is_the_same(parts, full):
    assert compare_without_values(parts, full) == []
    assert compare_without_values(full, revalued(full, B4="#N/A")) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"<f>B1*B2</f>", b"<f>B1*B3</f>"),
        (b"<v>10000</v>", b"<v>10000.000000001</v>"),
        (b'<c r="B7" s="', b'<c r="B7" s="0'),
        (b"between", b"notBetween"),
    ],
)
def test_without_values_all_else_counts_exactly(full, old, new):
    other = full[SHEET1].replace(old, new)
    assert other != full[SHEET1]
    assert compare_without_values(full, {**full, SHEET1: other}) != []


def test_without_values_inputs_count(full):
    other = set_inputs(full, {("Start", "B1"): 10_001})
    assert compare_without_values(full, other) == [f"{SHEET1}: B1: '10000' against '10001'"]
