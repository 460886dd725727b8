"""A whole workbook calculated by LibreOffice, which has our functions in a profile of its own."""

from __future__ import annotations

import tempfile
from pathlib import Path

from ... import package
from ...declare import REGISTRY, Cell
from ...package.addresses import Place
from . import calculate, heal
from .install import install
from .office import Office


def recalculated(sheets: package.Sheets) -> dict[Place, Cell]:
    """Return the values of the formulas of a workbook, and of the cells that they fill.

    Raises OfficeError where LibreOffice is not installed or fails.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source, target = folder / "book.xlsx", folder / "calculated.xlsx"
        package.write(sheets.saved(), source)
        install(folder / "profile")
        with Office(folder / "profile", (Path(calculate.__file__),)) as office:
            office.ask(
                "calculate",
                source=source.as_uri(),
                target=target.as_uri(),
                heal=heal.__file__,
                functions=list(REGISTRY),
            )
        calculated = package.Sheets(package.read(target))
    found: dict[Place, Cell] = {}
    for ours, theirs in zip(sheets, calculated, strict=True):  # it may spell a name otherwise
        for cell in package.filled_cells(sheets[ours], calculated[theirs].cells):
            value = calculated[theirs].saved(cell)
            found[Place(ours, cell)] = 0.0 if value is None else value
    return found
