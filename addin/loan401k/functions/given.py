"""What a household is given: the names of its range, each with kind, default and help."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Any

from ..declare import REQUIRED, Argument, Recorded, Records
from ..declare.kinds import RATE, Number, above
from ..errors import CellError, NoAnswer
from ..finance.household import search
from ..finance.household.household import horizon
from ..finance.household.leaving import NotPossible
from ..finance.numeric import ONE
from . import conditions
from .arguments import loan_term, money, rate, returns, share, tax, whole

#: Most debts of a household.
MOST_DEBTS = 10

VOLATILITY = Number(
    help="Yearly volatility of the account's log return",
    unit=RATE,
    low=0.0,
    high=2.0,
    allowed="from 0 to 2 (200%)",
)


def _debts() -> Iterator[Argument]:
    yield Argument("debt", money("What is owed on the card, or the first debt"))
    yield Argument("card_apr", rate("Yearly rate of the card, charged as APR/12 a month"))
    yield Argument("minimum", money("Payment that the card requires each month"), 0.0)
    for place in range(2, MOST_DEBTS + 1):
        yield Argument(f"debt_{place}", money(f"What is owed on debt {place}"), None)
        yield Argument(f"card_apr_{place}", rate(f"Yearly rate of debt {place}"), None)
        yield Argument(
            f"minimum_{place}", money(f"Payment that debt {place} requires each month"), 0.0
        )


FIELDS = (
    *_debts(),
    Argument(
        "monthly_budget",
        money("What leaves the pocket each month for all debts, the same in every option"),
    ),
    Argument(
        "account_balance",
        Number(
            help="Balance of the account today", unit="dollars", low=above(0.0), allowed="above 0"
        ),
    ),
    Argument("account_return", returns("Yearly effective return of the account")),
    Argument("loan_rate", rate("Nominal yearly rate of the plan loan, paid monthly")),
    Argument("loan_years", loan_term("Term of the plan loan, whole months"), 5.0),
    Argument(
        "amount",
        money("What is borrowed or withdrawn; the debts' sum, at most limit, if left out"),
        None,
    ),
    Argument("limit", money("Most that law and plan let one borrow"), None),
    Argument(
        "longest_years",
        Number(
            help="Longest term that LOAN_BEST considers",
            unit="years",
            low=0.5,
            high=30.0,
            allowed="from 0.5 to 30",
        ),
        5.0,
    ),
    Argument("upfront_fee", money("Fee taken from the account at the start"), 0.0),
    Argument(
        "annual_fee", money("Fee taken from the account after each full year of the loan"), 0.0
    ),
    Argument("contribution", money("Contribution to the account a month"), 0.0),
    Argument("match", money("Employer's match a month"), 0.0),
    Argument(
        "contribution_during_loan",
        money("Contribution a month while the loan runs; contribution if left out"),
        None,
    ),
    Argument(
        "match_during_loan", money("Match a month while the loan runs; match if left out"), None
    ),
    Argument("marginal_tax", tax("Federal marginal tax rate today"), 0.0),
    Argument("state_tax", tax("State marginal tax rate today"), 0.0),
    Argument("penalty", tax("Additional tax on an early distribution"), 0.1),
    Argument("retirement_tax", tax("Tax rate on withdrawals in retirement"), 0.0),
    Argument("savings", money("Savings that every option keeps; they pay a default's tax"), 0.0),
    Argument(
        "savings_return",
        returns("Yearly effective return of savings; 0 if left out, required for long horizons"),
        None,
    ),
    Argument("annual_separation", share("Chance of leaving the job within a year"), 0.0),
    Argument(
        "default_given_separation", share("Chance that a leaver does not repay the loan"), 0.75
    ),
    Argument(
        "charged_again", share("Share of the debt paid off at the start that is charged again"), 0.0
    ),
    Argument(
        "charged_again_months",
        whole("Months over which it is charged again", 120, low=1, unit="months"),
        18.0,
    ),
    Argument("personal_apr", rate("Yearly rate of a personal loan; none if left out"), None),
    Argument("personal_fee", tax("Fee of the personal loan, a share of what is borrowed"), 0.0),
    Argument(
        "personal_years", loan_term("Term of the personal loan; loan_years if left out"), None
    ),
    Argument(
        "horizon_months",
        whole("Months to the horizon; 60 or the loan's if left out", 960, low=1, unit="months"),
        None,
    ),
    Argument("volatility", VOLATILITY, 0.0),
)

#: What each name is when it is left out, NaN where that follows from others.
LEFT_OUT = {
    field.name: float("nan") if field.default is None else field.default
    for field in FIELDS
    if field.default is not REQUIRED
}

#: A household of what every household needs, as a person types it into a cell.
EXAMPLE = (
    '{"debt",10000;"card_apr",0.21;"monthly_budget",300;"account_balance",60000;'
    '"account_return",0.07;"loan_rate",0.0775}'
)

RECORDS = Records(
    help=f"Names with values, such as {EXAMPLE}",
    allowed="two columns, name and value, or a table with a row of names and a row per household",
    fields=FIELDS,
)

Household = Annotated[Recorded, RECORDS]

_IMPOSSIBLE = CellError(
    NoAnswer.code, "The budget or the account does not hold what the loan or keeping asks of it."
)


def one_household(household: Recorded) -> dict[str, float]:
    """Return the only household, its horizon worked out as entered."""
    household.require(conditions.household)
    given = household.one("household")
    given["horizon_months"] = horizon(ONE, given)
    return given


def gains(columns: dict[str, list[float]]) -> list[Any]:
    """Return the gain of each household, #N/A where the loan or keeping is impossible."""
    return [_IMPOSSIBLE if value != value else value + 0.0 for value in search.gains(columns)]


@contextmanager
def possible() -> Iterator[None]:
    """Answer #N/A with the reason where an option is impossible."""
    try:
        yield
    except NotPossible as error:
        raise NoAnswer(str(error)) from None
