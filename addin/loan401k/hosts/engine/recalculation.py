"""A whole workbook: what is chosen is calculated by the engine and read, the rest is kept."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

import formualizer as fz

from ... import package
from ...declare import Cell
from ...errors import CellError
from ...package.addresses import LAST_COLUMN, Address, Area, Place
from ...package.cells import inside
from ...package.workbook import counts_from_1904
from . import formula as engine_text
from .cells import OWN_REASONS, to_engine
from .choice import Choice
from .doubts import Doubts
from .engine import BLOCK, Engine
from .file import loaded
from .formula import RecalculationError
from .reasons import Reasons
from .result import Diagnostics, Result

#: The most cells of an array formula's fixed area; a file may claim any area.
_LARGEST_BLOCK = 1_000_000
#: Functions that leave arguments out, and so perhaps a call that nobody here can calculate.
_CHOOSING = frozenset(("IF", "IFS", "CHOOSE", "SWITCH"))


def recalculated(
    sheets: package.Sheets,
    inputs: Mapping[Place, object],
    name: str,
    *,
    everything: bool,
    own: bool,
) -> Result:
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
    try:
        choice = Choice(sheets, inputs, everything=everything, own=own)
        if tables := choice.open_tables():
            from . import what_if

            tried = [*inputs, *what_if.inputs(tables)]
            trial = _Calculation(sheets, Choice(sheets, tried, everything=everything, own=own))
            choice.take(what_if.calculated(tables, trial.tried))
        return _Calculation(sheets, choice).result()
    except RecalculationError as error:
        raise RecalculationError(f"{name} {error}") from error


def collected(sheets: package.Sheets, values: Mapping[Place, Cell]) -> Result:
    """Return a workbook with values that were calculated elsewhere."""
    engine = Engine(loaded(sheets, lambda place: "" if place in values else None))
    shown: dict[str, dict[Address, Cell]] = {}
    for place, value in values.items():
        shown.setdefault(place.sheet, {})[place.address] = value
    return Result(sheets, shown, Diagnostics(), {}, set(), set(), engine.value)


class _Calculation:
    """The steps from what is chosen to values."""

    def __init__(self, sheets: package.Sheets, choice: Choice) -> None:
        self.sheets, self.choice = sheets, choice
        #: Plain formulas that give several values and are held to one.
        self.single: set[Place] = set()
        self.ready: dict[Place, str] = {}
        self._tried: Mapping[Place, Cell] = {}
        #: A column, the same on all sheets, in which no formula stands.
        self._free = _free_column({place.address.column for place in choice.cells})

    def tried(self, values: Mapping[Place, Cell]) -> Result:
        """Calculate with other values in cells that hold no formula."""
        self._tried = values
        return self.result()

    def result(self) -> Result:
        """Calculate and collect."""
        while True:
            engine = self._calculated()
            areas = {place: self._area(engine, place) for place in self.ready}
            # The engine lets every formula spill. One that is neither an array nor ours has one
            # cell; and where something spills further than before, others may read it.
            single = {p for p in areas if self._is_to_be_single(engine, p, areas[p])}
            self.single |= single
            grown = list(self._grown(areas))
            if not single and not self.choice.widen(grown) and not self._reached(engine, grown):
                return self._collected(engine, areas)

    def _reached(self, engine: Engine, grown: Iterable[Place]) -> bool:
        if not self.choice.undecided:
            return False
        from .targets import reached

        return self.choice.widen(reached(engine, self.choice, self._free, grown))

    def _calculated(self) -> Engine:
        self.ready = {place: self._fitted(place, t) for place, t in self.choice.ready.items()}
        totals = any(self.choice.readings[place].totals for place in self.ready)
        cleared = set(self._filled(self.ready))
        failed = {*self.choice.failed, *self._filled(self.choice.failed)}

        def content(place: Place) -> str | None:
            if place in self.ready:
                return self.ready[place]
            if place in failed:
                return "=#N/A"
            if place in self.choice.cells:
                reading = self.choice.readings[place]
                # A total leaves out other totals, which it knows by their formulas.
                return reading.text if totals and reading.totals and not reading.problem else None
            return "" if place in cleared else None

        engine = Engine(loaded(self.sheets, content))
        for place, value in self._tried.items():
            there = None if value is None else to_engine(value)
            engine.book.set_value(place.sheet, *place.address, there)
        try:
            engine.book.evaluate_all()
        except (RuntimeError, fz.ExcelEvaluationError) as error:
            raise RecalculationError(f"cannot be calculated: {error}") from error
        return engine

    def _filled(self, places: Iterable[Place]) -> Iterator[Place]:
        """Yield the cells that these formulas fill as the file says."""
        for place in places:
            if place in self.choice.fills:
                for cell in inside(self.choice.fills[place], self.sheets[place.sheet], ()):
                    yield Place(place.sheet, cell)

    def _fitted(self, place: Place, text: str) -> str:
        """Return a formula held to its fixed area, or to one cell."""
        if place in self.single:
            if self.choice.readings[place].ours:
                return f"={BLOCK}(1,1,{text[1:]})"
            return f"=@({text[1:]})"
        area = self.choice.cells[place].array
        if area is None or area.size > _LARGEST_BLOCK or self._spills(place):
            return text
        return f"={BLOCK}({area.bottom - area.top + 1},{area.right - area.left + 1},{text[1:]})"

    def _spills(self, place: Place) -> bool:
        """Tell by its mark whether an array formula has no fixed area."""
        return self.sheets[place.sheet].cells[place.address].get("cm", "0") != "0"

    def _area(self, engine: Engine, place: Place) -> Area:
        """Return the area that a calculated formula fills."""
        if place not in self.single and self.ready[place].startswith(f"={BLOCK}("):
            return self.choice.fills[place]
        return engine.extent(place)

    def _is_to_be_single(self, engine: Engine, place: Place, area: Area) -> bool:
        if place in self.single or self.choice.cells[place].array is not None:
            return False
        if area.size > 1:
            return not self.choice.readings[place].ours
        blocked = engine.value(place) == "#SPILL!"
        return blocked and isinstance(engine.ask(place.sheet, self.ready[place], self._free), list)

    def _grown(self, areas: Mapping[Place, Area]) -> Iterator[Place]:
        for place, area in areas.items():
            before = self.choice.fills.get(place) or Area(*place.address, *place.address)
            if area != before:
                for cell in area.addresses():
                    if not before.holds(cell):
                        yield Place(place.sheet, cell)

    def _collected(self, engine: Engine, areas: dict[Place, Area]) -> Result:
        filled = {p: area for p, area in areas.items() if area.size > 1 or p in self.choice.fills}
        given = {
            place: {cell: self._value(engine, place, cell) for cell in area.addresses()}
            for place, area in areas.items()
        }
        self._explain(engine, given)
        found = Diagnostics(dropped_names=self.choice.dropped_names)
        failed = self._failed(engine, given, found) | self.choice.failed
        unknown = {place for places in found.unknown_functions.values() for place in places}
        found.not_calculated.update(
            (str(place), error.reason)
            for place, error in failed.items()
            if str(place) not in unknown
        )
        if self.choice.undecided:
            from .targets import UNKNOWN, not_known

            unsure = not_known(engine, self.choice, self._free)
            found.not_calculated.update((str(place), UNKNOWN) for place in unsure)
        shown: dict[str, dict[Address, Cell]] = {}
        kept: set[Place] = set()
        uncalculated: set[Place] = set()
        for place in self.choice.cells:
            values = given[place] if place in given else dict(self._saved(engine, place))
            if place in failed and not self.choice.is_data_table(place):
                values = dict.fromkeys([place.address, *values], failed[place])
                uncalculated |= {Place(place.sheet, cell) for cell in values}
            elif place in self.choice.tabled:
                values = self.choice.tabled[place]
            elif place not in given:
                kept |= {Place(place.sheet, cell) for cell in values}
            if values:
                shown.setdefault(place.sheet, {}).update(values)
        return Result(self.sheets, shown, found, filled, kept, uncalculated, engine.value)

    def _explain(self, engine: Engine, given: Mapping[Place, dict[Address, Cell]]) -> None:
        """Give each error its reason."""
        errors = {
            Place(place.sheet, cell): (place, value)
            for place, values in given.items()
            for cell, value in values.items()
            if isinstance(value, CellError)
        }
        if not errors:
            return
        anchors = {
            Place(place.sheet, cell): place for place, values in given.items() for cell in values
        }
        formulas = {place: f"={self.choice.cells[place].text}" for place in given}
        found = Reasons(
            engine,
            formulas,
            self.ready,
            anchors,
            {cell: error for cell, (_, error) in errors.items()},
            self._free,
        ).all()
        for cell, (place, error) in errors.items():
            if cell in found:
                given[place][cell.address] = CellError(str(error), found[cell])

    def _saved(self, engine: Engine, place: Place) -> Iterator[tuple[Address, Cell]]:
        """Yield the values that are saved in the cells that a formula fills."""
        sheet = self.sheets[place.sheet]
        area = self.choice.fills.get(place) or Area(*place.address, *place.address)
        for one in inside(area, sheet, ()):
            here = Place(place.sheet, one)
            if sheet.has_value(one) and (here == place or here not in self.choice.cells):
                value = sheet.saved(one)
                yield one, engine.value(here) if value is None else value

    def _failed(
        self, engine: Engine, given: Mapping[Place, dict[Address, Cell]], found: Diagnostics
    ) -> dict[Place, CellError]:
        """Return what the engine has tried in vain, and what depends on it."""
        names = {name["name"].casefold() for name in engine.book.get_named_ranges()}
        problems = {}
        doubts = Doubts(self.sheets, self.choice, engine)
        for place in self.ready:
            text, value = f"={self.choice.cells[place].text}", given[place][place.address]
            if sentence := doubts.of(place, value):
                problems[place] = CellError("#N/A", sentence)
                continue
            error = value if isinstance(value, CellError) else None
            if error is not None and error.reason in OWN_REASONS:
                problems[place] = error
                continue
            unknown = engine_text.unknown_functions(text)
            for function in unknown:
                found.unknown_functions.setdefault(function, []).append(str(place))
            others = self.choice.readings[place].functions - set(map(str.upper, unknown))
            if unknown and not (error is None and others <= _CHOOSING):
                sentence = f"There is no function {unknown[0]} here."
                problems[place] = error or CellError("#NAME?", sentence)
            elif value == "#NAME?" and (words := engine_text.unknown_names(text, names)):
                found.not_calculated[str(place)] = f"Unknown here: {', '.join(words)}."
        return self.choice.with_dependents(problems)

    def _value(self, engine: Engine, anchor: Place, cell: Address) -> Cell:
        value = engine.value(Place(anchor.sheet, cell))
        if value is None:  # an area whose formula failed before it was filled, or a blank cell
            whole = engine.value(anchor)
            return whole if isinstance(whole, CellError) else 0.0
        return value


def _free_column(used: Collection[int]) -> int:
    """Return a column in which no formula stands, as near to the last of them as can be."""
    last = max(used, default=0)
    candidates = [*range(last + 1, LAST_COLUMN + 1), *range(last, 0, -1)]
    return next((column for column in candidates if column not in used), LAST_COLUMN)
