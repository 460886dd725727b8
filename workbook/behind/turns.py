"""What would turn the answer: the values of single inputs at which the gain changes its sign."""

from __future__ import annotations

from ..layout import style
from ..layout.words import chosen
from .lines import Lines

_SAID = 'FIXED({0}*Percent,1)&"%"'
#: Name, input of the household, own value, words around the value, the value in words, format.
_TURNS = (
    ("Turn_Charged", "charged_again", "Charged_Again", "", " of the debt is charged again",
     'FIXED({0}*Percent,0)&"%"', style.RATE),
    ("Turn_Return", "account_return", "Account_Return", "the 401(k) earns ", " a year", _SAID,
     style.RATE),
    ("Turn_Rate", "card_apr", "Card_APR", " charges ", "", _SAID, style.RATE),
    ("Turn_Budget", "monthly_budget", "Monthly_Budget", "the budget is ", " a month",
     '"$"&FIXED({0},0)', style.MONEY),
    ("Turn_Leaving", "annual_separation", "Chance_Of_Leaving", "the chance of leaving is ",
     " a year", _SAID, style.RATE),
)  # fmt: skip


def _charged(value: str) -> str:
    """Return the formula of words for a share: more than, less than, or any of it."""
    rounded = f"ROUND({value}*Percent,0)"
    side = chosen(f"{value}>Charged_Again", '"more"', '"less"')
    return chosen(f"{rounded}=0", '"any"', f'{side}&" than "&FIXED({rounded},0)&"%"')


def write(lines: Lines) -> None:
    """Write the break-evens, at most two beside that of charging again, and their sentences."""
    lines.section("The answer turns when")
    page, top = lines.page, lines.row + 1
    for letter, head in zip("BCDE", ("Input", "Turns at", "Found", "In words"), strict=True):
        page.put(f"{letter}{top}", head, "Table head left")
    first = top + 1
    for place, (name, field, own, before, after, said, form) in enumerate(_TURNS):
        row = first + place
        value = f"C{row}"
        page.put(f"B{row}", field, "Label")
        breakeven = f'_xlfn.IFNA(LOAN_GAIN_BREAKEVEN(Household,B{row}),"none")'
        page.put(value, f'=IF(Loan_Shown,{breakeven},"")', "Value", form, name=name)
        page.put(f"D{row}", f"=COUNT({value})", "Value")
        number = said.format(value)
        if place == 0:
            page.put(f"E{row}", f'=IF(D{row}=1,{_charged(value)}&"{after}","")', "Label note")
            continue
        side = f'IF({value}>{own},"above ","below ")'
        opening = f'Debt_Word&"{before}"' if name == "Turn_Rate" else f'"{before}"'
        page.put(f"E{row}", f'=IF(D{row}=1,{opening}&{side}&{number}&"{after}","")', "Label note")
    last = first + len(_TURNS) - 1
    lines.row = last
    always = 'IF(Gain_Number>0,"not even if all of it is charged again",'
    always += '"not even if nothing is charged again")'
    lines.text("Never_Charged", "Where charging again turns nothing", always)
    lines.constant("Turns_1", "First line",
                   f'=IF(Loan_Shown,IF(D{first}=1,E{first},Never_Charged),"")')  # fmt: skip
    for name, label, number in (("Turns_2", "Second line", "1"), ("Turns_3", "Third line", "1+1")):
        match = f"MATCH({number},F{first + 1}:F{last},0)"
        found = f'IF(MAX(F{first + 1}:F{last})>={number},INDEX(E{first + 1}:E{last},{match}),"")'
        lines.constant(name, label, f'=IF(Loan_Shown,{found},"")')
    page.put(f"F{top}", "Number", "Table head left")
    for row in range(first + 1, last + 1):
        page.put(f"F{row}", f"=SUM(D${first + 1}:D{row})", "Value")
