"""References to Excel's Tables, such as Debts[[#This Row],[APR]], as plain areas."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ....package.addresses import Area, Place
from ....package.tables import Table

_REFERENCE = re.compile(r"([^\[\]!]*)\[(.*)\]", re.DOTALL)
# A word in brackets; an apostrophe stands before what would end or begin one.
_WORD = re.compile(r"\[((?:'.|[^'\[\]])*)\]", re.DOTALL)
_ESCAPED = re.compile(r"'(.)", re.DOTALL)
_FROM_TO = re.compile(r"\]\s*:\s*\[")


class NotUnderstood(ValueError):
    """The reference names a table, a column or a row that the workbook does not have."""


def table_area(text: str, place: Place, tables: Mapping[str, Table]) -> tuple[str, Area]:
    """Return the sheet and the area that a table reference means in the formula of a cell.

    Raises NotUnderstood where there is no such area.
    """
    match = _REFERENCE.fullmatch(text)
    if match is None:
        raise NotUnderstood(text)
    table = _table(match[1], place, tables)
    rows, columns = _words(match[2])
    left, right = _columns(columns, table)
    top, bottom = _rows(rows, table, place)
    return table.sheet, Area(top, left, bottom, right)


def _table(name: str, place: Place, tables: Mapping[str, Table]) -> Table:
    if name:
        if name.casefold() not in tables:
            raise NotUnderstood(f"there is no table {name}")
        return tables[name.casefold()]
    for table in tables.values():  # without a name: the table in which the formula stands
        if table.sheet == place.sheet and table.area.holds(place.address):
            return table
    raise NotUnderstood("the formula stands in no table")


def _words(inside: str) -> tuple[set[str], list[str]]:
    """Return the rows that are named, without their #, and the columns, two for from and to."""
    this_row, inside = inside.startswith("@"), inside.removeprefix("@").strip()
    words = _WORD.findall(inside) if _WORD.match(inside) else [inside] if inside else []
    rows = {word[1:].casefold() for word in words if word.startswith("#")}
    columns = [_ESCAPED.sub(r"\1", word) for word in words if not word.startswith("#")]
    if len(columns) > 2 or (len(columns) == 2 and not _FROM_TO.search(inside)):
        raise NotUnderstood("its columns do not lie side by side")
    return rows | ({"this row"} if this_row else set()), columns


def _columns(names: list[str], table: Table) -> tuple[int, int]:
    known = [column.casefold() for column in table.columns]
    for name in names:
        if name.casefold() not in known:
            raise NotUnderstood(f"there is no column {name}")
    found = [table.area.left + known.index(name.casefold()) for name in names]
    return (min(found), max(found)) if found else (table.area.left, table.area.right)


def _rows(names: set[str], table: Table, place: Place) -> tuple[int, int]:
    whole, data = table.area, table.data
    spans = {
        "all": (whole.top, whole.bottom),
        "headers": (whole.top, data.top - 1),
        "data": (data.top, data.bottom),
        "totals": (data.bottom + 1, whole.bottom),
        "this row": (place.address.row, place.address.row),
    }
    if not names <= spans.keys():
        raise NotUnderstood("it names unknown rows")
    if "this row" in names and not data.top <= place.address.row <= data.bottom:
        raise NotUnderstood("the formula stands beside no row of the table")
    chosen = [spans[name] for name in names or {"data"}]
    top, bottom = min(first for first, _ in chosen), max(last for _, last in chosen)
    if top > bottom:
        raise NotUnderstood("the table has no such row")
    return top, bottom
