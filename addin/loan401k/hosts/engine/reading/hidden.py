"""Hidden rows, which SUBTOTAL and AGGREGATE leave out and the engine does not."""

from __future__ import annotations

from collections.abc import Iterator

from ....package import Sheets
from ....package.addresses import Area
from ....package.markup import parse, relationships, tag
from ....package.stored import TRUE


class HiddenRows:
    """The hidden rows of a workbook's sheets."""

    def __init__(self, sheets: Sheets) -> None:
        self._sheets = sheets
        self._rows: dict[str, list[int]] = {}

    def inside(self, sheet: str, area: Area) -> list[int]:
        """Return the hidden rows of an area."""
        return [row for row in self._of(sheet) if area.top <= row <= area.bottom]

    def anywhere(self) -> bool:
        """Tell whether the workbook has a hidden row."""
        return any(map(self._of, self._sheets))

    def _of(self, sheet: str) -> list[int]:
        if sheet not in self._rows:
            found = self._sheets[sheet]
            usual = found.root.find(tag("sheetFormatPr"))
            height = "0" if usual is not None and usual.get("zeroHeight") in TRUE else ""
            self._rows[sheet] = sorted(
                number
                for number, row in found.rows.items()
                if row.get("hidden") in TRUE or _is_nothing(row.get("ht", height))
            )
        return self._rows[sheet]

    def visible(self, sheet: str, area: Area) -> Iterator[Area]:
        """Yield the parts of an area between its hidden rows."""
        top = area.top
        for row in [*self.inside(sheet, area), area.bottom + 1]:
            if row > top:
                yield Area(top, area.left, row - 1, area.right)
            top = row + 1

    def filtered(self, sheet: str) -> bool:
        """Tell whether rows of a sheet may be hidden by a filter."""
        found = self._sheets[sheet]
        parts = self._sheets.parts
        links = relationships(parts, found.part).values()
        roots = [found.root]
        roots += [parse(parts, one.target) for one in links if one.kind == "table"]
        filters = f".//{tag('autoFilter')}/{tag('filterColumn')}"
        return any(root.find(filters) is not None for root in roots)


def _is_nothing(height: str) -> bool:
    return height != "" and not height.strip("0.")
