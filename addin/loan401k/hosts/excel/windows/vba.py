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

#: The Python module that answers the calls.
SERVER_MODULE = "loan401k.hosts.excel"

#: The VBA module with the functions; its first line says which version wrote it.
MODULE = "Loan401kFunctions"

#: The first category of our own in Excel's function wizard.
_CATEGORY_NUMBER = 20
_VERSION_LINE = "' loan401k {version}: calculated by Python through xlwings."

#: Names of arguments that no parameter in VBA may have.
_RESERVED = frozenset({"input", "option"})

_HEAD = """\
Option Explicit

Private Function Answer(ByVal called As String, ByVal given As Variant) As Variant
    On Error GoTo Failed
    Answer = InCells(XLPy.CallUDF("{server}", called, given, ThisWorkbook, Application.Caller))
    Exit Function
Failed:
    Note called & ": " & Err.Description
    Answer = CVErr(2015)
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
    Dim folder As String, handle As Integer, size As Long
    On Error Resume Next
    If Environ$("LOCALAPPDATA") = "" Then Exit Sub
    folder = Environ$("LOCALAPPDATA") & "\\loan401k"
    MkDir folder
    folder = folder & "\\Logs"
    MkDir folder
    size = FileLen(folder & "\\excel-vba.log")
    If size > 200000 Then Exit Sub
    handle = FreeFile
    Open folder & "\\excel-vba.log" For Append As #handle
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
    head = _HEAD.format(server=SERVER_MODULE, cases=cases)
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
