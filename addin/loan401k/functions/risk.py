"""What if markets move and the job goes: the advantage over many random paths."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Annotated, Any

from ..declare import table_function
from ..declare.kinds import RATE, Number
from ..declare.scope import Scope
from ..finance import card, hazard, loan, simulate
from .arguments import (
    Amount,
    AnnualSeparation,
    CardApr,
    DefaultGivenSeparation,
    LoanRate,
    LoanYears,
    Penalty,
    PerYear,
    RetirementTax,
    TaxRate,
    returns,
    whole,
)
from .conditions import payments, taxes_below_one

GROUP = "Risk"


@table_function(GROUP, {"Measure": "text", "Value": "value"}, varying=False)
def LOAN_RISK(
    xp: Scope,
    amount: Amount,
    loan_rate: LoanRate,
    years: LoanYears,
    card_apr: CardApr,
    mean_return: Annotated[float, returns("Mean yearly effective return of the account")],
    volatility: Annotated[
        float,
        Number(
            help="Yearly volatility of the account's log return",
            unit=RATE,
            low=0.0,
            high=2.0,
            allowed="from 0 to 2 (200%)",
        ),
    ],
    annual_separation: AnnualSeparation,
    tax_rate: TaxRate,
    retirement_tax: RetirementTax = 0.0,
    default_given_separation: DefaultGivenSeparation = 0.75,
    penalty: Penalty = 0.1,
    paths: Annotated[float, whole("Number of paths, even", 200_000, low=100)] = 10_000,
    seed: Annotated[float, whole("Start of the random numbers", 2**31 - 1)] = 1,
    payments_per_year: PerYear = 12,
) -> Iterator[list[Any]]:
    """How the advantage spreads over random paths when returns vary and the job may go, for the
    loan's own payments alone; LOAN_GAIN_RISK weighs the whole household.

    Log returns are normal with mean (ln(1+mean_return) - volatility^2/2)/m and variance
    volatility^2/m a period, m payments a year. Leaving before payment k leads to default with
    default_given_separation, which costs (tax_rate + penalty - retirement_tax) x the balance before
    payment k. The mean therefore tends to PAYOFF_ADVANTAGE - EXPECTED_DEFAULT_COST. Same seed, same
    answer in every spreadsheet. Paths are antithetic pairs; the standard error is taken over pairs.

    >>> rows = LOAN_RISK(10000, 0.0425, 5, 0.134, 0.05, 0, 0, 0.22, paths=100)
    >>> rows[1][0], round(rows[1][1], 4)  # 3755.868205 - 197.2312103
    ('Mean advantage', 3558.637)

    Source: Monte Carlo with Box-Muller normals from the Mersenne Twister.
    """
    m = payments_per_year
    taxes_below_one(xp, tax_rate=tax_rate, penalty=penalty)
    xp.require(paths % 2 == 0, "paths", paths, "an even number")
    n = payments(xp, years, m)
    work = paths * n
    few = work <= simulate.MOST_WITHOUT_NUMPY or simulate.has_numpy()
    xp.require(few, "paths", paths, "such that paths x payments is at most 2 million without numpy")
    i = loan_rate / m
    pay = loan.payment(xp, 1.0, i, n)
    outcome = simulate.run(
        simulate.Setting(
            payment=pay,
            balances=[loan.balance(xp, 1.0, i, n, k) for k in range(int(n))],
            saved=card.debt_after(xp, 1.0, card_apr / m, pay, n),
            kept=1.0 - retirement_tax,
            log_mean=(math.log1p(mean_return) - volatility * volatility / 2.0) / m,
            log_deviation=volatility / math.sqrt(m),
            hazard=hazard.period_hazard(xp, annual_separation, m),
            default_given_separation=default_given_separation,
            default_cost=tax_rate + penalty - retirement_tax,
        ),
        int(paths),
        int(seed),
    )
    yield ["Mean advantage", amount * outcome.mean]
    yield ["Standard error", amount * outcome.standard_error]
    for percent, value in zip(simulate.PERCENTILES, outcome.percentiles, strict=True):
        yield [f"{percent}th percentile", amount * value]
    yield ["Chance of a loss", outcome.chance_of_loss]
    yield ["Chance of default", outcome.chance_of_default]
