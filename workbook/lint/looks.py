"""Whether a cell's text can be read: its contrast, and whether it fits."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from openpyxl.cell import Cell, MergedCell
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from loan401k.package.formats import is_number, of_format, written

from ..layout import metrics, style

_STANDARD_WIDTH = 12.0
STANDARD_HEIGHT = 16.5
_SLACK = 1.5  # points: programs round widths differently
_WHITE = "FFFFFF"


def contrast(cell: Cell) -> float:
    """Return the contrast of a cell's text with its ground, from 1 to 21, as WCAG defines it."""
    ground = _colour(cell.fill.fgColor, _WHITE) if cell.fill.fill_type == "solid" else _WHITE
    return contrast_of(_colour(cell.font.color, "000000"), ground)


def contrast_by_condition(looks: DifferentialStyle) -> float:
    """Return the contrast of the colours that a condition gives to a cell."""
    fill: Any = looks.fill  # of two kinds, of which we use the plain one
    ink = _colour(looks.font.color if looks.font else None, style.INK)
    return contrast_of(ink, _colour(fill.bgColor if fill else None, _WHITE))


def contrast_of(ink: str, ground: str) -> float:
    """Return the contrast of two colours, from 1 to 21.

    >>> round(contrast_of("777777", "FFFFFF"), 2)
    4.48
    """
    light, dark = sorted((_luminance(ink), _luminance(ground)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _colour(colour: Any, otherwise: str) -> str:
    return str(colour.rgb)[-6:] if colour is not None and colour.type == "rgb" else otherwise


def _luminance(colour: str) -> float:
    def channel(start: int) -> float:
        value = int(colour[start : start + 2], 16) / 255
        return value / 12.92 if value <= 0.03928 else float(((value + 0.055) / 1.055) ** 2.4)

    return 0.2126 * channel(0) + 0.7152 * channel(2) + 0.0722 * channel(4)


def cut_off(
    sheet: Worksheet,
    cell: Cell,
    value: Any,
    shown: Callable[[Cell | MergedCell], Any],
    last: int,
) -> str:
    """Return how much of a cell's text does not show, "" when all of it does.

    Text that is not wrapped runs on over blank cells to its right, or to its left when it is
    aligned to the right, up to the `last` column that is printed; numbers do not.
    """
    text = as_shown(value, cell.number_format)
    size, bold = float(cell.font.sz), bool(cell.font.b)
    padding = metrics.INDENT * float(cell.alignment.indent) if cell.alignment.indent else 0.0
    room = cell_width(sheet, cell.column) - padding
    if cell.alignment.wrap_text:
        count = metrics.lines(text, size, room, bold=bold)
        height = sheet.row_dimensions[cell.row].height or STANDARD_HEIGHT
        lacking = metrics.row_height(size, count) - height
        return f"{lacking:.0f} points of height" if lacking > size / 2 else ""
    needed = metrics.text_width(text, size, bold=bold) + _SLACK
    step = -1 if cell.alignment.horizontal == "right" else 1
    column = cell.column + step
    runs_on = isinstance(value, str) and cell.alignment.horizontal != "center"
    while runs_on and needed > room and 1 <= column <= last:
        neighbour = sheet.cell(cell.row, column)
        if shown(neighbour) not in (None, ""):
            break
        room += cell_width(sheet, column)
        column += step
    return f"{needed - room:.0f} points" if needed > room else ""


def cell_width(sheet: Worksheet, column: int) -> float:
    """Return the width of a column in points."""
    dimension = sheet.column_dimensions.get(get_column_letter(column))
    width = dimension.width if dimension is not None else _STANDARD_WIDTH
    return metrics.column_width(width)


def as_shown(value: Any, number_format: str) -> str:
    """Return the text that one of the workbook's formats makes of a value.

    >>> as_shown(-1234.5, '"$"#,##0_);-"$"#,##0_);"$"#,##0_);@_)')
    '-$1,235'
    """
    if isinstance(value, dt.date) or (is_number(value) and number_format == style.DATE):
        return "May 30, 2026"  # the widest
    form = of_format(number_format)
    if is_number(value) and form.decimals is None:
        value = float(f"{value:.10g}")  # General shows no more in a cell
    return written(value, form)
