"""What `loan401k doctor` looks at: each part of the way from Python to a cell, and what to do."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ... import __version__
from ...hosts.excel.windows import machine

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
    yield from reachable()
    yield macros()
    yield excel_addin(excel_folder)
    yield classic_path()
    yield office_program()
    yield office_extension()


def numpy() -> Finding:
    """Import numpy, which ranges use."""
    try:
        import numpy
    except ModuleNotFoundError as error:
        if error.name == "numpy":
            found = "missing: ranges are calculated cell by cell"
            return Finding("numpy", False, found, "pip install numpy")
        found = f"cannot be imported: {error}"
    except Exception as error:  # whatever its compiled parts raise
        found = f"cannot be imported: {error}"
    else:
        return Finding("numpy", True, numpy.__version__)
    return Finding("numpy", False, found, "pip install --force-reinstall numpy")


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
    """Look for xlwings."""
    import xlwings

    return Finding("xlwings", True, xlwings.__version__)


def excel_program() -> Finding:
    """Look for Excel where Windows knows its programs."""
    if sys.platform == "darwin":
        found = "on a Mac through an add-in of its own"
        return Finding("Excel", None, found, "loan401k template --for lite, then doctor --for lite")
    if sys.platform != "win32":
        return Finding("Excel", None, "none for this system; LibreOffice serves instead")
    program = machine.excel()
    if program is None:
        return Finding("Excel", False, "not installed", "Install Excel, or use LibreOffice.")
    return Finding("Excel", True, f"{machine.bits(program)} bits at {program}")


def reachable() -> Iterator[Finding]:
    """Look for what keeps Excel from this Python."""
    what = "Way from Excel to this Python"
    if sys.platform != "win32":
        yield Finding(what, None, "for Windows only")
        return
    refusals = list(machine.refusals(sys.executable, machine.excel()))
    yield from (Finding(what, False, refusal) for refusal in refusals)
    if not refusals:
        yield Finding(what, True, "open")


def macros() -> Finding:
    """Look for the settings that keep macros, and so our functions, from running."""
    what = "Macros in Excel"
    if sys.platform != "win32":
        return Finding(what, None, "for Windows only")
    return macros_allowed(*machine.macro_settings())


def macros_allowed(warnings: int | None, trusted_folders: bool) -> Finding:
    """Say what the setting VBAWarnings and the one about trusted folders mean for us."""
    what = "Macros in Excel"
    if warnings not in (3, 4):
        return Finding(what, True, "allowed, or asked for")
    found = f"blocked but in trusted folders (VBAWarnings is {warnings})"
    if trusted_folders:
        return Finding(what, True, f"{found}; the add-in lies in one, a .xlsm of yours does not")
    found = f"blocked everywhere (VBAWarnings is {warnings}, trusted folders are off)"
    return Finding(what, False, found, "Ask who set this, or use LibreOffice.")


def excel_addin(folder: Path | None = None) -> Finding:
    """Look for our add-in and its version where Excel starts from, or in the folder given."""
    from ...hosts.excel.windows.addin import (
        NotInstalled,
        installed_version,
        made_for,
        start_folder,
    )

    what, again = "Add-in for Excel", "Close Excel, then: loan401k install excel"
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
        return Finding(what, False, found, again)
    made = made_for(folder)
    for thing, then, now in (
        ("xlwings", made.xlwings, xlwings_library().found),
        ("the Python at", made.configuration["INTERPRETER_WIN"], sys.executable),
    ):
        if os.path.normcase(then) != os.path.normcase(now):
            return Finding(what, False, f"made for {thing} {then}, and here is {now}", again)
    return Finding(what, True, f"version {version} in {folder}")


def classic_path() -> Finding:
    """Ask a Python that xlwings' DLL starts as a server, as Excel's wrappers do."""
    what = "Call as Excel makes it"
    if sys.platform != "win32":
        return Finding(what, None, "for Windows only")
    return answering(what, _by_excels_way, "pip install --force-reinstall xlwings pywin32")


def _by_excels_way() -> float:
    from ...hosts.excel.windows.call import answer

    return float(answer("LOAN_NET_COST", 10000.0, 0.0425, 1.0, 0.05, 1.0))


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
