"""What `open` and `recalc` say about a calculated workbook, to a person and to a program."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import click

from ..package.addresses import address
from ..template import COMPARISON, FIGURES, SCHEDULE, WARNINGS, WORDS
from .forms import is_number
from .shown import Block, Shown
from .terminal import note, print_table, say

#: Rows of the schedule that a person is shown; JSON has all.
FIRST_ROWS = 12

#: A workbook whose every cell is wrong is not to fill the screen with reasons.
_MOST_NOTES = 20


def decision(shown: Shown) -> dict[str, Any]:
    """Return the template's answer for JSON: verdict, figures, warnings and tables in full."""
    return {
        **{name.lower(): shown.named(name).values[0][0] for name in WORDS},
        **{key: shown.named(name).values[0][0] for name, (key, _) in FIGURES.items()},
        "warnings": _filled(shown.named(WARNINGS).values),
        "comparison": shown.named(COMPARISON).values,
        "schedule": shown.named(SCHEDULE).values,
    }


def print_decision(shown: Shown) -> None:
    """Print the template's answer for a person."""
    for sentence in (shown.named(name).texts[0][0] for name in WORDS):
        if sentence:
            say(sentence)
    click.echo()
    figures = [(text, shown.named(name).texts[0][0]) for name, (_, text) in FIGURES.items()]
    print_table(figures, right=[False, True])
    warnings = _filled(shown.named(WARNINGS).texts)
    if warnings:
        click.echo("\nWarnings")
        for warning in warnings:
            say(f"  {warning}")
    click.echo("\nComparison")
    _print_named(shown.named(COMPARISON))
    schedule = shown.named(SCHEDULE)
    payments = len(schedule.texts) - 1
    some = f", first {FIRST_ROWS} of {payments} payments" if payments > FIRST_ROWS else ""
    click.echo(f"\nSchedule{some}")
    _print_named(schedule, FIRST_ROWS)


def _filled(rows: list[list[Any]]) -> list[Any]:
    return [cell for row in rows for cell in row if cell not in (None, "")]


def _print_named(block: Block, rows: int | None = None) -> None:
    header, *body = block.texts
    numeric = Block(block.sheet, block.area, block.values[1:], body).right
    print_table(body[:rows], right=numeric, header=header)


def all_values(shown: Shown) -> dict[str, dict[str, Any]]:
    """Return every calculated cell for JSON, {sheet: {A1: value}}."""
    return {
        sheet: {a1: shown.in_full(sheet, a1) for a1 in values}
        for sheet, values in shown.result.values.items()
    }


def print_values(shown: Shown) -> None:
    """Print the calculated cells of each sheet: the single ones in a table, then each array."""
    names = shown.names()
    arrays = list(shown.arrays())
    gap = ""
    for sheet, values in shown.result.values.items():
        areas = [cells for owner, cells in arrays if owner == sheet]
        singles = [a1 for a1 in values if not any(cells.holds(address(a1)) for cells in areas)]
        if singles:
            click.echo(f"{gap}{sheet}")
            texts = _aligned(values, {a1: shown.text(sheet, a1) for a1 in singles})
            lines = [(a1, names.get((sheet, a1), ""), texts[a1]) for a1 in singles]
            print_table(lines, right=[False, False, False], header=["Cell", "Name", "Value"])
            gap = "\n"
        for cells in areas:
            block = shown.block(sheet, cells)
            click.echo(f"{gap}{sheet}!{block.area}")
            print_table(block.texts, right=block.right)
            gap = "\n"


def _aligned(values: Mapping[str, Any], texts: dict[str, str]) -> dict[str, str]:
    """Return the texts with the numbers among them aligned to the right."""
    numbers = {a1 for a1 in texts if is_number(values[a1])}
    width = max((len(texts[a1]) for a1 in numbers), default=0)
    return {a1: text.rjust(width) if a1 in numbers else text for a1, text in texts.items()}


def note_findings(shown: Shown) -> bool:
    """Say on stderr what could not be calculated and which cells are errors; whether any is."""
    errors = list(shown.errors())
    sentences = [*shown.result.diagnostics.sentences()]
    sentences += [
        f"{cell} is {error}{f': {error.reason}' * bool(error.reason)}" for cell, error in errors
    ]
    for sentence in sentences[:_MOST_NOTES]:
        note(sentence)
    if len(sentences) > _MOST_NOTES:
        note(f"... and {len(sentences) - _MOST_NOTES} more.")
    return bool(errors)
