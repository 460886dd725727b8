"""Comparison: five ways to deal with the debt on the same monthly budget."""

from __future__ import annotations

from loan401k.declare import REGISTRY

from .. import charts, style
from ..book import Book, Column, Page
from ..charts import Line
from ..names import READY

TITLE = "Comparison"
_TOP, _ROWS = 5, 5
_COLUMNS = (
    Column(left=True),
    *(Column(style.MONEY) for _ in range(2)),
    Column(style.MONTH),
    *(Column(style.MONEY) for _ in range(2)),
)


def build(book: Book) -> None:
    """Add the sheet."""
    page = book.page(
        TITLE,
        {"A": 2, "B": 24, **dict.fromkeys("CDEFG", 17), "H": 2, "I": 4, "J": 24, "K": 24},
        tab=style.ACCENT,
    )
    page.head(
        "Five ways to deal with the debt",
        f'=IF({READY},"Each on the same budget of $"&FIXED(Monthly_Budget,0)&" a month, over "&'
        'ROUND(Loan_Years,1)&IF(Loan_Years=1," year."," years."),"")',
    )
    page.put(
        "B3",
        "What each leaves you with when the loan would be repaid; all debts taken off.",
        "Note",
    )
    first, last = _TOP + 1, _TOP + _ROWS
    page.table(
        f"B{_TOP}",
        REGISTRY["COMPARE_OPTIONS"].columns or (),
        _COLUMNS,
        f"=IF({READY},IFERROR(COMPARE_OPTIONS(Paid_Off,Card_APR,Monthly_Budget,Account_Balance,"
        "Account_Return,Loan_Rate,Loan_Years,Personal_APR,Personal_Fee,Personal_Years,"
        "Federal_Rate,State_Rate,Early_Penalty,Retirement_Tax,0,Monthly_Contribution,"
        'Monthly_Match,Loan_Years*12,FALSE),Not_Possible),"")',
        _ROWS,
        name="Comparison_Table",
        head_height=36,
    )
    for row in range(first, last + 1):
        page.height(row, 21)
    page.put(
        f"B{last + 1}",
        "An option that the budget or the account cannot carry says so. "
        "A blank month: not debt-free by then.",
        "Note",
    )
    _identity(page, last + 3)
    _chart(page, first, last)
    page.put(
        f"B{last + 29}",
        "A payment that falls from $350 to $150 is no saving in itself: it "
        "compares different terms.",
        "Note",
    )
    page.prints(f"A1:H{last + 29}")


def _identity(page: Page, top: int) -> None:
    page.section(f"B{top}", "Why: saved less cost", 6)
    for letter, text in zip(
        "BCDEF",
        ("Saved on the card", "less", "Cost to your 401(k)", "is", "Better off by"),
        strict=True,
    ):
        page.put(f"{letter}{top + 1}", text, "Note")
    row = top + 2
    page.row(f"B{row}", "Headline value", 6)
    page.height(row, 27)
    for letter, formula in zip("BDF", ("Card_Savings", "Net_Cost", "Advantage"), strict=True):
        page.put(f"{letter}{row}", f"={formula}", "Headline value left", style.MONEY)
    page.put(f"C{row}", "-", "Headline value left")
    page.put(f"E{row}", "=", "Headline value left")
    page.put(
        f"B{row + 1}",
        "The loan alone, payments beyond the card's balance working on at the "
        "card's rate; the table above plays your whole budget.",
        "Note",
    )


def _chart(page: Page, first: int, last: int) -> None:
    page.section("J3", "Behind the chart", 2)
    page.put(
        "J4",
        f'=IF({READY},"Best on this budget: "&INDEX(J6:J10,MATCH(MAX(K6:K10),K6:K10,0)),'
        '"The options compared")',
        "Note",
    )
    page.put(f"J{_TOP}", "Option", "Table head left")
    page.put(f"K{_TOP}", "Gain against keeping the card", "Table head")
    for row in range(first, last + 1):
        page.put(f"J{row}", f'=IF({READY},B{row},"")', "Table cell left")
        page.put(f"K{row}", f"=IF(ISNUMBER(D{row}),D{row},0)", "Table cell", style.MONEY)
    page.put("J12", "not possible", "Note", name="Not_Possible")
    chart = charts.bars(
        f"'{TITLE}'!$J$4",
        f"'{TITLE}'!$J${first}:$J${last}",
        [Line(f"'{TITLE}'!$K${_TOP}", f"'{TITLE}'!$K${first}:$K${last}", style.ACCENT)],
        size=(18.6, 8.5),
    )
    page.chart(
        chart,
        f"B{last + 9}",
        "Bars for the five options: how much wealthier or poorer each leaves you than keeping "
        "the card, with the amount written beside each bar.",
        "The options compared",
    )
