"""Comparison: five ways to deal with the debts on one budget; how much to borrow, how long."""

from __future__ import annotations

from loan401k.template import COMPARISON

from ..layout import charts, style
from ..layout.book import Book, Page
from ..layout.charts import Line
from ..layout.words import ready, sentence

TITLE = "Comparison"
_OPTIONS = ("Keep the debts", "401(k) loan", "Personal loan", "Pause contributions", "Withdrawal")
_TOP = 5
_FIRST, _LAST = _TOP + 1, _TOP + len(_OPTIONS)
_NOTES = (
    '"not possible": the budget does not cover the payment, or the account does not hold enough.',
    "No month: not debt-free by then. Wealth: account after tax, and what the budget leaves.",
)
_LOAN = "Loan_Amount,Loan_Rate,Loan_Years"
_CHOICES = 3
_CAUTIONS = (
    "Here only the loan's own payments count, against the same payments to the card.",
    "A payment that falls from $350 to $150 is no saving in itself: the terms differ.",
)
#: Names of cells of the table, by column and option.
_NAMES = {
    "Gain_Of_Personal": ("D", 2),
    "Gain_Of_Pause": ("D", 3),
    "Gain_Of_Withdrawal": ("D", 4),
    "Leaving_Cost": ("E", 1),
    "Keep_Month": ("F", 0),
    "Loan_Month": ("F", 1),
    "Keep_Interest": ("G", 0),
    "Keep_Account": ("H", 0),
    "Loan_Account": ("H", 1),
}


def build(book: Book) -> None:
    """Add the sheet."""
    page = book.page(
        TITLE,
        {"A": 2, "B": 24, **dict.fromkeys("CDEFGH", 16), "I": 2, "J": 24, "K": 36, "L": 26},
        tab=style.ACCENT,
    )
    page.head(
        "Five ways to deal with the debt",
        sentence(
            "Each on {Monthly_Budget|$} a month, seen after {After_Said}, all debts taken off"
        ),
    )
    page.table(
        f"B{_TOP}",
        "LOAN_OPTIONS",
        ready("_xlfn.IFNA(LOAN_OPTIONS(Household,FALSE),Not_Possible)"),
        len(_OPTIONS),
        name=COMPARISON,
        head_height=36,
    )
    for row in range(_FIRST, _LAST + 1):
        page.height(row, 21)
    for name, (letter, place) in _NAMES.items():
        book.define(name, TITLE, f"{letter}{_FIRST + place}")
    page.texts(f"B{_LAST + 1}", _NOTES, "Note")
    page.line(
        f"B{_LAST + 4}",
        "Withdrawal it would take",
        "GROSS_UP_WITHDRAWAL(Paid_Off,Federal_Rate+State_Rate,Early_Penalty)",
        style.MONEY,
        "To have {Paid_Off|$} after tax; what you withdraw can never be put back",
        name="Withdrawal_Needed",
    )
    _best(page, _LAST + 6)
    _identity(page, _LAST + 11)
    _chart(page, _LAST + 18)
    page.prints(f"A1:I{_LAST + 37}")


def _best(page: Page, top: int) -> None:
    page.table(
        f"B{top}",
        "LOAN_BEST",
        ready("_xlfn.IFNA(LOAN_BEST(Household,FALSE),Not_Possible)"),
        _CHOICES,
        name="Best_Table",
        head_height=24,
    )
    for place, choice in ((2, "Best"), (3, "Least")):
        for letter, what in zip("CDEF", ("Amount", "Years", "Payment", "Gain"), strict=True):
            if (what, choice) != ("Payment", "Least"):
                page.book.define(f"{what}_{choice}", page.title, f"{letter}{top + place}")


def _identity(page: Page, top: int) -> None:
    page.section(f"B{top}", "The loan's payments alone: no budget, no job risk", 7)
    heads = ("Saved on the card", "", "Cost to your 401(k)", "", "Better off by")
    for letter, text in zip("BCDEF", heads, strict=True):
        page.put(f"{letter}{top + 1}", text or None, "Note")
    row = top + 2
    page.row(f"B{row}", "Headline value left", 7)
    page.height(row, 27)
    saved = "PAYOFF_SAVINGS(Paid_Off,Loan_Rate,Loan_Years,Card_APR,Payments_Per_Year)"
    fees = "Retirement_Tax,Upfront_Fee,Annual_Fee"
    figures = (
        ("B", "Card_Savings", f"IF(Paid_Off=0,0,{saved})"),
        ("D", "Net_Cost",
         f"LOAN_NET_COST({_LOAN},Account_Return,Payments_Per_Year,Loan_Years,{fees})"),
        ("F", "Advantage", "Card_Savings-Net_Cost"),
    )  # fmt: skip
    for letter, name, formula in figures:
        cell = f"{letter}{row}"
        page.put(cell, ready(formula), "Headline value left", style.MONEY, name=name)
    page.put(f"C{row}", "less", "Headline value left")
    page.put(f"E{row}", "is", "Headline value left")
    page.texts(f"B{row + 1}", _CAUTIONS, "Note")


def _chart(page: Page, row: int) -> None:
    names = f"J{_FIRST}:J{_LAST}"
    gains = f"L{_FIRST}:L{_LAST}"
    page.put("K3", "Behind the chart", "Note")
    page.put(
        f"B{row - 1}",
        ready(sentence(f"Best on this budget: {{INDEX({names},MATCH(MAX({gains}),{gains},0))}}.")),
        "Finding",
    )
    page.put(f"K{_TOP}", "Option", "Table head left")
    page.put(f"L{_TOP}", "Gain against keeping the debts", "Table head")
    for place, option in enumerate(_OPTIONS):
        line = _FIRST + place
        page.put(f"J{line}", option, "Note")
        page.put(f"K{line}", ready(charts.label(f"J{line}", f"D{line}")), "Table cell left")
        page.put(f"L{line}", f"=IF(ISNUMBER(D{line}),D{line},0)", "Table cell", style.GAIN)
    chart = charts.bars(
        "Gain against keeping the debts",
        f"'{TITLE}'!$K${_FIRST}:$K${_LAST}",
        Line(f"'{TITLE}'!$L${_TOP}", f"'{TITLE}'!$L${_FIRST}:$L${_LAST}", style.ACCENT),
        size=(22.0, 9.0),
    )
    page.chart(
        chart,
        f"B{row}",
        "Bars for the five options: how much wealthier or poorer each leaves you than keeping "
        "the debts, with the amount written beside each bar.",
        "The options compared",
    )
