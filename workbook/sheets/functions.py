"""Functions: every worksheet function with its arguments, from the add-in's own declarations."""

from __future__ import annotations

from loan401k.declare import Declaration, Records, listed
from loan401k.declare.native import call, example, filled

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
    )
    top = 4
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
