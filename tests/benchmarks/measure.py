"""Paired ratios: rivals take turns in one run, because only ratios of one run can be trusted."""

from __future__ import annotations

import gc
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from statistics import median
from time import perf_counter

Work = Callable[[], object]


@dataclass(frozen=True)
class Row:
    """One line of the report."""

    work: str
    against: str
    #: What was measured and what it should be, in the same unit; None: the rival is not here.
    measured: float | None
    target: float
    at_most: bool

    @property
    def verdict(self) -> str:
        """Return whether the target is met."""
        if self.measured is None:
            return "not here"
        met = self.measured <= self.target if self.at_most else self.measured >= self.target
        return "met" if met else "missed"


def seconds(works: Mapping[str, Work], rounds: int, repeat: int = 1) -> dict[str, list[float]]:
    """Return the seconds of each work by round; the works take turns."""
    taken: dict[str, list[float]] = {name: [] for name in works}
    for work in works.values():
        work()  # imports, caches
    gc.disable()
    try:
        for _ in range(rounds):
            for name, work in works.items():
                start = perf_counter()
                for _ in range(repeat):
                    work()
                taken[name].append((perf_counter() - start) / repeat)
    finally:
        gc.enable()
    return taken


def ratio(taken: Mapping[str, list[float]], over: str, under: str) -> float | None:
    """Return the median over rounds of one work's time divided by the other's."""
    if over not in taken or under not in taken:
        return None
    return median(a / b for a, b in zip(taken[over], taken[under], strict=True))
