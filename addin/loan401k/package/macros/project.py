"""The VBA project of a workbook, from source alone: the bytes of ``xl/vbaProject.bin``.

pyOpenVBA writes the container. It starts from an empty project that Excel itself saved, and its
makers open what it writes in Excel. Here is what it leaves to its caller: refusing what Excel would
not load, a name for the project, and no compiled code of any kind.
"""

from __future__ import annotations

import re
import struct
import tempfile
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from pyopenvba.vba import VBAProject

Kind = Literal["standard", "class", "workbook", "sheet"]

PROJECT_NAME = "LOAN401K"
CODE_PAGE = "cp1252"  # of the empty project; the text of every module is stored in it
LONGEST_NAME = 31
LONGEST_LINE = 1023

_IDENTIFIER = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_FORBIDDEN = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")
_NAME_LINE = re.compile(r'^Attribute VB_Name = "([^"]*)"\r\n', re.MULTILINE)
_EMPTY_PROJECT_NAME = "VBAProject"
_NAME_RECORD = 0x0004  # PROJECTNAME, [MS-OVBA] 2.3.4.2.1.6
_COMPRESSED = 0x8000  # CompressedChunkFlag, [MS-OVBA] 2.4.1.1.5
_MODULE_STORAGE = "VBA"
_DOCUMENTS: dict[str, Kind] = {  # class identifiers of Excel's document objects
    "00020819-0000-0000-C000-000000000046": "workbook",
    "00020820-0000-0000-C000-000000000046": "sheet",
}


@dataclass(frozen=True)
class Module:
    """One module: its name, its source text and what it belongs to.

    ``workbook`` and ``sheet`` are the modules behind the workbook and behind one worksheet; their
    names are the code names written in the workbook. The attribute lines Excel keeps at the head
    of a module are added; a source that already names its module, as an exported file does, is
    taken as it is.
    """

    name: str
    source: str = ""
    kind: Kind = "standard"

    @property
    def text(self) -> str:
        """The source as stored: lines end in CRLF, and no line names the module."""
        text = _crlf(self.source)
        if self.kind == "standard" and (named := _NAME_LINE.match(text)):
            text = text[named.end() :]
        return text if not text or text.endswith("\r\n") else text + "\r\n"


def build_project(modules: Iterable[Module], name: str = PROJECT_NAME) -> bytes:
    """Build a project with one workbook module, a module for each sheet, and the others.

    The same modules give the same bytes. The documents come first, the other modules in the order
    given. The references are the two of a new project in Excel: OLE Automation and Office.

    Raises:
        ValueError: with a sentence that names the module, and the line where there is one.
    """
    modules = list(modules)
    _check_name("project", name)
    _check_modules(modules, name)
    from pyopenvba import ExcelFile, VBAModuleKind, VBAProjectError

    documents = [module for module in modules if module.kind in ("workbook", "sheet")]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "project.xlsm"
        _write_bare_workbook(path, documents)
        with ExcelFile(path) as book:
            project = book.add_vba_project()
            for module in modules:
                if module in documents:
                    # Assigning also drops the compiled code of the empty project.
                    project.get_module(module.name).body = module.text
                elif module.kind == "class":
                    project.add_module(module.name, module.text, kind=VBAModuleKind.other)
                else:
                    header = f'Attribute VB_Name = "{module.name}"\r\n'
                    project.add_module(module.name, header + module.text)
            try:
                book.save()
            except VBAProjectError as error:
                raise ValueError(f"The VBA project cannot be written: {error}") from error
        with zipfile.ZipFile(path) as package:
            data = package.read("xl/vbaProject.bin")
    return _named(data, name, modules)


def read_project(data: bytes) -> list[Module]:
    """Read the modules of a project back, in their order.

    Raises:
        ValueError: if the bytes are no VBA project.
    """
    from pyopenvba import PyOpenVBAError
    from pyopenvba.cfb import CFB
    from pyopenvba.vba import parse_vba_project

    try:
        project: VBAProject = parse_vba_project(CFB.from_bytes(data))
        return [
            Module(module.name, *_source_and_kind(module.source, module.body))
            for module in project.modules
        ]
    except (PyOpenVBAError, KeyError, struct.error) as error:
        raise ValueError(f"The bytes are not a VBA project: {error}") from error


def _crlf(text: str) -> str:
    return re.sub(r"\r\n|\r|\n", "\r\n", text)


def _source_and_kind(source: str, body: str) -> tuple[str, Kind]:
    base = re.search(r'^Attribute VB_Base = "0\{([^}]*)\}', source, re.MULTILINE)
    if base is None:
        return _NAME_LINE.sub("", source, count=1), "standard"
    return body, _DOCUMENTS.get(base[1].upper(), "class")


def _check_modules(modules: Sequence[Module], project_name: str) -> None:
    taken = {project_name.casefold(): f"the project {project_name!r}"}
    # The project keeps a stream of this name beside those of the modules.
    taken["dir"] = "a part of every VBA project"
    for module in modules:
        _check_name("module", module.name)
        if other := taken.get(module.name.casefold()):
            raise ValueError(
                f"The module name {module.name!r} is already that of {other}; VBA ignores case."
            )
        taken[module.name.casefold()] = f"the module {module.name!r}"
        _check_text(module)
    kinds = [module.kind for module in modules]
    if kinds.count("workbook") != 1 or "sheet" not in kinds:
        raise ValueError(
            "A VBA project needs one module of kind 'workbook' and one of kind 'sheet' for each "
            f"worksheet; these are {kinds.count('workbook')} and {kinds.count('sheet')}."
        )
    if not any(module.text.strip() or module.kind in ("standard", "class") for module in modules):
        raise ValueError("The VBA project holds no code; Excel would not keep it.")


def _check_name(what: str, name: str) -> None:
    if not _IDENTIFIER.fullmatch(name) or len(name) > LONGEST_NAME:
        raise ValueError(
            f"The {what} name {name!r} is not one VBA takes: a letter A to Z first, then letters, "
            f"digits and underscores, {LONGEST_NAME} characters at most."
        )
    from pyopenvba.vba import VBE_REFUSED_MODULE_NAMES

    if name.casefold() in VBE_REFUSED_MODULE_NAMES:
        raise ValueError(f"The {what} name {name!r} is a word of the VBA language.")


def _check_text(module: Module) -> None:
    named = _NAME_LINE.search(_crlf(module.source))
    if named and named[1] != module.name:
        raise ValueError(f"The source of module {module.name!r} names it {named[1]!r}.")
    if named and module.kind in ("workbook", "sheet"):
        raise ValueError(f"The source of {module.kind} module {module.name!r} must be code alone.")
    for number, line in enumerate(module.text.split("\r\n"), start=1):
        where = f"Module {module.name!r}, line {number}"
        if len(line) > LONGEST_LINE:
            raise ValueError(
                f"{where} has {len(line):,} characters; VBA takes {LONGEST_LINE:,} at most."
            )
        if control := _FORBIDDEN.search(line):
            raise ValueError(f"{where} holds the control character {control[0]!r}.")
        try:
            line.encode(CODE_PAGE)
        except UnicodeEncodeError as error:
            raise ValueError(
                f"{where} holds {line[error.start]!r}, which VBA cannot store: module text is "
                "limited to the Western European code page 1252."
            ) from None


def _write_bare_workbook(path: Path, documents: Sequence[Module]) -> None:
    """Write the least of a workbook pyOpenVBA takes the document modules from."""
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    (workbook,) = (module.name for module in documents if module.kind == "workbook")
    sheets = [module.name for module in documents if module.kind == "sheet"]
    entries, relationships = "", ""
    with zipfile.ZipFile(path, "w") as parts:
        for number, sheet in enumerate(sheets, start=1):
            entries += f'<sheet name="{sheet}" sheetId="{number}" r:id="rId{number}"/>'
            relationships += (
                f'<Relationship Id="rId{number}" Type="{office}/worksheet" '
                f'Target="worksheets/sheet{number}.xml"/>'
            )
            parts.writestr(
                f"xl/worksheets/sheet{number}.xml",
                f'<worksheet {main}><sheetPr codeName="{sheet}"/><sheetData/></worksheet>',
            )
        parts.writestr(
            "xl/workbook.xml",
            f'<workbook {main} xmlns:r="{office}"><workbookPr codeName="{workbook}"/>'
            f"<sheets>{entries}</sheets></workbook>",
        )
        parts.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{package}/relationships">{relationships}</Relationships>',
        )
        parts.writestr("[Content_Types].xml", f'<Types xmlns="{package}/content-types"></Types>')


def _named(data: bytes, name: str, modules: Sequence[Module]) -> bytes:
    """Name the project and make sure Excel can load every module.

    Under the name every new project has, no other project could refer to this one.
    """
    from pyopenvba.cfb import CFB
    from pyopenvba.vba import compress, decompress

    container = CFB.from_bytes(data)
    for module in modules:
        stream: bytes = container.get_stream_in_storage(_MODULE_STORAGE, module.name)
        if not _is_compressed(stream):
            raise ValueError(
                f"The text of module {module.name!r} does not compress, and Excel loads no module "
                "stored uncompressed."
            )
    directory: bytes = decompress(container.get_stream_in_storage(_MODULE_STORAGE, "dir"))
    directory = _replace_once(directory, _name_record(_EMPTY_PROJECT_NAME), _name_record(name))
    container.write_stream_in_storage(_MODULE_STORAGE, "dir", compress(directory))
    listing = _replace_once(
        container.get_stream("PROJECT"),
        f'Name="{_EMPTY_PROJECT_NAME}"'.encode("ascii"),
        f'Name="{name}"'.encode("ascii"),
    )
    container.write_stream("PROJECT", listing)
    named: bytes = container.to_bytes()
    return named


def _name_record(name: str) -> bytes:
    return struct.pack("<HI", _NAME_RECORD, len(name)) + name.encode("ascii")


def _replace_once(data: bytes, old: bytes, new: bytes) -> bytes:
    if data.count(old) != 1:
        raise RuntimeError(f"this version of pyOpenVBA starts from another project: no {old!r}")
    return data.replace(old, new)


def _is_compressed(stream: bytes) -> bool:
    position = 1  # behind the signature byte
    while position < len(stream):
        (header,) = struct.unpack_from("<H", stream, position)
        if not header & _COMPRESSED:
            return False
        position += (header & 0x0FFF) + 3
    return True
