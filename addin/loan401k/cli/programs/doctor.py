"""What `loan401k doctor` looks at: each part of the way from Python to a cell, and what to do."""

from __future__ import annotations

import importlib.util
import platform
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ... import __version__

#: What every way must answer: the articles' net cost.
FORMULA, RIGHT = "=LOAN_NET_COST(10000, 4.25%, 1, 5%, 1)", 75.0


@dataclass(frozen=True)
class Finding:
    """One line: what was looked at, whether it is well (None: not needed here), what to do."""

    what: str
    well: bool | None
    found: str
    advice: str = ""


def findings(excel_folder: Path | None = None) -> Iterator[Finding]:
    """Look at Python, the engine, Excel and LibreOffice, one after the other."""
    yield Finding("Python", True, f"{platform.python_version()} at {sys.executable}")
    yield Finding("loan401k", True, __version__)
    yield numpy()
    yield answering("Embedded engine", _by_engine, "Reinstall: pip install --force-reinstall")
    yield xlwings_library()
    yield excel_program()
    yield excel_addin(excel_folder)
    yield classic_path()
    yield office_program()
    yield office_extension()


def numpy() -> Finding:
    """Look for numpy, which ranges use."""
    there = importlib.util.find_spec("numpy") is not None
    found = "there" if there else "missing: ranges are calculated cell by cell"
    return Finding("numpy", there, found, "" if there else "pip install numpy")


def answering(what: str, ask: Callable[[], float], advice: str) -> Finding:
    """Ask one way for the articles' figure."""
    try:
        answer = ask()
    except Exception as error:
        if isinstance(error, ModuleNotFoundError) and error.name == "formualizer":
            return Finding(what, None, str(error))  # not every system can have it
        return Finding(what, False, f"failed: {error}", advice)
    well = abs(answer - RIGHT) < 1e-9
    return Finding(what, well, f"{FORMULA} gives {answer:.12g}", "" if well else advice)


def _by_engine() -> float:
    from ...hosts.engine import evaluate

    answer = evaluate(FORMULA)
    if not isinstance(answer, float):
        raise ValueError(f"{FORMULA} gives {answer}")
    return answer


def xlwings_library() -> Finding:
    """Look for xlwings and, on Windows, the DLL of its version."""
    import xlwings

    version = xlwings.__version__
    if sys.platform != "win32":
        return Finding("xlwings", True, f"{version}; its DLL is for Windows only")
    bits = "64" if sys.maxsize > 2**32 else "32"
    dll = f"xlwings{bits}-{version}.dll"
    places = [Path(sys.prefix), Path(sys.base_prefix), Path(sys.executable).parent]
    there = any((place / dll).exists() for place in places)
    advice = "" if there else f"pip install --force-reinstall xlwings=={version}"
    found = f"{version} with {dll}" if there else f"{version}, but {dll} is missing"
    return Finding("xlwings", there, found, advice)


def excel_program() -> Finding:
    """Look for Excel in the registry of Windows."""
    if sys.platform != "win32":
        return Finding("Excel", None, "none for this system; LibreOffice serves instead")
    import winreg

    try:
        version = winreg.QueryValue(winreg.HKEY_CLASSES_ROOT, r"Excel.Application\CurVer")
    except OSError:
        return Finding("Excel", False, "not installed", "Install Excel, or use LibreOffice.")
    return Finding("Excel", True, version)


def excel_addin(folder: Path | None = None) -> Finding:
    """Look for our add-in and its version where Excel starts from, or in the folder given."""
    from ...hosts.excel.windows.addin import NotInstalled, installed_version, start_folder

    what = "Add-in for Excel"
    if folder is None and sys.platform != "win32":
        return Finding(what, None, "for Windows only")
    try:
        folder = folder or start_folder()
        version = installed_version(folder)
    except NotInstalled as error:
        return Finding(what, False, str(error), "")
    if version is None:
        return Finding(what, False, f"none in {folder}", "loan401k install excel")
    if version != __version__:
        found = f"version {version} in {folder}, not {__version__}"
        return Finding(what, False, found, "Close Excel, then: loan401k install excel")
    return Finding(what, True, f"version {version} in {folder}")


def classic_path() -> Finding:
    """Ask xlwings' own server, as Excel's wrappers do."""
    what = "Call as Excel makes it"
    if sys.platform != "win32":
        return Finding(what, None, "for Windows only")
    from ...hosts.excel.windows.addin import classic_answer

    return answering(what, classic_answer, "pip install --force-reinstall xlwings pywin32")


def office_program() -> Finding:
    """Look for LibreOffice where `install` does."""
    from ...hosts.calc.office import OfficeError, find_program

    try:
        return Finding("LibreOffice", True, find_program())
    except OfficeError:
        return Finding("LibreOffice", None, "not found")


def office_extension() -> Finding:
    """Ask LibreOffice for our extension and its version."""
    from ...hosts.calc.install import installed
    from ...hosts.calc.office import OfficeError

    what = "Extension in LibreOffice"
    if office_program().well is None:
        return Finding(what, None, "no LibreOffice to ask")
    try:
        version = installed()
    except OfficeError as error:
        return Finding(what, None, f"cannot be asked: {error}")
    if version is None:
        return Finding(what, None, "not installed", "loan401k install calc")
    if version != __version__:
        return Finding(what, False, f"version {version}", "loan401k install calc")
    return Finding(what, True, f"version {version}")


def reasons() -> list[str]:
    """Return the last reasons of errors in Excel's cells."""
    from ...hosts.excel.log import last_lines

    return last_lines()
