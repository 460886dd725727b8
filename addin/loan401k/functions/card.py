"""The card and other debts: how long, how dear, in which order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

from ..declare import Rows, table_function, worksheet_function
from ..declare.kinds import Word, outside
from ..declare.scope import Scope
from ..errors import CellError, DomainError, NoAnswer
from ..finance import card
from ..finance.debts import plan
from ..finance.household.leaving import NotPossible
from .arguments import CardApr, money, rate, share

GROUP = "Card"

#: Months until the card is cleared, in Excel's own words.
_MONTHS = "NPER(apr/12,-payment,balance)"

NEVER = "This payment never clears the balance."
TOO_LONG = "The debt is not paid within 1,200 months."

CardBalance = Annotated[float, money("Balance of the card today")]
Payment = Annotated[float, money("Payment each month")]
Rule = Annotated[
    str,
    Word(
        help='Minimum payment: interest + percent of the balance, or "percent" of the balance',
        words=("interest_plus", "percent"),
        allowed='"interest_plus" or "percent"',
    ),
]
Percent = Annotated[float, share("Share of the balance in the minimum payment")]
Floor = Annotated[float, money("Least minimum payment each month")]
MinimumOn = Annotated[
    str,
    Word(
        help="Which balance the rule percent takes its share of",
        words=("after_interest", "before_interest"),
        allowed='"after_interest" or "before_interest"',
    ),
]
DEBT_ROWS = Rows(
    help="Debts, one a row",
    allowed="rows of balance, APR and minimum payment",
    columns=(
        ("balance", money("Balance")),
        ("APR", rate("Yearly rate")),
        ("minimum", money("Minimum payment each month")),
    ),
)


@worksheet_function(
    GROUP,
    result="months",
    native=_MONTHS,
)
def CARD_MONTHS(xp: Scope, balance: CardBalance, apr: CardApr, payment: Payment) -> float:
    """Months until a fixed payment clears the card, unrounded.

    -ln(1 - balance k / payment) / ln(1+k) with k = apr/12; balance/payment at 0%. A payment that
    does not exceed the interest never clears it: #N/A. In Excel's own words it needs a payment,
    even where nothing is owed.

    >>> round(CARD_MONTHS(10000, 0.21, 300), 4)
    50.4633

    Source: annuity mathematics; equals NPER in Excel.
    """
    k = apr / 12.0
    xp.answer(xp.either(card.exceeds_interest(balance, k, payment), balance == 0.0), NEVER)
    return card.months_to_clear(xp, balance, k, xp.where(payment > 0.0, payment, 1.0))


@worksheet_function(
    GROUP,
    result="dollars",
    native=f"payment*(ROUNDUP({_MONTHS},0)-1)"
    f"-FV(apr/12,ROUNDUP({_MONTHS},0)-1,-payment,balance)*(1+apr/12)-balance",
)
def CARD_INTEREST(xp: Scope, balance: CardBalance, apr: CardApr, payment: Payment) -> float:
    """Interest until a fixed payment clears the card, in whole months with a smaller last payment.

    payment x months + the last payment - balance. A payment that does not exceed the interest
    never clears it: #N/A. In Excel's own words it needs a payment, even where nothing is owed.

    >>> round(CARD_INTEREST(8000, 0.165, 350))
    1670

    Source: annuity mathematics; the example is a published one.
    """
    k = apr / 12.0
    xp.answer(xp.either(card.exceeds_interest(balance, k, payment), balance == 0.0), NEVER)
    return card.interest_until_cleared(xp, balance, k, xp.where(payment > 0.0, payment, 1.0))


@worksheet_function(GROUP, result="months", one_by_one=True)
def CARD_MIN_MONTHS(
    xp: Scope,
    balance: CardBalance,
    apr: CardApr,
    rule: Rule = "interest_plus",
    percent: Percent = 0.01,
    floor: Floor = 25.0,
    minimum_on: MinimumOn = "after_interest",
) -> float:
    """Months until minimum payments clear the card.

    Each month the minimum is interest + percent x balance, or percent of the balance after (or
    before) the interest, never below floor nor above what is owed. Paid when below half a cent;
    longer than 1,200 months is #N/A.

    >>> CARD_MIN_MONTHS(5000, 0.22, "percent", 0.02)
    817.0

    Source: month-by-month arithmetic; the example is a published one.
    """
    path = _minimum_path(xp, balance, apr, card.MinimumRule(rule, percent, floor, minimum_on))
    return float(len(path))


@worksheet_function(GROUP, result="dollars", one_by_one=True)
def CARD_MIN_INTEREST(
    xp: Scope,
    balance: CardBalance,
    apr: CardApr,
    rule: Rule = "interest_plus",
    percent: Percent = 0.01,
    floor: Floor = 25.0,
    minimum_on: MinimumOn = "after_interest",
) -> float:
    """Interest until minimum payments clear the card.

    The sum of the months' interest on the path of CARD_MIN_MONTHS.

    >>> round(CARD_MIN_INTEREST(5000, 0.22, "percent", 0.02), 2)
    35957.75

    Source: month-by-month arithmetic; the example is a published one.
    """
    path = _minimum_path(xp, balance, apr, card.MinimumRule(rule, percent, floor, minimum_on))
    return float(sum(month.interest for month in path))


def _minimum_path(
    xp: Scope, balance: float, apr: float, rule: card.MinimumRule
) -> list[card.Month]:
    path = list(card.months(balance, apr / 12.0, rule.payment))
    xp.answer(not path or path[-1].balance == 0.0, TOO_LONG)
    return path


@table_function(
    GROUP,
    {
        "Month": "month",
        "Payment": "dollars",
        "Interest": "dollars",
        "Principal": "dollars",
        "Balance": "dollars",
    },
)
def CARD_SCHEDULE(
    xp: Scope,
    balance: CardBalance,
    apr: CardApr,
    payment: Annotated[
        float | None, money("Fixed payment each month; the minimum rule's if left out")
    ] = None,
    rule: Rule = "interest_plus",
    percent: Percent = 0.01,
    floor: Floor = 25.0,
    minimum_on: MinimumOn = "after_interest",
) -> Iterator[list[Any]]:
    """Card month by month until it is paid, with a fixed payment or the minimum.

    A payment overrides the rule. A first payment that does not exceed the interest, or a path
    longer than 1,200 months, is #N/A. The last payment is smaller.

    >>> for row in CARD_SCHEDULE(100, 0.12, 60)[1:]:
    ...     print([round(value, 2) for value in row])
    [1.0, 60.0, 1.0, 59.0, 41.0]
    [2.0, 41.41, 0.41, 41.0, 0.0]

    Source: month-by-month arithmetic.
    """
    minimum = card.MinimumRule(rule, percent, floor, minimum_on)
    pay = minimum.payment if payment is None else card.FixedPayment(payment).payment
    path = list(card.months(balance, apr / 12.0, pay))
    xp.answer(not path or card.exceeds_interest(balance, apr / 12.0, path[0].payment), NEVER)
    xp.answer(not path or path[-1].balance == 0.0, TOO_LONG)
    for number, month in enumerate(path, 1):
        principal = month.payment - month.interest
        yield [number, month.payment, month.interest, principal, month.balance]


@table_function(GROUP, {"Debt": "count", "Month cleared": "month", "Interest": "dollars"})
def DEBT_PLAN(
    xp: Scope,
    debts: Annotated[list[tuple[float, float, float]], DEBT_ROWS],
    monthly_budget: Annotated[float, money("What can be paid each month for all debts")],
    method: Annotated[
        str,
        Word(
            help="Which debt gets the rest first: the dearest or the smallest",
            words=("avalanche", "snowball"),
            allowed='"avalanche" or "snowball"',
        ),
    ] = "avalanche",
) -> Iterator[list[Any]]:
    """When each of several debts is paid on one monthly budget, and the interest on it.

    debts: rows of balance, APR and minimum payment. Each month: interest, minimums, the rest to
    the target (highest APR, or with "snowball" the smallest balance; ties by order), and on to
    the next one in the same month. Debts are numbered in the order given, then Total. A budget
    below the minimums is #NUM!; a debt not cleared in 1,200 months is #N/A in its row.

    >>> DEBT_PLAN([[1000, 0, 25], [500, 0, 25]], 500, "snowball")[1:]
    [[1.0, 3.0, 0.0], [2.0, 2.0, 0.0], ['Total', 3.0, 0.0]]

    Source: month-by-month arithmetic.
    """
    owed = [(balance, apr / 12.0, minimum) for balance, apr, minimum in debts]
    try:
        paid = plan(owed, monthly_budget, smallest_first=method == "snowball")
    except NotPossible:
        least = sum(min(minimum, balance * (1.0 + apr / 12.0)) for balance, apr, minimum in debts)
        enough = f"at least {least:.2f}, the minimum payments together"
        raise DomainError(outside("monthly_budget", monthly_budget, enough)) from None
    never = CellError(NoAnswer.code, TOO_LONG)
    for number, debt in enumerate(paid, 1):
        yield [number, *([never] * 2 if debt.month is None else debt)]
    months = [debt.month for debt in paid if debt.month is not None]
    done = len(months) == len(paid)
    interest = sum(debt.interest for debt in paid)
    yield ["Total", *([max(months), interest] if done else [never] * 2)]
