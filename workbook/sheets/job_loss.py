"""Job loss: what is due when the job ends, by when, and how unsafe the job may be."""

from __future__ import annotations

from collections.abc import Iterator

from loan401k.declare import REGISTRY
from loan401k.law import FACTS

from ..layout import beside, charts, series, style
from ..layout.book import Book, Page
from ..layout.words import sentence
from .limits import LONGEST

TITLE = "Job loss"
_LOAN = "Loan_Amount,Loan_Rate,Loan_Years"
_COLUMNS = REGISTRY["JOB_LOSS_TABLE"].columns
_WIDTH = 9
#: The studies of how many leavers default.
_STUDIES = ("leavers_defaulting", "leavers_defaulting_lu")
_CLIFFS = (
    "A default adds its sum to your income for a year, and may cost more than the tax rates say:",
    "the marketplace health subsidy ends at $62,600 for one person, $84,600 for two (2026),",
    "and credits and student aid fall with income. None of it is in the figures above.",
    "Neither a plan loan nor its default is reported to credit bureaus.",
)


def build(book: Book) -> None:
    """Add the sheet."""
    page = book.page(
        TITLE,
        {"A": 2, "B": 42, "C": 16, **dict.fromkeys("DEFGHIJ", 14), "K": 2},
        tab=style.ACCENT,
    )
    page.head(
        "If the job ends",
        'IF(Due_At_Leaving=0,"By then the loan is repaid.",'
        + sentence(
            "After month {Leaving_Month} {Due_At_Leaving|$} are due; if you cannot repay them, "
            "the tax is {Tax_At_Leaving|$}."
        )
        + ")",
    )
    _behind(book)
    row = _lines(page, 4)
    row = _chart(page, row + 1)
    page.section(f"B{row}", "Income cliffs", _WIDTH)
    row = page.texts(f"B{row + 1}", _CLIFFS)
    page.page_break(row)
    page.section(f"B{row + 1}", "Payment by payment: this one is the first that is missed", _WIDTH)
    table = beside.table(
        book,
        "JOB_LOSS_TABLE",
        f"IF(Loan_Payments<=Longest_Schedule,JOB_LOSS_TABLE({_LOAN},Loan_Start,Tax_Now,"
        'Leaving_Penalty,Emergency_Cash,Payments_Per_Year,Longest_Schedule,FALSE),"")',
        LONGEST,
        name="Leaving_Table",
    )
    balance = [column.heading for column in _COLUMNS].index("Balance")
    book.define("Leaving_Balance", book.behind.title, table.local(balance))
    last = beside.show(page, ("B", row + 2), table, _COLUMNS)
    for number in range(row + 3, last + 1):
        page.look(page.sheet[f"B{number}"], "Table cell left")
    page.freeze("A3")
    page.prints(f"A1:K{last}", repeat="1:2")


def _expected(share: str) -> str:
    return (
        f"EXPECTED_DEFAULT_COST({_LOAN},Chance_Of_Leaving,Tax_Now,{share},Leaving_Penalty,"
        "Payments_Per_Year,Retirement_Tax)"
    )


def _studies() -> Iterator[tuple[str, str, str, str, str]]:
    """Yield a line for each study of how many leavers default."""
    for k, study in enumerate(_STUDIES, 1):
        found = FACTS[study]
        source = f"{found.citation.partition(', ')[0]}, {found.year}"
        label = f"With {found.value:.0%} of leavers defaulting"
        yield "", label, _expected(f"Study_Share_{k}"), style.MONEY, source


def _lines(page: Page, row: int) -> int:
    blocks = {
        "If it ends in the month you chose": (
            ("Balance_At_Leaving", "Still owed on this loan",
             f"LOAN_BALANCE({_LOAN},Paid_By_Leaving,Payments_Per_Year)", style.MONEY,
             "After {Paid_By_Leaving} payments, in month {Leaving_Month}"),
            ("", "Due, older plan loans as of today included", "Due_At_Leaving", style.MONEY,
             "Older loans: {Outstanding_Loan|$}"),
            ("Deadline_At_Leaving", "Last day to repay it or put it into an IRA",
             "ROLLOVER_DEADLINE(Date_Of_Leaving)", style.DATE, "The due date of the tax return"),
            ("Deadline_Extended", "The same, if the return is extended",
             "ROLLOVER_DEADLINE(Date_Of_Leaving,TRUE,TRUE)", style.DATE,
             "Six months later *; so for those who filed on time"),
            ("Cash_Missing", "Cash still missing", "MAX(0,Due_At_Leaving-Emergency_Cash)",
             style.MONEY, "After your emergency cash of {Emergency_Cash|$}"),
            ("Tax_At_Leaving", "Tax if you do not pay",
             "DEFAULT_TAX(Due_At_Leaving,Federal_Rate,State_Rate,Leaving_Penalty)",
             style.MONEY, "Cash, with that year's return"),
            ("Tax_By_Brackets", "The same by the tax brackets",
             "Bracket_Tax+Due_At_Leaving*(State_Rate+Leaving_Penalty)", style.MONEY,
             "Tax year {Tax_Year}, filing {Filing_Status}"),
            ("", "Wealth lost by retirement if you do not pay",
             ("DEFAULT_COST(Due_At_Leaving,Federal_Rate,Years_To_Retirement,Account_Return,"
             "State_Rate,Leaving_Penalty,Retirement_Tax)"), style.MONEY,
             "Left in the account it would have grown"),
        ),
        "How unsafe may the job be?": (
            ("", "Expected cost of leaving, in the verdict", "Leaving_Cost", style.MONEY,
             "At {Chance_Of_Leaving|rate} a year, {Default_If_Leaving|%} of them in default"),
            ("Default_Risk_Cost", "Taxes of a default, as far as one is likely",
             _expected("Default_If_Leaving"), style.MONEY, "Not grown to the horizon"),
            *_studies(),
            ("Breakeven_Job_Loss_Here", "Alone, the loan gains up to a chance a year of",
             'IF(ISNUMBER(Breakeven_Chance),Breakeven_Chance,Breakeven_Word)', style.RATE,
             "You think {Chance_Of_Leaving|rate}; any: certain leaving does not end it"),
            ("", "Your chance, by the month", "MONTHLY_HAZARD(Chance_Of_Leaving,12)", style.RATE,
             ""),
        ),
        "Age and Roth": (
            ("", "Early withdrawal tax today, still employed",
             'EARLY_PENALTY_RATE(Age,"withdrawal",0,FALSE,FALSE,State)', style.RATE,
             "At your age of {Age}"),
            ("Penalty_At_55", "On a loan called due on leaving, from 55",
             'EARLY_PENALTY_RATE(Law_separation_age,"offset",Law_separation_age,FALSE,FALSE,State)',
             style.RATE, "None from the year in which you turn {Law_separation_age}"),
            ("Penalty_Deemed_55", "On payments missed at 55, still employed",
             'EARLY_PENALTY_RATE(Law_separation_age,"deemed",0,FALSE,FALSE,State)', style.RATE,
             "The rule for leavers does not help"),
            ("Penalty_At_59", "From 59 1/2",
             'EARLY_PENALTY_RATE(Law_early_penalty_age,"deemed",0,FALSE,FALSE,State)', style.RATE,
             "Nothing is added"),
            ("Leaving_Penalty", "On you, if it ends in that month",
             ('IF(EARLY_PENALTY_RATE(Age_At_Leaving,"offset",Age_At_Leaving,FALSE,FALSE,State)=0,0,'
             "Early_Penalty)"), style.RATE,
             "At the age of {Age_At_Leaving}; the verdict counts {Early_Penalty|rate}"),
            ("Roth_Cost", "Cost of the loan from Roth money",
             (f"LOAN_NET_COST({_LOAN},Account_Return,Payments_Per_Year,Loan_Years,0,Upfront_Fee,"
             "Annual_Fee)"), style.MONEY, "Never taxed again; with your tax rate {Net_Cost|+-$}"),
        ),
    }  # fmt: skip
    row -= 1
    for title, lines in blocks.items():
        row += 1
        page.section(f"B{row}", title, _WIDTH)
        for name, label, formula, form, note in lines:
            row += 1
            page.line(f"B{row}", label, formula, form, note, name=name, width=_WIDTH)
        row += 1
    return row


def _behind(book: Book) -> None:
    breakeven = (
        "IFERROR(BREAKEVEN_JOB_LOSS(Paid_Off,Loan_Rate,Loan_Years,Card_APR,Account_Return,Tax_Now,"
        "Retirement_Tax,Default_If_Leaving,Leaving_Penalty,Payments_Per_Year),Nothing_Found)"
    )
    extra = "TAX_ON_EXTRA_INCOME(Tax_Year,Filing_Status,Gross_Income,Due_At_Leaving)"
    beside.figures(
        book,
        "Job loss",
        (
            ("Tax_Now", "Federal and state rate", "Federal_Rate+State_Rate", style.RATE),
            ("Age_At_Leaving", "Age when the job ends", "INT(Age+Leaving_Month/12)", style.NUMBER),
            ("Date_Of_Leaving", "When it ends", "EDATE(Loan_Start,Leaving_Month)", style.DATE),
            ("Paid_By_Leaving", "Payments made by then",
             "MIN(Loan_Payments,INT(Leaving_Month*Payments_Per_Year/12))", style.COUNT),
            ("Bracket_Tax", "Federal tax on what is due, by the brackets", extra, style.MONEY),
            ("Breakeven_Chance", "Chance at which the loan alone comes out even",
             f"IF(Paid_Off=0,Nothing_Found,{breakeven})", style.RATE),
            ("Breakeven_Word", "Where there is none", 'IF(Advantage>0,"any","none")', style.PLAIN),
        ),
    )  # fmt: skip
    beside.constants(
        book,
        "Studies",
        (
            ("Nothing_Found", "Where there is no break-even", "none", style.PLAIN),
            *(
                (f"Study_Share_{k}", FACTS[study].what, FACTS[study].value, style.SHARE)
                for k, study in enumerate(_STUDIES, 1)
            ),
        ),
    )


def _chart(page: Page, row: int) -> int:
    times, lines, _ = series.block(
        page.book,
        "What a lost job would call due",
        "Loan_Payments",
        (
            ("Balance due", f"Outstanding_Loan+LOAN_BALANCE({_LOAN},{{k}},Payments_Per_Year)",
             style.ACCENT, "solid"),
            ("Your cash", "Emergency_Cash", style.MUTED, "sysDot"),
            ("Tax if not repaid", "{one}*(Tax_Now+Leaving_Penalty)", style.SECOND, "dash"),
        ),
    )  # fmt: skip
    page.chart(
        charts.lines(
            "What a lost job would call due", times, lines, x_title="Years", size=(29.0, 7.2)
        ),
        f"B{row}",
        "Three lines over the years of the loan: the balance that a lost job would call due, the "
        "cash at hand, and the tax on the balance if it cannot be repaid.",
        "What a lost job would call due",
    )
    return row + 14
