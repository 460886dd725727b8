"""Article check: each figure the articles print, recomputed, with the monthly loan beside it."""

from __future__ import annotations

from dataclasses import dataclass

from loan401k.law import FACTS

from ..layout import style
from ..layout.book import Book, Page

TITLE = "Article check"


@dataclass(frozen=True)
class Figure:
    """A printed figure and the formula that gives it; {m} is the number of payments a year."""

    said: str
    printed: float
    formula: str
    format: str = style.MONEY
    monthly: float | None = None
    digits: str = "Half_Cent"


_LOAN = "Article_Amount,Article_Loan_Rate,Article_Years"
_GROWN = "ACCOUNT_VALUE(Article_Amount,Article_Return,Article_Years,0,{m})"
_COST = f"LOAN_NET_COST({_LOAN},Article_Return,{{m}})"
_SAVED = f"PAYOFF_SAVINGS({_LOAN},Article_Card_Rate,{{m}}"
_EXAMPLE = (
    Figure("The account without the loan, after a year", 10_500, _GROWN),
    Figure("The account with the loan repaid", 10_425, f"{_GROWN}-{_COST}"),
    Figure("What the account is short", 75, _COST, monthly=35.89),
    Figure("Card interest gone", 1_340, _SAVED + ',"interest")'),
    Figure("Interest of the loan, paid to yourself", 425, f"LOAN_INTEREST({_LOAN},{{m}})"),
    Figure("Cash saved", 915, f"{_SAVED})", monthly=541.35),
    Figure('The same in percent: "more than 9%"', 0.0915, f"{_SAVED})/Article_Amount", style.RATE),
    Figure(
        "What the household gains",
        840,
        f"PAYOFF_ADVANTAGE({_LOAN},Article_Card_Rate,Article_Return,{{m}})",
        monthly=505.47,
    ),
)

_CHANCE = 'LOAN_FACT("balances_defaulting")/LOAN_FACT("leavers_defaulting")'
_TRAP = "Trap_Balance,Trap_Loan_Rate"
_FACTS = (
    Figure("Most common plan loan rate, 2011", 0.0425, 'LOAN_FACT("loan_rate_common")', style.RATE),
    Figure("Bank loan", 0.11, 'LOAN_FACT("personal_loan_rate")', style.RATE),
    Figure("Participants with a loan, end of 2010", 0.28,
           'LOAN_FACT("participants_with_loan_2010")', style.SHARE),
    Figure("Balances that default", 0.15, 'LOAN_FACT("balances_defaulting")', style.SHARE),
    Figure("Leavers with a loan who default, at least", 0.75, 'LOAN_FACT("leavers_defaulting")',
           style.SHARE),
    Figure("So the chance of leaving in five years", 0.2, _CHANCE, style.SHARE),
    Figure("The same by the month, over 60 months", 0.003712152,
           f"MONTHLY_HAZARD({_CHANCE},Trap_Years*12)", style.HAZARD, digits="Tiny"),
    Figure("$8,000 at 16.5%, paid with $350 a month: interest", 1_670,
           "ROUND(CARD_INTEREST(Trap_Balance,Trap_Card_Rate,Trap_Payment),0)"),
    Figure("The same at 4.5% over five years", 949,
           f"ROUND(LOAN_INTEREST({_TRAP},Trap_Years),0)"),
    Figure("At 4.5% with the same $350 a month", 380,
           f"ROUND(CARD_INTEREST({_TRAP},Trap_Payment),0)"),
)  # fmt: skip

_WHY = (
    "Repaid month by month, about half of the $10,000 is owed on average: cost and saving halve.",
    "The 9.15% is the cash the household saves. It gains less, because its account grows less:",
    "paying yourself $425 costs the household nothing, giving up $500 of growth does: 1,340 - 500.",
)
_WARNING = (
    "From $350 to $149 a month looks like a saving of $201; most of it is only the longer term.",
    "At the same $350 a month the lower rate saves $1,290 of interest, and the debt ends sooner.",
)

_GIVENS = (
    ("Article_Amount", "Amount", 10_000, style.MONEY, ""),
    ("Article_Loan_Rate", "Loan rate", FACTS["loan_rate_common"].value, style.RATE,
     FACTS["loan_rate_common"].citation),
    ("Article_Card_Rate", "Card rate", FACTS["card_rate"].value, style.RATE,
     FACTS["card_rate"].citation),
    ("Article_Return", "Return, half stocks and half bonds", 0.05, style.RATE, ""),
    ("Article_Years", "Years", 1, style.PLAIN, ""),
    ("Article_Payments", "Payments a year", 1, style.PLAIN, ""),
)  # fmt: skip
_TRAP_GIVENS = (
    ("Trap_Balance", "Card debt", 8_000, style.MONEY, ""),
    ("Trap_Card_Rate", "Card rate", 0.165, style.RATE, ""),
    ("Trap_Payment", "Paid a month", 350, style.MONEY, ""),
    ("Trap_Loan_Rate", "Loan rate", 0.045, style.RATE, ""),
    ("Trap_Years", "Loan term", 5, style.YEARS, ""),
)


def build(book: Book) -> None:
    """Add the sheet."""
    page = book.page(
        TITLE,
        {"A": 2, "B": 50, "C": 15, "D": 17, "E": 10, "F": 17, "G": 15, "H": 10, "I": 2, "J": 4,
         "K": 30, "L": 10},
        tab=style.MUTED,
        landscape=True,
    )  # fmt: skip
    page.head(
        "The articles' figures, recomputed",
        "The case for a 401(k) loan, as a press article made it in 2011: $10,000 for a year, "
        "repaid at once at the end.",
        plain=True,
    )
    row = _givens(page, 4, "Its example", _GIVENS)
    first = row + 2
    row = _figures(page, first, _EXAMPLE, monthly=True)
    page.section(f"B{row + 2}", "Why the monthly figures are smaller", 7)
    row = page.texts(f"B{row + 3}", _WHY)
    page.page_break(row)
    row = _givens(page, row + 2, "A lower payment is not a saving", _TRAP_GIVENS)
    row = page.texts(f"B{row + 1}", _WARNING)
    row = _figures(page, row + 2, _FACTS, monthly=False)
    page.put("K1", "Figures that are not met", "Note")
    marks = f'COUNTIF(E{first}:E{row},"FAIL")+COUNTIF(H{first}:H{row},"FAIL")'
    page.put("L1", f"={marks}", "Value quiet", name="Article_Failures")
    page.prints(f"A1:I{row}")


def _givens(
    page: Page, top: int, title: str, givens: tuple[tuple[str, str, float, str, str], ...]
) -> int:
    page.section(f"B{top}", title, 7)
    row = top
    for row, (name, label, value, form, source) in enumerate(givens, top + 1):
        page.row(f"B{row}", "Label note", 7)
        page.put(f"B{row}", label, "Label")
        page.put(f"C{row}", value, "Value strong", form, name=name)
        page.put(f"D{row}", source or None, "Label note")
    return row


def _figures(page: Page, top: int, figures: tuple[Figure, ...], *, monthly: bool) -> int:
    heads = ["What is said", "Printed", "Recomputed", "Check"]
    heads += ["With monthly payments", "Expected", "Check"] if monthly else []
    centred = "EH"
    for letter, head in zip("BCDEFGH", heads, strict=False):
        look = "Table head left" if letter == "B" else "Table head"
        page.put(f"{letter}{top}", head, "Table head centre" if letter in centred else look)
    page.height(top, 33 if monthly else 24)
    row = top
    for row, figure in enumerate(figures, top + 1):
        _line(page, row, figure, monthly=monthly)
    return row


def _line(page: Page, row: int, figure: Figure, *, monthly: bool) -> None:
    cents = style.CENTS if figure.format == style.MONEY else figure.format
    page.put(f"B{row}", figure.said, "Label")
    page.put(f"C{row}", figure.printed, "Value", figure.format)
    page.put(f"D{row}", "=" + figure.formula.format(m="Article_Payments"), "Value strong", cents)
    page.put(f"E{row}", _check(f"C{row}", f"D{row}", figure.digits), "Mark")
    page.height(row, 19)
    if not monthly:
        return
    page.put(f"F{row}", "=" + figure.formula.format(m=12), "Value", cents)
    page.put(f"G{row}", figure.monthly, "Value", cents)
    met = None if figure.monthly is None else _check(f"G{row}", f"F{row}", figure.digits)
    page.put(f"H{row}", met, "Mark")


def _check(printed: str, computed: str, within: str) -> str:
    return f'=IF(ABS({printed}-{computed})<{within},"PASS","FAIL")'
