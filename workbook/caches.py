"""Cached values in charts, so that a viewer that calculates nothing still draws them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree
from openpyxl import Workbook

from loan401k.package import Parts
from loan401k.package.addresses import Address, area

_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


class Cells:
    """What every cell shows: the values of formulas, else what was typed."""

    def __init__(self, workbook: Workbook, values: Mapping[str, Mapping[str, Any]]) -> None:
        self._workbook = workbook
        self._values = values

    def shown(self, reference: str) -> Iterator[Any]:
        """Yield the values of the cells of a reference such as 'Job loss'!$B$2:$B$9."""
        sheet, cells = reference.rsplit("!", 1)
        sheet = sheet.strip("'").replace("''", "'")
        block = area(cells)
        for row in range(block.top, block.bottom + 1):
            for column in range(block.left, block.right + 1):
                place = str(Address(row, column))
                computed = self._values.get(sheet, {})
                yield computed.get(place, self._workbook[sheet].cell(row, column).value)


def fill(parts: Parts, cells: Cells, *, digits: int) -> Parts:
    """Return the parts with the caches of all charts filled from the cells they refer to."""
    out = dict(parts)
    for name in parts:
        if name.startswith("xl/charts/chart"):
            root = etree.fromstring(parts[name])
            for kind in ("num", "str"):
                for reference in root.iter(f"{_C}{kind}Ref"):
                    _fill(reference, kind, cells, digits)
            out[name] = etree.tostring(root, encoding="UTF-8", xml_declaration=True)
    return out


def _fill(reference: etree._Element, kind: str, cells: Cells, digits: int) -> None:
    shown = list(cells.shown(reference.findtext(f"{_C}f", "")))
    for old in reference.findall(f"{_C}{kind}Cache"):
        reference.remove(old)
    cache = etree.Element(f"{_C}{kind}Cache")
    reference.insert(1, cache)
    if kind == "num":
        etree.SubElement(cache, f"{_C}formatCode").text = "General"
    etree.SubElement(cache, f"{_C}ptCount", val=str(len(shown)))
    for index, value in enumerate(shown):
        if value is None or value == "" or (kind == "num" and isinstance(value, str)):
            continue
        point = etree.SubElement(cache, f"{_C}pt", idx=str(index))
        text = f"{value:.{digits}g}" if kind == "num" else str(value)
        etree.SubElement(point, f"{_C}v").text = text
