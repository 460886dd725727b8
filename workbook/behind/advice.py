"""What Advice says: one row per piece of advice, and which of them the rules choose."""

from __future__ import annotations

from dataclasses import dataclass

from ..layout.words import chosen, ready, sentence
from .lines import Lines


@dataclass(frozen=True)
class Advice:
    """A piece of advice: its key, the formula of its words, the bar that it names.

    `rule` is the condition under which it is chosen among the rules, which are asked in order;
    `short` are the words where the others do not fit beside the verdict.
    """

    key: str
    words: str
    bar: str
    rule: str = ""
    short: str = ""


_PAUSING = 'IF(Q_Counted>Even_Band,"; pausing gains $"&FIXED(Q_Counted,0),"")'
_BEST = sentence("{Amount_Best|$} over {Best_Years_Said}")
_KEPT, _KEPT_SHORT = '" with your contributions kept"', '", contributions kept"'
_MATCH = '", and keep the match"'
_BEST_GAIN = "FIXED(B_Counted,0)"

#: The bars of the chart on Start, by key.
BARS = ("keep", "loan", "advised", "personal", "pause", "withdraw")

RULES = (
    Advice(
        "keep",
        sentence("keep the debts; {Monthly_Budget|$} a month {Clears_Said}."),
        "keep",
        "MAX(Gain_Counted,B_Counted,P_Counted,Q_Counted)<=Even_Band",
    ),
    Advice(
        "bank",
        sentence(
            "ask a bank first: a personal loan at {Personal_APR|rate} leaves you {P_Counted|$} "
            "better off."
        ),
        "personal",
        "AND(P_Counted>Loan_Counted+Even_Band,P_Counted>=Q_Counted)",
    ),
    Advice(
        "pause",
        sentence("pause contributions until the debts are gone: {Q_Counted|$} better off."),
        "pause",
        "Q_Counted>Loan_Counted+Even_Band",
    ),
    Advice(
        "best",
        f'{_BEST}&IF(Saving_Less,"",", $"&FIXED(Payment_Best,0)&" a month,")&" gains $"&'
        f'{_BEST_GAIN}&{chosen("Saving_Less", _KEPT)}&"."&Less_Best',
        "advised",
        "OR(B_Counted>Gain_Counted+Even_Band,Gain_Counted<=Even_Band)",
        f'{_BEST}&" gains $"&{_BEST_GAIN}&{chosen("Saving_Less", _KEPT_SHORT)}&"."&Less_Best',
    ),
    Advice(
        "debts",
        sentence("borrow {Debts_Sum|$}, no more."),
        "advised",
        "Loan_Amount>Debts_Sum*(1+Tiny)",
    ),
    Advice(
        "entered",
        sentence("borrow {Loan_Amount|$}, no more")
        + f"&{chosen('AND(Monthly_Match>0,Match_During_Loan=Monthly_Match)', _MATCH)}"
        + '&"."&Less_Entered',
        "advised",
        "TRUE",
    ),
)
OTHERS = (
    Advice(
        "possible",
        f'{_BEST}&" is possible, $"&FIXED(Payment_Best,0)&" a month: $"&{_BEST_GAIN}'
        '&" better off."&Less_Best',
        "advised",
        short=f'{_BEST}&" is possible: $"&{_BEST_GAIN}&" better off."&Less_Best',
    ),
    Advice(
        "contribute",
        f'"keep contributing. "&{_BEST}&" then gains $"&{_BEST_GAIN}&"."&Less_Best',
        "advised",
        short=f'"keep contributing. "&{_BEST}&" gains $"&{_BEST_GAIN}&"."&Less_Best',
    ),
    Advice("stay", f'"keep the debts"&{_PAUSING}&"."', "keep"),
    Advice(
        "wait",
        f'"keep the debts, or borrow no more than your cash could repay"&{_PAUSING}&"."',
        "keep",
    ),
    Advice("alone", '"leave the account alone."', ""),
    Advice("raise", '"raise the budget, or ask the lenders for lower payments."', ""),
)


def write(lines: Lines) -> None:
    """Write the pieces of advice and the choice among the rules."""
    lines.section("Advice: the first rule that holds; then what other cases advise")
    least = "AND(L_Counted>0,Amount_Least*Years_Least<=Less_Share*{}*(1+Tiny))"
    less = (
        '" "&"$"&FIXED(Amount_Least,0)&" over "&Least_Years_Said&" keeps "'
        '&FIXED(L_Counted/MAX(L_Counted,{})*Percent,0)&"% of it."'
    )
    for name, label, named, gain in (
        ("Less_Best", "A smaller loan instead of the best", "Amount_Best*Years_Best",
         "B_Counted"),
        ("Less_Entered", "A smaller loan instead of the one entered", "Loan_Amount*Loan_Years",
         "Gain_Counted"),
    ):  # fmt: skip
        condition = least.format(named)
        lines.text(name, label, f'IF({condition},{less.format(gain)},"")')
    cleared = '"clears them in "&Keep_Said'
    never = '"does not clear them by "&Horizon_Said&"; ask for help"'
    lines.text("Clears_Said", "What keeping comes to",
               f"IF(ISNUMBER(Debt_Free_Keep),{cleared},{never})")  # fmt: skip
    lines.constant("Advice_Opening", "How advice begins", "On these figures: ")
    page, top = lines.page, lines.row + 1
    heads = ("Advice", "Holds", "Words", "Shorter", "Used", "Bar")
    for letter, head in zip("BCDEFG", heads, strict=True):
        page.put(f"{letter}{top}", head, "Table head left")
    first = top + 1
    for row, one in enumerate(RULES + OTHERS, first):
        page.put(f"B{row}", one.key, "Label")
        if one.rule:
            page.put(f"C{row}", ready(f"IF({one.rule},1,0)", "0"), "Value")
        page.put(f"D{row}", ready(one.words), "Label note")
        page.put(f"E{row}", ready(one.short) if one.short else f"=D{row}", "Label note")
        long = f"LEN(Advice_Opening)+LEN(D{row})>Longest_Advice"
        page.put(f"F{row}", f"=IF({long},E{row},D{row})", "Label note")
        page.put(f"G{row}", one.bar or None, "Label note")
    last, ruled = first + len(RULES + OTHERS) - 1, first + len(RULES) - 1
    lines.row = last
    for name, letter in (("Advice_Keys", "B"), ("Advice_Words", "F"), ("Advice_Bars", "G")):
        page.book.define(name, page.title, f"{letter}{first}:{letter}{last}")
    lines.text("Rule", "The rule",
               f"INDEX(B{first}:B{ruled},MATCH(1,C{first}:C{ruled},0))")  # fmt: skip
    lines.text("Possible_Loan", "Whether another loan is possible and gains",
               'IF(B_Counted>Even_Band,"possible","stay")')  # fmt: skip
    bank = "AND(P_Counted>MAX(B_Counted,0)+Even_Band,P_Counted>=Q_Counted)"
    lines.text("Possible", "Where the loan as entered is impossible",
               f'IF({bank},"bank",Possible_Loan)')  # fmt: skip
    lines.text("Waiting", "Where it is likely to be called",
               'IF(AND(P_Counted>Even_Band,P_Counted>=Q_Counted),"bank","wait")')  # fmt: skip
    lines.text("Contributing", "Where contributions matter more than the loan",
               'IF(OR(Rule="keep",Rule="bank",Rule="pause"),Rule,"contribute")')  # fmt: skip
    pause = 'AND(Possible="possible",Q_Counted>B_Counted+Even_Band)'
    more = '" Pausing contributions gains more: $"&FIXED(Q_Counted,0)&"."'
    lines.text("Pausing_Said", "A pause that gains more than that", f'IF({pause},{more},"")')
