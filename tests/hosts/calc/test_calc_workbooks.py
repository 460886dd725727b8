"""Files in LibreOffice: its own, and Excel's, whose function names 7.4 does not look up itself."""

import openpyxl
import pytest
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.formula import ArrayFormula

from loan401k.errors import CellError

FORMULAS = {
    "A1": "=LOAN_NET_COST(10000,4.25%,1,5%,1)",
    "A2": '=IFERROR(ROUND(LOAN_PAYMENT(Loan_Amount,0,1),6),"unknown")',
    "A3": "=ROUND(Level_Payment*2,6)",
    "A4": "=SUM(A1:A2)",
    "A5": "=ROUND(LOAN_PAYMENT(B1,0,1)+Start!A1,6)",
    "A6": "=CARD_MONTHS(10000,20%,1)",
}
SHOWN = [75.0, 1000.0, 2000.0, 1075.0, 1075.0]


@pytest.fixture
def excel_file(tmp_path):
    """A file as Excel writes it: plain calls, array formulas, a call in a defined name."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Start"
    for place, formula in FORMULAS.items():
        sheet[place] = formula
    sheet["B1"], sheet["B2"] = 12000, 24000
    sheet["C1"] = ArrayFormula("C1:C2", "=LOAN_PAYMENT(B1:B2,0,1)")
    sheet["E1"] = ArrayFormula("E1:K5", "=LOAN_SCHEDULE(1000,0,1,4,46096,TRUE,0,,,,4)")
    sheet.protection.sheet = True
    book.defined_names["Loan_Amount"] = DefinedName("Loan_Amount", attr_text="Start!$B$1")
    name = DefinedName("Level_Payment", attr_text="LOAN_PAYMENT(Start!$B$1,0,1)")
    book.defined_names["Level_Payment"] = name
    path = tmp_path / "book.xlsx"
    book.save(path)
    return path


def assert_shows_the_figures(document):
    shown = [value for (value,) in document.read("Start", "A1:A6")]
    assert shown[:5] == [pytest.approx(value) for value in SHOWN]
    assert shown[5] == CellError("#N/A")
    assert document.read("Start", "C1:C2") == [[pytest.approx(1000.0)], [pytest.approx(2000.0)]]
    table = document.read("Start", "E1:K5")
    assert table[0][:3] == ["No.", "Date", "Payment"]
    assert [row[5] for row in table[1:]] == [750.0, 500.0, 250.0, 0.0]


def test_a_healed_workbook_finds_its_functions(opened, excel_file):
    document = opened(excel_file)
    document.heal()
    assert_shows_the_figures(document)
    document.ask("calculate")
    assert_shows_the_figures(document)


def test_healing_leaves_no_trace(opened, excel_file):
    document = opened(excel_file)
    before = document.ask("state"), document.ask("names")
    document.heal()
    assert (document.ask("state"), document.ask("names")) == before
    assert before == ([False, False], ["Level_Payment", "Loan_Amount"])


def test_healing_twice_does_no_harm(opened, excel_file):
    document = opened(excel_file)
    document.heal()
    document.heal()
    assert_shows_the_figures(document)


def test_a_workbook_that_a_person_opens_heals_itself(opened, excel_file):
    document = opened(excel_file, hidden=False)
    assert_shows_the_figures(document)
    assert document.ask("state") == [False, False]


@pytest.mark.parametrize(
    ("format", "ending"), [("calc8", "ods"), ("Calc MS Excel 2007 XML", "xlsx")]
)
def test_a_workbook_saved_by_libreoffice_comes_back(opened, excel_file, tmp_path, format, ending):
    first = opened(excel_file)
    first.heal()
    saved = tmp_path / f"saved.{ending}"
    first.ask("store", url=saved.as_uri(), format=format)
    again = opened(saved)
    if ending == "xlsx":
        again.heal()
    assert_shows_the_figures(again)
    again.ask("calculate")
    assert_shows_the_figures(again)
    if ending == "ods":  # the long name is how LibreOffice keeps an extension's function
        assert again.ask("formulas", sheet="Start", area="A1:A1") == [
            ["=ORG.LOAN401K.FUNCTIONS.LOAN_NET_COST(10000;4.25%;1;5%;1)"]
        ]
