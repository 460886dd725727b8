"""LibreOffice loads a macro workbook of ours, and its VBA functions compute in the cells."""

import io
import json
import os
import shutil
import signal
import subprocess
import uuid
import zipfile
from pathlib import Path

import openpyxl
import pytest

from loan401k.package.macros import add_hidden_sheet, attach_project, describe_functions
from loan401k.package.vba_project import Module, build_project

FUNCTIONS = """Option Explicit
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
FORMULAS = {
    "A1": "=TWICE(21)",
    "A2": '=GREETING("Zoë")',
    "A3": "=TWICE(A1)+1",
    "A4": "=TOTAL(C1:C3)",
}

# Run by a Python that has LibreOffice's bridge, which the tests' own may not have.
CLIENT = """
import json, sys, time, uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException

pipe, book = sys.argv[1:]
resolver = uno.getComponentContext().ServiceManager.createInstance(
    "com.sun.star.bridge.UnoUrlResolver")
address = f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext"
while True:
    try:
        context = resolver.resolve(address)
        break
    except NoConnectException:
        time.sleep(0.05)
desktop = context.ServiceManager.createInstance("com.sun.star.frame.Desktop")
ALWAYS_EXECUTE = 4
document = desktop.loadComponentFromURL(book, "_blank", 0, (
    PropertyValue("Hidden", 0, True, 0),
    PropertyValue("MacroExecutionMode", 0, ALWAYS_EXECUTE, 0)))
sheet = document.Sheets.getByIndex(0)
library = document.BasicLibraries.getByName("LOAN401K")
print(json.dumps({
    "cells": {name: sheet.getCellRangeByName(name).String for name in ("A1", "A2", "A3", "A4")},
    "modules": {name: library.getByName(name) for name in library.ElementNames},
    "settings": document.Sheets.getByName("xlwings.conf").getCellRangeByName("B1").String,
}))
document.close(True)
desktop.terminate()
"""


@pytest.fixture
def soffice() -> str:
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        pytest.skip("LibreOffice is not installed.")
    return program


@pytest.fixture
def bridge_python(soffice: str) -> str:
    """A Python with the module ``uno``: LibreOffice's own, or the system's."""
    beside = Path(soffice).resolve().with_name("python")
    for candidate in (str(beside), "/usr/bin/python3", "python3"):
        if shutil.which(candidate) is None:
            continue
        if subprocess.run([candidate, "-c", "import uno"], capture_output=True).returncode == 0:
            return candidate
    pytest.skip("No Python with LibreOffice's module uno is installed.")


def write_book(path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "Answer"
    for cell, formula in FORMULAS.items():
        book.active[cell] = formula
    for row, value in enumerate((1, 2.5, 4), start=1):
        book.active.cell(row, 3, value)
    stream = io.BytesIO()
    book.save(stream)
    with zipfile.ZipFile(stream) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    parts = add_hidden_sheet(parts, "xlwings.conf", [["INTERPRETER_WIN", "C:\\Zoë\\a_x0041_b"]])
    parts = describe_functions(parts, "Loan", {"TWICE": ["An amount"], "GREETING": ["A name"]})
    project = build_project(
        [
            Module("ThisWorkbook", kind="workbook"),
            Module("AnswerSheet", kind="sheet"),
            Module("SettingsSheet", kind="sheet"),
            Module("Functions", FUNCTIONS),
        ]
    )
    code_names = {"Answer": "AnswerSheet", "xlwings.conf": "SettingsSheet"}
    parts = attach_project(parts, project, code_names)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)


def test_vba_functions_compute_in_libreoffice(
    soffice: str, bridge_python: str, tmp_path: Path
) -> None:
    book = tmp_path / "book.xlsm"
    write_book(book)
    pipe = f"loan401k{uuid.uuid4().hex}"
    environment = {
        name: value
        for name, value in os.environ.items()
        if name not in ("PYTHONPATH", "PYTHONHOME")
    }
    office = subprocess.Popen(
        [
            soffice,
            f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
            *("--headless", "--norestore", "--nodefault", "--nolockcheck"),
            f"--accept=pipe,name={pipe};urp",
        ],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        client = subprocess.run(
            [bridge_python, "-c", CLIENT, pipe, book.as_uri()],
            env=environment,
            capture_output=True,
            encoding="utf-8",
            timeout=60,
        )
        assert client.returncode == 0, client.stderr
        office.wait(timeout=20)
    finally:
        if office.poll() is None:
            os.killpg(office.pid, signal.SIGKILL)
            office.wait()

    seen = json.loads(client.stdout)
    assert seen["cells"] == {"A1": "42", "A2": "Grüße, Zoë", "A3": "85", "A4": "7.5"}
    assert seen["settings"] == "C:\\Zoë\\a_x0041_b"
    assert set(seen["modules"]) == {"ThisWorkbook", "AnswerSheet", "SettingsSheet", "Functions"}
    # LibreOffice takes the attribute lines out of the text and keeps the rest.
    code = [line for line in FUNCTIONS.splitlines() if not line.startswith("Attribute ")]
    assert "\n".join(code) in seen["modules"]["Functions"].replace("\r\n", "\n")
