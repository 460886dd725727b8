"""Why the cells of a calculated workbook show errors."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from typing import Any

import formualizer as fz

from ...declare import Cell
from ...errors import CellError, ErrorInArgument
from ...package.addresses import Area, Place, reference
from .engine import Engine
from .formula import FormulaError, check, explain_name_error


class Reasons:
    """Finds the reason of each error: its own, or that of the cell it came from."""

    def __init__(
        self,
        engine: Engine,
        formulas: Mapping[Place, str],
        ready: Mapping[Place, str],
        anchors: Mapping[Place, Place],
        values: Mapping[Place, Cell],
        column: int,
    ) -> None:
        """Take the formulas as written and as the engine has them, and what came of them.

        Questions are asked in the last row of `column`.
        """
        self.engine, self.formulas, self.ready, self.anchors = engine, formulas, ready, anchors
        self.errors = {p: v for p, v in values.items() if isinstance(v, CellError)}
        self.names = {name["name"].casefold() for name in engine.book.get_named_ranges()}
        self._column = column
        self._answers: dict[Place, Any] = {}
        self._origins: dict[Place, tuple[Place, str]] = {}

    def all(self) -> dict[Place, str]:
        """Return the reason of each error for which one is known."""
        self._ask()
        reasons = {}
        for place, error in list(self.errors.items()):
            origin, reason = self._origin(place)
            if origin != place:
                reason = f"{origin}: {reason}" if reason else f"{origin} is {error}."
            if reason:
                reasons[place] = reason
        return reasons

    def _origin(self, place: Place) -> tuple[Place, str]:
        """Return the cell where the error arose, and why, "" when that is not known."""
        path: dict[Place, None] = {}
        here: Place | None = place
        while here is not None and here not in self._origins:
            path[here] = None
            reason = self._own(here)
            passed_on = reason in ("", str(ErrorInArgument(CellError(self.errors[here]))))
            here = self._source(here, path) if passed_on else None
        found = (next(reversed(path)), reason) if here is None else self._origins[here]
        self._origins.update(dict.fromkeys(path, found))
        return self._origins[place]

    def _own(self, place: Place) -> str:
        """Return the reason that the cell's own formula gives, "" when it gives none."""
        anchor = self.anchors.get(place)
        if anchor is None:
            return ""
        error = self.errors[place]
        answer = self._answers[anchor]
        if isinstance(answer, list):
            row = place.address.row - anchor.address.row
            column = place.address.column - anchor.address.column
            inside = row < len(answer) and column < len(answer[row])
            answer = answer[row][column] if inside else None
        reason = answer.reason if isinstance(answer, CellError) and answer == error else ""
        if not reason and not error.reason and error == "#NAME?":
            return " ".join(explain_name_error(self.formulas[anchor], self.names))
        return reason or error.reason

    def _ask(self) -> None:
        """Have the formulas of the errors calculated again, for what they say."""
        asked = {}
        for anchor in {self.anchors[place] for place in self.errors} - self._answers.keys():
            try:
                check(self.ready[anchor])
            except FormulaError as error:
                self._answers[anchor] = CellError("#NAME?", str(error))
            else:
                asked[anchor] = (anchor.sheet, self.ready[anchor])
        answers = self.engine.ask_all(list(asked.values()), self._column)
        self._answers.update(zip(asked, answers, strict=True))

    def _source(self, place: Place, path: Container[Place]) -> Place | None:
        """Return a cell that the formula reads and that holds the same error."""
        error = self.errors[place]
        for sheet, block in self._read_by(self.anchors.get(place, place)):
            for cell in self._perhaps_errors(sheet, block):
                if cell in path:
                    continue
                if cell not in self.anchors:
                    value = self.engine.value(cell)
                    if isinstance(value, CellError):
                        self.errors.setdefault(cell, value)
                if self.errors.get(cell) == error:
                    return cell
        return None

    def _perhaps_errors(self, sheet: str, block: Area) -> Iterator[Place]:
        """Yield the cells of an area that may be errors, at the lesser trouble."""
        if block.size <= len(self.errors):
            return (Place(sheet, cell) for cell in block.addresses())
        return (p for p in self.errors if p.sheet == sheet and block.holds(p.address))

    def _read_by(self, anchor: Place) -> Iterator[tuple[str, Area]]:
        """Yield the areas that the formula of a cell reads."""
        try:
            report = self.engine.book.precedents(str(anchor))
        except fz.InspectionError:
            return
        for precedent in report.precedents:
            read = precedent.reference
            found = read.resolution or read
            text = read.address or read.resolved or found.address or found.resolved
            try:
                yield reference(text or "")
            except ValueError:  # a name that is no area
                continue
