"""Checks: our functions against Excel's own, identities, and one sheet against another."""

from __future__ import annotations

from typing import NamedTuple

from loan401k.template import READY

from ..inputs import table
from ..layout import beside, style
from ..layout.book import Book, Page
from ..layout.words import ready
from ..names import TEST

TITLE = "Checks"
#: What two figures may differ by: of rounding, and of a schedule in whole cents.
_ROUNDING = "Tiny*MAX(Check_Scale,ABS(C{row}))"
_CENTS = "Half_Cent+Loan_Payments*Half_Cent*(1+Loan_Rate/Payments_Per_Year)^Loan_Payments"


class Check(NamedTuple):
    """Two figures that must be equal, with the name of the cell that says so."""

    name: str
    what: str
    ours: str
    other: str
    within: str = _ROUNDING


_LOAN = "Loan_Amount,Loan_Rate,Loan_Years"
_I, _N = "Loan_Rate/Payments_Per_Year", "Loan_Payments"
_G = "Check_Growth"
_K = "Card_APR/Payments_Per_Year"
_TAIL = "Payments_Per_Year,Retirement_Tax"
_MONTHLY = "Payments_Per_Year<>12"

_AGAINST = (
    Check(
        "payment",
        "LOAN_PAYMENT and PMT",
        "Level_Payment",
        f"-PMT({_I},{_N},Loan_Amount)",
    ),
    Check(
        "interest",
        "LOAN_INTEREST and CUMIPMT",
        f"LOAN_INTEREST({_LOAN},Payments_Per_Year)",
        f"IF(Loan_Rate=0,0,-CUMIPMT({_I},{_N},Loan_Amount,1,{_N},0))",
    ),
    Check(
        "first_interest",
        "Interest of the first payment and IPMT",
        f"Level_Payment-Loan_Amount+LOAN_BALANCE({_LOAN},1,Payments_Per_Year)",
        f"-IPMT({_I},1,{_N},Loan_Amount)",
    ),
    Check(
        "balance",
        "LOAN_BALANCE when the job ends and FV",
        "Balance_At_Leaving",
        f"-FV({_I},Paid_By_Leaving,-Level_Payment,Loan_Amount)",
    ),
    Check(
        "account",
        "ACCOUNT_VALUE and FV",
        "Account_Without",
        f"FV({_G},Horizon_Years*Payments_Per_Year,-Put_In,-Account_Start)",
    ),
    Check(
        "card_months",
        "CARD_MONTHS and NPER, in whole months",
        "N(Card_Months_Here)",
        "IF(OR(Card_Balance=0,Monthly_Budget<=Card_Interest_Month),0,"
        "ROUNDUP(NPER(Card_APR/12,-Monthly_Budget,Card_Balance)-Tiny,0))",
    ),
    Check(
        "net_cost",
        "LOAN_NET_COST and FV, without fees",
        "Check_Bare_Cost",
        f"(1-Retirement_Tax)*(Loan_Amount*(1+{_G})^{_N}-FV({_G},{_N},-Level_Payment))",
    ),
    Check(
        "savings",
        "PAYOFF_SAVINGS and FV",
        "Check_Saved",
        f"-FV({_K},{_N},-Level_Payment,Loan_Amount)",
    ),
    Check(
        "today",
        "TODAY_DOLLARS and PV",
        "Cost_Today",
        "-PV(Inflation,Horizon_Years,0,Cost_At_Retirement)",
    ),
)
_IDENTITIES = (
    Check("advantage", "PAYOFF_ADVANTAGE is PAYOFF_SAVINGS less LOAN_NET_COST",
          f"PAYOFF_ADVANTAGE({_LOAN},Card_APR,Account_Return,{_TAIL})",
          "Check_Saved-Check_Bare_Cost"),
    Check("no_cost", "A return equal to the loan's rate costs nothing",
          f'LOAN_NET_COST({_LOAN},Loan_Rate,Payments_Per_Year,Loan_Years,0,0,0,"nominal")', "0"),
    Check("true_apr", "At TRUE_APR the loan's payments alone gain nothing",
          (f"IF(N(True_APR_Here)<=0,0,PAYOFF_ADVANTAGE({_LOAN},True_APR_Here,"
           f"Account_Return,{_TAIL}))"), "0"),
    Check("breakeven_return", "At BREAKEVEN_RETURN neither do they",
          (f"IF(AND(ISNUMBER(Breakeven_Return_Here),N(Breakeven_Return_Here)<=1),"
           f"PAYOFF_ADVANTAGE({_LOAN},Card_APR,Breakeven_Return_Here,{_TAIL}),0)"), "0"),
    Check("repays", "LOAN_PAYMENT of what the budget repays is the budget less the minimums",
          "IF(Budget_Repays>0,LOAN_PAYMENT(Budget_Repays,Loan_Rate,Loan_Years),0)",
          "MAX(0,Monthly_Budget-Minimums_Sum)"),
    Check("default_tax", "Tax on leaving is what is due times the rates", "Tax_At_Leaving",
          "Due_At_Leaving*(Tax_Now+Leaving_Penalty)"),
    Check("brackets", "TAX_ON_EXTRA_INCOME is a difference of FED_TAX", "Bracket_Tax",
          "Check_Tax_More-Check_Tax"),
    Check("limit", "The limit is never above the law's dollars",
          "MAX(0,Loan_Limit-Law_loan_limit_dollars*(1+(Disaster=Disaster_Word)))", "0"),
    Check("schedule", "The principal of all payments is the loan",
          "IF(Schedule_Count<=Longest_Schedule,SUM(Schedule_Principal),ROUND(Loan_Amount,Cents))",
          "ROUND(Loan_Amount,Cents)"),
)  # fmt: skip
_ACROSS = (
    Check("gain_options", "Start's gain and Comparison's", "N(Gain)", "N(Gain_In_Options)"),
    Check("gain_best", "Start's gain and that of the loans compared, as entered", "N(Gain)",
          "N(Gain_As_Entered)"),
    Check("gain_returns", "Start's gain and the middle of the first table of What if", "N(Gain)",
          "N(Gain_In_Returns)"),
    Check("gain_terms", "Start's gain and the middle of the second", "N(Gain)",
          "N(Gain_In_Terms)"),
    Check("gain_risk", "Start's gain and the mean of the simulated lives", "N(Gain)",
          "N(Risk_Mean)", "Errors_Allowed*N(Risk_Error)+Tiny*Check_Scale"),
    Check("lines", "The lines on Start add up as shown",
          "N(Rest_Change)+ROUND(N(Account_Change),0)+ROUND(-N(Leaving_Cost),0)*Loan_Shown",
          "ROUND(N(Gain),0)*Loan_Shown"),
    *(
        Check(f"even_{name}", f"Gain where {what} turns it",
              (f'IF(ISNUMBER(Turn_{name.title()}),LOAN_GAIN_TABLE(Household,"{field}",'
               f"Turn_{name.title()}),0)"), "0", "Even_Slack*Check_Scale")
        for name, field, what in (
            ("return", "account_return", "the return"),
            ("rate", "card_apr", "the first debt's rate"),
            ("budget", "monthly_budget", "the budget"),
            ("leaving", "annual_separation", "the chance of leaving"),
            ("charged", "charged_again", "charging again"),
        )
    ),
    Check("owed_ledger", "Owed when the job ends: Start and the household's ledger",
          f"IF({_MONTHLY},0,Balance_At_Leaving)", f"IF({_MONTHLY},0,Check_Owed_Ledger)"),
    Check("owed_job_loss", "Owed when the job ends: Start and the table of Job loss",
          "Balance_At_Leaving", "Check_Owed_Table"),
    Check("owed_schedule", "Owed when the job ends: Start and Amortisation, to the cent",
          "Balance_At_Leaving", "Check_Owed_Schedule", _CENTS),
    Check("debts", "The debts listed and those of the household at the start",
          "Debts_Sum", "Check_Debts_Ledger"),
    Check("sign", "The verdict's words and the sign of the gain",
          ('(Verdict_Case="better")*(N(Gain)<=Even_Band)'
           '+(Verdict_Case="worse")*(N(Gain)>=-Even_Band)'
           '+(Verdict_Case="even")*(ABS(N(Gain))>Even_Band)'), "0"),
    Check("lawful", "No verdict or advice is above limit or term",
          ('(Verdict_Case="better")*(Loan_Amount>Loan_Limit*(1+Tiny))'
           '+(Verdict_Case="better")*(Loan_Years>Longest_Term*(1+Tiny))'
           "+(N(Amount_Best)>Loan_Limit*(1+Tiny))+(N(Years_Best)>Longest_Term*(1+Tiny))"), "0"),
    Check("article_preset", "The preset of the article and its twin by the month",
          "Check_Preset", "Article_Twin", "Half_Cent"),
)  # fmt: skip
_BLOCKS = (
    ("Against Excel's own functions", "Excel's", _AGAINST),
    ("Identities", "Must be", _IDENTITIES),
    ("Across sheets", "There", _ACROSS),
)


def build(book: Book) -> None:
    """Add the sheet."""
    page = book.page(TITLE, {"A": 2, "B": 74, "C": 20, "D": 20, "E": 12, "F": 2}, tab=style.MUTED)
    page.head(
        "Checks of this workbook",
        'IF(Checks_OK,"All of them pass with your inputs.","Look for the word FALSE below.")',
    )
    _behind(book)
    row = 2
    for title, other, checks in _BLOCKS:
        row = _block(page, row + 2, title, other, checks)
    row += 1
    page.put(f"B{row}", "Every figure of the article is met", "Label")
    page.put(f"C{row}", ready("Article_Failures"), "Value", style.COUNT)
    page.put(f"D{row}", 0, "Value", style.COUNT)
    _verdict(page, row, f"C{row}=D{row}", "article")
    marks = f"'{TITLE}'!$E$5:$E${row}"
    count = 1 + sum(len(checks) for *_, checks in _BLOCKS)
    beside.constants(
        book,
        "Checks",
        (
            ("Checks_Count", "Number of checks", count, style.COUNT),
            ("Checks_Failing", "Checks that fail", f"=COUNTIF({marks},FALSE)", style.COUNT),
            ("Checks_OK", "None fails", "=Checks_Failing=0", style.PLAIN),
        ),
    )
    page.freeze("A3")
    page.prints(f"A1:F{row}")


def _behind(book: Book) -> None:
    """Write the figures that checks need and no sheet shows."""
    fed = "FED_TAX(Tax_Year,Filing_Status,Gross_Income{})"
    growth = "(1+MAX(Loan_Rate,Card_APR)/Payments_Per_Year)^Loan_Payments"
    preset = ",".join(
        table.preset_cell(name, 1)
        for name in ("Loan_Amount", "Loan_Rate", "Loan_Years", "Card_APR", "Account_Return")
    )
    listed = "Loan_Payments<=Longest_Schedule"
    plain = "AND(Extra_Payment=0,COUNT(Lump_Sums)=0,Schedule_Count<=Longest_Schedule)"
    owed = "Paid_By_Leaving+1"
    beside.figures(
        book,
        "Checks",
        (
            ("Check_Scale", "Largest figure in the arithmetic",
             f"MAX(Account_Balance,Debts_Sum,N(Keep_Account),Loan_Amount*{growth})", style.MONEY),
            ("Check_Growth", "Growth of a period", "(1+Account_Return)^(1/Payments_Per_Year)-1",
             style.HAZARD),
            ("Check_Bare_Cost", "Net cost without fees",
             f"LOAN_NET_COST({_LOAN},Account_Return,Payments_Per_Year,Loan_Years,Retirement_Tax)",
             style.CENTS),
            ("Check_Saved", "Saved, had all of the loan been debt",
             f"PAYOFF_SAVINGS({_LOAN},Card_APR,Payments_Per_Year)", style.CENTS),
            ("Check_Tax", "Federal tax", fed.format(""), style.CENTS),
            ("Check_Tax_More", "The same with what is due", fed.format("+Due_At_Leaving"),
             style.CENTS),
            ("Check_Owed_Ledger", "Owed when the job ends, by the ledger",
             ("IF(AND(ISNUMBER(INDEX(Ledger_Loan,1)),Leaving_Month<=12*Longest_Term),"
              "N(INDEX(Ledger_Loan,Leaving_Month+1)),Balance_At_Leaving)"),
             style.CENTS),
            ("Check_Owed_Table", "The same by the table of Job loss",
             (f"IF(AND({listed},Paid_By_Leaving<Loan_Payments),INDEX(Leaving_Balance,{owed}),"
              "Balance_At_Leaving)"), style.CENTS),
            ("Check_Owed_Schedule", "The same by Amortisation",
             (f"IF(AND({plain},Paid_By_Leaving>0),N(INDEX(Schedule_Balance,Paid_By_Leaving)),"
              "Balance_At_Leaving)"), style.CENTS),
            ("Check_Debts_Ledger", "Debts at the start of the ledger",
             "IF(ISNUMBER(INDEX(Ledger_Debts,1)),INDEX(Ledger_Debts,1),Debts_Sum)", style.CENTS),
            ("Check_Preset", "What the preset of the article gains, its payments alone",
             f"PAYOFF_ADVANTAGE({preset})", style.CENTS),
        ),
    )  # fmt: skip


def _block(page: Page, top: int, title: str, other: str, checks: tuple[Check, ...]) -> int:
    for letter, head in zip("BCDE", (title, "Ours", other, "Equal"), strict=True):
        looks = {"B": "Table head left", "E": "Table head centre"}
        page.put(f"{letter}{top}", head, looks.get(letter, "Table head"))
    page.height(top, 24)
    row = top
    for row, check in enumerate(checks, top + 1):
        page.put(f"B{row}", check.what, "Label")
        page.put(f"C{row}", ready(check.ours), "Value", style.FINE)
        page.put(f"D{row}", ready(check.other), "Value", style.FINE)
        _verdict(page, row, f"ABS(C{row}-D{row})<={check.within.format(row=row)}", check.name)
    return row


def _verdict(page: Page, row: int, condition: str, name: str) -> None:
    page.put(f"E{row}", f'=IF({READY},IFERROR({condition},FALSE),"not run")', "Mark",
             name=f"{TEST}{name}")  # fmt: skip
    page.highlight(
        f"E{row}", f"AND(ISLOGICAL(E{row}),NOT(N(E{row})))", style.BAD_FILL, style.BAD_INK
    )
