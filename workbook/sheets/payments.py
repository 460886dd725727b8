"""Payments made: what was really paid, what is in arrears, and by when to make it good."""

from __future__ import annotations

from loan401k.declare import REGISTRY

from ..inputs import areas
from ..inputs.areas import PAID
from ..layout import beside, style
from ..layout.book import Book
from ..layout.words import ready, sentence
from .limits import LONGEST

TITLE = PAID.sheet
_COLUMNS = REGISTRY["LOAN_LEDGER"].columns
_HEADINGS = [column.heading for column in _COLUMNS]


def build(book: Book) -> None:
    """Add the sheet."""
    page = book.page(
        TITLE,
        {"A": 2, "B": 14, "C": 14, "D": 8, "E": 2, **dict.fromkeys("FGHIJKLMN", 13), "O": 2},
        tab=style.ACCENT,
    )
    page.head(
        "What you have really paid",
        'IF(Ledger_Count=0,"Type date and amount of each payment into the yellow cells.",'
        + sentence("After the last payment you owe {Owed_Here|$}; in arrears: {Arrears_Here|$}.")
        + ")",
    )
    cure = sentence(
        "Make it good by {Cure_Said}, if your plan gives time; else all of it is taxed."
    )
    page.put("B3", ready(f'IF(N(Arrears_Here)>0,{cure},"")'), "Body strong")
    areas.write(page, PAID)
    ledger = beside.table(
        book,
        "LOAN_LEDGER",
        'IF(COUNT(Paid_Yours)=0,"",IFERROR(LOAN_LEDGER(Loan_Amount,Loan_Rate,Loan_Years,Loan_Start,'
        "Paid_Yours,,Payments_Per_Year,Longest_Schedule,FALSE),Not_Possible))",
        LONGEST,
        dollars=style.CENTS,
    )
    _figures(book, ledger)
    last = beside.show(
        page, ("F", PAID.top), ledger, _COLUMNS, skip="N(Ledger_Skipped)", dollars=style.CENTS
    )
    page.freeze(f"A{PAID.top + 1}")
    page.prints(f"A1:O{last}", repeat=f"1:{PAID.top}")


def _figures(book: Book, ledger: beside.Block) -> None:
    """Write what the ledger ends with."""
    dates = ledger.column(_HEADINGS.index("Date"))

    def at_the_end(heading: str) -> str:
        return (
            f'IF(Ledger_Count=0,"",INDEX({ledger.column(_HEADINGS.index(heading))},Ledger_Count))'
        )

    beside.figures(
        book,
        "Payments made",
        (
            ("Ledger_Count", "Rows in use", f"COUNT({dates})", style.COUNT),
            ("Ledger_Skipped", "Rows before those shown", "MAX(0,Ledger_Count-Table_Rows)",
             style.COUNT),
            ("Owed_Here", "Owed after the last payment", at_the_end("Balance"), style.CENTS),
            ("Arrears_Here", "In arrears", at_the_end("Arrears"), style.CENTS),
            ("Cure_Here", "To be made good by", at_the_end("Cure deadline"), style.DATE),
            ("Cure_Said", "The same in words",
             ('IF(ISNUMBER(Cure_Here),INDEX(Months,MONTH(Cure_Here))&" "&DAY(Cure_Here)&", "'
              '&YEAR(Cure_Here),"")'), style.PLAIN),
        ),
    )  # fmt: skip
