"""Charts: the alt text that a screen reader speaks, and the values that a viewer draws from.

openpyxl writes neither.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from lxml import etree

from .addresses import Place, reference
from .markup import parse, relationships, replaced, tag
from .parts import Parts
from .stored import stored
from .workbook import sheet_part, sheet_parts

_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
_CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_CHARTS = "xl/charts/chart"


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


def fill_charts(
    parts: Parts, value: Callable[[Place], object], *, digits: int | None = None
) -> Parts:
    """Return the parts with the `value` of each cell that a chart refers to in the chart's cache.

    A viewer that calculates nothing draws from there. Numbers are rounded to `digits` significant
    digits, or kept in full when None. References to anything but the cells of one of the
    workbook's own sheets keep the cache they have.
    """
    out = dict(parts)
    sheets = sheet_parts(parts)
    for name in parts:
        if not name.startswith(_CHARTS):
            continue
        root = parse(parts, name)
        for kind in ("num", "str"):
            for source in root.iter(tag(f"{kind}Ref", _CHART)):
                try:
                    sheet, cells = reference(source.findtext(tag("f", _CHART), ""))
                except ValueError:
                    continue
                if sheet in sheets:
                    values = [value(Place(sheet, cell)) for cell in cells.addresses()]
                    _fill(source, kind, values, digits)
        out = replaced(out, name, root)
    return out


def _fill(source: etree._Element, kind: str, values: Sequence[object], digits: int | None) -> None:
    """Put the values into the cache of a reference, numbers into "num", all into "str"."""
    cache = source.find(tag(f"{kind}Cache", _CHART))
    if cache is None:
        cache = etree.Element(tag(f"{kind}Cache", _CHART))
        source.insert(1, cache)
        if kind == "num":
            etree.SubElement(cache, tag("formatCode", _CHART)).text = "General"
    for old in [*cache.iterchildren(tag("ptCount", _CHART), tag("pt", _CHART))]:
        cache.remove(old)
    new = [etree.Element(tag("ptCount", _CHART), val=str(len(values)))]
    for index, value in enumerate(values):
        stored_as, text = stored(value, digits=digits)
        if not text or (kind == "num" and stored_as in ("str", "e")):
            continue
        point = etree.Element(tag("pt", _CHART), idx=str(index))
        etree.SubElement(point, tag("v", _CHART)).text = text
        new.append(point)
    before = len(cache.findall(tag("formatCode", _CHART)))
    cache[before:before] = new
