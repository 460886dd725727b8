"""Why the cells of a calculated workbook show errors."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import formualizer as fz

from ...errors import CellError, ErrorInArgument
from ...package.addresses import Area, area
from .cells import Place, cell_value, places, quoted, shown
from .engine import Book, Cell
from .formula import FormulaError, check, explain_name_error


class Reasons:
    """Finds the reason of each error: its own, or that of the cell it came from."""

    def __init__(
        self,
        book: Book,
        formulas: Mapping[Place, str],
        ready: Mapping[Place, str],
        anchors: Mapping[Place, Place],
        values: Mapping[Place, Cell],
        known: Mapping[Place, str],
    ) -> None:
        """Take the formulas as written and as the engine has them, and what came of them.

        `known` are the reasons why some were not given to the engine.
        """
        self.book, self.formulas, self.ready, self.anchors = book, formulas, ready, anchors
        self.errors = {p: v for p, v in values.items() if isinstance(v, CellError)}
        self.names = {name["name"].casefold() for name in book.book.get_named_ranges()}
        self._column = max((place.column for _, place in values), default=0) + 1
        self._answers: dict[Place, Any] = {
            place: CellError(str(values[place]), reason) for place, reason in known.items()
        }
        self._origins: dict[Place, tuple[Place, str]] = {}

    def all(self) -> dict[Place, str]:
        """Return the reason of each error for which one is known."""
        reasons = {}
        for place, error in list(self.errors.items()):
            origin, reason = self._origin(place)
            if origin != place:
                reason = f"{shown(origin)}: {reason}" if reason else f"{shown(origin)} is {error}."
            if reason:
                reasons[place] = reason
        return reasons

    def _origin(self, place: Place) -> tuple[Place, str]:
        """Return the cell where the error arose, and why, "" when that is not known."""
        path: list[Place] = []
        here: Place | None = place
        while here is not None and here not in self._origins:
            path.append(here)
            reason = self._own(here)
            passed_on = reason in ("", str(ErrorInArgument(CellError(self.errors[here]))))
            here = self._source(here, path) if passed_on else None
        found = (path[-1], reason) if here is None else self._origins[here]
        self._origins.update(dict.fromkeys(path, found))
        return self._origins[place]

    def _own(self, place: Place) -> str:
        """Return the reason that the cell's own formula gives, "" when it gives none."""
        anchor = self.anchors.get(place)
        if anchor is None:
            return ""
        error = self.errors[place]
        if anchor not in self._answers:
            self._answers[anchor] = self._ask(anchor, self.ready[anchor])
        answer = self._answers[anchor]
        if isinstance(answer, list):
            row, column = place[1].row - anchor[1].row, place[1].column - anchor[1].column
            inside = row < len(answer) and column < len(answer[row])
            answer = answer[row][column] if inside else None
        reason = answer.reason if isinstance(answer, CellError) and answer == error else ""
        if not reason and not error.reason and error == "#NAME?":
            return " ".join(explain_name_error(self.formulas[anchor], self.names))
        return reason or error.reason

    def _ask(self, anchor: Place, text: str) -> Any:
        try:
            check(text)
        except FormulaError as error:
            return CellError("#NAME?", str(error))
        return self.book.ask(anchor[0], text, self._column)

    def _source(self, place: Place, path: list[Place]) -> Place | None:
        """Return a cell that the formula reads and that holds the same error."""
        error = self.errors[place]
        for sheet, block in self._read_by(self.anchors.get(place, place)):
            if block.size == 1:
                cells = [(sheet, next(places(block)))]
            else:
                cells = [p for p in self.errors if p[0] == sheet and block.holds(p[1])]
            for cell in cells:
                if cell in path:
                    continue
                if cell not in self.anchors:
                    value = cell_value(self.book, cell)
                    if isinstance(value, CellError):
                        self.errors.setdefault(cell, value)
                if self.errors.get(cell) == error:
                    return cell
        return None

    def _read_by(self, anchor: Place) -> Iterator[tuple[str, Area]]:
        """Yield the areas that the formula of a cell reads."""
        try:
            report = self.book.book.precedents(quoted(anchor))
        except fz.InspectionError:
            return
        for precedent in report.precedents:
            reference = precedent.reference
            found = reference.resolution or reference
            text = reference.address or reference.resolved or found.address or found.resolved
            sheet, _, cells = (text or "").rpartition("!")
            try:
                block = area(cells)
            except ValueError:  # a name that is no area
                continue
            yield sheet.strip("'").replace("''", "'"), block
