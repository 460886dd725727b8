"""Amortisation: the loan payment by payment, to the cent, and what paying early does."""

from __future__ import annotations

from loan401k.declare import REGISTRY
from loan401k.template import SCHEDULE, SCHEDULE_NOTE

from ..inputs import areas
from ..inputs.areas import LUMP_SUMS
from ..layout import beside, charts, series, style
from ..layout.book import Book, Page
from ..layout.words import ready, sentence
from .limits import LONGEST

TITLE = LUMP_SUMS.sheet

_LOAN = "Loan_Amount,Loan_Rate,Loan_Years"
_TOP = 4
_COLUMNS = REGISTRY["LOAN_SCHEDULE"].columns
#: The whole schedule, whatever its length; what of it is wanted is picked by INDEX.
_ALL = (
    f"LOAN_SCHEDULE({_LOAN},Payments_Per_Year,Loan_Start,TRUE,Extra_Payment,,,Lump_Sums,{{rows}},"
    "FALSE)"
)


def build(book: Book) -> None:
    """Add the sheet."""
    page = book.page(
        TITLE,
        {"A": 2, "B": 7, "C": 14, "D": 13, "E": 12, "F": 13, "G": 14, "H": 14, "I": 2, "J": 32,
         "K": 15, "L": 31, "M": 2},
        tab=style.ACCENT,
    )  # fmt: skip
    page.head(
        "The loan, payment by payment",
        sentence(
            "You repay {Schedule_Paid|$} in all; {Schedule_Interest|$} of it is interest, "
            "paid into your own account."
        ),
    )
    more = sentence("Shown are the first {Table_Rows} of {Schedule_Count|n} payments.")
    most = sentence(
        "The {Schedule_Count|n} payments do not fit into {Longest_Schedule} rows; with fewer "
        "payments a year they do. The totals are right."
    )
    beside.figures(
        book,
        TITLE,
        (("Payments_Shown", "How many payments are shown",
          f'IF(Schedule_Count>Table_Rows,{more},"")', style.PLAIN),),
    )  # fmt: skip
    note = f"IF(Schedule_Count>Longest_Schedule,{most},Payments_Shown)"
    page.put("B3", ready(note), "Note", name=SCHEDULE_NOTE)
    listed = _ALL.format(rows="Longest_Schedule")
    schedule = beside.table(
        book,
        "LOAN_SCHEDULE",
        f'IF(Schedule_Count<=Longest_Schedule,{listed},"")',
        LONGEST,
        name=SCHEDULE,
        dollars=style.CENTS,
    )
    for heading in ("Principal", "Balance"):
        place = [column.heading for column in _COLUMNS].index(heading)
        book.define(f"Schedule_{heading}", book.behind.title, schedule.local(place))
    last = beside.show(page, ("B", _TOP), schedule, _COLUMNS, dollars=style.CENTS)
    _totals(page)
    _chart(page)
    areas.write(page, LUMP_SUMS)
    page.texts(
        f"J{LUMP_SUMS.top - 2}",
        ("One-off payments, on top of the payment of that number.",
         "Not in the verdict, nor is the extra with each payment."),
        "Note",
    )  # fmt: skip
    page.freeze(f"A{_TOP + 1}")
    page.prints(f"A1:M{last}")


def _picked(how: str, heading: str) -> str:
    place = [column.heading for column in _COLUMNS].index(heading)
    name = f"Schedule_{heading.split()[0].strip('.')}_Column" if place else "1"
    return f"{how}(INDEX({_ALL.format(rows='0')},0,{name}))"


def _totals(page: Page) -> None:
    page.section("J4", "In all", 3, tall=False)
    unrounded = "Loan_Payments*Level_Payment-Loan_Amount"
    early = "IF(AND(Extra_Payment=0,COUNT(Lump_Sums)=0),0,{})"
    lines = (
        ("Schedule_Count", "Payments", _picked("MAX", "No."), style.COUNT, ""),
        ("", "Each payment", "Level_Payment+Extra_Payment", style.CENTS, "From your paycheck"),
        ("", "Last date", _picked("MAX", "Date"), style.DATE,
         "By law within {Longest_Term|years} of the loan"),
        ("Schedule_Interest", "Interest", _picked("SUM", "Interest"), style.CENTS,
         "Goes to your account, not to a bank"),
        ("Schedule_Paid", "Paid in all", "Loan_Amount+Schedule_Interest", style.CENTS, ""),
        ("Extra_Interest_Saved", "Interest saved by paying early",
         early.format(f"{unrounded}-Schedule_Interest"), style.CENTS,
         "Extra with each payment: {Extra_Payment|$}"),
        ("Extra_Payments_Saved", "Payments saved by it", "Loan_Payments-Schedule_Count",
         style.COUNT, "Interest you would pay yourself"),
        ("Half_Repaid", "Half of it is repaid after",
         "ROUND(COUNTIF(Owed_In_Chart,\">\"&Half*Loan_Amount)*Loan_Years/Chart_Steps,1)",
         style.YEARS, ""),
    )  # fmt: skip
    for row, (name, label, formula, form, note) in enumerate(lines, 5):
        page.line(f"J{row}", label, formula, form, note, name=name, width=3)


def _chart(page: Page) -> None:
    owed = f"LOAN_BALANCE({_LOAN},{{k}},Payments_Per_Year)"
    times, lines, block = series.block(
        page.book,
        "The loan over time",
        "Loan_Payments",
        (
            ("Balance owed", owed, style.ACCENT, "solid"),
            ("Interest so far", "{k}*Level_Payment-(Loan_Amount-{one})", style.SECOND, "dash"),
        ),
    )
    page.book.define("Owed_In_Chart", page.book.behind.title, block.local(3))
    page.chart(
        charts.lines(
            "Balance owed and interest so far", times, lines, x_title="Years", size=(15.8, 8.6)
        ),
        "J15",
        "Two lines over the years of the loan: the balance owed falls from the amount borrowed "
        "to zero, slowly at first; the interest paid so far rises and levels off.",
        "The loan over time",
    )
