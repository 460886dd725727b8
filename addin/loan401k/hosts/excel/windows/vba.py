"""Excel on Windows: the VBA text around every worksheet function, from the registry alone.

Each function is a VBA function of the same name, with its help as static attributes, that hands
its arguments to xlwings' Python server. Errors come back as text and become real error values. No
macro runs by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from .... import __version__
from ....declare import Argument, Declaration
from ....errors import ERROR_NUMBERS
from ....package.macros.project import Module
from .. import log

#: The Python module that answers the calls.
SERVER_MODULE = "loan401k.hosts.excel"

#: The VBA module with the functions; its first line says which version wrote it.
MODULE = "Loan401kFunctions"

#: The first category of our own in Excel's function wizard.
_CATEGORY_NUMBER = 20
#: For so long cells answer #VALUE! at once after Python could not be started.
_QUIET_MINUTES = 5
#: The cells of a whole column: a range of more is a slip, and would fill the memory.
_MOST_CELLS = 1_048_576
_VERSION_LINE = "' loan401k {version}: calculated by Python through xlwings."

#: Names of arguments that no parameter in VBA may have.
_RESERVED = frozenset({"input", "option"})

_HEAD = """\
Option Explicit

Private Declare PtrSafe Function SetCurrentDirectory Lib "kernel32" _
    Alias "SetCurrentDirectoryA" (ByVal folder As String) As Long

Private server As Object
Private quietUntil As Date

Private Function Answer(ByVal called As String, ByVal given As Variant) As Variant
    Dim kept As Boolean, starting As Boolean
    On Error GoTo Failed
    given = ValuesOf(given)
    kept = Not server Is Nothing
Again:
    If server Is Nothing Then
        ' A Python that cannot be started blocks Excel for a minute at each try.
        If Now < quietUntil Then
            Answer = CVErr(2015)
            Exit Function
        End If
        starting = True
        Set server = Started()
        starting = False
    End If
    Answer = InCells(server.CallUDF("{server}", called, given))
    Exit Function
Failed:
    If kept Then
        ' The server may have been ended since the last call: once more with a new one.
        kept = False
        Set server = Nothing
        Resume Again
    End If
    If starting Then
        quietUntil = DateAdd("n", {minutes}, Now)
        Note called & ": Python cannot be started, and is not tried again for {minutes} minutes: " _
            & Err.Description
    Else
        Note called & ": " & Err.Description
    End If
    Set server = Nothing
    Answer = CVErr(2015)
End Function

Private Function Started() As Object
    ' Python imports first from the current directory, where anybody's files may lie: beside a
    ' workbook that was opened with a double click.
    Dim before As String, reason As String
    before = CurDir$
    GoToFolder Environ$("SystemRoot")
    On Error Resume Next
    Set Started = XLPy()
    reason = Err.Description
    On Error GoTo 0
    GoToFolder before
    If Started Is Nothing Then Err.Raise 1004, , reason
End Function

Private Sub GoToFolder(ByVal folder As String)
    On Error Resume Next
    SetCurrentDirectory folder
End Sub

Private Function ValuesOf(ByVal given As Variant) As Variant
    ' The values of ranges, so that Python need not call back into Excel; Value2 keeps all digits
    ' of a currency and the serial number of a date.
    Dim k As Long
    For k = LBound(given) To UBound(given)
        If IsObject(given(k)) Then
            If given(k).Areas.Count > 1 Then
                Err.Raise 1004, , "argument " & (k + 1) & " is a range of several areas; name one."
            ElseIf CDbl(given(k).Rows.Count) * given(k).Columns.Count > {cells} Then
                Err.Raise 1004, , "argument " & (k + 1) & " has more than {cells} cells, which " _
                    & "are a whole column; name its first and last row, as in A1:C100."
            End If
            given(k) = given(k).Value2
        End If
    Next k
    ValuesOf = given
End Function

Private Function InCells(ByVal result As Variant) As Variant
    Dim r As Long, c As Long
    If Not IsArray(result) Then
        InCells = InCell(result)
    ElseIf IsOneRow(result) Then
        If UBound(result) = LBound(result) Then
            InCells = InCell(result(LBound(result)))
        Else
            For c = LBound(result) To UBound(result)
                If VarType(result(c)) = vbString Then result(c) = InCell(result(c))
            Next c
            InCells = result
        End If
    ElseIf UBound(result, 1) = LBound(result, 1) And UBound(result, 2) = LBound(result, 2) Then
        InCells = InCell(result(LBound(result, 1), LBound(result, 2)))
    Else
        For r = LBound(result, 1) To UBound(result, 1)
            For c = LBound(result, 2) To UBound(result, 2)
                If VarType(result(r, c)) = vbString Then result(r, c) = InCell(result(r, c))
            Next c
        Next r
        InCells = result
    End If
End Function

Private Function IsOneRow(ByRef result As Variant) As Boolean
    ' xlwings hands an answer of one row over as an array of one dimension.
    Dim bound As Long
    IsOneRow = True
    On Error GoTo Done
    bound = UBound(result, 2)
    IsOneRow = False
Done:
End Function

Private Function InCell(ByVal value As Variant) As Variant
    InCell = value
    If VarType(value) <> vbString Then Exit Function
    Select Case value
{cases}
    End Select
End Function

Private Sub Note(ByVal sentence As String)
    Dim folder As String, file As String, handle As Integer, size As Long
    On Error Resume Next
    If Environ$("LOCALAPPDATA") = "" Then Exit Sub
    folder = Environ$("LOCALAPPDATA") & "\\loan401k"
    MkDir folder
    folder = folder & "\\Logs"
    MkDir folder
    file = folder & "\\{log}"
    size = FileLen(file)
    If size > {full} Then
        Kill file & ".1"
        Name file As file & ".1"
    End If
    handle = FreeFile
    Open file For Append As #handle
    Print #handle, Format$(Now, "yyyy-mm-dd hh:nn:ss") & " " & Replace(sentence, vbLf, " | ")
    Close #handle
End Sub
"""


def modules(functions: Iterable[Declaration], sheets: Sequence[str]) -> list[Module]:
    """Return the modules of a project: documents, xlwings' own, and the functions.

    ``sheets`` are the code names of the worksheets, in order.
    """
    return [
        Module("ThisWorkbook", kind="workbook"),
        *(Module(sheet, kind="sheet") for sheet in sheets),
        Module("xlwings", _of_xlwings("xlwings.bas")),
        # xlwings' module names this class where it is compiled on a Mac.
        Module("Dictionary", _of_xlwings("addin/Dictionary.cls"), kind="class"),
        Module(MODULE, wrappers(functions)),
    ]


def wrappers(functions: Iterable[Declaration]) -> str:
    """Return the text of the module with the functions."""
    cases = "\n".join(
        f'        Case "{text}": InCell = CVErr({number})' for number, text in ERROR_NUMBERS.items()
    )
    head = _HEAD.format(
        server=SERVER_MODULE,
        cases=cases,
        minutes=_QUIET_MINUTES,
        cells=_MOST_CELLS,
        log=log.FILES[1],
        full=log.FULL,
    )
    version = _VERSION_LINE.format(version=__version__)
    return "\n".join([version, head, *map(wrapper, functions)])


def parameter_name(argument: Argument) -> str:
    """Return an argument's name in VBA, where some are words of the language."""
    return f"{argument.name}_name" if argument.name in _RESERVED else argument.name


def wrapper(function: Declaration) -> str:
    """Return the text of one function."""
    name = function.name
    parameters = ", ".join(
        f"{'Optional ' * argument.optional}{parameter_name(argument)}"
        for argument in function.arguments
    )
    given = ", ".join(parameter_name(argument) for argument in function.arguments)
    description = function.summary.replace('"', '""')
    return f"""\
Public Function {name}({parameters})
Attribute {name}.VB_Description = "{description}"
Attribute {name}.VB_ProcData.VB_Invoke_Func = " \\n{_CATEGORY_NUMBER}"
    {name} = Answer("{name}", Array({given}))
End Function
"""


def version_of(modules: Iterable[Module]) -> str | None:
    """Return the version of ours that wrote a project, None if it is not ours."""
    pattern = re.escape(_VERSION_LINE).replace(re.escape("{version}"), r"(\S+)")
    for module in modules:
        if module.name == MODULE and (found := re.match(pattern, module.source.lstrip())):
            return found[1]
    return None


def xlwings_of(modules: Iterable[Module]) -> str:
    """Return the version of xlwings whose DLL a project of ours names."""
    source = next(module.source for module in modules if module.name == "xlwings")
    versions: set[str] = set(re.findall(r"xlwings(?:32|64)-([^\"]+)\.dll", source))
    return versions.pop()


def argument_help(functions: Iterable[Declaration]) -> Mapping[str, list[str]]:
    """Return the help for each argument of each function, for Excel's function wizard."""
    return {
        function.name: [argument.help for argument in function.arguments] for function in functions
    }


def intellisense(functions: Iterable[Declaration]) -> bytes:
    """Return the descriptions that the Excel-DNA IntelliSense add-in shows while one types."""
    from lxml import etree

    namespace = "http://schemas.excel-dna.net/intellisense/1.0"
    root = etree.Element(f"{{{namespace}}}IntelliSense", nsmap={None: namespace})  # type: ignore[dict-item]
    info = etree.SubElement(root, f"{{{namespace}}}FunctionInfo")
    for function in functions:
        element = etree.SubElement(
            info, f"{{{namespace}}}Function", Name=function.name, Description=function.summary
        )
        for argument in function.arguments:
            name = f"[{argument.name}]" if argument.optional else argument.name
            etree.SubElement(
                element, f"{{{namespace}}}Argument", Name=name, Description=argument.help
            )
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True)


def _of_xlwings(file: str) -> str:
    """Return a text of the installed xlwings, whose DLL has the same version in its name."""
    import xlwings

    return (Path(xlwings.__file__).parent / file).read_text(encoding="utf-8", errors="strict")
