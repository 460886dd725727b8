"""A workbook that carries our code for xlwings Lite, as Lite itself saves one."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from ....package import Parts
from ....package.markup import (
    DOCUMENT_RELATIONSHIPS,
    NotAWorkbook,
    document,
    parse,
    related,
    relationships,
    tag,
    typed,
)
from .. import stored
from . import code

_PANES, _EXTENSION = "xl/webextensions/taskpanes.xml", "xl/webextensions/webextension1.xml"
_PANES_TYPE = "application/vnd.ms-office.webextensiontaskpanes+xml"
_EXTENSION_TYPE = "application/vnd.ms-office.webextension+xml"
_RELATIONSHIPS = "http://schemas.microsoft.com/office/2011/relationships"
_PANES_SPACE = "http://schemas.microsoft.com/office/webextensions/taskpanes/2010/11"
_SPACE = "http://schemas.microsoft.com/office/webextensions/webextension/2010/11"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"

#: Lite in Excel's store; what opens the pane in which one trusts the workbook.
STORE_ID = "wa200008175"
#: Identifier of the extension in our workbooks; any constant serves.
_ID = "{60A3B5B7-7D0C-5E0F-9D64-401B401B401B}"
#: Extensions that say which custom functions a workbook calls.
_CONTAINS, _LIST = (
    "{D87F86FE-615C-45B5-9D79-34F1136793EB}",
    "{7C84B067-C214-45C3-A712-C9D94CD141B2}",
)
#: The versions of Lite and of its Python for which the workbook is made.
_LITE, _PYODIDE = "1.0.0.103", "314.0.0"


def with_code(parts: Parts) -> Parts:
    """Return the workbook with our code inside, and its calls stored for Lite."""
    parts = stored.for_office_js(parts)
    extension = document(_extension(stored.called(parts)))
    parts, link = related(parts, _PANES, f"{_RELATIONSHIPS}/webextension", _EXTENSION)
    parts = {**parts, _EXTENSION: extension, _PANES: document(_panes(link))}
    parts, _ = related(parts, "", f"{_RELATIONSHIPS}/webextensiontaskpanes", _PANES)
    return typed(typed(parts, _PANES, _PANES_TYPE), _EXTENSION, _EXTENSION_TYPE)


def _panes(link: str) -> etree._Element:
    root = etree.Element(tag("taskpanes", _PANES_SPACE), nsmap={"wetp": _PANES_SPACE})
    pane = etree.SubElement(
        root,
        tag("taskpane", _PANES_SPACE),
        {"dockstate": "right", "visibility": "0", "width": "438", "row": "0"},
    )
    etree.SubElement(
        pane,
        tag("webextensionref", _PANES_SPACE),
        {tag("id", DOCUMENT_RELATIONSHIPS): link},
        nsmap={"r": DOCUMENT_RELATIONSHIPS},
    )
    return root


def _extension(called: list[str]) -> etree._Element:
    root = etree.Element(tag("webextension", _SPACE), {"id": _ID}, nsmap={"we": _SPACE})
    in_store = {"id": STORE_ID, "version": "1.0.0.0", "store": "en-US", "storeType": "OMEX"}
    _add(root, "reference", in_store)
    number = STORE_ID.upper()
    others = _add(root, "alternateReferences")
    _add(others, "reference", {**in_store, "id": number, "store": number})
    properties = _add(root, "properties")
    for name, value in _properties().items():
        text = json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("/", "\\/")
        _add(properties, "property", {"name": name, "value": text})
    _add(root, "bindings")
    etree.SubElement(root, tag("snapshot", _SPACE), nsmap={"r": DOCUMENT_RELATIONSHIPS})
    extensions = _add(root, "extLst")
    _add(_added(extensions, _CONTAINS), "containsCustomFunctions")
    listed = _add(_added(extensions, _LIST), "customFunctionIdList")
    for name in called:
        if name.startswith(stored.PREFIX):
            _add(listed, "customFunctionIds").text = name
    return root


def _properties() -> dict[str, object]:
    return {
        "main.py": code.main_file(),
        "requirements.txt": code.REQUIREMENTS,
        "pyodideVersion": _PYODIDE,
        "addinVersion": _LITE,
        "xlwingsSettingsWorkbook": {"startupBehavior": "taskpane"},
    }


def _add(parent: etree._Element, name: str, attributes: Mapping[str, str] = {}) -> etree._Element:
    return etree.SubElement(parent, tag(name, _SPACE), dict(attributes))


def _added(extensions: etree._Element, uri: str) -> etree._Element:
    return etree.SubElement(extensions, tag("ext", _DRAWING), {"uri": uri}, nsmap={"a": _DRAWING})


@dataclass(frozen=True)
class Carried:
    """What a Lite workbook carries: the store's number of its add-in, and its properties."""

    store_id: str
    properties: dict[str, object]

    @property
    def main(self) -> str:
        """The code that Lite runs."""
        text = self.properties.get("main.py")
        return text if isinstance(text, str) else ""

    @property
    def digest(self) -> str:
        """The SHA-256 of the code."""
        return hashlib.sha256(self.main.encode()).hexdigest()


def carried_in(parts: Parts) -> Carried:
    """Return what the workbook carries for Lite. Raises NotAWorkbook where that is nothing."""
    for kind, panes in relationships(parts, "").values():
        if kind == "webextensiontaskpanes":
            for kind, name in relationships(parts, panes).values():
                if kind == "webextension":
                    return _read(parse(parts, name))
    raise NotAWorkbook("it carries no code for xlwings Lite")


def _read(root: etree._Element) -> Carried:
    reference = root.find(tag("reference", _SPACE))
    properties = {}
    for element in root.iter(tag("property", _SPACE)):
        try:
            properties[element.get("name", "")] = json.loads(element.get("value", ""))
        except ValueError as error:
            raise NotAWorkbook(f"its property {element.get('name')} is no JSON") from error
    return Carried("" if reference is None else reference.get("id", ""), properties)


def faults(parts: Parts) -> Iterator[str]:
    """Yield what keeps the workbook from answering in Lite, each as a sentence."""
    try:
        carried = carried_in(parts)
        different = code.differences(carried.main)
    except ValueError as error:  # NotAWorkbook is one
        yield f"The workbook is none of ours for Lite: {error}."
        return
    if carried.store_id.casefold() != STORE_ID:
        yield f"The workbook asks for the add-in {carried.store_id}, which is not xlwings Lite."
    if different:
        yield f"The code inside differs from the installed loan401k in {', '.join(different)}."
    yield from stored.faults(parts)
