"""The six bars of Start's chart: names with amounts, and which of them Advice names."""

from __future__ import annotations

from ..layout import charts, style
from ..layout.charts import Line
from ..layout.words import ready
from .lines import Lines

_BARS = (
    ("keep", "Keep the debts", "0"),
    ("loan", "Loan as entered", "IF(Loan_Shown,Gain,Not_Possible)"),
    ("advised", "Loan advised", "Gain_Advised"),
    ("personal", "Personal loan", "Gain_Of_Personal"),
    ("pause", "Pause contributions", "Gain_Of_Pause"),
    ("withdraw", "Withdrawal", "Gain_Of_Withdrawal"),
)


def write(lines: Lines) -> tuple[str, Line, Line]:
    """Write the block; return the cells of the names, and the quiet and the dark series."""
    lines.section("The chart on Start")
    only = "_xlfn.IFNA(LOAN_GAIN_TABLE(Household,B{0},C{0}),Not_Possible)"
    row = lines.row + 1
    lines.page.put(f"B{row}", "amount", "Label")
    lines.page.put(f"C{row}", ready("Debts_Sum", "0"), "Value", style.CENTS)
    lines.row = row
    lines.line("Gain_No_More", "Gain of a loan of that amount",
               f'IF(Advice_Key="debts",{only.format(row)},"none")', style.GAIN)  # fmt: skip
    lines.line("Gain_Entered", "Gain of the loan advised, as entered or no more than the debts",
               'IF(Advice_Key="entered",Gain,Gain_No_More)', style.GAIN)  # fmt: skip
    best = 'OR(Advice_Key="best",Advice_Key="possible",Advice_Key="contribute")'
    lines.line("Gain_Advised", "Gain of the loan advised",
               f"IF({best},Gain_Best,Gain_Entered)", style.GAIN)  # fmt: skip
    page, top = lines.page, lines.row + 1
    for letter, head in zip("BCDEFG", ("Bar", "Gain", "Name", "Other ways", "Advised", "Key"),
                            strict=True):  # fmt: skip
        page.put(f"{letter}{top}", head, "Table head left")
    first = top + 1
    for row, (key, name, value) in enumerate(_BARS, first):
        page.put(f"B{row}", name, "Label")
        page.put(f"C{row}", ready(value), "Value", style.GAIN)
        page.put(f"D{row}", ready(charts.label(f"B{row}", f"C{row}")), "Label note")
        named = f"ISNUMBER(C{row})*(Advice_Bar=G{row})"
        page.put(f"E{row}", f"=IF(ISNUMBER(C{row})*(Advice_Bar<>G{row}),C{row},0)", "Value")
        page.put(f"F{row}", f"=IF({named},C{row},0)", "Value")
        page.put(f"G{row}", key, "Label note")
    last = first + len(_BARS) - 1
    lines.row = last
    sheet = f"'{page.title}'!"

    def cells(letter: str) -> str:
        return f"{sheet}${letter}${first}:${letter}${last}"

    return (
        cells("D"),
        Line(f"{sheet}$E${top}", cells("E"), style.QUIET),
        Line(f"{sheet}$F${top}", cells("F"), style.ACCENT),
    )
