"""Functions: every worksheet function with its arguments, from the add-in's own declarations."""

from __future__ import annotations

from loan401k.declare import Declaration, Records, listed
from loan401k.declare.native import call, example, filled

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
    for part, groups in listed().items():
        row += 2
        page.put(f"B{row}", part, "Statement")
        page.height(row, 24)
        for group, functions in groups.items():
            if group != part:
                row += 1
                page.section(f"B{row}", group, 3)
            for argument in functions[0].arguments:
                if isinstance(argument.kind, Records):
                    row = _names(page, row + 1, argument.name, argument.kind)
            for function in functions:
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
    return _native(page, row + 1, function) if function.native else row


def _names(page: Page, row: int, argument: str, kind: Records) -> int:
    """Write the names that a range of names and values may hold."""
    page.row(f"B{row}", "Label", 3)
    page.put(f"B{row}", f"The names of {argument}", "Label strong")
    page.put(f"D{row}", kind.sentence, "Label note wrapped")
    page.fit(row, "D", "B")
    for name, sentence in kind.lines:
        row += 1
        page.put(f"C{row}", name, "Argument name")
        page.put(f"D{row}", sentence, "Argument")
        page.fit(row, "D")
    return row


def _native(page: Page, row: int, function: Declaration) -> int:
    """Write the example in Excel's own words: the formula alive, and its text beside it."""
    typed = example(function)
    formula = filled(function, typed)
    unit = function.result.split()[0]
    form = {"dollars": style.CENTS, "rate": style.RATE, "share": style.RATE}.get(unit, style.FINE)
    page.put(f"C{row}", formula, "Note right", form)
    words = f"In Excel's own words, without the add-in: {formula} is {call(function, typed)[1:]}"
    page.put(f"D{row}", words, "Argument")
    page.fit(row, "D")
    return row
