"""Data validation: what a workbook lets a person type into a cell."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..package.addresses import Address, area
from ..package.cells import Sheet
from ..package.markup import tag
from ..serial import to_serial
from .forms import DATE, GENERAL, written

if TYPE_CHECKING:
    from lxml import etree

    from ..hosts.engine.recalculation import Result

_TRUE = ("1", "true")
_NUMERIC = {"whole": "a whole number", "decimal": "a number", "date": "a date"}
_OPERATORS = {
    "between": "from {0} to {1}",
    "notBetween": "outside {0} to {1}",
    "equal": "equal to {0}",
    "notEqual": "other than {0}",
    "greaterThan": "above {0}",
    "lessThan": "below {0}",
    "greaterThanOrEqual": "at least {0}",
    "lessThanOrEqual": "at most {0}",
}
_REFERENCE = re.compile(
    r"(?:(?:'((?:[^']|'')+)'|([^'!]+))!)?(\$?[A-Z]+\$?\d+(?::\$?[A-Z]+\$?\d+)?)"
)


@dataclass(frozen=True)
class Rule:
    """One rule of a sheet."""

    sheet: str
    kind: str
    operator: str
    formulas: tuple[str, str]
    blank_allowed: bool
    #: What the author of the workbook says to a person who breaks it, "" for nothing.
    message: str

    def refuses(self, value: Any, result: Result) -> str:
        """Return what is allowed instead of the value, "" when the value is fine.

        Rules by a formula, or with bounds that are formulas, are left to the workbook.
        """
        if value is None:
            return "" if self.blank_allowed else "filled in"
        if self.kind == "list":
            words = self._words(result)
            fits = not words or written(value).casefold() in map(str.casefold, words)
            return "" if fits else f"one of {', '.join(words)}"
        measured = _measured(value, self.kind)
        bounds = [self._bound(text, result) for text in self.formulas]
        needed = bounds if self.operator in ("between", "notBetween") else bounds[:1]
        if self.kind in _NUMERIC:
            what = _NUMERIC[self.kind]
        elif self.kind == "textLength":
            what = "a text with a length"
        else:
            return ""
        if None in needed:
            return ""
        if measured is not None and _holds(self.operator, measured, *bounds):
            return ""
        form = DATE if self.kind == "date" else GENERAL
        return f"{what} {_OPERATORS[self.operator].format(*(written(b, form) for b in bounds))}"

    def _bound(self, text: str, result: Result) -> float | None:
        cells = self._cells(text, result)
        try:
            return float(cells[0] if len(cells) == 1 else text)
        except (TypeError, ValueError):
            return None

    def _words(self, result: Result) -> list[str]:
        """Return the words of a list, none when they cannot be told."""
        text = self.formulas[0]
        if text.startswith('"') and text.endswith('"'):
            return [word.strip() for word in text[1:-1].replace('""', '"').split(",")]
        return [written(cell) for cell in self._cells(text, result) if cell not in (None, "")]

    def _cells(self, text: str, result: Result) -> list[Any]:
        match = _REFERENCE.fullmatch(text)
        if match is None:
            return []
        sheet = (match[1] or match[2] or self.sheet).replace("''", "'")
        return [cell for row in result.rows(sheet, match[3]) for cell in row]


def rules(sheet: Sheet, place: Address) -> Iterator[Rule]:
    """Yield the rules for a cell that refuse what breaks them, rather than warn."""
    for rule in sheet.root.iterfind(f"{tag('dataValidations')}/{tag('dataValidation')}"):
        enforced = (
            rule.get("showErrorMessage") in _TRUE and rule.get("errorStyle", "stop") == "stop"
        )
        if enforced and any(area(part).holds(place) for part in rule.get("sqref", "").split()):
            yield _read(sheet.name, rule)


def _read(sheet: str, rule: etree._Element) -> Rule:
    one, two = (
        (rule.findtext(tag(f)) or "").strip().removeprefix("=") for f in ("formula1", "formula2")
    )
    return Rule(
        sheet=sheet,
        kind=rule.get("type", "none"),
        operator=rule.get("operator", "between"),
        formulas=(one, two),
        blank_allowed=rule.get("allowBlank") in _TRUE,
        message=" ".join(rule.get("error", "").split()),
    )


def _measured(value: Any, kind: str) -> float | None:
    """Return what the bounds apply to, None for a value of the wrong type."""
    if kind == "textLength":
        return float(len(written(value)))
    if isinstance(value, dt.date):
        return to_serial(value)
    if isinstance(value, bool) or not isinstance(value, float):
        return None
    return None if kind == "whole" and not value.is_integer() else value


def _holds(operator: str, value: float, low: float | None, high: float | None) -> bool:
    first = low if low is not None else 0.0
    inside = high is not None and first <= value <= high
    return {
        "between": inside,
        "notBetween": not inside,
        "equal": value == first,
        "notEqual": value != first,
        "greaterThan": value > first,
        "lessThan": value < first,
        "greaterThanOrEqual": value >= first,
        "lessThanOrEqual": value <= first,
    }[operator]
