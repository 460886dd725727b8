"""What the command line writes: answers on stdout, notes on stderr, a spinner for long work.

Texts come from workbooks and arguments that others wrote. Characters that would drive a terminal
or turn the order of what stands there are written as escapes.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
import textwrap
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import zip_longest
from pathlib import Path
from typing import Any

import click

#: Control characters, line and paragraph separators, marks of direction, what is no character.
#: A line break may stand in a text on its own.
_UNSEEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)

#: Between the columns of a table.
_GAP = "  "


def never_fail_to_encode() -> None:
    """Let a console of few characters, such as cp1252, show "?" for the others."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def visible(text: str) -> str:
    """Return a text with escapes for the characters that no terminal should get.

    >>> print(visible("a\x1b[2Jb\u202ec"))
    a\\x1b[2Jb\\u202ec
    """
    return _UNSEEN.sub(lambda match: ascii(match[0])[1:-1], text)


def echo(text: str = "", *, err: bool = False) -> None:
    """Print a line, escaped as `visible` does."""
    click.echo(visible(text), err=err)


def without_stdout() -> None:
    """Let standard output lead nowhere: what waits in it would fail again at the end."""
    with suppress(OSError), Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), sys.stdout.fileno())


def print_json(value: Any) -> None:
    """Print a value as one line of JSON, in ASCII so that every console and pipe can carry it."""
    click.echo(json.dumps(value, allow_nan=False).replace("\x7f", "\\u007f"))


def note(sentence: str) -> None:
    """Say something beside the answer: on stderr, so that pipes carry answers only."""
    with suppress(OSError):  # the answer is the same when nobody can hear the notes
        echo(sentence, err=True)


def say(sentence: str) -> None:
    """Print a sentence, on a terminal broken between words."""
    if sys.stdout.isatty():
        sentence = textwrap.fill(sentence, _width(), subsequent_indent=_indent(sentence))
    echo(sentence)


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
    rows = [[one_line(text) for text in row] for row in rows]
    header = [one_line(text) for text in header] if header else None
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
        echo(_GAP.join(cells).rstrip())


def one_line(text: str) -> str:
    """Return a text as `visible` does, line breaks escaped too."""
    return visible(text).replace("\n", "\\n")


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
            echo()
        for heading, text in zip(header, row, strict=True):
            say(f"{heading}: {text}")


@contextmanager
def working(sentence: str) -> Iterator[None]:
    """Show that work goes on while it does, on a terminal only."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console
    from rich.text import Text

    with Console(stderr=True).status(Text(visible(sentence)), spinner="line"):
        yield
