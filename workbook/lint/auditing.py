"""What an auditor would object to: formulas hard to follow, cells out of sight, faint colours."""

from __future__ import annotations

from collections.abc import Iterator

from openpyxl.cell import Cell
from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token
from openpyxl.worksheet.worksheet import Worksheet

from loan401k.declare import REGISTRY
from loan401k.package.addresses import Area, address, area
from loan401k.template import READY

from ..layout import metrics
from ..layout.book import BEHIND
from ..names import ASKING, HERE
from .looks import STANDARD_HEIGHT, cell_width, contrast_by_condition
from .work import Workbook, cells

LONGEST_FORMULA = 255
DEEPEST_IF = 2
SCREEN_WIDTH = 1267  # pixels of a window of 1366 x 768 between its row heads and scroll bar
SCREEN_ROWS = 25
LEAST_CONTRAST = 4.5

#: The sheet whose first screen is the answer.
FIRST = "Start"

#: How a formula with one of our functions begins, or it would show an error without them.
#: The loan is shown only where every input can be used.
_WAITS = tuple(f"=IF({start}," for start in (READY, HERE, f"AND({HERE}", "Loan_Shown"))


def formulas(work: Workbook) -> Iterator[str]:
    """Formulas that are long, nested, or do several things at once."""
    asking = [_place_of(work, name) for name in ASKING]
    for place, text in work.formulas():
        if len(text) > LONGEST_FORMULA:
            yield f"{place}: its formula has {len(text)} characters, above {LONGEST_FORMULA}"
        depth, ours = _depth_and_ours(text)
        if depth > DEEPEST_IF:
            yield f"{place}: its IFs stand {depth} deep"
        if len(ours) > 1:
            yield f"{place}: calls {' and '.join(ours)}, which belong into a cell each"
        if ours and not text.startswith(_WAITS) and place not in asking:
            yield f"{place}: {ours[0]} does not wait for {READY} or {HERE}"


def _depth_and_ours(text: str) -> tuple[int, list[str]]:
    """Return how deep the IFs of a formula stand, and its calls of our functions."""
    open_calls: list[str] = []
    deepest, ours = 0, []
    for token in Tokenizer(text).items:
        if token.subtype == Token.OPEN:
            name = token.value.rstrip("(")
            open_calls.append(name)
            deepest = max(deepest, open_calls.count("IF"))
            if name in REGISTRY:
                ours.append(name)
        elif token.subtype == Token.CLOSE:
            open_calls.pop()
    return deepest, ours


def _place_of(work: Workbook, name: str) -> str:
    defined = work.book.workbook.defined_names.get(name)
    return str(defined.attr_text).replace("'", "").replace("$", "") if defined else ""


def places(work: Workbook) -> Iterator[str]:
    """Cells that are neither on a printed page nor on the sheet behind."""
    for sheet in work.sheets:
        if sheet.title == BEHIND:
            continue
        pages = printed(sheet)
        for cell in cells(sheet):
            inside = any(page.holds(address(cell.coordinate)) for page in pages)
            if cell.value is not None and not inside:
                yield f"{sheet.title}!{cell.coordinate}: stands outside of the printed page"


def printed(sheet: Worksheet) -> list[Area]:
    """Return the areas of a sheet that are printed."""
    texts = str(sheet.print_area or "").split(",")
    return [area(text.rpartition("!")[2].replace("$", "")) for text in texts if text]


def rules(work: Workbook) -> Iterator[str]:
    """Rows that show nothing and are ruled all the same."""
    for sheet in work.sheets:
        for row in sheet.iter_rows():
            own = [cell for cell in row if isinstance(cell, Cell)]
            ruled = [cell for cell in own if cell.border.bottom and cell.border.bottom.style]
            filled = any(
                work.shown(sheet, cell) not in (None, "") or not cell.protection.locked
                for cell in own
            )
            if ruled and not filled:
                yield f"{sheet.title}!{ruled[0].coordinate}: is ruled, and its row shows nothing"


def screens(work: Workbook) -> Iterator[str]:
    """Pages wider than a laptop's window, and a first screen that does not fit into it."""
    for sheet in work.sheets:
        if sheet.title == BEHIND or not sheet.print_area:
            continue
        right = max(page.right for page in printed(sheet))
        width = sum(cell_width(sheet, column) for column in range(1, right + 1)) / metrics.PIXEL
        if width > SCREEN_WIDTH:
            yield f"{sheet.title}: is {width:.0f} pixels wide, above {SCREEN_WIDTH}"
        if sheet.title == FIRST:
            rows = range(1, SCREEN_ROWS + 1)
            height = sum(sheet.row_dimensions[row].height or STANDARD_HEIGHT for row in rows)
            if height > SCREEN_ROWS * STANDARD_HEIGHT:
                yield f"{sheet.title}: its first {SCREEN_ROWS} rows are {height:g} points high"


def tints(work: Workbook) -> Iterator[str]:
    """Colours by condition that are too faint."""
    for sheet in work.sheets:
        for block in sheet.conditional_formatting:
            for rule in block.rules:
                ratio = contrast_by_condition(rule.dxf)
                if ratio < LEAST_CONTRAST:
                    yield f"{sheet.title}!{block.sqref}: contrast {ratio:.1f} by condition"
