"""NAME=VALUE on the command line: which cell of a workbook it means, and whether it fits there.

NAME.2=VALUE,VALUE means the second row of a named area, such as a list of debts.
"""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from ..nearest import did_you_mean
from ..package import Sheets, defined_names, formula_cells, named_areas, named_places
from ..package.addresses import Address, Area, Place
from ..package.formats import DATE, GENERAL, forms, written
from ..template import PROBLEM, READY, YOURS
from .terminal import one_line
from .typed import parse_value

if TYPE_CHECKING:
    from ..hosts.engine.result import Result

_MOST_NAMES = 30
_CALCULATED = "{} is calculated by the workbook; it is no input."


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
        if area := _area_of(sheets, typed):
            found += _row(sheets, area, typed, text)
            continue
        name = by_key.get(typed.casefold())
        if name is None:
            raise SettingError(_unknown(sheets, typed, list(cells)))
        setting = Setting(name, cells[name], parse_value(text))
        _refuse_other_type(sheets, setting)
        found.append(setting)
    return found


class _Area(NamedTuple):
    """A named area to type into."""

    name: str
    sheet: str
    cells: Area

    @property
    def rows(self) -> int:
        return self.cells.bottom - self.cells.top + 1

    @property
    def columns(self) -> int:
        return self.cells.right - self.cells.left + 1


def areas(sheets: Sheets) -> Iterator[_Area]:
    """Yield the named areas of several cells, Excel's own names left out."""
    for name, (sheet, cells) in named_areas(sheets.parts).items():
        if cells.size > 1:
            yield _Area(name, sheet, cells)


def _area_of(sheets: Sheets, typed: str) -> _Area | None:
    """Return the area of which a setting means a row; None where it means a cell."""
    name, dot, _ = typed.partition(".")
    key = name.strip().casefold() if dot else ""
    return next((area for area in areas(sheets) if area.name.casefold() == key), None)


def _row(sheets: Sheets, area: _Area, typed: str, text: str) -> list[Setting]:
    """Return a setting for each cell of one row of an area that no formula fills.

    Such a cell is given as a blank.
    """
    number = typed.partition(".")[2].strip()
    if not number.isdecimal() or not 1 <= int(number) <= area.rows:
        raise SettingError(
            f"{typed} is no row; {area.name}.1 to {area.name}.{area.rows} are, "
            f"each with {area.columns} values and commas between."
        )
    values = next(csv.reader([" ".join(text.split())], skipinitialspace=True), [])
    if len(values) > area.columns:
        raise SettingError(
            f"{typed} takes {area.columns} values with commas between; these are {len(values)} "
            '(write "4,000" in quotes, or 4000).'
        )
    values += [""] * (area.columns - len(values))
    row = area.cells.top + int(number) - 1
    found = []
    for k, value in enumerate(values):
        setting = Setting(
            typed, Place(area.sheet, Address(row, area.cells.left + k)), parse_value(value)
        )
        if not _is_calculated(sheets, setting.place):
            found.append(setting)
        elif setting.value is not None:
            raise SettingError(_CALCULATED.format(f"Value {k + 1} of {typed}"))
    return found


def _is_calculated(sheets: Sheets, place: Place) -> bool:
    sheet = sheets[place.sheet]
    filled = (block.holds(place.address) for block in sheet.arrays().values())
    return sheet.has_formula(place.address) or any(filled)


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
            return _CALCULATED.format(name)
    rows = [
        f"{area.name}.{typed.partition('.')[2] or 1}"
        for area in areas(sheets)
        if not _is_calculated(
            sheets, Place(area.sheet, Address(area.cells.bottom, area.cells.left))
        )
    ]
    if not names and not rows:
        return f"This workbook has no input {typed}; none of its cells to type into has a name."
    more = ", ..." if len(names) > _MOST_NAMES else ""
    listed = f" Its inputs are {', '.join((names or rows)[:_MOST_NAMES])}{more}."
    near = did_you_mean(typed, [*names, *rows])
    return f"This workbook has no input {typed}.{near or listed}"


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
