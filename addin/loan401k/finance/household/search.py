"""The gain for other values of a household: tables, break-evens, and how much for how long."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from .. import loan
from ..numeric import ONE
from ..simulate import has_numpy
from .household import Household, debts, of
from .leaving import NotPossible, gain

#: Steps from a household's own value to each end of the span in which a break-even is looked for.
STEPS = 64

#: Gains closer than this, in dollars, are the same.
SAME = 1e-6

#: The smallest loan that is as good as the best has this share of its gain.
NEARLY = 0.9

Given = Mapping[str, float]


def gain_or_nan(h: Household) -> float:
    """Return the expected gain, NaN where the loan or keeping is impossible."""
    try:
        return gain(h)
    except NotPossible:
        return math.nan


def gains(columns: Mapping[str, Sequence[float]]) -> list[float]:
    """Return the gain of each household of the columns, NaN where one is impossible."""
    count = len(columns["debt"])
    if count == 1 or not has_numpy():
        rows = ({name: column[k] for name, column in columns.items()} for k in range(count))
        return [gain_or_nan(of(ONE, row)) for row in rows]
    import numpy as np

    from ..numeric import Many
    from .columns import gains as gains_of_columns

    xp: Any = Many()
    arrays: dict[str, Any] = {name: np.array(column) for name, column in columns.items()}
    with np.errstate(all="ignore"):
        found: list[float] = gains_of_columns(of(xp, arrays)).tolist()
    return found


def varied(given: Given, changes: Mapping[str, list[float]]) -> dict[str, list[float]]:
    """Return columns of one household with some of its values changed."""
    count = len(next(iter(changes.values())))
    return {**{name: [value] * count for name, value in given.items()}, **changes}


# Break-evens


class BreakEven(NamedTuple):
    """The value, NaN where there is none, and whether the loan gains anywhere in the span."""

    value: float
    gains: bool
    possible: bool


def breakeven(given: Given, name: str, own: float, low: float, high: float) -> BreakEven:
    """Return the value of an input nearest to its own at which the gain changes its sign."""

    def at(value: float) -> float:
        return gain_or_nan(of(ONE, {**given, name: value}))

    own = min(max(own, low), high)
    ways = [[own + (end - own) * step / STEPS for step in range(STEPS + 1)] for end in (low, high)]
    found = gains(varied(given, {name: ways[0] + ways[1]}))
    if found[0] == 0.0:
        return BreakEven(own, True, True)
    scans = zip(ways, (found[: STEPS + 1], found[STEPS + 1 :]), strict=True)
    roots = [root for values, known in scans for root in _first_root(at, values, known)]
    known = [value for value in found if value == value]
    return BreakEven(
        min(roots, key=lambda root: abs(root - own), default=math.nan),
        any(value > 0.0 for value in known),
        bool(known),
    )


def _first_root(
    at: Callable[[float], float], values: Sequence[float], known: Sequence[float]
) -> Iterator[float]:
    """Yield the first root on the way, if there is one."""
    points = list(zip(values, known, strict=True))
    for a, b in pairwise(points):
        if math.isnan(a[1]) != math.isnan(b[1]):
            edge = _edge(at, b, a) if math.isnan(a[1]) else _edge(at, a, b)
            a, b = (edge, b) if math.isnan(a[1]) else (a, edge)
        if not math.isnan(a[1]) and (a[1] > 0.0) != (b[1] > 0.0):
            yield _root(at, *a, *b)
            return


def _edge(
    at: Callable[[float], float], possible: tuple[float, float], impossible: tuple[float, float]
) -> tuple[float, float]:
    """Return the last possible point and its gain on the way to an impossible one."""
    outside = impossible[0]
    while True:
        middle = (possible[0] + outside) / 2.0
        if middle in (possible[0], outside):
            return possible
        value = at(middle)
        if math.isnan(value):
            outside = middle
        else:
            possible = middle, value


def _root(at: Callable[[float], float], a: float, fa: float, b: float, fb: float) -> float:
    """Return where the sign changes between a and b: Chandrupatla's method, to the last bits."""
    c, fc, step = a, fa, 0.5
    while True:
        x = a + step * (b - a)
        fx = at(x)
        if (fx > 0.0) == (fa > 0.0):
            c, fc = a, fa
        else:
            c, b, fc, fb = b, a, fb, fa
        a, fa = x, fx
        best = a if abs(fa) < abs(fb) else b
        smallest = 4.0 * math.ulp(best) + 1e-14 * abs(best)
        if fa == 0.0 or fb == 0.0 or abs(b - a) <= 2.0 * smallest:
            return a if fa == 0.0 else best
        xi, phi = (a - b) / (c - b), (fa - fb) / (fc - fb)
        step = 0.5
        if phi * phi < xi and (1.0 - phi) ** 2 < 1.0 - xi:  # inverse quadratic stays inside
            step = fa / (fb - fa) * fc / (fb - fc) + (c - a) / (b - a) * fa / (fc - fa) * fb / (
                fc - fb
            )
        edge = smallest / abs(b - a)
        step = min(max(step, edge), 1.0 - edge)


# How much, how long


class Choice(NamedTuple):
    """A loan: amount in dollars, term in years, payment a month, expected gain."""

    amount: float
    years: float
    payment: float
    gain: float


NO_LOAN = Choice(0.0, 0.0, 0.0, 0.0)


def best(given: Given) -> tuple[Choice, Choice]:
    """Return the loan that gains most, and the smallest with nearly that gain.

    Contributions go on as usual: a dollar borrowed must not be credited with a pause of them.
    ``given`` has its horizon fixed.
    """
    usual = {
        **given,
        "contribution_during_loan": given["contribution"],
        "match_during_loan": given["match"],
    }
    tried = list(_candidates(given))
    if not tried:
        return NO_LOAN, NO_LOAN
    amounts, terms = [amount for amount, _ in tried], [years for _, years in tried]
    found = [
        (value, *loan_)
        for value, loan_ in zip(
            gains(varied(usual, {"amount": amounts, "loan_years": terms})), tried, strict=True
        )
        if value == value
    ]
    highest = max((value for value, _, _ in found), default=0.0)
    if highest <= 0.0:
        return NO_LOAN, NO_LOAN
    return tuple(  # type: ignore[return-value]
        _smallest(given, found, least) for least in (highest - SAME, NEARLY * highest - SAME)
    )


def _smallest(given: Given, found: Sequence[tuple[float, float, float]], least: float) -> Choice:
    """Return the smallest, then shortest loan that gains at least so much."""
    amount, years, value = min(
        (amount, years, value) for value, amount, years in found if value >= least
    )
    return choice(given, amount, years, value)


def choice(given: Given, amount: float, years: float, value: float) -> Choice:
    """Return a loan with its monthly payment."""
    pay = loan.payment(ONE, amount, given["loan_rate"] / 12.0, round(12.0 * years))
    return Choice(amount, years, pay, value)


def _candidates(given: Given) -> Iterator[tuple[float, float]]:
    """Yield amounts and terms: twentieths of the cap, and what the budget repays, in cents."""
    owed, limit = debts(ONE, given), given["limit"]
    most = min(sum(debt[0] for debt in owed), given["account_balance"] - given["upfront_fee"])
    cap = _whole_cents(most if limit != limit else min(most, limit))
    free = given["monthly_budget"] - sum(minimum for balance, _, minimum in owed if balance > 0.0)
    for half in range(1, math.floor(2.0 * given["longest_years"] + 1e-9) + 1):
        cents = {(2 * cap * j + 20) // 40 for j in range(1, 21)}  # half up
        a_dollar = loan.payment(ONE, 1.0, given["loan_rate"] / 12.0, 6.0 * half)
        cents.add(min(cap, _whole_cents(free / a_dollar)))
        for amount in sorted(cents):
            if amount > 0:
                yield amount / 100.0, half / 2.0


def _whole_cents(money: float) -> int:
    """Return cents, down but for the last bits of a double."""
    return math.floor(100.0 * money * (1.0 + 1e-12))
