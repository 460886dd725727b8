"""Sensitivity: what would have to be true for the answer to flip."""

from __future__ import annotations

from ..layout import charts, style
from ..layout.book import Book, Page
from ..layout.charts import Line
from ..layout.words import either, ready, sentence

TITLE = "Sensitivity"
_SIDE = 3  # steps to each side of your own figure
_TOP = 6
_LOAN = "Paid_Off,Loan_Rate,Loan_Years"
_LETTERS = "CDEFGHI"
_MEASURES = 9


def build(book: Book) -> None:
    """Add the sheet."""
    page = book.page(
        TITLE,
        {
            "A": 2,
            "B": 36,
            **dict.fromkeys(_LETTERS, 14),
            "J": 2,
            "K": 4,
            "L": 32,
            "M": 16,
            "N": 10,
        },
        tab=style.ACCENT,
    )
    page.head(
        "What would change the answer",
        either(
            ("NOT(ISNUMBER(Breakeven_Return_Here))", sentence("No return makes it even.")),
            otherwise=sentence(
                "Its payments alone pay as long as the 401(k) earns less than "
                "{Breakeven_Return_Here|rate} a year."
            ),
        ),
    )
    row = _grid(page)
    row = _breakevens(page, row + 2)
    last = _risk(page, row + 2)
    page.prints(f"A1:J{last}")


def _grid(page: Page) -> int:
    page.section("B4", "Better or worse off, by return and card rate", 8)
    page.put(f"B{_TOP}", "Return of the 401(k), card rate across", "Table head left")
    page.height(_TOP, 24)
    steps = range(-_SIDE, _SIDE + 1)
    for letter, step in zip(_LETTERS, steps, strict=True):
        page.put(f"{letter}{_TOP - 1}", step, "Note right")
        page.put(
            f"{letter}{_TOP}",
            ready(f"MIN(1,MAX(0,Card_APR+{letter}{_TOP - 1}*Rate_Step))"),
            "Table head",
            style.RATE,
        )
    page.put("B5", "Steps from your own figures", "Note")
    first, last = _TOP + 1, _TOP + len(steps)
    for row, step in enumerate(steps, first):
        page.put(f"L{row}", step, "Value quiet")
        page.put(f"B{row}", ready(f"Account_Return+L{row}*Return_Step"), "Label", style.RATE)
        page.height(row, 21)
        for letter in _LETTERS:
            page.put(f"{letter}{row}", None, "Table cell", style.GAIN)
    area = f"C{first}:I{last}"
    page.array(
        area,
        ready(
            f"IF(Paid_Off=0,Nothing_To_Pay,PAYOFF_ADVANTAGE({_LOAN},C{_TOP}:I{_TOP},"
            f"B{first}:B{last},Payments_Per_Year,Retirement_Tax))"
        ),
    )
    page.book.define("Sensitivity_Table", page.title, f"B{_TOP}:I{last}")
    page.highlight(area, "AND(ISNUMBER(C7),C7>0)", style.GOOD_FILL, style.GOOD_INK)
    page.highlight(area, "AND(ISNUMBER(C7),C7<0)", style.BAD_FILL, style.BAD_INK)
    page.put(f"B{last + 1}", "+ the loan leaves you better off, - worse. Your own figures stand in "
             "the middle.", "Note")  # fmt: skip
    return last + 1


def _breakevens(page: Page, top: int) -> int:
    page.section(f"B{top}", "Where it comes out even", 8)
    tail = "Retirement_Tax,Payments_Per_Year"
    lines = (
        ("True_APR_Here", "What the loan really costs",
         f'IFERROR(TRUE_APR(Loan_Rate,Loan_Years,Account_Return,{tail}),"none")', style.RATE,
         "A card that charges this comes out even; yours charges {Card_APR|rate}"),
        ("Breakeven_Return_Here", "Return at which it comes out even",
         f'IFERROR(BREAKEVEN_RETURN(Loan_Rate,Loan_Years,Card_APR,{tail}),"none")', style.RATE,
         "You expect {Account_Return|rate}"),
        ("", "Chance a year of leaving the job", "Breakeven_Job_Loss_Here", style.RATE,
         'You think {Chance_Of_Leaving|rate}; "any": even certain leaving does not eat the gain'),
    )  # fmt: skip
    row = top
    for name, label, formula, form, note in lines:
        row += 1
        page.line(f"B{row}", label, formula, form, note, name=name, width=8)
    return row


def _risk(page: Page, top: int) -> int:
    page.section(f"B{top}", "If markets and the job go as they may", 8)
    page.put(
        f"B{top + 1}",
        ready(
            sentence(
                "{Risk_Paths|n} simulated lives: returns of {Account_Return|rate} give or take "
                "{Return_Volatility|%}, {Chance_Of_Leaving|%} leave the job in a year."
            )
        ),
        "Body",
    )
    head = top + 2
    last = page.table(
        f"B{head}",
        "LOAN_GAIN_RISK",
        ready("_xlfn.IFNA(LOAN_GAIN_RISK(Household,Risk_Paths,Risk_Seed,FALSE),Not_Possible)"),
        _MEASURES,
        name="Risk_Table",
        head_height=24,
    )
    for row in (last - 1, last):  # the two chances
        page.look(page.sheet[f"C{row}"], "Table cell", style.TENTHS)
    page.book.define("Spread_Low", TITLE, f"C{head + 3}")
    page.book.define("Spread_High", TITLE, f"C{head + 7}")
    _spread(page, head)
    worst, best = head + 3, head + 7
    ends = f"{{C{worst}|+-$}} and {{C{best}|+-$}}"
    nothing = ("NOT(ISNUMBER(C" + str(worst) + "))", '""')
    finding = either(nothing, otherwise=sentence(f"Nine lives in ten end between {ends}."))
    page.put(f"B{last + 1}", ready(finding), "Finding")
    return last + 1


def _spread(page: Page, head: int) -> None:
    """Draw the percentiles beside the table."""
    first = head + 3
    page.put(f"L{head - 1}", "Percentile", "Table head left")
    page.put(f"M{head - 1}", "Advantage", "Table head")
    for row in range(first, first + 5):
        page.put(f"L{row}", ready(charts.label(f"B{row}", f"C{row}")), "Table cell left")
        page.put(f"M{row}", f"=IF(ISNUMBER(C{row}),C{row},0)", "Table cell", style.GAIN)
    sheet = f"'{TITLE}'!"
    chart = charts.bars(
        "Advantage, by how well it goes",
        f"{sheet}$L${first}:$L${first + 4}",
        Line(f"{sheet}$M${head - 1}", f"{sheet}$M${first}:$M${first + 4}", style.ACCENT),
        size=(13.2, 6.2),
    )
    page.chart(
        chart,
        f"E{head}",
        "Bars for five percentiles of the simulated advantage, from the worst in twenty to the "
        "best in twenty, with the amount beside each bar.",
        "The spread of outcomes",
    )
