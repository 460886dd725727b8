"""The figures that several sheets share, and those that the table of cases compares."""

from __future__ import annotations

from ..inputs.areas import DEBTS
from ..inputs.listed import DEBT, YES
from ..layout import style
from ..layout.words import chosen
from .lines import Lines

_LOAN = "Loan_Amount,Loan_Rate,Loan_Years"


def words(lines: Lines) -> None:
    """Write the words that other formulas compare with or say."""
    lines.section("Words")
    lines.constant("Ordinary_Purpose", "Purpose that has the short term", DEBT)
    lines.constant("Disaster_Word", "The word for a disaster loan", YES)
    lines.constant("Not_Possible", "In place of a figure that does not exist", "not possible")
    name = f"'{DEBTS.sheet}'!{DEBTS.cell(0, 0)}"
    usual = 'IF(Loan_Purpose=Ordinary_Purpose,"the card","the bank loan")'
    lines.text("Usual_Word", "What the first debt is called, unnamed", usual)
    lines.text("Debt_Word", "What the first debt is called", f'IF({name}="",Usual_Word,{name})')


def loan(lines: Lines) -> None:
    """Write what law, plan and payment make of the loan."""
    lines.section("The loan")
    for name, label, formula, form in (
        ("Longest_Term", "Longest term",
         "IF(Loan_Purpose=Ordinary_Purpose,MIN(Law_term_years,Plan_Longest),Plan_Longest)",
         style.YEARS),
        ("Loan_Limit", "Most the law lets the plan lend",
         ("LOAN_MAX(Vested_Balance,Highest_Balance_12m,Outstanding_Loan,"
          "Disaster=Disaster_Word)"), style.MONEY),
        ("Loan_Payments", "Number of payments", "ROUND(Loan_Years*Payments_Per_Year,0)",
         style.COUNT),
        ("Level_Payment", "Each payment of the loan, from your paycheck",
         f"LOAN_PAYMENT({_LOAN},Payments_Per_Year)", style.CENTS),
        ("Loan_Outlay", "The same a month", "Level_Payment*Payments_Per_Year/12", style.CENTS),
        ("Monthly_Payment", "The payment, if monthly", f"LOAN_PAYMENT({_LOAN})", style.CENTS),
        ("Needed_A_Month", "It and the minimums left at the start",
         "Monthly_Payment+Minimums_Left", style.CENTS),
        ("Paid_Off", "Debt that the loan pays off", "MIN(Loan_Amount,Card_Balance)", style.MONEY),
        ("Card_Interest_Month", "The card's interest a month", "Card_Balance*Card_APR/12",
         style.CENTS),
        ("Horizon_Years", "Years to retirement, or the loan's if longer",
         "MAX(Loan_Years,Years_To_Retirement)", style.YEARS),
        ("Due_At_Leaving", "Due when the job ends, older loans too",
         "Balance_At_Leaving+Outstanding_Loan", style.MONEY),
        ("Leaving_Chance", "Chance of leaving within the term",
         "1-(1-Chance_Of_Leaving)^Loan_Years", style.RATE),
    ):  # fmt: skip
        lines.line(name, label, formula, form)


def gains(lines: Lines) -> None:
    """Write the gains that the table of cases compares."""
    lines.section("Gains: B and L of the best and the least loan, P and Q of other ways")
    lines.line("Even_Band", "Counted as even up to", "Even_Share*Loan_Amount", style.MONEY)
    cell = lines.line("Gain", "Gain of the loan as entered",
                      "_xlfn.IFNA(LOAN_GAIN(Household),Not_Possible)", style.GAIN)  # fmt: skip
    lines.page.book.define("Budget_Gain", lines.page.title, cell)  # the name it had before
    lower = "OR(Contribution_During_Loan<Monthly_Contribution,Match_During_Loan<Monthly_Match)"
    lines.line("Saving_Less", "Contributions or match lower meanwhile", lower, otherwise="FALSE")
    kept = "_xlfn.IFNA(LOAN_GAIN(Household_Kept),Not_Possible)"
    lines.line("Gain_Kept", "K: with contributions kept", f"IF(Saving_Less,{kept},Gain)",
               style.GAIN)  # fmt: skip
    for name, label, condition in (
        ("Gain_From_Saving", "The gain comes from saving less",
         "AND(Saving_Less,Gain>Even_Band,Gain_Kept<=Even_Band)"),
        ("Loss_From_Saving", "The loss comes from saving less",
         "AND(Saving_Less,Gain<-Even_Band,Gain_Kept>Gain+Even_Band)"),
    ):  # fmt: skip
        numbers = f"IF(COUNT(Gain,Gain_Kept)>1,{condition},FALSE)"
        lines.line(name, label, numbers, otherwise="FALSE")
    nothing = "IF(ISNUMBER({0}),{0},{1})"
    for name, label, formula in (
        ("Gain_Number", "The gain, 0 where impossible", nothing.format("Gain", "0")),
        ("Gain_Counted", "The same, where it is the loan's own",
         "IF(Gain_From_Saving,0,Gain_Number)"),
        ("B_Counted", "B, 0 where no loan gains", nothing.format("Gain_Best", "0")),
        ("L_Counted", "L", nothing.format("Gain_Least", "0")),
        ("P_Counted", "P, no better than anything where impossible",
         nothing.format("Gain_Of_Personal", "MIN(0,Gain_Counted)")),
        ("Q_Counted", "Q",
         nothing.format("Gain_Of_Pause", "MIN(0,Gain_Counted)")),
        ("Loan_Counted", "The better loan, 0 where it is about even",
         "IF(MAX(Gain_Counted,B_Counted)>Even_Band,MAX(Gain_Counted,B_Counted),0)"),
    ):  # fmt: skip
        lines.line(name, label, formula, style.GAIN)


def start(lines: Lines) -> None:
    """Write the figures that Start shows beside the verdict."""
    lines.section("What Start shows")
    shown = 'IF(Loan_Shown,{},"")'
    account = "(1-Retirement_Tax)*(Loan_Account-Keep_Account)"
    lines.line("Account_Change", "Your 401(k), after tax", shown.format(account), style.GAIN)
    lines.line("Rest_Change", "The rest of the rounded figures",
               shown.format("ROUND(Gain,0)-ROUND(Account_Change,0)-ROUND(-Leaving_Cost,0)"),
               style.GAIN)  # fmt: skip
    for name, label, month in (
        ("Debt_Free", "Debt-free, plan loan repaid too", "Loan_Month"),
        ("Debt_Free_Keep", "Debt-free if you keep the debts", "Keep_Month"),
    ):
        never = chosen(f"LEN({month})=0", '"not by "&Horizon_Said', month)
        lines.line(name, label, f"IF(ISNUMBER({month}),EDATE(Loan_Start,{month}),{never})",
                   style.MONTH_YEAR)  # fmt: skip
