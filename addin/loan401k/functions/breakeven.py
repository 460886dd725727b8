"""Rates at which the loan and the card come out even."""

from __future__ import annotations

from ..declare import worksheet_function
from ..declare.contexts import Sheet
from ..finance import breakeven
from ..finance.numeric import period_return
from .arguments import (
    AccountReturn,
    Compounding,
    LoanRate,
    LoanYears,
    PerYear,
    RetirementTax,
    payments,
)

GROUP = "Break-even"


@worksheet_function(GROUP, result="rate")
def TRUE_APR(
    xp: Sheet,
    loan_rate: LoanRate,
    years: LoanYears,
    account_return: AccountReturn,
    retirement_tax: RetirementTax = 0.0,
    payments_per_year: PerYear = 12,
    compounding: Compounding = "effective",
) -> float:
    """Card APR at which the loan gains nothing: what borrowing from yourself really costs.

    The rate c at which PAYOFF_ADVANTAGE (without side_return) is zero, m [(1+r)^(1/m) - 1] when
    retirement_tax is 0. Of two such rates the larger is meant; without one between -90% and 100%
    a year the answer is #N/A.

    >>> round(TRUE_APR(0.0775, 15, 0.07, 0.22), 6)
    0.070149

    Source: root of the advantage per dollar lent.
    """
    m = payments_per_year
    n = payments(xp, years, m)
    i = loan_rate / m
    g = period_return(xp, account_return, m, compounding == "nominal")
    target = (1.0 - retirement_tax) * breakeven.value(xp, g, i, n)
    root = breakeven.rate_for(xp, target, i, n, breakeven.LOWEST / m, breakeven.HIGHEST / m)
    untaxed = retirement_tax == 0.0
    xp.answer(
        xp.either(root.found, untaxed),
        "No card APR between -90% and 100% makes the loan and the card come out even.",
    )
    return m * xp.where(untaxed, g, root.rate)
