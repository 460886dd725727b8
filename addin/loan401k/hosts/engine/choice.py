"""Which cells of a workbook are calculated, which are kept, and which cannot be calculated.

A cell that depends neither on our functions nor on what was set keeps the value that was saved.
One that depends on them, and that the engine cannot calculate or would calculate otherwise than
Excel, holds an error and a sentence; so do those that depend on it, whose old values would look
new. What reads cells that only calculation tells (OFFSET, INDIRECT) may depend on anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from ... import package
from ...errors import CellError
from ...package.addresses import Area, Place
from .dependents import Dependents
from .file import dropped_names
from .formula import FormulaError, check, for_engine
from .reading.hidden import HiddenRows
from .reading.operands import Operands
from .reading.reader import Reader, Reading

_DATA_TABLE = "It belongs to a data table."
_STALE = "It belongs to a data table: its saved values are kept, and are out of date."


class Choice:
    """The formulas of a workbook, and what is to become of each."""

    def __init__(
        self, sheets: package.Sheets, inputs: Iterable[Place], *, everything: bool, own: bool
    ) -> None:
        self._sheets, self._own = sheets, own
        self.cells = {cell.place: cell for cell in package.formula_cells(sheets)}
        self._everything = everything or own
        self._tables = package.data_tables(sheets, (p for p, c in self.cells.items() if not c.text))
        #: The area that a formula fills as the file says, where that may be more than its cell.
        self.fills = {place: table.area for place, table in self._tables.items()}
        self.fills |= {p: cell.array for p, cell in self.cells.items() if cell.array is not None}
        self.dropped_names = {} if own else dropped_names(sheets)
        self.readings = dict(self._read())
        self._seeds = [*inputs, *(place for place in self.cells if self._new(place))]
        #: The formulas to calculate, as the engine is to have them.
        self.ready: dict[Place, str] = {}
        #: Those that cannot be, and those that depend on one of them.
        self.failed: dict[Place, CellError] = {}
        self._choose()

    @cached_property
    def _dependents(self) -> Dependents:
        return Dependents(self.readings, self.fills)

    def _read(self) -> Iterator[tuple[Place, Reading]]:
        if self._own:
            yield from ((place, Reading(f"={cell.text}")) for place, cell in self.cells.items())
            return
        dropped = {name.casefold() for name in self.dropped_names}
        reader = Reader(Operands(self._sheets, dropped), HiddenRows(self._sheets))
        for place, cell in self.cells.items():
            table = self._tables.get(place)
            if table is None:
                yield place, reader.read(f"={cell.text}", place, plain=cell.array is None)
                continue
            read = [table.reads, *(Area(*one, *one) for one in table.inputs)]
            areas = tuple((place.sheet, area) for area in read)
            problem = _STALE if self._has_value(place) else _DATA_TABLE
            yield place, Reading("", areas, problem=problem)

    def _new(self, place: Place) -> bool:
        """Tell whether a formula calls a function of ours, or was never calculated."""
        return self.readings[place].ours or not self._has_value(place)

    def _has_value(self, place: Place) -> bool:
        return self._sheets[place.sheet].has_value(place.address)

    def is_data_table(self, place: Place) -> bool:
        """Tell whether it is what the file says of a data table, and no formula."""
        return place in self._tables

    def widen(self, places: Iterable[Place]) -> bool:
        """Take in what depends on more cells than those of the file; whether that is anything."""
        places = [] if self._everything else list(places)
        before = self.ready.keys() | self.failed.keys()
        if not places or before >= self._dependents.of(places).keys() & self.cells.keys():
            return False
        self._seeds += places
        self._choose()
        return True

    def _choose(self) -> None:
        self.ready, problems = {}, {}
        chosen = self.cells if self._everything else self._dependents.of(self._seeds)
        for place in self.cells:
            if place not in chosen:
                continue
            reading = self.readings[place]
            if reading.problem:
                problems[place] = CellError(reading.code, reading.problem)
                continue
            ready = for_engine(reading.text)
            try:
                check(ready)
            except FormulaError as error:
                problems[place] = CellError("#NAME?", str(error))
            else:
                self.ready[place] = ready
        self.failed = self.with_dependents(problems)
        for place in self.failed:
            self.ready.pop(place, None)

    def with_dependents(self, problems: Mapping[Place, CellError]) -> dict[Place, CellError]:
        """Return the errors of formulas, and those of the formulas that depend on them."""
        if not problems:
            return {}
        found = {}
        for place, cause in self._dependents.of(problems, failed=True).items():
            error = problems[cause]
            passed_on = CellError(str(error), f"{cause}: {error.reason}")
            found[place] = problems.get(place, passed_on)
        return found
