"""What the workbook part says: sheets, defined names, how Excel calculates, the file's dates."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache

from lxml import etree

from .addresses import address
from .markup import (
    DOCUMENT_RELATIONSHIPS,
    WORKBOOK,
    NotAWorkbook,
    parse,
    relationships,
    relationships_part,
    replaced,
    tag,
)
from .parts import Parts

_CORE = "docProps/core.xml"
_LISTING = relationships_part(WORKBOOK)
_DCTERMS = "http://purl.org/dc/terms/"
# The children of <workbook> that stand before <calcPr>, by the schema's order.
_BEFORE_CALCULATION = [
    "fileVersion",
    "fileSharing",
    "workbookPr",
    "workbookProtection",
    "bookViews",
    "sheets",
    "functionGroups",
    "externalReferences",
    "definedNames",
]
_SINGLE_CELL = re.compile(r"=?(?:'((?:[^']|'')+)'|([^'!\[\]]+))!(\$?[A-Za-z]+\$?[0-9]+)")


def sheet_parts(parts: Parts) -> dict[str, str]:
    """Return the part name of each sheet by the sheet's name, in the order of the tabs."""
    found = dict(_sheets(parts.get(WORKBOOK, b""), parts.get(_LISTING, b"")))
    for name, target in found.items():
        if target not in parts:
            raise NotAWorkbook(f"the workbook lacks the part of its sheet {name!r}")
    return found


@lru_cache(maxsize=4)  # asked for again for every sheet of the same workbook
def _sheets(workbook: bytes, listing: bytes) -> tuple[tuple[str, str], ...]:
    parts = {name: data for name, data in ((WORKBOOK, workbook), (_LISTING, listing)) if data}
    links = relationships(parts, WORKBOOK)
    found = {}
    for sheet in parse(parts, WORKBOOK).iterfind(f"{tag('sheets')}/{tag('sheet')}"):
        name = sheet.get("name", "")
        link = links.get(sheet.get(tag("id", DOCUMENT_RELATIONSHIPS), ""))
        if link is None:
            raise NotAWorkbook(f"the workbook lacks the part of its sheet {name!r}")
        found[name] = link.target
    return tuple(found.items())


def sheet_part(parts: Parts, sheet: str) -> str:
    """Return the part name of one sheet. Raises ValueError when there is no such sheet."""
    found = sheet_parts(parts)
    if sheet not in found:
        names = ", ".join(map(repr, found))
        raise ValueError(f"the workbook has no sheet {sheet!r}: its sheets are {names}")
    return found[sheet]


def defined_names(parts: Parts) -> dict[str, str]:
    """Return the text of each defined name. A sheet's own names are written `Sheet!Name`."""
    root = parse(parts, WORKBOOK)
    sheets = [s.get("name", "") for s in root.iterfind(f"{tag('sheets')}/{tag('sheet')}")]
    found = {}
    for element in root.iterfind(f"{tag('definedNames')}/{tag('definedName')}"):
        name = element.get("name", "")
        owner = element.get("localSheetId")
        if owner is not None and owner.isdigit() and int(owner) < len(sheets):
            name = f"{sheets[int(owner)]}!{name}"
        found[name] = element.text or ""
    return found


def single_cell(text: str) -> tuple[str, str] | None:
    """Return sheet and address when a defined name's text is one cell, else None.

    >>> single_cell("'Job loss'!$C$5")
    ('Job loss', 'C5')
    """
    match = _SINGLE_CELL.fullmatch(text.strip())
    if not match:
        return None
    sheet = match[1].replace("''", "'") if match[1] else match[2]
    return sheet, str(address(match[3]))


def counts_from_1904(parts: Parts) -> bool:
    """Tell whether dates count from 1904, as in workbooks of Excel for Mac before 2011."""
    return _from_1904(parts.get(WORKBOOK, b""))


@lru_cache(maxsize=4)
def _from_1904(workbook: bytes) -> bool:
    properties = parse({WORKBOOK: workbook}, WORKBOOK).find(tag("workbookPr"))
    return properties is not None and properties.get("date1904") in ("1", "true")


def no_full_calc(parts: Parts, calc_id: int | None = None) -> Parts:
    """Return the parts without the request to recalculate everything on opening.

    With it a reader who lacks the add-in would see #NAME? where the cached values could stand.
    `calc_id` names the calculation engine that made the values; Excel also recalculates a file
    whose engine is older than its own.
    """
    root = parse(parts, WORKBOOK)
    settings = root.find(tag("calcPr"))
    if settings is None:
        if calc_id is None:
            return dict(parts)
        before = [root.find(tag(name)) for name in _BEFORE_CALCULATION]
        settings = etree.Element(tag("calcPr"))
        root.insert(1 + max(root.index(e) for e in before if e is not None), settings)
    settings.attrib.pop("fullCalcOnLoad", "")
    if calc_id is not None:
        settings.set("calcId", str(calc_id))
    return replaced(parts, WORKBOOK, root)


def stamp(parts: Parts, moment: dt.datetime) -> Parts:
    """Return the parts with `moment`, taken as UTC, as the time of creation and last change."""
    if _CORE not in parts:
        return dict(parts)
    root = parse(parts, _CORE)
    for name in ("created", "modified"):
        for element in root.iterfind(tag(name, _DCTERMS)):
            element.text = moment.strftime("%Y-%m-%dT%H:%M:%SZ")
    return replaced(parts, _CORE, root)
