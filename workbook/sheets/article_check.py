"""Article check: each figure the article prints, recomputed, with the monthly loan beside it."""

from __future__ import annotations

from dataclasses import dataclass

from loan401k.law import FACTS

from .. import style
from ..book import Book, Page

TITLE = "Article check"


@dataclass(frozen=True)
class Figure:
    """A printed figure and the formula that gives it; {m} is the number of payments a year."""

    said: str
    printed: float
    formula: str
    format: str = style.MONEY
    monthly: float | None = None


_LOAN = "Article_Amount,Article_Loan_Rate,Article_Years"
_FIGURES = (
    Figure(
        "The account without the loan, after a year",
        10_500,
        "ACCOUNT_VALUE(Article_Amount,Article_Return,Article_Years,0,{m})",
    ),
    Figure(
        "The account with the loan repaid",
        10_425,
        "ACCOUNT_VALUE(Article_Amount,Article_Return,Article_Years,0,{m})"
        "-LOAN_NET_COST(" + _LOAN + ",Article_Return,{m})",
    ),
    Figure(
        "What the account is short",
        75,
        "LOAN_NET_COST(" + _LOAN + ",Article_Return,{m})",
        monthly=35.89,
    ),
    Figure(
        "Card interest gone",
        1_340,
        "PAYOFF_SAVINGS(" + _LOAN + ',Article_Card_Rate,{m},"interest")',
    ),
    Figure("Interest of the loan, paid to yourself", 425, "LOAN_INTEREST(" + _LOAN + ",{m})"),
    Figure(
        "Cash saved", 915, "PAYOFF_SAVINGS(" + _LOAN + ",Article_Card_Rate,{m})", monthly=541.35
    ),
    Figure(
        'The same in percent: "more than 9%"',
        0.0915,
        "PAYOFF_SAVINGS(" + _LOAN + ",Article_Card_Rate,{m})/Article_Amount",
        style.RATE,
    ),
    Figure(
        "What the household gains",
        840,
        "PAYOFF_ADVANTAGE(" + _LOAN + ",Article_Card_Rate,Article_Return,{m})",
        monthly=505.47,
    ),
)


_WHY = (
    "Repaid month by month, about half of the $10,000 is owed on average: cost and saving halve.",
    "The 9.15% is the cash the household saves. It gains less, because its account grows less:",
    "paying yourself $425 costs the household nothing, giving up $500 of growth does: 1,340 - 500.",
)


def build(book: Book) -> None:
    """Add the sheet."""
    page = book.page(
        TITLE,
        {"A": 2, "B": 46, "C": 15, "D": 17, "E": 11, "F": 17, "G": 17, "H": 11, "I": 2},
        tab=style.MUTED,
        landscape=True,
    )
    page.head(
        "The article's figures, recomputed",
        "The case for a 401(k) loan, as a press article made it: $10,000 for a year, repaid at "
        "once at the end.",
    )
    page.section("B4", "Its example", 7)
    givens = (
        ("Article_Amount", "Amount", 10_000, style.MONEY, ""),
        (
            "Article_Loan_Rate",
            "Loan rate",
            FACTS["loan_rate_common"].value,
            style.RATE,
            FACTS["loan_rate_common"].citation,
        ),
        (
            "Article_Card_Rate",
            "Card rate",
            FACTS["card_rate"].value,
            style.RATE,
            FACTS["card_rate"].citation,
        ),
        (
            "Article_Return",
            "Return of the account, half stocks and half bonds",
            0.05,
            style.RATE,
            "",
        ),
        ("Article_Years", "Years", 1, style.PLAIN, ""),
        ("Article_Payments", "Payments a year", 1, style.PLAIN, ""),
    )
    row = 5
    for row, (name, label, value, form, source) in enumerate(givens, 5):
        page.row(f"B{row}", "Label note", 7)
        page.put(f"B{row}", label, "Label")
        page.put(f"C{row}", value, "Value strong", form, name=name)
        page.put(f"D{row}", source or None, "Label note")
    top = row + 2
    heads = (
        "What it says",
        "Printed",
        "Recomputed",
        "Check",
        "With monthly payments",
        "Expected",
        "Check",
    )
    for letter, head in zip("BCDEFGH", heads, strict=True):
        page.put(f"{letter}{top}", head, "Table head left" if letter == "B" else "Table head")
    page.height(top, 33)
    row = top
    for row, figure in enumerate(_FIGURES, top + 1):
        _line(page, row, figure)
    page.section(f"B{row + 2}", "Why the monthly figures are smaller", 7)
    for k, text in enumerate(_WHY, row + 3):
        page.put(f"B{k}", text, "Body")
    page.prints(f"A1:I{row + 5}")


def _line(page: Page, row: int, figure: Figure) -> None:
    cents = style.CENTS if figure.format == style.MONEY else figure.format
    page.put(f"B{row}", figure.said, "Label")
    page.put(f"C{row}", figure.printed, "Value", figure.format)
    page.put(f"D{row}", "=" + figure.formula.format(m="Article_Payments"), "Value strong", cents)
    page.put(f"E{row}", _check(f"C{row}", f"D{row}"), "Mark")
    page.put(f"F{row}", "=" + figure.formula.format(m=12), "Value", cents)
    page.put(f"G{row}", figure.monthly, "Value", cents)
    page.put(f"H{row}", None if figure.monthly is None else _check(f"G{row}", f"F{row}"), "Mark")
    page.height(row, 19)


def _check(printed: str, computed: str) -> str:
    return f'=IF(ABS({printed}-{computed})<Half_Cent,"PASS","FAIL")'
