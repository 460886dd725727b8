"""Type into LibreOffice's cells and read what they show, as Python values."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from loan401k.declare import REGISTRY
from loan401k.errors import CellError
from loan401k.hosts.calc import heal
from loan401k.hosts.calc.office import Office

#: LibreOffice's documented error numbers and the texts that it and Excel show for them.
ERRORS = {
    503: "#NUM!",
    519: "#VALUE!",
    524: "#REF!",
    525: "#NAME?",
    532: "#DIV/0!",
    32767: "#N/A",
}


def literal(value: Any) -> str:
    """Return a value as it stands in a formula of LibreOffice's English, "" for one left out."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return f"{str(value).upper()}()"
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, dt.date):
        return f"DATE({value.year};{value.month};{value.day})"
    if isinstance(value, list):
        return "{" + "|".join(";".join(literal(cell) for cell in row) for row in value) + "}"
    return repr(value)


def call(function: str, arguments: Sequence[Any]) -> str:
    """Return the formula that calls a function with literal arguments."""
    return f"={function}({';'.join(map(literal, arguments))})"


class Document:
    """An open spreadsheet."""

    def __init__(self, office: Office, number: int) -> None:
        self.office = office
        self.number = number

    def ask(self, operation: str, **arguments: Any) -> Any:
        return self.office.ask(operation, document=self.number, **arguments)

    def fill(
        self,
        cells: Mapping[str, Any] | None = None,
        arrays: Mapping[str, str] | None = None,
        columns: Mapping[str, Sequence[Any]] | None = None,
    ) -> str:
        """Type into a new sheet; return its name.

        Cells and array formulas go by address, columns of numbers or formulas by their letter.
        """
        everything = {"cells": cells or {}, "columns": columns or {}, "arrays": arrays or {}}
        name: str = self.ask("fill", **everything)
        return name

    def read(self, sheet: str, area: str) -> list[list[Any]]:
        return [[shown(cell) for cell in row] for row in self.ask("read", sheet=sheet, area=area)]

    def values(self, formulas: Sequence[str], cells: Mapping[str, Any] | None = None) -> list[Any]:
        """Return what formulas show, typed below each other in column Z beside the cells."""
        sheet = self.fill(cells, columns={"Z": formulas})
        return [row[0] for row in self.read(sheet, f"Z1:Z{len(formulas)}")]

    def array(self, area: str, formula: str, cells: Mapping[str, Any] | None = None) -> Any:
        """Return what an array formula shows in its area."""
        return self.read(self.fill(cells, {area: formula}), area)

    def heal(self) -> None:
        self.ask("heal", module=str(Path(heal.__file__)), functions=list(REGISTRY))

    def __enter__(self) -> Document:
        return self

    def __exit__(self, *error: object) -> None:
        self.ask("close")


def shown(cell: Any) -> Any:
    """Return what a cell shows, an error as `CellError`."""
    if isinstance(cell, dict):
        return CellError(ERRORS.get(cell["error"], f"Err:{cell['error']}"))
    return cell
