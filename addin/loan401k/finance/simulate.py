"""Random markets and a random loss of the job: the advantage of the loan path by path.

Paths come in antithetic pairs: the second path of a pair takes -z for every normal z and 1 - u
for every uniform u of the first. Each pair uses, in this order, the uniforms for its normals
(Box-Muller, two normals from two uniforms), one for the time of leaving, one for the default.
The generator is the Mersenne Twister of Python's `random`; numpy's, set to the same state, gives
the same uniforms, so both ways below answer alike.
"""

from __future__ import annotations

import importlib.util
import math
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

#: Most path-periods that plain Python plays.
MOST_WITHOUT_NUMPY = 2_000_000

#: Path-periods per slice of numpy's way: its temporaries stay in the cache.
SLICE = 400_000

PERCENTILES = (5, 25, 50, 75, 95)


class Job(Protocol):
    """What leaving depends on: n payments, the chance a period, the share of leavers defaulting."""

    @property
    def n(self) -> int: ...  # noqa: D102
    @property
    def hazard(self) -> float: ...  # noqa: D102
    @property
    def default_given_separation(self) -> float: ...  # noqa: D102


@dataclass(frozen=True)
class Setting:
    """A loan, a market and a job, per period; money per dollar lent.

    Per dollar, because squares of large amounts would leave the range of a double.
    """

    payment: float
    #: Balance before payment 1, 2, ... n.
    balances: Sequence[float]
    #: Card debt avoided by the end of the loan.
    saved: float
    #: 1 less the tax rate on withdrawals in retirement.
    kept: float
    log_mean: float
    log_deviation: float
    hazard: float
    default_given_separation: float
    #: Share of the balance that a default costs.
    default_cost: float

    @property
    def n(self) -> int:
        """Number of payments."""
        return len(self.balances)


@dataclass(frozen=True)
class Outcome:
    """What the paths show of the advantage: dollars per dollar lent, and shares of paths."""

    mean: float
    standard_error: float
    percentiles: tuple[float, ...]
    chance_of_loss: float
    chance_of_default: float


def has_numpy() -> bool:
    """Whether numpy is there to play many paths."""
    return importlib.util.find_spec("numpy") is not None


def run(setting: Setting, paths: int, seed: int) -> Outcome:
    """Play an even number of paths."""
    if not has_numpy():
        return _with_python(setting, paths, seed)
    import numpy as np

    return _with_numpy(np, setting, paths, seed)


def _with_python(setting: Setting, paths: int, seed: int) -> Outcome:
    draw = random.Random(seed).random
    advantages: list[float] = []
    defaults = 0
    for _ in range(paths // 2):
        drawn = normals(draw, setting.n)
        leaving, defaulting = draw(), draw()
        for sign, u, d in ((1.0, leaving, defaulting), (-1.0, 1.0 - leaving, 1.0 - defaulting)):
            short = 1.0
            for z in drawn:
                growth = math.exp(setting.log_mean + setting.log_deviation * sign * z)
                short = short * growth - setting.payment
            advantage = setting.saved - setting.kept * short
            place = first_missed(setting, u)
            if place is not None and d < setting.default_given_separation:
                advantage -= setting.default_cost * setting.balances[place]
                defaults += 1
            advantages.append(advantage)
    return summed_up(advantages, defaults)


def summed_up(values: Sequence[float], defaults: int) -> Outcome:
    """Return what paths show whose pairs stand beside each other."""
    pairs = [(a + b) / 2 for a, b in zip(values[::2], values[1::2], strict=True)]
    mean = math.fsum(pairs) / len(pairs)
    spread = math.fsum((pair - mean) ** 2 for pair in pairs) / (len(pairs) - 1)
    ordered = sorted(values)
    return Outcome(
        mean,
        math.sqrt(spread / len(pairs)),
        tuple(percentile(ordered, percent) for percent in PERCENTILES),
        sum(value < 0 for value in values) / len(values),
        defaults / len(values),
    )


def normals(draw: Any, n: int) -> list[float]:
    """Return n standard normals from the next uniforms, two from each two."""
    normals: list[float] = []
    for _ in range((n + 1) // 2):
        radius = math.sqrt(-2.0 * math.log1p(-draw()))
        angle = 2.0 * math.pi * draw()
        normals += [radius * math.cos(angle), radius * math.sin(angle)]
    return normals[:n]


def first_missed(setting: Job, u: float) -> int | None:
    """Return the place of the first payment missed by leaving, None if the loan ends first."""
    if setting.hazard <= 0.0 or u >= 1.0:
        return None
    if setting.hazard >= 1.0:
        return 0
    place = math.log1p(-u) / math.log1p(-setting.hazard)
    return int(place) if place < setting.n else None


def percentile(ordered: Sequence[float], percent: float) -> float:
    """Return a percentile by linear interpolation between order statistics."""
    place = (len(ordered) - 1) * percent / 100
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


def _with_numpy(np: Any, setting: Setting, paths: int, seed: int) -> Outcome:
    generator = same_generator(np, seed)
    columns = 2 * ((setting.n + 1) // 2)
    in_slice = max(1, SLICE // setting.n)
    pairs = paths // 2
    advantages = np.empty((2, pairs))
    defaults = 0
    for start in range(0, pairs, in_slice):
        count = min(in_slice, pairs - start)
        uniforms = generator.random_sample((count, columns + 2))
        block = advantages[:, start : start + count]
        block[:] = setting.saved - setting.kept * _shortfalls(np, setting, uniforms[:, :-2])
        for row, leaving, defaulting in (
            (0, uniforms[:, -2], uniforms[:, -1]),
            (1, 1.0 - uniforms[:, -2], 1.0 - uniforms[:, -1]),
        ):
            gone, places = missed(np, setting, leaving, defaulting)
            block[row, gone] -= setting.default_cost * np.asarray(setting.balances)[places]
            defaults += int(gone.sum())
    return summed_up_array(np, advantages, defaults)


def summed_up_array(np: Any, values: Any, defaults: int) -> Outcome:
    """Return what paths show, the two of a pair in a column."""
    means = values.mean(axis=0)
    return Outcome(
        float(means.mean()),
        float(means.std(ddof=1) / math.sqrt(values.shape[1])),
        tuple(float(p) for p in np.percentile(values, PERCENTILES)),
        float((values < 0).mean()),
        defaults / values.size,
    )


def same_generator(np: Any, seed: int) -> Any:
    """Return numpy's Mersenne Twister in the state of Python's after the seed."""
    state = random.Random(seed).getstate()[1]
    generator = np.random.RandomState()
    generator.set_state(("MT19937", state[:-1], state[-1]))
    return generator


def normals_of_periods(np: Any, uniforms: Any) -> Iterator[Any]:
    """Yield the normals of each period, one for each pair of paths."""
    uniforms = np.ascontiguousarray(uniforms.T)
    for first, second in zip(uniforms[0::2], uniforms[1::2], strict=True):
        radius = np.sqrt(-2.0 * np.log1p(-first))
        cosine, sine = _direction(np, second)
        yield radius * cosine
        yield radius * sine


#: Taylor series in turns, up to an eighth of one, beyond which nothing is added to a double.
_SINE = [(-1) ** k * math.tau ** (2 * k + 1) / math.factorial(2 * k + 1) for k in range(9)]
_COSINE = [(-1) ** k * math.tau ** (2 * k) / math.factorial(2 * k) for k in range(10)]


def _direction(np: Any, turns: Any) -> tuple[Any, Any]:
    """Return cos and sin of 2 pi times numbers from 0 to 1.

    numpy's own sin and cos of doubles are not vectorised; these take half their time.
    """
    quarters = np.rint(4.0 * turns)
    rest = turns - 0.25 * quarters  # exact
    square = rest * rest
    cosine, sine = _series(_COSINE, square), rest * _series(_SINE, square)
    corner = quarters.astype(np.intp)
    x = np.array([1.0, 0.0, -1.0, 0.0, 1.0]).take(corner)
    y = np.array([0.0, 1.0, 0.0, -1.0, 0.0]).take(corner)
    return x * cosine - y * sine, y * cosine + x * sine


def _series(coefficients: Sequence[float], x: Any) -> Any:
    total = coefficients[-1] * x
    for coefficient in coefficients[-2:0:-1]:
        total += coefficient
        total *= x
    total += coefficients[0]
    return total


def _shortfalls(np: Any, setting: Setting, uniforms: Any) -> Any:
    """Return the account's shortfall at the end, one row for each path of the pairs."""
    short = np.ones((2, uniforms.shape[0]))
    twice = math.exp(2.0 * setting.log_mean)
    draws = normals_of_periods(np, uniforms)
    for _ in range(setting.n):
        growth = np.exp(setting.log_mean + setting.log_deviation * next(draws))
        short[0] *= growth
        short[1] *= twice / growth  # that of -z
        short -= setting.payment
    return short


def missed(np: Any, setting: Job, leaving: Any, defaulting: Any) -> tuple[Any, Any]:
    """Return which paths default, and the place of the first payment that each of them misses."""
    stays = leaving >= 1.0
    if setting.hazard >= 1.0:
        place = np.zeros(leaving.shape)
    elif setting.hazard <= 0.0:
        place = np.full(leaving.shape, np.inf)
    else:
        place = np.log1p(-np.where(stays, 0.0, leaving)) / np.log1p(-setting.hazard)
    gone = ~stays & (place < setting.n) & (defaulting < setting.default_given_separation)
    return gone, place[gone].astype(int)
