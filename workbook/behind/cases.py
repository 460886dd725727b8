"""The table of cases: the first that applies is the verdict, its reason and its advice."""

from __future__ import annotations

from dataclasses import dataclass

from loan401k.template import PROBLEM, READY

from ..layout.words import chosen, sentence
from .lines import Lines

GOOD, BAD, NEITHER = "good", "bad", "neither"


@dataclass(frozen=True)
class Case:
    """One case: when it applies, what it says, the key of its advice or its formula, its tone."""

    key: str
    when: str
    verdict: str
    reason: str
    advice: str
    tone: str


_FEE = '" and the fee"'
_SPEND = "{Monthly_Budget|$} a month"
_CASES = (
    Case(
        "no debt",
        "Debts_Sum=0",
        sentence("There is no debt to pay off: a loan has nothing to save."),
        '""',
        '"alone"',
        NEITHER,
    ),
    Case(
        "minimums",
        "Minimums_Sum>Monthly_Budget*(1+Tiny)",
        sentence(f"Your {_SPEND} does not cover the minimum payments of {{Minimums_Sum|$}}."),
        sentence("Nothing can be compared with keeping them."),
        '"raise"',
        BAD,
    ),
    Case(
        "limit",
        "Loan_Amount>Loan_Limit*(1+Tiny)",
        sentence("Your plan cannot lend {Loan_Amount|$}: the law allows {Limit_Said}."),
        '"More would be taxed at once."&Pausing_Said',
        "Possible",
        BAD,
    ),
    Case(
        "term",
        "Loan_Years>Longest_Term*(1+Tiny)",
        sentence("This loan must be repaid within {After_Said}."),
        "IF(OR(Loan_Purpose<>Ordinary_Purpose,Plan_Longest<Law_term_years),"
        '"Your plan allows no more.","Only a home may take longer.")&Pausing_Said',
        "Possible",
        BAD,
    ),
    Case(
        "account",
        "Loan_Amount+Upfront_Fee>Account_Balance*(1+Tiny)",
        sentence("The account does not hold {Loan_Amount|$}")
        + f"&{chosen('Upfront_Fee>0', _FEE)}"
        + '&"."',
        '"It holds $"&FIXED(Account_Balance,0)&"."&Pausing_Said',
        "Possible",
        BAD,
    ),
    Case(
        "gain no number",
        "NOT(ISNUMBER(Gain))",
        "IF(Needed_A_Month>Monthly_Budget*(1+Tiny),Too_Dear_Said,"
        + sentence("This loan cannot be carried to its end.")
        + ")",
        'IF(Needed_A_Month>Monthly_Budget*(1+Tiny),"",'
        + sentence(f"Your {_SPEND} or the account falls short.")
        + ")&Pausing_Said",
        "Possible",
        BAD,
    ),
    Case(
        "not now",
        "AND(Leaving_Chance*Default_If_Leaving>=Half,Emergency_Cash<Due_At_Leaving)",
        sentence("Not now: more likely than not it is called while you cannot repay."),
        sentence(
            "Then about {Due_About} falls due; you have {Emergency_Cash|$}. On average the loan "
            "comes to about {Gain_Signed}."
        ),
        "Waiting",
        BAD,
    ),
    Case(
        "saving less costs",
        "Loss_From_Saving",
        sentence(
            "Saving less meanwhile makes this loan cost you about {Gain_About} in {After_Said}."
        ),
        sentence("With contributions kept it comes to about {Kept_Signed}."),
        "Contributing",
        BAD,
    ),
    Case(
        "saving less gains",
        "Gain_From_Saving",
        sentence("The gain of about {Gain_About} comes from saving less, not from the loan."),
        sentence("With contributions kept it comes to about {Kept_Signed}."),
        "Contributing",
        NEITHER,
    ),
    Case(
        "worse",
        "Gain_Number<-Even_Band",
        "IF(LEN(Worse_Said)>Longest_Verdict,Worse_Short,Worse_Said)",
        "Counted_Said",
        "Rule",
        BAD,
    ),
    Case(
        "even",
        "Gain_Number<=Even_Band",
        sentence("It comes out about even: {Gain_Signed} after {After_Said}."),
        '"Not worth its risks."',
        "Rule",
        NEITHER,
    ),
    Case(
        "better",
        "TRUE",
        sentence("The 401(k) loan leaves you about {Gain_About} better off after {After_Said}."),
        "Counted_Said",
        "Rule",
        GOOD,
    ),
)
NEEDS = "This workbook needs the loan401k functions."
_INSTALL = "Install them as the sheet Functions says, then reopen."
#: The last case in which the loan as entered is impossible.
IMPOSSIBLE = "gain no number"


def write(lines: Lines) -> None:
    """Write the table, and the case that is shown."""
    lines.text("Limit_Said", "Most the law lets the plan lend",
               'IF(Loan_Limit>0,"$"&FIXED(Loan_Limit,0),"nothing")')  # fmt: skip
    lines.text("Too_Dear", "What the loan takes a month",
               sentence(
                   f"{_SPEND} does not repay this loan: it takes {{Needed_A_Month|$}}"
               ))  # fmt: skip
    lines.text("Too_Dear_Included", "The same with the minimums",
               'Too_Dear&", minimums included"')  # fmt: skip
    included = "IF(LEN(Too_Dear_Included)+1<Longest_Verdict,Too_Dear_Included,Too_Dear)"
    lines.text("Too_Dear_Said", "The same where it fits", f'{included}&"."')
    worse = "he 401(k) loan leaves you about {Gain_About} worse off after {After_Said}."
    lines.text("Worse_Said", "The verdict on a loss", sentence(f"As entered, t{worse}"))
    lines.text("Worse_Short", "The same, where that is too long", sentence(f"T{worse}"))
    lines.section("The table of cases: the first that applies is shown")
    page, top = lines.page, lines.row + 1
    heads = ("Case", "Applies", "Verdict", "Reason", "Advice", "Its key", "Tone")
    for letter, head in zip("BCDEFGH", heads, strict=True):
        page.put(f"{letter}{top}", head, "Table head left")
    first = top + 1
    page.put(f"B{first}", "functions", "Label")
    page.put(f"C{first}", "=IF(Functions_Here,0,1)", "Value")
    page.put(f"D{first}", NEEDS, "Label note")
    page.put(f"E{first}", _INSTALL, "Label note")
    page.put(f"B{first + 1}", "inputs", "Label")
    page.put(f"C{first + 1}", f"=IF({READY},0,1)", "Value")
    page.put(f"D{first + 1}", "Please look at the inputs.", "Label note")
    page.put(f"E{first + 1}", f"={PROBLEM}", "Label note")
    for row in (first, first + 1):
        page.put(f"F{row}", '=""', "Label note")
        page.put(f"H{row}", NEITHER, "Label note")
    row = first + 1
    for row, case in enumerate(_CASES, first + 2):
        applies = f"C{row}=1"
        page.put(f"B{row}", case.key, "Label")
        page.put(f"C{row}", f"=IF({READY},1*({case.when}),0)", "Value")
        page.put(f"D{row}", f'=IF({applies},{case.verdict},"")', "Label note")
        page.put(f"E{row}", f'=IF({applies},{case.reason},"")', "Label note")
        words = f"INDEX(Advice_Words,MATCH(G{row},Advice_Keys,0))"
        page.put(f"F{row}", f'=IF({applies},Advice_Opening&{words},"")', "Label note")
        page.put(f"G{row}", f'=IF({applies},{case.advice},"")', "Label note")
        page.put(f"H{row}", case.tone, "Label note")
        if case.key == IMPOSSIBLE:
            possible = f"=IF({READY},SUM(C{first}:C{row})=0,FALSE)"
    lines.row = row
    lines.constant("Loan_Shown", "The loan as entered is possible", possible)
    place = lines.constant("", "The case shown", f"=MATCH(1,C{first}:C{row},0)")
    for name, label, letter in (
        ("Verdict_Case", "Its key", "B"),
        ("Verdict_Shown", "Verdict", "D"),
        ("Reason_Shown", "Reason", "E"),
        ("Advice_Shown", "Advice", "F"),
        ("Tone", "Tone", "H"),
    ):
        lines.constant(name, label, f'=INDEX({letter}{first}:{letter}{row},{place})&""')
    lines.text("Advice_Key", "Key of the advice", f'INDEX(G{first}:G{row},{place})&""')
    bar = 'INDEX(Advice_Bars,MATCH(Advice_Key,Advice_Keys,0))&""'
    lines.text("Advice_Bar", "The bar that it names", f'IF(Advice_Key="","",{bar})')
