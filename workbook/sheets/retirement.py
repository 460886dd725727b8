"""Retirement: the account with and without the loan, what is missed, and the loan as a bond."""

from __future__ import annotations

from ..layout import charts, series, style
from ..layout.book import Book, Page
from ..layout.words import either, ready, sentence

TITLE = "Retirement"
_MOST_YEARS = 51  # rows: years 0 to 50
_LOAN = "Loan_Amount,Loan_Rate,Loan_Years"
_PER_PERIOD = "*12/Payments_Per_Year"
_WITH = (
    f"ACCOUNT_VALUE_WITH_LOAN({_LOAN},Account_Return,{{t}},Account_Start,"
    f"Monthly_Contribution{_PER_PERIOD},Contribution_During_Loan{_PER_PERIOD},Payments_Per_Year)"
)
_INVESTED = "Account_Start-Loan_Amount"
_WITHOUT = (
    f"ACCOUNT_VALUE(Account_Start,Account_Return,{{t}},Monthly_Contribution{_PER_PERIOD},"
    "Payments_Per_Year)"
)


def build(book: Book) -> None:
    """Add the sheet."""
    page = book.page(
        TITLE,
        {
            "A": 2,
            "B": 46,
            "C": 17,
            "D": 17,
            "E": 17,
            "F": 17,
            "G": 2,
            "H": 4,
            "I": 8,
            "J": 10,
            "K": 10,
            "L": 18,
            "M": 18,
            "N": 18,
        },
        tab=style.ACCENT,
    )
    page.head(
        "What it does to your retirement",
        sentence("After {Horizon_Years|years} the account is {Retirement_Gap|$} ")
        + '&IF(Retirement_Gap<0,"ahead","short")&'
        + sentence(" before tax, loan and contributions together."),
    )
    row = _lines(page, 4)
    row = _charts(page, row + 2)
    page.page_break(row)
    row = _bond(page, row + 1)
    last = _years(page, row + 2)
    page.freeze("A3")
    page.prints(f"A1:G{last}")


def _lines(page: Page, top: int) -> int:
    stopped = "(Monthly_Contribution-Contribution_During_Loan)"
    blocks = {
        "What the loan takes": (
            ("Retirement_Gap", "Short at retirement, before tax",
             f"{_WITHOUT}-{_WITH}".replace("{t}", "Horizon_Years"), style.MONEY,
             "Below 0: it is ahead"),
            ("Cost_At_Retirement", "The loan's part of it, after tax",
             (f"LOAN_NET_COST({_LOAN},Account_Return,Payments_Per_Year,Horizon_Years,"
              "Retirement_Tax,Upfront_Fee,Annual_Fee)"), style.MONEY, "Below 0: ahead"),
            ("Cost_Today", "The same in today's dollars",
             "TODAY_DOLLARS(Cost_At_Retirement,Horizon_Years,Inflation)", style.MONEY, ""),
            ("", "As a monthly income in retirement",
             ("IF(Cost_At_Retirement>0,RETIREMENT_INCOME_LOST(Cost_At_Retirement,Annuity_Rate,"
             "Annuity_Years),0)"), style.CENTS, "For {Annuity_Years} years"),
            ("Double_Tax", "Interest taxed twice, already in it",
             f"DOUBLE_TAX_COST({_LOAN},Retirement_Tax,Payments_Per_Year)", style.MONEY,
             "Only the interest; 0 for Roth money"),
        ),
        "What lower contributions take": (
            ("Stop_Cost", "Contributions and match missed, grown",
             (f"IF({stopped}<=0,0,CONTRIBUTION_STOP_COST({stopped}{_PER_PERIOD},Loan_Payments,"
             "Account_Return,Horizon_Years,Match_Missed/Payments_Per_Year,Payments_Per_Year))"),
             style.MONEY, "You contribute {Contribution_During_Loan|$} a month"),
            ("Match_Missed", "Match missed a year",
             ("IF(Salary=0,0,MATCH_LOST(Salary,MIN(1,Monthly_Contribution*12/Salary),"
             "MIN(1,Contribution_During_Loan*12/Salary),Match_Rate,Match_Cap))"), style.MONEY,
             "Money your employer would have given"),
            ("", "Deferral to give up for the same take-home pay",
             "IF(Federal_Rate+State_Rate<1,DEFERRAL_CUT(Loan_Outlay,Federal_Rate,State_Rate),0)",
             style.MONEY, "A month, to carry {Loan_Outlay|$}"),
            ("Match_Years", "A matched dollar beats the card for",
             ("IFERROR(ROUND(MATCH_VS_CARD_YEARS(Match_Rate,Card_APR,Account_Return,Federal_Rate,"
             'Retirement_Tax),1),"always")'), style.YEARS,
             "Shorter debts: keep the match first"),
            ("", "Most you may defer",
             'PLAN_LIMIT("deferral",Tax_Year)', style.MONEY, "In {Tax_Year}, under 50"),
            ("", "IRA, also for a spouse without a job",
             'PLAN_LIMIT("ira",Tax_Year)', style.MONEY, "In {Tax_Year}, under 50"),
        ),
    }  # fmt: skip
    row = top - 1
    for title, lines in blocks.items():
        row += 1
        page.section(f"B{row}", title, 5)
        for name, label, formula, form, note in lines:
            row += 1
            page.line(f"B{row}", label, formula, form, note, name=name, width=5)
        row += 1
    return row - 1


def _charts(page: Page, row: int) -> int:
    page.put("I1", "Balance, at least what is lent", "Note")
    page.put("N1", ready("MAX(Account_Balance,Loan_Amount)"), "Value quiet", style.MONEY,
             name="Account_Start")  # fmt: skip
    page.put(
        f"B{row + 15}",
        ready(
            either(
                ("ABS(Retirement_Gap)<=Even_Band", sentence("It ends where it would have been.")),
                ("Retirement_Gap<0", sentence("It ends {Retirement_Gap|$} ahead.")),
                otherwise=sentence("It ends {Retirement_Gap|$} short."),
            )
        ),
        "Finding",
    )
    times, lines = series.block(
        page,
        "I",
        4,
        "Horizon_Years*Payments_Per_Year",
        (
            ("Without the loan", f"IF({{k}}=0,Account_Start,{_WITHOUT})", style.SECOND, "dash"),
            ("With the loan", f"IF({{k}}=0,{_INVESTED},{_WITH})", style.ACCENT, "solid"),
            ("Short by", "L{row}-M{row}", style.ACCENT, "solid"),
        ),
    )  # fmt: skip
    page.chart(
        charts.lines(
            "The account with and without the loan",
            times,
            lines[:2],
            x_title="Years",
            size=(21.0, 7.6),
        ),
        f"B{row}",
        "Two lines over the years to retirement: the account without the loan, and its invested "
        "part with the loan, which starts lower and catches up as the loan is repaid.",
        "The account with and without the loan",
    )
    page.chart(
        charts.lines(
            "How much less the account holds", times, lines[2:], x_title="Years", size=(21.0, 6.4)
        ),
        f"B{row + 16}",
        "One line over the years to retirement: how much less the account holds because of the "
        "loan; it falls from the amount lent while the loan is repaid.",
        "What the account is short",
    )
    return row + 28


def _bond(page: Page, top: int) -> int:
    page.section(f"B{top}", "Your loan is a bond you owe to yourself", 5)
    page.put(
        f"B{top + 1}",
        ready(
            sentence(
                "It pays {Loan_Rate|rate}, as safe as your job. With {Stock_Share|%} in stocks, "
                "the mix becomes:"
            )
        ),
        "Body",
    )
    return page.table(
        f"B{top + 2}",
        "LOAN_AS_BOND",
        ready(
            "IFERROR(LOAN_AS_BOND(Account_Start,Stock_Share,MIN(Loan_Amount,Account_Start),FALSE),"
            "Not_Possible)"
        ),
        5,
        name="Bond_Table",
        head_height=24,
    )


def _years(page: Page, top: int) -> int:
    page.section(f"B{top}", "Year by year", 5)
    return page.table(
        f"B{top + 1}",
        "ACCOUNT_PATHS",
        ready(
            f"ACCOUNT_PATHS({_LOAN},Account_Return,Horizon_Years,Account_Start,"
            f"Monthly_Contribution{_PER_PERIOD},Contribution_During_Loan{_PER_PERIOD},"
            'Payments_Per_Year,"effective",0,Longest_Path,FALSE)'
        ),
        _MOST_YEARS,
        name="Path_Table",
        head_height=33,
    )
