"""Checks: our functions against Excel's own and against identities, with your own inputs."""

from __future__ import annotations

from typing import NamedTuple

from loan401k.template import READY

from ..layout import style
from ..layout.book import Book, Page
from ..layout.words import ready
from ..names import TEST
from .debts import MINIMUM_SCHEDULE, OWED_AFTER_A_YEAR

TITLE = "Checks"


class Check(NamedTuple):
    """Two figures that must be equal, with the name of the cell that says so."""

    name: str
    what: str
    ours: str
    other: str


_LOAN = "Loan_Amount,Loan_Rate,Loan_Years"
_I, _N = "Loan_Rate/Payments_Per_Year", "Loan_Payments"
_G = "((1+Account_Return)^(1/Payments_Per_Year)-1)"
_NOMINAL = '"nominal"'
_K = "Card_APR/Payments_Per_Year"
_BARE = f"LOAN_NET_COST({_LOAN},Account_Return,Payments_Per_Year,Loan_Years,Retirement_Tax)"
_SAVED = f"PAYOFF_SAVINGS({_LOAN},Card_APR,Payments_Per_Year)"
_TAIL = "Payments_Per_Year,Retirement_Tax"

_AGAINST = (
    Check(
        "payment",
        "LOAN_PAYMENT and PMT",
        f"LOAN_PAYMENT({_LOAN},Payments_Per_Year)",
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
        "LOAN_BALANCE at the job's end and FV",
        "Balance_At_Leaving",
        f"-FV({_I},Paid_By_Leaving,-Level_Payment,Loan_Amount)",
    ),
    Check(
        "account",
        "ACCOUNT_VALUE and FV",
        "ACCOUNT_VALUE(Account_Start,Account_Return,Horizon_Years,Monthly_Contribution,12)",
        "FV((1+Account_Return)^(1/12)-1,Horizon_Years*12,-Monthly_Contribution,-Account_Start)",
    ),
    Check(
        "card_months",
        "CARD_MONTHS and NPER",
        "IF(Card_Balance=0,0,IFERROR(CARD_MONTHS(Card_Balance,Card_APR,Monthly_Budget),0))",
        "IF(OR(Card_Balance=0,Monthly_Budget<=Card_Interest_Month),0,"
        "NPER(Card_APR/12,-Monthly_Budget,Card_Balance))",
    ),
    Check(
        "net_cost",
        "LOAN_NET_COST and FV, without fees",
        _BARE,
        f"(1-Retirement_Tax)*(Loan_Amount*(1+{_G})^{_N}-FV({_G},{_N},-Level_Payment))",
    ),
    Check("savings", "PAYOFF_SAVINGS and FV", _SAVED, f"-FV({_K},{_N},-Level_Payment,Loan_Amount)"),
    Check(
        "today",
        "TODAY_DOLLARS and PV",
        "Cost_Today",
        "-PV(Inflation,Horizon_Years,0,Cost_At_Retirement)",
    ),
)
_IDENTITIES = (
    Check("advantage", "PAYOFF_ADVANTAGE is PAYOFF_SAVINGS less LOAN_NET_COST",
          f"PAYOFF_ADVANTAGE({_LOAN},Card_APR,Account_Return,{_TAIL})", f"{_SAVED}-{_BARE}"),
    Check("even_return", "A return equal to the loan's rate costs nothing",
          f"LOAN_NET_COST({_LOAN},Loan_Rate,Payments_Per_Year,Loan_Years,0,0,0,{_NOMINAL})",
          "0"),
    Check("true_apr", "At TRUE_APR the advantage is nothing",
          f"IF(ISNUMBER(True_APR_Here),IF(True_APR_Here<0,0,PAYOFF_ADVANTAGE({_LOAN},True_APR_Here,"
          f"Account_Return,{_TAIL})),0)", "0"),
    Check("breakeven_return", "At BREAKEVEN_RETURN the advantage is nothing",
          f"IF(ISNUMBER(Breakeven_Return_Here),IF(Breakeven_Return_Here<=1,PAYOFF_ADVANTAGE({_LOAN},"
          f"Card_APR,Breakeven_Return_Here,{_TAIL}),0),0)", "0"),
    Check("minimum", "CARD_SCHEDULE and the card's balance after a year of minimums",
          f"IFERROR(ROUND(INDEX({MINIMUM_SCHEDULE},12+1,Balance_Column),Cents),{OWED_AFTER_A_YEAR})",
          OWED_AFTER_A_YEAR),
    Check("schedule", "The principal of all payments is the loan",
          "IF(Schedule_Fits,SUM(Schedule_Principal),Loan_Amount)", "ROUND(Loan_Amount,Cents)"),
    Check("default_tax", "Tax on leaving is balance times rates", "Tax_At_Leaving",
          "Due_At_Leaving*(Tax_Now+Leaving_Penalty)"),
    Check("brackets", "TAX_ON_EXTRA_INCOME is a difference of FED_TAX",
          "TAX_ON_EXTRA_INCOME(Tax_Year,Filing_Status,Gross_Income,Balance_At_Leaving)",
          "FED_TAX(Tax_Year,Filing_Status,Gross_Income+Balance_At_Leaving)"
          "-FED_TAX(Tax_Year,Filing_Status,Gross_Income)"),
    Check("limit", "LOAN_MAX never above the law's dollars",
          "MAX(Loan_Limit,Law_loan_limit_dollars)", "Law_loan_limit_dollars"),
)  # fmt: skip


def build(book: Book) -> None:
    """Add the sheet."""
    page = book.page(
        TITLE,
        {"A": 2, "B": 64, "C": 18, "D": 18, "E": 12, "F": 2, "G": 4, "H": 30, "I": 12},
        tab=style.MUTED,
    )
    page.head(
        "Checks of this workbook",
        'IF(Checks_OK,"All of them pass with your inputs.","Look for the word FALSE below.")',
    )
    row = _block(page, 4, "Against Excel's own functions", "Excel's", _AGAINST)
    row = _block(page, row + 2, "Identities", "Must be", _IDENTITIES)
    row = _articles(page, row + 2)
    names = [f"{TEST}{check.name}" for check in _AGAINST + _IDENTITIES] + [f"{TEST}article"]
    page.put("H1", "Every check passes", "Note")
    page.put("I1", f"=AND({','.join(names)})", "Value quiet", name="Checks_OK")
    page.put("H2", "Number of checks", "Note")
    page.put("I2", len(names), "Value quiet", name="Checks_Count")
    page.put("H5", "Checks that fail", "Note")
    failing = "+".join(f"NOT({name})" for name in names)
    page.put("I5", f"={failing}", "Value quiet", name="Checks_Failing")
    page.put("H3", "Decimals of a cent amount", "Note")
    page.put("I3", 2, "Value quiet", name="Cents")
    page.put("H4", "Largest figure in the arithmetic", "Note")
    growth = "(1+MAX(Loan_Rate,Card_APR)/Payments_Per_Year)^Loan_Payments"
    page.put("I4", ready(f"Loan_Amount*{growth}"), "Value quiet", style.MONEY, name="Check_Scale")
    page.prints(f"A1:F{row}")


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
        _verdict(page, row, f"ABS(C{row}-D{row})<=Tiny*MAX(Check_Scale,ABS(C{row}))", check.name)
    return row


def _articles(page: Page, row: int) -> int:
    page.put(f"B{row}", "Every figure of the article is met", "Label")
    page.put(f"C{row}", "=Article_Failures", "Value", style.COUNT)
    page.put(f"D{row}", 0, "Value", style.COUNT)
    _verdict(page, row, f"C{row}=D{row}", "article")
    return row


def _verdict(page: Page, row: int, condition: str, name: str) -> None:
    page.put(f"E{row}", f"=IF({READY},IFERROR({condition},FALSE),TRUE)", "Mark",
             name=f"{TEST}{name}")  # fmt: skip
    page.highlight(f"E{row}", f"NOT(E{row})", style.BAD_FILL, style.BAD_INK)
