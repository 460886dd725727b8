"""A calculated workbook as a person sees it: values in the form of their cells, tables, names."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from ..errors import CellError
from ..package import defined_names, formula_cells, single_cell
from ..package.addresses import Address, Area, address, area
from ..package.cells import Sheet
from ..package.markup import parse, tag
from .forms import GENERAL, Form, in_full, is_number, of_format, written

if TYPE_CHECKING:
    from ..hosts.engine.recalculation import Result

_STYLES = "xl/styles.xml"

# Formats that the file names by number only (ISO/IEC 29500-1, 18.8.30), as far as they are told
# apart here; the rest are written like General.
_BUILT_IN = {
    1: "0",
    2: "0.00",
    **dict.fromkeys((3, 37, 38, 41), "#,##0"),
    **dict.fromkeys((4, 39, 40, 43), "#,##0.00"),
    **dict.fromkeys((5, 6, 42), '"$"#,##0'),
    **dict.fromkeys((7, 8, 44), '"$"#,##0.00'),
    9: "0%",
    10: "0.00%",
    **dict.fromkeys((14, 15, 16, 17, 22), "yyyy-mm-dd"),
}


class Block(NamedTuple):
    """A rectangle of cells: where, the values in full, and as texts."""

    sheet: str
    area: Area
    values: list[list[Any]]
    texts: list[list[str]]

    @property
    def right(self) -> list[bool]:
        """Whether each column holds numbers, which align to the right."""
        return [any(map(is_number, column)) for column in zip(*self.values, strict=True)]


class Shown:
    """The cells of a calculated workbook."""

    def __init__(self, result: Result) -> None:
        self.result = result
        self._parts = result.parts
        self._sheets: dict[str, Sheet] = {}

    def form(self, sheet: str, place: Address) -> Form:
        """Return the form in which the cell shows a number."""
        cells = self._sheet(sheet).cells
        style = cells[place].get("s", "0") if place in cells else self._style(sheet, place)
        return self._forms[int(style)] if int(style) < len(self._forms) else GENERAL

    def text(self, sheet: str, a1: str) -> str:
        """Return what a cell shows."""
        return _line(self.result.cell(sheet, a1), self.form(sheet, address(a1)))

    def in_full(self, sheet: str, a1: str) -> Any:
        """Return the value of a cell for JSON."""
        return in_full(self.result.cell(sheet, a1), self.form(sheet, address(a1)))

    def block(self, sheet: str, cells: Area) -> Block:
        """Return the cells of an area without the rows at its end that show nothing."""
        rows = self.result.rows(sheet, str(cells))
        while len(rows) > 1 and all(cell in (None, "") for cell in rows[-1]):
            rows.pop()
        places = [
            [Address(cells.top + i, cells.left + k) for k in range(len(row))]
            for i, row in enumerate(rows)
        ]
        forms = [[self.form(sheet, place) for place in row] for row in places]
        pairs = [list(zip(*both, strict=True)) for both in zip(rows, forms, strict=True)]
        return Block(
            sheet,
            Area(cells.top, cells.left, cells.top + len(rows) - 1, cells.right),
            [[in_full(value, form) for value, form in row] for row in pairs],
            [[_line(value, form) for value, form in row] for row in pairs],
        )

    def named(self, name: str) -> Block:
        """Return the cells that a defined name of the workbook stands for."""
        sheet, _, cells = defined_names(self._parts)[name].rpartition("!")
        return self.block(sheet.strip("'").replace("''", "'"), area(cells))

    def names(self) -> dict[tuple[str, str], str]:
        """Return the defined name of each cell that has one."""
        found = {}
        for name, text in defined_names(self._parts).items():
            try:
                cell = single_cell(text)
            except ValueError:
                continue
            if cell is not None:
                found[cell] = name.rpartition("!")[2]
        return found

    def arrays(self) -> Iterator[tuple[str, Area]]:
        """Yield the areas, larger than one cell, that array formulas fill."""
        formulas = {(cell.sheet, cell.a1): cell for cell in formula_cells(self._parts)}
        for cell in formulas.values():
            if cell.array is None:
                continue
            filled = self._filled(cell.sheet, address(cell.a1), formulas)
            if filled.size > 1:
                yield cell.sheet, filled

    def _filled(self, sheet: str, anchor: Address, formulas: Any) -> Area:
        """Return the area of an array formula: the cells right and below that it gives."""
        values = self.result.values[sheet]

        def given(row: int, column: int) -> bool:
            a1 = str(Address(row, column))
            return a1 in values and (sheet, a1) not in formulas

        bottom, right = anchor
        while given(bottom + 1, anchor.column):
            bottom += 1
        while given(anchor.row, right + 1):
            right += 1
        return Area(*anchor, bottom, right)

    def errors(self) -> Iterator[tuple[str, CellError]]:
        """Yield the errors of formulas with the places of their cells."""
        for sheet, values in self.result.values.items():
            for a1, value in values.items():
                if isinstance(value, CellError):
                    yield f"{sheet}!{a1}", value

    def _style(self, sheet: str, place: Address) -> str:
        """Return the style that an absent cell shows: its row's, else its column's."""
        row = self._sheet(sheet).rows.get(place.row)
        if row is not None and row.get("customFormat") in ("1", "true"):
            return row.get("s", "0")
        for column in self._sheet(sheet).root.iterfind(f"{tag('cols')}/{tag('col')}"):
            if int(column.get("min", 0)) <= place.column <= int(column.get("max", 0)):
                return column.get("style", "0")
        return "0"

    def _sheet(self, name: str) -> Sheet:
        if name not in self._sheets:
            self._sheets[name] = Sheet(self._parts, name)
        return self._sheets[name]

    @cached_property
    def _forms(self) -> list[Form]:
        if _STYLES not in self._parts:
            return []
        root = parse(self._parts, _STYLES)
        codes: dict[int, str] = dict(_BUILT_IN)
        for custom in root.iterfind(f"{tag('numFmts')}/{tag('numFmt')}"):
            codes[int(custom.get("numFmtId", 0))] = custom.get("formatCode", "")
        formats = root.iterfind(f"{tag('cellXfs')}/{tag('xf')}")
        return [of_format(codes.get(int(xf.get("numFmtId", 0)), "General")) for xf in formats]


def _line(value: Any, form: Form) -> str:
    return " ".join(written(value, form).split())
