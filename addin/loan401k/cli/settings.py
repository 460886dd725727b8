"""NAME=VALUE on the command line: which cell of a workbook it means, and whether it fits there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from ..nearest import did_you_mean
from ..package import Sheets, defined_names, formula_cells, named_places
from ..package.addresses import Place
from ..package.formats import DATE, GENERAL, forms, written
from ..template import PROBLEM, READY, YOURS
from .terminal import one_line
from .typed import parse_value

if TYPE_CHECKING:
    from ..hosts.engine.result import Result

_MOST_NAMES = 30


class SettingError(ValueError):
    """A setting that the workbook has no input for, or that does not fit the input."""


class Setting(NamedTuple):
    """One input: the name as the workbook has it, the cell to type into, the value."""

    name: str
    place: Place
    value: Any


def split(settings: Sequence[str]) -> dict[str, str]:
    """Return the texts of NAME=VALUE settings by name. Raises SettingError.

    >>> split(["Loan_Rate = 4.25%", "State=CA"])
    {'Loan_Rate': '4.25%', 'State': 'CA'}
    """
    found: dict[str, str] = {}
    for setting in settings:
        name, equals, value = setting.partition("=")
        name = name.strip()
        if not equals or not name:
            raise SettingError(f'"{setting}" is no setting; write NAME=VALUE.')
        if (shown := one_line(setting)) != setting:
            raise SettingError(f'"{shown}" holds a character that nobody sees; type it without.')
        if name.casefold() in map(str.casefold, found):
            raise SettingError(f"{name} is set twice.")
        found[name] = value.strip()
    return found


def placed(sheets: Sheets, texts: dict[str, str]) -> list[Setting]:
    """Return the settings with their cells and values. Case does not matter in names.

    Raises SettingError for a name that is no input of the workbook, or for a value of another
    type than the cell holds.
    """
    cells = input_cells(sheets)
    by_key = {name.casefold(): name for name in cells}
    found = []
    for typed, text in texts.items():
        name = by_key.get(typed.casefold())
        if name is None:
            raise SettingError(_unknown(sheets, typed, list(cells)))
        setting = Setting(name, cells[name], parse_value(text))
        _refuse_other_type(sheets, setting)
        found.append(setting)
    return found


def input_cells(sheets: Sheets) -> dict[str, Place]:
    """Return the cell to type into, by the input's name."""
    named = named_places(sheets.parts)
    by_key = {name.casefold(): place for name, place in named.items()}
    calculated = {cell.place for cell in formula_cells(sheets)}
    found = {}
    for name, place in named.items():
        place = by_key.get((name + YOURS).casefold(), place)
        is_typed = name.casefold().endswith(YOURS.casefold())
        if place not in calculated and not (is_typed and name[: -len(YOURS)].casefold() in by_key):
            found[name] = place
    return found


def _unknown(sheets: Sheets, typed: str, names: list[str]) -> str:
    for name in named_places(sheets.parts):
        if name.casefold() == typed.casefold():
            return f"{name} is calculated by the workbook; it is no input."
    if not names:
        return f"This workbook has no input {typed}; none of its cells to type into has a name."
    more = ", ..." if len(names) > _MOST_NAMES else ""
    listed = f" Its inputs are {', '.join(names[:_MOST_NAMES])}{more}."
    return f"This workbook has no input {typed}.{did_you_mean(typed, names) or listed}"


def _refuse_other_type(sheets: Sheets, setting: Setting) -> None:
    """Refuse a text for a number and the like: an input keeps the type that it holds."""
    if isinstance(setting.value, dt.date) and not _takes_dates(sheets, setting.place):
        raise SettingError(f"{setting.name} cannot be {setting.value}; it is no date.")
    cell = sheets[setting.place.sheet].cells.get(setting.place.address)
    if setting.value is None or cell is None or len(cell) == 0:
        return
    held = {"n": "a number", "b": "TRUE or FALSE"}.get(cell.get("t", "n"), "a text")
    if held != _type(setting.value):
        said = f'"{setting.value}"' if isinstance(setting.value, str) else written(setting.value)
        raise SettingError(f"{setting.name} cannot be {said}; it is {held}.")


def _takes_dates(sheets: Sheets, place: Place) -> bool:
    styles, style = forms(sheets.parts), sheets[place.sheet].style(place.address)
    return style >= len(styles) or styles[style] in (DATE, GENERAL)


def _type(value: Any) -> str:
    if isinstance(value, bool):
        return "TRUE or FALSE"
    return "a text" if isinstance(value, str) else "a number"


def refuse_misfits(result: Result) -> None:
    """Raise SettingError with the template's own sentence where it cannot use its inputs."""
    names = defined_names(result.sheets.parts)
    if {READY, PROBLEM} <= names.keys() and result.named(READY) is False:
        raise SettingError(str(result.named(PROBLEM)))
