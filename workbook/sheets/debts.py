"""Debts: when each is cleared with the loan and without, and which are worth moving."""

from __future__ import annotations

from ..inputs import areas
from ..inputs.areas import DEBTS
from ..layout import beside, charts, series, style
from ..layout.beside import Block
from ..layout.book import Book, Page
from ..layout.words import chosen, ready, sentence

TITLE = DEBTS.sheet
_MINIMUM = '"interest_plus",Card_Minimum_Share,Card_Minimum_Floor'
_MONTHS = 361  # of the ledger: thirty years and the start
_LEDGER_DEBTS, _LEDGER_LOAN = 1, 2  # columns of LOAN_GAIN_LEDGER
_CLEAR, _NOT_CLEARED = '"clear"', '"have not cleared"'
_FIRST, _LAST = DEBTS.top + 1, DEBTS.top + DEBTS.rows


def build(book: Book) -> None:
    """Add the sheet."""
    page = book.page(
        TITLE,
        {"A": 2, "B": 12, "C": 22, "D": 15, "E": 12, "F": 15, "G": 8, "H": 15, "I": 15, "J": 15,
         "K": 15, "L": 2},
        tab=style.ACCENT,
    )  # fmt: skip
    page.head(
        "Your debts, with the loan and without",
        sentence("Together {Debts_Sum|$}. On {Monthly_Budget|$} a month, keeping them, you ")
        + f"&{chosen('ISNUMBER(Debt_Free_Keep)', _CLEAR, _NOT_CLEARED)}"
        + '&" them by "&Keep_Said&"."',
    )
    row = _list(page)
    row = _chart(page, row + 2)
    row = _ways(page, row + 1)
    page.prints(f"A1:L{row}")


def _list(page: Page) -> int:
    areas.write(page, DEBTS)
    top = DEBTS.top
    page.put(f"B{top}", "Debt", "Table head left")
    heads = (("H", "Cleared if kept"), ("I", "Interest if kept"),
             ("J", "Cleared with the loan"), ("K", "Worth moving"))  # fmt: skip
    for letter, head in heads:
        page.put(f"{letter}{top}", head, "Table head")
    page.height(top, 33)
    _left(page.book)
    kept = _plan(page.book, "Debts", "Monthly_Budget", "Plan_Table")
    left = _plan(page.book, "Debts_Left", "Budget_With_Loan", "")
    kept_said = _said(page.book, kept, with_loan=False)
    left_said = _said(page.book, left, with_loan=True)
    moved = beside.table(
        page.book,
        "LOAN_MINIMUM",
        "LOAN_MINIMUM(Debts_And_Rates,Loan_Rate,Loan_Years,Account_Return,Loan_Limit,"
        'Payments_Per_Year,Retirement_Tax,"effective",Debt_Rows,FALSE)',
        DEBTS.rows + 1,
        name="Debts_Table",
        dollars=style.CENTS,
    )
    for place, row in enumerate(range(_FIRST, _LAST + 1)):
        page.put(f"B{row}", f"Debt {place + 1}", "Label")
        for letter, said in (("H", kept_said), ("J", left_said)):
            when = said.cell(2, place)
            page.put(f"{letter}{row}", _listed(row, f"IFERROR(EDATE(Loan_Start,{when}),{when})"),
                     "Value", style.MONTH_YEAR)  # fmt: skip
        page.put(f"I{row}", _listed(row, kept_said.cell(3, place)), "Value", style.MONEY)
        page.put(f"K{row}", _listed(row, moved.cell(2, place)), "Value", style.MONEY)
    _worth_moving(page, _LAST + 2, moved)
    return _LAST + 5


def _listed(row: int, formula: str) -> str:
    """Return the formula of a cell beside a debt that is listed."""
    return ready(f'IF(N(D{row})>0,{formula},"")')


def _plan(book: Book, debts: str, budget: str, name: str) -> Block:
    return beside.table(
        book,
        "DEBT_PLAN",
        f'IFERROR(DEBT_PLAN({debts},{budget},"avalanche",Debt_Rows,FALSE),Not_Possible)',
        DEBTS.rows + 1,
        name=name,
        dollars=style.CENTS,
    )


def _left(book: Book) -> None:
    """Write the debts that the loan leaves, and what is left for them each month."""
    block = beside.room(book, "What the loan leaves", 3, DEBTS.rows)
    for row in range(block.first, block.last + 1):
        place = f"ROW()-ROW({block.letters[0]}${block.first - 1})"
        sources = ("Left_By_Loan", "Debt_Rates", "Debt_Minimums")
        for letter, source in zip(block.letters, sources, strict=True):
            book.behind.put(f"{letter}{row}", ready(f"INDEX({source},{place})"), "Value quiet")
    book.define("Debts_Left", book.behind.title, block.area)
    lower = "(Monthly_Contribution-Contribution_During_Loan)*(1-Tax_Now)"
    beside.figures(
        book,
        "Debts",
        (("Budget_With_Loan", "Left for the debts each month",
          f"MAX(0,Monthly_Budget-Monthly_Payment+{lower})", style.CENTS),),
    )  # fmt: skip


def _said(book: Book, plan: Block, *, with_loan: bool) -> Block:
    """Write the months and the interest of a plan's debts, or in words why there are none.

    An impossible plan is one word in its first cell. With the loan a plan holds while it runs.
    """
    block = beside.room(book, "The same in words", 4, DEBTS.rows)
    month, later, once, interest = block.letters
    for place, row in enumerate(range(block.first, block.last + 1)):
        after = f'IF(N({month}{row})>12*Loan_Years,"after the loan",{month}{row})'
        words = {
            month: f'IF(COUNT({plan.cell(1, place)})=0,"never",{plan.cell(1, place)})',
            later: after if with_loan else f"{month}{row}",
            once: f'IF({later}{row}=0,"at once",{later}{row})',
            interest: f'IF(COUNT({plan.cell(2, place)})=0,"no end",{plan.cell(2, place)})',
        }
        for letter, formula in words.items():
            book.behind.put(f"{letter}{row}", ready(formula), "Value quiet")
    return block


def _worth_moving(page: Page, top: int, moved: Block) -> None:
    page.section(f"B{top}", "Take only what you need", 10)
    total = f"INDEX({moved.column(2)},Debt_Rows)"
    lines = (
        ("Minimum_To_Move", "Worth moving, rate against rate", total,
         "Debts that charge more than the loan really costs, as Comparison says"),
        ("", "Best loan for the whole household",
         "IF(COUNT(Amount_Best)=0,Not_Possible,Amount_Best)",
         "With budget, fees, taxes and the chance of losing the job counted"),
    )  # fmt: skip
    for row, (name, label, formula, note) in enumerate(lines, top + 1):
        page.row(f"B{row}", "Label note", 10)
        page.put(f"B{row}", label, "Label")
        page.put(f"E{row}", ready(formula), "Value strong", style.MONEY, name=name)
        page.put(f"F{row}", ready(sentence(note)), "Label note")
    same = "Both ways come to the same amount."
    differ = "They differ: the first looks at rates alone, the second at all that a month brings."
    said = f'IF(ABS(N(Amount_Best)-Minimum_To_Move)<=Half,"{same}","{differ}")'
    page.put(f"B{top + 3}", ready(chosen("COUNT(Amount_Best)", said)), "Note")


def _chart(page: Page, top: int) -> int:
    ledgers = {
        option: beside.table(
            page.book,
            "LOAN_GAIN_LEDGER",
            f'_xlfn.IFNA(LOAN_GAIN_LEDGER(Household,"{option}",0,Ledger_Rows,FALSE),Not_Possible)',
            _MONTHS,
            dollars=style.CENTS,
        )
        for option in ("keep", "loan")
    }
    keep, loan = ledgers["keep"], ledgers["loan"]
    for name, block, column in (
        ("Ledger_Debts", keep, _LEDGER_DEBTS), ("Ledger_Loan", loan, _LEDGER_LOAN)
    ):  # fmt: skip
        page.book.define(name, page.book.behind.title, block.local(column))
    owed = f"N(INDEX({keep.column(_LEDGER_DEBTS)},{{k}}+1))"
    with_loan = "+".join(
        f"N(INDEX({loan.column(column)},{{k}}+1))" for column in (_LEDGER_DEBTS, _LEDGER_LOAN)
    )
    times, lines, _ = series.block(
        page.book,
        "What you owe",
        "12*Longest_Term",
        (
            ("If you keep the debts", owed, style.SECOND, "dash"),
            ("With the loan, the loan included", with_loan, style.ACCENT, "solid"),
        ),
        per_year="12",
    )
    page.chart(
        charts.lines("What you owe", times, lines, x_title="Years", size=(26.5, 7.6)),
        f"B{top}",
        "Two lines over the years: what is owed to lenders if the debts are kept, and what is owed "
        "with the loan, to lenders and to the plan together.",
        "What you owe, with the loan and without",
    )
    return top + 13


def _ways(page: Page, top: int) -> int:
    page.section(f"B{top}", "What interest does to the first debt, and what ends it", 10)
    head = top + 1
    page.row(f"B{head}", "Table head", 10)
    page.height(head, 33)
    heads = (("B", "Way to pay"), ("E", "First payment"), ("F", "Months"), ("H", "Interest"),
             ("I", "Goes to"))  # fmt: skip
    for letter, text in heads:
        page.put(f"{letter}{head}", text, "Table head left" if letter == "B" else "Table head")
    card, quick = "Card_Balance,Card_APR", "Card_Balance,Loan_Rate"
    first = "MAX(Card_Minimum_Floor,Card_Balance*(Card_APR/12+Card_Minimum_Share))"
    ways = (
        ("Your whole budget on it", "Monthly_Budget", f"CARD_MONTHS({card},Monthly_Budget)",
         f"CARD_INTEREST({card},Monthly_Budget)", "the lender", "Card_"),
        ("Its minimum payments only", f"MIN(Card_Balance*(1+Card_APR/12),{first})",
         f"CARD_MIN_MONTHS({card},{_MINIMUM})", f"CARD_MIN_INTEREST({card},{_MINIMUM})",
         "the lender", ""),
        ("The same at the loan's rate", "Monthly_Budget", f"CARD_MONTHS({quick},Monthly_Budget)",
         f"CARD_INTEREST({quick},Monthly_Budget)", "your account", "Quick_"),
    )  # fmt: skip
    row = head
    for row, (label, payment, months, interest, to, name) in enumerate(ways, head + 1):
        page.row(f"B{row}", "Label note", 10)
        page.put(f"B{row}", label, "Label")
        page.put(f"E{row}", ready(payment), "Value", style.CENTS)
        page.put(f"F{row}", ready(f'IFERROR(ROUNDUP({months},0),"never")'), "Value strong",
                 style.COUNT, name=f"{name}Months_Here" if name else "")  # fmt: skip
        page.put(f"H{row}", ready(f'IFERROR({interest},"without end")'), "Value strong",
                 style.MONEY, name="Card_Interest_Here" if name == "Card_" else "")  # fmt: skip
        page.put(f"I{row}", to, "Value")
    row += 1
    sooner = "Card_Months_Here-Quick_Months_Here"
    page.row(f"B{row}", "Label note", 10)
    page.put(f"B{row}", "Months sooner at the loan's rate", "Label")
    page.put(f"F{row}", ready(f'IFERROR({sooner},"never")'), "Value strong", style.COUNT,
             name="Months_Sooner")  # fmt: skip
    page.put(f"H{row}", "Where the plan lets you pay early, on the same budget", "Label note")
    return row
