"""The whole household: one ledger answers whether to borrow, and shows its months."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

from ..declare import WHOLE_HOUSEHOLD, block_function, table_function
from ..declare.kinds import Word
from ..declare.scope import Scope
from ..errors import CellError, InputError, NoAnswer
from ..finance import simulate
from ..finance.household import options
from ..finance.household import paths as random_paths
from ..finance.household.household import of
from ..finance.household.leaving import gain, payments_made
from ..finance.numeric import ONE
from . import conditions
from .arguments import whole
from .given import Household, gains, one_household, possible

GROUP = WHOLE_HOUSEHOLD


@block_function(GROUP, result="dollars")
def LOAN_GAIN(xp: Scope, household: Household) -> Any:
    """What the plan loan gains over keeping the debts, all in all, at the horizon.

    One ledger plays both with the same monthly budget: interest, fees, contributions really made,
    taxes, what is charged again, savings, and the chance of leaving the job and defaulting. The
    household is a range of names and values: debt, card_apr, monthly_budget, account_balance,
    account_return and loan_rate are needed. Two columns are one household; a table with a row of
    names has a row per household and gives a cell per row. #N/A where the budget or the account
    does not hold what the loan or keeping asks.

    With W the wealth without leaving and W(k) that of one who leaves before payment k:

        W + default_given_separation x sum over k of P(k) (W(k) - W)  -  W of keeping

    Wealth is (1 - retirement_tax) x (account + note) + savings - debts.

    >>> round(LOAN_GAIN({"debt": 10000, "card_apr": 0.134, "monthly_budget": 900,
    ...     "account_balance": 50000, "account_return": 0.05, "loan_rate": 0.0425,
    ...     "loan_years": 1, "horizon_months": 12}), 4)
    469.2299

    Source: month-by-month arithmetic.
    """
    if household.alone:
        given = one_household(household)
        with possible():
            return gain(of(ONE, given))
    household.require(conditions.household)
    return household.answers(gains)


@table_function(
    GROUP,
    {
        "Option": "text",
        "Wealth": "dollars",
        "Gain": "dollars",
        "Cost of leaving the job": "dollars",
        "Month debt-free": "month",
        "Interest charged by others": "dollars",
        "Account at the horizon": "dollars",
    },
    varying=False,
)
def LOAN_OPTIONS(xp: Scope, household: Household) -> Iterator[list[Any]]:
    """Five ways to deal with the debts on one monthly budget, compared by wealth at the horizon.

    Rows: Keep the debts, 401(k) loan, Personal loan, Pause contributions, Withdrawal. Wealth is
    expected: less the cost of leaving the job and defaulting, which the loan alone has. Month
    debt-free is the first month-end from which nothing is owed to anyone until the horizon; it,
    the interest and the account are those without leaving. A row is #N/A where the budget or the
    account does not hold what the option asks.

    >>> for row in LOAN_OPTIONS({"debt": 10000, "card_apr": 0.21, "monthly_budget": 300,
    ...     "account_balance": 50000, "account_return": 0.05, "loan_rate": 0.0425})[:3]:
    ...     print(row[0], row[4])
    Option Month debt-free
    Keep the debts 51.0
    401(k) loan 60.0

    Source: month-by-month arithmetic; the options are those of the articles.
    """
    given = one_household(household)
    h = of(ONE, given)
    names = (
        "Keep the debts", "401(k) loan", "Personal loan", "Pause contributions", "Withdrawal"
    )  # fmt: skip
    kept, keeping = options.attempt(h, "keep")
    for name, option in zip(names, options.OPTIONS, strict=True):
        if option == "personal" and h.personal_rate != h.personal_rate:
            yield [name, "not considered", *[""] * 5]
            continue
        end, reason = options.attempt(h, option)
        if end is None:
            yield [name, *[CellError(NoAnswer.code, reason)] * 6]
            continue
        wealth = end.wealth - end.default_cost
        better = CellError(NoAnswer.code, keeping) if kept is None else wealth - kept.wealth
        yield [
            name, wealth, better, end.default_cost, end.month_debt_free, end.interest, end.account
        ]  # fmt: skip


@table_function(GROUP, {"Measure": "text", "Value": "value"}, varying=False)
def LOAN_GAIN_RISK(
    xp: Scope,
    household: Household,
    paths: Annotated[float, whole("Number of paths, even", 200_000, low=100)] = 10_000,
    seed: Annotated[float, whole("Start of the random numbers", 2**31 - 1)] = 1,
) -> Iterator[list[Any]]:
    """How the household's gain spreads when returns vary and the job may go, over random paths.

    Each path draws the account's returns of all months (log-normal, with the household's
    volatility), the time of leaving and whether it defaults, in antithetic pairs, and plays the
    loan and keeping on them. The mean tends to LOAN_GAIN. Same seed, same answer in every
    spreadsheet; the standard error is taken over pairs.

    >>> rows = LOAN_GAIN_RISK({"debt": 10000, "card_apr": 0.134, "monthly_budget": 900,
    ...     "loan_years": 1, "horizon_months": 12, "account_balance": 50000, "account_return": 0.05,
    ...     "loan_rate": 0.0425}, 100)
    >>> rows[1][0], round(rows[1][1], 4)
    ('Mean gain', 469.2299)

    Source: Monte Carlo with Box-Muller normals from the Mersenne Twister.
    """
    xp.require(paths % 2 == 0, "paths", paths, "an even number")
    given = one_household(household)
    work = paths * given["horizon_months"]
    few = work <= simulate.MOST_WITHOUT_NUMPY or simulate.has_numpy()
    xp.require(few, "paths", paths, "such that paths x months is at most 2 million without numpy")
    with possible():
        setting = random_paths.setting(of(ONE, given), given["volatility"])
    outcome = random_paths.run(setting, int(paths), int(seed))
    yield ["Mean gain", outcome.mean]
    yield ["Standard error", outcome.standard_error]
    for percent, value in zip(simulate.PERCENTILES, outcome.percentiles, strict=True):
        yield [f"{percent}th percentile", value]
    yield ["Chance of a loss", outcome.chance_of_loss]
    yield ["Chance of default", outcome.chance_of_default]


@table_function(
    GROUP,
    {
        "Month": "month",
        "Debts": "dollars",
        "Plan loan": "dollars",
        "Personal loan": "dollars",
        "Tax debt": "dollars",
        "Account": "dollars",
        "Savings": "dollars",
        "Paid": "dollars",
        "Wealth": "dollars",
    },
)
def LOAN_GAIN_LEDGER(
    xp: Scope,
    household: Household,
    option: Annotated[
        str,
        Word(
            help="What the household does with its debts",
            words=options.OPTIONS,
            allowed='"keep", "loan", "personal", "pause" or "withdraw"',
        ),
    ] = "loan",
    leaves_before: Annotated[
        float, whole("Payment before which the job ends and the loan defaults; 0 for never", 600)
    ] = 0,
) -> Iterator[list[Any]]:
    """The ledger itself, month by month, so that nobody need believe the other figures.

    Month 0 is the start. Paid is what left the budget that month for debts and loans. The last
    Wealth without leaving is that of LOAN_OPTIONS before the cost of leaving the job, which
    follows from the last Wealths of leaves_before 1, 2, ... and their chances.

    >>> rows = LOAN_GAIN_LEDGER({"debt": 10000, "card_apr": 0.12, "monthly_budget": 300,
    ...     "account_balance": 50000, "account_return": 0.05, "loan_rate": 0.0425}, "keep")
    >>> rows[2][:2], rows[2][7]
    ([1.0, 9800.0], 300.0)

    Source: month-by-month arithmetic.
    """
    given = one_household(household)
    h = of(ONE, given)
    if option == "personal" and h.personal_rate != h.personal_rate:
        raise InputError("personal_apr is missing; the option personal needs it.")
    if leaves_before:
        if option != "loan":
            raise InputError("leaves_before is given; it goes with the option loan alone.")
        last = payments_made(ONE, h)
        allowed = f"from 0 to {last:g}, the payments up to the horizon"
        xp.require(leaves_before <= last, "leaves_before", leaves_before, allowed)
    with possible():
        months = options.play(h, option, int(leaves_before))
    for month, state in enumerate(months):
        yield [month, *state[:-1]]
