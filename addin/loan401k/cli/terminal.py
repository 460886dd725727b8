"""What the command line writes: answers on stdout, notes on stderr, a spinner for long work."""

from __future__ import annotations

import json
import shutil
import sys
import textwrap
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import zip_longest
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


def say(sentence: str) -> None:
    """Print a sentence, on a terminal broken between words."""
    if sys.stdout.isatty():
        sentence = textwrap.fill(sentence, _width(), subsequent_indent=_indent(sentence))
    click.echo(sentence)


def _indent(sentence: str) -> str:
    return " " * (len(sentence) - len(sentence.lstrip()))


def _width() -> int:
    return shutil.get_terminal_size().columns


def print_table(
    rows: Sequence[Sequence[str]],
    *,
    right: Sequence[bool],
    header: Sequence[str] | None = None,
) -> None:
    """Print rows of texts in aligned columns; ``right`` says which columns align to the right.

    A terminal that is too narrow gets headings and texts on several lines, never numbers, and one
    line for each cell where even that has no room. A file or another program gets each row on
    one line.
    """
    lines = [header, *rows] if header else rows
    widths = _longest(lines)
    if sys.stdout.isatty() and _across(widths) > _width():
        folded = _folded_widths(rows, right, header, widths)
        if _across(folded) <= _width():
            lines = [folded_line for line in lines for folded_line in _fold(line, folded)]
            widths = folded
        elif header:
            _print_records(rows, header)
            return
    for line in lines:
        cells = (
            text.rjust(width) if to_the_right else text.ljust(width)
            for text, width, to_the_right in zip(line, widths, right, strict=True)
        )
        click.echo(_GAP.join(cells).rstrip())


def _longest(lines: Sequence[Sequence[str]]) -> list[int]:
    return [max(map(len, column)) for column in zip(*lines, strict=True)]


def _across(widths: Sequence[int]) -> int:
    return sum(widths) + len(_GAP) * (len(widths) - 1)


def _folded_widths(
    rows: Sequence[Sequence[str]],
    right: Sequence[bool],
    header: Sequence[str] | None,
    widths: Sequence[int],
) -> list[int]:
    """Return widths that fit the terminal if any do: no word and no number is cut for them."""
    least = []
    for k, is_numeric in enumerate(right):
        words = [row[k] if is_numeric else _longest_word(row[k]) for row in rows]
        heading = _longest_word(header[k]) if header else ""
        least.append(max(map(len, [*words, heading])))
    folded = list(widths)
    while _across(folded) > _width() and folded != least:
        # The column that is widest gives way first.
        k = max(range(len(folded)), key=lambda k: (folded[k] > least[k], folded[k]))
        folded[k] -= 1
    return folded


def _longest_word(text: str) -> str:
    return max(text.split(), key=len, default="")


def _fold(line: Sequence[str], widths: Sequence[int]) -> Iterator[list[str]]:
    """Yield the lines that a row takes when its texts are folded to these widths."""
    cells = [
        textwrap.wrap(text, width, break_on_hyphens=False) if len(text) > width else [text]
        for text, width in zip(line, widths, strict=True)
    ]
    for parts in zip_longest(*cells, fillvalue=""):
        yield list(parts)


def _print_records(rows: Sequence[Sequence[str]], header: Sequence[str]) -> None:
    """Print each row as lines of heading and value."""
    for number, row in enumerate(rows):
        if number:
            click.echo()
        for heading, text in zip(header, row, strict=True):
            say(f"{heading}: {text}")


@contextmanager
def working(sentence: str) -> Iterator[None]:
    """Show that work goes on while it does, on a terminal only."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console

    with Console(stderr=True).status(sentence, spinner="line"):
        yield
