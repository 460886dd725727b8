"""Federal tax and dated reference figures."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

from ..declare import Text, Word, table_function, worksheet_function
from ..declare.kinds import Key, Number, above
from ..declare.scope import Scope
from ..errors import CellError, NoAnswer
from ..finance import loan
from ..law import FACTS, FEDERAL_TAX, PLAN_LIMITS, STATUSES, TaxTable
from ..law.brackets import bracket_tax
from .arguments import (
    Amount,
    LoanRate,
    LoanYears,
    PerYear,
    RetirementTax,
    money,
    share,
    signed_money,
)
from .conditions import payments
from .native import PMT, N

GROUP = "Tax and data"

Year = Annotated[float, Key(help="Tax year", allowed="a year of the tables, such as 2026")]
Status = Annotated[
    str,
    Word(
        help="Filing status",
        words=tuple(STATUSES),
        allowed='"single", "married", "separate" or "head"',
    ),
]
Income = Annotated[float, money("Gross income of the year")]
Deduction = Annotated[float | None, money("Deductions; the standard deduction if left out")]


def _whole(year: float) -> int:
    """Return the year, -1 for one that no table holds because it is not whole."""
    return int(year) if year == int(year) else -1


def _table(year: float, status: str) -> TaxTable:
    try:
        return FEDERAL_TAX[_whole(year), status]
    except KeyError:
        years = sorted({known for known, _ in FEDERAL_TAX})
        raise NoAnswer(f"year is {year:g}; the tables hold {years[0]} to {years[-1]}.") from None


def _tax(xp: Scope, table: TaxTable, income: float, deduction: float | None) -> float:
    off = table.standard_deduction if deduction is None else deduction
    return bracket_tax(xp, income - off, table.edges, table.rates)


@worksheet_function(GROUP, result="dollars")
def FED_TAX(
    xp: Scope, year: Year, status: Status, gross_income: Income, deduction: Deduction = None
) -> float:
    """Regular federal income tax of a year from its brackets.

    The sum over brackets of rate x income within the bracket, after the standard deduction unless
    another is given. No credits, surtaxes or AMT. A year that the tables do not hold is #N/A.

    >>> FED_TAX(2025, "single", 60000)
    5071.5

    Source: IRC 1; Rev. Proc. 2023-34, 2024-40, 2025-32.
    """
    return _tax(xp, _table(year, status), gross_income, deduction)


@worksheet_function(GROUP, result="dollars")
def TAX_ON_EXTRA_INCOME(
    xp: Scope,
    year: Year,
    status: Status,
    gross_income: Income,
    extra: Annotated[float, signed_money("Income on top of it")],
    deduction: Deduction = None,
) -> float:
    """Federal tax on income on top of other income, right across brackets.

    FED_TAX(gross_income + extra) - FED_TAX(gross_income).

    >>> TAX_ON_EXTRA_INCOME(2026, "single", 60000, 20000)
    3750.0

    Source: as FED_TAX. A loan that defaults is such income; what it costs in credits and subsidies
    that depend on income is left out.
    """
    table = _table(year, status)
    more = _tax(xp, table, gross_income + extra, deduction)
    return more - _tax(xp, table, gross_income, deduction)


@worksheet_function(GROUP, result="dollars")
def PLAN_LIMIT(
    xp: Scope,
    limit_name: Annotated[
        str, Text(help="Name of the limit", allowed='a text such as "deferral" or "ira"')
    ],
    year: Year,
) -> float:
    """Yearly limit on contributions to a 401(k) or an IRA.

    Names: "deferral", "catch_up", "catch_up_60_63", "ira", "ira_catch_up", "annual_additions".
    A name or year that the tables do not hold is #N/A. In 2026 the catch-up of those with wages
    above 150,000 in 2025 must be Roth.

    >>> PLAN_LIMIT("deferral", 2026)
    24500.0

    Source: IRC 402(g), 414(v), 415(c), 219(b); Notice 2025-67 and its predecessors.
    """
    try:
        return float(PLAN_LIMITS[limit_name.lower(), _whole(year)].value)
    except KeyError:
        known = ", ".join(dict.fromkeys(name for name, _ in PLAN_LIMITS))
        raise NoAnswer(
            f'The tables hold no limit "{limit_name}" for {year:g}; the names are {known}.'
        ) from None


@worksheet_function(GROUP, result="value")
def LOAN_FACT(
    xp: Scope,
    fact_name: Annotated[
        str, Text(help="Name of the figure", allowed='a text such as "loan_rate_common"')
    ],
) -> float:
    """Dated figure of the articles or of research, by its name.

    LOAN_FACTS lists the names. A name that it does not hold is #N/A.

    >>> LOAN_FACT("loan_rate_common")
    0.0425

    Source: each figure's own, in LOAN_FACTS.
    """
    try:
        return float(FACTS[fact_name.lower()].value)
    except KeyError:
        raise NoAnswer(f"No such figure: {fact_name}. LOAN_FACTS lists them.") from None


@table_function(
    GROUP, {"Name": "text", "Value": "value", "Year": "year", "Source": "text"}, varying=False
)
def LOAN_FACTS(xp: Scope) -> Iterator[list[Any]]:
    """All dated figures of the articles and of research: name, value, year, source.

    >>> LOAN_FACTS()[1][:3]
    ['loan_rate_common', 0.0425, 2011.0]

    Source: in the table's last column.
    """
    for name, fact in FACTS.items():
        yield [name, fact.value, fact.year, fact.citation]


@table_function(GROUP, {"Measure": "text", "Share": "share"}, varying=False)
def LOAN_AS_BOND(
    xp: Scope,
    balance: Annotated[
        float,
        Number(help="Balance of the account", unit="dollars", low=above(0.0), allowed="above 0"),
    ],
    stock_share: Annotated[float, share("Share of stocks before the loan")],
    amount: Amount,
) -> Iterator[list[Any]]:
    """The loan seen as a bond in the account: the mix before and after, and how to restore it.

    The loan is taken pro rata, so stocks after are stock_share x (balance - amount)/balance and
    the rest is bonds and the note. stock_share x balance/(balance - amount) of the rest in stocks
    restores the mix, #N/A above 100%. The amount may not exceed the balance.

    >>> [round(row[1], 4) for row in LOAN_AS_BOND(100000, 0.6, 10000)[1:]]
    [0.6, 0.4, 0.54, 0.46, 0.6667]

    Source: arithmetic of the mix; the view is the first article's.
    """
    xp.require(amount <= balance, "amount", amount, "at most the balance")
    rest = balance - amount
    stock = stock_share * rest / balance
    restoring = stock_share * balance / rest if rest else float("inf")
    no_answer = CellError(NoAnswer.code, "The rest cannot hold enough stocks.")
    yield ["Stock before", stock_share]
    yield ["Bond before", 1.0 - stock_share]
    yield ["Stock after", stock]
    yield ["Bond and note after", 1.0 - stock]
    yield [
        "Stock share of the rest that restores the mix",
        restoring if restoring <= 1.0 else no_answer,
    ]


@worksheet_function(
    GROUP,
    result="dollars",
    native=f"retirement_tax*({N}*-{PMT}-amount)",
)
def DOUBLE_TAX_COST(
    xp: Scope,
    amount: Amount,
    loan_rate: LoanRate,
    years: LoanYears,
    retirement_tax: RetirementTax,
    payments_per_year: PerYear = 12,
) -> float:
    """Tax on the loan's interest when it is withdrawn in retirement: the "double tax".

    retirement_tax x LOAN_INTEREST. It is already inside LOAN_NET_COST; never subtract it again.

    >>> round(DOUBLE_TAX_COST(10000, 0.0425, 5, 0.22), 4)
    245.9014

    Source: IRC 72(p)(3), 163(h): the interest is neither deductible nor basis.
    """
    n = payments(xp, years, payments_per_year)
    return retirement_tax * loan.interest(xp, amount, loan_rate / payments_per_year, n)
