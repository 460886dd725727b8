"""Amortisation: the loan payment by payment, to the cent, with its totals and one chart."""

from __future__ import annotations

from loan401k.declare import REGISTRY

from .. import charts, series, style
from ..book import Book, Column, Page
from ..names import READY
from .limits import LONGEST

TITLE = "Amortisation"
#: Payments on the printed pages: five years of months.
PRINTED = 60

_COLUMNS = (
    Column(style.COUNT),
    Column(style.DATE),
    *(Column(style.CENTS) for _ in range(5)),
)
_TOP = 4


def build(book: Book) -> None:
    """Add the sheet."""
    page = book.page(
        TITLE,
        {
            "A": 2,
            "B": 7,
            "C": 15,
            "D": 14,
            "E": 14,
            "F": 14,
            "G": 15,
            "H": 15,
            "I": 3,
            "J": 34,
            "K": 16,
            "L": 16,
            "M": 22,
            "N": 4,
            "O": 11,
            "P": 11,
            "Q": 11,
            "R": 16,
            "S": 16,
        },
        tab=style.ACCENT,
    )
    page.head(
        "The loan, payment by payment",
        f'=IF({READY},"You repay $"&FIXED(Schedule_Paid,0)&" in all: $"&FIXED(Schedule_Interest,0)'
        '&" of it is interest, paid into your own account.","")',
    )
    last = page.table(
        f"B{_TOP}",
        REGISTRY["LOAN_SCHEDULE"].columns or (),
        _COLUMNS,
        f"=IF({READY},IF(Schedule_Fits,LOAN_SCHEDULE(Loan_Amount,Loan_Rate,Loan_Years,Payments_Per_Year,Loan_Start,"
        'TRUE,Extra_Payment,Longest_Schedule,FALSE),""),"")',
        LONGEST,
        name="Schedule_Table",
        sparse=True,
    )
    _totals(page, last)
    _chart(page)
    page.freeze(f"A{_TOP + 1}")
    page.prints(f"B1:H{_TOP + PRINTED} J1:M31", repeat=f"1:{_TOP}")


def _totals(page: Page, last: int) -> None:
    first = _TOP + 1

    def column(letter: str) -> str:
        return f"{letter}{first}:{letter}{last}"

    page.section("J4", "In all", 4)
    figures = (
        (
            "Schedule_Count",
            "Payments",
            f"IF(Schedule_Fits,MAX({column('B')}),Loan_Payments)",
            style.COUNT,
        ),
        ("", "Each payment", "Level_Payment+Extra_Payment", style.CENTS),
        (
            "",
            "Last payment",
            f'IF(Schedule_Fits,INDEX({column("D")},Schedule_Count),"")',
            style.CENTS,
        ),
        ("", "Last date", f'IF(Schedule_Fits,INDEX({column("C")},Schedule_Count),"")', style.DATE),
        (
            "Schedule_Interest",
            "Interest, paid to your account",
            f"IF(Schedule_Fits,SUM({column('E')}),Loan_Payments*Level_Payment-Loan_Amount)",
            style.CENTS,
        ),
        ("Schedule_Paid", "Paid in all", "Loan_Amount+Schedule_Interest", style.CENTS),
        (
            "",
            "Interest saved by the extra payment",
            "LOAN_INTEREST(Loan_Amount,Loan_Rate,Loan_Years,Payments_Per_Year)-Schedule_Interest",
            style.CENTS,
        ),
        ("", "Payments saved by it", "Loan_Payments-Schedule_Count", style.COUNT),
    )
    for row, (name, label, formula, form) in enumerate(figures, 5):
        page.row(f"J{row}", "Label note", 4)
        page.put(f"J{row}", label, "Label")
        page.put(f"K{row}", f'=IF({READY},{formula},"")', "Value strong", form, name=name)
    page.put(
        "L5",
        f"=IF({READY},IF(Schedule_Count>Printed_Payments,"
        '"Only the first "&Printed_Payments&" are printed","")'
        ',"")',
        "Label note",
    )


def _chart(page: Page) -> None:
    page.section("O2", "Behind the chart", 4)
    page.put("Q1", PRINTED, "Value quiet", name="Printed_Payments")
    page.put(
        "S1",
        f"=IF({READY},Loan_Payments<=Longest_Schedule,FALSE)",
        "Value quiet",
        name="Schedule_Fits",
    )
    page.put("O1", "Payments on the printed pages", "Note")
    page.put(
        "O3",
        f'=IF({READY},"Half of the loan is repaid after "&ROUND(Half_Repaid,1)&" of "&'
        f'ROUND(Loan_Years,1)&" years",'
        '"The loan over time")',
        "Note",
    )
    times, lines = series.block(
        page,
        "O",
        4,
        "Loan_Payments",
        (
            (
                "Balance owed",
                "LOAN_BALANCE(Loan_Amount,Loan_Rate,Loan_Years,{k},Payments_Per_Year)",
                style.ACCENT,
                "solid",
            ),
            (
                "Interest so far",
                (
                    "{k}*Level_Payment-(Loan_Amount-LOAN_BALANCE(Loan_Amount,Loan_Rate,Loan_Years,{k},"
                    "Payments_Per_Year))"
                ),
                style.SECOND,
                "dash",
            ),
        ),
    )
    page.put("O36", "Half repaid after years", "Note")
    page.put(
        "S36",
        f'=IF({READY},INDEX(Q5:Q35,MATCH(TRUE,INDEX(R5:R35<=Loan_Amount*Half,0),0)),"")',
        "Value quiet",
        "0.0",
        name="Half_Repaid",
    )
    chart = charts.lines(f"'{TITLE}'!$O$3", times, lines, x_title="Years", size=(16.6, 9.0))
    page.chart(
        chart,
        "J14",
        "Two lines over the years of the loan: the balance owed falls from the amount borrowed "
        "to zero, slowly at first; the interest paid so far rises and levels off.",
        "The loan over time",
    )
