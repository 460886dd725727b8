"""Areas of several rows to type into: further debts, one-off payments, payments made.

Each stands on the sheet that reads it; its rows are judged in the column of marks beside it.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from loan401k.serial import to_serial

from ..layout import style
from ..layout.book import Page
from .kinds import Value
from .listed import MAIN, MORE

_MOST = MAIN[0].high
_START = next(one for one in MORE if one.name == "Loan_Start")


@dataclass(frozen=True)
class Field:
    """A column of an area: heading, format, and what may be typed."""

    head: str
    format: str
    kind: str
    low: Value
    high: Value | None


@dataclass(frozen=True)
class InputArea:
    """Rows to type into.

    `fits` is the condition that a row can be used; in it {a}, {b}, ... are the cells of the row.
    `fixed` are formulas in place of typed cells of the first row, by column.
    """

    name: str
    sheet: str
    top: int
    left: int
    rows: int
    fields: tuple[Field, ...]
    message: str
    fits: str
    fixed: tuple[tuple[int, str], ...] = ()

    def letter(self, place: int) -> str:
        """Return the letter of a column, counted from 0; the marks stand after the last."""
        return get_column_letter(self.left + place)

    def cell(self, row: int, place: int) -> str:
        """Return the address of a cell, both counted from 0."""
        return f"{self.letter(place)}{self.top + 1 + row}"

    def column(self, place: int) -> str:
        """Return the absolute address of a column with its sheet."""
        letter = self.letter(place)
        return f"'{self.sheet}'!${letter}${self.top + 1}:${letter}${self.top + self.rows}"

    @property
    def marks(self) -> str:
        """The column in which a row that cannot be used is marked."""
        return self.column(len(self.fields))


DEBTS = InputArea(
    "Debts_Yours",
    "Debts",
    4,
    3,
    10,
    (
        Field("Name", style.PLAIN, "textLength", 0, 20),
        Field("Balance", style.MONEY, "decimal", 0, _MOST),
        Field("Rate (APR)", style.RATE, "decimal", 0, 1),
        Field("Minimum a month", style.MONEY, "decimal", 0, _MOST),
    ),
    "A debt needs its balance and its rate from 0% to 100%; its name has at most 20 letters.",
    "AND(COUNT({b}:{d})=COUNTA({b}:{d}),ISNUMBER({b})=ISNUMBER({c}),ISNUMBER({b})>=ISNUMBER({d}),"
    "MIN({b}:{d})>=0,MAX({c})<=1,LEN({a})<=Longest_Word)",
    fixed=((1, "=Card_Balance"), (2, "=Card_APR")),
)
LUMP_SUMS = InputArea(
    "Lump_Sums",
    "Amortisation",
    36,
    10,
    5,
    (
        Field("Payment number", style.COUNT, "whole", 1, 2_600),
        Field("Paid on top", style.MONEY, "decimal", 0, _MOST),
    ),
    "A one-off payment needs the number of one of the loan's payments, and its amount.",
    "AND(COUNT({a}:{b})=COUNTA({a}:{b}),ISNUMBER({a})=ISNUMBER({b}),MIN({a}:{b})>=0,"
    "{a}<=ROUND(Loan_Years*Payments_Per_Year,0),{a}=INT({a}),OR({a}>=1,COUNT({a})=0))",
)
PAID = InputArea(
    "Paid_Yours",
    "Payments made",
    4,
    2,
    60,
    (
        Field("Date", style.DATE, "date", _START.low or 0, _START.high),
        Field("Amount", style.CENTS, "decimal", 0, _MOST),
    ),
    "A payment made needs its date, not before the loan's, and its amount.",
    "AND(COUNT({a}:{b})=COUNTA({a}:{b}),ISNUMBER({a})=ISNUMBER({b}),MIN({a}:{b})>=0,"
    "OR({a}>=Loan_Start,COUNT({a})=0),{a}=INT({a}))",
)
ALL = (DEBTS, LUMP_SUMS, PAID)


def write(page: Page, area: InputArea) -> int:
    """Write an area with its headings and marks; return its last row."""
    width = len(area.fields)
    for place, one in enumerate(area.fields):
        look = "Table head left" if one.format == style.PLAIN else "Table head"
        page.put(f"{area.letter(place)}{area.top}", one.head, look)
    page.put(f"{area.letter(width)}{area.top}", None, "Table head centre")
    fixed = dict(area.fixed)
    for row in range(area.rows):
        for place, one in enumerate(area.fields):
            formula = fixed.get(place) if row == 0 else None
            look = "Input left" if one.format == style.PLAIN else "Input"
            page.put(area.cell(row, place), formula, "Value" if formula else look, one.format)
        cells = {
            letter: area.cell(row, place)
            for place, letter in zip(range(width), "abcd", strict=False)
        }
        fits = f"IFERROR({area.fits.format(**cells)},FALSE)"
        page.put(area.cell(row, width), f'=IF(OR(NOT(Functions_Here),{fits}),"","check")', "Mark")
    for place, one in enumerate(area.fields):
        _restrict(page, area, place, one, first=1 if place in fixed else 0)
    last = area.top + area.rows
    page.book.define(area.name, page.title, f"{area.cell(0, 0)}:{area.letter(width - 1)}{last}")
    return last


def _restrict(page: Page, area: InputArea, place: int, one: Field, first: int) -> None:
    kind = one.kind
    rule = DataValidation(
        kind,  # type: ignore[arg-type]
        operator="between",
        formula1=_typed(one.low),
        formula2=_typed(one.high),
        allow_blank=True,
        showInputMessage=True,
        showErrorMessage=True,
        promptTitle=one.head,
        errorTitle=one.head,
        prompt=one.head,
        error=area.message,
    )
    rule.add(f"{area.cell(first, place)}:{area.letter(place)}{area.top + area.rows}")
    page.sheet.add_data_validation(rule)


def _typed(value: Value | None) -> str:
    """Return a bound as a validation writes it: dates as a program counts them."""
    if isinstance(value, dt.date):
        return f"{to_serial(value):.0f}"
    return str(value)
