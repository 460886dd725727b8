"""Comparing two packages part by part: what a rebuild or a rewrite has changed."""

from __future__ import annotations

import math
from collections.abc import Iterator

from lxml import etree

from loan401k.package.cells import Sheets
from loan401k.package.markup import NotAWorkbook, parse, replaced, tag
from loan401k.package.parts import Parts
from loan401k.package.values import clear_values
from loan401k.package.workbook import sheet_parts

_XML = (".xml", ".rels", ".vml")
_CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_CACHED_NUMBER = tag("v", _CHART)


def compare(a: Parts, b: Parts, rel: float = 1e-9, near_zero: float = 1e-9) -> list[str]:
    """Return the differences between two packages, one sentence each, none when they are equal.

    XML is compared by structure: the order of attributes and the writing of empty elements do
    not count. Numbers in cells and in the caches of charts may differ by `rel` of the larger, or
    by `near_zero` where rounding is all that is left of them. Everything else must be the same.
    """
    differences = [f"{name}: only in the first" for name in sorted(a.keys() - b.keys())]
    differences += [f"{name}: only in the second" for name in sorted(b.keys() - a.keys())]
    for name in sorted(a.keys() & b.keys()):
        if a[name] == b[name]:
            continue
        roots = _roots(a, b, name)
        if roots is None:
            differences.append(f"{name}: {len(a[name])} bytes against {len(b[name])}, not equal")
            continue
        tolerance = (rel, near_zero)
        differences += [f"{name}: {text}" for text in _differences(*roots, tolerance)]
    return differences


def compare_without_values(a: Parts, b: Parts) -> list[str]:
    """Return the differences between two packages that are no cached values of formulas.

    None means that the formulas, inputs, styles and all else are exactly the same. The extent
    of a sheet and of its rows, which follow from the cells present, do not count.
    """
    return compare(_without_values(a), _without_values(b), rel=0, near_zero=0)


def _without_values(parts: Parts) -> Parts:
    sheets = Sheets(parts)
    clear_values(sheets)
    out = sheets.saved()
    for name in sheet_parts(parts).values():
        root = parse(out, name)
        for extent in root.findall(tag("dimension")):
            root.remove(extent)
        for row in root.iter(tag("row")):
            row.attrib.pop("spans", "")
        out = replaced(out, name, root)
    return out


def _roots(a: Parts, b: Parts, name: str) -> tuple[etree._Element, etree._Element] | None:
    if not name.endswith(_XML):
        return None
    try:
        return parse(a, name), parse(b, name)
    except NotAWorkbook:
        return None


def _differences(
    one: etree._Element, two: etree._Element, tolerance: tuple[float, float]
) -> Iterator[str]:
    if one.tag != two.tag:
        yield f"{_place(one)}: {_short(one)} against {_short(two)}"
        return
    attributes, others = _attributes(one), _attributes(two)
    if attributes != others:
        yield f"{_place(one)}: attributes {attributes} against {others}"
    text, other = _own_text(one), _own_text(two)
    if text != other and not (_is_number(one) and _close(text, other, tolerance)):
        yield f"{_place(one)}: {text!r} against {other!r}"
    if len(one) != len(two):
        yield f"{_place(one)}: {_listed(one)} against {_listed(two)}"
        return
    for child, counterpart in zip(one, two, strict=True):
        yield from _differences(child, counterpart, tolerance)


def _attributes(element: etree._Element) -> dict[str, str]:
    attributes = {str(name): str(value) for name, value in element.attrib.items()}
    if element.tag == tag("c") and attributes.get("t") == "n":
        del attributes["t"]  # a number is what a cell holds when nothing is said
    return attributes


def _own_text(element: etree._Element) -> str:
    # Blanks between elements are layout, blanks within one are content.
    texts = [element.text or "", *(child.tail or "" for child in element)]
    if len(element):
        return "".join(text for text in texts if text.strip())
    return texts[0]


def _is_number(element: etree._Element) -> bool:
    if element.tag == tag("v"):
        cell = element.getparent()
        return cell is not None and cell.get("t", "n") == "n"
    return element.tag == _CACHED_NUMBER and any(
        parent.tag == tag("numCache", _CHART) for parent in element.iterancestors()
    )


def _close(one: str, two: str, tolerance: tuple[float, float]) -> bool:
    rel, near_zero = tolerance
    try:
        return math.isclose(float(one), float(two), rel_tol=rel, abs_tol=near_zero)
    except ValueError:
        return False


def _place(element: etree._Element) -> str:
    """Return where an element stands: the cell it belongs to, else its path."""
    for parent in (element, *element.iterancestors()):
        if parent.tag in (tag("c"), tag("row")) and parent.get("r"):
            return parent.get("r", "")
    names = [_short(parent) for parent in (element, *element.iterancestors())]
    return "/".join(reversed(names))


def _listed(element: etree._Element) -> str:
    cells = [child.get("r") or _short(child) for child in element]
    return f"{len(cells)} children ({', '.join(cells[:8])}{', ...' if len(cells) > 8 else ''})"


def _short(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else "comment"
