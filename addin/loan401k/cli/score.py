"""The command `score`: new columns for a table of any size."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..errors import InputError
from .refusal import CELL_ERROR, REFUSED, Refusal, refuse_existing, refusing
from .terminal import note, print_json, print_table

if TYPE_CHECKING:
    from ..batch.files import Outcome

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
    "formulas",
    multiple=True,
    required=True,
    metavar="NAME=FORMULA",
    help="A new column, such as net_cost='LOAN_NET_COST(amount, loan_rate, years, 5%)', from "
    "columns of IN and constants; gain='LOAN_GAIN(household)' takes the columns that are named "
    "like the household's. May be repeated.",
)
@click.option(
    "--keep",
    multiple=True,
    metavar="NAME",
    help="A column of IN to write too; all of them if none is named. May be repeated.",
)
@click.option("--by", metavar="NAME", help="Sum up the new columns for each value of a column.")
@click.option("--force", is_flag=True, help="Replace the files that are there.")
@click.option("--json", "json_wanted", is_flag=True, help="Print JSON, in full.")
def score(
    source: Path,
    output: Path,
    formulas: tuple[str, ...],
    keep: tuple[str, ...],
    by: str | None,
    force: bool,
    json_wanted: bool,
) -> None:
    """Add columns of our functions to a table of any size: IN is Parquet, CSV or Arrow.

    A row that a function cannot answer has nothing in that column, and the column `reason` says
    why.
    """
    from ..batch import files

    columns = _split(formulas)
    if output.suffix.casefold() not in files.WRITTEN:
        raise Refusal(f"{output} must end in {' or '.join(files.WRITTEN)}.")
    for written in (output, *([files.summary_place(output, by)] if by else [])):
        refuse_existing(written, written.suffix.casefold(), force)
        if source.exists() and written.exists() and source.samefile(written):
            raise Refusal(f"{written} is the file that is read; write to another file.")
    try:
        with refusing(InputError), _progress(source.name) as progress:
            outcome = files.score(
                source, output, columns, by=by, keep=keep, replace=force, progress=progress
            )
    except KeyboardInterrupt:
        note("Interrupted; nothing was written.")
        sys.exit(REFUSED)
    summary = outcome.summary.rows(named=True) if outcome.summary is not None else []
    if json_wanted:
        more = {"summary": summary} if by else {}
        print_json({"output": str(output), "rows": outcome.rows, "bad_rows": outcome.bad, **more})
    else:
        if by:
            _print_summary(summary, by)
        click.echo(f"Wrote {output}: {outcome.rows:,} rows.")
    if outcome.bad:
        rows = "row has" if outcome.bad == 1 else "rows have"
        if not json_wanted:
            note(f"{outcome.bad:,} {rows} no answer somewhere; the column reason says why.")
        sys.exit(CELL_ERROR)


def _split(formulas: Sequence[str]) -> dict[str, str]:
    """Return the formulas by the names of their columns; point at what cannot be read."""
    from ..hosts.engine import FormulaError, check, with_equals_sign
    from .answer import point_at

    columns: dict[str, str] = {}
    for text in formulas:
        name, equals, formula = (part.strip() for part in text.partition("="))
        if not equals or not name or not formula:
            raise Refusal(f'"{text}" is no column; write NAME=FORMULA.')
        if name in columns:
            raise Refusal(f"The column {name} is named twice.")
        try:
            check(with_equals_sign(formula))
        except FormulaError as error:
            point_at(error)
            sys.exit(REFUSED)
        columns[name] = formula
    return columns


@contextmanager
def _progress(name: str) -> Iterator[Callable[[int, int], None]]:
    """Show rows, rate and time left, on a terminal only."""
    if not sys.stderr.isatty():
        yield lambda done, total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, ProgressColumn, TextColumn, TimeRemainingColumn
    from rich.text import Text

    class Rate(ProgressColumn):
        def render(self, task: Any) -> Text:
            """Return the rows done, and those a second."""
            speed = f", {task.speed:,.0f} a second" if task.speed else ""
            return Text(f"{task.completed:,.0f} rows{speed}")

    with Progress(
        TextColumn(f"Scoring {name}"), BarColumn(), Rate(), TimeRemainingColumn(),
        console=Console(stderr=True), transient=True,
    ) as shown:  # fmt: skip
        task = shown.add_task("")
        yield lambda done, total: shown.update(task, completed=done, total=total)


def _print_summary(summary: Sequence[dict[str, Any]], by: str) -> None:
    rows = [[_shown(cell) for cell in row.values()] for row in summary[:_MOST_PRINTED]]
    header = list(summary[0])
    print_table(rows, header=header, right=[name not in (by, "column") for name in header])
    if len(summary) > _MOST_PRINTED:
        click.echo(f"and {len(summary) - _MOST_PRINTED:,} more in the summary's file")


def _shown(cell: Any) -> str:
    if isinstance(cell, float):
        return f"{cell:,.2f}" if abs(cell) >= 1 else f"{cell:.6g}"
    return "" if cell is None else str(cell)
