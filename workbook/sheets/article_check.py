"""Article check: the figures the articles print, recomputed; what they say, and where."""

from __future__ import annotations

from dataclasses import dataclass

from loan401k.law import FACTS

from ..layout import beside, style
from ..layout.book import Book, Page
from ..layout.words import here

TITLE = "Article check"


@dataclass(frozen=True)
class Figure:
    """A printed figure and the formula that gives it; {m} is the number of payments a year.

    {name} of a figure above is its cell, so that no formula calls two of our functions.
    """

    said: str
    printed: float
    formula: str
    format: str = style.MONEY
    monthly: float | None = None
    digits: str = "Half_Cent"
    name: str = ""


_LOAN = "Article_Amount,Article_Loan_Rate,Article_Years"
_SAVED = f"PAYOFF_SAVINGS({_LOAN},Article_Card_Rate,{{m}}"
_EXAMPLE = (
    Figure("The account without the loan, after a year", 10_500,
           "ACCOUNT_VALUE(Article_Amount,Article_Return,Article_Years,0,{m})", name="grown"),
    Figure("What the account is short", 75, f"LOAN_NET_COST({_LOAN},Article_Return,{{m}})",
           monthly=35.89, name="short"),
    Figure("The account with the loan repaid", 10_425, "{grown}-{short}"),
    Figure("Card interest gone", 1_340, _SAVED + ',"interest")'),
    Figure("Interest of the loan, paid to yourself", 425, f"LOAN_INTEREST({_LOAN},{{m}})"),
    Figure("Cash saved", 915, f"{_SAVED})", monthly=541.35, name="saved"),
    Figure('The same in percent: "more than 9%"', 0.0915, "{saved}/Article_Amount", style.RATE),
    Figure(
        "What the household gains",
        840,
        f"PAYOFF_ADVANTAGE({_LOAN},Article_Card_Rate,Article_Return,{{m}})",
        monthly=505.47,
        name="twin",
    ),
)  # fmt: skip

_TRAP = "Trap_Balance,Trap_Loan_Rate"
_FACTS = (
    Figure("Most common plan loan rate, 2011", 0.0425, 'LOAN_FACT("loan_rate_common")', style.RATE),
    Figure("Bank loan", 0.11, 'LOAN_FACT("personal_loan_rate")', style.RATE),
    Figure("Participants with a loan, end of 2010", 0.28,
           'LOAN_FACT("participants_with_loan_2010")', style.SHARE),
    Figure("Balances that default", 0.15, 'LOAN_FACT("balances_defaulting")', style.SHARE,
           name="balances"),
    Figure("Leavers with a loan who default, at least", 0.75, 'LOAN_FACT("leavers_defaulting")',
           style.SHARE, name="leavers"),
    Figure("So the chance of leaving in five years", 0.2, "{balances}/{leavers}", style.SHARE,
           name="chance"),
    Figure("The same by the month, over 60 months", 0.003712152,
           "MONTHLY_HAZARD({chance},Trap_Years*12)", style.HAZARD, digits="Tiny"),
    Figure("$8,000 at 16.5%, paid with $350 a month: interest", 1_670,
           "ROUND(CARD_INTEREST(Trap_Balance,Trap_Card_Rate,Trap_Payment),0)"),
    Figure("The same at 4.5% over five years", 949,
           f"ROUND(LOAN_INTEREST({_TRAP},Trap_Years),0)"),
    Figure("At 4.5% with the same $350 a month", 380,
           f"ROUND(CARD_INTEREST({_TRAP},Trap_Payment),0)"),
)  # fmt: skip

#: What the articles say, by article, and the sheet that holds it.
_SAID = (
    ("a", "Most common loan rate 4.25%, some plans 10% or more; bank loans 11%; cards 13.4%",
     "Limits and rules; this sheet; the personal loan on Comparison"),
    ("a", "Like adding a bond position, paid from your own paycheck", "Retirement"),
    ("a", "More than 9%, virtually risk-free unless you leave the job",
     "This sheet; Comparison; Job loss"),
    ("a", "10,000 for a year at 4.25%, card 13.4%, half stocks and half bonds at 5%",
     "This sheet, with its twin by the month"),
    ("a", "The interest would have kept mushrooming", "Debts: minimum payments only"),
    ("a", "Taxes don't matter, either debt is repaid with after-tax money",
     "Retirement: interest taxed twice; Comparison: its real cost"),
    ("a", "Have a feasible means of paying it off at once", "Job loss; Start: checklist"),
    ("a", "Take only the minimum you need", "Debts; Start: warnings"),
    ("a", "Fund something of enduring value", "Start: checklist"),
    ("b", "Borrowing grew by 23% to 98% in a year; 28% of participants have a loan",
     "Limits and rules: facts"),
    ("b", "Sheltered money repaid with after-tax dollars", "Retirement: interest taxed twice"),
    ("b", "Leave: repay within about 60 days, else income tax and 10%",
     "Job loss, with today's law beside it"),
    ("b", "About 15% of balances default, at least 75% of leavers with a loan",
     "Start: more about you; Job loss; this sheet"),
    ("b", "22% use it for college or medical bills, 39% to consolidate debt",
     "Limits and rules: facts"),
    ("c", "21% of eligible participants had a loan at the end of 2012", "Limits and rules: facts"),
    ("c", "Lost tax-deferred growth; repayments crowd out contributions",
     "Retirement; Start: your contribution during the loan"),
    ("c", "Repay in five years, else early distribution; 60 days after losing the job",
     "Amortisation; Job loss; Limits and rules"),
    ("c", "The root problem is spending more than you have", "Debts; Start: checklist"),
    ("c", "A spouse without a job may fund an IRA", "Retirement"),
    ("c", "Automate repayment; contribute up to the limit; weigh debt against contributions",
     "Start: checklist; Comparison: pause contributions"),
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
        {"A": 2, "B": 50, "C": 15, "D": 17, "E": 10, "F": 17, "G": 15, "H": 10, "I": 2},
        tab=style.MUTED,
        landscape=True,
    )
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
    marks = (
        f"COUNTIF('{TITLE}'!E{first}:E{row},\"FAIL\")+COUNTIF('{TITLE}'!H{first}:H{row},\"FAIL\")"
    )
    failures = ("Article_Failures", "Figures of the articles that are not met", f"={marks}",
                style.COUNT)  # fmt: skip
    beside.constants(book, TITLE, (failures,))
    page.page_break(row)
    row = _said(page, row + 1)
    page.freeze("A3")
    page.prints(f"A1:I{row}")


def _said(page: Page, top: int) -> int:
    """Write what the articles say, line by line, and where it is held."""
    page.row(f"B{top}", "Table head left", 7)
    page.put(f"B{top}", "Said: (a) for, (b) how common, (c) against", "Table head left")
    page.put(f"E{top}", "Held by", "Table head left")
    page.height(top, 24)
    row = top
    for row, (article, said, place) in enumerate(_SAID, top + 1):
        page.row(f"B{row}", "Label", 7)
        page.put(f"B{row}", f"({article}) {said}", "Label")
        page.put(f"E{row}", place, "Label")
    return row


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
    rows = {figure.name: row for row, figure in enumerate(figures, top + 1) if figure.name}
    for row, figure in enumerate(figures, top + 1):
        _line(page, row, figure, rows, monthly=monthly)
    return top + len(figures)


def _line(page: Page, row: int, figure: Figure, rows: dict[str, int], *, monthly: bool) -> None:
    cents = style.CENTS if figure.format == style.MONEY else figure.format

    def formula(letter: str, m: object) -> str:
        cells = {name: f"{letter}{line}" for name, line in rows.items()}
        return here(figure.formula.format(m=m, **cells))

    page.put(f"B{row}", figure.said, "Label")
    page.put(f"C{row}", figure.printed, "Value", figure.format)
    page.put(f"D{row}", formula("D", "Article_Payments"), "Value strong", cents)
    page.put(f"E{row}", _check(f"C{row}", f"D{row}", figure.digits), "Mark")
    page.height(row, 19)
    if not monthly:
        return
    name = "Article_Twin" if figure.name == "twin" else ""
    page.put(f"F{row}", formula("F", 12), "Value", cents, name=name)
    page.put(f"G{row}", figure.monthly, "Value", cents)
    met = None if figure.monthly is None else _check(f"G{row}", f"F{row}", figure.digits)
    page.put(f"H{row}", met, "Mark")


def _check(printed: str, computed: str, within: str) -> str:
    met = f'IF(ABS({printed}-{computed})<{within},"PASS","FAIL")'
    return f'=IF(Functions_Here,{met},"not run")'
