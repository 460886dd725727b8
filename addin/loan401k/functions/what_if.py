"""The household with other values: tables, break-evens, and how much for how long."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

from ..declare import WHOLE_HOUSEHOLD, Name, Recorded, Values, block_function, table_function
from ..declare.kinds import below
from ..declare.scope import Scope
from ..errors import CellError, InputError, NoAnswer, WorksheetError
from ..finance.household import options, search
from ..finance.household.household import horizon, of
from ..finance.household.leaving import NotPossible, gain
from ..finance.numeric import ONE
from . import conditions
from .given import FIELDS, RECORDS, Household, gains, one_household

GROUP = WHOLE_HOUSEHOLD

#: Inputs whose break-even is looked for, each in its span; the others follow the household.
SPANS = {
    "account_return": (-0.5, 0.5),
    "savings_return": (-0.5, 0.5),
    "card_apr": (0.0, 1.0),
    "loan_rate": (0.0, 1.0),
    "default_given_separation": (0.0, 1.0),
    "charged_again": (0.0, 1.0),
    "annual_separation": (0.0, below(1.0)),
    "retirement_tax": (0.0, 0.99),
    "monthly_budget": (0.0, 10.0),
    "contribution_during_loan": (0.0, 1.0),
}

_ANY_INPUT = "a name of the household"
Input = Annotated[
    str,
    Name(
        help="Name of the input whose values are given",
        words=tuple(field.name for field in FIELDS),
        allowed=_ANY_INPUT,
    ),
]


@block_function(GROUP, result="dollars")
def LOAN_GAIN_TABLE(
    xp: Scope,
    household: Household,
    input: Input,
    values: Annotated[list[Any], Values(help="Values of the input, down", allowed="a range")],
    across_input: Annotated[
        str | None,
        Name(
            help="Name of a second input",
            words=tuple(field.name for field in FIELDS),
            allowed=_ANY_INPUT,
        ),
    ] = None,
    across_values: Annotated[
        list[Any] | None, Values(help="Values of the second input, across", allowed="a range")
    ] = None,
) -> list[list[Any]]:
    """What the loan gains with each value of one input, or of two, in place of the household's.

    A grid without header: values down, across_values across. Defaults that follow the input
    follow it here too (amount from debt, contribution_during_loan from contribution); the horizon
    is that of the household as entered unless it is the input. #N/A where the loan or keeping is
    impossible, #NUM! for a value out of its range.

    >>> LOAN_GAIN_TABLE({"debt": 10000, "card_apr": 0.134, "monthly_budget": 900,
    ...     "loan_years": 1, "horizon_months": 12, "account_balance": 50000, "account_return": 0.05,
    ...     "loan_rate": 0.0425}, "card_apr", [0.134, 0.0425]).round(4).tolist()
    [[469.2299], [-47.0904]]

    Source: month-by-month arithmetic.
    """
    if (across_input is None) != (across_values is None):
        missing = "across_input" if across_input is None else "across_values"
        raise InputError(f"{missing} is missing; across_input and across_values go together.")
    if input == across_input:
        raise InputError(f"across_input is {input} like input; it must be another name.")
    given = one_household(household)
    changes: dict[str, list[Any]] = {input: []}
    across = [None] if across_values is None else across_values
    for value in values:
        changes[input] += [value] * len(across)
    if across_input is not None:
        changes[across_input] = across * len(values)
    flat = _with_changes(given, changes)
    return [flat[k : k + len(across)] for k in range(0, len(flat), len(across))]


def _with_changes(given: dict[str, float], changes: dict[str, list[Any]]) -> list[Any]:
    """Return a cell for each change of the household: its gain or its error."""
    checked: dict[str, list[float]] = {}
    faults: dict[int, CellError] = {}
    for name, cells in changes.items():
        field, checked[name] = RECORDS.by_name[name], []
        for place, cell in enumerate(cells):
            value = float("nan")  # left out, as where the cell is blank and has no other default
            try:
                found = field.check(cell)
                value = value if found is None else found
            except WorksheetError as error:
                faults.setdefault(place, error.cell())
            checked[name].append(value)
    changed = Recorded(search.varied(given, checked), faults, frozenset(), alone=False)
    changed.require(conditions.household)
    return changed.answers(gains)


@block_function(GROUP, result="the input's own unit")
def LOAN_GAIN_BREAKEVEN(
    xp: Scope,
    household: Household,
    input: Annotated[
        str,
        Name(
            help="Name of the input whose break-even is looked for",
            words=tuple(SPANS),
            allowed=", ".join(list(SPANS)[:-1]) + f" or {list(SPANS)[-1]}",
        ),
    ],
) -> Any:
    """The value of one input at which the loan neither gains nor loses.

    The nearest to the household's own value at which LOAN_GAIN changes its sign: account_return
    and savings_return from -50% to 50%; card_apr, loan_rate, default_given_separation and
    charged_again from 0 to 100%; annual_separation below 100%; retirement_tax to 99%;
    monthly_budget to ten times; contribution_during_loan to contribution. Values at which the
    loan or keeping is impossible are passed over. #N/A where it gains at every value or at none.

    >>> round(LOAN_GAIN_BREAKEVEN({"debt": 10000, "card_apr": 0.134, "monthly_budget": 900,
    ...     "loan_years": 1, "horizon_months": 12, "account_balance": 50000, "account_return": 0.05,
    ...     "loan_rate": 0.0425}, "account_return"), 6)
    0.135985

    Source: a scan of the span in 64 steps each way, then Chandrupatla's method.
    """
    if household.alone:
        return _breakeven(one_household(household), input)
    household.require(conditions.household)

    def answer(columns: dict[str, list[float]]) -> list[Any]:
        cells: list[Any] = []
        for place in range(len(columns[input])):
            given = {name: column[place] for name, column in columns.items()}
            given["horizon_months"] = horizon(ONE, given)
            try:
                cells.append(_breakeven(given, input))
            except WorksheetError as error:
                cells.append(error.cell())
        return cells

    return household.answers(answer)


def _breakeven(given: dict[str, float], input: str) -> float:
    low, high = SPANS[input]
    own = given[input]
    if input == "monthly_budget":
        high *= own
    elif input == "contribution_during_loan":
        high = given["contribution"]
        own = high if own != own else own
    elif own != own:  # savings_return
        own = 0.0
    found = search.breakeven(given, input, own, low, high)
    if found.value == found.value:
        return found.value
    if not found.possible:
        raise NoAnswer(f"The loan or keeping the debts is impossible at every value of {input}.")
    if found.gains:
        raise NoAnswer(f"The loan gains at every value of {input} from {low:g} to {high:g}.")
    raise NoAnswer(f"The loan never gains, at no value of {input} from {low:g} to {high:g}.")


@table_function(
    GROUP,
    {
        "Choice": "text",
        "Amount": "dollars",
        "Years": "years",
        "Payment a month": "dollars",
        "Gain": "dollars",
    },
    varying=False,
)
def LOAN_BEST(xp: Scope, household: Household) -> Iterator[list[Any]]:
    """How much to borrow and for how long: as entered, what gains most, and the least that does.

    Candidates: twentieths of the most one can use (the debts' sum, limit, the account less
    upfront_fee) and what the budget less the minimums repays, for terms of half years up to
    longest_years, with contributions as usual. Best has the highest gain; Least is the smallest
    loan, then the shortest, with at least 90% of it. Zeros in both where no loan gains; #N/A
    where keeping the debts is impossible.

    >>> rows = LOAN_BEST({"debt": 10000, "card_apr": 0.21, "monthly_budget": 900,
    ...     "account_balance": 60000, "account_return": 0, "loan_rate": 0})
    >>> [row[:3] for row in rows[1:]]
    [['As entered', 10000.0, 5.0], ['Best', 10000.0, 1.0], ['Least', 7500.0, 2.5]]

    Source: month-by-month arithmetic for every candidate.
    """
    given = one_household(household)
    h = of(ONE, given)
    kept, keeping = options.attempt(h, "keep")
    if kept is None:
        raise NoAnswer(keeping)
    own: Any
    try:
        own = gain(h)
    except NotPossible as error:
        own = CellError(NoAnswer.code, str(error))
    yield ["As entered", h.amount, given["loan_years"], h.payment, own]
    for name, loan in zip(("Best", "Least"), search.best(given), strict=True):
        yield [name, *loan]
