"""The arguments that several functions share, each with its sentence, unit and allowed values.

A type here is what a body sees: a float (or a slice of floats), a word, a flag, a date.
"""

from __future__ import annotations

from typing import Annotated

from ..declare.kinds import RATE, Flag, Number, Word, above, below, one_of

MOST_PAYMENTS = 2600
_PER_YEAR, _PER_YEAR_TEXT = one_of((1, 2, 4, 12, 24, 26, 52))


def money(help: str, *, unit: str = "dollars") -> Number:
    """Return the kind of an amount of money, 0 or more."""
    return Number(help=help, unit=unit, low=0.0, allowed="0 or more")


def signed_money(help: str) -> Number:
    """Return the kind of an amount of money of any sign."""
    return Number(help=help, unit="dollars", allowed="any amount")


def rate(help: str) -> Number:
    """Return the kind of a nominal annual rate of a loan or card."""
    return Number(
        help=help,
        unit=RATE,
        low=0.0,
        high=1.0,
        allowed="from 0 to 1 (100%)",
        hint=" 4.25% is typed 4.25% or 0.0425.",
    )


def returns(help: str) -> Number:
    """Return the kind of a yearly return or inflation."""
    return Number(
        help=help,
        unit=RATE,
        low=above(-0.9),
        high=1.0,
        allowed="above -0.9 (-90%), at most 1 (100%)",
        hint=" 5% is typed 5% or 0.05.",
    )


def tax(help: str) -> Number:
    """Return the kind of a tax rate."""
    return Number(
        help=help,
        unit=RATE,
        low=0.0,
        high=below(1.0),
        allowed="from 0 to below 1 (100%)",
        hint=" 22% is typed 22% or 0.22.",
    )


def share(help: str) -> Number:
    """Return the kind of a probability or a share of a whole."""
    return Number(help=help, unit=RATE, low=0.0, high=1.0, allowed="from 0 to 1 (100%)")


def match_rate(help: str) -> Number:
    """Return the kind of an employer's match per dollar."""
    return Number(help=help, unit=RATE, low=0.0, high=5.0, allowed="from 0 to 5 (500%)")


def loan_term(help: str) -> Number:
    """Return the kind of a loan's term."""
    return Number(help=help, unit="years", low=above(0.0), high=50.0, allowed="above 0, at most 50")


def horizon(help: str) -> Number:
    """Return the kind of a horizon."""
    return Number(help=help, unit="years", low=above(0.0), high=80.0, allowed="above 0, at most 80")


def years_from_zero(help: str, high: int = 80) -> Number:
    """Return the kind of a number of years that may be 0."""
    return Number(help=help, unit="years", low=0.0, high=float(high), allowed=f"from 0 to {high}")


def whole(help: str, high: int, *, low: int = 0, unit: str = "") -> Number:
    """Return the kind of a count."""
    return Number(
        help=help,
        unit=unit,
        low=float(low),
        high=float(high),
        whole=True,
        allowed=f"a whole number from {low} to {high:,}",
    )


def flag(help: str) -> Flag:
    """Return the kind of a yes or no."""
    return Flag(help=help, allowed="TRUE or FALSE")


Amount = Annotated[
    float,
    Number(help="Amount of the loan", unit="dollars", low=above(0.0), allowed="above 0"),
]
LoanRate = Annotated[float, rate("Nominal yearly rate of the loan, charged as rate/m a period")]
LoanYears = Annotated[float, loan_term("Term of the loan")]
AccountReturn = Annotated[float, returns("Yearly return of the account")]
CardApr = Annotated[float, rate("Yearly rate of the card, charged as APR/m a period")]
PerYear = Annotated[
    float,
    Number(
        help="Payments a year (m)",
        low=1.0,
        high=52.0,
        choices=_PER_YEAR,
        allowed=_PER_YEAR_TEXT,
    ),
]
RetirementTax = Annotated[float, tax("Tax rate on withdrawals in retirement")]
SideReturn = Annotated[
    float | None, returns("Yearly effective return of money outside account and card")
]
FirstPaymentDelay = Annotated[
    float, whole("Periods before the first period, free of interest", MOST_PAYMENTS, unit="periods")
]
MarginalTax = Annotated[float, tax("Federal marginal tax rate today")]
StateTax = Annotated[float, tax("State marginal tax rate today")]
TaxRate = Annotated[float, tax("Federal and state marginal tax rates today, together")]
Penalty = Annotated[float, tax("Additional tax on an early distribution")]
YearsToRetirement = Annotated[float, years_from_zero("Years from now")]
AnnualSeparation = Annotated[float, share("Chance of leaving the job within a year")]
DefaultGivenSeparation = Annotated[float, share("Chance that a leaver does not repay the loan")]
Compounding = Annotated[
    str,
    Word(
        help='How account_return is earned: "effective" (1+r)^(1/m)-1 a period, "nominal" r/m',
        words=("effective", "nominal"),
        allowed='"effective" or "nominal"',
    ),
]
