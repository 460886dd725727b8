"""Programs that some tests need and a machine may not have.

Where one is absent the test skips with one line; with LOAN401K_NO_SKIP=1, as CI has it, it fails.
"""

from __future__ import annotations

import functools
import os
import shutil
from typing import NoReturn

import pytest

from loan401k.hosts.calc.office import OfficeError, find_program, find_python


def absent(sentence: str) -> NoReturn:
    """Skip the test, or fail it where nothing may be skipped."""
    if os.environ.get("LOAN401K_NO_SKIP") == "1":
        pytest.fail(f"{sentence} (LOAN401K_NO_SKIP=1 forbids to skip)", pytrace=False)
    pytest.skip(sentence)


def program(*names: str) -> str:
    """Return the path of the first of these programs that is there."""
    for name in names:
        if found := shutil.which(name):
            return found
    absent(f"The program {names[0]} is not installed.")


def chromium() -> str:
    """Return the path of a Chromium browser."""
    return program("chromium", "chromium-browser", "google-chrome", "chrome")


def wine() -> str:
    """Return the path of wine64, which Debian keeps off the path."""
    return shutil.which("wine64", path=f"{os.environ.get('PATH', '')}:/usr/lib/wine") or absent(
        "Wine (wine64), which stands in for Windows, is not installed."
    )


@functools.cache
def libreoffice() -> tuple[str, str]:
    """Return the paths of LibreOffice's soffice and of a Python with its module uno."""
    try:
        return find_program("soffice"), find_python()
    except OfficeError as error:
        sentence = str(error)
    absent(sentence)
