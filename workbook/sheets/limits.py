"""Limits and rules: the dated values of the law that formulas use, and the workbook's settings."""

from __future__ import annotations

from dataclasses import dataclass

from loan401k.law import RULES, Entry, entries

from ..inputs.listed import LONGEST_YEARS
from ..layout import style
from ..layout.book import Book, Page
from ..layout.words import ready

TITLE = "Limits and rules"
LONGEST = LONGEST_YEARS * 12  # payments

_FORMATS = {"share": style.RATE, "share a year": style.RATE, "dollars": style.MONEY}


@dataclass(frozen=True)
class Setting:
    """A number of the workbook's own, which formulas read by name."""

    name: str
    what: str
    value: float
    format: str = style.PLAIN


SETTINGS = (
    Setting(
        "Even_Share",
        "Gains and losses below this share of the loan count as even",
        0.005,
        style.RATE,
    ),
    Setting("Less_Share", "Amount times term of a smaller loan, at most this share", 0.85),
    Setting("Leaving_Share", "The job's end looked at, as a share of the term", 0.24, style.SHARE),
    Setting("Longest_Verdict", "Characters that fit as a verdict", 76),
    Setting("Longest_Advice", "Characters that fit as advice", 115),
    Setting("Longest_Word", "Letters of a debt's name", 20),
    Setting("High_Rate", "Rates above this are asked about", 0.5, style.SHARE),
    Setting("Half", "One half", 0.5),
    Setting("Percent", "Hundredths in one", 100),
    Setting("Half_Cent", "Figures that differ by less are equal in print", 0.005),
    Setting("Tiny", "Figures that differ by less of the amount are equal", 1e-9),
    Setting("Even_Slack", "And where a gain is to be nothing", 1e-6),
    Setting("Errors_Allowed", "Standard errors that a simulated mean may be off", 4),
    Setting("Cents", "Decimals of a cent amount", 2),
    Setting("Return_Step", "Steps of the account's return in the grid", 0.02, style.RATE),
    Setting("Rate_Step", "Steps of the card's rate in the grid", 0.04, style.RATE),
    Setting("Risk_Paths", "Paths of the simulation", 2000, style.COUNT),
    Setting("Risk_Seed", "Where its random numbers begin", 1),
    Setting("Annuity_Rate", "Rate of a pension bought with a sum", 0.05, style.RATE),
    Setting("Annuity_Years", "Its years", 30),
    Setting("Amount_Step", "Steps of amount and term in the grid", 0.25, style.SHARE),
    Setting("Table_Rows", "Rows of a table that are shown", 60),
    Setting("Debt_Rows", "Rows of the tables of debts", 11),
    Setting("Ledger_Rows", "Rows of the household's ledger: 30 years and the start", 361),
    Setting("Schedule_Date_Column", "Column of the date in LOAN_SCHEDULE", 2),
    Setting("Schedule_Interest_Column", "Column of the interest in it", 4),
    Setting("Longest_Path", "Rows of the table by year", 51),
    Setting("Chart_Steps", "Steps of the charts over time", 30),
    Setting(
        "Longest_Schedule",
        "Rows of the payment tables: 30 years of months",
        LONGEST,
    ),
)

#: Rules that formulas read, as names Law_term_years and so on.
NAMED_RULES = (
    "term_years",
    "payments_per_year_least",
    "loan_limit_dollars",
    "separation_age",
    "early_penalty_age",
)


def build(book: Book) -> None:
    """Add the sheet."""
    page = book.page(
        TITLE,
        {"A": 2, "B": 20, "C": 52, "D": 14, "E": 26, "F": 11, "G": 46, "H": 2},
        tab=style.MUTED,
        landscape=True,
    )
    page.head(
        "Limits and rules",
        "Each value with its year and source. Those marked * come from general knowledge: "
        "look them up before you rely on them.",
        plain=True,
    )
    top = _yours(page, 4) + 2
    heads = ("Topic", "Rule", "Value", "Unit", "As of", "Source")
    for letter, head in zip("BCDEFG", heads, strict=True):
        page.put(f"{letter}{top}", head, "Table head" if letter == "D" else "Table head left")
    row = top + 1
    names = {id(RULES[name]): f"Law_{name}" for name in NAMED_RULES}
    topic = ""
    for entry in entries():
        _line(page, row, entry, entry.topic if entry.topic != topic else "", names)
        topic = entry.topic
        row += 1
    row += 1
    page.section(f"B{row}", "Settings of this workbook", 6)
    for setting in SETTINGS:
        row += 1
        page.put(f"C{row}", setting.what, "Label")
        page.put(f"D{row}", setting.value, "Value", setting.format, name=setting.name)
    page.freeze(f"A{top + 1}")
    page.prints(f"A1:H{row}", repeat=f"{top}:{top}")


def _yours(page: Page, top: int) -> int:
    """Write what the law lets your plan lend, and what a refinancing may exceed it by."""
    for letter, head in zip("BDE", ("Your limit", "Ordinary", "In a disaster"),
                            strict=True):  # fmt: skip
        page.put(f"{letter}{top}", head, "Table head left" if letter == "B" else "Table head")
    page.put(f"C{top}", None, "Table head")
    most = "LOAN_MAX(Vested_Balance,Highest_Balance_12m,Outstanding_Loan,{})"
    over = "LOAN_EXCESS(Loan_Amount,Vested_Balance,Highest_Balance_12m,Outstanding_Loan,{})"
    lines = (
        ("Most the law lets the plan lend now, the employer's other plans counted", most),
        ("Part of the loan as entered above it, taxed at once", over),
    )
    row = top
    for row, (label, formula) in enumerate(lines, top + 1):
        page.row(f"B{row}", "Label", 4)
        page.put(f"B{row}", label, "Label")
        for letter, disaster in (("D", "FALSE"), ("E", "TRUE")):
            cell, value = f"{letter}{row}", ready(formula.format(disaster))
            page.put(cell, value, "Value strong", style.MONEY)
    page.put(f"F{top + 1}", "At most half of the vested balance may secure it.", "Note")
    page.put(f"F{top + 2}", "A disaster loan needs a plan that offers it.", "Note")
    row += 1
    page.row(f"B{row}", "Label", 4)
    page.put(f"B{row}", "May the older loan be refinanced? Part above the limit, if it may run for",
             "Label")  # fmt: skip
    for letter, years in zip("DE", (1, 5), strict=True):
        page.put(f"{letter}{row}", years, "Value", style.YEARS)
    page.put(f"F{row}", "more, to its latest permissible end", "Note")
    row += 1
    page.row(f"B{row}", "Label", 4)
    page.put(f"B{row}", "When the loan as entered takes the place of the one owed today", "Label")
    for letter, name in (("D", "Refinance_Excess"), ("E", "Refinance_Excess_Late")):
        call = (
            "LOAN_REFINANCE_EXCESS(Vested_Balance,Loan_Amount,Loan_Years,Outstanding_Loan,"
            f"{letter}{row - 1},MAX(Highest_Balance_12m,Outstanding_Loan),Disaster=Disaster_Word)"
        )
        page.put(f"{letter}{row}", ready(call), "Value strong", style.MONEY, name=name)
    page.put(f"F{row}", "A longer new loan counts together with the old one (Q&A-20).", "Note")
    return row


def _line(page: Page, row: int, entry: Entry, topic: str, names: dict[int, str]) -> None:
    value: object = entry.value
    if entry.unit == "yes or no":
        value = "yes" if entry.value else "no"
    page.put(f"B{row}", topic or None, "Body strong")
    page.put(f"C{row}", entry.what + (" *" if entry.confirm else ""), "Label wrapped")
    form = _FORMATS.get(entry.unit, style.PLAIN)
    page.put(f"D{row}", value, "Value", form, name=names.get(id(entry), ""))
    page.put(f"E{row}", entry.unit, "Label note")
    page.put(f"F{row}", entry.effective or str(entry.year), "Label note")
    page.put(f"G{row}", entry.citation, "Label note wrapped")
    page.fit(row, "C", "G")
