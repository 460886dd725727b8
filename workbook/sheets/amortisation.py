"""Amortisation: the loan payment by payment, to the cent, with its totals and one chart."""

from __future__ import annotations

from loan401k.template import SCHEDULE

from ..inputs import areas
from ..layout import charts, series, style
from ..layout.book import Book, Page
from ..layout.words import either, ready, sentence
from .limits import LONGEST

TITLE = "Amortisation"
#: Payments on the printed pages: five years of months.
PRINTED = 60

_LOAN = "Loan_Amount,Loan_Rate,Loan_Years"
_TOP = 4
_FIRST, _LAST = _TOP + 1, _TOP + LONGEST


def build(book: Book) -> None:
    """Add the sheet."""
    page = book.page(
        TITLE,
        {
            "A": 2,
            "B": 7,
            "C": 15,
            "D": 15,
            "E": 15,
            "F": 15,
            "G": 16,
            "H": 16,
            "I": 3,
            "J": 36,
            "K": 17,
            "L": 40,
            "M": 4,
            "N": 8,
            "O": 10,
            "P": 10,
            "Q": 16,
            "R": 16,
        },
        tab=style.ACCENT,
    )
    page.head(
        "The loan, payment by payment",
        sentence(
            "You repay {Schedule_Paid|$} in all; {Schedule_Interest|$} of it is interest, "
            "paid into your own account."
        ),
    )
    page.put(
        "B3",
        ready(
            either(
                (
                    "NOT(Schedule_Fits)",
                    sentence(
                        "The {Loan_Payments|n} payments do not fit into {Longest_Schedule} rows; "
                        "with fewer payments a year they do. The totals are right."
                    ),
                ),
                (
                    "Schedule_Count>Printed_Payments",
                    sentence("Printed are the first {Printed_Payments} of {Schedule_Count}."),
                ),
                otherwise='""',
            )
        ),
        "Note",
    )
    page.table(
        f"B{_TOP}",
        "LOAN_SCHEDULE",
        ready(
            f"IF(Schedule_Fits,LOAN_SCHEDULE({_LOAN},Payments_Per_Year,Loan_Start,TRUE,"
            'Extra_Payment,,,,Longest_Schedule,FALSE),"")'
        ),
        LONGEST,
        name=SCHEDULE,
        dollars=style.CENTS,
        sparse=True,
    )
    book.define("Schedule_Principal", TITLE, f"F{_FIRST}:F{_LAST}")
    _totals(page)
    _chart(page)
    last = areas.write(page, areas.LUMP_SUMS)
    page.freeze(f"A{_FIRST}")
    page.prints(f"B1:H{_TOP + PRINTED} J1:L{last}", repeat=f"1:{_TOP}")


def _totals(page: Page) -> None:
    def column(letter: str) -> str:
        return f"{letter}{_FIRST}:{letter}{_LAST}"

    def last(letter: str) -> str:
        return f'IF(Schedule_Fits,INDEX({column(letter)},Schedule_Count),"not listed")'

    page.section("J4", "In all", 3, tall=False)
    page.put("J1", "The loan in all", "Page title")
    unrounded = "Loan_Payments*Level_Payment-Loan_Amount"
    lines = (
        ("Schedule_Count", "Payments", f"IF(Schedule_Fits,MAX({column('B')}),Loan_Payments)",
         style.COUNT, ""),
        ("", "Each payment", "Level_Payment+Extra_Payment", style.CENTS, "From your paycheck"),
        ("", "Last payment", last("D"), style.CENTS, "Clears the cents"),
        ("", "Last date", last("C"), style.DATE,
         "By law at the latest {Law_term_years} years, unless for a home"),
        ("Schedule_Interest", "Interest", f"IF(Schedule_Fits,SUM({column('E')}),{unrounded})",
         style.CENTS, "Goes to your account, not to a bank"),
        ("Schedule_Paid", "Paid in all", "Loan_Amount+Schedule_Interest", style.CENTS, ""),
        ("Extra_Interest_Saved", "Interest saved by paying extra",
         f"IF(Extra_Payment=0,0,{unrounded}-Schedule_Interest)", style.CENTS,
         "Extra with each payment: {Extra_Payment|$}"),
        ("Extra_Payments_Saved", "Payments saved by it", "Loan_Payments-Schedule_Count",
         style.COUNT, ""),
    )  # fmt: skip
    for row, (name, label, formula, form, note) in enumerate(lines, 5):
        page.line(f"J{row}", label, formula, form, note, name=name, width=3)
    page.put("J14", "Paying early: the interest you stop paying is your own account's.", "Note")
    page.put("J15", "It is a gain only where the card or another debt would cost more.", "Note")


def _chart(page: Page) -> None:
    page.put("N1", "Payments printed", "Note")
    page.put("Q1", PRINTED, "Value quiet", name="Printed_Payments")
    page.put("N2", "Whether the table holds them all", "Note")
    page.put("Q2", ready("Loan_Payments<=Longest_Schedule", "FALSE"), "Value quiet",
             name="Schedule_Fits")  # fmt: skip
    page.put(
        "J16",
        ready(sentence("Half of it is repaid after {Half_Repaid|1} of {Loan_Years|years}.")),
        "Finding",
    )
    owed = f"LOAN_BALANCE({_LOAN},{{k}},Payments_Per_Year)"
    times, lines = series.block(
        page,
        "N",
        4,
        "Loan_Payments",
        (
            ("Balance owed", owed, style.ACCENT, "solid"),
            ("Interest so far", f"{{k}}*Level_Payment-(Loan_Amount-{owed})", style.SECOND, "dash"),
        ),
    )
    last = 5 + series.STEPS
    half = f"MATCH(1,INDEX(1*(Q5:Q{last}<=Half*Loan_Amount),0),0)"
    page.put(f"N{last + 1}", "Years to half", "Note")
    page.put(f"Q{last + 1}", ready(f"INDEX(O5:O{last},{half})/Payments_Per_Year"), "Value quiet",
             name="Half_Repaid")  # fmt: skip
    page.chart(
        charts.lines(
            "Balance owed and interest so far", times, lines, x_title="Years", size=(17.4, 9.0)
        ),
        "J17",
        "Two lines over the years of the loan: the balance owed falls from the amount borrowed "
        "to zero, slowly at first; the interest paid so far rises and levels off.",
        "The loan over time",
    )
