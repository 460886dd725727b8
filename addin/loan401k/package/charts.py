"""Charts: the alt text that a screen reader speaks, which openpyxl cannot write."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from lxml import etree

from .markup import parse, relationships, replaced, tag
from .parts import Parts
from .workbook import sheet_part

_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
_CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"


class ChartText(NamedTuple):
    """What a chart is called: alt text, its title, and its name in the selection pane."""

    description: str
    title: str = ""
    name: str = ""


def describe_charts(parts: Parts, texts: Mapping[str, Sequence[str | ChartText]]) -> Parts:
    """Return the parts with alt texts, {sheet: [text, ...]}, on the charts in their order.

    A plain text is the description alone; an empty title or name leaves what the chart has.
    Raises ValueError when a sheet has more or fewer charts than texts.
    """
    out = dict(parts)
    for sheet, given in texts.items():
        drawing = _drawing_part(parts, sheet)
        root = None if drawing is None else parse(parts, drawing)
        frames = [] if root is None else _chart_properties(root)
        if len(frames) != len(given):
            raise ValueError(
                f"the sheet {sheet!r} has {len(frames)} charts, and {len(given)} texts are given"
            )
        for frame, text in zip(frames, given, strict=True):
            described = ChartText(text) if isinstance(text, str) else text
            frame.set("descr", described.description)
            if described.title:
                frame.set("title", described.title)
            if described.name:
                frame.set("name", described.name)
        if drawing is not None and root is not None:
            out = replaced(out, drawing, root)
    return out


def _drawing_part(parts: Parts, sheet: str) -> str | None:
    links = relationships(parts, sheet_part(parts, sheet)).values()
    return next((link.target for link in links if link.kind == "drawing"), None)


def _chart_properties(root: etree._Element) -> list[etree._Element]:
    """Return the element that names each chart of a drawing, in the order of the file."""
    found: list[etree._Element] = []
    for frame in root.iter(tag("graphicFrame", _DRAWING)):
        if next(frame.iter(tag("chart", _CHART)), None) is not None:
            found.extend(frame.iter(tag("cNvPr", _DRAWING)))
    return found
