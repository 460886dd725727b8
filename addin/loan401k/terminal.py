"""What the command line writes: answers on stdout, notes on stderr, a spinner for long work."""

from __future__ import annotations

import json
import sys
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import click

#: Between the columns of a table.
_GAP = "  "


def never_fail_to_encode() -> None:
    """Let a console of few characters, such as cp1252, show "?" for the others."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def print_json(value: Any) -> None:
    """Print a value as one line of JSON, in ASCII so that every console and pipe can carry it."""
    click.echo(json.dumps(value, allow_nan=False))


def note(sentence: str) -> None:
    """Say something beside the answer: on stderr, so that pipes carry answers only."""
    click.echo(sentence, err=True)


def print_table(
    rows: Sequence[Sequence[str]],
    *,
    right: Sequence[bool],
    header: Sequence[str] | None = None,
) -> None:
    """Print rows of texts in aligned columns; ``right`` says which columns align to the right.

    A terminal folds cells that do not fit its width. A file or another program gets each row on
    one line.
    """
    if sys.stdout.isatty():
        _print_rich_table(rows, right, header)
        return
    lines = [list(header), *rows] if header else list(rows)
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        cells = (
            text.rjust(width) if to_the_right else text.ljust(width)
            for text, width, to_the_right in zip(line, widths, right, strict=True)
        )
        click.echo(_GAP.join(cells).rstrip())


def _print_rich_table(
    rows: Sequence[Sequence[str]], right: Sequence[bool], header: Sequence[str] | None
) -> None:
    # Imported here: an answer of one line, or one for a pipe, is not to wait for it.
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, padding=(0, len(_GAP), 0, 0), show_header=bool(header))
    for k, to_the_right in enumerate(right):
        table.add_column(
            Text(header[k] if header else ""),
            justify="right" if to_the_right else "left",
            overflow="fold",
        )
    for row in rows:
        table.add_row(*map(Text, row))
    Console().print(table)


@contextmanager
def working(sentence: str) -> Iterator[None]:
    """Show that work goes on while it does, on a terminal only."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console

    with Console(stderr=True).status(sentence, spinner="line"):
        yield


def did_you_mean(name: str, names: Collection[str]) -> str:
    """Return " Did you mean ...?" with the nearest names, "" where none is near.

    >>> did_you_mean("loan_amont", ["Loan_Amount", "Loan_Rate", "State"])
    ' Did you mean Loan_Amount?'
    """
    from difflib import get_close_matches

    by_key = {known.casefold(): known for known in names}
    near = [by_key[key] for key in get_close_matches(name.casefold(), by_key, n=3, cutoff=0.75)]
    return f" Did you mean {' or '.join(near)}?" if near else ""
