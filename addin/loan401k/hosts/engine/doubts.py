"""What calculated values show of results that may not be Excel's."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ...declare import Cell
from ...errors import CellError
from ...package import Sheets
from ...package.addresses import Address, Area, Place
from ...package.markup import tag
from .choice import Choice
from .engine import Engine
from .file import READABLE
from .reading.read import Reading
from .reading.trust import (
    CHANGE_CASE,
    REFUSE_NUMBER_TEXTS,
    TAKE_NUMBER_TEXTS,
    TELL_ERRORS,
)

_V = tag("v")
#: A number in a text as the engine writes it: with more than 15 digits, or as less than nothing.
_WRITTEN_NUMBER = re.compile(r"(?<![\d.])(?:0\.0*|(?=\d+\.))(?:\d\.?){16,}|(?<!\w)-0(?![\d.])")
#: What the engine says of a text that Excel may take for a number, a date or a sum of money.
_NO_NUMBER = re.compile(r"^Cannot convert '[^']*\d[^']*' to")


class Doubts:
    """Doubts about the results of one calculation."""

    def __init__(self, sheets: Sheets, choice: Choice, engine: Engine) -> None:
        self._sheets, self._choice, self._engine = sheets, choice, engine
        self._odds: dict[str, dict[str, set[Address]]] = {}

    def of(self, place: Place, value: Cell) -> str:
        """Return why a result may not be Excel's, as the values show, "" where nothing does."""
        reading = self._choice.readings[place]
        if isinstance(value, CellError):
            if _NO_NUMBER.search(value.reason):
                return "It takes a text for a number, which the engine may read otherwise."
            if reading.anything and self._choice.failed:
                return "It may read a cell that could not be calculated."
        elif isinstance(value, str) and _WRITTEN_NUMBER.search(value):
            return "It writes a number into a text otherwise than Excel does: ROUND it."
        may_hide = isinstance(value, CellError) or not reading.tells_errors
        wrong = TAKE_NUMBER_TEXTS | (REFUSE_NUMBER_TEXTS if may_hide else frozenset())
        for functions, kind, sentence in (
            (wrong, "number text", "a text that looks like a number"),
            (CHANGE_CASE, "other letters", "letters that are not English"),
            (TELL_ERRORS, "new error", "an error that it does not know"),
        ):
            if not reading.functions.isdisjoint(functions) and self._reads(reading, kind):
                return f"It reads {sentence}, which the engine may take otherwise than Excel."
        if self._holds(reading.shown, "truth value"):
            return "TEXT takes a truth value, which the engine writes otherwise than Excel."
        if self._holds(reading.texts, "long number"):
            return (
                "It takes a number of more than 15 digits for a text, which Excel cuts: ROUND it."
            )
        if value == "#VALUE!" and self._reads(reading, "new error"):
            return "It reads an error that the engine does not know."
        return ""

    def _reads(self, reading: Reading, kind: str) -> bool:
        """Tell whether a formula reads a value of an odd kind."""
        return self._holds(reading.areas, kind)

    def _holds(self, areas: Iterable[tuple[str, Area]], kind: str) -> bool:
        for sheet, area in areas:
            odd = self._odd(sheet).get(kind, set())
            if area.size < len(odd):
                found = any(cell in odd for cell in area.addresses())
            else:
                found = any(map(area.holds, odd))
            if found:
                return True
        return False

    def _odd(self, sheet: str) -> dict[str, set[Address]]:
        """Return the cells of a sheet that hold odd values, by kind."""
        if sheet not in self._odds:
            found = self._odds.setdefault(sheet, {})
            for cell, element in self._sheets[sheet].cells.items():
                is_new = element.get("t") == "e" and element.findtext(_V, "") not in READABLE
                kind = "new error" if is_new else _kind(self._engine.value(Place(sheet, cell)))
                if kind:
                    found.setdefault(kind, set()).add(cell)
        return self._odds[sheet]


def _kind(value: Cell) -> str:
    """Return what is odd about a value, "" where nothing is."""
    if isinstance(value, bool):
        return "truth value"
    if isinstance(value, float):
        return "long number" if _WRITTEN_NUMBER.search(repr(value)) else ""
    if not isinstance(value, str) or isinstance(value, CellError):
        return ""
    try:
        float(value)
    except ValueError:
        return "" if value.isascii() else "other letters"
    return "number text"
