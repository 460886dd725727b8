"""Measure and compare: ``python -m tests.benchmarks`` prints figures beside what they should be.

``--page`` writes them into the page beside this file, ``--json`` prints them for programs, and
``--small`` runs all of it in small, which holds it to work and not to a speed.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
from collections.abc import Callable, Iterable
from dataclasses import asdict
from datetime import date
from importlib.metadata import version
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.table import Table

from tests.benchmarks import (
    accuracy,
    arithmetic,
    browser,
    household,
    measure,
    scoring,
    spreadsheets,
    startup,
)
from tests.benchmarks.measure import Row

PAGE = Path(__file__).with_name("README.md")
START, END = "<!-- results -->\n", "<!-- end of results -->\n"

BENCHMARKS: tuple[Callable[[], Iterable[Row]], ...] = (
    arithmetic.closed_forms,
    arithmetic.bad_rows,
    arithmetic.break_evens,
    arithmetic.default_cost,
    arithmetic.one_cell,
    arithmetic.risk,
    household.milliseconds,
    accuracy.errors,
    accuracy.grid,
    scoring.files,
    spreadsheets.engine,
    spreadsheets.libreoffice,
    startup.imports,
    startup.command_line,
    browser.web,
)


def main() -> None:
    """Run all benchmarks and show their rows."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    for option in ("small", "json", "page"):
        parser.add_argument(f"--{option}", action="store_true")
    options = parser.parse_args()
    if options.small:
        measure.make_small()
    console = Console(stderr=True)
    rows: list[Row] = []
    for benchmark in BENCHMARKS:
        # numpy-financial divides 0 by 0 at a zero rate before it takes the limit.
        with console.status((benchmark.__doc__ or "").strip()), np.errstate(all="ignore"):
            rows += benchmark()
    if options.json:
        told = [{**asdict(row), "verdict": row.verdict} for row in rows]
        print(json.dumps({"machine": machine(), "rows": told}))
    elif options.page:
        before, _, rest = PAGE.read_text(encoding="utf-8").partition(START)
        after = rest.partition(END)[2]
        PAGE.write_text(before + START + results(rows) + END + after, encoding="utf-8")
    else:
        Console().print(shown(rows))


def machine() -> str:
    """Return what the figures were measured on."""
    libraries = ", ".join(f"{name} {version(name)}" for name in ("numpy", "polars"))
    off = os.environ.get("NPY_DISABLE_CPU_FEATURES")
    without = f", without {off}" if off else ""
    return (
        f"{date.today().isoformat()}, {platform.system()} {platform.machine()}, "
        f"{os.cpu_count()} cores, Python {platform.python_version()}, {libraries}{without}"
    )


def written(figure: float | None) -> str:
    """Return a figure with three digits."""
    return "-" if figure is None else f"{figure:,.0f}" if figure >= 100 else f"{figure:.3g}"


def target(row: Row) -> str:
    """Return what a figure should be."""
    return "" if row.target is None else f"{'<=' if row.at_most else '>='} {row.target:g}"


def results(rows: Iterable[Row]) -> str:
    """Return the rows as a table of the page."""
    lines = [
        f"{machine()}:\n",
        "| work | figure | measured | to reach | |",
        "|---|---|---|---|---|",
    ]
    for row in rows:
        cells = row.work, row.against, written(row.measured), target(row), row.verdict
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def shown(rows: Iterable[Row]) -> Table:
    """Return the rows as a table of the terminal."""
    table = Table(title=f"loan401k, {machine()}")
    for heading in ("Work", "Figure", "Measured", "To reach", "Verdict"):
        table.add_column(
            heading, justify="right" if heading in ("Measured", "To reach") else "left"
        )
    for row in rows:
        colour = {"met": "green", "missed": "red"}.get(row.verdict, "yellow")
        verdict = f"[{colour}]{row.verdict}[/{colour}]"
        table.add_row(row.work, row.against, written(row.measured), target(row), verdict)
    return table


if __name__ == "__main__":
    main()
