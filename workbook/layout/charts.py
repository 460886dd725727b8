"""Charts: few lines, no markers, quiet axes.

A title says what is drawn; what it shows stands in a cell above, because LibreOffice does not
follow a title that is taken from a cell.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

from openpyxl.chart import BarChart, LineChart
from openpyxl.chart._chart import ChartBase
from openpyxl.chart.data_source import AxDataSource, NumDataSource, NumRef, StrRef
from openpyxl.chart.series import Series, SeriesLabel
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText, Text
from openpyxl.chart.title import Title
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.text import (
    CharacterProperties,
    Font,
    Paragraph,
    ParagraphProperties,
    RegularTextRun,
    RichTextProperties,
)

from . import style
from .words import plus_or_minus

_POINT = 12700  # EMU


@dataclass(frozen=True)
class Line:
    """One series: cell of its name, cells of its values, colour and dash."""

    name: str
    values: str
    colour: str
    dash: str = "solid"


def lines(
    title: str,
    times: str,
    series: Sequence[Line],
    *,
    x_title: str,
    number_format: str = style.AXIS,
    size: tuple[float, float] = (16.0, 8.5),
) -> ChartBase:
    """Return a chart of lines over even steps of time; references are absolute."""
    chart: Any = LineChart()
    for k, line in enumerate(series):
        one = _series(k, line, AxDataSource(strRef=StrRef(times)))
        one.marker.symbol = "none"
        one.smooth = False
        one.graphicalProperties = GraphicalProperties(ln=_stroke(2.25, line.colour, line.dash))
        chart.series.append(one)
    _common(chart, title, x_title, number_format, size)
    chart.x_axis.tickLblSkip = 1
    chart.x_axis.tickLblPos = "low"  # below the chart even where lines fall below zero
    chart.y_axis.crossBetween = "midCat"  # lines begin at the axis
    _legend(chart, len(series))
    return cast(ChartBase, chart)


def bars(
    title: str,
    categories: str,
    *series: Line,
    number_format: str = style.AXIS,
    size: tuple[float, float] = (16.0, 8.5),
    amounts: bool = True,
) -> ChartBase:
    """Return a chart of horizontal bars; the categories' names carry the amounts.

    Of several series each bar has one, the others are 0 there; `amounts` draws the value axis.
    """
    chart: Any = BarChart(barDir="bar", gapWidth=60, overlap=100)
    for k, line in enumerate(series):
        one = _series(k, line, AxDataSource(strRef=StrRef(categories)))
        one.graphicalProperties = GraphicalProperties(solidFill=line.colour)
        one.invertIfNegative = False
        chart.series.append(one)
    _common(chart, title, "", number_format, size)
    chart.x_axis.scaling.orientation = "maxMin"  # the first row on top
    chart.x_axis.tickLblPos = "low"  # names stay left of negative bars
    chart.y_axis.tickLblPos = "high"  # amounts stay below when the rows run downwards
    if not amounts:
        chart.y_axis.delete = True
        chart.y_axis.majorGridlines = None
    chart.legend = None
    return cast(ChartBase, chart)


def label(name: str, amount: str) -> str:
    """Return the formula for the name of a bar with its amount, or with the words instead."""
    return f'{name}&"   "&IF(ISNUMBER({amount}),{signed(amount)},{amount})'


def signed(amount: str) -> str:
    """Return the formula for an amount in whole dollars, + or - before it."""
    rounded = f"ROUND({amount},0)"
    return f'{plus_or_minus(rounded)}&"$"&FIXED(ABS({amount}),0)'


def _series(index: int, line: Line, categories: AxDataSource) -> Any:
    one: Any = Series(idx=index, order=index)
    one.tx = SeriesLabel(strRef=StrRef(line.name))
    one.cat = categories
    one.val = NumDataSource(numRef=NumRef(line.values))
    return one


def _legend(chart: Any, count: int) -> None:
    if count == 1:
        chart.legend = None
        return
    chart.legend.position = "b"
    chart.legend.overlay = False
    chart.legend.txPr = _text(9)


def _common(
    chart: Any,
    title: str,
    x_title: str,
    number_format: str,
    size: tuple[float, float],
) -> None:
    chart.width, chart.height = size
    chart.title = _words(title, 11, bold=True, colour=style.INK)
    chart.x_axis.delete = chart.y_axis.delete = False
    if x_title:
        chart.x_axis.title = _words(x_title, 9)
    chart.y_axis.number_format = number_format
    for axis in (chart.x_axis, chart.y_axis):
        axis.txPr = _text(9)
        axis.graphicalProperties = GraphicalProperties(ln=_stroke(0.75))
        axis.majorTickMark = "none"
    chart.x_axis.majorGridlines = None
    if chart.y_axis.majorGridlines is not None:
        chart.y_axis.majorGridlines.spPr = GraphicalProperties(ln=_stroke(0.5))
    chart.graphical_properties = GraphicalProperties(solidFill=style.PAPER, ln=_stroke(0.75))
    chart.roundedCorners = False
    chart.display_blanks = "gap"


def _stroke(points: float, colour: str = style.LINE, dash: Any = "solid") -> LineProperties:
    return LineProperties(w=int(points * _POINT), solidFill=colour, prstDash=dash)


def _characters(size: float, bold: bool, colour: str) -> CharacterProperties:
    return CharacterProperties(
        sz=int(size * 100), b=bold, solidFill=colour, latin=Font(typeface=style.FONT)
    )


def _text(size: float) -> RichText:
    properties = ParagraphProperties(defRPr=_characters(size, False, style.MUTED))
    return RichText(
        bodyPr=RichTextProperties(), p=[Paragraph(pPr=properties, endParaRPr=CharacterProperties())]
    )


def _words(text: str, size: float, *, bold: bool = False, colour: str = style.MUTED) -> Title:
    looks = _characters(size, bold, colour)
    paragraph = Paragraph(
        pPr=ParagraphProperties(defRPr=looks), r=[RegularTextRun(rPr=looks, t=text)]
    )
    return Title(tx=Text(rich=RichText(bodyPr=RichTextProperties(), p=[paragraph])), overlay=False)
