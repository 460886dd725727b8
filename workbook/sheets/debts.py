"""Debts: all of them, what keeping them costs, and which the loan should pay."""

from __future__ import annotations

from loan401k.declare import REGISTRY

from ..inputs import areas
from ..layout import charts, series, style
from ..layout.book import Book, Page
from ..layout.words import either, ready, sentence

TITLE = "Debts"
_MINIMUM = '"interest_plus",Card_Minimum_Share,Card_Minimum_Floor'
_NEVER = '"never"'
_FIRST_MINIMUM = (
    "MIN(Card_Balance+Card_Interest_Month,"
    "MAX(Card_Minimum_Floor,Card_Interest_Month+Card_Minimum_Share*Card_Balance))"
)

_DECLINE = "Card_Balance*(1-Card_Minimum_Share)"
_SWITCH = either(
    ("Card_Interest_Month+Card_Minimum_Share*Card_Balance<=Card_Minimum_Floor", "0"),
    ("OR(Card_Minimum_Share=0,Card_Minimum_Floor=0)", _NEVER),
    ("Card_Minimum_Share=1", "1"),
    otherwise=(
        "ROUNDUP(LN(Card_Minimum_Floor/(Card_Interest_Month+Card_Minimum_Share*Card_Balance))"
        "/LN(1-Card_Minimum_Share),0)"
    ),
)


def _owed_on_minimum(k: str) -> str:
    """Return the formula for the card's balance after k minimum payments.

    While interest and share make the minimum, the share is what comes off; after that the floor
    is paid. One formula of the host's own costs less than a table of ours for each point.
    """
    floor = (
        f"MAX(0,FV(Card_APR/12,{k}-Minimum_Switch,Card_Minimum_Floor,-{_DECLINE}^Minimum_Switch))"
    )
    falling = f"{_DECLINE}^{k}"
    return f"IF(ISNUMBER(Minimum_Switch),IF({k}<=Minimum_Switch,{falling},{floor}),{falling})"


#: The same after a year, to be compared with CARD_SCHEDULE.
OWED_AFTER_A_YEAR = f"ROUND({_owed_on_minimum('12')},Cents)"
MINIMUM_SCHEDULE = f"CARD_SCHEDULE(Card_Balance,Card_APR,,{_MINIMUM})"


def build(book: Book) -> None:
    """Add the sheet."""
    page = book.page(
        TITLE,
        {
            "A": 2,
            "B": 38,
            **dict.fromkeys("CDEFG", 17),
            "H": 2,
            "I": 4,
            "J": 8,
            "K": 10,
            "L": 10,
            "M": 18,
            "N": 18,
            "O": 18,
        },
        tab=style.ACCENT,
    )
    page.head(
        "What the card costs if you keep it",
        either(
            ("Card_Balance=0", sentence("There is no card debt.")),
            otherwise=sentence("What {Monthly_Budget|$} a month on {Debt_Word} comes to."),
        ),
    )
    row = _ways(page, areas.write(page, areas.DEBTS) + 2)
    row = _chart(page, row + 4)
    last = _debts(page, row + 1)
    page.prints(f"A1:H{last}")


def _ways(page: Page, top: int) -> int:
    heads = ("Way to pay", "First payment", "Months", "Interest", "Interest goes to")
    for letter, head in zip("BCDEF", heads, strict=True):
        page.put(f"{letter}{top}", head, "Table head left" if letter == "B" else "Table head")
    page.put(f"G{top}", None, "Table head")
    page.height(top, 24)
    budget, card = "Monthly_Budget", "Card_Balance,Card_APR"
    quick = "Paid_Off,Loan_Rate,Monthly_Budget"
    ways = (
        ("Your whole budget on the card", f"IF(Card_Balance=0,0,{budget})",
         f"IFERROR(ROUNDUP(CARD_MONTHS({card},{budget}),0),{_NEVER})",
         f"IFERROR(CARD_INTEREST({card},{budget}),{_NEVER})", "the bank", "Card_"),
        ("The card's minimum only",
         (_FIRST_MINIMUM),
         f"IFERROR(CARD_MIN_MONTHS({card},{_MINIMUM}),{_NEVER})",
         f"IFERROR(CARD_MIN_INTEREST({card},{_MINIMUM}),{_NEVER})", "the bank", ""),
        ("The 401(k) loan as agreed", "Loan_Outlay", "Loan_Years*12", "Schedule_Interest",
         "your account", ""),
        ("The same debt on your whole budget", f"IF(Paid_Off=0,0,{budget})",
         f"IFERROR(ROUNDUP(CARD_MONTHS({quick}),0),{_NEVER})",
         f"IFERROR(CARD_INTEREST({quick}),{_NEVER})", "your account", "Quick_"),
    )  # fmt: skip
    row = top
    for row, (label, first, months, interest, to, name) in enumerate(ways, top + 1):
        page.row(f"B{row}", "Label note", 6)
        page.put(f"B{row}", label, "Label")
        page.put(f"C{row}", ready(first), "Value", style.CENTS)
        page.put(
            f"D{row}",
            ready(months),
            "Value strong",
            style.COUNT,
            name=f"{name}Months_Here" if name else "",
        )
        page.put(f"E{row}", ready(interest), "Value strong", style.MONEY,
                 name="Card_Interest_Here" if name == "Card_" else "")  # fmt: skip
        page.put(f"F{row}", to, "Value")
        page.height(row, 19)
    page.line(
        f"B{row + 1}",
        "Months sooner, paid early",
        f"IF(ISNUMBER(Card_Months_Here),IF(ISNUMBER(Quick_Months_Here),Card_Months_Here-"
        f"Quick_Months_Here,{_NEVER}),{_NEVER})",
        style.COUNT,
        "Out of debt on the same budget, where the plan lets you pay early",
        name="Months_Sooner",
    )
    return row + 1


def _chart(page: Page, row: int) -> int:
    times, lines = series.block(
        page,
        "J",
        4,
        "Loan_Years*12",
        (
            ("Your budget on the card",
             "MAX(0,FV(Card_APR/12,{k},Monthly_Budget,-Card_Balance))", style.SECOND, "dash"),
            ("The card's minimum",
             _owed_on_minimum("{k}"), style.MUTED, "sysDot"),
            ("The 401(k) loan",
             ("LOAN_BALANCE(Loan_Amount,Loan_Rate,Loan_Years,MIN(Loan_Payments,"
             "INT({t}*Payments_Per_Year+Tiny)),Payments_Per_Year)"), style.ACCENT, "solid"),
        ),
        per_year="12",
    )  # fmt: skip
    page.put("J1", "Months until the minimum stays at its floor", "Note")
    page.put("O1", ready(_SWITCH), "Value quiet", name="Minimum_Switch")
    page.put("J36", "Column of the balance in CARD_SCHEDULE", "Note")
    headings = REGISTRY["CARD_SCHEDULE"].headings
    page.put("O36", 1 + headings.index("Balance"), "Value quiet", name="Balance_Column")
    page.chart(
        charts.lines(
            "What is still owed, by way to pay", times, lines, x_title="Years", size=(22.4, 8.6)
        ),
        f"B{row}",
        "Three lines over the years of the loan: what is still owed on the card with your budget, "
        "on the card with minimum payments, and on the 401(k) loan.",
        "What is still owed",
    )
    return row + 17


def _debts(page: Page, top: int) -> int:
    page.section(f"B{top}", "Several debts: move only what the loan beats", 6)
    page.put(
        f"B{top + 1}",
        ready(
            sentence("Worth moving are debts that charge more than ")
            + '&IF(ISNUMBER(True_APR_Here),FIXED(True_APR_Here*Percent)&"%",'
            '"the loan really costs")&", within the legal limit."'
        ),
        "Body",
    )
    last = top + 1
    tables = (
        ("LOAN_MINIMUM", "Debts_Table", "What to move to the loan",
         ("LOAN_MINIMUM(Debts_And_Rates,Loan_Rate,Loan_Years,Account_Return,Loan_Limit,"
         'Payments_Per_Year,Retirement_Tax,"effective",Debts_Listed,FALSE)')),
        ("DEBT_PLAN", "Plan_Table", "Your budget on the debts as they are",
         'DEBT_PLAN(Debts,Monthly_Budget,"avalanche",Debts_Listed,FALSE)'),
    )  # fmt: skip
    for function, name, label, formula in tables:
        head = last + 2
        page.put(f"B{head}", label, "Table head left")
        last = page.table(
            f"C{head}",
            function,
            ready(f"IFERROR({formula},Not_Possible)"),
            areas.DEBTS.rows + 1,
            name=name,
            head_height=24,
        )
    page.put("J2", "Rows of the tables of debts", "Note")
    page.put("O2", areas.DEBTS.rows + 1, "Value quiet", name="Debts_Listed")
    return last
