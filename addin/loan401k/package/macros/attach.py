"""Macros in a workbook package: the project, help for its functions, a hidden sheet.

Every function takes the parts of a package, ``{name: bytes}`` in order, and returns new parts;
those it does not name stay the same bytes. A sheet is added before the project is attached, so
that every sheet has its module.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Literal

from lxml import etree

from ..addresses import Address
from ..markup import (
    DOCUMENT_RELATIONSHIPS,
    MACROS,
    MAIN,
    WORKBOOK,
    NotAWorkbook,
    child,
    document,
    parse,
    related,
    relationships,
    replaced,
    tag,
    typed,
)
from ..parts import Parts
from ..workbook import ORDER, sheet_parts
from .project import read_project

FIRST_CATEGORY = 20  # number of the first own category in Excel's function wizard
LONGEST_HELP = 255

_X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
_CUSTOM_XML = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_PROJECT_RELATIONSHIP = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"

_PROJECT_TYPE = "application/vnd.ms-office.vbaProject"
_WORKBOOK_TYPE = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
_ADDIN_TYPE = "application/vnd.ms-excel.addin.macroEnabled.main+xml"
_WORKSHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_CUSTOM_XML_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"

_ITEM, _ITEM_PROPERTIES = "customXml/item1.xml", "customXml/itemProps1.xml"

# Extension of the workbook part, [MS-XLSX], that holds the help for arguments.
_ARGUMENT_HELP = "{8193D73E-4604-4355-AFF4-8A2333D13BE4}"
# Identifier of our descriptions among the custom XML of a workbook; any constant serves.
_ITEM_ID = "{6D5B4C1A-0401-4F4B-9D0B-401B4C0AA401}"


def attach_project(
    parts: Parts,
    project: bytes,
    code_names: Mapping[str, str],
    *,
    workbook_code_name: str = "ThisWorkbook",
    addin: bool = False,
) -> Parts:
    """Attach a VBA project: an ``.xlsm``, or an ``.xlam`` with ``addin``.

    ``code_names`` gives for each sheet the name of its module in the project.

    Raises:
        ValueError: if the package already has a project, or if workbook, sheets and project do not
            fit together: Excel would repair such a file and drop the macros.
    """
    if MACROS in parts:
        raise ValueError("The workbook already carries a VBA project.")
    sheets = _worksheets(parts)
    _check_documents(project, list(sheets), code_names, workbook_code_name)

    workbook = parse(parts, WORKBOOK)
    child(workbook, "workbookPr", ORDER).set("codeName", workbook_code_name)
    out = replaced(parts, WORKBOOK, workbook)
    for name, part in sheets.items():
        sheet = parse(parts, part)
        properties = sheet.find(tag("sheetPr"))
        if properties is None:
            properties = etree.Element(tag("sheetPr"))
            sheet.insert(0, properties)
        properties.set("codeName", code_names[name])
        out = replaced(out, part, sheet)
    out = typed(out, WORKBOOK, _ADDIN_TYPE if addin else _WORKBOOK_TYPE)
    out, _ = related(typed(out, MACROS, _PROJECT_TYPE), WORKBOOK, _PROJECT_RELATIONSHIP, MACROS)
    return {**out, MACROS: project}


def describe_functions(
    parts: Parts, category: str, argument_help: Mapping[str, Sequence[str]]
) -> Parts:
    """Store the category of the functions and the help for each of their arguments, in order.

    The category gets the number ``FIRST_CATEGORY``; that a function belongs to it, and what the
    function does, stands in the module (``VB_ProcData.VB_Invoke_Func``, ``VB_Description``).

    Raises:
        ValueError: for a text longer than Excel shows, or if the workbook has other categories.
    """
    for function, texts in argument_help.items():
        for position, text in enumerate(texts, start=1):
            if len(text) > LONGEST_HELP:
                raise ValueError(
                    f"The help for argument {position} of {function} has {len(text)} characters; "
                    f"Excel shows {LONGEST_HELP} at most."
                )
    workbook = parse(parts, WORKBOOK)
    groups = child(workbook, "functionGroups", ORDER)
    groups.set("builtInGroupCount", str(FIRST_CATEGORY - 1))
    present = [group.get("name") for group in groups]
    if not present:
        etree.SubElement(groups, tag("functionGroup"), name=category)
    elif present != [category]:
        raise ValueError(f"The workbook already has function categories: {present}.")

    names = _argument_help(workbook)
    for function in sorted([*argument_help], key=str.casefold):
        for old in names.findall(f"{{{_X14}}}definedName[@name='{function}']"):
            names.remove(old)
        if texts := argument_help[function]:
            name = etree.SubElement(names, tag("definedName", _X14), name=function)
            described = etree.SubElement(
                name, tag("argumentDescriptions", _X14), count=str(len(texts))
            )
            for index, text in enumerate(texts):
                argument = etree.SubElement(
                    described, tag("argumentDescription", _X14), index=str(index)
                )
                argument.text = text
    return replaced(parts, WORKBOOK, workbook)


def add_hidden_sheet(
    parts: Parts,
    name: str,
    rows: Sequence[Sequence[str]],
    *,
    state: Literal["hidden", "veryHidden"] = "hidden",
) -> Parts:
    """Add a sheet of texts behind the others; an empty text leaves its cell empty.

    A ``veryHidden`` sheet is not in Excel's list of sheets to unhide.

    Raises:
        ValueError: if Excel does not take the name, or the workbook has it already.
    """
    if not 1 <= len(name) <= 31 or re.search(r"[\[\]:*?/\\]|^'|'$", name):
        raise ValueError(
            f"The sheet name {name!r} is not one Excel takes: 1 to 31 characters, "
            "none of [ ] : * ? / \\, no apostrophe at either end."
        )
    if name.casefold() in (sheet.casefold() for sheet in sheet_parts(parts)):
        raise ValueError(f"The workbook already has a sheet {name!r}.")
    if MACROS in parts:
        raise ValueError(f"Add the sheet {name!r} before the VBA project: it needs a module there.")

    number = 1
    while f"xl/worksheets/sheet{number}.xml" in parts:
        number += 1
    part = f"xl/worksheets/sheet{number}.xml"
    out, relationship = related(typed(parts, part, _WORKSHEET_TYPE), WORKBOOK, "worksheet", part)
    workbook = parse(out, WORKBOOK)
    sheets = workbook.find(tag("sheets"))
    if sheets is None:
        raise NotAWorkbook("the workbook lists no sheets")
    sheet_id = 1 + max((int(sheet.get("sheetId", "0")) for sheet in sheets), default=0)
    sheet = etree.SubElement(sheets, tag("sheet"), name=name, sheetId=str(sheet_id))
    sheet.set("state", state)
    sheet.set(tag("id", DOCUMENT_RELATIONSHIPS), relationship)
    return {**replaced(out, WORKBOOK, workbook), part: document(_text_sheet(rows))}


def add_custom_xml(parts: Parts, content: bytes) -> Parts:
    """Add a custom XML part, which add-ins for Excel read from an open workbook.

    Raises:
        ValueError: if the workbook has custom XML already.
    """
    if _ITEM in parts:
        raise ValueError("The workbook already has custom XML.")
    properties = etree.Element(tag("datastoreItem", _CUSTOM_XML), nsmap={"ds": _CUSTOM_XML})
    properties.set(tag("itemID", _CUSTOM_XML), _ITEM_ID)
    etree.SubElement(properties, tag("schemaRefs", _CUSTOM_XML))
    out, _ = related(parts, WORKBOOK, "customXml", _ITEM)
    out = typed(out, _ITEM_PROPERTIES, _CUSTOM_XML_TYPE)
    out = {**out, _ITEM: content, _ITEM_PROPERTIES: document(properties)}
    return related(out, _ITEM, "customXmlProps", _ITEM_PROPERTIES)[0]


def _worksheets(parts: Parts) -> dict[str, str]:
    """The part of every sheet by its name; a chart sheet cannot have a module of ours."""
    found = sheet_parts(parts)
    kinds = {link.target: link.kind for link in relationships(parts, WORKBOOK).values()}
    for name, part in found.items():
        if kinds[part] != "worksheet":
            raise ValueError(f"The sheet {name!r} is not a worksheet.")
    return found


def _check_documents(
    project: bytes, sheets: Sequence[str], code_names: Mapping[str, str], workbook_code_name: str
) -> None:
    if set(sheets) != set(code_names):
        raise ValueError(
            f"Code names are needed for the sheets {sheets}; they were given for "
            f"{list(code_names)}."
        )
    modules = read_project(project)
    behind_sheets = sorted(module.name for module in modules if module.kind == "sheet")
    if sorted(code_names.values()) != behind_sheets:
        raise ValueError(
            f"The sheets have the code names {sorted(code_names.values())}, and the project has "
            f"the sheet modules {behind_sheets}."
        )
    behind_workbook = [module.name for module in modules if module.kind == "workbook"]
    if behind_workbook != [workbook_code_name]:
        raise ValueError(
            f"The workbook has the code name {workbook_code_name!r}, and the project has the "
            f"workbook modules {behind_workbook}."
        )


def _argument_help(workbook: etree._Element) -> etree._Element:
    extensions = child(workbook, "extLst", ORDER)
    extension = extensions.find(f"{{{MAIN}}}ext[@uri='{_ARGUMENT_HELP}']")
    if extension is None:
        extension = etree.SubElement(
            extensions, tag("ext"), {"uri": _ARGUMENT_HELP}, nsmap={"x14": _X14}
        )
    names = extension.find(tag("definedNames", _X14))
    return etree.SubElement(extension, tag("definedNames", _X14)) if names is None else names


def _text_sheet(rows: Sequence[Sequence[str]]) -> etree._Element:
    sheet = etree.fromstring(f'<worksheet xmlns="{MAIN}"><sheetData/></worksheet>')
    data = sheet[0]
    for number, texts in enumerate(rows, start=1):
        row = etree.SubElement(data, tag("row"), r=str(number))
        for column, text in enumerate(texts, start=1):
            cell = etree.SubElement(row, tag("c"), r=str(Address(number, column)))
            if text:
                cell.set("t", "inlineStr")
                inline = etree.SubElement(etree.SubElement(cell, tag("is")), tag("t"))
                # Excel reads _x0041_ as the letter A; an underscore written so stays one.
                inline.text = re.sub(r"_(?=x[0-9A-Fa-f]{4}_)", "_x005F_", text)
                inline.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return sheet
