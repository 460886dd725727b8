"""Start: the answer, the three figures, the warnings that apply, and every input."""

from __future__ import annotations

from .. import inputs, style
from ..book import Book, Page
from ..input_table import InputTable
from ..names import READY
from ..words import either, ready, sentence

TITLE = "Start"
WIDTHS = {
    "A": 2,
    "B": 35,
    "C": 15,
    "D": 15,
    "E": 15,
    "F": 8,
    "G": 40,
    "H": 2,
    "I": 4,
    "J": 21,
    "K": 21,
    "L": 21,
    "M": 14,
    "N": 14,
    "O": 70,
    "P": 4,
    "Q": 24,
    "R": 20,
    "S": 14,
    "T": 14,
    "U": 28,
}

_VERDICT = "=" + either(
    (f"NOT({READY})", sentence("Please look at the inputs: {Problem}")),
    ("Paid_Off=0", sentence("There is no debt to pay off: a loan has a cost, and saves nothing.")),
    (
        "Advantage>Even_Band",
        sentence(
            "The 401(k) loan leaves you about {Advantage|$} better off after {Loan_Years|years}."
        ),
    ),
    (
        "Advantage<-Even_Band",
        sentence("Keep paying the card: the loan leaves you about {Advantage|$} worse off."),
    ),
    otherwise=sentence("It comes out about even: the loan is not worth its risks."),
)

_AHEAD = sentence(" ahead, because the interest you pay it beats its return.")
_REASON = ready(
    sentence("It spares you {Card_Savings|$} of card debt; your account ends {Net_Cost|$}")
    + f'&IF(Net_Cost<0,{_AHEAD}," short of what it would have held.")',
    otherwise=sentence("The figures come back as soon as every status below says ok."),
)

#: Conditions and sentences, the most important first.
_WARNINGS = (
    (
        "Loan_Amount>Loan_Limit",
        "The law lets your plan lend {Loan_Limit|$} at most; more is taxed at once.",
    ),
    (
        "Loan_Amount>Card_Balance",
        "The loan is {Loan_Amount-Card_Balance|$} more than the debt: take only what you need.",
    ),
    (
        "AND(Loan_Years>Law_term_years,Loan_Purpose=Ordinary_Purpose)",
        "A loan that does not buy a home must be repaid within {Law_term_years} years.",
    ),
    (
        "Emergency_Cash<Balance_At_Leaving",
        (
            "If the job ends in month {Leaving_Month}, you are "
            "{Balance_At_Leaving-Emergency_Cash|$} short of the balance due."
        ),
    ),
    (
        "Match_Missed>0",
        "Contributing less during the loan gives up about {Match_Missed|$} of match a year.",
    ),
    (
        "Monthly_Budget<Loan_Outlay",
        "The budget does not cover the loan's {Loan_Outlay|$} a month.",
    ),
    (
        "Monthly_Budget<=Card_Interest_Month",
        "The budget does not even cover the card's interest: on its own it is never paid.",
    ),
    (
        "Loan_Years>Years_To_Retirement",
        "The loan outlasts your working years: what is left is due when you stop.",
    ),
    (
        "MAX(Loan_Rate,Card_APR,Personal_APR)>High_Rate",
        "One of the rates is above {High_Rate|%}: is it typed right?",
    ),
    (
        "Payments_Per_Year<Law_payments_per_year_least",
        "Plans must be repaid at least every quarter: this is a textbook case.",
    ),
)
_SHOWN = 6

_CHECKLIST = (
    "Borrow only what ends the debt. The root problem is spending more than you have.",
    "Know how you would repay the loan at once if you left the job.",
    "Keep contributing at least up to the employer's full match.",
    "Have the payments taken from your paycheck, and put the card away.",
    "Ask the plan: rate, fees, longest term, and paying on after you leave.",
    "Spend it on something of lasting value. No law asks you to; your future self does.",
)


def build(book: Book) -> None:
    """Add the sheet."""
    page = book.page(TITLE, WIDTHS, tab=style.ACCENT)
    page.head(
        "Borrow from my 401(k), or not?",
        "Type your figures into the yellow cells below. Everything else follows.",
    )
    _answers(page)
    _warnings(page, 18)
    top = 27
    page.section(f"B{top - 1}", "Your figures", 6)
    chooser = f"$C${top}"
    page.put(f"B{top}", "Start from", "Label")
    page.put(f"C{top}", inputs.PRESETS[0], "Input left", name="Preset")
    page.row(f"D{top}", "Input left", 2)
    page.put(f"G{top}", "Fills the column Preset; yours go first", "Label note")
    table = InputTable(page, top + 2)
    table.choices(f"C{top}", inputs.PRESETS, "Preset", "Choose one of the presets from the list.")
    last = table.build(chooser)
    page.put("C16", table.ready, "Value strong", name=READY)
    page.put("D16", table.problem, "Body", name="Problem")
    last = _behind(page, top, last)
    last = _checklist(page, last + 2)
    page.freeze("A3")
    page.prints(f"A1:H{last}")


def _answers(page: Page) -> None:
    page.put("B4", _VERDICT, "Statement", name="Verdict")
    page.put("B5", _REASON, "Body", name="Reason")
    page.height(4, 30)
    page.section("B7", "What it comes to", 6)
    guarded = f'=IF({READY},{{}},"")'
    figures = (
        (
            "Card_Savings",
            "Saved on the card",
            (
                "IF(Paid_Off=0,0,PAYOFF_SAVINGS(Paid_Off,Loan_Rate,Loan_Years,Card_APR,"
                "Payments_Per_Year))"
            ),
            "Card debt left over, had the loan's payments gone to the card",
        ),
        (
            "Net_Cost",
            "Cost to your 401(k)",
            (
                "LOAN_NET_COST(Loan_Amount,Loan_Rate,Loan_Years,Account_Return,Payments_Per_Year,"
                "Loan_Years,Retirement_Tax,Upfront_Fee,Annual_Fee)"
            ),
            "Growth it misses, less your interest to it, after tax",
        ),
        (
            "Advantage",
            "You are better off by",
            "Card_Savings-Net_Cost",
            "Saved less cost, when the loan is repaid",
        ),
    )
    for row, (name, label, formula, note) in enumerate(figures, 8):
        page.row(f"B{row}", "Headline note", 6)
        page.put(f"B{row}", label, "Headline label")
        page.put(f"C{row}", guarded.format(formula), "Headline value", style.MONEY, name=name)
        page.put(f"D{row}", note, "Headline note")
        page.height(row, 26)
    lines = (
        (
            "Cost_At_Retirement",
            "The cost grown to retirement",
            (
                "LOAN_NET_COST(Loan_Amount,Loan_Rate,Loan_Years,Account_Return,Payments_Per_Year,"
                "MAX(Loan_Years,Years_To_Retirement),Retirement_Tax,Upfront_Fee,Annual_Fee)"
            ),
            style.MONEY,
            sentence("In today's dollars {Cost_Today|$}") + '&IF(Cost_Today<0," ahead","")',
        ),
        (
            "Balance_At_Leaving",
            "Owed if the job ends then",
            "LOAN_BALANCE(Loan_Amount,Loan_Rate,Loan_Years,Paid_By_Leaving,Payments_Per_Year)",
            style.MONEY,
            '"After month "&Leaving_Month&"; repay or roll over by the date below"',
        ),
        (
            "Deadline_At_Leaving",
            "Last day to make it good",
            "ROLLOVER_DEADLINE(EDATE(Loan_Start,Leaving_Month))",
            style.DATE,
            '"Due date of the tax return for the year you leave"',
        ),
        (
            "Tax_At_Leaving",
            "Tax if you cannot",
            "DEFAULT_TAX(Balance_At_Leaving,Federal_Rate,State_Rate,Early_Penalty)",
            style.MONEY,
            '"Income tax and early withdrawal tax, in cash"',
        ),
        (
            "True_APR_Here",
            "What the loan really costs you",
            (
                "IFERROR(TRUE_APR(Loan_Rate,Loan_Years,Account_Return,Retirement_Tax,"
                'Payments_Per_Year),"none")'
            ),
            style.RATE,
            '"A debt that charges less than this is better kept"',
        ),
    )
    for row, (name, label, formula, form, note) in enumerate(lines, 11):
        page.row(f"B{row}", "Label note", 6)
        page.put(f"B{row}", label, "Label")
        page.put(f"C{row}", guarded.format(formula), "Value strong", form, name=name)
        page.put(f"D{row}", guarded.format(note), "Label note")
    page.row("B16", "Label note", 6)
    page.put("B16", "Every input can be used", "Label")


def _warnings(page: Page, top: int) -> None:
    page.section(f"B{top}", "Look at this first", 6)
    first, last = top + 1, top + len(_WARNINGS)
    page.put(f"Q{top}", "Warning", "Table head left")
    page.put(f"R{top}", "Applies", "Table head")
    page.put(f"S{top}", "Number", "Table head")
    for row, (condition, text) in enumerate(_WARNINGS, first):
        page.put(f"Q{row}", ready(sentence(text)), "Note")
        page.put(f"R{row}", f"=IF({READY},IF({condition},1,0),0)", "Value quiet")
        page.put(f"S{row}", f"=SUM(R${first}:R{row})", "Value quiet")
    for k in range(_SHOWN):
        row = first + k
        page.put(f"T{row}", k + 1, "Value quiet")
        found = f"MATCH($T{row},$S${first}:$S${last},0)"
        nothing = f'IF({READY},"Nothing stands out.","")' if k == 0 else '""'
        page.put(
            f"B{row}", f'=IFERROR("!  "&INDEX($Q${first}:$Q${last},{found}),{nothing})', "Body"
        )
    page.book.define("Warnings", page.title, f"B{first}:B{first + _SHOWN - 1}")


def _behind(page: Page, top: int, last: int) -> int:
    """Write the small figures that other formulas share, below the inputs."""
    figures = (
        ("Paid_Off", "Debt that the loan pays off", "MIN(Loan_Amount,Card_Balance)", style.MONEY),
        ("Even_Band", "Counted as even up to", "Even_Share*Loan_Amount", style.MONEY),
        (
            "Loan_Payments",
            "Number of payments",
            "ROUND(Loan_Years*Payments_Per_Year,0)",
            style.COUNT,
        ),
        (
            "Level_Payment",
            "Each payment of the loan",
            "LOAN_PAYMENT(Loan_Amount,Loan_Rate,Loan_Years,Payments_Per_Year)",
            style.CENTS,
        ),
        ("Loan_Outlay", "The same a month", "Level_Payment*Payments_Per_Year/12", style.CENTS),
        (
            "Card_Interest_Month",
            "The card's interest a month",
            "Card_Balance*Card_APR/12",
            style.CENTS,
        ),
        (
            "Paid_By_Leaving",
            "Payments made when the job ends",
            "MIN(Loan_Payments,INT(Leaving_Month*Payments_Per_Year/12))",
            style.COUNT,
        ),
        (
            "Loan_Limit",
            "Most the law lets the plan lend",
            "LOAN_MAX(Vested_Balance,Highest_Balance_12m,Outstanding_Loan)",
            style.MONEY,
        ),
        (
            "Cost_Today",
            "The cost at retirement in today's dollars",
            "TODAY_DOLLARS(Cost_At_Retirement,MAX(Loan_Years,Years_To_Retirement),Inflation)",
            style.MONEY,
        ),
        (
            "Match_Missed",
            "Match missed a year during the loan",
            (
                "IF(Salary=0,0,MATCH_LOST(Salary,MIN(1,Monthly_Contribution*12/Salary),"
                "MIN(1,Contribution_During_Loan*12/Salary),Match_Rate,Match_Cap))"
            ),
            style.MONEY,
        ),
    )
    row = last + 2
    page.section(f"B{row}", "Behind the figures", 6)
    for name, label, formula, form in figures:
        row += 1
        page.row(f"B{row}", "Label note", 6)
        page.put(f"B{row}", label, "Label")
        page.put(f"E{row}", f'=IF({READY},{formula},"")', "Value", form, name=name)
    page.put("Q16", inputs.PURPOSES[0], "Note", name="Ordinary_Purpose")
    return row


def _checklist(page: Page, top: int) -> int:
    page.section(f"B{top}", "Before you sign", 6)
    row = top
    for row, text in enumerate(_CHECKLIST, top + 1):
        page.put(f"B{row}", f"□  {text}", "Body")
    row += 2
    page.section(f"B{row}", "What this is not", 6)
    page.put(
        f"B{row + 1}",
        "This is arithmetic with your own assumptions, not tax, legal or investment advice.",
        "Body",
    )
    page.put(
        f"B{row + 2}",
        "Returns are not promised. Ask your plan for its rules, and a "
        "professional before you decide.",
        "Body",
    )
    return row + 2
