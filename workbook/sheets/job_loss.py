"""Job loss: what is due when the job ends, by when, and how unsafe the job may be."""

from __future__ import annotations

from collections.abc import Iterator

from loan401k.law import FACTS

from ..layout import charts, series, style
from ..layout.book import Book, Page
from ..layout.words import either, ready, sentence
from .limits import LONGEST

TITLE = "Job loss"
PRINTED = 60
_TOP = 4
_LOAN = "Loan_Amount,Loan_Rate,Loan_Years"
#: The setting of the share of leavers who default, by the study it comes from.
_STUDIES = ("leavers_defaulting", "leavers_defaulting_lu")


def build(book: Book) -> None:
    """Add the sheet."""
    page = book.page(
        TITLE,
        {
            "A": 2,
            "B": 7,
            "C": 15,
            "D": 14,
            "E": 15,
            "F": 15,
            "G": 14,
            "H": 14,
            "I": 14,
            "J": 3,
            "K": 41,
            "L": 16,
            "M": 40,
            "N": 4,
            "O": 8,
            "P": 10,
            "Q": 10,
            "R": 16,
            "S": 16,
        },
        tab=style.ACCENT,
    )
    page.head(
        "If the job ends",
        either(
            ("Due_At_Leaving=0", sentence("By then the loan is repaid.")),
            otherwise=sentence(
                "After month {Leaving_Month} you owe {Due_At_Leaving|$}; if you cannot repay it, "
                "the tax is {Tax_At_Leaving|$}."
            ),
        ),
    )
    page.put(
        "B3",
        ready(
            either(
                (
                    "NOT(Schedule_Fits)",
                    sentence(
                        "The {Loan_Payments|n} payments do not fit into {Longest_Schedule} rows; "
                        "with fewer payments a year they do."
                    ),
                ),
                (
                    "Loan_Payments>Printed_Payments",
                    sentence("Printed are the first {Printed_Payments} of {Loan_Payments|n}."),
                ),
                otherwise=sentence("Each line: this payment is the first that is missed."),
            )
        ),
        "Note",
    )
    page.table(
        f"B{_TOP}",
        "JOB_LOSS_TABLE",
        ready(
            f"IF(Schedule_Fits,JOB_LOSS_TABLE({_LOAN},Loan_Start,Tax_Now,Leaving_Penalty,"
            'Emergency_Cash,Payments_Per_Year,Longest_Schedule,FALSE),"")'
        ),
        LONGEST,
        name="Leaving_Table",
        sparse=True,
    )
    row = _lines(page, 4)
    last = _chart(page, row + 1)
    page.freeze(f"A{_TOP + 1}")
    page.prints(f"B1:I{_TOP + PRINTED} K1:M{last}", repeat=f"1:{_TOP}")


_BREAKEVEN = (
    'IF(Paid_Off=0,"none",IFERROR(BREAKEVEN_JOB_LOSS(Paid_Off,Loan_Rate,Loan_Years,Card_APR,'
    "Account_Return,Tax_Now,Retirement_Tax,Default_If_Leaving,Leaving_Penalty,Payments_Per_Year),"
    '"none"))'
)
# In a cell of its own: LibreOffice stumbles over an IF within the IFERROR.
_SHOWN = 'IF(ISNUMBER(Breakeven_Chance),Breakeven_Chance,IF(Advantage>0,"any","none"))'


def _expected(share: str) -> str:
    return (
        f"EXPECTED_DEFAULT_COST({_LOAN},Chance_Of_Leaving,Tax_Now,{share},Leaving_Penalty,"
        "Payments_Per_Year)"
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
            ("Paid_By_Leaving", "Payments made by then",
             "MIN(Loan_Payments,INT(Leaving_Month*Payments_Per_Year/12))", style.COUNT,
             "Month {Leaving_Month}"),
            ("Balance_At_Leaving", "Still owed",
             f"LOAN_BALANCE({_LOAN},Paid_By_Leaving,Payments_Per_Year)", style.MONEY, ""),
            ("Deadline_At_Leaving", "Last day to repay or roll over",
             "ROLLOVER_DEADLINE(EDATE(Loan_Start,Leaving_Month))", style.DATE,
             "The tax return's due date; Oct 15 if extended"),
            ("Leaving_Penalty", "Early withdrawal tax on leaving",
             ('IF(EARLY_PENALTY_RATE(Age_At_Leaving,"offset",Age_At_Leaving,FALSE,FALSE,State)=0,0,'
             "Early_Penalty)"), style.RATE, "None from the year you turn {Law_separation_age}"),
            ("Tax_At_Leaving", "Tax if you cannot repay",
             "DEFAULT_TAX(Due_At_Leaving,Federal_Rate,State_Rate,Leaving_Penalty)",
             style.MONEY, "Cash, with that year's return"),
            ("Tax_By_Brackets", "The same by the tax brackets",
             ("TAX_ON_EXTRA_INCOME(Tax_Year,Filing_Status,Gross_Income,Due_At_Leaving)+"
             "Due_At_Leaving*(State_Rate+Leaving_Penalty)"), style.MONEY,
             "Tax year {Tax_Year}, filing {Filing_Status}"),
            ("Cash_Missing", "Cash still missing", "MAX(0,Due_At_Leaving-Emergency_Cash)",
             style.MONEY, "After your emergency cash of {Emergency_Cash|$}"),
            ("", "Lost by retirement",
             ("DEFAULT_COST(Due_At_Leaving,Federal_Rate,Years_To_Retirement,Account_Return,"
             "State_Rate,Leaving_Penalty,Retirement_Tax)"), style.MONEY,
             "Left in the account it would have grown"),
        ),
        "How unsafe may the job be?": (
            ("Default_Risk_Cost", "Expected cost of leaving",
             _expected("Default_If_Leaving"), style.MONEY,
             "At {Chance_Of_Leaving|%} a year and your share"),
            *_studies(),
            ("Breakeven_Job_Loss_Here", "It pays up to a chance a year of", _SHOWN, style.RATE,
             "of leaving; you think {Chance_Of_Leaving|%}"),
            ("", "Your chance, by the month",
             "MONTHLY_HAZARD(Chance_Of_Leaving,12)", style.RATE, ""),
        ),
        "Age and Roth": (
            ("", "Withdrawal today, still employed",
             'EARLY_PENALTY_RATE(Age,"withdrawal",0,FALSE,FALSE,State)', style.RATE,
             "At your age of {Age}"),
            ("Penalty_At_55", "Loan called due on leaving, from 55",
             'EARLY_PENALTY_RATE(Law_separation_age,"offset",Law_separation_age,FALSE,FALSE,State)',
             style.RATE, "No early withdrawal tax"),
            ("Penalty_Deemed_55", "Payments missed, still employed, at 55",
             'EARLY_PENALTY_RATE(Law_separation_age,"deemed",0,FALSE,FALSE,State)', style.RATE,
             "The rule for leavers does not help"),
            ("Penalty_At_59", "From 59 1/2",
             'EARLY_PENALTY_RATE(Law_early_penalty_age,"deemed",0,FALSE,FALSE,State)', style.RATE,
             "Nothing is added"),
            ("Roth_Cost", "Cost of the loan from Roth money",
             (f"LOAN_NET_COST({_LOAN},Account_Return,Payments_Per_Year,Loan_Years,0,Upfront_Fee,"
             "Annual_Fee)"), style.MONEY, "Never taxed again; with your tax rate {Net_Cost|+-$}"),
        ),
    }  # fmt: skip
    page.put("K1", "What is at stake", "Page title")
    row -= 1
    for title, lines in blocks.items():
        row += 1
        page.section(f"K{row}", title, 3, tall=False)
        for name, label, formula, form, note in lines:
            row += 1
            page.line(f"K{row}", label, formula, form, note, name=name, width=3)
        row += 1
    return row


def _chart(page: Page, row: int) -> int:
    below = _TOP + series.STEPS + 2
    hidden = (
        (1, "Tax_Now", "Federal and state rate", "Federal_Rate+State_Rate", style.RATE),
        (2, "Age_At_Leaving", "Age when the job ends", "INT(Age+Leaving_Month/12)", style.NUMBER),
        (below, "Breakeven_Chance", "Chance that comes out even", _BREAKEVEN, style.RATE),
    )
    for line, name, label, formula, form in hidden:
        page.put(f"O{line}", label, "Note")
        page.put(f"S{line}", ready(formula), "Value quiet", form, name=name)
    times, lines = series.block(
        page,
        "O",
        _TOP,
        "Loan_Payments",
        (
            (
                "Balance due",
                f"LOAN_BALANCE({_LOAN},{{k}},Payments_Per_Year)",
                style.ACCENT,
                "solid",
            ),
            (
                "Tax if not repaid",
                f"LOAN_BALANCE({_LOAN},{{k}},Payments_Per_Year)*(Tax_Now+Leaving_Penalty)",
                style.SECOND,
                "dash",
            ),
        ),
    )
    for k, study in enumerate(_STUDIES, 1):
        page.put(f"O{below + k}", FACTS[study].what, "Note")
        page.put(f"S{below + k}", FACTS[study].value, "Value quiet", style.SHARE,
                 name=f"Study_Share_{k}")  # fmt: skip
    page.chart(
        charts.lines(
            "What a lost job would call due", times, lines, x_title="Years", size=(18.4, 7.2)
        ),
        f"K{row}",
        "Two lines over the years of the loan: the balance that a lost job would call due, and "
        "the tax on it if it cannot be repaid; both fall to zero.",
        "What a lost job would call due",
    )
    return row + 13
