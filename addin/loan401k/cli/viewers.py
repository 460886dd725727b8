"""Which program on this machine can show the template with our functions in it."""

from __future__ import annotations

import os
import shutil
import sys


def why_not_excel() -> str:
    """Return why Excel cannot show the template with our functions here."""
    if sys.platform not in ("win32", "darwin"):
        return "there is no Excel for this system"
    return "our functions are not registered in Excel here"


def why_not_libreoffice() -> str:
    """Return why LibreOffice cannot show the template with our functions here."""
    if not (shutil.which("soffice") or shutil.which("libreoffice")):
        return "no LibreOffice is found on the path"
    if sys.platform.startswith("linux") and not _has_display():
        return "LibreOffice has no display here"
    return "our functions are not installed in LibreOffice here"


def _has_display() -> bool:
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
