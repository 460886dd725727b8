"""A whole workbook in the embedded engine: its formulas made ready, calculated and read."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import formualizer as fz

from ... import package
from ...errors import CellError
from ...package.addresses import Address, Area, address, area
from ...package.cells import Sheet
from ...package.workbook import counts_from_1904
from . import formula as engine_text
from .cells import Place, cell_value, extent, places, shown
from .engine import BLOCK, OWN_REASONS, Book, Cell, Rows
from .formula import RecalculationError
from .inputs import targets
from .reasons import Reasons

#: The most cells of an array formula's fixed area; a file may claim any area.
_LARGEST_BLOCK = 1_000_000


@dataclass(frozen=True)
class Diagnostics:
    """What the engine could not take from the workbook, or takes otherwise than Excel shows it."""

    #: Defined names it dropped, with their text; formulas see #NAME? for them.
    dropped_names: dict[str, str] = field(default_factory=dict)
    #: Functions that neither we nor the engine have, with the cells that call them.
    unknown_functions: dict[str, list[str]] = field(default_factory=dict)
    #: Cells it could not calculate, each with a sentence.
    not_calculated: dict[str, str] = field(default_factory=dict)
    #: Ordinary formulas that give a block of values, of which a spreadsheet shows the first.
    cut_to_one_value: list[str] = field(default_factory=list)

    def sentences(self) -> Iterator[str]:
        """Yield a sentence for each finding."""
        for name, text in self.dropped_names.items():
            yield f"The defined name {name} ({text}) is not understood and was left out."
        for name, cells in self.unknown_functions.items():
            yield f"There is no function {name}; it is called in {', '.join(cells)}."
        for cell, sentence in self.not_calculated.items():
            yield f"{cell} was not calculated. {sentence}"
        for cell in self.cut_to_one_value:
            yield (
                f"{cell} is no array formula but gives several values; only the first is shown, "
                "as in a spreadsheet."
            )


@dataclass(frozen=True)
class Result:
    """A calculated workbook."""

    #: The workbook's parts with the inputs set and without cached values.
    parts: package.Parts
    #: {sheet: {A1: value}} of every formula and every cell that an array formula fills.
    values: dict[str, dict[str, Cell]]
    #: Why a cell shows an error, by (sheet, A1), as far as it is known.
    reasons: dict[tuple[str, str], str]
    diagnostics: Diagnostics
    _book: Book = field(repr=False)

    def cell(self, sheet: str, a1: str) -> Cell:
        """Return the value of any cell, None for a blank one."""
        place = str(address(a1))
        if sheet not in self._book.book.sheet_names:
            raise KeyError(f"the workbook has no sheet {sheet!r}")
        if place in self.values.get(sheet, {}):
            return self.values[sheet][place]
        return cell_value(self._book, (sheet, address(a1)))

    def rows(self, sheet: str, reference: str) -> Rows:
        """Return the values of an area such as A5:H17."""
        block = area(reference)
        columns = range(block.left, block.right + 1)
        return [
            [self.cell(sheet, str(Address(row, column))) for column in columns]
            for row in range(block.top, block.bottom + 1)
        ]

    def named(self, name: str) -> Cell:
        """Return the value of the cell that a defined name stands for."""
        (place,) = targets(self.parts, {name: None})
        return self.cell(*place)


def recalculated(path: str | os.PathLike[str], inputs: Mapping[Any, Any]) -> Result:
    """Return the calculated workbook; `engine.recalculate` says more."""
    parts = package.read(path)
    if counts_from_1904(parts):
        raise RecalculationError(
            f"{path} counts dates from 1904: in Excel, File > Options > Advanced, switch off "
            "'Use 1904 date system' and save it again."
        )
    try:
        parts = package.set_inputs(parts, targets(parts, inputs))
    except (TypeError, ValueError) as error:
        raise RecalculationError(str(error)) from error
    parts = package.clear_values(parts)
    return _Calculation(path, parts).result()


class _Calculation:
    """The steps from parts to values."""

    def __init__(self, path: str | os.PathLike[str], parts: package.Parts) -> None:
        self.path, self.parts = path, parts
        self.formulas: dict[Place, str] = {}
        self.fixed: dict[Place, Area] = {}
        self.plain: list[Place] = []
        self.ready: dict[Place, str] = {}
        self.refused: dict[Place, str] = {}
        self.diagnostics = Diagnostics()
        self._read()
        #: A column, the same on all sheets, in which no formula stands.
        self._free = 1 + max((place.column for _, place in self.formulas), default=0)

    def _read(self) -> None:
        dynamic: dict[str, set[Address]] = {}
        for cell in package.formula_cells(self.parts):
            place = (cell.sheet, address(cell.a1))
            if not cell.text:
                self.diagnostics.not_calculated[shown(place)] = "It belongs to a data table."
                continue
            self.formulas[place] = f"={cell.text}"
            if cell.array is None:
                self.plain.append(place)
                continue
            if cell.sheet not in dynamic:
                dynamic[cell.sheet] = _dynamic_cells(self.parts, cell.sheet)
            block = area(cell.array)
            if place[1] not in dynamic[cell.sheet] and block.size <= _LARGEST_BLOCK:
                self.fixed[place] = block

    def result(self) -> Result:
        """Calculate and collect."""
        book = self._calculated()
        # An ordinary formula has one cell. The engine lets it spill, over what stands beside it:
        # start again with such formulas held to their cell.
        while spilled := {place for place in self.plain if self._gives_block(book, place)}:
            self.diagnostics.cut_to_one_value.extend(shown(p) for p in self.plain if p in spilled)
            self.plain = [place for place in self.plain if place not in spilled]
            self.fixed |= {place: Area(*place[1], *place[1]) for place in spilled}
            book = self._calculated()
        anchors = dict(self._anchors(book))
        values = {place: self._value(book, place, anchor) for place, anchor in anchors.items()}
        reasons = Reasons(book, self.formulas, self.ready, anchors, values, self.refused).all()
        self._diagnose(book, values, reasons)
        for place, reason in reasons.items():
            if place in values:
                values[place] = CellError(str(values[place]), reason)
        by_sheet: dict[str, dict[str, Cell]] = {}
        for (sheet, cell), value in values.items():
            by_sheet.setdefault(sheet, {})[str(cell)] = value
        said = {(s, str(a)): reason for (s, a), reason in reasons.items() if (s, a) in values}
        return Result(self.parts, by_sheet, said, self.diagnostics, book)

    def _calculated(self) -> Book:
        book = Book(_loaded(self.path, self.parts))
        self.ready = dict(self.formulas)
        for place, text in self.formulas.items():
            try:
                ready = self._for_engine(place, text)
            except engine_text.FormulaError as error:
                self.refused[place] = str(error)
                ready = "=#NAME?"
            if ready != text:
                self.ready[place] = ready
                book.book.set_formula(place[0], *place[1], ready)
        try:
            book.book.evaluate_all()
        except (RuntimeError, fz.ExcelEvaluationError) as error:
            raise RecalculationError(f"{self.path} cannot be calculated: {error}") from error
        return book

    def _for_engine(self, place: Place, text: str) -> str:
        if engine_text.refers_elsewhere(ready := engine_text.for_engine(text)):
            self.refused[place] = engine_text.ELSEWHERE
            return "=#REF!"
        if place in self.fixed:
            engine_text.check(ready)
            block = self.fixed[place]
            rows, columns = block.bottom - block.top + 1, block.right - block.left + 1
            return f"={BLOCK}({rows},{columns},{ready[1:]})"
        return ready

    def _gives_block(self, book: Book, place: Place) -> bool:
        if extent(book, place).size > 1:
            return True
        blocked = cell_value(book, place) == "#SPILL!"
        return blocked and isinstance(book.ask(place[0], self.ready[place], self._free), list)

    def _value(self, book: Book, place: Place, anchor: Place) -> Cell:
        value = cell_value(book, place)
        if value is None:  # an area whose formula failed before it was filled, or a blank cell
            whole = cell_value(book, anchor)
            return whole if isinstance(whole, CellError) else 0.0
        return value

    def _anchors(self, book: Book) -> Iterator[tuple[Place, Place]]:
        """Yield every calculated cell with the cell that holds its formula."""
        for anchor in self.formulas:
            sheet, _ = anchor
            for place in places(self.fixed.get(anchor) or extent(book, anchor)):
                yield (sheet, place), anchor

    def _diagnose(
        self, book: Book, values: Mapping[Place, Cell], reasons: Mapping[Place, str]
    ) -> None:
        found = self.diagnostics
        for name in book.book.name_import_diagnostics:
            scope = f"{name['scope_sheet']}!" if name["scope_sheet"] else ""
            found.dropped_names[scope + name["name"]] = name["definition"]
        names = {name["name"].casefold() for name in book.book.get_named_ranges()}
        for place, text in self.formulas.items():
            value = values[place]
            of_the_engine = isinstance(value, CellError) and value.reason in OWN_REASONS
            if place in self.refused or of_the_engine:
                found.not_calculated[shown(place)] = reasons[place]
                continue
            for function in engine_text.unknown_functions(text):
                found.unknown_functions.setdefault(function, []).append(shown(place))
            if value == "#NAME?" and (words := engine_text.unknown_names(text, names)):
                found.not_calculated[shown(place)] = f"Unknown here: {', '.join(words)}."


def _dynamic_cells(parts: package.Parts, sheet: str) -> set[Address]:
    """Return the cells whose array formula spills, by their mark, and has no fixed area."""
    cells = Sheet(parts, sheet).cells
    return {place for place, cell in cells.items() if cell.get("cm", "0") != "0"}


def _loaded(path: str | os.PathLike[str], parts: package.Parts) -> fz.Workbook:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    try:
        return fz.load_workbook_bytes(file.getvalue())
    except (OSError, RuntimeError, ValueError) as error:
        raise RecalculationError(f"{path} cannot be read by the engine: {error}") from error
