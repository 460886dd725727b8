"""Warnings: the most important first, and the list of those that apply."""

from __future__ import annotations

from loan401k.template import READY, WARNINGS

from ..layout.words import ready, sentence
from .lines import Lines

_MONTHS_BACK = 18  # TransUnion, 2023
#: Names of the warnings that Start shows.
SHOWN = ("First_Warning", "Second_Warning")
#: Conditions and sentences, the most important first.
_ALL = (
    (
        "Emergency_Cash<Due_At_Leaving",
        sentence(
            "If the job ends in month {Leaving_Month} you are {Cash_Missing|$} short of the "
            "{Due_At_Leaving|$} then due: save towards it, or borrow less."
        ),
    ),
    (
        "Loan_Purpose=Ordinary_Purpose",
        sentence(
            "Card balances were back {Months_Back} months after a consolidation "
            "(TransUnion, 2023): put yours away."
        ),
    ),
    (
        "AND(Loan_Amount+Outstanding_Loan>Half*Vested_Balance,Loan_Amount<=Loan_Limit)",
        sentence(
            "Only half of the vested balance, {Half*Vested_Balance|$}, may secure loans: many "
            "plans lend no more, others ask for other security."
        ),
    ),
    (
        "Loan_Amount>Debts_Sum",
        sentence(
            "The loan is {Loan_Amount-Debts_Sum|$} more than the debts: take only what you need."
        ),
    ),
    (
        "Match_During_Loan<Monthly_Match",
        sentence(
            "Contributing less during the loan gives up "
            "{12*(Monthly_Match-Match_During_Loan)|$} of match a year."
        ),
    ),
    (
        "Debts_Sum>Loan_Amount",
        sentence("The loan leaves {Debts_Sum-Loan_Amount|$} of debt, which keeps its own rate."),
    ),
    (
        "Loan_Years>Years_To_Retirement",
        sentence("The loan outlasts your working years: what is left is due when you stop."),
    ),
    (
        "MAX(Loan_Rate,Card_APR,Personal_APR)>High_Rate",
        sentence("One of the rates is above {High_Rate|%}: is it typed right?"),
    ),
    (
        "Payments_Per_Year<Law_payments_per_year_least",
        sentence("Plans must be repaid at least every quarter: this is a textbook case."),
    ),
    (
        "Payments_Per_Year<>12",
        sentence(
            "The answer plays monthly payments; the sheet Amortisation has your "
            "{Payments_Per_Year} a year."
        ),
    ),
    (
        "OR(Extra_Payment>0,COUNT(Lump_Sums)>0)",
        sentence(
            "Extra and one-off payments are on the sheet Amortisation; the answer leaves them out."
        ),
    ),
)


def write(lines: Lines) -> None:
    """Write every warning, whether it applies, and the list of those that do."""
    lines.section("Warnings, the most important first")
    lines.constant("Months_Back", "Months until card balances were back", _MONTHS_BACK)
    page, top = lines.page, lines.row + 1
    heads = ("Warning", "Applies", "Number", "Shown")
    for letter, head in zip("BCDE", heads, strict=True):
        page.put(f"{letter}{top}", head, "Table head left")
    first, last = top + 1, top + len(_ALL)
    for place, (condition, text) in enumerate(_ALL):
        row = first + place
        page.put(f"B{row}", ready(text), "Label note")
        page.put(f"C{row}", ready(f"1*({condition})", "0"), "Value")
        page.put(f"D{row}", f"=SUM(C${first}:C{row})", "Value")
        found = f"INDEX($B${first}:$B${last},MATCH(ROW()-ROW(E${top}),$D${first}:$D${last},0))"
        nothing = '"Nothing stands out."' if place == 0 else '""'
        many = f"MAX($D${first}:$D${last})>=ROW()-ROW(E${top})"
        page.put(f"E{row}", f'=IF({READY},IF({many},{found},{nothing}),"")', "Label note")
    lines.row = last
    page.book.define(WARNINGS, page.title, f"E{first}:E{last}")
    for row, name in enumerate(SHOWN, first):
        page.book.define(name, page.title, f"E{row}")
