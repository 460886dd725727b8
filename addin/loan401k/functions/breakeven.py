"""Rates at which the loan and the card come out even."""

from __future__ import annotations

from typing import Annotated

from ..declare import worksheet_function
from ..declare.scope import Scope
from ..finance import breakeven, hazard, payoff
from ..finance.numeric import period_return
from .arguments import (
    AccountReturn,
    Amount,
    CardApr,
    Compounding,
    DefaultGivenSeparation,
    LoanRate,
    LoanYears,
    MarginalTax,
    Penalty,
    PerYear,
    RetirementTax,
    TaxRate,
    match_rate,
)
from .conditions import payments, taxes_below_one
from .native import G, I, N

GROUP = "Break-even"

#: In Excel's own words: the negative payment on a dollar, and the card's rate per period.
_PMT = f"PMT({I},{N},1)"
_K = "card_apr/payments_per_year"


@worksheet_function(
    GROUP,
    result="rate",
    native=f"payments_per_year*IF(retirement_tax,RATE({N},{_PMT},1,"
    f"-(1-retirement_tax)*((1+account_return)^years-FV({G},{N},{_PMT})),0,MAX({I},{G})),{G})",
)
def TRUE_APR(
    xp: Scope,
    loan_rate: LoanRate,
    years: LoanYears,
    account_return: AccountReturn,
    retirement_tax: RetirementTax = 0.0,
    payments_per_year: PerYear = 12,
    compounding: Compounding = "effective",
) -> float:
    """Card APR at which the loan gains nothing, what borrowing from yourself really costs, for the
    loan's own payments alone; LOAN_GAIN_BREAKEVEN weighs the whole household.

    The rate c at which PAYOFF_ADVANTAGE (without side_return) is zero, m [(1+r)^(1/m) - 1] when
    retirement_tax is 0, with r the account's return and m payments a year. Of two such rates the
    larger is meant, which RATE finds from above; without one between -90% and 100% a year the
    answer is #N/A.

    >>> round(TRUE_APR(0.0775, 15, 0.07, 0.22), 6)
    0.070149

    Source: root of the advantage per dollar lent.
    """
    m = payments_per_year
    n = payments(xp, years, m)
    g = period_return(xp, account_return, m, compounding == "nominal")
    apr, found = breakeven.true_apr(xp, loan_rate / m, n, g, m, retirement_tax)
    xp.answer(found, breakeven.NO_CARD_RATE)
    return apr


@worksheet_function(
    GROUP,
    result="rate",
    native=f"(1+IF(retirement_tax,RATE({N},{_PMT},1,"
    f"FV({_K},{N},{_PMT},1)/(1-retirement_tax),0,MAX({I},{_K})),{_K}))^payments_per_year-1",
)
def BREAKEVEN_RETURN(
    xp: Scope,
    loan_rate: LoanRate,
    years: LoanYears,
    card_apr: CardApr,
    retirement_tax: RetirementTax = 0.0,
    payments_per_year: PerYear = 12,
    compounding: Compounding = "effective",
) -> float:
    """Account return at which the loan gains nothing, above which to keep the card, for the loan's
    own payments alone; LOAN_GAIN_BREAKEVEN weighs the whole household.

    The return r at which PAYOFF_ADVANTAGE (without side_return) is zero, (1 + c/m)^m - 1 when
    retirement_tax is 0 (c with nominal compounding), with c the card's APR and m payments a year.
    Of two such rates the larger is meant; without one between -90% and 100% a year the answer is
    #N/A.

    >>> round(BREAKEVEN_RETURN(0.04, 3, 0.15), 10)
    0.1607545177
    >>> round(BREAKEVEN_RETURN(0.0775, 5, 0.03, 0.22), 5)
    0.01326

    Source: root of the advantage per dollar lent.
    """
    m = payments_per_year
    n = payments(xp, years, m)
    i, k = loan_rate / m, card_apr / m
    nominal = compounding == "nominal"
    lowest = period_return(xp, breakeven.LOWEST, m, nominal)
    highest = period_return(xp, breakeven.HIGHEST, m, nominal)
    g, found = breakeven.account_return(xp, i, n, k, lowest, highest, retirement_tax)
    xp.answer(
        found, "No account return between -90% and 100% makes the loan and the card come out even."
    )
    return m * g if nominal else xp.expm1(m * xp.log1p(g))


@worksheet_function(GROUP, result="share a year")
def BREAKEVEN_JOB_LOSS(
    xp: Scope,
    amount: Amount,
    loan_rate: LoanRate,
    years: LoanYears,
    card_apr: CardApr,
    account_return: AccountReturn,
    tax_rate: TaxRate,
    retirement_tax: RetirementTax = 0.0,
    default_given_separation: DefaultGivenSeparation = 0.75,
    penalty: Penalty = 0.1,
    payments_per_year: PerYear = 12,
    compounding: Compounding = "effective",
) -> float:
    """Yearly chance of leaving the job at which the cost of default eats the advantage, for the
    loan's own payments alone; LOAN_GAIN_BREAKEVEN weighs the whole household.

    The chance q with EXPECTED_DEFAULT_COST (with retirement_tax) at q = PAYOFF_ADVANTAGE. #N/A when
    there is no advantage, or when even certain loss of the job would not eat it.

    >>> round(BREAKEVEN_JOB_LOSS(10000, 0.0425, 5, 0.06, 0.05, 0.22), 4)
    0.062

    Source: root of the expected exposure, which rises with the chance.
    """
    m = payments_per_year
    taxes_below_one(xp, tax_rate=tax_rate, penalty=penalty)
    n = payments(xp, years, m)
    i, k = loan_rate / m, card_apr / m
    g = period_return(xp, account_return, m, compounding == "nominal")
    gain = payoff.advantage(xp, amount, i, n, k, g, retirement_tax)
    cost = default_given_separation * (tax_rate + penalty - retirement_tax)
    # What is lost in rounding is no advantage: a range may round it to the other side of 0.
    xp.answer(gain > 1e-12 * amount, "The loan has no advantage that the loss of a job could eat.")
    xp.answer(gain <= cost * amount, "Even certain loss of the job does not eat the advantage.")
    # The quotient may round to just above an exposure of the whole amount.
    chance, _ = hazard.hazard_for(xp, xp.minimum(gain / cost, amount), amount, i, n)
    return hazard.over_periods(xp, chance, m)


@worksheet_function(
    GROUP,
    result="years",
    native="MAX(0,LN((1-retirement_tax)*(1+match_rate)/(1-marginal_tax))"
    "/(12*LN(1+card_apr/12)-LN(1+account_return)))",
)
def MATCH_VS_CARD_YEARS(
    xp: Scope,
    match_rate: Annotated[float, match_rate("Employer's match per dollar contributed")],
    card_apr: CardApr,
    account_return: AccountReturn,
    marginal_tax: MarginalTax,
    retirement_tax: RetirementTax,
) -> float:
    """Years up to which a matched contribution beats paying the card; a longer-lived card wins.

    A matched dollar of take-home pay beats the card while the card would live less than
    ln[(1-t_r)(1+match_rate)/(1-marginal_tax)] / [12 ln(1+c/12) - ln(1+r)] years, with c the card's
    APR, r the account's return and t_r the tax in retirement. 0 when taxes eat the match, so that
    it beats no short-lived card; #N/A when it beats every card however long it lives.

    >>> round(MATCH_VS_CARD_YEARS(0.5, 0.21, 0.07, 0.22, 0.22), 4)
    2.8854

    Source: equal growth of a dollar on either side.
    """
    # The taxes first: equal ones cancel exactly and leave the match with all its digits.
    head_start = xp.log1p(-retirement_tax) - xp.log1p(-marginal_tax) + xp.log1p(match_rate)
    lead = 12.0 * xp.log1p(card_apr / 12.0) - xp.log1p(account_return)
    beaten_now = xp.either(head_start < 0.0, xp.both(head_start == 0.0, lead >= 0.0))
    xp.answer(
        xp.either(lead > 0.0, beaten_now), "A matched contribution beats the card however long."
    )
    return xp.where(lead > 0.0, xp.maximum(head_start, 0.0) / xp.where(lead > 0.0, lead, 1.0), 0.0)
