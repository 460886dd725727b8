"""The workbook under construction: pages with the common look, names, array formulas, charts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import dataclass, field
from typing import Any

from openpyxl import Workbook
from openpyxl.chart._chart import ChartBase
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Border
from openpyxl.utils import absolute_coordinate, get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.dimensions import ColumnDimension
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from loan401k.declare import REGISTRY
from loan401k.package import ChartText
from loan401k.package.addresses import Address, address

from . import metrics, style
from .words import ready, sentence, subtitled

_LAST_COLUMN = 16384
_MARGIN = 0.5  # inches
#: The sheet for what nobody need read.
BEHIND = "Behind"
#: The columns of Behind up to P are for what Start shows.
BEHIND_WIDTHS = {"A": 2, "B": 46, **dict.fromkeys("CDEFGHI", 18), "J": 60, "K": 60, "L": 2}
_LETTER = 1  # as the format counts paper sizes; A4 is 9 and fits too


def _rule(condition: str, **looks: Any) -> Any:
    make: Any = FormulaRule  # untyped in openpyxl's stubs
    return make([condition], **looks)


class Book:
    """The workbook and what is completed after openpyxl has saved it."""

    def __init__(self) -> None:
        self.workbook = Workbook()
        self.workbook.remove(self.workbook.worksheets[0])
        style.add_styles(self.workbook)
        self.alt_texts: dict[str, list[ChartText]] = {}
        self.spills: dict[str, list[str]] = {}
        #: The next free column of it, right of what Start shows.
        self.taken = 14
        #: What is not for reading: the last sheet, which every sheet may write to.
        self.behind = self.page(BEHIND, BEHIND_WIDTHS, tab=style.LINE, landscape=True)

    def plain(self, name: str) -> Any:
        """Return a named style as openpyxl keeps it in cells."""
        styles: Any = getattr(self.workbook, "_named_styles")  # noqa: B009  (untyped)
        return styles[name].as_tuple()

    def page(
        self, title: str, widths: Mapping[str, float], *, tab: str, landscape: bool = False
    ) -> Page:
        """Add a sheet with column widths in characters; every other column is white too."""
        sheet = self.workbook.create_sheet(title)
        sheet.sheet_properties.tabColor = tab
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.sheet_view.showGridLines = False
        sheet.sheet_view.zoomScale = 100
        sheet.sheet_format.defaultRowHeight = 16.5
        sheet.sheet_format.customHeight = True
        setup = sheet.page_setup
        setup.orientation = "landscape" if landscape else "portrait"
        setup.fitToWidth, setup.fitToHeight = 1, 0
        setup.paperSize = _LETTER
        sheet.page_margins = PageMargins(_MARGIN, _MARGIN, _MARGIN, 0.7, 0.3, 0.3)
        sheet.print_options.horizontalCentered = True
        for text, part in (("&A", "left"), ("Page &P of &N", "right")):
            item = getattr(sheet.oddFooter, part)
            item.text, item.size, item.font = text, 8, style.FONT
        protection = sheet.protection
        protection.sheet = True
        protection.formatColumns = protection.formatRows = False  # widening is allowed
        self.alt_texts[title], self.spills[title] = [], []
        page = Page(self, sheet)
        page.columns(widths)
        return page

    def define(self, name: str, sheet: str, cells: str) -> None:
        """Give cells of a sheet a name that formulas and the command line use."""
        if name in self.workbook.defined_names:
            raise ValueError(f"the name {name} is given twice")
        reference = f"'{sheet}'!{absolute_coordinate(cells)}"
        self.workbook.defined_names[name] = DefinedName(name, attr_text=reference)


@dataclass
class Page:
    """One sheet: cells with a style, tables, charts, print settings."""

    book: Book
    sheet: Worksheet
    widths: dict[str, float] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """The sheet's name on its tab."""
        return str(self.sheet.title)

    def columns(self, widths: Mapping[str, float]) -> None:
        """Set column widths; columns without one keep the standard width, all get white paper."""
        self.widths.update(widths)
        named = sorted(address(f"{letter}1").column for letter in widths)
        for index in range(1, named[-1] + 1):
            letter = get_column_letter(index)
            self._column(letter, index, index, widths.get(letter))
        self._column(get_column_letter(named[-1] + 1), named[-1] + 1, _LAST_COLUMN, None)

    def _column(self, letter: str, first: int, last: int, width: float | None) -> None:
        dimension = ColumnDimension(
            self.sheet, index=letter, min=first, max=last, width=width or 12, customWidth=True
        )
        self.sheet.column_dimensions[letter] = dimension
        self.look(dimension, "Page")

    def look(self, target: Any, name: str, number_format: str = style.PLAIN) -> None:
        """Give a cell or column a named style."""
        if isinstance(target, ColumnDimension):  # which takes a style's parts only
            target._style = copy(self.book.plain(name))  # type: ignore[attr-defined]
        else:
            target.style = name
        if number_format != style.PLAIN:
            target.number_format = number_format

    def put(
        self,
        cell: str,
        value: object,
        look: str = "Body",
        number_format: str = style.PLAIN,
        *,
        name: str = "",
    ) -> str:
        """Write one cell, perhaps named, and return its address."""
        target = self.sheet[cell]
        if target.value is not None and value is not None:
            raise ValueError(f"{self.title}!{cell} is written twice")
        target.value = value
        self.look(target, look, number_format)
        if name:
            self.book.define(name, self.title, cell)
        return cell

    def row(self, cell: str, look: str, width: int) -> None:
        """Give a stretch of cells in a row one look."""
        top, left = address(cell)
        for column in range(left, left + width):
            self.look(self.sheet.cell(top, column), look)

    def head(self, title: object, subtitle: str, *, plain: bool = False) -> None:
        """Write the title of the page and the line below it, a formula or a `plain` text.

        Without the functions, or with an input that cannot be used, it says so.
        """
        self.put("B1", title, "Page title")
        self.put("B2", subtitled(subtitle, plain=plain), "Page subtitle")
        self.height(1, 33)
        self.height(2, 21)

    def section(self, cell: str, title: str, width: int, *, tall: bool = True) -> None:
        """Write the heading of a section with a rule across `width` columns.

        Beside a table the row keeps the table's height.
        """
        self.row(cell, "Section", width)
        self.put(cell, title, "Section")
        if tall:
            self.height(self.sheet[cell].row, 21)

    def line(
        self,
        cell: str,
        label: str,
        formula: str,
        number_format: str,
        note: str = "",
        *,
        name: str = "",
        width: int = 6,
        look: str = "",
    ) -> None:
        """Write a line of a list: label, value, and a note that may hold figures.

        The value waits until every input can be used; `look` "Headline" makes it large.
        """
        row, left = address(cell)
        value, beside = (str(Address(row, left + k)) for k in (1, 2))
        self.row(cell, f"{look or 'Label'} note", width)
        self.put(cell, label, f"{look} label".strip() if look else "Label")
        self.put(
            value,
            ready(formula),
            f"{look} value" if look else "Value strong",
            number_format,
            name=name,
        )
        if note:
            self.put(beside, ready(sentence(note)), f"{look or 'Label'} note")
        if look:
            self.height(row, 26)

    def texts(self, cell: str, lines: Iterable[str], look: str = "Body") -> int:
        """Write lines of text one below the other; return the last row."""
        top, left = address(cell)
        row = top
        for row, text in enumerate(lines, top):
            self.put(str(Address(row, left)), text, look)
        return row

    def fit(self, row: int, *cells: str) -> None:
        """Make a row as high as the texts of its wrapped cells need."""
        heights = []
        for letter in cells:
            cell = self.sheet[f"{letter}{row}"]
            room = metrics.column_width(self.widths[letter]) - 2 * metrics.INDENT
            size, bold = float(cell.font.sz or style.BODY_SIZE), bool(cell.font.b)
            count = metrics.lines(str(cell.value or ""), size, room, bold=bold)
            heights.append(metrics.row_height(size, count))
        self.height(row, max(*heights, 16.5))

    def page_break(self, row: int) -> None:
        """Begin a new printed page below a row."""
        self.sheet.row_breaks.append(Break(id=row))

    def height(self, row: int, points: float) -> None:
        """Set the height of a row."""
        self.sheet.row_dimensions[row].height = points

    def array(self, cells: str, formula: str) -> None:
        """Write an array formula over an area; Excel shows it as one that spills."""
        first = cells.split(":")[0]
        self.sheet[first].value = ArrayFormula(cells, formula)
        self.book.spills[self.title].append(first)

    def table(
        self,
        cell: str,
        function: str,
        formula: str,
        rows: int,
        *,
        name: str = "",
        dollars: str = style.MONEY,
        head_height: float = 33,
        sparse: bool = False,
    ) -> int:
        """Write the headings of a table function and, under them, an array formula that calls it.

        Return the last of its `rows` rows; `dollars` is the format of columns in dollars. A
        `sparse` table is formatted by its columns and rules only its rows in use, because most of
        its area stays empty.
        """
        top, left = address(cell)
        columns = REGISTRY[function].columns
        letters = [get_column_letter(left + k) for k in range(len(columns))]
        formats = {**style.OF_UNIT, "dollars": dollars}
        for letter, column in zip(letters, columns, strict=True):
            look = "Table head" if column.unit in formats else "Table head left"
            self.put(f"{letter}{top}", column.heading, look)
        self.height(top, head_height)
        first, last = top + 1, top + rows
        for letter, column in zip(letters, columns, strict=True):
            look = "Table cell" if column.unit in formats else "Table cell left"
            form = formats.get(column.unit, style.PLAIN)
            if sparse:
                self.look(self.sheet.column_dimensions[letter], look, form)
                self.look(self.sheet[f"{letter}{first}"], look, form)
                continue
            for k in range(first, last + 1):
                self.look(self.sheet[f"{letter}{k}"], look, form)
        self.array(f"{letters[0]}{first}:{letters[-1]}{last}", formula)
        self.rules(f"{letters[0]}{first}:{letters[-1]}{last}", f"LEN(${letters[0]}{first})>0")
        if name:
            self.book.define(name, self.title, f"{letters[0]}{top}:{letters[-1]}{last}")
        return last

    def rules(self, cells: str, condition: str) -> None:
        """Draw a thin rule under the rows for which a condition holds."""
        border = Border(bottom=style.side())
        self.sheet.conditional_formatting.add(cells, _rule(condition, border=border))

    def highlight(self, cells: str, condition: str, fill: str, ink: str) -> None:
        """Colour cells for which a condition holds; the words in them say the same."""
        rule = _rule(condition, fill=style.fill(fill), font=style.tone(ink))
        self.sheet.conditional_formatting.add(cells, rule)

    def embolden(self, cells: str, condition: str) -> None:
        """Write cells strongly for which a condition holds."""
        font = style.tone(style.INK, bold=True)
        self.sheet.conditional_formatting.add(cells, _rule(condition, font=font))

    def chart(self, chart: ChartBase, cell: str, alt_text: str, title: str) -> None:
        """Place a chart with the text that a screen reader speaks."""
        self.sheet.add_chart(chart, cell)
        self.book.alt_texts[self.title].append(ChartText(alt_text, title, title))

    def open_on(self, cell: str) -> None:
        """Put the cursor on a cell, in the part of the window that is frozen."""
        for selection in self.sheet.sheet_view.selection:
            selection.activeCell = selection.sqref = cell

    def freeze(self, cell: str) -> None:
        """Keep the rows above and the columns left of a cell in view."""
        self.sheet.freeze_panes = cell

    def prints(self, cells: str, *, repeat: str = "") -> None:
        """Print these cells only, with rows such as "1:4" repeated on every page."""
        self.sheet.print_area = cells
        if repeat:
            self.sheet.print_title_rows = repeat
