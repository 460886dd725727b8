"""VBA projects of ours in a real VBA interpreter: LibreOffice's, as there is no Excel to ask."""

import io
import zipfile

import openpyxl
import pytest

from loan401k.declare import REGISTRY
from loan401k.hosts.excel.windows import vba
from loan401k.package.macros.attach import add_hidden_sheet, attach_project, describe_functions
from loan401k.package.macros.project import PROJECT_NAME, Module, build_project

PLAIN = """Option Explicit
Public Function TWICE(amount)
Attribute TWICE.VB_Description = "Twice the amount — naïvely"
Attribute TWICE.VB_ProcData.VB_Invoke_Func = " \\n20"
    TWICE = 2 * amount
End Function
Public Function GREETING(name)
    GREETING = "Grüße, " & name
End Function
Public Function TOTAL(block)
    Dim cell, sum
    sum = 0
    For Each cell In block
        sum = sum + cell
    Next
    TOTAL = sum
End Function
"""

# In place of xlwings' module: a server that shows what it was given, and answers in its ways.
ACCESS = """Public Function XLPy() As Object
    Set XLPy = New FakeServer
End Function
"""
SERVER = """Public Function CallUDF(ByVal place As String, ByVal called As String, _
        ByVal given As Variant, ByVal book As Variant, ByVal asker As Variant) As Variant
    Dim one(0 To 0, 0 To 0) As Variant
    Dim four(0 To 1, 0 To 1) As Variant
    Dim row(0 To 2) As Variant
    Dim alone(0 To 0) As Variant
    Select Case called
        Case "LOAN_PAYMENT"
            one(0, 0) = given(0) + 10 * given(1) + 100 * given(2)
            If IsMissing(given(3)) Then one(0, 0) = one(0, 0) + 1000
            CallUDF = one
        Case "LOAN_EXCESS"
            one(0, 0) = "#NUM!"
            CallUDF = one
        Case "LOAN_AS_BOND"
            four(0, 0) = place: four(0, 1) = 0.5: four(1, 0) = "#N/A": four(1, 1) = "text"
            CallUDF = four
        Case "LOAN_BALANCE"
            row(0) = 0.25: row(1) = "#N/A": row(2) = "last"
            CallUDF = row
        Case "FED_TAX"
            alone(0) = "#NUM!"
            CallUDF = alone
        Case Else
            Err.Raise 1004, , "Python did not start"
    End Select
End Function
"""


@pytest.fixture
def run_macros(office, tmp_path):
    """Give a function that writes a book with formulas and modules and tells what it shows."""

    def run(formulas, *modules):
        book = openpyxl.Workbook()
        book.active.title = "Answer"
        for cell, formula in formulas.items():
            book.active[cell] = formula
        for row, value in enumerate((1, 2.5, 4), start=1):
            book.active.cell(row, 3, value)
        stream = io.BytesIO()
        book.save(stream)
        with zipfile.ZipFile(stream) as package:
            parts = {name: package.read(name) for name in package.namelist()}
        parts = add_hidden_sheet(parts, "xlwings.conf", [["INTERPRETER_WIN", "C:\\Zoë"]])
        parts = describe_functions(parts, "Loan", {"TWICE": ["An amount"]})
        documents = [
            Module("ThisWorkbook", kind="workbook"),
            Module("AnswerSheet", kind="sheet"),
            Module("SettingsSheet", kind="sheet"),
        ]
        code_names = {"Answer": "AnswerSheet", "xlwings.conf": "SettingsSheet"}
        parts = attach_project(parts, build_project([*documents, *modules]), code_names)
        path = tmp_path / "book.xlsm"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
            for name, data in parts.items():
                package.writestr(name, data)
        cells = list(formulas)
        return office.ask("run_macros", url=path.as_uri(), cells=cells, library=PROJECT_NAME)

    return run


def test_plain_vba_functions_compute(run_macros):
    seen = run_macros(
        {
            "A1": "=TWICE(21)",
            "A2": '=GREETING("Zoë")',
            "A3": "=TWICE(A1)+1",
            "A4": "=TOTAL(C1:C3)",
        },
        Module("Functions", PLAIN),
    )
    assert seen["cells"] == {"A1": "42", "A2": "Grüße, Zoë", "A3": "85", "A4": "7.5"}
    assert set(seen["modules"]) == {"ThisWorkbook", "AnswerSheet", "SettingsSheet", "Functions"}
    # LibreOffice takes the attribute lines out of the text and keeps the rest.
    code = [line for line in PLAIN.splitlines() if not line.startswith("Attribute ")]
    assert "\n".join(code) in seen["modules"]["Functions"].replace("\r\n", "\n")


def test_our_wrappers_hand_over_arguments_and_make_errors_real(run_macros):
    seen = run_macros(
        {
            "A1": "=LOAN_PAYMENT(1,2,3)",
            "A2": "=LOAN_PAYMENT(1,2,3,12)",
            "A3": "=LOAN_EXCESS(1,2)",
            "A4": "=INDEX(LOAN_AS_BOND(1,2,3),1,1)",
            "A5": "=INDEX(LOAN_AS_BOND(1,2,3),1,2)",
            "A6": "=INDEX(LOAN_AS_BOND(1,2,3),2,2)",
            "A7": "=LOAN_FACTS()",
            # xlwings hands an answer of one row over as an array of one dimension.
            "A8": "=INDEX(LOAN_BALANCE(1,2,3,4),1)",
            "A9": "=INDEX(LOAN_BALANCE(1,2,3,4),3)",
            "A10": "=INDEX(LOAN_BALANCE(1,2,3,4),2)",
            "A11": "=FED_TAX(1,2,3)",
        },
        Module(vba.MODULE, vba.wrappers(REGISTRY.values())),
        Module("xlwings", ACCESS),
        Module("FakeServer", SERVER, kind="class"),
    )
    assert seen["cells"] == {
        "A1": "1321",  # the argument left out reaches the server as missing
        "A2": "321",
        "A3": "Error 2036",  # how LibreOffice shows VBA's CVErr(xlErrNum)
        "A4": vba.SERVER_MODULE,
        "A5": "0.5",
        "A6": "text",
        "A7": "Error 2015",  # xlErrValue: the server could not be asked
        "A8": "0.25",
        "A9": "last",
        "A10": "Error 2042",
        "A11": "Error 2036",
    }
