"""VBA projects of ours in a real VBA interpreter: LibreOffice's, as there is no Excel to ask."""

import io
import zipfile

import openpyxl
import pytest

from loan401k.declare import REGISTRY
from loan401k.errors import ERROR_NUMBERS
from loan401k.hosts.excel.windows import vba
from loan401k.package.macros.attach import add_hidden_sheet, attach_project, describe_functions
from loan401k.package.macros.project import PROJECT_NAME, Module, build_project
from tests.hosts.excel.wine.shapes import SHAPES
from tests.hosts.excel.wine.values import Array

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

# In place of xlwings' module: Python cannot be started when asked for the first loan, and counts.
ACCESS = """Public Starts As Long
Public Broken As Boolean
Public Function XLPy() As Object
    Starts = Starts + 1
    If Broken Then Err.Raise 1000, , "no python.exe"
    Set XLPy = New FakeServer
End Function
Public Function BREAK_IT()
    Broken = True
    BREAK_IT = 1
End Function
Public Function HOW_MANY_STARTS()
    HOW_MANY_STARTS = Starts
End Function
"""
# A server that shows what it was given, and answers in xlwings' ways.
SERVER = """Public Function CallUDF(ByVal place As String, ByVal called As String, _
        ByVal given As Variant) As Variant
{arrays}
    Dim shape As Long
    Select Case called
        Case "LOAN_PAYMENT"
            CallUDF = given(0) + 10 * given(1) + 100 * given(2)
            If IsMissing(given(3)) Then CallUDF = CallUDF + 1000
        Case "LOAN_FACT"
            CallUDF = place
        Case "FED_TAX"
            CallUDF = given(2)(3, 1) & " " & given(2)(1, 1)
        Case "LOAN_EXCESS"
            shape = given(0)
            Select Case shape
{cases}
            End Select
        Case Else
            Err.Raise 1004, , "AttributeError"
    End Select
End Function
"""

# In place of Excel's Range, which LibreOffice has without Value2: the member is all that counts.
RANGE = """Public High As Long
Public Wide As Long
Public Parts As Long
Public Property Get Areas() As Object
    Set Areas = Counted(Parts)
End Property
Public Property Get Rows() As Object
    Set Rows = Counted(High)
End Property
Public Property Get Columns() As Object
    Set Columns = Counted(Wide)
End Property
Public Property Get Value2() As Variant
    Dim cells(1 To 3, 1 To 1) As Variant
    cells(1, 1) = 1: cells(2, 1) = 2.5: cells(3, 1) = 4
    Value2 = cells
End Property
Private Function Counted(ByVal number As Long) As Object
    Dim made As New FakeCount
    made.Count = number
    Set Counted = made
End Function
"""
COUNT = "Public Count As Long\n"
ASKING = """Public Function OVER(ByVal high, ByVal wide, ByVal parts)
    Dim area As New FakeRange
    area.High = high: area.Wide = wide: area.Parts = parts
    OVER = FED_TAX(0, 1, area)
End Function
"""


def vba_of(value):
    """Return a value as VBA writes it."""
    return f'"{value}"' if isinstance(value, str) else repr(value)


def server():
    """Return the server whose shape k is an answer of those seen in Wine."""
    arrays, cases = [], []
    for k, shape in enumerate(SHAPES):
        if not isinstance(shape.answer, Array):
            cases.append(f"Case {k}: CallUDF = {vba_of(shape.answer)}")
            continue
        bounds = ", ".join(f"{low} To {high}" for low, high in shape.answer.bounds)
        arrays.append(f"Dim shape{k}({bounds}) As Variant")
        cases.append(f"Case {k}")
        for place, value in placed(shape.answer):
            cases.append(f"shape{k}({', '.join(map(str, place))}) = {vba_of(value)}")
        cases.append(f"CallUDF = shape{k}")
    return SERVER.format(arrays="\n".join(arrays), cases="\n".join(cases))


def placed(answer):
    """Yield every cell of an answer with its indices."""
    if len(answer.bounds) == 1:
        yield from (((column,), value) for column, value in enumerate(answer.cells))
    else:
        for row, cells in enumerate(answer.cells):
            yield from (((row, column), value) for column, value in enumerate(cells))


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


def ours():
    """Return our module with the stand-ins around it."""
    return (
        Module(vba.MODULE, vba.wrappers(REGISTRY.values())),
        Module("xlwings", ACCESS),
        Module("FakeServer", server(), kind="class"),
        Module("FakeRange", RANGE, kind="class"),
        Module("FakeCount", COUNT, kind="class"),
        Module("Asking", ASKING),
    )


def log_file(logs):
    """Return the log, in whose name LibreOffice keeps the separators of Windows."""
    return logs.with_name(rf"{logs.name}\loan401k\Logs\excel-vba.log")


def logged(logs):
    """Return the lines of the log."""
    return log_file(logs).read_text().splitlines()


def in_libreoffice(value):
    """Return how LibreOffice shows a value that VBA answers with."""
    numbers = {text: number for number, text in ERROR_NUMBERS.items()}
    return f"Error {numbers[value]}" if value in numbers else f"{value:g}" if value != "" else ""


def test_our_wrappers_hand_over_arguments_and_one_server_answers_all(run_macros):
    seen = run_macros(
        {
            "A1": "=LOAN_PAYMENT(1,2,3)",
            "A2": "=LOAN_PAYMENT(1,2,3,12)",
            "A3": '=LOAN_FACT("x")',
            "A4": "=HOW_MANY_STARTS()+0*A1+0*A2",
        },
        *ours(),
    )
    assert seen["cells"] == {
        "A1": "1321",  # the argument left out reaches the server as missing
        "A2": "321",
        "A3": vba.SERVER_MODULE,
        "A4": "1",
    }


def test_ranges_are_handed_over_as_values_unless_they_cannot_be_meant(run_macros, logs):
    seen = run_macros(
        {
            "A1": "=OVER(3,1,1)",
            "A2": "=OVER(1048576,1,1)",
            "A3": "=OVER(1048576,2,1)",
            "A4": "=OVER(3,1,2)",
        },
        *ours(),
    )
    value_error = "Error 2015"
    assert seen["cells"] == {"A1": "4 1", "A2": "4 1", "A3": value_error, "A4": value_error}
    *_, cells, areas = logged(logs)
    assert "argument 3 has more than 1048576 cells" in cells
    assert "argument 3 is a range of several areas" in areas


def ordinals(place):
    return ",".join(str(index + 1) for index in place)


@pytest.mark.parametrize(
    ("number", "shape"), [*enumerate(SHAPES)], ids=[shape.name for shape in SHAPES]
)
def test_every_shape_of_an_answer_seen_in_wine_comes_into_cells(run_macros, number, shape):
    call = f"LOAN_EXCESS({number},1)"
    if isinstance(shape.answer, Array):
        wanted = {
            f"A{k}": (f"=INDEX({call},{ordinals(place)})", in_libreoffice(value))
            for k, (place, value) in enumerate(placed(shape.answer), start=1)
        }
    else:
        wanted = {"A1": (f"={call}", in_libreoffice(shape.answer))}
    seen = run_macros({cell: formula for cell, (formula, _) in wanted.items()}, *ours())
    assert seen["cells"] == {cell: text for cell, (_, text) in wanted.items()}


def test_a_python_that_does_not_start_is_asked_once_and_the_log_says_why(run_macros, logs):
    seen = run_macros(
        {
            "A1": "=BREAK_IT()",
            "A2": "=IF(A1=1,LOAN_PAYMENT(1,2,3))",
            "A3": '=IF(A2<>"",LOAN_PAYMENT(1,2,4))',
            "A4": '=IF(A3<>"",LOAN_PAYMENT(1,2,5))',
            "A5": '=IF(A4<>"",HOW_MANY_STARTS())',
        },
        *ours(),
    )
    value_error = "Error 2015"
    expected = {"A1": "1", "A2": value_error, "A3": value_error, "A4": value_error, "A5": "1"}
    assert seen["cells"] == expected
    assert "Python cannot be started" in logged(logs)[-1]
    assert "no python.exe" in logged(logs)[-1]


def test_a_call_that_fails_is_tried_again_with_a_new_server_and_then_an_error(run_macros):
    seen = run_macros(
        {
            "A1": "=LOAN_PAYMENT(1,2,3)",
            "A2": "=IF(A1>0,LOAN_FACTS())",
            "A3": '=IF(A2<>"",HOW_MANY_STARTS())',
            "A4": "=IF(A3>0,LOAN_PAYMENT(1,2,3))",
        },
        *ours(),
    )
    assert seen["cells"] == {"A1": "1321", "A2": "Error 2015", "A3": "2", "A4": "1321"}


def test_a_full_log_is_kept_aside_and_a_new_one_begun(run_macros, logs):
    log = log_file(logs)
    old = log.with_name(f"{log.name}.1")
    log.parent.mkdir(exist_ok=True)
    for letter in "ab":
        log.write_text(letter * 200_001)
        assert run_macros({"A1": "=LOAN_FACTS()"}, *ours())["cells"] == {"A1": "Error 2015"}
        assert old.read_text() == letter * 200_001
        assert logged(logs)[0].endswith("LOAN_FACTS: AttributeError")
