"""A workbook file as a mapping of part names to bytes, read and written reproducibly."""

from __future__ import annotations

import os
import stat
import zipfile
import zlib
from pathlib import Path

from lxml import etree

from ..beside import beside
from .markup import MAIN, WORKBOOK, NotAWorkbook, parse, workbook_part

__all__ = ["NotAWorkbook", "Parts", "read", "write"]

Parts = dict[str, bytes]
"""Part name, without a leading slash, to the part's content."""

_FIRST = ("[Content_Types].xml", "_rels/.rels")
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest date a zip file can hold
_UNIX = 3
_MODE = 0o644 << 16
_LEVEL = 6
# A worksheet of a million rows unpacks to a few hundred MiB; a zip bomb to far more. Reading takes
# twice as much.
_LARGEST = 1 << 29
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"


def read(path: str | os.PathLike[str]) -> Parts:
    """Return the parts of the .xlsx or .xlsm file at `path`, in the order of the file.

    Raises NotAWorkbook with a sentence that names the file and says what it is instead, and the
    operating system's own error when the file cannot be opened.
    """
    path = Path(path)
    mode = path.stat().st_mode
    if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):  # some have no end
        raise NotAWorkbook(f"{path} is no ordinary file")
    with path.open("rb") as file:
        if file.read(len(_OLE)) == _OLE:
            raise NotAWorkbook(
                f"{path} is protected by a password or in the format before Excel 2007: "
                "save it as .xlsx without a password"
            )
    try:
        with zipfile.ZipFile(path) as package:
            parts = _unpack(path, package)
    except NotAWorkbook:
        raise
    except zipfile.BadZipFile as error:
        raise NotAWorkbook(f"{path} is not an .xlsx workbook, or is damaged: {error}") from error
    except (EOFError, NotImplementedError, RuntimeError, ValueError, zlib.error) as error:
        raise NotAWorkbook(f"{path} cannot be unpacked: {error}") from error
    try:
        workbook = workbook_part(parts)
        root = parse(parts, workbook) if _is_xml(workbook, parts) else None
    except NotAWorkbook as error:
        raise NotAWorkbook(f"{path} is damaged: {error}") from error
    if root is None:
        raise NotAWorkbook(f"{path} is not an .xlsx workbook: {_what_it_is(parts)}")
    space = etree.QName(root).namespace
    if space == _STRICT:
        raise NotAWorkbook(
            f"{path} is a Strict Open XML workbook: save it as an ordinary Excel workbook (.xlsx)"
        )
    if b"spreadsheetml.template" in parts.get(_FIRST[0], b""):
        raise NotAWorkbook(f"{path} is a template for workbooks: save it as .xlsx")
    if b"template.macroEnabled" in parts.get(_FIRST[0], b""):
        raise NotAWorkbook(f"{path} is a template for workbooks: save it as .xlsm")
    if space != MAIN:
        raise NotAWorkbook(f"{path} is not an .xlsx workbook: its {workbook} is something else")
    return parts


def write(parts: Parts, path: str | os.PathLike[str], *, replace: bool = False) -> None:
    """Write `parts` as a file whose bytes depend on the parts alone.

    The file is written beside `path` and moved into place, so that a failure leaves the old one.
    Raises FileExistsError when there is a file at `path` and `replace` is False.
    """
    with (
        beside(path, replace=replace) as place,
        place.open("xb") as file,
        zipfile.ZipFile(file, "w") as package,
    ):
        for name in [name for name in _FIRST if name in parts] + sorted(parts.keys() - set(_FIRST)):
            package.writestr(_entry(name), parts[name], zipfile.ZIP_DEFLATED, _LEVEL)


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.create_system = _UNIX
    entry.external_attr = _MODE
    return entry


def _unpack(path: Path, package: zipfile.ZipFile) -> Parts:
    entries = [entry for entry in package.infolist() if not entry.is_dir()]
    if sum(entry.file_size for entry in entries) > _LARGEST:
        raise NotAWorkbook(f"{path} unpacks to more than {_LARGEST >> 20} MiB and is not read")
    parts: Parts = {}
    for entry in entries:
        if entry.filename in parts:
            raise NotAWorkbook(f"{path} is damaged: it holds {entry.filename} twice")
        parts[entry.filename] = package.read(entry)
    return parts


def _is_xml(workbook: str, parts: Parts) -> bool:
    return workbook in parts and not workbook.endswith(".bin")


def _what_it_is(parts: Parts) -> str:
    if "xl/workbook.bin" in parts:
        return "it is an .xlsb file, save it as .xlsx"
    if b"opendocument" in parts.get("mimetype", b""):
        return "it is an OpenDocument file, save it as .xlsx"
    return f"it is a zip file without {WORKBOOK}"
