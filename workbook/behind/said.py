"""Figures as sentences say them. One cell each, so that no formula grows long."""

from __future__ import annotations

from ..layout.words import chosen, sentence
from .lines import Lines

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
#: Whole numbers up to a hundred that are spoken with "an".
_AN = (8, 11, 18, *range(80, 90))


def lists(lines: Lines) -> None:
    """Write the lists that sentences look words up in."""
    lines.row += 1
    page, row = lines.page, lines.row + 1
    page.put(f"B{row}", "Months; numbers spoken with an", "Label")
    for k, month in enumerate(_MONTHS):
        page.put(f"C{row + k}", month, "Value quiet")
    for k, number in enumerate(_AN):
        page.put(f"D{row + k}", number, "Value quiet")
    lines.row = row + max(len(_MONTHS), len(_AN)) - 1
    page.book.define("Months", page.title, f"C{row}:C{row + len(_MONTHS) - 1}")
    page.book.define("Spoken_With_An", page.title, f"D{row}:D{row + len(_AN) - 1}")


def write(lines: Lines) -> None:
    """Write every figure in words."""
    lines.section("Figures as sentences say them")
    lists(lines)
    lines.line("Horizon_Date", "When all is compared", "EDATE(Loan_Start,12*Longest_Term)",
               "mmm yyyy")  # fmt: skip
    lines.line("Keep_Date", "Debt-free if you keep the debts, else that",
               "IF(ISNUMBER(Debt_Free_Keep),Debt_Free_Keep,Horizon_Date)", "mmm yyyy")  # fmt: skip
    for name, label, date in (
        ("Horizon_Said", "When all is compared, in words", "Horizon_Date"),
        ("Keep_Said", "The other date in words", "Keep_Date"),
    ):
        lines.text(name, label, f'INDEX(Months,MONTH({date}))&" "&YEAR({date})')
    for name, label, value in (
        ("After_Said", "When all is compared, as a term", "Longest_Term"),
        ("Best_Years_Said", "Term of the best loan", "Years_Best"),
        ("Least_Years_Said", "Term of the least loan", "Years_Least"),
    ):
        lines.years(name, label, value)
    for name, label, value in (
        ("Gain_About", "Gain", "Gain"),
        ("Gain_Signed", "The same, signed", "Gain"),
        ("Kept_Signed", "Gain with contributions kept", "Gain_Kept"),
        ("Low_Signed", "Gain of the worst life in twenty", "Spread_Low"),
        ("High_Signed", "Gain of the best life in twenty", "Spread_High"),
        ("Due_About", "Due when the job ends", "Due_At_Leaving"),
    ):
        lines.about(name, label, value, signed=name.endswith("Signed"))
    lines.line("Chance_Percent", "Chance of leaving, in percent",
               "ROUND(Chance_Of_Leaving*Percent,1)")  # fmt: skip
    article = chosen("COUNTIF(Spoken_With_An,INT(Chance_Percent))", '"an"', '"a"')
    spoken = f'{article}&" "&FIXED(Chance_Percent,1)'
    none = chosen("Chance_Of_Leaving>0", '"a tiny"', '"no"')
    lines.text("Chance_Said", "The same in words",
               f'IF(Chance_Percent=0,{none},{spoken}&"%")')  # fmt: skip
    counted = sentence(
        "Counted: {Monthly_Budget|$} a month, fees, taxes, {Chance_Said} chance of leaving. "
        "Nine lives in ten: {Low_Signed} to {High_Signed}."
    )
    lines.text("Counted_Said", "What is counted", counted)
