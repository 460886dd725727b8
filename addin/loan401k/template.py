"""Where the template workbook is: in the installed package, or in a checkout of the sources."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import as_file, files
from pathlib import Path

NAME = "401k-loan.xlsx"

_CHECKOUT = Path(__file__).resolve().parents[2] / "workbook"


@contextmanager
def opened_template() -> Iterator[Path]:
    """Give the template's path for reading; raise FileNotFoundError where there is none."""
    packaged = files("loan401k") / NAME
    if packaged.is_file():
        with as_file(packaged) as path:
            yield path
        return
    beside = _CHECKOUT / NAME  # an editable install keeps it apart from the package
    if not beside.is_file():
        raise FileNotFoundError(f"the template {NAME} is missing from this installation")
    yield beside
