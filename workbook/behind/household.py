"""The one basis: the debts, and the household that the household functions read."""

from __future__ import annotations

from ..inputs.areas import DEBTS
from ..layout import style
from ..layout.words import ready
from .lines import Lines

#: Names of the household with what stands for them in the workbook, after the debts' own.
_VALUES = (
    ("monthly_budget", "Monthly_Budget"),
    ("account_balance", "Account_Balance"),
    ("account_return", "Account_Return"),
    ("loan_rate", "Loan_Rate"),
    ("loan_years", "Loan_Years"),
    ("amount", "Loan_Amount"),
    ("limit", "Loan_Limit"),
    ("longest_years", "Longest_Term"),
    ("upfront_fee", "Upfront_Fee"),
    ("annual_fee", "Annual_Fee"),
    ("contribution", "Monthly_Contribution"),
    ("match", "Monthly_Match"),
    ("contribution_during_loan", "Contribution_During_Loan"),
    ("match_during_loan", "Match_During_Loan"),
    ("marginal_tax", "Federal_Rate"),
    ("state_tax", "State_Rate"),
    ("penalty", "Early_Penalty"),
    ("retirement_tax", "Retirement_Tax"),
    ("savings", "Emergency_Cash"),
    ("savings_return", "Savings_Return"),
    ("annual_separation", "Chance_Of_Leaving"),
    ("default_given_separation", "Default_If_Leaving"),
    ("charged_again", "Charged_Again"),
    ("personal_apr", "Personal_APR"),
    ("personal_fee", "Personal_Fee"),
    ("personal_years", "Personal_Years"),
    ("horizon_months", "12*Longest_Term"),
    ("volatility", "Return_Volatility"),
)
#: What Household_Kept has in place of the contributions during the loan.
_KEPT = {"contribution_during_loan": "contribution", "match_during_loan": "match"}
_NAME, _VALUE, _KEPT_NAME, _KEPT_VALUE = "BCEF"


def debts(lines: Lines) -> int:
    """Write the debts, what the loan leaves of each, what is asked; return the first row."""
    lines.section("The debts")
    page, top = lines.page, lines.row + 1
    heads = ("Debt", "Balance", "Rate (APR)", "Minimum", "Dearer ones", "Left by the loan",
             "Asked for", "Asked for what is left")  # fmt: skip
    for letter, head in zip("BCDEFGHI", heads, strict=True):
        page.put(f"{letter}{top}", head, "Table head left" if letter == "B" else "Table head")
    page.height(top, 24)
    first, last = top + 1, top + DEBTS.rows

    def column(letter: str) -> str:
        return f"${letter}${first}:${letter}${last}"

    for place, row in enumerate(range(first, last + 1)):
        source = [f"'{DEBTS.sheet}'!{DEBTS.cell(place, k)}" for k in range(4)]
        page.put(f"B{row}", ready("Debt_Word" if place == 0 else f'{source[0]}&""'), "Label")
        for letter, cell, form in zip("CDE", source[1:], (style.CENTS, style.RATE, style.CENTS),
                                      strict=True):  # fmt: skip
            page.put(f"{letter}{row}", ready(f"N({cell})", "0"), "Value", form)
        dearer = f'SUMIF({column("D")},">"&D{row},{column("C")})'
        if place:
            above = f"D${first}:D{row - 1},D{row},C${first}:C{row - 1}"
            dearer += f"+SUMIF({above})"
        page.put(f"F{row}", ready(dearer, "0"), "Value", style.CENTS)
        left = f"MAX(0,C{row}-MAX(0,Loan_Amount-F{row}))"
        page.put(f"G{row}", ready(left, "0"), "Value", style.CENTS)
        for letter, owed in (("H", f"C{row}"), ("I", f"G{row}")):
            asked = f"MIN(E{row},{owed}*(1+D{row}/12))"
            page.put(f"{letter}{row}", ready(asked, "0"), "Value", style.CENTS)
    lines.row = last
    page.book.define("Debts", page.title, f"C{first}:E{last}")
    page.book.define("Debts_And_Rates", page.title, f"C{first}:D{last}")
    for name, letter in (("Debt_Rates", "D"), ("Debt_Minimums", "E"), ("Left_By_Loan", "G")):
        page.book.define(name, page.title, f"{letter}{first}:{letter}{last}")
    for name, label, letter in (
        ("Debts_Sum", "All debts", "C"),
        ("Minimums_Sum", "Asked for them in the first month", "H"),
        ("Minimums_Left", "Asked for what the loan leaves", "I"),
    ):
        lines.line(name, label, f"SUM({column(letter)})", style.CENTS)
    return first


def household(lines: Lines, first_debt: int) -> None:
    """Write both households, name and value; `first_debt` is the row of the first debt."""
    lines.section("The household: every better and worse is its LOAN_GAIN")
    page, row = lines.page, lines.row + 1
    page.put(f"{_NAME}{row}", "As entered", "Label strong")
    page.put(f"{_KEPT_NAME}{row}", "With contributions and match as usual", "Label strong")
    first = row + 1
    values: list[tuple[str, str]] = []
    for place in range(DEBTS.rows):
        tail = f"_{place + 1}" if place else ""
        for name, letter in (("debt", "C"), ("card_apr", "D"), ("minimum", "E")):
            cell = f"{letter}{first_debt + place}"
            listed = f'IF(C{first_debt + place}>0,{cell},"")' if place else cell
            values.append((name + tail, listed))
    values += _VALUES
    rows = {name: first + k for k, (name, _) in enumerate(values)}
    for name, value in values:
        row = rows[name]
        page.put(f"{_NAME}{row}", name, "Label")
        page.put(f"{_VALUE}{row}", ready(value), "Value", style.NUMBER)
        page.put(f"{_KEPT_NAME}{row}", name, "Label")
        kept = f"{_VALUE}{rows[_KEPT.get(name, name)]}"
        page.put(f"{_KEPT_VALUE}{row}", f"={kept}", "Value", style.NUMBER)
    lines.row = row
    page.book.define("Household", page.title, f"{_NAME}{first}:{_VALUE}{row}")
    page.book.define("Household_Kept", page.title, f"{_KEPT_NAME}{first}:{_KEPT_VALUE}{row}")
