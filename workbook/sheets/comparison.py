"""Comparison: every way to deal with the debts on one budget, and the best loan among all."""

from __future__ import annotations

from collections.abc import Sequence

from loan401k.declare import REGISTRY
from loan401k.template import COMPARISON

from ..layout import beside, charts, style
from ..layout.beside import Block
from ..layout.book import Book, Page
from ..layout.charts import Line
from ..layout.words import ready, sentence

TITLE = "Comparison"
_OPTIONS, _CHOICES = 5, 3
_TOP = 4
_FIRST, _LAST = _TOP + 1, _TOP + _OPTIONS
#: Names of cells of the table of options, by column and row.
_NAMES = {
    "Gain_In_Options": ("Gain", 1),
    "Gain_Of_Personal": ("Gain", 2),
    "Gain_Of_Pause": ("Gain", 3),
    "Gain_Of_Withdrawal": ("Gain", 4),
    "Leaving_Cost": ("Cost of leaving the job", 1),
    "Keep_Month": ("Month debt-free", 0),
    "Loan_Month": ("Month debt-free", 1),
    "Keep_Interest": ("Interest charged by others", 0),
    "Keep_Account": ("Account at the horizon", 0),
    "Loan_Account": ("Account at the horizon", 1),
}
#: And of the table of loans.
_BEST_NAMES = {
    f"{name}_{choice}": (heading, place)
    for place, choice in ((1, "Best"), (2, "Least"))
    for name, heading in (
        ("Amount", "Amount"), ("Years", "Years"), ("Payment", "Payment a month"), ("Gain", "Gain")
    )
    if (name, choice) != ("Payment", "Least")
}  # fmt: skip
_NOTES = (
    '"not possible": the budget does not cover the payments, or the account does not hold enough.',
    "Wealth: the account after tax and savings, less all that is owed. No month: not by then.",
)
_BEST_NOTES = (
    "Best: the highest gain. Least: the smallest loan with at least nine tenths of it.",
    "Both keep contributions as usual. 0: no loan gains.",
)
_CAUTIONS = (
    "No budget, no job risk: what the loan's payments do to the debt and to the account.",
    "A payment that falls from $350 to $150 is no saving in itself: the terms differ.",
)
_PAID_OFF = "Paid_Off,Loan_Rate,Loan_Years,Card_APR,Payments_Per_Year"
_COST = "Loan_Amount,Loan_Rate,Loan_Years,Account_Return,Payments_Per_Year,Loan_Years"


def build(book: Book) -> None:
    """Add the sheet."""
    page = book.page(
        TITLE,
        {"A": 2, "B": 44, **dict.fromkeys("CDEFGH", 17), "I": 2},
        tab=style.ACCENT,
    )
    page.head(
        "The ways to deal with the debts",
        sentence(
            "Each on {Monthly_Budget|$} a month, seen after {After_Said}. Gain: against keeping "
            "the debts; + is better."
        ),
    )
    options = _options(page)
    row = page.texts(f"B{_LAST + 1}", _NOTES, "Note")
    row = _chart(page, options, row + 2)
    row = _best(page, row + 1)
    last = _alone(page, row + 2)
    page.prints(f"A1:I{last}")


def _options(page: Page) -> Block:
    """Write the table of options on Behind, and show it so that what is shown adds up."""
    book, headings = page.book, REGISTRY["LOAN_OPTIONS"].headings
    block = beside.table(
        book,
        "LOAN_OPTIONS",
        "_xlfn.IFNA(LOAN_OPTIONS(Household,FALSE),Not_Possible)",
        _OPTIONS,
        name=COMPARISON,
    )
    wealth, gain = headings.index("Wealth"), headings.index("Gain")
    book.behind.look(
        book.behind.sheet.column_dimensions[block.letters[gain]], "Table cell", style.GAIN
    )
    for name, (heading, place) in _NAMES.items():
        letter = block.letters[headings.index(heading)]
        book.define(name, book.behind.title, f"{letter}{block.first + place}")
    beside.show(page, ("B", _TOP), block, REGISTRY["LOAN_OPTIONS"].columns, rows=_OPTIONS)
    for place in range(_OPTIONS):
        row = _FIRST + place
        kept, gained = block.cell(wealth, 0), block.cell(gain, place)
        rounded = (
            f"IF(ISNUMBER({gained}),ROUND({kept},0)+ROUND({gained},0),{block.cell(wealth, place)})"
        )
        page.sheet[f"{_column('LOAN_OPTIONS', 'Wealth')}{row}"].value = ready(rounded)
        page.look(page.sheet[f"{_column('LOAN_OPTIONS', 'Gain')}{row}"], "Table cell", style.GAIN)
    return block


def _column(function: str, heading: str) -> str:
    """Return the letter of a column of a table that stands at B."""
    return "BCDEFGHIJ"[REGISTRY[function].headings.index(heading)]


def _chart(page: Page, options: Block, top: int) -> int:
    gain = REGISTRY["LOAN_OPTIONS"].headings.index("Gain")
    bars = [(options.cell(0, place), options.cell(gain, place)) for place in range(_OPTIONS)]
    said = [(charts.label(name, amount), amount) for name, amount in bars]
    block = beside.gains(page.book, "Gains on Comparison", said)
    page.chart(
        charts.bars(
            "Gain against keeping the debts",
            block.column(0),
            Line(block.head(1), block.column(1), style.ACCENT),
            size=(26.0, 7.2),
        ),
        f"B{top}",
        "Bars for the five ways: how much wealthier or poorer each leaves you than keeping the "
        "debts, with the amount written beside each bar.",
        "The ways compared",
    )
    return top + 13


def _best(page: Page, top: int) -> int:
    page.section(f"B{top}", "How much, and for how long", 7)
    last = page.table(
        f"B{top + 1}",
        "LOAN_BEST",
        ready("_xlfn.IFNA(LOAN_BEST(Household,FALSE),Not_Possible)"),
        _CHOICES,
        name="Best_Table",
        dollars=style.CENTS,
        head_height=24,
    )
    for name, (heading, place) in _BEST_NAMES.items():
        page.book.define(name, TITLE, f"{_column('LOAN_BEST', heading)}{top + 2 + place}")
    page.book.define("Gain_As_Entered", TITLE, f"{_column('LOAN_BEST', 'Gain')}{top + 2}")
    gain = _column("LOAN_BEST", "Gain")
    for row in range(top + 2, last + 1):
        page.look(page.sheet[f"{gain}{row}"], "Table cell", style.GAIN)
    row = page.texts(f"B{last + 1}", _BEST_NOTES, "Note")
    room = "Monthly_Budget-Minimums_Sum"
    lines = (
        ("Budget_Repays", "What your budget repays in the loan's term",
         f"PV(Loan_Rate/12,12*Loan_Years,-MAX(0,{room}))", style.MONEY,
         "{Monthly_Budget|$} a month, less minimums of {Minimums_Sum|$}"),
        ("Budget_Term", "How long it takes to repay the loan as entered",
         f"IFERROR(ROUND(LOAN_TERM(Loan_Amount,Loan_Rate,MAX(0,{room})),1),Not_Possible)",
         style.YEARS,
         "With the same a month; the law and your plan allow {Longest_Term|years}"),
    )  # fmt: skip
    return _lines(page, row + 1, lines)


def _alone(page: Page, top: int) -> int:
    page.section(f"B{top}", "The loan's payments alone: no budget, no job risk", 7)
    page.texts(f"B{top + 1}", _CAUTIONS, "Note")
    beside.figures(
        page.book,
        "The loan's payments alone",
        (
            ("Card_Savings", "Saved on the first debt",
             f"IF(Paid_Off=0,0,PAYOFF_SAVINGS({_PAID_OFF}))", style.MONEY),
            ("Net_Cost", "Cost to the account",
             f"LOAN_NET_COST({_COST},Retirement_Tax,Upfront_Fee,Annual_Fee)", style.MONEY),
            ("Advantage", "Saved less cost", "Card_Savings-Net_Cost", style.GAIN),
        ),
    )  # fmt: skip
    lines = (
        ("", "Saved on the first debt", "ROUND(Advantage,0)+ROUND(Net_Cost,0)", style.MONEY,
         "Still owed then, had the loan's {Loan_Outlay|$} a month gone to it"),
        ("", "Cost to your 401(k)", "Net_Cost", style.MONEY,
         "Growth it misses less your interest to it, after tax; below 0 it is ahead"),
        ("", "Saved less cost", "Advantage", style.GAIN,
         "When the loan is repaid, after {Loan_Years|years}"),
        ("True_APR_Here", "What the loan really costs",
         ("IFERROR(TRUE_APR(Loan_Rate,Loan_Years,Account_Return,Retirement_Tax,Payments_Per_Year),"
          '"none")'), style.RATE, "A debt that charges this comes out even; yours {Card_APR|rate}"),
        ("Withdrawal_Needed", "Withdrawal that would do the same",
         "GROSS_UP_WITHDRAWAL(Paid_Off,Tax_Now,Early_Penalty)", style.MONEY,
         "To have {Paid_Off|$} after tax; it can never be put back"),
    )  # fmt: skip
    return _lines(page, top + 3, lines)


def _lines(page: Page, top: int, lines: Sequence[tuple[str, str, str, str, str]]) -> int:
    row = top
    for row, (name, label, formula, form, note) in enumerate(lines, top):
        page.line(f"B{row}", label, formula, form, note, name=name, width=7)
    return row
