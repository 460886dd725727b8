"""Retirement: the account with and without the loan, what is missed, and the loan as a bond."""

from __future__ import annotations

from ..layout import beside, charts, series, style
from ..layout.book import Book, Page
from ..layout.words import ready, sentence

TITLE = "Retirement"
_MOST_YEARS = 51  # rows: years 0 to 50
_WIDTH = 5
_LOAN = "Loan_Amount,Loan_Rate,Loan_Years"
_WITHOUT = "ACCOUNT_VALUE(Account_Start,Account_Return,{t},Put_In,Payments_Per_Year)"
_WITH = (
    f"ACCOUNT_VALUE_WITH_LOAN({_LOAN},Account_Return,{{t}},Account_Start,Put_In,Put_In_Meanwhile,"
    "Payments_Per_Year)"
)


def build(book: Book) -> None:
    """Add the sheet."""
    page = book.page(
        TITLE,
        {"A": 2, "B": 50, "C": 17, "D": 17, "E": 17, "F": 17, "G": 2},
        tab=style.ACCENT,
    )
    page.head(
        "What it does to your retirement",
        sentence("After {Horizon_Years|years} the account is {Retirement_Gap|$} ")
        + '&IF(Retirement_Gap<0,"ahead","short")&'
        + sentence(" before tax, loan and contributions together."),
    )
    _behind(book)
    row = _lines(page, 4)
    row = _chart(page, row + 1)
    page.page_break(row)
    row = _bond(page, row + 1)
    last = _years(page, row + 2)
    page.freeze("A3")
    page.prints(f"A1:G{last}")


def _behind(book: Book) -> None:
    a_period = "*12/Payments_Per_Year"
    beside.figures(
        book,
        "Retirement",
        (
            ("Account_Start", "Balance, at least what is lent", "MAX(Account_Balance,Loan_Amount)",
             style.MONEY),
            ("Put_In", "Contribution and match a payment of the loan",
             f"(Monthly_Contribution+Monthly_Match){a_period}", style.CENTS),
            ("Put_In_Meanwhile", "The same while the loan runs",
             f"(Contribution_During_Loan+Match_During_Loan){a_period}", style.CENTS),
            ("Not_Contributed", "Contribution left out, a payment",
             f"(Monthly_Contribution-Contribution_During_Loan){a_period}", style.CENTS),
            ("Not_Matched", "Match left out, a payment",
             f"(Monthly_Match-Match_During_Loan){a_period}", style.CENTS),
            ("Account_Without", "The account then, without the loan",
             _WITHOUT.format(t="Horizon_Years"), style.MONEY),
            ("Account_With", "The account then, with the loan", _WITH.format(t="Horizon_Years"),
             style.MONEY),
        ),
    )  # fmt: skip


def _lines(page: Page, top: int) -> int:
    blocks = {
        "What the loan takes": (
            ("Retirement_Gap", "Short at retirement, before tax", "Account_Without-Account_With",
             style.MONEY, "Contributions and match included; below 0 it is ahead"),
            ("Cost_At_Retirement", "The loan's part of it, after tax",
             (f"LOAN_NET_COST({_LOAN},Account_Return,Payments_Per_Year,Horizon_Years,"
              "Retirement_Tax,Upfront_Fee,Annual_Fee)"), style.MONEY, "Below 0 it is ahead"),
            ("Cost_Today", "The same in today's dollars",
             "TODAY_DOLLARS(Cost_At_Retirement,Horizon_Years,Inflation)", style.MONEY,
             "At {Inflation|rate} of inflation"),
            ("", "The same as a monthly income in retirement",
             ("IF(Cost_At_Retirement>0,RETIREMENT_INCOME_LOST(Cost_At_Retirement,Annuity_Rate,"
              "Annuity_Years),0)"), style.CENTS, "For {Annuity_Years} years"),
            ("Double_Tax", "Interest taxed twice, already in it",
             f"DOUBLE_TAX_COST({_LOAN},Retirement_Tax,Payments_Per_Year)", style.MONEY,
             "Only the interest; 0 for Roth money"),
            ("", "Cost of the loan from Roth money, when it ends", "Roth_Cost", style.MONEY,
             "Never taxed again"),
        ),
        "What lower contributions take": (
            ("Stop_Cost", "Contributions and match missed, grown",
             ("IF(Not_Contributed<=0,0,CONTRIBUTION_STOP_COST(Not_Contributed,Loan_Payments,"
              "Account_Return,Horizon_Years,Not_Matched,Payments_Per_Year))"),
             style.MONEY, "You contribute {Contribution_During_Loan|$} a month meanwhile"),
            ("Match_Missed", "Match missed a year", "12*(Monthly_Match-Match_During_Loan)",
             style.MONEY, "Money your employer would have given"),
            ("", "Deferral to give up for the same take-home pay",
             "DEFERRAL_CUT(Loan_Outlay,Federal_Rate,State_Rate)",
             style.MONEY, "A month, to carry {Loan_Outlay|$}"),
            ("Match_Years", "A matched dollar beats the first debt for",
             ("IFERROR(ROUND(MATCH_VS_CARD_YEARS(Match_Rate,Card_APR,Account_Return,Federal_Rate,"
              'Retirement_Tax),1),"always")'), style.YEARS,
             "Debts that end sooner: keep the match first"),
            ("", "Most you may defer", 'PLAN_LIMIT("deferral",Tax_Year)', style.MONEY,
             "In {Tax_Year}, under 50"),
            ("", "IRA, also for a spouse without a job", 'PLAN_LIMIT("ira",Tax_Year)', style.MONEY,
             "In {Tax_Year}, under 50"),
        ),
    }  # fmt: skip
    row = top - 1
    for title, lines in blocks.items():
        row += 1
        page.section(f"B{row}", title, _WIDTH)
        for name, label, formula, form, note in lines:
            row += 1
            page.line(f"B{row}", label, formula, form, note, name=name, width=_WIDTH)
        row += 1
    return row


def _chart(page: Page, row: int) -> int:
    times, lines, _ = series.block(
        page.book,
        "The account",
        "Horizon_Years*Payments_Per_Year",
        (
            ("Without the loan", f"IF({{k}}=0,Account_Start,{_WITHOUT})", style.SECOND, "dash"),
            ("With the loan", f"IF({{k}}=0,Account_Start-Loan_Amount,{_WITH})", style.ACCENT,
             "solid"),
        ),
    )  # fmt: skip
    page.chart(
        charts.lines(
            "The account with and without the loan", times, lines, x_title="Years", size=(22.0, 7.6)
        ),
        f"B{row}",
        "Two lines over the years to retirement: the account without the loan, and its invested "
        "part with the loan, which starts lower and catches up as the loan is repaid.",
        "The account with and without the loan",
    )
    return row + 14


def _bond(page: Page, top: int) -> int:
    page.section(f"B{top}", "Your loan is a bond you owe to yourself", _WIDTH)
    pays = "It pays {Loan_Rate|rate}, as safe as your job. "
    mix = "With {Stock_Share|%} in stocks, the mix becomes:"
    page.put(f"B{top + 1}", ready(sentence(pays + mix)), "Body")
    return page.table(
        f"B{top + 2}",
        "LOAN_AS_BOND",
        ready("IFERROR(LOAN_AS_BOND(Account_Start,Stock_Share,Loan_Amount,FALSE),Not_Possible)"),
        5,
        name="Bond_Table",
        head_height=24,
    )


def _years(page: Page, top: int) -> int:
    page.section(f"B{top}", "Year by year", _WIDTH)
    return page.table(
        f"B{top + 1}",
        "ACCOUNT_PATHS",
        ready(
            f"ACCOUNT_PATHS({_LOAN},Account_Return,Horizon_Years,Account_Start,Put_In,"
            'Put_In_Meanwhile,Payments_Per_Year,"effective",0,Longest_Path,FALSE)'
        ),
        _MOST_YEARS,
        name="Path_Table",
        head_height=33,
    )
