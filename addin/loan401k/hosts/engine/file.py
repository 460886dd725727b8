"""The workbook as the engine is to read it: its cells and names, and nothing else of the file.

What is calculated stands there as a formula, what is kept as the value that was saved.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator

import formualizer as fz
from lxml import etree

from ...errors import CellError
from ...package import Sheets
from ...package.addresses import Place, address
from ...package.cells import Sheet
from ...package.markup import (
    CONTENT_TYPES,
    DOCUMENT_RELATIONSHIPS,
    MAIN,
    PACKAGE_RELATIONSHIPS,
    parse,
    relationships,
    tag,
    workbook_part,
)
from .cells import to_engine
from .engine import settings
from .formula import RecalculationError

_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml."
#: The errors that the engine's reader knows; for others it would refuse the workbook.
READABLE = ("#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A")
#: The engine mistakes a first sheet that is called sheet1 for one that it makes itself. No sheet
#: of a workbook can have so long a name.
_FIRST = "an empty sheet before those of the workbook"
_C, _V, _IS, _T = tag("c"), tag("v"), tag("is"), tag("t")

#: What the engine is to find in a cell: a formula with its equals sign, "" for nothing, or None
#: for the value that was saved.
Content = Callable[[Place], "str | None"]

_ESCAPED = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})


def loaded(sheets: Sheets, content: Content) -> fz.Workbook:
    """Return the engine's workbook. Raises RecalculationError when it cannot read one."""
    book = _read(_file(sheets, lambda sheet: "".join(_rows(sheet, content))))
    for name in sheets:
        for one, cell in sheets[name].cells.items():
            if cell.get("t") != "e" or content(Place(name, one)) is not None:
                continue
            if (code := cell.findtext(_V, "")) not in READABLE:
                book.set_value(name, *one, to_engine(CellError(code)))
    return book


def dropped_names(sheets: Sheets) -> dict[str, str]:
    """Return the text of each defined name that the engine does not understand."""
    book = _read(_file(sheets, lambda sheet: ""))
    return {
        (f"{name['scope_sheet']}!" if name["scope_sheet"] else "") + name["name"]: name[
            "definition"
        ]
        for name in book.name_import_diagnostics
    }


def _read(data: bytes) -> fz.Workbook:
    try:
        return fz.Workbook.from_bytes(data, config=settings(fz.WorkbookMode.Interactive))
    except (OSError, RuntimeError, ValueError) as error:
        raise RecalculationError(f"cannot be read by the engine: {error}") from error


def _file(sheets: Sheets, rows: Callable[[Sheet], str]) -> bytes:
    parts: dict[str, bytes | str] = {}
    listed, links = [], []
    for number, name in enumerate([_FIRST, *sheets], start=1):
        data = rows(sheets[name]) if name != _FIRST else ""
        parts[f"xl/sheet{number}.xml"] = (
            f'<worksheet xmlns="{MAIN}"><sheetData>{data}</sheetData></worksheet>'
        )
        listed.append(f'<sheet name="{_escape(name)}" sheetId="{number}" r:id="rId{number}"/>')
        links.append(("worksheet", f"sheet{number}.xml"))
    for link in relationships(sheets.parts, workbook_part(sheets.parts)).values():
        if link.kind == "sharedStrings" and link.target in sheets.parts:
            parts["xl/strings.xml"] = sheets.parts[link.target]
            links.append(("sharedStrings", "strings.xml"))
            break
    parts["[Content_Types].xml"] = _types(links)
    parts["_rels/.rels"] = _relationships([("officeDocument", "xl/workbook.xml")])
    parts["xl/_rels/workbook.xml.rels"] = _relationships(links)
    parts["xl/workbook.xml"] = (
        f'<workbook xmlns="{MAIN}" xmlns:r="{DOCUMENT_RELATIONSHIPS}">'
        f"<sheets>{''.join(listed)}</sheets>"
        f"<definedNames>{''.join(_names(sheets))}</definedNames></workbook>"
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
    return file.getvalue()


def _types(links: list[tuple[str, str]]) -> str:
    kinds = [("sheet.main", "workbook.xml"), *links]
    overrides = "".join(
        f'<Override PartName="/xl/{target}" ContentType="{_KIND}{kind}+xml"/>'
        for kind, target in kinds
    )
    return (
        f'<Types xmlns="{CONTENT_TYPES}"><Default Extension="rels" ContentType='
        f'"application/vnd.openxmlformats-package.relationships+xml"/>{overrides}</Types>'
    )


def _relationships(links: list[tuple[str, str]]) -> str:
    inside = "".join(
        f'<Relationship Id="rId{n}" Type="{DOCUMENT_RELATIONSHIPS}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(links, start=1)
    )
    return f'<Relationships xmlns="{PACKAGE_RELATIONSHIPS}">{inside}</Relationships>'


def _names(sheets: Sheets) -> Iterator[str]:
    root = parse(sheets.parts, workbook_part(sheets.parts))
    for element in root.iterfind(f"{tag('definedNames')}/{tag('definedName')}"):
        name, owner = element.get("name", ""), element.get("localSheetId")
        if not name.startswith("_xl"):  # Excel's own
            local = "" if owner is None else f' localSheetId="{int(owner) + 1}"'
            yield (
                f'<definedName name="{_escape(name)}"{local}>'
                f"{_escape(element.text or '')}</definedName>"
            )


def _rows(sheet: Sheet, content: Content) -> Iterator[str]:
    for number, row in sorted(sheet.rows.items()):
        yield f'<row r="{number}">'
        for cell in row.iterchildren(_C):
            a1 = cell.get("r", "")
            formula = content(Place(sheet.name, address(a1)))
            if formula is None:
                yield _constant(a1, cell)
            elif formula:
                yield f'<c r="{a1}"><f>{_escape(formula[1:])}</f></c>'
        yield "</row>"


def _escape(text: str) -> str:
    return text.translate(_ESCAPED)  # the library's imports every name that HTML has


def _constant(a1: str, cell: etree._Element) -> str:
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        kind, text = "str", "".join(t.text or "" for t in cell.iterfind(f"{_IS}//{_T}"))
    else:
        text = cell.findtext(_V, "")
        if kind == "e" and text not in READABLE:
            text = "#VALUE!"
    if not text and kind != "str":
        return ""
    return f'<c r="{a1}" t="{kind}"><v xml:space="preserve">{_escape(text)}</v></c>'
