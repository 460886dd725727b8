"""Which formulas depend on a cell, directly or through others."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping

from ...package.addresses import Address, Area, Place
from .reading.reader import Reading

# A range is found by the blocks of cells that it touches; one of many blocks by its columns, one
# of many columns by its sheet.
_ROWS = 64
_MOST_BLOCKS = 64
_MOST_COLUMNS = 64
_FEW_CELLS = 4096

_Key = tuple[str, int, int]


class Dependents:
    """The formulas of a workbook by the cells that they read."""

    def __init__(self, readings: Mapping[Place, Reading], fills: Mapping[Place, Area]) -> None:
        """Take what each formula reads, and the area that it fills where that is not its cell."""
        self._fills = fills
        self._readers: dict[tuple[str, Area], list[Place]] = defaultdict(list)
        self._anything = [place for place, reading in readings.items() if reading.anything]
        self._hiding = [place for place in self._anything if not readings[place].tells_errors]
        for place, reading in readings.items():
            for read in dict.fromkeys(reading.areas):
                self._readers[read].append(place)
        self._index: dict[_Key, list[tuple[str, Area]]] = defaultdict(list)
        self._sheets: dict[str, list[tuple[str, Area]]] = defaultdict(list)
        for sheet, area in self._readers:
            self._sheets[sheet].append((sheet, area))
            for key in _keys(sheet, area):
                self._index[key].append((sheet, area))

    def of(self, places: Iterable[Place], *, failed: bool = False) -> dict[Place, Place]:
        """Return the formulas that depend on cells, the cells among them, each with its cause.

        A cause is the first of the cells given that leads to a formula. What may read any cell
        depends on all, but not on `failed` ones, which are errors, if it would show an error.
        """
        causes: dict[Place, Place] = {place: place for place in places}
        waiting = deque(causes)
        if causes:
            first = next(iter(causes))
            for place in self._hiding if failed else self._anything:
                if place not in causes:
                    causes[place] = first
                    waiting.append(place)
        done: set[tuple[str, Area]] = set()
        while waiting:
            place = waiting.popleft()
            filled = self._fills.get(place) or Area(*place.address, *place.address)
            for read in self._reading(place.sheet, filled, done):
                for reader in self._readers[read]:
                    if reader not in causes:
                        causes[reader] = causes[place]
                        waiting.append(reader)
        return causes

    def _reading(
        self, sheet: str, filled: Area, done: set[tuple[str, Area]]
    ) -> Iterator[tuple[str, Area]]:
        """Yield the areas that hold a cell of what is filled; each once for all."""
        if filled.size > _FEW_CELLS:
            near = self._sheets.get(sheet, [])
        else:
            cells = filled.addresses()
            keys = dict.fromkeys(key for cell in cells for key in _keys_of_cell(sheet, cell))
            near = [read for key in keys if key in self._index for read in self._index[key]]
        for read in near:
            if read not in done and _meet(read[1], filled):
                done.add(read)
                yield read


def _keys(sheet: str, area: Area) -> list[_Key]:
    columns = range(area.left, area.right + 1)
    blocks = range(area.top // _ROWS, area.bottom // _ROWS + 1)
    if len(columns) > _MOST_COLUMNS:
        return [(sheet, 0, -1)]
    if len(columns) * len(blocks) > _MOST_BLOCKS:
        return [(sheet, column, -1) for column in columns]
    return [(sheet, column, block) for column in columns for block in blocks]


def _keys_of_cell(sheet: str, cell: Address) -> tuple[_Key, ...]:
    row, column = cell
    return (sheet, column, row // _ROWS), (sheet, column, -1), (sheet, 0, -1)


def _meet(one: Area, other: Area) -> bool:
    return (
        one.top <= other.bottom
        and other.top <= one.bottom
        and one.left <= other.right
        and other.left <= one.right
    )
