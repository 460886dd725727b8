"""What must hold on a Windows machine so that Excel reaches Python: found before a cell shows it.

The VBA of xlwings loads the DLL of its version from beside Python or the folder above, through
calls that know the machine's code page only, and the DLL starts Python in a process of its own.
"""

from __future__ import annotations

import struct
import sys
from collections.abc import Iterator
from pathlib import Path, PureWindowsPath

_BITS = {0x014C: 32, 0x8664: 64, 0xAA64: 64}
_EXCEL = r"SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\excel.exe"
_SECURITY = r"Microsoft\Office\16.0\Excel\Security"
_STORE = "WindowsApps"


def library_name(bits: int) -> str:
    """Return the name of the installed xlwings' DLL for an Excel of so many bits."""
    import xlwings

    return f"xlwings{bits}-{xlwings.__version__}.dll"


def library(python: str, bits: int) -> Path | None:
    """Return xlwings' DLL where Excel looks for it: beside Python, or one folder above."""
    folder = Path(python).parent
    for place in (folder, folder.parent):
        if (place / library_name(bits)).exists():
            return place / library_name(bits)
    return None


def excel() -> Path | None:
    """Return the path of Excel's program, None where Windows knows none."""
    if sys.platform != "win32":
        return None
    import winreg

    for root in (winreg.HKEY_CURRENT_USER, winreg.HKEY_LOCAL_MACHINE):
        try:
            return Path(winreg.QueryValue(root, _EXCEL).strip('"'))
        except OSError:
            continue
    return None


def macro_settings() -> tuple[int | None, bool]:
    """Return Excel's VBAWarnings, and whether folders are trusted; a policy goes before the user.

    VBAWarnings: 1 all macros run, 2 Excel asks, 3 only signed ones run, 4 none.
    """
    warnings = _setting("VBAWarnings", _SECURITY)
    return warnings, not _setting("AllLocationsDisabled", rf"{_SECURITY}\Trusted Locations")


def _setting(name: str, key: str) -> int | None:
    if sys.platform != "win32":
        return None
    import winreg

    for root in (r"SOFTWARE\Policies", "SOFTWARE"):
        try:
            with winreg.OpenKey(winreg.HKEY_CURRENT_USER, rf"{root}\{key}") as opened:
                return int(winreg.QueryValueEx(opened, name)[0])
        except OSError:
            continue
    return None


def bits(program: Path) -> int | None:
    """Return for how many bits a Windows program is made, None where its file does not say."""
    try:
        with program.open("rb") as file:
            head = file.read(64)
            file.seek(struct.unpack_from("<I", head, 60)[0])
            signature, machine = struct.unpack("<4sH", file.read(6))
    except (OSError, struct.error):
        return None
    return _BITS.get(machine) if signature == b"PE\0\0" else None


def refusals(python: str, program: Path | None, base: str = sys.base_prefix) -> Iterator[str]:
    """Yield why Excel, whose program it is, will never reach a Python, each with what to do.

    ``base`` is the installation that an environment's Python belongs to.
    """
    if _STORE in PureWindowsPath(base).parts:
        yield (
            "This Python comes from the Microsoft Store, which hides its files from Excel. "
            "Install Python from python.org. " + _environment("loan401k-env")
        )
    if program is not None and _STORE in PureWindowsPath(program).parts:
        yield (
            "This Excel comes from the Microsoft Store and cannot start other programs. Install "
            "Office from office.com instead, or use LibreOffice: loan401k install calc."
        )
    try:
        python.encode("mbcs" if sys.platform == "win32" else "cp1252", "strict")
    except UnicodeEncodeError:
        yield (
            f"The path of this Python, {python}, has letters outside this machine's code page, "
            "and Excel cannot start it. " + _environment(r"C:\loan401k")
        )
    wanted = (program and bits(program)) or 64
    if library(python, wanted) is None:
        yield (
            f"{library_name(wanted)} is not in {Path(python).parent} or the folder above, where "
            f"Excel looks for it (pip install --user puts it elsewhere). "
            + _environment("loan401k-env")
        )


def _environment(folder: str) -> str:
    """Say how to make an environment with everything in its place."""
    scripts = rf"{folder}\Scripts"
    return (
        "Make an environment of its own, in the folder of the clone (or with a release's wheel in "
        f"place of the point): py -m venv {folder}, then {scripts}\\pip install ., then "
        f"{scripts}\\loan401k install excel."
    )
