"""Excel's Tables: what each is called, where it lies, and what its columns are."""

from __future__ import annotations

import re
from typing import NamedTuple

from .addresses import Area, area
from .markup import parse, relationships, tag
from .parts import Parts
from .workbook import sheet_parts

# As the format writes a character that XML or a heading cannot hold, such as a line break.
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


class Table(NamedTuple):
    """A table: its sheet, its whole area, its columns' names, the rows above and below its data."""

    sheet: str
    area: Area
    columns: tuple[str, ...]
    header_rows: int
    total_rows: int

    @property
    def data(self) -> Area:
        """The area between headings and totals."""
        top, left, bottom, right = self.area
        return Area(top + self.header_rows, left, bottom - self.total_rows, right)


def tables(parts: Parts) -> dict[str, Table]:
    """Return the tables of a workbook by their name in folded case."""
    found = {}
    for sheet, part in sheet_parts(parts).items():
        for link in relationships(parts, part).values():
            if link.kind != "table" or link.target not in parts:
                continue
            root = parse(parts, link.target)
            columns = root.iterfind(f"{tag('tableColumns')}/{tag('tableColumn')}")
            found[root.get("displayName", root.get("name", "")).casefold()] = Table(
                sheet,
                area(root.get("ref", "")),
                tuple(_ESCAPED.sub(_character, c.get("name", "")) for c in columns),
                int(root.get("headerRowCount", "1")),
                int(root.get("totalsRowCount", "0")),
            )
    return found


def _character(match: re.Match[str]) -> str:
    return chr(int(match[1], 16))
