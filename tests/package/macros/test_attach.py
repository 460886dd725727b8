"""Macros in a package: what changes, what stays, and what openpyxl makes of it."""

import io
import zipfile

import openpyxl
import pytest
from lxml import etree

from loan401k.package.macros.attach import add_hidden_sheet, attach_project, describe_functions
from loan401k.package.macros.project import Module, build_project

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
X14 = "{http://schemas.microsoft.com/office/spreadsheetml/2009/9/main}"
CODE_NAMES = {"Answer": "AnswerSheet", "Your loan": "LoanSheet"}
# The children of CT_Workbook in their order, ECMA-376 part 1, A.2.
WORKBOOK_ORDER = (
    "fileVersion fileSharing workbookPr workbookProtection bookViews sheets functionGroups "
    "externalReferences definedNames calcPr oleSize customWorkbookViews pivotCaches smartTagPr "
    "smartTagTypes webPublishing fileRecoveryPr webPublishObjects extLst"
)
BARE_WORKBOOK = (
    '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    "{before}<sheets>"
    '<sheet name="Answer" sheetId="1" r:id="rId1"/>'
    '<sheet name="Your loan" sheetId="2" r:id="rId2"/>'
    "</sheets>{after}</workbook>"
)


@pytest.fixture
def parts() -> dict[str, bytes]:
    book = openpyxl.Workbook()
    book.active.title = "Answer"
    book.active["A1"] = "=LOAN_COST(B1)"
    book.create_sheet("Your loan")["A1"] = "Balance"
    book.defined_names["balance"] = openpyxl.workbook.defined_name.DefinedName(
        "balance", attr_text="'Your loan'!$B$1"
    )
    return saved(book)


def saved(book: openpyxl.Workbook) -> dict[str, bytes]:
    stream = io.BytesIO()
    book.save(stream)
    with zipfile.ZipFile(stream) as package:
        return {name: package.read(name) for name in package.namelist()}


def packed(parts: dict[str, bytes]) -> io.BytesIO:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for name, data in parts.items():
            package.writestr(name, data)
    stream.seek(0)
    return stream


def project(*sheets: str) -> bytes:
    return build_project(
        [
            Module("ThisWorkbook", kind="workbook"),
            *(Module(sheet, kind="sheet") for sheet in sheets),
            Module("Loan", "Function LOAN_COST(x)\n    LOAN_COST = x\nEnd Function\n"),
        ]
    )


def workbook(parts: dict[str, bytes]) -> etree._Element:
    return etree.fromstring(parts["xl/workbook.xml"])


def with_workbook(parts: dict[str, bytes], before: str = "", after: str = "") -> dict[str, bytes]:
    text = BARE_WORKBOOK.format(before=before, after=after)
    return {**parts, "xl/workbook.xml": text.encode()}


def children(parts: dict[str, bytes]) -> list[str]:
    return [child.tag.removeprefix(MAIN) for child in workbook(parts)]


def in_schema_order(names: list[str]) -> bool:
    order = WORKBOOK_ORDER.split(" ")
    return names == sorted(names, key=order.index)


def content_types(parts: dict[str, bytes]) -> dict[str, str]:
    types = etree.fromstring(parts["[Content_Types].xml"])
    return {kind.get("PartName"): kind.get("ContentType") for kind in types if kind.get("PartName")}


@pytest.fixture
def macro_parts(parts: dict[str, bytes]) -> dict[str, bytes]:
    return attach_project(parts, project(*CODE_NAMES.values()), CODE_NAMES)


def test_openpyxl_opens_the_macro_workbook_and_keeps_the_project(
    macro_parts: dict[str, bytes],
) -> None:
    book = openpyxl.load_workbook(packed(macro_parts), keep_vba=True)
    assert book.code_name == "ThisWorkbook"
    assert {sheet.title: sheet.sheet_properties.codeName for sheet in book} == CODE_NAMES
    assert book["Answer"]["A1"].value == "=LOAN_COST(B1)"
    assert book.defined_names["balance"].attr_text == "'Your loan'!$B$1"
    assert saved(book)["xl/vbaProject.bin"] == macro_parts["xl/vbaProject.bin"]


def test_only_the_parts_that_must_change_do(
    parts: dict[str, bytes], macro_parts: dict[str, bytes]
) -> None:
    changed = {name for name, data in parts.items() if macro_parts[name] != data}
    assert changed == {
        "[Content_Types].xml",
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "xl/worksheets/sheet1.xml",
        "xl/worksheets/sheet2.xml",
    }
    assert list(macro_parts) == [*parts, "xl/vbaProject.bin"]
    assert macro_parts["xl/vbaProject.bin"] == project(*CODE_NAMES.values())


@pytest.mark.parametrize(
    ("addin", "kind"),
    [
        (False, "application/vnd.ms-excel.sheet.macroEnabled.main+xml"),
        (True, "application/vnd.ms-excel.addin.macroEnabled.main+xml"),
    ],
)
def test_the_workbook_and_the_project_get_their_types(
    parts: dict[str, bytes], addin: bool, kind: str
) -> None:
    attached = attach_project(parts, project(*CODE_NAMES.values()), CODE_NAMES, addin=addin)
    assert content_types(attached)["/xl/workbook.xml"] == kind
    assert content_types(attached)["/xl/vbaProject.bin"] == "application/vnd.ms-office.vbaProject"


def test_the_workbook_is_related_to_the_project_by_a_free_identifier(
    macro_parts: dict[str, bytes],
) -> None:
    related = etree.fromstring(macro_parts["xl/_rels/workbook.xml.rels"])
    identifiers = [relationship.get("Id") for relationship in related]
    assert len(set(identifiers)) == len(identifiers)
    (one,) = [r for r in related if r.get("Target") == "vbaProject.bin"]
    assert one.get("Type") == "http://schemas.microsoft.com/office/2006/relationships/vbaProject"


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("", ["workbookPr", "sheets"]),
        ("<fileVersion/>", ["fileVersion", "workbookPr", "sheets"]),
        (
            "<fileVersion/><fileSharing/><bookViews/>",
            ["fileVersion", "fileSharing", "workbookPr", "bookViews", "sheets"],
        ),
        ('<workbookPr date1904="1"/>', ["workbookPr", "sheets"]),
    ],
)
def test_the_code_name_of_the_workbook_stands_in_schema_order(
    parts: dict[str, bytes], before: str, expected: list[str]
) -> None:
    bare = with_workbook(parts, before)
    attached = attach_project(bare, project(*CODE_NAMES.values()), CODE_NAMES)
    assert children(attached) == expected
    properties = workbook(attached).find(f"{MAIN}workbookPr")
    assert properties.get("codeName") == "ThisWorkbook"
    assert properties.get("date1904") == ("1" if "1904" in before else None)


def test_the_code_name_of_a_sheet_comes_first_in_it(parts: dict[str, bytes]) -> None:
    bare = f'<worksheet xmlns="{MAIN.strip("{}")}"><dimension ref="A1"/><sheetData/></worksheet>'
    attached = attach_project(
        {**parts, "xl/worksheets/sheet2.xml": bare.encode()},
        project(*CODE_NAMES.values()),
        CODE_NAMES,
    )
    sheet = etree.fromstring(attached["xl/worksheets/sheet2.xml"])
    assert [child.tag for child in sheet] == [
        f"{MAIN}{tag}" for tag in ("sheetPr", "dimension", "sheetData")
    ]
    assert sheet[0].get("codeName") == "LoanSheet"


def test_a_second_project_is_refused(macro_parts: dict[str, bytes]) -> None:
    with pytest.raises(ValueError, match="already carries a VBA project"):
        attach_project(macro_parts, project(*CODE_NAMES.values()), CODE_NAMES)


@pytest.mark.parametrize(
    ("code_names", "modules", "sentence"),
    [
        ({"Answer": "AnswerSheet"}, ["AnswerSheet"], "Code names are needed for the sheets"),
        ({**CODE_NAMES, "Gone": "GoneSheet"}, ["AnswerSheet"], "Code names are needed"),
        (CODE_NAMES, ["AnswerSheet"], "the project has the sheet modules"),
        (CODE_NAMES, ["AnswerSheet", "LoanSheet", "More"], "the project has the sheet modules"),
    ],
)
def test_a_project_that_does_not_fit_the_sheets_is_refused(
    parts: dict[str, bytes], code_names: dict[str, str], modules: list[str], sentence: str
) -> None:
    with pytest.raises(ValueError, match=sentence):
        attach_project(parts, project(*modules), code_names)


def test_a_project_for_another_workbook_name_is_refused(parts: dict[str, bytes]) -> None:
    with pytest.raises(ValueError, match="code name 'Book'"):
        attach_project(parts, project(*CODE_NAMES.values()), CODE_NAMES, workbook_code_name="Book")


def test_a_file_that_is_no_workbook_is_refused() -> None:
    with pytest.raises(ValueError, match=r"lacks its part xl/workbook\.xml"):
        add_hidden_sheet({"content.xml": b"<x/>"}, "xlwings.conf", [])


ARGUMENT_HELP = {
    "LOAN_COST": ["Balance in dollars", "Rate — a year", ""],
    "DEEMED": [],
    "AMOUNT": ["Only “one” & <all>"],
}


def stored_help(parts: dict[str, bytes]) -> dict[str, list[str]]:
    return {
        name.get("name"): [
            argument.text or "" for argument in name.iter(f"{X14}argumentDescription")
        ]
        for name in workbook(parts).iter(f"{X14}definedName")
    }


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", ""),
        ("<workbookPr/><bookViews/>", "<definedNames/><calcPr/>"),
        ("", "<externalReferences/><calcPr/><extLst><ext uri='{other}'/></extLst>"),
    ],
)
def test_function_help_stands_in_schema_order(
    parts: dict[str, bytes], before: str, after: str
) -> None:
    described = describe_functions(with_workbook(parts, before, after), "Loan", ARGUMENT_HELP)
    names = children(described)
    assert in_schema_order(names)
    assert {"functionGroups", "extLst"} <= set(names)
    assert stored_help(described) == {
        "AMOUNT": ["Only “one” & <all>"],
        "LOAN_COST": ["Balance in dollars", "Rate — a year", ""],
    }
    groups = workbook(described).find(f"{MAIN}functionGroups")
    assert groups.get("builtInGroupCount") == "19"
    assert [group.get("name") for group in groups] == ["Loan"]
    extensions = [ext.get("uri") for ext in workbook(described).iter(f"{MAIN}ext")]
    other = ["{other}"] if "other" in after else []
    assert extensions == [*other, "{8193D73E-4604-4355-AFF4-8A2333D13BE4}"]


def test_function_help_changes_the_workbook_part_alone(parts: dict[str, bytes]) -> None:
    described = describe_functions(parts, "Loan", ARGUMENT_HELP)
    assert {name for name in parts if described[name] != parts[name]} == {"xl/workbook.xml"}
    assert openpyxl.load_workbook(packed(described)).sheetnames == ["Answer", "Your loan"]


def test_help_stored_again_replaces_the_old(parts: dict[str, bytes]) -> None:
    first = describe_functions(parts, "Loan", {"AMOUNT": ["old"], "KEPT": ["kept"]})
    second = describe_functions(first, "Loan", {"AMOUNT": ["new", "more"]})
    assert stored_help(second) == {"KEPT": ["kept"], "AMOUNT": ["new", "more"]}
    assert describe_functions(second, "Loan", {"AMOUNT": ["new", "more"]}) == second


def test_another_category_in_the_workbook_is_refused(parts: dict[str, bytes]) -> None:
    first = describe_functions(parts, "Loan", ARGUMENT_HELP)
    with pytest.raises(ValueError, match="already has function categories"):
        describe_functions(first, "Savings", ARGUMENT_HELP)


def test_help_longer_than_excel_shows_is_refused(parts: dict[str, bytes]) -> None:
    describe_functions(parts, "Loan", {"COST": ["x" * 255]})
    with pytest.raises(ValueError, match="argument 2 of COST has 256 characters"):
        describe_functions(parts, "Loan", {"COST": ["x", "x" * 256]})


ROWS = [["INTERPRETER_WIN", "C:\\Users\\Zoë\\py_x0041_\\python.exe"], [], ["EMPTY", "", " spaces "]]


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_hidden_sheet_holds_its_texts(parts: dict[str, bytes], state: str) -> None:
    added = add_hidden_sheet(parts, "xlwings.conf", ROWS, state=state)
    book = openpyxl.load_workbook(packed(added))
    assert book.sheetnames == ["Answer", "Your loan", "xlwings.conf"]
    sheet = book["xlwings.conf"]
    assert sheet.sheet_state == state
    # openpyxl leaves the escape that Excel resolves.
    assert sheet["B1"].value == "C:\\Users\\Zoë\\py_x005F_x0041_\\python.exe"
    assert (sheet["A1"].value, sheet["A3"].value) == ("INTERPRETER_WIN", "EMPTY")
    assert (sheet["B3"].value, sheet["C3"].value) == (None, " spaces ")


def test_a_hidden_sheet_leaves_the_other_sheets_alone(parts: dict[str, bytes]) -> None:
    added = add_hidden_sheet(parts, "xlwings.conf", ROWS)
    changed = {name for name, data in parts.items() if added[name] != data}
    assert changed == {"[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"}


def test_a_hidden_sheet_gets_its_module(parts: dict[str, bytes]) -> None:
    names = {**CODE_NAMES, "xlwings.conf": "SettingsSheet"}
    added = add_hidden_sheet(parts, "xlwings.conf", ROWS)
    attached = attach_project(added, project(*names.values()), names)
    book = openpyxl.load_workbook(packed(attached), keep_vba=True)
    assert book["xlwings.conf"].sheet_properties.codeName == "SettingsSheet"
    with pytest.raises(ValueError, match="before the VBA project"):
        add_hidden_sheet(attached, "Another", ROWS)


@pytest.mark.parametrize("name", ["", "x" * 32, "a/b", "a[b", "'a", "a'", "a:b"])
def test_a_sheet_name_excel_does_not_take_is_refused(parts: dict[str, bytes], name: str) -> None:
    with pytest.raises(ValueError, match="is not one Excel takes"):
        add_hidden_sheet(parts, name, ROWS)


def test_a_sheet_name_that_is_taken_is_refused(parts: dict[str, bytes]) -> None:
    with pytest.raises(ValueError, match="already has a sheet 'ANSWER'"):
        add_hidden_sheet(parts, "ANSWER", ROWS)


def test_a_chart_sheet_is_refused(parts: dict[str, bytes]) -> None:
    book = openpyxl.load_workbook(packed(parts))
    book.create_chartsheet("Picture")
    with pytest.raises(ValueError, match="'Picture' is not a worksheet"):
        attach_project(saved(book), project(*CODE_NAMES.values()), CODE_NAMES)
