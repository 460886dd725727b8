"""The template in the engine, loaded once and calculated anew when inputs are typed.

To load the file for each of a thousand households would take many minutes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from loan401k import package
from loan401k.hosts.engine import recalculate
from loan401k.hosts.engine.cells import value_of
from loan401k.package.addresses import Address, Place
from loan401k.template import YOURS
from workbook.build import TEMPLATE

Key = str | tuple[str, int, int]


class Template:
    """Types into the template and reads it."""

    def __init__(self) -> None:
        sheets = package.Sheets(package.read(TEMPLATE))
        self.result = recalculate(sheets, own=True)
        self._book = self.result.constant.__self__.book
        self._places = package.named_places(sheets.parts)
        self._areas = package.defined_names(sheets.parts)
        self._typed: dict[Place, Any] = {}

    def type(self, inputs: Mapping[Key, Any]) -> None:
        """Type inputs by name, or cells of an area as (name, row, column), over blank ones."""
        blank = dict.fromkeys(self._typed)
        self._typed = blank | {self.place(key): value for key, value in inputs.items()}

    def place(self, key: Key) -> Place:
        """Return the cell to type into, by the input's name or as a cell of an area."""
        if isinstance(key, tuple):
            sheet, cells = package.addresses.reference(self._areas[key[0]])
            return Place(sheet, Address(cells.top + key[1], cells.left + key[2]))
        return self._places.get(key + YOURS) or self._places[key]

    def read(self, names: Iterable[str]) -> dict[str, Any]:
        """Return the values of named cells."""
        places = {name: self._places[name] for name in names}
        for _ in range(2):  # what reads a table's cells is calculated before the table is filled
            for place, value in self._typed.items():
                self._book.set_value(place.sheet, *place.address, value)
            self._book.evaluate_all()
        return {
            name: value_of(self._book.get_value(place.sheet, *place.address))
            for name, place in places.items()
        }
