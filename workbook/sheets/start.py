"""Start: the answer, the three figures, the warnings that apply, and every input."""

from __future__ import annotations

from .. import inputs, style
from ..book import Book, Page
from ..catalogue import DEBT
from ..input_table import InputTable
from ..names import READY
from ..words import either, ready, sentence

TITLE = "Start"
_WIDTHS = {
    "A": 2,
    "B": 37,
    "C": 16,
    "D": 16,
    "E": 16,
    "F": 9,
    "G": 37,
    "H": 2,
    "I": 4,
    "J": 21,
    "K": 21,
    "L": 21,
    "M": 14,
    "N": 14,
    "O": 76,
    "P": 4,
    "Q": 26,
    "R": 16,
    "S": 14,
    "T": 14,
    "U": 28,
}
_LOAN = "Loan_Amount,Loan_Rate,Loan_Years"
_FEES = "Retirement_Tax,Upfront_Fee,Annual_Fee"

_VERDICT = "=" + either(
    (f"NOT({READY})", sentence("Please look at the inputs: {Problem}")),
    ("Paid_Off=0", sentence("There is no debt to pay off: a loan has a cost, and saves nothing.")),
    (
        "Gain_At_Least>Even_Band",
        sentence(
            "The 401(k) loan leaves you about {Gain_At_Least|$} better off after "
            "{Loan_Years|years}."
        ),
    ),
    (
        "Gain_At_Least<-Even_Band",
        sentence("Keep paying the card: the loan leaves you about {Gain_At_Least|$} worse off."),
    ),
    otherwise=sentence("It comes out about even: the loan is not worth its risks."),
)

_REASON = ready(
    sentence("It spares you {Card_Savings|$} of card debt; your account ends {Net_Cost|$}")
    + '&IF(Net_Cost<0," ahead, because your interest to it beats its return.",'
    '" short of what it would have held.")',
    otherwise=sentence("The figures come back as soon as every status below says ok."),
)

_ADVICE = ready(
    either(
        ("Paid_Off=0", sentence("What to do: leave the account alone.")),
        (
            "Gain_At_Least<=Even_Band",
            sentence("What to do: keep the card, and put {Monthly_Budget|$} a month on it."),
        ),
        (
            "Gain_After_Risk<=0",
            sentence("What to do: wait until the job is safer; its risk costs more than you gain."),
        ),
        (
            "Emergency_Cash<Balance_At_Leaving",
            sentence(
                "What to do: borrow {Paid_Off|$}, no more, keep the match, and save toward the "
                "{Balance_At_Leaving|$}."
            ),
        ),
        otherwise=sentence("What to do: borrow {Paid_Off|$}, no more, and keep the match."),
    )
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
        "If the job ends in month {Leaving_Month}, you are {Cash_Missing|$} short of what is due.",
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
        "AND(Card_Balance>0,Monthly_Budget<=Card_Interest_Month)",
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
_NOT = (
    "This is arithmetic with your own assumptions, not tax, legal or investment advice.",
    "Returns are not promised. Ask your plan for its rules, and a professional before you decide.",
)


def build(book: Book) -> None:
    """Add the sheet."""
    page = book.page(TITLE, _WIDTHS, tab=style.ACCENT)
    page.head(
        "Borrow from my 401(k), or not?",
        "Type your figures into the yellow cells below. Everything else follows.",
    )
    page.put("B4", _VERDICT, "Statement", name="Verdict")
    page.put("B5", _REASON, "Body", name="Reason")
    page.put("B6", _ADVICE, "Body strong", name="Advice")
    page.height(4, 30)
    row = _answers(page, 8)
    row = _warnings(page, row + 2)
    chooser = row + 2
    page.section(f"B{chooser - 1}", "Your figures", 6)
    page.put(f"B{chooser}", "Start from", "Label")
    page.put(f"C{chooser}", inputs.PRESETS[0], "Input left", name="Preset")
    page.row(f"D{chooser}", "Input left", 1)
    page.row(f"E{chooser}", "Label note", 3)
    page.put(f"E{chooser}", "Fills the column Preset; what you type goes first", "Label note")
    table = InputTable(page, chooser + 1)
    table.choices(f"C{chooser}", inputs.PRESETS, "Preset", "Choose a preset from the list.")
    last = table.build(f"$C${chooser}")
    page.put("R1", table.ready, "Value quiet", name=READY)
    page.put("R2", table.problem, "Note", name="Problem")
    page.put("Q1", "Every input can be used", "Note")
    page.put("Q2", "If not, the first message", "Note")
    page.put("Q3", "Purpose that has the short term", "Note")
    page.put("R3", DEBT, "Note", name="Ordinary_Purpose")
    last = _behind(page, last + 2)
    last = _closing(page, last + 2)
    page.freeze("A3")
    page.prints(f"A1:H{last}")


def _answers(page: Page, top: int) -> int:
    page.section(f"B{top}", "What it comes to", 6)
    page.line(
        f"B{top + 1}",
        "Saved on the card",
        "IF(Paid_Off=0,0,PAYOFF_SAVINGS(Paid_Off,Loan_Rate,Loan_Years,Card_APR,Payments_Per_Year))",
        style.MONEY,
        "Owed later, had the loan's {Loan_Outlay|$} a month gone to it",
        name="Card_Savings",
        look="Headline",
    )
    page.line(
        f"B{top + 2}",
        "Cost to your 401(k)",
        f"LOAN_NET_COST({_LOAN},Account_Return,Payments_Per_Year,Loan_Years,{_FEES})",
        style.MONEY,
        "Growth it misses less your interest to it, after tax",
        name="Net_Cost",
        look="Headline",
    )
    page.line(
        f"B{top + 3}",
        "You are better off by",
        "Card_Savings-Net_Cost",
        style.MONEY,
        "Saved less cost, when the loan is repaid",
        name="Advantage",
        look="Headline",
    )
    lines = (
        ("Budget_Gain", "On your whole budget", ("IF(ISNUMBER(Gain_Of_Loan),Gain_Of_Loan-Fee_Cost,"
         "Not_Possible)"), style.MONEY,
         "Against {Monthly_Budget|$} a month on the card instead"),
        ("Gain_After_Risk", "Less the risk of leaving the job",
         "Gain_At_Least-Expected_Default_Cost", style.MONEY,
         "The smaller gain; {Chance_Of_Leaving|%} a year leave, {Default_If_Leaving|%} cannot repay"),
        ("Cost_At_Retirement", "The cost, grown to retirement",
         f"LOAN_NET_COST({_LOAN},Account_Return,Payments_Per_Year,Horizon_Years,{_FEES})",
         style.MONEY, "In today's dollars {Cost_Today_Shown}"),
        ("", "Owed if the job ends", "Balance_At_Leaving", style.MONEY,
         "After month {Leaving_Month}; your cash covers {MIN(Emergency_Cash,Balance_At_Leaving)|$}"),
        ("", "Last day to make it good", "Deadline_At_Leaving", style.DATE,
         "Repay it, or put the same into an IRA"),
        ("", "Tax if you cannot", "Tax_At_Leaving", style.MONEY,
         "Income tax and early withdrawal tax, in cash"),
        ("", "What the loan really costs", "True_APR_Here", style.RATE,
         "A debt that charges less than this is better kept"),
        ("", "It pays while the 401(k) earns less than", "Breakeven_Return_Here", style.RATE,
         "You expect {Account_Return|rate}"),
    )  # fmt: skip
    row = top + 3
    for name, label, formula, form, note in lines:
        row += 1
        page.line(f"B{row}", label, formula, form, note, name=name)
    row += 1
    page.row(f"B{row}", "Label note", 6)
    page.put(f"B{row}", "Checks of this workbook", "Label")
    page.put(f"C{row}", '=IF(Checks_OK,"all pass","look")', "Value strong")
    page.put(
        f"D{row}",
        f"=IF(Checks_OK,{sentence('{Checks_Count} comparisons with Excel itself and identities')},"
        f"{sentence('A check fails: see the sheet Checks before you trust a figure')})",
        "Label note",
    )
    page.highlight(f"C{row}", f'C{row}="look"', style.BAD_FILL, style.BAD_INK)
    return row


def _warnings(page: Page, top: int) -> int:
    page.section(f"B{top}", "Look at this first", 6)
    first, last = top + 1, top + len(_WARNINGS)
    for letter, head in zip("QRST", ("Warning", "Applies", "Number", "Shown"), strict=True):
        page.put(f"{letter}{top}", head, "Table head" if letter != "Q" else "Table head left")
    for row, (condition, text) in enumerate(_WARNINGS, first):
        page.put(f"Q{row}", ready(sentence(text)), "Note")
        page.put(f"R{row}", ready(f"IF({condition},1,0)", "0"), "Value quiet")
        page.put(f"S{row}", f"=SUM(R${first}:R{row})", "Value quiet")
    for k in range(_SHOWN):
        row = first + k
        page.put(f"T{row}", k + 1, "Value quiet")
        found = f'"!  "&INDEX($Q${first}:$Q${last},MATCH($T{row},$S${first}:$S${last},0))'
        nothing = f'IF({READY},"Nothing stands out.","")' if k == 0 else '""'
        page.put(f"B{row}", f"=IFERROR({found},{nothing})", "Body")
    page.book.define("Warnings", page.title, f"B{first}:B{first + _SHOWN - 1}")
    return first + _SHOWN - 1


def _behind(page: Page, top: int) -> int:
    """Write the small figures that other formulas share, below the inputs."""
    figures = (
        ("Paid_Off", "Debt that the loan pays off", "MIN(Loan_Amount,Card_Balance)", style.MONEY),
        ("Even_Band", "Counted as even up to", "Even_Share*Loan_Amount", style.MONEY),
        ("Gain_At_Least", "The smaller of the two gains",
         "IF(ISNUMBER(Budget_Gain),MIN(Advantage,Budget_Gain),Advantage)", style.MONEY),
        ("Fee_Cost", "Fees, with the growth they miss",
         (f"Net_Cost-LOAN_NET_COST({_LOAN},Account_Return,Payments_Per_Year,Loan_Years,"
         "Retirement_Tax)"), style.MONEY),
        ("Loan_Payments", "Number of payments", "ROUND(Loan_Years*Payments_Per_Year,0)",
         style.COUNT),
        ("Level_Payment", "Each payment of the loan, from your paycheck",
         f"LOAN_PAYMENT({_LOAN},Payments_Per_Year)", style.CENTS),
        ("Loan_Outlay", "The same a month", "Level_Payment*Payments_Per_Year/12", style.CENTS),
        ("Card_Interest_Month", "The card's interest a month", "Card_Balance*Card_APR/12",
         style.CENTS),
        ("Loan_Limit", "Most the law lets the plan lend",
         "LOAN_MAX(Vested_Balance,Highest_Balance_12m,Outstanding_Loan)", style.MONEY),
        ("Horizon_Years", "Years to retirement, or the loan's if longer",
         "MAX(Loan_Years,Years_To_Retirement)", style.YEARS),
        ("Cost_Today", "The cost at retirement in today's dollars",
         "TODAY_DOLLARS(Cost_At_Retirement,Horizon_Years,Inflation)", style.MONEY),
        ("Cost_Today_Shown", "The same in words",
         sentence("{Cost_Today|$}") + '&IF(Cost_Today<0," ahead"," short")', style.PLAIN),
    )  # fmt: skip
    page.section(f"B{top}", "Behind the figures", 6)
    row = top
    for name, label, formula, form in figures:
        row += 1
        page.line(f"B{row}", label, formula, form, name=name)
    return row


def _closing(page: Page, top: int) -> int:
    page.section(f"B{top}", "Before you sign", 6)
    row = page.texts(f"B{top + 1}", (f"\N{WHITE SQUARE}  {text}" for text in _CHECKLIST))
    page.section(f"B{row + 2}", "What this is not", 6)
    return page.texts(f"B{row + 3}", _NOT)
