"""Rivals take turns in one run, because only figures of one run can be compared."""

from __future__ import annotations

import gc
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from statistics import median
from time import perf_counter

Work = Callable[[], object]

#: What a small run divides sizes and rounds by: it holds the benchmarks to work, not to a speed.
SMALL = 100

_divisor = 1


def make_small() -> None:
    """Let all that follows be small."""
    global _divisor
    _divisor = SMALL


def sized(count: int, least: int = 1000) -> int:
    """Return how large a work is in this run."""
    return count if _divisor == 1 else max(least, count // _divisor)


@dataclass(frozen=True)
class Row:
    """One line of the report."""

    work: str
    against: str
    #: What was measured and what it should be, in the same unit; None: the rival is not here, or
    #: nobody named a target.
    measured: float | None
    target: float | None
    at_most: bool

    @property
    def verdict(self) -> str:
        """Return whether the target is met."""
        if self.measured is None:
            return "not here"
        if self.target is None:
            return "-"
        met = self.measured <= self.target if self.at_most else self.measured >= self.target
        return "met" if met else "missed"


def seconds(
    works: Mapping[str, Work],
    rounds: int,
    repeat: int = 1,
    clock: Callable[[], float] = perf_counter,
) -> dict[str, list[float]]:
    """Return the seconds of each work by round; the works take turns.

    For works of one thread `time.thread_time` leaves out what others do on the machine.
    """
    if _divisor > 1:
        rounds, repeat = min(rounds, 2), max(1, repeat // _divisor)
    taken: dict[str, list[float]] = {name: [] for name in works}
    for work in works.values():
        work()  # imports, caches
    gc.disable()
    try:
        for _ in range(rounds):
            for name, work in works.items():
                start = clock()
                for _ in range(repeat):
                    work()
                taken[name].append((clock() - start) / repeat)
    finally:
        gc.enable()
    return taken


def ratio(taken: Mapping[str, list[float]], over: str, under: str) -> float | None:
    """Return the median over rounds of one work's time divided by the other's."""
    if over not in taken or under not in taken:
        return None
    return median(a / b for a, b in zip(taken[over], taken[under], strict=True))
