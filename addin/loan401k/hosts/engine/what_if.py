"""What-if data tables: the workbook calculated once for every value that a table tries."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping

from ...declare import Cell
from ...package.addresses import Address, Place
from ...package.formulas import DataTable
from .formula import RecalculationError
from .result import Result

#: The seconds after which tables are left as they are, and the most cells of one.
_MOST_SECONDS, _MOST_CELLS = 20.0, 10_000

Tried = Callable[[Mapping[Place, Cell]], Result]


def inputs(tables: Mapping[Place, DataTable]) -> Iterator[Place]:
    """Yield the cells in which the tables try other values."""
    for place, table in tables.items():
        yield from (Place(place.sheet, cell) for cell in table.inputs)


def calculated(tables: Mapping[Place, DataTable], tried: Tried) -> dict[Place, dict[Address, Cell]]:
    """Return the values of the tables, those left out that cannot be calculated.

    `tried` calculates the workbook with values in place of what cells hold.
    """
    end = time.monotonic() + _MOST_SECONDS
    found = {}
    try:
        now = tried({})
        for place, table in tables.items():
            beside = {p: one for p, one in tables.items() if p != place and p.sheet == place.sheet}
            if not any(one.area.meets(table.reads) for one in beside.values()) and (
                values := _values(table, place.sheet, now, tried, end)
            ):
                found[place] = values
    except RecalculationError:  # as for what the engine refuses with another value
        pass
    return found


def _values(
    table: DataTable, sheet: str, now: Result, tried: Tried, end: float
) -> dict[Address, Cell]:
    """Return the value of each cell of a table, none at all where one cannot be told."""
    if table.area.size > _MOST_CELLS:
        return {}
    trials = list(table.trials())
    heads = {Place(sheet, head) for _, head, _ in trials}
    if any(cell in now.values.get(sheet, {}) for cell in table.inputs):
        return {}
    shown: dict[str, dict[Place, Cell]] = {}
    found: dict[Address, Cell] = {}
    for cell, head, axes in trials:
        if any(Place(sheet, axis) in now.failed for axis in axes.values()):
            return {}
        values = {Place(sheet, one): now.cell(Place(sheet, axis)) for one, axis in axes.items()}
        if (key := repr(values)) not in shown:
            if time.monotonic() > end:
                return {}
            result = tried(values)
            if not heads.isdisjoint(result.failed):
                return {}
            shown[key] = {one: result.cell(one) for one in heads}
        value = shown[key][Place(sheet, head)]
        found[cell] = 0.0 if value is None else value
    return found
