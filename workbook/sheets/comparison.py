"""Comparison: five ways to deal with the debt on the same monthly budget."""

from __future__ import annotations

from loan401k.template import COMPARISON

from ..layout import charts, style
from ..layout.book import Book, Page
from ..layout.charts import Line
from ..layout.words import ready, sentence

TITLE = "Comparison"
_OPTIONS = ("Keep the card", "401(k) loan", "Personal loan", "Pause contributions", "Withdrawal")
_TOP = 5
_FIRST, _LAST = _TOP + 1, _TOP + len(_OPTIONS)
_NOTES = (
    '"not possible": the budget does not cover the payment, or the account does not hold enough.',
    "No month: not debt-free by then. Wealth: account after tax, and what the budget leaves.",
)
_CAUTIONS = (
    "Here only the loan's own payments count, against the same payments to the card.",
    "A payment that falls from $350 to $150 is no saving in itself: the terms differ.",
)
_NAMES = {"Gain_Of_Loan": 1, "Gain_Of_Personal": 2, "Gain_Of_Withdrawal": 4}


def build(book: Book) -> None:
    """Add the sheet."""
    page = book.page(
        TITLE,
        {"A": 2, "B": 24, **dict.fromkeys("CDEFG", 18), "H": 2, "I": 24, "J": 36, "K": 26},
        tab=style.ACCENT,
    )
    page.head(
        "Five ways to deal with the debt",
        ready(
            sentence("Each on {Monthly_Budget|$} a month, seen after {Loan_Years|years}, ")
            + '&"all debts taken off"'
        ),
    )
    page.table(
        f"B{_TOP}",
        "COMPARE_OPTIONS",
        ready(
            "IFERROR(COMPARE_OPTIONS(Paid_Off,Card_APR,Monthly_Budget,Account_Balance,"
            "Account_Return,Loan_Rate,Loan_Years,Personal_APR,Personal_Fee,Personal_Years,"
            "Federal_Rate,State_Rate,Early_Penalty,Retirement_Tax,Savings_Return,Monthly_Contribution,"
            "Monthly_Match,Loan_Years*12,FALSE),Not_Possible)"
        ),
        len(_OPTIONS),
        name=COMPARISON,
        head_height=36,
    )
    for row in range(_FIRST, _LAST + 1):
        page.height(row, 21)
    for name, place in _NAMES.items():
        book.define(name, TITLE, f"D{_FIRST + place}")
    page.texts(f"B{_LAST + 1}", _NOTES, "Note")
    page.line(
        f"B{_LAST + 4}",
        "Withdrawal it would take",
        "GROSS_UP_WITHDRAWAL(Paid_Off,Federal_Rate+State_Rate,Early_Penalty)",
        style.MONEY,
        "To have {Paid_Off|$} after tax; what you withdraw can never be put back",
        name="Withdrawal_Needed",
    )
    _identity(page, _LAST + 6)
    _chart(page, _LAST + 13)
    page.prints(f"A1:H{_LAST + 32}")


def _identity(page: Page, top: int) -> None:
    page.section(f"B{top}", "Why the loan gains or loses", 6)
    heads = ("Saved on the card", "", "Cost to your 401(k)", "", "Better off by")
    for letter, text in zip("BCDEF", heads, strict=True):
        page.put(f"{letter}{top + 1}", text or None, "Note")
    row = top + 2
    page.row(f"B{row}", "Headline value left", 6)
    page.height(row, 27)
    for letter, formula in zip("BDF", ("Card_Savings", "Net_Cost", "Advantage"), strict=True):
        page.put(f"{letter}{row}", f"={formula}", "Headline value left", style.MONEY)
    page.put(f"C{row}", "less", "Headline value left")
    page.put(f"E{row}", "is", "Headline value left")
    page.texts(f"B{row + 1}", _CAUTIONS, "Note")


def _chart(page: Page, row: int) -> None:
    names = f"I{_FIRST}:I{_LAST}"
    gains = f"K{_FIRST}:K{_LAST}"
    page.put("J3", "Behind the chart", "Note")
    page.put(
        f"B{row - 1}",
        ready(sentence(f"Best on this budget: {{INDEX({names},MATCH(MAX({gains}),{gains},0))}}.")),
        "Finding",
    )
    page.put(f"J{_TOP}", "Option", "Table head left")
    page.put(f"K{_TOP}", "Gain against keeping the card", "Table head")
    for place, option in enumerate(_OPTIONS):
        line = _FIRST + place
        page.put(f"I{line}", option, "Note")
        page.put(f"J{line}", ready(charts.label(f"I{line}", f"D{line}")), "Table cell left")
        page.put(f"K{line}", f"=IF(ISNUMBER(D{line}),D{line},0)", "Table cell", style.GAIN)
    page.put(f"J{_LAST + 2}", "In place of an error", "Note")
    page.put(f"K{_LAST + 2}", "not possible", "Note", name="Not_Possible")
    chart = charts.bars(
        "Gain against keeping the card",
        f"'{TITLE}'!$J${_FIRST}:$J${_LAST}",
        Line(f"'{TITLE}'!$K${_TOP}", f"'{TITLE}'!$K${_FIRST}:$K${_LAST}", style.ACCENT),
        size=(22.0, 9.0),
    )
    page.chart(
        chart,
        f"B{row}",
        "Bars for the five options: how much wealthier or poorer each leaves you than keeping "
        "the card, with the amount written beside each bar.",
        "The options compared",
    )
