"""Find what makes a workbook fail in another program, mislead, or look careless.

Each rule yields sentences that name the place. The tests hold that there are none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token
from openpyxl.worksheet.formula import ArrayFormula

from loan401k.declare import REGISTRY
from loan401k.package.addresses import Address, Area, address, area
from loan401k.template import YOURS

from .. import names
from ..inputs import areas as input_areas
from ..inputs import listed
from ..layout.book import BEHIND, Book
from ..sheets import functions
from . import auditing
from .looks import contrast, cut_off
from .work import Workbook, cells

#: What Excel 2021, LibreOffice 7.4 and the embedded engine all have, as far as it is used.
_COMMON = {
    *("ABS", "AND", "COLUMN", "COLUMNS", "COUNT", "COUNTBLANK", "COUNTIF", "CUMIPMT", "EDATE"),
    *("FIXED", "FV", "IF", "IFERROR", "INDEX", "INT", "IPMT", "ISERROR", "ISNUMBER", "ISTEXT"),
    *("LEN", "LN", "LOG10", "MATCH", "MAX", "MIN", "MONTH", "N", "NOT", "NPER", "OR", "PMT"),
    *("PPMT", "PV", "RATE", "ROUND", "ROUNDUP", "ROW", "SUM", "SUMIF", "TEXT", "YEAR"),
    *("CHOOSE", "COUNTA", "DAY", "SIGN", "_xlfn.IFNA"),
}
_PLAIN_NUMBERS = {"0", "1", "12"}  # none, one or the first, months of a year
_CELLS = re.compile(r"'?[^'!]+'?!\$[A-Z]+\$\d+(:\$[A-Z]+\$\d+)?")
_ADDRESS = re.compile(r"\$?[A-Z]{1,3}\$?\d+(:\$?[A-Z]{1,3}\$?\d+)?")
_TALL = 60  # rows of a sheet that needs frozen headings


def _tokens(text: str) -> list[Token]:
    return list(Tokenizer(text).items)


def formulas(work: Workbook) -> Iterator[str]:
    """Functions that a program lacks, numbers that belong into a cell, unknown names.

    The examples of the sheet Functions hold their own figures.
    """
    known = {name.casefold() for name in work.book.workbook.defined_names}
    for place, text in work.formulas():
        for token in _tokens(text):
            if token.type == Token.FUNC and token.subtype == Token.OPEN:
                name = token.value.rstrip("(")
                if name not in _COMMON and name not in REGISTRY:
                    yield f"{place}: {name} is not a function that every program has"
            elif token.type == Token.OPERAND and token.subtype == Token.NUMBER:
                example = place.startswith(f"{functions.TITLE}!")
                if token.value not in _PLAIN_NUMBERS and not example:
                    yield f"{place}: the number {token.value} belongs into a named cell"
            elif token.type == Token.OPERAND and token.subtype == Token.RANGE:
                reference = token.value.rpartition("!")[2]
                if "[" in token.value:
                    yield f"{place}: {token.value} is a structured or outside reference"
                elif not _ADDRESS.fullmatch(reference) and reference.casefold() not in known:
                    yield f"{place}: the name {reference} is not defined"


#: A name that a function has too; LibreOffice tells them apart by the bracket after LOAN_AMOUNT.
SHARED = frozenset({"Loan_Amount"})


def defined_names(work: Workbook) -> Iterator[str]:
    """Names that are more than cells, or that nothing uses."""
    used = {*names.CONTRACT, *names.TABLES, names.PRESET}
    used |= {one.name + tail for one in listed.ALL for tail in ("", YOURS)}
    used |= {name for _, _, answers in names.QUESTIONS for name in answers}
    used |= {one for one in work.book.workbook.defined_names if one.startswith(names.TEST)}
    used |= {one.name for one in input_areas.ALL} | names.OUTPUTS
    conditions = [
        f"={formula}"
        for sheet in work.sheets
        for block in sheet.conditional_formatting
        for rule in block.rules
        for formula in rule.formula
    ]
    for text in [*(text for _, text in work.formulas()), *conditions]:
        used |= {token.value for token in _tokens(text) if token.subtype == Token.RANGE}
    for name, defined in work.book.workbook.defined_names.items():
        if not _CELLS.fullmatch(str(defined.attr_text)):
            yield f"the name {name} is no cell or area: {defined.attr_text}"
        if name.upper() in REGISTRY and name not in SHARED:
            yield f"the name {name} is a function's, which LibreOffice reads instead"
        if name not in used:
            yield f"the name {name} is used by no formula"
    for name in used - set(work.book.workbook.defined_names):
        if name in names.CONTRACT or name in names.TABLES:
            yield f"the name {name} is missing"


def inputs(work: Workbook) -> Iterator[str]:
    """Input cells that are locked or unguarded, other cells that are open, open sheets."""
    for sheet in work.sheets:
        if not sheet.protection.sheet or sheet.protection.password:
            yield f"{sheet.title}: must be protected, without a password"
        guarded: list[Area] = []
        for rule in sheet.data_validations.dataValidation:
            covered = [str(block) for block in rule.sqref.ranges]
            guarded += map(area, covered)
            if not (rule.showInputMessage and rule.showErrorMessage and rule.prompt and rule.error):
                yield f"{sheet.title}!{', '.join(sorted(covered))}: its validation says nothing"
        for cell in cells(sheet):
            typed = str(cell.style).startswith("Input")
            if typed and cell.protection.locked:
                yield f"{sheet.title}!{cell.coordinate}: looks like an input and is locked"
            if not typed and not cell.protection.locked:
                yield f"{sheet.title}!{cell.coordinate}: is open and does not look like an input"
            place = address(cell.coordinate)
            if typed and not any(block.holds(place) for block in guarded):
                yield f"{sheet.title}!{cell.coordinate}: is an input without validation"


def areas(work: Workbook) -> Iterator[str]:
    """Merged cells, and array formulas without room."""
    for sheet in work.sheets:
        for merged in sheet.merged_cells.ranges:
            yield f"{sheet.title}!{merged}: merged cells"
        blocks: list[tuple[Address, Area]] = []
        for cell in cells(sheet):
            if isinstance(cell.value, ArrayFormula):
                blocks.append((address(cell.coordinate), area(cell.value.ref)))
        for cell in cells(sheet):
            place = address(cell.coordinate)
            for anchor, block in blocks:
                if cell.value is not None and place != anchor and block.holds(place):
                    yield f"{sheet.title}!{cell.coordinate}: stands in the area of {anchor}"


def errors(work: Workbook) -> Iterator[str]:
    """Cells that show an error."""
    for sheet, values in work.values.items():
        for place, value in values.items():
            if isinstance(value, str) and value.startswith("#"):
                yield f"{sheet}!{place}: shows {value}"


def charts(work: Workbook) -> Iterator[str]:
    """Charts that a screen reader cannot speak of."""
    for sheet in work.sheets:
        texts = work.book.alt_texts[sheet.title]
        count = len(getattr(sheet, "_charts"))  # noqa: B009  (untyped in openpyxl's stubs)
        if len(texts) != count:
            yield f"{sheet.title}: {count} charts and {len(texts)} alt texts"
        for text in texts:
            if len(text.description.split()) < 8:
                yield f"{sheet.title}: the alt text {text.description!r} says too little"


def printing(work: Workbook) -> Iterator[str]:
    """Sheets that print badly."""
    for sheet in work.sheets:
        setup = sheet.page_setup
        if not sheet.print_area:
            yield f"{sheet.title}: has no print area"
            continue
        fits: Any = sheet.sheet_properties.pageSetUpPr
        if not fits.fitToPage or setup.fitToWidth != 1:
            yield f"{sheet.title}: does not fit the width of the page"
        footer: Any = sheet.oddFooter
        if not (footer.left.text and footer.right.text):
            yield f"{sheet.title}: has no footer"
        tall = area(str(sheet.print_area).split(",")[0].rpartition("!")[2]).bottom > _TALL
        if tall and not sheet.freeze_panes:
            yield f"{sheet.title}: is long and keeps no headings in view"


def looks(work: Workbook) -> Iterator[str]:
    """Text that is cut off, or too faint on its ground."""
    for sheet in work.sheets:
        for cell in cells(sheet):
            value = work.shown(sheet, cell)
            if value is None or value == "":
                continue
            ratio = contrast(cell)
            if ratio < auditing.LEAST_CONTRAST:
                yield f"{sheet.title}!{cell.coordinate}: contrast {ratio:.1f}, below 4.5"
            if sheet.title == BEHIND:
                continue
            last = max((page.right for page in auditing.printed(sheet)), default=0)
            excess = cut_off(sheet, cell, value, partial(work.shown, sheet), last)
            if excess:
                yield f"{sheet.title}!{cell.coordinate}: {excess} of {str(value)!r} is cut off"


RULES: tuple[Callable[[Workbook], Iterator[str]], ...] = (
    formulas,
    defined_names,
    inputs,
    areas,
    errors,
    charts,
    printing,
    looks,
    auditing.formulas,
    auditing.places,
    auditing.rules,
    auditing.screens,
    auditing.tints,
)


def findings(book: Book, values: Mapping[str, Mapping[Address, Any]]) -> list[str]:
    """Return what every rule finds."""
    work = Workbook(book, values)
    return [finding for rule in RULES for finding in rule(work)]
