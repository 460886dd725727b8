import subprocess
import sys

from loan401k import package
from loan401k.package.addresses import area
from tests.workbooks import place


def test_formulas_come_in_the_order_of_the_file(parts):
    assert list(package.formula_cells(package.Sheets(parts))) == [
        (place("Start!B4"), "B1*B2", None),
        (place("Start!B5"), 'IF(B4>0,"costs","saves")', None),
        (place("Start!B6"), "B4>0", None),
        (place("Start!B7"), "NA()", None),
        (
            place("'It''s a table'!B3"),
            "Start!B1*{1,2,3;4,5,6;7,8,9;10,11,12}",
            area("B3:D6"),
        ),
    ]


def test_a_formula_shared_by_several_cells_moves_its_references(parts):
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        '<row r="1"><c r="B1"><f t="shared" ref="B1:B3" si="0">A1*$D$1+LOAN_PAYMENT(A1,5%)</f></c>'
        '</row><row r="2"><c r="B2"><f t="shared" si="0"/></c></row>'
        '<row r="3"><c r="B3"><f t="shared" si="0"/></c><c r="C3"><f t="shared" si="7"/></c></row>'
        "</sheetData></worksheet>"
    )
    odd = {**parts, "xl/worksheets/sheet1.xml": sheet.encode()}
    cells = package.formula_cells(package.Sheets(odd))
    found = [(str(p.address), text) for p, text, _ in cells if p.sheet == "Start"]
    assert found == [
        ("B1", "A1*$D$1+LOAN_PAYMENT(A1,5%)"),
        ("B2", "A2*$D$1+LOAN_PAYMENT(A2,5%)"),
        ("B3", "A3*$D$1+LOAN_PAYMENT(A3,5%)"),
        ("C3", ""),
    ]


def test_reading_formulas_imports_no_openpyxl(saved):
    program = (
        "import sys; from loan401k import package;"
        f"list(package.formula_cells(package.Sheets(package.read({str(saved)!r}))));"
        "print(sorted({'openpyxl', 'numpy', 'xlwings', 'formualizer'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
