"""Excel on Windows: the add-in, the template with its functions inside, and their installation.

Both are made on the user's machine, because xlwings' module names the DLL of its own version and
the hidden sheet ``xlwings.conf`` names the Python that is to answer.
"""

from __future__ import annotations

import datetime as dt
import os
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from .... import package
from ....declare import CATEGORY, REGISTRY
from ....package import Parts
from ....package.addresses import Address
from ....package.cells import Sheet
from ....package.macros.attach import (
    add_custom_xml,
    add_hidden_sheet,
    attach_project,
    describe_functions,
)
from ....package.macros.project import build_project, read_project
from ....package.markup import MACROS
from . import machine, vba

FILE_NAME = "loan401k.xlam"
_CONFIGURATION = "xlwings.conf"
#: Where workbooks may lie in the cloud, as the configuration names it.
_CLOUDS = ("ONEDRIVE_CONSUMER", "ONEDRIVE_COMMERCIAL", "SHAREPOINT")
_STAMP = dt.datetime(2026, 1, 1)


class NotInstalled(Exception):
    """The add-in cannot be put in or taken out; the text says why and what to do."""


def configuration(python: str) -> dict[str, str]:
    """Return the configuration of xlwings' module: every key it reads, with a value.

    What the sheet leaves out it takes from a file ``xlwings.conf`` beside the workbook or in the
    user's folder, and some keys become code: whoever can put a file there could run anything.
    """
    places = (f"{kind}_{system}" for kind in _CLOUDS for system in ("WIN", "MAC"))
    return {
        "INTERPRETER_WIN": python,
        "INTERPRETER_MAC": "",
        "INTERPRETER": python,
        "UDF MODULES": vba.SERVER_MODULE,
        "ADD_WORKBOOK_TO_PYTHONPATH": "False",
        "PYTHONPATH": "",
        "CONDA PATH": "",
        "CONDA ENV": "",
        "LICENSE_KEY": "",
        "DEBUG UDFS": "False",
        "SHOW CONSOLE": "False",
        "USE UDF SERVER": "False",
        "SHOW_ERROR_POPUPS": "True",
        "TEMP DIR": "%TEMP%",
        **dict.fromkeys(places, ""),
    }


def with_functions(parts: Parts, *, addin: bool = False, python: str = sys.executable) -> Parts:
    """Return a workbook with our functions inside, calculated by ``python``."""
    functions = list(REGISTRY.values())
    rows = list(configuration(python).items())
    parts = add_hidden_sheet(parts, _CONFIGURATION, rows)
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
        version = vba.version_of(read_project(package.read(path)[MACROS]))
    except (KeyError, ValueError):
        version = None
    if version is None:
        raise NotInstalled(f"{path} is not an add-in of ours; move it away first.")
    return version


@dataclass(frozen=True)
class MadeFor:
    """What an add-in of ours was made for: xlwings' configuration and version."""

    configuration: dict[str, str]
    xlwings: str


def made_for(folder: Path) -> MadeFor:
    """Return what the add-in in a folder was made for; it must be there."""
    parts = package.read(folder / FILE_NAME)
    cells = Sheet(parts, _CONFIGURATION).cells
    rows = {place.row for place in cells}
    texts = {place: "".join(map(str, cell.itertext())) for place, cell in cells.items()}
    return MadeFor(
        {texts[Address(row, 1)]: texts.get(Address(row, 2), "") for row in sorted(rows)},
        vba.xlwings_of(read_project(parts[MACROS])),
    )


def install(folder: Path) -> Path:
    """Put the add-in into a folder, over an older one of ours only; return its path.

    Raises NotInstalled where Excel on this machine would never reach this Python.
    """
    if sys.platform == "win32" and (
        refusals := list(machine.refusals(sys.executable, machine.excel()))
    ):
        raise NotInstalled(" ".join(refusals))
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
