"""What LibreOffice reads about the extension: functions and their help, its job, its contents."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from ...declare import Argument, Declaration
from . import names

_OOR = "http://openoffice.org/2001/registry"
_XS = "http://www.w3.org/2001/XMLSchema"
_MANIFEST = "http://openoffice.org/2001/manifest"
_DESCRIPTION = "http://openoffice.org/extensions/description/2006"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_ENGLISH = "en-US"

#: Group of the function wizard. Calc knows a fixed list of names only.
CATEGORY = "Financial"

Element = etree._Element


def functions(declarations: Iterable[Declaration]) -> bytes:
    """Return CalcAddIns.xcu: names, categories and help of all functions and arguments."""
    root = _settings("CalcAddIns")
    service = _node(_node(root, "AddInInfo"), names.SERVICE, "replace")
    entries = _node(service, "AddInFunctions")
    for declaration in declarations:
        entry = _node(entries, declaration.name, "replace")
        _text(entry, "DisplayName", declaration.name)
        _text(entry, "Description", declaration.summary)
        _property(entry, "Category", CATEGORY)
        _text(entry, "CompatibilityName", declaration.name)
        parameters = _node(entry, "Parameters")
        for argument in declaration.arguments:
            parameter = _node(parameters, parameter_name(argument), "replace")
            _text(parameter, "DisplayName", argument.name)
            _text(parameter, "Description", argument.help)
    return _bytes(root)


def parameter_name(argument: Argument) -> str:
    """Return the argument's name in the type library, which none of UNOIDL's keywords may be."""
    return "in" + "".join(word.capitalize() for word in argument.name.split("_"))


def jobs() -> bytes:
    """Return Jobs.xcu: the healer runs when a document was opened in a window."""
    root = _settings("Jobs")
    job = _node(_node(root, "Jobs"), names.HEALER, "replace")
    _property(job, "Service", names.HEALER)
    event = _node(_node(root, "Events"), "onDocumentOpened", "fuse")
    _node(_node(event, "JobList"), names.HEALER, "replace")
    return _bytes(root)


def manifest(parts: Iterable[tuple[str, str]]) -> bytes:
    """Return META-INF/manifest.xml for parts given by path and media type."""
    root = etree.Element(_in(_MANIFEST, "manifest"), nsmap={"manifest": _MANIFEST})
    for path, media_type in parts:
        entry = etree.SubElement(root, _in(_MANIFEST, "file-entry"))
        entry.set(_in(_MANIFEST, "media-type"), media_type)
        entry.set(_in(_MANIFEST, "full-path"), path)
    return _bytes(root)


def description(version: str) -> bytes:
    """Return description.xml: identifier, version and name of the extension."""
    root = etree.Element(_in(_DESCRIPTION, "description"), nsmap={"d": _DESCRIPTION})
    etree.SubElement(root, _in(_DESCRIPTION, "identifier")).set("value", names.EXTENSION)
    etree.SubElement(root, _in(_DESCRIPTION, "version")).set("value", version)
    display = etree.SubElement(root, _in(_DESCRIPTION, "display-name"))
    name = etree.SubElement(display, _in(_DESCRIPTION, "name"))
    name.set("lang", "en")
    name.text = "401(k) loan functions"
    return _bytes(root)


def _settings(component: str) -> Element:
    root = etree.Element(_in(_OOR, "component-data"), nsmap={"oor": _OOR, "xs": _XS})
    root.set(_in(_OOR, "name"), component)
    root.set(_in(_OOR, "package"), "org.openoffice.Office")
    return root


def _node(parent: Element, name: str, operation: str = "") -> Element:
    node = etree.SubElement(parent, "node")
    node.set(_in(_OOR, "name"), name)
    if operation:
        node.set(_in(_OOR, "op"), operation)
    return node


def _property(parent: Element, name: str, value: str) -> Element:
    prop = etree.SubElement(parent, "prop")
    prop.set(_in(_OOR, "name"), name)
    element = etree.SubElement(prop, "value")
    element.text = value
    return element


def _text(parent: Element, name: str, value: str) -> None:
    _property(parent, name, value).set(_LANGUAGE, _ENGLISH)


def _in(namespace: str, name: str) -> str:
    return f"{{{namespace}}}{name}"


def _bytes(root: Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
