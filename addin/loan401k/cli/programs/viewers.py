"""Which program on this machine can show the template with our functions in it, and showing it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ...package import Parts
from ...template import NAME
from .variants import VARIANTS


@dataclass(frozen=True)
class Viewer:
    """A program with our functions: how its file ends, what goes into it, how it is started."""

    program: str
    suffix: str
    prepared: Callable[[Parts], Parts]
    #: Raises OSError where it does not start.
    start: Callable[[Path], None]


def find() -> tuple[Viewer | None, str]:
    """Return the program to use, or None and why there is none."""
    reasons = []
    for ask, viewer in ((why_not_excel, EXCEL), (why_not_libreoffice, LIBREOFFICE)):
        reason = ask()
        if not reason:
            return viewer, ""
        reasons.append(reason)
    return None, ", and ".join(reasons)


def why_not_excel() -> str:
    """Return why Excel cannot show the template with our functions here, "" if it can."""
    if sys.platform not in ("win32", "darwin"):
        return "there is no Excel for this system"
    if sys.platform == "darwin":
        return "Excel for Mac has our functions in a workbook of its own (template --for lite)"
    from ...hosts.excel.windows.addin import NotInstalled, installed_version, start_folder

    try:
        there = installed_version(start_folder()) is not None
    except NotInstalled:
        there = False
    return "" if there else _lacking("Excel", "excel")


def why_not_libreoffice() -> str:
    """Return why LibreOffice cannot show the template with our functions here, "" if it can.

    Asks LibreOffice for its extensions, which takes a second or two.
    """
    from ...hosts.calc.install import installed
    from ...hosts.calc.office import OfficeError, find_program

    try:
        find_program()
    except OfficeError:
        return "there is no LibreOffice here"
    if sys.platform.startswith("linux") and not _has_display():
        return "LibreOffice has no display here"
    try:
        there = installed() is not None
    except OfficeError as error:
        return f"LibreOffice cannot be asked for our functions ({error})"
    return "" if there else _lacking("LibreOffice", "calc")


def _lacking(program: str, name: str) -> str:
    return f"{program} does not have our functions (loan401k install {name} brings them)"


def copy_place(folder: Path, suffix: str) -> Path:
    """Return a name in the folder that no file has: 401k-loan.xlsx, 401k-loan 2.xlsx, ..."""
    stem = Path(NAME).stem
    number = 1
    while (path := folder / f"{stem}{'' if number == 1 else f' {number}'}{suffix}").exists():
        number += 1
    return path


def _has_display() -> bool:
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _start_file(path: Path) -> None:
    """Open a file with the program Windows has for it."""
    start: Callable[[Path], None] = getattr(os, "startfile")  # noqa: B009  (Windows only)
    start(path)


def _start_office(path: Path) -> None:
    """Open a file in LibreOffice and leave it running."""
    from ...hosts.calc.office import clean_environment, find_program

    subprocess.Popen(
        [find_program(), "--calc", str(path)],
        env=clean_environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


_WITH_MACROS = VARIANTS["excel"]
EXCEL = Viewer("Excel", _WITH_MACROS.suffix, _WITH_MACROS.prepared, _start_file)
LIBREOFFICE = Viewer("LibreOffice", ".xlsx", dict, _start_office)
