"""A calculated workbook: its values in full and as a person sees them, its names, its errors."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from ...declare import Cell
from ...errors import CellError
from ...package import Sheets, defined_names, formula_cells, named_places
from ...package.addresses import Address, Area, Place, reference
from ...package.formats import GENERAL, Form, forms, in_full, is_number, written
from .cells import Rows


@dataclass(frozen=True)
class Diagnostics:
    """What the engine could not take from the workbook, or takes otherwise than Excel shows it."""

    #: Defined names it dropped, with their text; formulas see #NAME? for them.
    dropped_names: dict[str, str] = field(default_factory=dict)
    #: Functions that neither we nor the engine have, with the cells that call them.
    unknown_functions: dict[str, list[str]] = field(default_factory=dict)
    #: Cells it could not calculate, each with a sentence.
    not_calculated: dict[str, str] = field(default_factory=dict)

    def sentences(self) -> Iterator[str]:
        """Yield a sentence for each finding."""
        for name, text in self.dropped_names.items():
            yield f"The defined name {name} ({text}) is not understood and was left out."
        for name, cells in self.unknown_functions.items():
            yield f"There is no function {name}; it is called in {', '.join(cells)}."
        for cell, sentence in self.not_calculated.items():
            yield f"{cell} was not calculated. {sentence}"


class Block(NamedTuple):
    """A rectangle of cells: where, the values in full, and as texts."""

    sheet: str
    area: Area
    values: list[list[Any]]
    texts: list[list[str]]

    @property
    def right(self) -> list[bool]:
        """Whether each column holds numbers, which align to the right."""
        return [any(map(is_number, column)) for column in zip(*self.values, strict=True)]


@dataclass(frozen=True)
class Result:
    """A calculated workbook."""

    #: Its sheets with the inputs set, and values as they were saved.
    sheets: Sheets
    #: {sheet: {address: value}} of every formula and every cell that an array formula fills.
    values: Mapping[str, Mapping[Address, Cell]]
    diagnostics: Diagnostics
    #: The area that each calculated array formula fills.
    areas: Mapping[Place, Area]
    #: Those of `values` that stay as they were saved, and those that could not be calculated.
    kept: Set[Place]
    failed: Set[Place]
    #: The value of a cell without a formula.
    constant: Callable[[Place], Cell] = field(repr=False)

    def cell(self, place: Place) -> Cell:
        """Return the value of any cell, None for a blank one."""
        if place.sheet not in set(self.sheets):
            raise KeyError(f"the workbook has no sheet {place.sheet!r}")
        values = self.values.get(place.sheet, {})
        return values[place.address] if place.address in values else self.constant(place)

    def rows(self, sheet: str, cells: Area) -> Rows:
        """Return the values of an area."""
        columns = range(cells.left, cells.right + 1)
        return [
            [self.cell(Place(sheet, Address(row, column))) for column in columns]
            for row in range(cells.top, cells.bottom + 1)
        ]

    def named(self, name: str) -> Cell:
        """Return the value of the one cell that a defined name stands for."""
        return self.cell(self._places[name])

    def named_block(self, name: str) -> Block:
        """Return the cells that a defined name stands for."""
        return self.block(*reference(defined_names(self.sheets.parts)[name]))

    def names(self) -> dict[Place, str]:
        """Return the defined name of each cell that has one."""
        return {place: name.rpartition("!")[2] for name, place in self._places.items()}

    def form(self, place: Place) -> Form:
        """Return the form in which a cell shows a number."""
        style = self.sheets[place.sheet].style(place.address)
        return self._forms[style] if style < len(self._forms) else GENERAL

    def text(self, place: Place) -> str:
        """Return what a cell shows, on one line."""
        return _line(self.cell(place), self.form(place))

    def in_full(self, place: Place) -> Any:
        """Return the value of a cell for JSON."""
        return in_full(self.cell(place), self.form(place))

    def block(self, sheet: str, cells: Area) -> Block:
        """Return the cells of an area without the rows at its end that show nothing."""
        rows = self.rows(sheet, cells)
        while len(rows) > 1 and all(cell in (None, "") for cell in rows[-1]):
            rows.pop()
        pairs = [
            [
                (value, self.form(Place(sheet, Address(cells.top + i, cells.left + k))))
                for k, value in enumerate(row)
            ]
            for i, row in enumerate(rows)
        ]
        return Block(
            sheet,
            Area(cells.top, cells.left, cells.top + len(rows) - 1, cells.right),
            [[in_full(value, form) for value, form in row] for row in pairs],
            [[_line(value, form) for value, form in row] for row in pairs],
        )

    def arrays(self) -> Iterator[tuple[str, Area]]:
        """Yield the areas, larger than one cell, that array formulas fill."""
        for cell in formula_cells(self.sheets):
            area = self.areas.get(cell.place, cell.array)
            if area is not None and area.size > 1:
                yield cell.place.sheet, area

    @property
    def reasons(self) -> dict[Place, str]:
        """Why a cell shows an error, as far as it is known."""
        return {
            Place(sheet, cell): value.reason
            for sheet, values in self.values.items()
            for cell, value in values.items()
            if isinstance(value, CellError) and value.reason
        }

    def errors(self) -> Iterator[tuple[Place, CellError]]:
        """Yield the errors of formulas with their cells, those left out that were saved."""
        for sheet, values in self.values.items():
            for cell, value in values.items():
                if isinstance(value, CellError) and Place(sheet, cell) not in self.kept:
                    yield Place(sheet, cell), value

    @cached_property
    def _places(self) -> dict[str, Place]:
        return named_places(self.sheets.parts)

    @cached_property
    def _forms(self) -> list[Form]:
        return forms(self.sheets.parts)


def _line(value: Any, form: Form) -> str:
    return " ".join(written(value, form).split())
