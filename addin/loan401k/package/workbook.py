"""What the workbook part says: sheets, defined names, how Excel calculates, the file's dates."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from functools import lru_cache

from .addresses import Address, Area, Place, reference
from .markup import (
    DOCUMENT_RELATIONSHIPS,
    NotAWorkbook,
    actual,
    child,
    parse,
    relationships,
    relationships_part,
    replaced,
    tag,
    workbook_part,
)
from .parts import Parts
from .stored import TRUE

_CORE = "docProps/core.xml"
_DCTERMS = "http://purl.org/dc/terms/"
ORDER = (
    *("fileVersion", "fileSharing", "workbookPr", "workbookProtection", "bookViews", "sheets"),
    *("functionGroups", "externalReferences", "definedNames", "calcPr", "oleSize"),
    *("customWorkbookViews", "pivotCaches", "smartTagPr", "smartTagTypes", "webPublishing"),
    *("fileRecoveryPr", "webPublishObjects", "extLst"),
)
"""The children of the workbook part's root, in the schema's order."""

#: The calculation engine of Excel 2019 and later. Excel recalculates a file made by an older one.
_CALCULATION_ENGINE = "191029"


def sheet_parts(parts: Parts) -> dict[str, str]:
    """Return the part name of each sheet by the sheet's name, in the order of the tabs."""
    workbook = workbook_part(parts)
    listing = actual(parts, relationships_part(workbook))
    found = dict(_sheets(workbook, parts.get(workbook, b""), parts.get(listing, b"")))
    for name, target in found.items():
        found[name] = actual(parts, target)
        if found[name] not in parts:
            raise NotAWorkbook(f"the workbook lacks the part of its sheet {name!r}")
    return found


@lru_cache(maxsize=4)  # asked for again for every sheet of the same workbook
def _sheets(name: str, workbook: bytes, listing: bytes) -> tuple[tuple[str, str], ...]:
    pairs = ((name, workbook), (relationships_part(name), listing))
    parts = {part: data for part, data in pairs if data}
    links = relationships(parts, name)
    found = {}
    for sheet in parse(parts, name).iterfind(f"{tag('sheets')}/{tag('sheet')}"):
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
    root = parse(parts, workbook_part(parts))
    sheets = [s.get("name", "") for s in root.iterfind(f"{tag('sheets')}/{tag('sheet')}")]
    found = {}
    for element in root.iterfind(f"{tag('definedNames')}/{tag('definedName')}"):
        name = element.get("name", "")
        owner = element.get("localSheetId")
        if owner is not None and owner.isdigit() and int(owner) < len(sheets):
            name = f"{sheets[int(owner)]}!{name}"
        found[name] = element.text or ""
    return found


def named_areas(parts: Parts) -> dict[str, tuple[str, Area]]:
    """Return sheet and cells of each defined name that stands for one area, or for one cell.

    The names are those of `defined_names`, Excel's own left out.
    """
    found = {}
    for name, text in defined_names(parts).items():
        if name.rpartition("!")[2].startswith("_"):
            continue
        with suppress(ValueError):  # a constant, a formula, several areas
            found[name] = reference(text)
    return found


def named_places(parts: Parts) -> dict[str, Place]:
    """Return the cell of each defined name that stands for one cell, as `named_areas` has them."""
    return {
        name: Place(sheet, Address(cells.top, cells.left))
        for name, (sheet, cells) in named_areas(parts).items()
        if cells.size == 1
    }


def counts_from_1904(parts: Parts) -> bool:
    """Tell whether dates count from 1904, as in workbooks of Excel for Mac before 2011."""
    return _from_1904(parts.get(workbook_part(parts), b""))


@lru_cache(maxsize=4)
def _from_1904(workbook: bytes) -> bool:
    properties = parse({"": workbook}, "").find(tag("workbookPr"))
    return properties is not None and properties.get("date1904") in TRUE


def no_full_calc(parts: Parts) -> Parts:
    """Return the parts so that a program opens them with the cached values.

    They neither ask for a calculation of everything on opening nor name an old calculation
    engine, for which Excel does the same. A reader who lacks the add-in would then see #NAME?
    where the values could stand.
    """
    workbook = workbook_part(parts)
    root = parse(parts, workbook)
    settings = child(root, "calcPr", ORDER)
    settings.attrib.pop("fullCalcOnLoad", "")
    settings.set("calcId", _CALCULATION_ENGINE)
    return replaced(parts, workbook, root)


def stamp(parts: Parts, moment: dt.datetime) -> Parts:
    """Return the parts with `moment`, taken as UTC, as the time of creation and last change."""
    if _CORE not in parts:
        return dict(parts)
    root = parse(parts, _CORE)
    for name in ("created", "modified"):
        for element in root.iterfind(tag(name, _DCTERMS)):
            element.text = moment.strftime("%Y-%m-%dT%H:%M:%SZ")
    return replaced(parts, _CORE, root)
