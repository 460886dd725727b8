"""Dynamic arrays: the marks by which Excel lets a formula spill instead of adding an @.

A spilling formula is an array formula whose cell points (`cm`, counted from 1) into the cell
metadata of xl/metadata.xml, where a record of the type XLDAPR says that it is dynamic.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from lxml import etree

from loan401k.package.addresses import Place, address
from loan401k.package.cells import Sheet
from loan401k.package.markup import (
    MAIN,
    WORKBOOK,
    child,
    document,
    parse,
    related,
    relationships,
    replaced,
    tag,
    typed,
)
from loan401k.package.parts import Parts

_METADATA = "xl/metadata.xml"
_KIND = "sheetMetadata"
_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheetMetadata+xml"
_XDA = "http://schemas.microsoft.com/office/spreadsheetml/2017/dynamicarray"
_EXTENSION = "{bdbb8cdc-fa1e-496e-a857-3c3f30c029c3}"
_EMPTY = f'<metadata xmlns="{MAIN}" xmlns:xda="{_XDA}"/>'
_TYPE = "XLDAPR"
# What Excel itself writes for the type: which edits carry the mark along.
_TYPE_FLAGS = [
    "copy",
    "pasteAll",
    "pasteValues",
    "merge",
    "splitFirst",
    "rowColShift",
    "clearFormats",
    "clearComments",
    "assign",
    "coerce",
    "cellMeta",
]
# The children of <metadata>, in the schema's order.
_ORDER = (
    *("metadataTypes", "metadataStrings", "mdxMetadata"),
    *("futureMetadata", "cellMetadata", "valueMetadata", "extLst"),
)


def mark_dynamic(parts: Parts, anchors: Mapping[str, Iterable[str]]) -> Parts:
    """Return the parts with the array formulas at `anchors`, {sheet: [A1, ...]}, made dynamic.

    Marking twice changes nothing more. Raises ValueError when a cell holds no array formula.
    """
    wanted = {sheet: list(cells) for sheet, cells in anchors.items()}
    out = dict(parts)
    if not any(wanted.values()):
        return out
    out, index = _with_record(out)
    for name, cells in wanted.items():
        sheet = Sheet(out, name)
        arrays = sheet.arrays()
        for a1 in cells:
            place = Place(name, address(a1))
            if place.address not in arrays:
                raise ValueError(f"{place} holds no array formula and cannot spill")
            sheet.cells[place.address].set("cm", str(index))
        out = replaced(out, sheet.part, sheet.root)
    return out


def _with_record(parts: Parts) -> tuple[Parts, int]:
    """Return the parts with a cell metadata record for dynamic arrays, and its number."""
    links = relationships(parts, WORKBOOK).values()
    name = next((link.target for link in links if link.kind == _KIND), None)
    root = parse(parts, name) if name else etree.fromstring(_EMPTY)
    index = _record(root, _type_number(root), _dynamic_number(root))
    if name:
        return replaced(parts, name, root), index
    added, _ = related(typed(parts, _METADATA, _CONTENT_TYPE), WORKBOOK, _KIND, _METADATA)
    return {**added, _METADATA: document(root)}, index


def _type_number(root: etree._Element) -> int:
    """Return the number of the type XLDAPR, counted from 1, added when it is missing."""
    types = child(root, "metadataTypes", _ORDER)
    for number, kind in enumerate(types, start=1):
        if kind.get("name") == _TYPE:
            return number
    flags = dict.fromkeys(_TYPE_FLAGS, "1")
    etree.SubElement(
        types, tag("metadataType"), {"name": _TYPE, "minSupportedVersion": "120000", **flags}
    )
    return _counted(types)


def _dynamic_number(root: etree._Element) -> int:
    """Return the number of the XLDAPR record that says dynamic, counted from 0."""
    future = child(root, "futureMetadata", _ORDER, key=_TYPE)
    for number, record in enumerate(future):
        properties = record.find(f".//{tag('dynamicArrayProperties', _XDA)}")
        if properties is not None and properties.get("fDynamic") in ("1", "true"):
            return number
    record = etree.SubElement(future, tag("bk"))
    extension = etree.SubElement(
        etree.SubElement(record, tag("extLst")), tag("ext"), uri=_EXTENSION
    )
    name = tag("dynamicArrayProperties", _XDA)
    etree.SubElement(extension, name, fDynamic="1", fCollapsed="0")
    return _counted(future) - 1


def _record(root: etree._Element, kind: int, value: int) -> int:
    """Return the number, counted from 1, of the cell metadata that is this type and record."""
    metadata = child(root, "cellMetadata", _ORDER)
    for number, record in enumerate(metadata, start=1):
        entries = [(entry.get("t"), entry.get("v")) for entry in record]
        if entries == [(str(kind), str(value))]:
            return number
    record = etree.SubElement(metadata, tag("bk"))
    etree.SubElement(record, tag("rc"), t=str(kind), v=str(value))
    return _counted(metadata)


def _counted(element: etree._Element) -> int:
    element.set("count", str(len(element)))
    return len(element)
