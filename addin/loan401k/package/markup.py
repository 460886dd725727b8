"""The XML of a package's parts: reading, writing, relationships, content types.

lxml keeps the prefixes that a part declares; the standard library renames them, and Excel then
refuses drawings whose compatibility attributes name the old ones.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from lxml import etree

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
DOCUMENT_RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
WORKBOOK = "xl/workbook.xml"
MACROS = "xl/vbaProject.bin"

_DECLARATION = re.compile(rb"\A(?:\xef\xbb\xbf)?<\?xml[^>]*\?>\s*")
_PLAIN_DECLARATION = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


class NotAWorkbook(ValueError):
    """The file is no .xlsx workbook, or one that is damaged or locked."""


class Relationship(NamedTuple):
    """Where one part points: the last word of the type, and the target part's name."""

    kind: str
    target: str


def tag(name: str, space: str = MAIN) -> str:
    """Return the qualified name of an element or attribute, by default a spreadsheet one."""
    return f"{{{space}}}{name}"


def parse(parts: Mapping[str, bytes], name: str) -> etree._Element:
    """Return the root element of a part.

    Entities are not expanded and a document type declaration is refused: no workbook has one.
    Raises NotAWorkbook when the part is missing or no XML.
    """
    if name not in parts:
        raise NotAWorkbook(f"the workbook lacks its part {name}")
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        root = etree.fromstring(parts[name], parser)
    except etree.XMLSyntaxError as error:
        raise NotAWorkbook(f"its part {name} is not well-formed XML: {error.msg}") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise NotAWorkbook(f"its part {name} has a document type declaration")
    return root


def child(root: etree._Element, name: str, order: Sequence[str], key: str = "") -> etree._Element:
    """Return the child of this name, added where the schema's `order` has it when missing.

    `key` is the child's own attribute `name`, where there may be several of a kind.
    """
    for found in root.iterchildren(tag(name)):
        if found.get("name", "") == key:
            return found
    made = etree.Element(tag(name), {"name": key} if key else {})
    later = {tag(other) for other in order[order.index(name) + 1 :]}
    root.insert(next((n for n, other in enumerate(root) if other.tag in later), len(root)), made)
    return made


def serialize(root: etree._Element, original: bytes = b"") -> bytes:
    """Return the bytes of `root`, opened by the declaration that `original` had."""
    tree = root.getroottree()
    match = _DECLARATION.match(original)
    head = match.group() if match else b""
    if (tree.docinfo.encoding or "UTF-8").upper() != "UTF-8":
        head = _PLAIN_DECLARATION
    return head + etree.tostring(tree, encoding="UTF-8", xml_declaration=False)


def replaced(parts: Mapping[str, bytes], name: str, root: etree._Element) -> dict[str, bytes]:
    """Return the parts with the part `name` holding `root` instead."""
    return {**parts, name: serialize(root, parts.get(name, b""))}


def actual(parts: Mapping[str, bytes], name: str) -> str:
    """Return the name of a part as the file has it: case does not matter in part names."""
    if name in parts:
        return name
    folded = name.casefold()
    return next((part for part in parts if part.casefold() == folded), name)


def workbook_part(parts: Mapping[str, bytes]) -> str:
    """Return the name of the part that lists the sheets; nearly every file has it in one place."""
    listing = actual(parts, relationships_part(""))
    return actual(parts, _target(parts[listing]) if listing in parts else WORKBOOK)


@lru_cache(maxsize=4)  # asked for again and again of the same workbook
def _target(listing: bytes) -> str:
    links = relationships({relationships_part(""): listing}, "").values()
    return next((link.target for link in links if link.kind == "officeDocument"), WORKBOOK)


def relationships_part(name: str) -> str:
    """Return the name of the part that lists where the part `name` points."""
    folder, base = posixpath.split(name)
    return posixpath.join(folder, "_rels", f"{base}.rels")


def relationships(parts: Mapping[str, bytes], name: str) -> dict[str, Relationship]:
    """Return the relationships of the part `name` inside the package, by their id."""
    listing = actual(parts, relationships_part(name))
    if listing not in parts:
        return {}
    folder = posixpath.dirname(name)
    found = {}
    for element in parse(parts, listing).iter(tag("Relationship", PACKAGE_RELATIONSHIPS)):
        if element.get("TargetMode") == "External":
            continue
        target = posixpath.normpath(posixpath.join("/", folder, element.get("Target", "")))
        kind = element.get("Type", "").rpartition("/")[2]
        found[element.get("Id", "")] = Relationship(kind, actual(parts, target.lstrip("/")))
    return found


def typed(parts: Mapping[str, bytes], name: str, content_type: str) -> dict[str, bytes]:
    """Return the parts with this content type for the part `name`."""
    listing = "[Content_Types].xml"
    types = parse(parts, listing)
    override = tag("Override", CONTENT_TYPES)
    found = next((e for e in types.iter(override) if e.get("PartName") == f"/{name}"), None)
    if found is None:
        found = etree.SubElement(types, override, PartName=f"/{name}")
    found.set("ContentType", content_type)
    return replaced(parts, listing, types)


def related(
    parts: Mapping[str, bytes], source: str, relation: str, target: str
) -> tuple[dict[str, bytes], str]:
    """Return the parts with `source` pointing at `target`, and the relationship's id.

    `relation` is the relationship's type, or its last word for one of the usual types.
    """
    listing = relationships_part(source)
    if listing not in parts:
        parts = {**parts, listing: f'<Relationships xmlns="{PACKAGE_RELATIONSHIPS}"/>'.encode()}
    links = parse(parts, listing)
    taken = {element.get("Id") for element in links}
    number = next(n for n in range(1, len(taken) + 2) if f"rId{n}" not in taken)
    etree.SubElement(
        links,
        tag("Relationship", PACKAGE_RELATIONSHIPS),
        Id=f"rId{number}",
        Type=relation if "://" in relation else f"{DOCUMENT_RELATIONSHIPS}/{relation}",
        Target=posixpath.relpath(target, posixpath.dirname(source)),
    )
    return replaced(parts, listing, links), f"rId{number}"


def document(root: etree._Element) -> bytes:
    """Return the bytes of a new part."""
    return serialize(root, _PLAIN_DECLARATION)
