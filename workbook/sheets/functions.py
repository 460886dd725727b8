"""Functions: every worksheet function with its arguments, from the add-in's own declarations."""

from __future__ import annotations

from loan401k.declare import REGISTRY, Declaration

from ..layout import style
from ..layout.book import Book, Page

TITLE = "Functions"
#: The steps of the README that bring the functions, word for word.
INSTALL = (
    ("Excel on Windows", "In PowerShell, in the folder of loan401k, with Excel closed:"),
    ("", r"py -m venv .venv; .venv\Scripts\pip install -q .; .venv\Scripts\loan401k install excel"),
    ("LibreOffice Calc", "In the same folder, once the first two commands are done:"),
    ("", r".venv/bin/loan401k install calc (Windows: .venv\Scripts\loan401k install calc)"),
    ("Then", "Open this workbook again. On a Mac and on the web: README.md, Elsewhere."),
)
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
    page.section("B4", "If the workbook says that it needs the functions", 3)
    for row, (where, what) in enumerate(INSTALL, 5):
        page.put(f"B{row}", where or None, "Body strong")
        page.put(f"C{row}", what, "Body")
    top = 6 + len(INSTALL)
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
