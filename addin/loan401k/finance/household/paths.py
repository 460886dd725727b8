"""Random markets and a random loss of the job: the gain of the loan, path by path.

Savings and debts do not depend on the market, so each month of leaving has its own figure. On a
path one recurrence plays the loan's account less the account of keeping.
"""

from __future__ import annotations

import math
import random
from typing import Any, NamedTuple

from .. import loan, simulate
from ..numeric import ONE
from .household import Household
from .leaving import Way


class Setting(NamedTuple):
    """A household whose loan and keeping are possible, ready for its paths."""

    h: Household
    #: Payments up to the horizon, months to it.
    n: int
    months: int
    hazard: float
    default_given_separation: float
    #: Account with the loan less that of keeping, at the start and added each month of the loan.
    start: float
    flow: float
    #: Savings less debts against keeping: without leaving, then leaving before payment 1, 2, ...
    beside: list[float]
    #: What the unpaid note adds to the wealth of one who stays.
    note: float
    log_mean: float
    log_deviation: float


def setting(h: Household, volatility: float) -> Setting:
    """Play the savings and debts of a household; raise NotPossible."""
    way = Way(h)
    keeps, n = way.keeps(), way.made
    log_mean = math.log1p(h.account_rate) - volatility * volatility / 24.0
    deviation = volatility / math.sqrt(12.0)
    if h.amount <= 0.0:
        stays = [0.0]
        return Setting(h, 0, way.last, 0.0, 0.0, 0.0, 0.0, stays, 0.0, log_mean, deviation)
    lent = way.lends()
    note = loan.balance(ONE, h.amount, h.loan_rate, h.n, n)
    return Setting(
        h,
        n,
        way.last,
        h.hazard,
        h.default_given_separation,
        -(h.amount + h.upfront_fee),
        h.payment + h.during - h.usual,
        [lent.stays - keeps, *(savings - keeps for savings in lent.leaves)],
        (h.kept - 1.0) * note,
        log_mean,
        deviation,
    )


def run(s: Setting, paths: int, seed: int) -> simulate.Outcome:
    """Play an even number of paths."""
    if not simulate.has_numpy():
        return _with_python(s, paths, seed)
    import numpy as np

    return _with_numpy(np, s, paths, seed)


def _fee_may_lack(s: Setting) -> bool:
    """Whether a yearly fee can be more than the account holds after that month's payment."""
    return s.h.annual_fee > s.h.payment + s.h.during


def _with_python(s: Setting, paths: int, seed: int) -> simulate.Outcome:
    draw = random.Random(seed).random
    values: list[float] = []
    defaults = 0
    for _ in range(paths // 2):
        normals = simulate.normals(draw, s.months)
        leaving, defaulting = draw(), draw()
        for sign, u, d in ((1.0, leaving, defaulting), (-1.0, 1.0 - leaving, 1.0 - defaulting)):
            place = simulate.first_missed(s, u)
            leaves = place is not None and d < s.default_given_separation
            defaults += leaves
            made = place if leaves and place is not None else s.n
            growth = [math.exp(s.log_mean + s.log_deviation * sign * z) for z in normals]
            wealth = s.h.kept * _account(s, growth, made)
            values.append(wealth + (s.beside[made + 1] if leaves else s.note + s.beside[0]))
    return simulate.summed_up(values, defaults)


def _account(s: Setting, growth: list[float], made: int) -> float:
    """Return the account with the loan less that of keeping, after ``made`` months of the loan."""
    h, gap = s.h, s.start
    held = h.account + s.start
    for month, factor in enumerate(growth, 1):
        gap *= factor
        held *= factor
        if month <= made:
            gap += s.flow
            held += h.payment + h.during
            if month % 12 == 0:
                fee = min(h.annual_fee, held)
                gap -= fee
                held -= fee
    return gap


def _with_numpy(np: Any, s: Setting, paths: int, seed: int) -> simulate.Outcome:
    generator = simulate.same_generator(np, seed)
    columns = 2 * ((s.months + 1) // 2)
    in_slice = max(1, simulate.SLICE // s.months)
    pairs = paths // 2
    values = np.empty((2, pairs))
    beside = np.array([s.note + s.beside[0], *s.beside[1:]])
    defaults = 0
    for start in range(0, pairs, in_slice):
        count = min(in_slice, pairs - start)
        uniforms = generator.random_sample((count, columns + 2))
        # The month of leaving, from 1; 0 for those who stay or do not default.
        leaves = np.zeros((2, count), int)
        for row, leaving, defaulting in (
            (0, uniforms[:, -2], uniforms[:, -1]),
            (1, 1.0 - uniforms[:, -2], 1.0 - uniforms[:, -1]),
        ):
            gone, places = simulate.missed(np, s, leaving, defaulting)
            leaves[row, gone] = places + 1
            defaults += len(places)
        accounts = _accounts(np, s, uniforms[:, :-2], leaves)
        values[:, start : start + count] = s.h.kept * accounts + beside[leaves]
    return simulate.summed_up_array(np, values, defaults)


def _accounts(np: Any, s: Setting, uniforms: Any, leaves: Any) -> Any:
    """Return the accounts with the loan less those of keeping, a row for each path of the pairs."""
    h, mean = s.h, math.exp(s.log_mean)
    draws = simulate.normals_of_periods(np, uniforms) if s.log_deviation else None
    gap = np.full(leaves.shape, s.start)
    held = np.full(leaves.shape, h.account + s.start) if _fee_may_lack(s) else None
    made = np.where(leaves > 0, leaves - 1, s.n)
    everyone = int(made.min()) if s.n else 0
    for month in range(1, s.months + 1):
        up = None if draws is None else np.exp(s.log_deviation * next(draws))
        for account in (gap,) if held is None else (gap, held):
            if up is None:
                account *= mean
            else:
                account[0] *= mean * up
                account[1] *= mean / up
        if month > s.n:
            continue
        runs = 1.0 if month <= everyone else month <= made
        gap += s.flow * runs
        if held is not None:
            held += (h.payment + h.during) * runs
        if month % 12 == 0 and h.annual_fee:
            fee = (h.annual_fee if held is None else np.minimum(h.annual_fee, held)) * runs
            gap -= fee
            if held is not None:
                held -= fee
    return gap
