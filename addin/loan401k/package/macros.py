"""Macros in a workbook package: the project, help for its functions, a hidden sheet.

Every function takes the parts of a package, ``{name: bytes}`` in order, and returns new parts;
those it does not name stay the same bytes. A sheet is added before the project is attached, so
that every sheet has its module.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping, Sequence
from typing import Literal

from lxml import etree

from loan401k.package.vba_project import read_project

Parts = Mapping[str, bytes]

FIRST_CATEGORY = 20  # number of the first own category in Excel's function wizard
LONGEST_HELP = 255

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_PROJECT_RELATIONSHIP = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"
_WORKSHEET_RELATIONSHIP = f"{_OFFICE}/worksheet"

_PROJECT_TYPE = "application/vnd.ms-office.vbaProject"
_WORKBOOK_TYPE = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
_ADDIN_TYPE = "application/vnd.ms-excel.addin.macroEnabled.main+xml"
_WORKSHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"

_WORKBOOK = "xl/workbook.xml"
_WORKBOOK_RELATIONSHIPS = "xl/_rels/workbook.xml.rels"
_CONTENT_TYPES = "[Content_Types].xml"
_PROJECT = "xl/vbaProject.bin"

# Extension of the workbook part, [MS-XLSX], that holds the help for arguments.
_ARGUMENT_HELP = "{8193D73E-4604-4355-AFF4-8A2333D13BE4}"


def attach_project(
    parts: Parts,
    project: bytes,
    code_names: Mapping[str, str],
    *,
    workbook_code_name: str = "ThisWorkbook",
    addin: bool = False,
) -> dict[str, bytes]:
    """Attach a VBA project: an ``.xlsm``, or an ``.xlam`` with ``addin``.

    ``code_names`` gives for each sheet the name of its module in the project.

    Raises:
        ValueError: if the package already has a project, or if workbook, sheets and project do not
            fit together: Excel would repair such a file and drop the macros.
    """
    if _PROJECT in parts:
        raise ValueError("The workbook already carries a VBA project.")
    package = _Package(parts)
    sheets = package.sheet_parts()
    _check_documents(project, list(sheets), code_names, workbook_code_name)

    workbook = package.tree(_WORKBOOK)
    _child(workbook, "workbookPr", behind=("fileVersion", "fileSharing")).set(
        "codeName", workbook_code_name
    )
    for name, part in sheets.items():
        sheet = package.tree(part)
        properties = sheet.find(f"{{{_MAIN}}}sheetPr")
        if properties is None:
            properties = etree.Element(f"{{{_MAIN}}}sheetPr")
            sheet.insert(0, properties)
        properties.set("codeName", code_names[name])
    package.relate(_PROJECT_RELATIONSHIP, "vbaProject.bin")
    package.set_type(_WORKBOOK, _ADDIN_TYPE if addin else _WORKBOOK_TYPE)
    package.set_type(_PROJECT, _PROJECT_TYPE)
    package.parts[_PROJECT] = project
    return package.saved()


def describe_functions(
    parts: Parts, category: str, argument_help: Mapping[str, Sequence[str]]
) -> dict[str, bytes]:
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
    package = _Package(parts)
    workbook = package.tree(_WORKBOOK)
    groups = _child(workbook, "functionGroups", behind=("sheets",))
    groups.set("builtInGroupCount", str(FIRST_CATEGORY - 1))
    present = [group.get("name") for group in groups]
    if not present:
        etree.SubElement(groups, f"{{{_MAIN}}}functionGroup", name=category)
    elif present != [category]:
        raise ValueError(f"The workbook already has function categories: {present}.")

    names = _argument_help(workbook)
    for function in sorted([*argument_help], key=str.casefold):
        for old in names.findall(f"{{{_X14}}}definedName[@name='{function}']"):
            names.remove(old)
        if texts := argument_help[function]:
            name = etree.SubElement(names, f"{{{_X14}}}definedName", name=function)
            described = etree.SubElement(
                name, f"{{{_X14}}}argumentDescriptions", count=str(len(texts))
            )
            for index, text in enumerate(texts):
                argument = etree.SubElement(
                    described, f"{{{_X14}}}argumentDescription", index=str(index)
                )
                argument.text = text
    return package.saved()


def add_hidden_sheet(
    parts: Parts,
    name: str,
    rows: Sequence[Sequence[str]],
    *,
    state: Literal["hidden", "veryHidden"] = "hidden",
) -> dict[str, bytes]:
    """Add a sheet of texts behind the others; an empty text leaves its cell empty.

    A ``veryHidden`` sheet is not in Excel's list of sheets to unhide.

    Raises:
        ValueError: if Excel does not take the name, or the workbook has it already.
    """
    package = _Package(parts)
    if not 1 <= len(name) <= 31 or re.search(r"[\[\]:*?/\\]|^'|'$", name):
        raise ValueError(
            f"The sheet name {name!r} is not one Excel takes: 1 to 31 characters, "
            "none of [ ] : * ? / \\, no apostrophe at either end."
        )
    if name.casefold() in (sheet.casefold() for sheet in package.sheet_parts()):
        raise ValueError(f"The workbook already has a sheet {name!r}.")
    if _PROJECT in parts:
        raise ValueError(f"Add the sheet {name!r} before the VBA project: it needs a module there.")

    number = 1
    while f"xl/worksheets/sheet{number}.xml" in parts:
        number += 1
    part = f"xl/worksheets/sheet{number}.xml"
    package.parts[part] = _serialised(_text_sheet(rows))
    package.set_type(part, _WORKSHEET_TYPE)
    relationship = package.relate(_WORKSHEET_RELATIONSHIP, f"worksheets/sheet{number}.xml")
    sheets = package.sheets()
    sheet_id = 1 + max((int(sheet.get("sheetId", "0")) for sheet in sheets), default=0)
    sheet = etree.SubElement(sheets, f"{{{_MAIN}}}sheet", name=name, sheetId=str(sheet_id))
    sheet.set("state", state)
    sheet.set(f"{{{_OFFICE}}}id", relationship)
    return package.saved()


class _Package:
    """The parts, with those that were opened as trees."""

    def __init__(self, parts: Parts) -> None:
        self.parts = dict(parts)
        self._trees: dict[str, etree._Element] = {}

    def tree(self, part: str) -> etree._Element:
        if part not in self._trees:
            if part not in self.parts:
                raise ValueError(f"The file is not an Excel workbook: it has no part {part}.")
            self._trees[part] = etree.fromstring(self.parts[part])
        return self._trees[part]

    def saved(self) -> dict[str, bytes]:
        return self.parts | {part: _serialised(tree) for part, tree in self._trees.items()}

    def sheets(self) -> etree._Element:
        """The list of sheets; the schema asks every workbook for one."""
        sheets = self.tree(_WORKBOOK).find(f"{{{_MAIN}}}sheets")
        if sheets is None:
            raise ValueError("The file is not an Excel workbook: it lists no sheets.")
        return sheets

    def sheet_parts(self) -> dict[str, str]:
        """The part of every sheet by its name, in the order of the tabs."""
        targets = {
            relationship.get("Id"): relationship
            for relationship in self.tree(_WORKBOOK_RELATIONSHIPS)
        }
        parts = {}
        for sheet in self.sheets():
            relationship = targets[sheet.get(f"{{{_OFFICE}}}id")]
            if relationship.get("Type") != _WORKSHEET_RELATIONSHIP:
                raise ValueError(f"The sheet {sheet.get('name')!r} is not a worksheet.")
            target = posixpath.join("/xl", relationship.get("Target", ""))
            parts[sheet.get("name", "")] = posixpath.normpath(target).lstrip("/")
        return parts

    def relate(self, kind: str, target: str) -> str:
        """Relate the workbook to a part and return the relationship's identifier."""
        relationships = self.tree(_WORKBOOK_RELATIONSHIPS)
        taken = {relationship.get("Id") for relationship in relationships}
        number = len(taken) + 1
        while f"rId{number}" in taken:
            number += 1
        relationship = etree.SubElement(relationships, f"{{{_RELATIONSHIPS}}}Relationship")
        relationship.attrib.update({"Id": f"rId{number}", "Type": kind, "Target": target})
        return f"rId{number}"

    def set_type(self, part: str, kind: str) -> None:
        types = self.tree(_CONTENT_TYPES)
        for override in types.findall(f"{{{_TYPES}}}Override"):
            if override.get("PartName") == f"/{part}":
                override.set("ContentType", kind)
                return
        override = etree.SubElement(types, f"{{{_TYPES}}}Override")
        override.attrib.update({"PartName": f"/{part}", "ContentType": kind})


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


def _child(workbook: etree._Element, tag: str, behind: Sequence[str]) -> etree._Element:
    """The child with this tag; if there is none, a new one in the order the schema asks for."""
    found = workbook.find(f"{{{_MAIN}}}{tag}")
    if found is not None:
        return found
    created = etree.Element(f"{{{_MAIN}}}{tag}")
    earlier = [child for name in behind for child in workbook.findall(f"{{{_MAIN}}}{name}")]
    workbook.insert(1 + max((workbook.index(child) for child in earlier), default=-1), created)
    return created


def _argument_help(workbook: etree._Element) -> etree._Element:
    extensions = workbook.find(f"{{{_MAIN}}}extLst")
    if extensions is None:  # the last child a workbook may have
        extensions = etree.SubElement(workbook, f"{{{_MAIN}}}extLst")
    extension = extensions.find(f"{{{_MAIN}}}ext[@uri='{_ARGUMENT_HELP}']")
    if extension is None:
        extension = etree.SubElement(
            extensions, f"{{{_MAIN}}}ext", {"uri": _ARGUMENT_HELP}, nsmap={"x14": _X14}
        )
    names = extension.find(f"{{{_X14}}}definedNames")
    return etree.SubElement(extension, f"{{{_X14}}}definedNames") if names is None else names


def _text_sheet(rows: Sequence[Sequence[str]]) -> etree._Element:
    sheet = etree.fromstring(f'<worksheet xmlns="{_MAIN}"><sheetData/></worksheet>')
    data = sheet[0]
    for texts in rows:
        row = etree.SubElement(data, f"{{{_MAIN}}}row")
        for text in texts:
            cell = etree.SubElement(row, f"{{{_MAIN}}}c")
            if text:
                cell.set("t", "inlineStr")
                inline = etree.SubElement(etree.SubElement(cell, f"{{{_MAIN}}}is"), f"{{{_MAIN}}}t")
                # Excel reads _x0041_ as the letter A; an underscore written so stays one.
                inline.text = re.sub(r"_(?=x[0-9A-Fa-f]{4}_)", "_x005F_", text)
                inline.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return sheet


def _serialised(tree: etree._Element) -> bytes:
    written: bytes = etree.tostring(tree, encoding="UTF-8", xml_declaration=True, standalone=True)
    return written
