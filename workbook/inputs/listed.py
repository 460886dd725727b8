"""The inputs of the workbook, in their order on the Start sheet.

Rates and figures of the law come from the add-in's dated tables, so that no number is kept twice.
"""

from __future__ import annotations

import datetime as dt

from loan401k.law import FACTS, RULES, STATE_ADDITIONS, STATUSES, TAX_YEARS

from ..layout import style
from .kinds import Input, money, rate

PER_YEAR = (1, 2, 4, 12, 24, 26, 52)
DEBT, HOME = "Debt", "Home purchase"
NO, YES = "no", "yes"
LONGEST_YEARS = 30

_FIRST_DATE, _LAST_DATE = dt.date(2000, 1, 1), dt.date(2100, 12, 31)
_LENDERS = "Federal Reserve, G.19, Feb 2026"
_ARTICLE = "the article of 2011"
_CUSTOM = "plans' custom"
_MATCHED = "Match_Rate*MIN({},Match_Cap*Salary/12)"


def _middle(kind: str) -> float:
    return (RULES[f"{kind}_low"].value + RULES[f"{kind}_high"].value) / 2


#: The fifteen questions of the first screen, in groups that a rule divides.
GROUPS = (
    (
        money(
            "Card_Balance",
            "Debt to pay off",
            "What you owe on it today; more debts: sheet Debts",
            10_000,
            home=30_000,
        ),
        rate(
            "Card_APR",
            "Its interest rate (APR)",
            "On the card's or the lender's statement",
            RULES["card_rate_all"].value,
            article=FACTS["card_rate"].value,
            home=RULES["personal_rate"].value,
            source=f"{_LENDERS}; {FACTS['card_rate'].citation}",
        ),
        money(
            "Monthly_Budget",
            "Budget a month for all debts",
            "The same for every way that is compared",
            300,
            article=852.65,
            home=360,
            source="2011: the loan's payment",
        ),
    ),
    (
        money(
            "Loan_Amount",
            "Loan from the 401(k)",
            "No more than the debts it pays off",
            10_000,
            low=1,
            home=30_000,
        ),
        rate(
            "Loan_Rate",
            "Loan interest rate",
            "Often the prime rate plus one",
            RULES["loan_rate_usual"].value,
            article=FACTS["loan_rate_common"].value,
            source=f"{RULES['loan_rate_usual'].citation}; {_ARTICLE}",
        ),
        Input(
            "Loan_Years",
            "Loan term",
            style.YEARS,
            "Five at most, except for a home",
            5,
            0.25,
            LONGEST_YEARS,
            article=1,
            home=15,
        ),
    ),
    (
        money(
            "Account_Balance",
            "401(k) balance",
            "On your latest statement",
            60_000,
            low=1,
            home=120_000,
        ),
        rate(
            "Account_Return",
            "401(k) return a year",
            "What you expect, with inflation",
            0.07,
            low=-0.5,
            high=0.5,
            article=0.05,
            source=f"half stocks and half bonds in {_ARTICLE}",
        ),
        money(
            "Monthly_Contribution",
            "Your contribution a month",
            "From salary and contribution rate",
            "=Salary*Deferral_Rate/12",
            article=0,
        ),
        money(
            "Contribution_During_Loan",
            "The same during the loan",
            "Less, if the payments crowd it out",
            "=Monthly_Contribution",
        ),
    ),
    (
        money(
            "Salary",
            "Salary a year",
            "Before taxes",
            80_000,
            source="23% of those earning 80 to 100 thousand borrow",
        ),
        Input("Age", "Your age", style.PLAIN, "Decides the early withdrawal tax", 40, 18, 80),
        rate(
            "Chance_Of_Leaving",
            "Chance of leaving, loan unpaid",
            "A year: quitting, layoff, closure, loan still open",
            0.0436,
            article=0,
            source="15% of loans default, 75% of leavers do: 20% leave in five years",
        ),
        money("Emergency_Cash", "Cash for an emergency", "What you could pay within a week", 2_000),
        rate(
            "Charged_Again",
            "Charged to the card again",
            "Share of the debt paid off, within 18 months",
            0,
        ),
    ),
)
MAIN = tuple(one for group in GROUPS for one in group)

#: What has safe defaults: the second page.
MORE = (
    Input(
        "Payments_Per_Year",
        "Payments a year",
        style.PER_YEAR,
        "12, or your paydays: 24, 26 or 52",
        12,
        choices=PER_YEAR,
    ),
    Input(
        "Loan_Purpose",
        "Purpose of the loan",
        style.PLAIN,
        "A home may be paid off over longer",
        DEBT,
        choices=(DEBT, HOME),
        home=HOME,
    ),
    Input(
        "Plan_Longest",
        "Longest term of your plan",
        style.YEARS,
        "For a home; for all else the law allows five years",
        5,
        0.5,
        LONGEST_YEARS,
        article=1,
        home=15,
    ),
    Input(
        "Loan_Start",
        "Date of the loan",
        style.DATE,
        "First payment one period later",
        dt.date(2026, 1, 15),
        _FIRST_DATE,
        _LAST_DATE,
    ),
    money(
        "Extra_Payment", "Extra with each payment", "Ends the loan sooner; sheet Amortisation", 0
    ),
    money(
        "Upfront_Fee",
        "Fee to start the loan",
        "From the account",
        _middle("upfront_fee"),
        article=0,
        source=_CUSTOM,
    ),
    money(
        "Annual_Fee",
        "Loan fee a year",
        "From the account",
        _middle("annual_fee"),
        article=0,
        source=_CUSTOM,
    ),
    Input(
        "Leaving_Month",
        "Month the job might end",
        style.MONTH,
        "For the question: what if? A quarter of the term, if blank",
        "=MAX(1,INT(Leaving_Share*Loan_Years*12))",
        1,
        LONGEST_YEARS * 12,
        whole=True,
    ),
    rate(
        "Default_If_Leaving",
        "Leavers who cannot repay",
        "75% to 86% in studies",
        FACTS["leavers_defaulting"].value,
        source=FACTS["leavers_defaulting"].citation,
    ),
    money(
        "Vested_Balance",
        "Vested 401(k) balance",
        "What you would keep if you left",
        "=Account_Balance",
    ),
    money("Outstanding_Loan", "Plan loans owed today", "They lower what you may borrow", 0),
    money("Highest_Balance_12m", "Most owed in 12 months", "Lowers it too", 0),
    Input(
        "Disaster",
        "Declared disaster loan",
        style.PLAIN,
        "Twice the limit, where your plan allows it",
        NO,
        choices=(NO, YES),
    ),
    rate("Deferral_Rate", "Your contribution rate", "Share of salary you put in", 0.06),
    rate("Match_Rate", "Employer's match rate", "Per dollar of yours", 0.5, high=5),
    rate("Match_Cap", "Matched up to", "Share of salary", 0.06),
    money(
        "Monthly_Match",
        "Employer's match a month",
        "From contribution, rate and cap",
        "=" + _MATCHED.format("Monthly_Contribution"),
    ),
    money(
        "Match_During_Loan",
        "The same during the loan",
        "From the contribution during the loan",
        "=IF(Contribution_During_Loan=Monthly_Contribution,Monthly_Match,MIN(Monthly_Match,"
        + _MATCHED.format("Contribution_During_Loan")
        + "))",
    ),
    Input(
        "Filing_Status",
        "Filing status",
        style.PLAIN,
        "For the tax brackets",
        STATUSES[0],
        choices=STATUSES,
    ),
    money("Gross_Income", "Household income a year", "Before deductions", "=Salary"),
    Input(
        "Tax_Year",
        "Tax year",
        style.PLAIN,
        "Of brackets and limits",
        TAX_YEARS[-1],
        choices=TAX_YEARS,
    ),
    rate(
        "Federal_Rate",
        "Federal tax bracket",
        "From income less contributions, by the tax brackets",
        "=TAX_ON_EXTRA_INCOME(Tax_Year,Filing_Status,"
        "MAX(0,Gross_Income-12*Monthly_Contribution),1)",
        high=0.5,
        article=0,
    ),
    rate(
        "State_Rate", "State tax rate", "On your next dollar of income", 0.05, high=0.2, article=0
    ),
    Input(
        "State",
        "State",
        style.PLAIN,
        "The listed ones add to the early tax",
        "other",
        choices=("other", *STATE_ADDITIONS),
    ),
    rate(
        "Retirement_Tax", "Tax rate in retirement", "0% for Roth money", 0.12, high=0.5, article=0
    ),
    rate(
        "Early_Penalty",
        "Early withdrawal tax",
        "From your age; 0% if exempt",
        '=EARLY_PENALTY_RATE(Age,"withdrawal",0,FALSE,FALSE,State)',
        high=0.2,
    ),
    Input(
        "Years_To_Retirement",
        "Years to retirement",
        style.YEARS,
        "0 if it is now",
        25,
        0,
        50,  # 2,600 weekly payments
        whole=True,
    ),
    rate("Return_Volatility", "Ups and downs of the return", "Standard deviation a year", 0.12),
    rate("Stock_Share", "Share of stocks in the 401(k)", "The rest is in bonds", 0.6, article=0.5),
    rate(
        "Savings_Return", "Return of savings, after tax", "What the budget leaves", 0.03, high=0.2
    ),
    rate("Inflation", "Inflation", "For today's dollars", 0.025, low=-0.05, high=0.2),
    rate(
        "Personal_APR",
        "Personal loan rate",
        "From a bank or credit union",
        RULES["personal_rate"].value,
        article=FACTS["personal_loan_rate"].value,
        source=f"{_LENDERS}; {FACTS['personal_loan_rate'].citation}",
    ),
    rate(
        "Personal_Fee", "Personal loan fee", "Share of what is borrowed", 0.03, high=0.2, article=0
    ),
    Input(
        "Personal_Years",
        "Personal loan term",
        style.YEARS,
        "Most lenders: up to five",
        5,
        0.25,
        LONGEST_YEARS,
        article=1,
        home=15,
    ),
    rate("Card_Minimum_Share", "Card minimum, of balance", "On top of interest", 0.01),
    money("Card_Minimum_Floor", "Card minimum, at least", "On the card's statement", 25),
)

ALL = MAIN + MORE
