"""Excel on Windows: the add-in, the template with its functions inside, and their installation.

Both are made on the user's machine, because xlwings' module names the DLL of its own version and
the hidden sheet ``xlwings.conf`` names the Python that is to answer.
"""

from __future__ import annotations

import datetime as dt
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

from .... import package
from ....declare import CATEGORY, REGISTRY
from ....package import Parts
from ....package.macros.attach import (
    add_custom_xml,
    add_hidden_sheet,
    attach_project,
    describe_functions,
)
from ....package.macros.project import build_project, read_project
from . import vba

FILE_NAME = "loan401k.xlam"
_CONFIGURATION = "xlwings.conf"
_PROJECT = "xl/vbaProject.bin"
_STAMP = dt.datetime(2026, 1, 1)
#: COM's DISP_E_PARAMNOTFOUND: an optional argument that was left out.
_OMITTED = -2147352572


class NotInstalled(Exception):
    """The add-in cannot be put in or taken out; the text says why and what to do."""


def with_functions(parts: Parts, *, addin: bool = False, python: str = sys.executable) -> Parts:
    """Return a workbook with our functions inside, calculated by ``python``."""
    functions = list(REGISTRY.values())
    configuration = [
        ("INTERPRETER_WIN", python),
        ("ADD_WORKBOOK_TO_PYTHONPATH", "false"),
        ("UDF MODULES", vba.SERVER_MODULE),
    ]
    parts = add_hidden_sheet(parts, _CONFIGURATION, configuration)
    sheets = list(package.sheet_parts(parts))
    code_names = {sheet: f"Sheet{number}" for number, sheet in enumerate(sheets, 1)}
    project = build_project(vba.modules(functions, list(code_names.values())))
    parts = attach_project(parts, project, code_names, addin=addin)
    parts = describe_functions(parts, CATEGORY, vba.argument_help(functions))
    return add_custom_xml(parts, vba.intellisense(functions))


def addin_parts(*, python: str = sys.executable) -> Parts:
    """Return the add-in: an empty workbook with our functions."""
    import openpyxl

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "empty.xlsx"
        book = openpyxl.Workbook()
        book.worksheets[0].title = "loan401k"
        book.save(path)
        parts = package.stamp(package.read(path), _STAMP)
    return with_functions(parts, addin=True, python=python)


def start_folder() -> Path:
    """Return the folder from which Excel opens everything at its start."""
    roaming = os.environ.get("APPDATA")
    if sys.platform != "win32" or not roaming:
        raise NotInstalled(
            "Excel with VBA functions runs on Windows only; name a folder with --to DIR to build "
            "the add-in for another machine."
        )
    return Path(roaming) / "Microsoft" / "Excel" / "XLSTART"


def installed_version(folder: Path) -> str | None:
    """Return the version of our add-in in a folder, None where there is none.

    Raises NotInstalled where the file of that name is somebody else's.
    """
    path = folder / FILE_NAME
    if not path.exists():
        return None
    try:
        version = vba.version_of(read_project(package.read(path)[_PROJECT]))
    except (KeyError, ValueError):
        version = None
    if version is None:
        raise NotInstalled(f"{path} is not an add-in of ours; move it away first.")
    return version


def install(folder: Path) -> Path:
    """Put the add-in into a folder, over an older one of ours only; return its path."""
    installed_version(folder)
    parts = addin_parts()
    path = folder / FILE_NAME
    try:
        folder.mkdir(parents=True, exist_ok=True)
        package.write(parts, path, replace=True)
    except PermissionError:
        raise NotInstalled(_held(path)) from None
    return path


def uninstall(folder: Path) -> bool:
    """Take the add-in out of a folder; return whether there was one."""
    if installed_version(folder) is None:
        return False
    path = folder / FILE_NAME
    try:
        path.unlink()
    except PermissionError:
        raise NotInstalled(_held(path)) from None
    return True


def _held(path: Path) -> str:
    return f"{path} cannot be written. Close Excel, which keeps it open, and try again."


def classic_answer() -> float:
    """Ask xlwings' own UDF server, in this process, for the articles' 75 dollars.

    Needs Windows, whose COM xlwings' server imports.
    """
    from xlwings import com_server

    given = (10000.0, 0.0425, 1.0, 0.05, 1.0)
    left_out = (_OMITTED,) * (len(REGISTRY["LOAN_NET_COST"].arguments) - len(given))
    server: Any = com_server.XLPython()
    answer = server.CallUDF(vba.SERVER_MODULE, "LOAN_NET_COST", given + left_out, None, None)
    while isinstance(answer, (list, tuple)):
        (answer,) = answer
    return float(answer)
