import pytest
from openpyxl.worksheet.formula import ArrayFormula

from loan401k.package.addresses import address
from tests.workbooks import calculated
from workbook import build
from workbook.layout import style
from workbook.lint import rules as lint


@pytest.fixture(scope="module")
def values():
    return calculated(build.TEMPLATE).values


def test_the_template_has_no_findings(values):
    assert lint.findings(build.book(), values) == []


def put(cell, value):
    return lambda book: book.workbook["Start"].__setitem__(cell, value)


def lock(book):
    from openpyxl.styles import Protection

    sheet, cell = book.workbook.defined_names["Loan_Rate_Yours"].attr_text.split("!")
    book.workbook[sheet.strip("'")][cell].protection = Protection(locked=True)


def faint(book):
    book.workbook["Start"]["B1"].font = style.font(20, colour="BBBBBB")


def open_up(book):
    book.workbook["Debts"].protection.sheet = False


def silence(book):
    book.workbook["Start"].data_validations.dataValidation[3].showErrorMessage = False


def forget_alt_text(book):
    book.alt_texts["Debts"].clear()


def forget_print_area(book):
    book.workbook["Debts"].print_area = None


def define(name, text):
    from openpyxl.workbook.defined_name import DefinedName

    def change(book):
        book.workbook.defined_names[name] = DefinedName(name, attr_text=text)

    return change


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (put("B1", "=XLOOKUP(1,B2,B3)"), "XLOOKUP is not a function that every program has"),
        (put("B1", "=Loan_Rate*365"), "the number 365 belongs into a named cell"),
        (put("B1", "=Loan_Rat*12"), "the name Loan_Rat is not defined"),
        (put("B1", "=Table1[Rate]"), "structured or outside reference"),
        (put("A1", "a long text that runs into its neighbour"), "is cut off"),
        (put("J26", "a text that runs off the printed page, " * 3), "is cut off"),
        (define("Lost", "'Start'!$B$1"), "the name Lost is used by no formula"),
        (define("Clever", "OFFSET('Start'!$B$1,1,0)"), "the name Clever is no cell or area"),
        (define("Loan_Balance", "'Start'!$B$1"), "the name Loan_Balance is a function's"),
        (lock, "looks like an input and is locked"),
        (faint, "below 4.5"),
        (open_up, "must be protected"),
        (silence, "its validation says nothing"),
        (forget_alt_text, "1 charts and 0 alt texts"),
        (forget_print_area, "Debts: has no print area"),
        (lambda book: book.workbook["Start"].merge_cells("B4:C4"), "merged cells"),
        (
            lambda book: book.workbook["Debts"].__setitem__(
                "B16", ArrayFormula("B16:C17", "=Loan_Rate*ROW(B4:B5)")
            ),
            "stands in the area of",
        ),
    ],
)
def test_a_defect_is_found(values, change, words):
    book = build.book()
    change(book)
    assert any(words in finding for finding in lint.findings(book, values))


def test_an_error_is_found(values):
    broken = {**values, "Debts": {**values["Debts"], address("H5"): "#NUM!"}}
    assert "Debts!H5: shows #NUM!" in lint.findings(build.book(), broken)


def test_black_on_white_has_the_highest_contrast():
    from openpyxl import Workbook

    from workbook.lint.looks import contrast

    assert contrast(Workbook().worksheets[0]["A1"]) == pytest.approx(21)
