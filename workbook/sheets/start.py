"""Start: the answer, the three figures, the warnings that apply, and every input."""

from __future__ import annotations

from loan401k.template import PROBLEM, READY, WARNINGS

from .. import verdict
from ..inputs.listed import DEBT
from ..inputs.table import InputTable
from ..layout import style
from ..layout.book import Book, Page
from ..layout.words import ready, sentence

TITLE = "Start"
_WIDTHS = {"A": 2, "B": 38, "C": 18, "D": 16, "E": 16, "F": 9, "G": 37, "H": 2, "I": 4}
_WIDTHS |= {"J": 16, "K": 16, "L": 16, "M": 14, "N": 14, "O": 76, "P": 4}
_WIDTHS |= {"Q": 60, "R": 18, "S": 14, "T": 14, "U": 4, **dict.fromkeys("VWXYZ", 18)}
_LOAN = "Loan_Amount,Loan_Rate,Loan_Years"
_PAID_OFF = "Paid_Off,Loan_Rate,Loan_Years,Card_APR,Payments_Per_Year"
_FEES = "Retirement_Tax,Upfront_Fee,Annual_Fee"

_SHOWN = 5

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
    page.put("B4", verdict.VERDICT, "Statement", name="Verdict")
    page.put("B5", verdict.REASON, "Body", name="Reason")
    page.put("B6", verdict.ADVICE, "Body strong", name="Advice")
    page.height(4, 30)
    row = _answers(page, 8)
    row = _warnings(page, row + 2)
    page.section(f"B{row + 1}", "Your figures", 6)
    table = InputTable(page, row + 2)
    row = _closing(page, table.main() + 2)
    page.page_break(row)
    last = table.more(row + 1)
    page.put("R1", table.ready, "Value quiet", name=READY)
    page.put("R2", table.problem, "Note", name=PROBLEM)
    page.put("Q1", "Every input can be used", "Note")
    page.put("Q2", "If not, the first message", "Note")
    page.put("Q3", "Purpose that has the short term", "Note")
    page.put("R3", DEBT, "Note", name="Ordinary_Purpose")
    page.put("Q4", "What the debt is called", "Note")
    word = 'IF(Loan_Purpose=Ordinary_Purpose,"the card","the other loan")'
    page.put("R4", ready(word), "Note", name="Debt_Word")
    _behind(page, row + 1)
    page.freeze("A3")
    page.prints(f"A1:H{last}")


def _answers(page: Page, top: int) -> int:
    page.section(f"B{top}", "What it comes to", 6)
    headlines = (
        ("Card_Savings", "Saved on the card", f"IF(Paid_Off=0,0,PAYOFF_SAVINGS({_PAID_OFF}))",
         "Still owed then, had the loan's {Loan_Outlay|$} a month gone to the card"),
        ("Net_Cost", "Cost to your 401(k)",
         f"LOAN_NET_COST({_LOAN},Account_Return,Payments_Per_Year,Loan_Years,{_FEES})",
         "Growth it misses less your interest to it, after tax"),
        ("Advantage", "Better off, same payments", "Card_Savings-Net_Cost",
         "Saved less cost, when the loan is repaid"),
        ("Budget_Gain", "Better off, your whole budget",
         ('IF(OR(Paid_Off=0,Card_Balance>Loan_Amount),"not compared",'
         "IF(ISNUMBER(Gain_Of_Loan),Gain_Of_Loan-Fee_Cost,Not_Possible))"),
         "Against all of {Monthly_Budget|$} a month on the card; the rest saved"),
    )  # fmt: skip
    row = top
    for row, (name, label, formula, note) in enumerate(headlines, top + 1):
        page.line(f"B{row}", label, formula, style.MONEY, note, name=name, look="Headline")
    lines = (
        ("Gain_After_Risk", "Less the risk of leaving the job",
         "Gain_At_Least-Default_Risk_Cost", style.MONEY,
         "If {Chance_Of_Leaving|%} a year leave and {Default_If_Leaving|%} of them cannot repay"),
        ("Cost_At_Retirement", "The cost, grown to retirement",
         f"LOAN_NET_COST({_LOAN},Account_Return,Payments_Per_Year,Horizon_Years,{_FEES})",
         style.MONEY, "In today's dollars {Cost_Today_Shown}"),
        ("", "Owed if the job ends", "Balance_At_Leaving", style.MONEY,
         "After month {Leaving_Month}; you have {Emergency_Cash|$} at hand"),
        ("", "Last day to make it good", "Deadline_At_Leaving", style.DATE,
         "Repay it, or put the same into an IRA"),
        ("", "Tax if you cannot", "Tax_At_Leaving", style.MONEY,
         "Income tax and early withdrawal tax, in cash"),
        ("", "What the loan really costs", "True_APR_Here", style.RATE,
         "A debt that charges less than this is better kept"),
        ("", "It pays while the 401(k) earns less than", "Breakeven_Return_Here", style.RATE,
         "You expect {Account_Return|rate}"),
    )  # fmt: skip
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
    first, last = top + 1, top + len(verdict.WARNINGS)
    for letter, head in zip("QRST", ("Warning", "Applies", "Number", "Shown"), strict=True):
        page.put(f"{letter}{top}", head, "Table head" if letter != "Q" else "Table head left")
    for row, (condition, text) in enumerate(verdict.WARNINGS, first):
        page.put(f"Q{row}", ready(sentence(text)), "Note")
        page.put(f"R{row}", ready(f"IF({condition},1,0)", "0"), "Value quiet")
        page.put(f"S{row}", f"=SUM(R${first}:R{row})", "Value quiet")
    for k in range(_SHOWN):
        row = first + k
        page.put(f"T{row}", k + 1, "Value quiet")
        found = f'"!  "&INDEX($Q${first}:$Q${last},MATCH($T{row},$S${first}:$S${last},0))'
        nothing = f'IF({READY},"Nothing stands out.","")' if k == 0 else '""'
        page.put(f"B{row}", f"=IFERROR({found},{nothing})", "Body")
    page.book.define(WARNINGS, page.title, f"B{first}:B{first + _SHOWN - 1}")
    return first + _SHOWN - 1


def _behind(page: Page, top: int) -> None:
    """Write the small figures that other formulas share, beside the inputs."""
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
    page.section(f"Q{top}", "Behind the figures", 5, tall=False)
    for row, (name, label, formula, form) in enumerate(figures, top + 1):
        page.line(f"Q{row}", label, formula, form, name=name, width=5)


def _closing(page: Page, top: int) -> int:
    page.section(f"B{top}", "Before you sign", 6)
    row = page.texts(f"B{top + 1}", (f"\N{WHITE SQUARE}  {text}" for text in _CHECKLIST))
    page.section(f"B{row + 2}", "What this is not", 6)
    return page.texts(f"B{row + 3}", _NOT)
