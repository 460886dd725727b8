"""The command `score`: new columns for a table of any size."""

from __future__ import annotations

import math
import os
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from ..errors import WorksheetError
from .refusal import CELL_ERROR, REFUSED, Refusal, refuse_existing, refusing
from .terminal import echo, note, print_json, print_table, visible

#: Most rows of a summary that are printed; its file has all.
_MOST_PRINTED = 30


@click.command()
@click.argument("source", type=click.Path(path_type=Path), metavar="IN")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    required=True,
    metavar="OUT",
    help="The file to write, .parquet or .csv.",
)
@click.option(
    "--column",
    "columns",
    multiple=True,
    required=True,
    metavar="NAME=FORMULA",
    help="A new column, such as net_cost='LOAN_NET_COST(amount, loan_rate, years, 5%)', from "
    "columns of IN and constants; gain='LOAN_GAIN(household)' takes the columns that are named "
    "like the household's. May be repeated.",
)
@click.option("--by", metavar="NAME", help="Sum up the new columns for each value of a column.")
@click.option("--force", is_flag=True, help="Replace the files that are there.")
@click.option("--json", "json_wanted", is_flag=True, help="Print JSON, in full.")
def score(
    source: Path,
    output: Path,
    columns: tuple[str, ...],
    by: str | None,
    force: bool,
    json_wanted: bool,
) -> None:
    """Add columns of our functions to a table of any size: IN is Parquet, CSV or Arrow.

    A row that a function cannot answer has nothing in that column, and the column `reason` says
    why.
    """
    from ..batch import files

    formulas = _split(columns)
    if output.suffix.casefold() not in files.WRITTEN:
        raise Refusal(f"{output} must end in {' or '.join(files.WRITTEN)}.")
    outputs = [output]
    if by:  # its name may hold what a file's may not
        plain = re.sub(r"[^\w.-]", "_", by)
        outputs.append(output.with_stem(f"{output.stem}-by-{plain}"))
    for path in outputs:
        refuse_existing(path, path.suffix.casefold(), force)
        if source.exists() and path.exists() and source.samefile(path):
            raise Refusal(f"{path} is the file that is read; write to another file.")
    try:
        with refusing(WorksheetError), _progress(source.name) as progress:
            rows, bad, summary = files.score(
                source,
                output,
                formulas,
                summary=(by, outputs[1]) if by else None,
                replace=force,
                progress=progress,
            )
    except KeyboardInterrupt:
        note("Interrupted; nothing was written.")
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # threads of Polars say that they were stopped
        sys.exit(REFUSED)
    table = [] if summary is None else summary.rows(named=True)
    if json_wanted:
        plain_rows = [{name: _plain(cell) for name, cell in row.items()} for row in table]
        more = {"summary": plain_rows} if by else {}
        print_json({"rows": rows, "bad_rows": bad, "wrote": [str(p) for p in outputs], **more})
    else:
        if by:
            _print_summary(table, by)
        echo(f"Wrote {' and '.join(map(str, outputs))}: {rows:,} row{'s' * (rows != 1)}.")
    if bad:
        if not json_wanted:
            have = "row has" if bad == 1 else "rows have"
            note(f"{bad:,} {have} no answer somewhere; the column reason says why.")
        sys.exit(CELL_ERROR)


def _split(columns: Sequence[str]) -> dict[str, str]:
    """Return the formulas by the names of their columns; point at what cannot be read."""
    from ..hosts.engine.formula import FormulaError, check, with_equals_sign
    from .answer import point_at

    formulas: dict[str, str] = {}
    for text in columns:
        name, equals, formula = (part.strip() for part in text.partition("="))
        if not equals or not name or not formula:
            raise Refusal(f'"{text}" is no column; write NAME=FORMULA.')
        if name in formulas:
            raise Refusal(f"The column {name} is named twice.")
        try:
            check(with_equals_sign(formula))
        except FormulaError as error:
            point_at(error)
            sys.exit(REFUSED)
        formulas[name] = formula
    return formulas


@contextmanager
def _progress(name: str) -> Iterator[Callable[[int, int], None]]:
    """Show rows, rate and time left, on a terminal only."""
    if not sys.stderr.isatty():
        yield lambda done, total: None
        return
    from rich.console import Console
    from rich.markup import escape
    from rich.progress import BarColumn, Progress, ProgressColumn, TextColumn, TimeRemainingColumn
    from rich.text import Text

    class Rate(ProgressColumn):
        def render(self, task: Any) -> Text:
            """Return the rows done, and those a second."""
            speed = f", {task.speed:,.0f}/s" if task.speed else ""
            return Text(f"{task.completed:,.0f} rows{speed}")

    with Progress(
        TextColumn(f"Scoring {escape(visible(name))}"), BarColumn(), Rate(), TimeRemainingColumn(),
        console=Console(stderr=True), transient=True,
    ) as shown:  # fmt: skip
        task = shown.add_task("")
        yield lambda done, total: shown.update(task, completed=done, total=total)


def _print_summary(summary: Sequence[dict[str, Any]], by: str) -> None:
    rows = [[_shown(cell) for cell in row.values()] for row in summary[:_MOST_PRINTED]]
    header = list(summary[0])
    print_table(rows, header=header, right=[name not in (by, "column") for name in header])
    if len(summary) > _MOST_PRINTED:
        echo(f"and {len(summary) - _MOST_PRINTED:,} more in the summary's file")


def _plain(cell: Any) -> Any:
    """Return a cell as JSON takes it: dates and the like as texts, and no NaN."""
    if isinstance(cell, float):
        return cell if math.isfinite(cell) else None
    return cell if cell is None or isinstance(cell, (str, int)) else str(cell)


def _shown(cell: Any) -> str:
    if isinstance(cell, float):
        return f"{cell:,.2f}" if abs(cell) >= 1 else f"{cell:.6g}"
    return "" if cell is None else str(cell)
