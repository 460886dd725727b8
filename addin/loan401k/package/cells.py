"""The worksheets of a file, and the cells of one, reached by address."""

from __future__ import annotations

import bisect
from collections.abc import Collection, Iterator

from lxml import etree

from .addresses import Address, Area, Place, address, area
from .markup import NotAWorkbook, parse, replaced, tag
from .parts import Parts
from .stored import saved, stored
from .workbook import counts_from_1904, sheet_part, sheet_parts

_C, _F, _V, _IS, _ROW = tag("c"), tag("f"), tag("v"), tag("is"), tag("row")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_TRUE = ("1", "true")


def array_area(formula: etree._Element, place: Address) -> Area:
    """Return the area that the formula of a cell fills; one that is no reference is the cell."""
    try:
        found = area(formula.get("ref") or str(place))
    except ValueError:
        found = None
    alone = Area(*place, *place)
    return found if found is not None and (found.top, found.left) == place else alone


class Sheets:
    """The sheets of a workbook by name, each parsed when it is first asked for, and then kept.

    What is changed in them is in `saved()`; `parts` stay as they were given.
    """

    def __init__(self, parts: Parts) -> None:
        self.parts = parts
        self._read: dict[str, Sheet] = {}

    def __iter__(self) -> Iterator[str]:
        return iter(sheet_parts(self.parts))

    def __getitem__(self, name: str) -> Sheet:
        """Return a sheet. Raises ValueError where the workbook has none of this name."""
        if name not in self._read:
            self._read[name] = Sheet(self.parts, name)
        return self._read[name]

    def saved(self) -> Parts:
        """Return the parts with the sheets as they are now; unchanged ones keep their bytes."""
        out = dict(self.parts)
        for sheet in self._read.values():
            if sheet.changed:
                out = replaced(out, sheet.part, sheet.root)
        return out


class Sheet:
    """One worksheet: `root` is the part's root element, `cells` the cell elements by address."""

    def __init__(self, parts: Parts, sheet: str) -> None:
        self.name = sheet
        self.part = sheet_part(parts, sheet)
        self.root = parse(parts, self.part)
        self.changed = False
        self.from_1904 = counts_from_1904(parts)
        self.rows: dict[int, etree._Element] = {}
        self.cells: dict[Address, etree._Element] = {}
        self._data = self.root.find(tag("sheetData"))  # None on a chart sheet
        if self._data is not None:
            try:
                self._read_rows(self._data)
            except ValueError as error:
                raise NotAWorkbook(f"its part {self.part} has an odd address: {error}") from error
        self._row_numbers = sorted(self.rows)
        self._column_styles = [
            (int(column.get("min", 0)), int(column.get("max", 0)), int(column.get("style", 0)))
            for column in self.root.iterfind(f"{tag('cols')}/{tag('col')}")
        ]

    def _read_rows(self, data: etree._Element) -> None:
        number = 0
        for row in data.iterchildren(_ROW):
            # The addresses may be left out; then each row and cell follows the one before.
            number = int(row.get("r", number + 1))
            row.set("r", str(number))
            self.rows[number] = row
            column = 0
            for cell in row.iterchildren(_C):
                text = cell.get("r")
                place = address(text) if text else Address(number, column + 1)
                cell.set("r", str(place))
                column = place.column
                self.cells[place] = cell

    def formulas(self) -> list[Address]:
        """Return the places of the cells that hold a formula themselves."""
        return [place for place in self.cells if self.has_formula(place)]

    def arrays(self) -> dict[Address, Area]:
        """Return the area of every array formula by the cell that holds it."""
        return self._areas("array")

    def data_tables(self) -> dict[Address, Area]:
        """Return the area of every data table by the cell that holds what is said of it."""
        return self._areas("dataTable")

    def _areas(self, kind: str) -> dict[Address, Area]:
        found = {}
        for place, cell in self.cells.items():
            formula = cell.find(_F)
            if formula is not None and formula.get("t") == kind:
                found[place] = array_area(formula, place)
        return found

    def saved(self, place: Address) -> float | bool | str | None:
        """Return the value that is saved in a cell with a formula, None when there is none."""
        if not self.has_value(place):
            return None
        cell = self.cells[place]
        return saved(cell.get("t", ""), cell.findtext(_V, ""))

    def has_value(self, place: Address) -> bool:
        """Tell whether a value is saved in a cell; only a text may be empty."""
        cell = self.cells.get(place)
        text = None if cell is None else cell.findtext(_V)
        return cell is not None and text is not None and (text != "" or cell.get("t") == "str")

    def has_formula(self, place: Address) -> bool:
        """Tell whether the cell itself holds a formula."""
        return place in self.cells and self.cells[place].find(_F) is not None

    def cell(self, place: Address) -> etree._Element:
        """Return the cell element, made in its place in row and style when there is none."""
        if place in self.cells:
            return self.cells[place]
        row = self._row(place.row)
        row.attrib.pop("spans", "")  # a hint for readers, which would now be wrong
        cell = etree.Element(_C, r=str(place))
        if style := self._style_around(place):
            cell.set("s", str(style))
        before = None
        for other in row.iterchildren(_C, reversed=True):
            if address(other.get("r", "")).column < place.column:
                before = other
                break
        if before is None:
            row.insert(0, cell)
        else:
            before.addnext(cell)
        self.cells[place] = cell
        self._widen(place)
        return cell

    def _sheet_data(self) -> etree._Element:
        if self._data is None:
            raise ValueError(f"the sheet {self.name!r} holds no cells: it is a chart sheet")
        return self._data

    def _row(self, number: int) -> etree._Element:
        if number in self.rows:
            return self.rows[number]
        data = self._sheet_data()
        row = etree.Element(_ROW, r=str(number))
        position = bisect.bisect(self._row_numbers, number)
        if position:
            self.rows[self._row_numbers[position - 1]].addnext(row)
        else:
            data.insert(0, row)
        self._row_numbers.insert(position, number)
        self.rows[number] = row
        return row

    def style(self, place: Address) -> int:
        """Return the number of the style that a cell, present or not, shows."""
        cell = self.cells.get(place)
        return self._style_around(place) if cell is None else int(cell.get("s", "0"))

    def _style_around(self, place: Address) -> int:
        """Return the style that an absent cell shows: its row's, else its column's."""
        row = self.rows.get(place.row)
        if row is not None and row.get("customFormat") in _TRUE:
            return int(row.get("s", "0"))
        for first, last, style in self._column_styles:
            if first <= place.column <= last:
                return style
        return 0

    def _widen(self, place: Address) -> None:
        """Keep the sheet's stated extent true, which some readers trust."""
        extent = self.root.find(tag("dimension"))
        if extent is None or not extent.get("ref"):
            return
        old = area(extent.get("ref", ""))
        if not old.holds(place):
            new = Area(
                min(old.top, place.row),
                min(old.left, place.column),
                max(old.bottom, place.row),
                max(old.right, place.column),
            )
            extent.set("ref", str(new))

    def drop_if_bare(self, place: Address) -> None:
        """Take out a cell that says nothing, and its row when that says nothing either."""
        cell = self.cells[place]
        bare = len(cell) == 0 and set(cell.attrib) <= {"r", "s"}
        if not bare or int(cell.get("s", "0")) != self._style_around(place):
            return
        del self.cells[place]
        row = self.rows[place.row]
        row.remove(cell)
        if len(row) == 0 and set(row.attrib) <= {"r", "spans"}:
            self._sheet_data().remove(row)
            del self.rows[place.row]
            self._row_numbers.remove(place.row)

    def fill(self, place: Address, area: Area) -> None:
        """Make the formula of a cell an array formula for this area."""
        formula = self.cells[place].find(_F)
        if formula is not None:
            formula.set("t", "array")
            formula.set("ref", str(area))
            self.changed = True

    def put(
        self, place: Address, value: object, *, digits: int | None = None, constant: bool = False
    ) -> None:
        """Store `value` in the cell, beside its formula if it has one; None leaves it empty.

        Style and formula stay. Numbers are rounded to `digits` significant digits if given. The
        format writes a text that is a `constant` otherwise than one that a formula gave.
        Raises ValueError or TypeError when no cell can hold the value.
        """
        try:
            kind, text = stored(value, digits=digits, from_1904=self.from_1904)
        except (TypeError, ValueError) as error:
            raise type(error)(f"{Place(self.name, place)}: {error}") from error
        cell = self.cell(place)
        self.changed = True
        for element in [*cell.iterchildren(_V), *cell.iterchildren(_IS)]:
            cell.remove(element)
        for name in ("t", "vm"):
            cell.attrib.pop(name, "")
        if text is None:
            return
        if kind == "str" and constant:
            cell.set("t", "inlineStr")
            cell.insert(0, etree.Element(_IS))
            element = etree.SubElement(cell[0], tag("t"))
        else:
            if kind:
                cell.set("t", kind)
            element = etree.Element(_V)
            formula = cell.find(_F)
            cell.insert(0 if formula is None else cell.index(formula) + 1, element)
        element.text = text
        if text != text.strip():
            element.set(_SPACE, "preserve")


def inside(area: Area, sheet: Sheet, given: Collection[Address]) -> Iterator[Address]:
    """Yield the cells, present or given, of an area."""
    # A file may claim any area, up to a whole sheet: never visit more places than there are cells.
    if area.size > len(sheet.cells) + len(given):
        yield from sorted(cell for cell in {*sheet.cells, *given} if area.holds(cell))
        return
    for cell in area.addresses():
        if cell in sheet.cells or cell in given:
            yield cell
