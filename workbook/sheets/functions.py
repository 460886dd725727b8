"""Functions: every worksheet function with its arguments, from the add-in's own declarations."""

from __future__ import annotations

from loan401k.declare import REGISTRY, Declaration

from ..layout import style
from ..layout.book import Book, Page

TITLE = "Functions"
_WIDTHS = {"A": 2, "B": 32, "C": 26, "D": 104, "E": 2}


def build(book: Book) -> None:
    """Add the sheet."""
    page = book.page(TITLE, _WIDTHS, tab=style.MUTED, landscape=True)
    page.head(
        "The functions",
        "Type them into any cell, with numbers, cells or names. Arguments in brackets may be left "
        "out.",
        plain=True,
    )
    top = 4
    for letter, head in zip("BCD", ("Function", "Argument", "What it is"), strict=True):
        page.put(f"{letter}{top}", head, "Table head left")
    row = top
    group = ""
    for function in REGISTRY.values():
        if function.group != group:
            group = function.group
            row += 1
            page.section(f"B{row}", group, 3)
        row = _function(page, row + 1, function)
    page.freeze(f"A{top + 1}")
    page.prints(f"A1:E{row}", repeat=f"{top}:{top}")


def _function(page: Page, row: int, function: Declaration) -> int:
    page.row(f"B{row}", "Label", 3)
    page.put(f"B{row}", function.name, "Label strong")
    page.put(f"C{row}", f"gives {function.result}", "Label note")
    page.put(f"D{row}", function.summary, "Label strong wrapped")
    page.fit(row, "D", "B")
    for argument in function.arguments:
        row += 1
        name = f"[{argument.name}]" if argument.optional else argument.name
        page.put(f"C{row}", name, "Argument name")
        page.put(f"D{row}", argument.help, "Argument")
        page.fit(row, "D")
    return row
