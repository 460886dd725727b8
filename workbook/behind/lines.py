"""Lines of the sheet Behind: a figure and its name, and the words in which sentences say it."""

from __future__ import annotations

from ..layout import style
from ..layout.book import Page
from ..layout.words import chosen, plus_or_minus, ready

WHAT, VALUE, WORDS = "BCD"


class Lines:
    """Writes line after line, from a row of the sheet on."""

    def __init__(self, page: Page, row: int) -> None:
        self.page, self.row = page, row

    def section(self, title: str) -> None:
        """Begin a block of lines, one row below the last."""
        self.row += 2
        self.page.section(f"{WHAT}{self.row}", title, 10)

    def line(
        self, name: str, label: str, formula: str, form: str = style.PLAIN, *, otherwise: str = '""'
    ) -> str:
        """Write a named figure, which waits until every input can be used; return its cell."""
        self.row += 1
        self.page.put(f"{WHAT}{self.row}", label, "Label")
        cell = f"{VALUE}{self.row}"
        return self.page.put(cell, ready(formula, otherwise), "Value", form, name=name)

    def constant(self, name: str, label: str, value: object, form: str = style.PLAIN) -> str:
        """Write a named figure or text that waits for nothing."""
        self.row += 1
        self.page.put(f"{WHAT}{self.row}", label, "Label")
        return self.page.put(f"{VALUE}{self.row}", value, "Value", form, name=name)

    def text(self, name: str, label: str, formula: str) -> None:
        """Write a named text, which waits until every input can be used."""
        self.row += 1
        self.page.put(f"{WHAT}{self.row}", label, "Label")
        self.page.put(f"{VALUE}{self.row}", ready(formula), "Label note", name=name)

    def about(self, name: str, label: str, value: str, *, signed: bool) -> None:
        """Write a sum rounded to two digits, as sentences say it, with a sign or without.

        An impossible one, which is no number, is said in no sentence.
        """
        self.row += 1
        row = self.row
        self.page.put(f"{WHAT}{row}", label, "Label")
        digits = f"MIN(0,1-INT(LOG10(MAX(1,ABS({value})))))"
        rounded = f'=IF(ISNUMBER({value}),ROUND({value},{digits}),"")'
        cell = self.page.put(f"{VALUE}{row}", rounded, "Value", style.GAIN)
        sign = f"{plus_or_minus(cell)}&" if signed else ""
        words = f'=IF({cell}="","",{sign}"$"&FIXED(ABS({cell}),0))'
        self.page.put(f"{WORDS}{row}", words, "Value", name=name)

    def years(self, name: str, label: str, value: str) -> None:
        """Write a term as sentences say it: half a year, 9 months, 1 year, 1.5 years."""
        self.row += 1
        row = self.row
        self.page.put(f"{WHAT}{row}", label, "Label")
        short = f'IF({value}=Half,"half a year",ROUND(12*{value},0)&" months")'
        self.page.put(f"{VALUE}{row}", f'=IF(ISNUMBER({value}),{short},"")', "Value")
        plural = chosen(f"{value}<>1", '"s"')
        whole = f'ROUND({value},1)&" year"&{plural}'
        said = f'=IF({VALUE}{row}="","",IF({value}<1,{VALUE}{row},{whole}))'
        self.page.put(f"{WORDS}{row}", said, "Value", name=name)
