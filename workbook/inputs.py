"""The inputs: name, label, form, allowed values, help, and what stands in when none is typed.

Rates and figures of the law come from the add-in's dated tables, so that no number is kept twice.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from loan401k.law import FACTS, RULES, STATUSES, TAX_YEARS

from . import style

Value = float | str | dt.date

PER_YEAR = (1, 2, 4, 12, 24, 26, 52)
PURPOSES = ("Card or other debt", "Home purchase")
PRESETS = ("Today's typical loan", "The article's example (2011)", "Home purchase")
LONGEST_YEARS = 30


@dataclass(frozen=True)
class Input:
    """One input of the Start sheet.

    `typical`, `article` and `home` are the presets: a number, a text, or a formula; None repeats
    the typical one. An input is a number from `low` to `high`, one of `choices`, or a text.
    """

    name: str
    label: str
    format: str
    help: str
    typical: Value
    low: Value | None = None
    high: Value | None = None
    article: Value | None = None
    home: Value | None = None
    choices: tuple[Value, ...] = ()
    whole: bool = False

    @property
    def kind(self) -> str:
        """The type of data validation: list, textLength, date, whole or decimal."""
        if self.choices:
            return "list"
        if self.format == style.DATE:
            return "date"
        if isinstance(self.typical, str) and not self.typical.startswith("="):
            return "textLength"
        return "whole" if self.whole else "decimal"

    @property
    def allowed(self) -> str:
        """What may be typed, as the end of a sentence."""
        if self.choices:
            words = [str(choice) for choice in self.choices]
            return f"one of: {', '.join(words)}"
        if self.kind == "textLength":
            return f"a word of at most {self.high} letters"
        kind = {"date": "a date ", "whole": "a whole number "}.get(self.kind, "")
        return f"{kind}from {_shown(self.low, self.format)} to {_shown(self.high, self.format)}"

    @property
    def message(self) -> str:
        """The sentence for a value that is not allowed."""
        return f"{self.label} must be {self.allowed}."


def _shown(value: Value | None, number_format: str) -> str:
    if isinstance(value, dt.date):
        return f"{value:%b} {value.day}, {value.year}"
    assert isinstance(value, (int, float))
    if number_format in (style.RATE, style.SHARE):
        return f"{100 * value:g}%"
    if number_format == style.MONEY:
        return f"${value:,.0f}"
    return f"{value:g}"


def _mean(*names: str) -> float:
    return sum(RULES[name].value for name in names) / len(names)


_MOST = 10_000_000
_EARLIEST, _LATEST = dt.date(2000, 1, 1), dt.date(2100, 12, 31)


def _money(name: str, label: str, help: str, typical: Value, **more: Value | None) -> Input:
    low = more.pop("low", 0)
    return Input(name, label, style.MONEY, help, typical, low, _MOST, **more)  # type: ignore[arg-type]


def _rate(name: str, label: str, help: str, typical: Value, **more: Value | None) -> Input:
    low, high = more.pop("low", 0), more.pop("high", 1)
    return Input(name, label, style.RATE, help, typical, low, high, **more)  # type: ignore[arg-type]


#: What most people need: the first block.
MAIN = (
    _money(
        "Card_Balance",
        "Card debt to pay off",
        "What you owe on the card today",
        10_000,
        home=30_000,
    ),
    _rate(
        "Card_APR",
        "Card interest rate (APR)",
        "On the card's statement",
        RULES["card_rate_all"].value,
        article=FACTS["card_rate"].value,
        home=FACTS["personal_loan_rate"].value,
    ),
    _money(
        "Loan_Amount",
        "Loan from the 401(k)",
        "No more than the debt it pays off",
        10_000,
        low=1,
        home=30_000,
    ),
    _rate(
        "Loan_Rate",
        "Loan interest rate",
        "Often the prime rate plus one; paid to yourself",
        RULES["loan_rate_usual"].value,
        article=FACTS["loan_rate_common"].value,
    ),
    Input(
        "Loan_Years",
        "Loan term",
        style.YEARS,
        "Five at most, unless you buy a home",
        5,
        0.25,
        LONGEST_YEARS,
        article=1,
        home=15,
    ),
    Input(
        "Payments_Per_Year",
        "Payments a year",
        style.PER_YEAR,
        "12, or your paydays: 24, 26 or 52",
        12,
        choices=PER_YEAR,
        article=1,
    ),
    _money(
        "Monthly_Budget",
        "Monthly budget for all debts",
        "The same for every option compared",
        400,
        article=900,
        home=750,
    ),
    _money("Account_Balance", "401(k) balance", "On your latest statement", 60_000, home=120_000),
    _rate(
        "Account_Return",
        "Yearly return of the 401(k)",
        "What you expect, before inflation",
        0.07,
        article=0.05,
        low=-0.5,
        high=0.5,
    ),
    Input("Age", "Your age", style.PLAIN, "Decides the tax on early withdrawals", 40, 18, 80),
    Input(
        "Years_To_Retirement",
        "Years to retirement",
        style.YEARS,
        "0 if it is now",
        25,
        0,
        60,
        whole=True,
    ),
    _rate(
        "Federal_Rate", "Federal tax bracket", "Rate on your next dollar of income", 0.22, high=0.5
    ),
    _rate(
        "Chance_Of_Leaving",
        "Chance of leaving the job, a year",
        "Quitting, layoff or closure",
        0.10,
        article=0,
    ),
    _money(
        "Emergency_Cash", "Cash at hand for an emergency", "What you could pay within a week", 2_000
    ),
)

#: What has safe defaults: the second block.
MORE = (
    Input(
        "Loan_Purpose",
        "Purpose of the loan",
        style.PLAIN,
        "A home may take longer to repay",
        PURPOSES[0],
        choices=PURPOSES,
        home=PURPOSES[1],
    ),
    Input(
        "Loan_Start",
        "Date of the loan",
        style.DATE,
        "First payment one period later",
        dt.date(2026, 1, 15),
        _EARLIEST,
        _LATEST,
    ),
    _money("Extra_Payment", "Extra with each payment", "Ends the loan sooner", 0),
    _money(
        "Upfront_Fee",
        "Fee to start the loan",
        "Taken from the account",
        _mean("upfront_fee_low", "upfront_fee_high"),
        article=0,
    ),
    _money(
        "Annual_Fee",
        "Loan fee a year",
        "Taken from the account",
        _mean("annual_fee_low", "annual_fee_high"),
        article=0,
    ),
    Input(
        "Leaving_Month",
        "Month in which the job might end",
        style.MONTH,
        "For the question: what if?",
        14,
        1,
        LONGEST_YEARS * 12,
        whole=True,
        article=6,
    ),
    _rate(
        "Default_If_Leaving",
        "Leavers who cannot repay",
        "75% to 86% in studies",
        FACTS["leavers_defaulting"].value,
    ),
    _money(
        "Vested_Balance",
        "Vested 401(k) balance",
        "What you would keep if you left",
        "=Account_Balance",
    ),
    _money("Outstanding_Loan", "Plan loans owed today", "They lower what you may borrow", 0),
    _money("Highest_Balance_12m", "Highest plan loan, last 12 months", "Also lowers the limit", 0),
    _money("Salary", "Salary a year", "Before taxes", 60_000),
    _rate("Deferral_Rate", "Your contribution rate", "Share of salary you put in", 0.06),
    _rate("Match_Rate", "Employer's match rate", "Cents per dollar of yours", 0.5, high=5),
    _rate("Match_Cap", "Matched up to", "Share of salary", 0.06),
    _money(
        "Monthly_Contribution",
        "Your contribution a month",
        "From salary and rate",
        "=Salary*Deferral_Rate/12",
        article=0,
    ),
    _money(
        "Monthly_Match",
        "Employer's match a month",
        "From salary, rate and cap",
        "=Salary*Match_Rate*MIN(Deferral_Rate,Match_Cap)/12",
        article=0,
    ),
    _money(
        "Contribution_During_Loan",
        "Contribution during the loan",
        "Less, if payments crowd it out",
        "=Monthly_Contribution",
    ),
    _rate(
        "State_Rate", "State tax rate", "On your next dollar of income", 0.05, article=0, high=0.2
    ),
    Input("State", "State", style.PLAIN, "CA adds to the early tax", "other", 0, 5),
    _rate(
        "Retirement_Tax", "Tax rate in retirement", "0% for Roth money", 0.12, article=0, high=0.5
    ),
    _rate(
        "Early_Penalty",
        "Tax on an early withdrawal",
        "From your age; 0% if exempt",
        '=EARLY_PENALTY_RATE(Age,"withdrawal",0,FALSE,FALSE,State)',
        high=0.2,
    ),
    Input(
        "Filing_Status",
        "Filing status",
        style.PLAIN,
        "For the tax brackets",
        STATUSES[0],
        choices=STATUSES,
    ),
    _money("Gross_Income", "Household income a year", "Before deductions", "=Salary"),
    Input(
        "Tax_Year",
        "Tax year",
        style.PLAIN,
        "Of the brackets and limits",
        TAX_YEARS[-1],
        choices=TAX_YEARS,
    ),
    _rate(
        "Return_Volatility",
        "Ups and downs of the return",
        "Standard deviation a year",
        0.12,
        high=1,
    ),
    _rate("Inflation", "Inflation", "For today's dollars", 0.025, low=-0.05, high=0.2),
    _rate(
        "Personal_APR",
        "Personal loan rate",
        "From a bank or credit union",
        FACTS["personal_loan_rate"].value,
    ),
    _rate(
        "Personal_Fee", "Personal loan fee", "Share of what is borrowed", 0.03, article=0, high=0.2
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
    ),
)

ALL = MAIN + MORE
BY_NAME = {one.name: one for one in ALL}
