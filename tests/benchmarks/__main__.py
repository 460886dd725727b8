"""Measure and compare: ``python -m tests.benchmarks`` prints a table of figures and targets."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np
from rich.console import Console
from rich.table import Table

from tests.benchmarks import accuracy, arithmetic, household, startup
from tests.benchmarks.measure import Row

BENCHMARKS: tuple[Callable[[], Iterable[Row]], ...] = (
    arithmetic.closed_forms,
    arithmetic.break_evens,
    arithmetic.one_cell,
    arithmetic.risk,
    household.milliseconds,
    accuracy.errors,
    startup.imports,
)


def main() -> None:
    """Run all benchmarks and print the table."""
    table = Table(title="loan401k: medians of works that take turns")
    for heading in ("Work", "Figure", "Measured", "Target", "Verdict"):
        table.add_column(heading, justify="right" if heading in ("Measured", "Target") else "left")
    console = Console()
    for benchmark in BENCHMARKS:
        # numpy-financial divides 0 by 0 at a zero rate before it takes the limit.
        with console.status((benchmark.__doc__ or "").strip()), np.errstate(all="ignore"):
            rows = list(benchmark())
        for row in rows:
            measured = "-" if row.measured is None else f"{row.measured:.2f}"
            target = f"{'<=' if row.at_most else '>='} {row.target:g}"
            colour = {"met": "green", "missed": "red"}.get(row.verdict, "yellow")
            table.add_row(
                row.work, row.against, measured, target, f"[{colour}]{row.verdict}[/{colour}]"
            )
    console.print(table)


if __name__ == "__main__":
    main()
