"""A whole workbook in the embedded engine: its formulas made ready, calculated and read."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping

import formualizer as fz

from ... import package
from ...declare import Cell
from ...errors import CellError
from ...package.addresses import Address, Area, Place
from ...package.workbook import counts_from_1904
from . import formula as engine_text
from .cells import OWN_REASONS
from .engine import BLOCK, Engine, settings
from .formula import RecalculationError
from .reasons import Reasons
from .result import Diagnostics, Result

#: The most cells of an array formula's fixed area; a file may claim any area.
_LARGEST_BLOCK = 1_000_000


def recalculated(sheets: package.Sheets, inputs: Mapping[Place, object], name: str) -> Result:
    """Return the calculated workbook; `engine.recalculate` says more."""
    if counts_from_1904(sheets.parts):
        raise RecalculationError(
            f"{name} counts dates from 1904: in Excel, File > Options > Advanced, switch off "
            "'Use 1904 date system' and save it again."
        )
    try:
        package.set_inputs(sheets, inputs)
    except (TypeError, ValueError) as error:
        raise RecalculationError(str(error)) from error
    package.clear_values(sheets)
    return _Calculation(sheets, name).result()


class _Calculation:
    """The steps from parts to values."""

    def __init__(self, sheets: package.Sheets, name: str) -> None:
        self.sheets, self.name = sheets, name
        self.formulas: dict[Place, str] = {}
        self.fixed: dict[Place, Area] = {}
        self.plain: list[Place] = []
        self.ready: dict[Place, str] = {}
        self.refused: dict[Place, str] = {}
        self.diagnostics = Diagnostics()
        self._read()
        #: A column, the same on all sheets, in which no formula stands.
        self._free = 1 + max((place.address.column for place in self.formulas), default=0)

    def _read(self) -> None:
        for place, text, array in package.formula_cells(self.sheets):
            if not text:
                self.diagnostics.not_calculated[str(place)] = "It belongs to a data table."
                continue
            self.formulas[place] = f"={text}"
            if array is None:
                self.plain.append(place)
            elif not self._spills(place) and array.size <= _LARGEST_BLOCK:
                self.fixed[place] = array

    def _spills(self, place: Place) -> bool:
        """Tell by its mark whether an array formula has no fixed area."""
        return self.sheets[place.sheet].cells[place.address].get("cm", "0") != "0"

    def result(self) -> Result:
        """Calculate and collect."""
        engine = self._calculated()
        # An ordinary formula has one cell. The engine lets it spill, over what stands beside it:
        # start again with such formulas held to their cell.
        while spilled := {place for place in self.plain if self._gives_block(engine, place)}:
            self.diagnostics.cut_to_one_value.extend(str(p) for p in self.plain if p in spilled)
            self.plain = [place for place in self.plain if place not in spilled]
            self.fixed |= {place: Area(*place.address, *place.address) for place in spilled}
            engine = self._calculated()
        anchors = dict(self._anchors(engine))
        values = {place: self._value(engine, place, anchor) for place, anchor in anchors.items()}
        reasons = Reasons(engine, self.formulas, self.ready, anchors, values, self.refused).all()
        self._diagnose(engine, values, reasons)
        for place, reason in reasons.items():
            if place in values:
                values[place] = CellError(str(values[place]), reason)
        by_sheet: dict[str, dict[Address, Cell]] = {}
        for (sheet, cell), value in values.items():
            by_sheet.setdefault(sheet, {})[cell] = value
        said = {place: reason for place, reason in reasons.items() if place in values}
        return Result(self.sheets, by_sheet, said, self.diagnostics, engine)

    def _calculated(self) -> Engine:
        engine = Engine(_loaded(self.name, self.sheets.saved()))
        self.ready = dict(self.formulas)
        for place, text in self.formulas.items():
            try:
                ready = self._for_engine(place, text)
            except engine_text.FormulaError as error:
                self.refused[place] = str(error)
                ready = "=#NAME?"
            if ready != text:
                self.ready[place] = ready
                engine.book.set_formula(place.sheet, *place.address, ready)
        try:
            engine.book.evaluate_all()
        except (RuntimeError, fz.ExcelEvaluationError) as error:
            raise RecalculationError(f"{self.name} cannot be calculated: {error}") from error
        return engine

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

    def _gives_block(self, engine: Engine, place: Place) -> bool:
        if engine.extent(place).size > 1:
            return True
        blocked = engine.value(place) == "#SPILL!"
        return blocked and isinstance(engine.ask(place.sheet, self.ready[place], self._free), list)

    def _value(self, engine: Engine, place: Place, anchor: Place) -> Cell:
        value = engine.value(place)
        if value is None:  # an area whose formula failed before it was filled, or a blank cell
            whole = engine.value(anchor)
            return whole if isinstance(whole, CellError) else 0.0
        return value

    def _anchors(self, engine: Engine) -> Iterator[tuple[Place, Place]]:
        """Yield every calculated cell with the cell that holds its formula."""
        for anchor in self.formulas:
            for cell in (self.fixed.get(anchor) or engine.extent(anchor)).addresses():
                yield Place(anchor.sheet, cell), anchor

    def _diagnose(
        self, engine: Engine, values: Mapping[Place, Cell], reasons: Mapping[Place, str]
    ) -> None:
        found = self.diagnostics
        for name in engine.book.name_import_diagnostics:
            scope = f"{name['scope_sheet']}!" if name["scope_sheet"] else ""
            found.dropped_names[scope + name["name"]] = name["definition"]
        names = {name["name"].casefold() for name in engine.book.get_named_ranges()}
        for place, text in self.formulas.items():
            value = values[place]
            of_the_engine = isinstance(value, CellError) and value.reason in OWN_REASONS
            if place in self.refused or of_the_engine:
                found.not_calculated[str(place)] = reasons[place]
                continue
            for function in engine_text.unknown_functions(text):
                found.unknown_functions.setdefault(function, []).append(str(place))
            if value == "#NAME?" and (words := engine_text.unknown_names(text, names)):
                found.not_calculated[str(place)] = f"Unknown here: {', '.join(words)}."


def _loaded(name: str, parts: package.Parts) -> fz.Workbook:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for part, content in parts.items():
            if part.endswith((".xml", ".rels")):  # no pictures, which may be large
                archive.writestr(part, content)
    try:
        config = settings(fz.WorkbookMode.Interactive)
        return fz.Workbook.from_bytes(file.getvalue(), config=config)
    except (OSError, RuntimeError, ValueError) as error:
        raise RecalculationError(f"{name} cannot be read by the engine: {error}") from error
