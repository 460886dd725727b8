"""What `open` and `recalc` say about a calculated workbook, to a person and to a program."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ..package.addresses import Address, Place
from ..package.formats import is_number
from ..template import (
    BEST,
    CHANGES,
    COMPARISON,
    FIGURES,
    KNOWING,
    SCHEDULE,
    SCHEDULE_NOTE,
    TURNS,
    WARNINGS,
    WORDS,
)
from .terminal import echo, note, print_table, say

if TYPE_CHECKING:
    from ..hosts.engine.result import Block, Result

#: Rows of the schedule that a person is shown; JSON has all.
FIRST_ROWS = 12

_TABLES = (("The ways to deal with the debts", COMPARISON), ("How much, and for how long", BEST))

#: A workbook whose every cell is wrong is not to fill the screen with reasons.
_MOST_NOTES = 20


def decision(result: Result) -> dict[str, Any]:
    """Return the template's answer for JSON, each part by its name in the workbook."""
    return {
        **{name: result.named_block(name).values[0][0] for name in (*WORDS, *FIGURES)},
        CHANGES: [row for row in result.named_block(CHANGES).values[1:] if row[0]],
        KNOWING: result.named_block(KNOWING).values[1:],
        TURNS: _filled(result.named_block(TURNS).values[1:]),
        WARNINGS: _filled(result.named_block(WARNINGS).values),
        **{name: result.named_block(name).values for name in (COMPARISON, BEST, SCHEDULE)},
        SCHEDULE_NOTE: result.named(SCHEDULE_NOTE),
    }


def print_decision(result: Result) -> None:
    """Print the template's answer for a person."""
    for sentence in (result.named_block(name).texts[0][0] for name in WORDS):
        if sentence:
            say(sentence)
    for name in (CHANGES, KNOWING):
        heading, *lines = result.named_block(name).texts
        if any(line[0] for line in lines):
            echo(f"\n{', '.join(filter(None, heading))}")
            print_table(lines, right=[False, True])
    turns = result.named_block(TURNS).texts
    _print_list(turns[0][0], turns[1:])
    _print_list("Look at this first", result.named_block(WARNINGS).texts)
    for title, name in _TABLES:
        echo(f"\n{title}")
        _print_named(result.named_block(name))
    _print_schedule(result)


def _print_list(heading: str, rows: list[list[str]]) -> None:
    """Print the sentences in some rows, if there are any."""
    if sentences := _filled(rows):
        echo(f"\n{heading}")
        for sentence in sentences:
            say(f"  {sentence}")


def _print_schedule(result: Result) -> None:
    """Print the first payments, or why none is listed."""
    schedule = result.named_block(SCHEDULE)
    payments = len(schedule.texts) - 1
    some = f", first {FIRST_ROWS} of {payments} payments" if payments > FIRST_ROWS else ""
    echo(f"\nSchedule{some}")
    if payments:
        _print_named(schedule, FIRST_ROWS)
    else:
        say(str(result.named(SCHEDULE_NOTE)))


def _filled(rows: list[list[Any]]) -> list[Any]:
    return [cell for row in rows for cell in row if cell not in (None, "")]


def _print_named(block: Block, rows: int | None = None) -> None:
    header, *body = block.texts
    numeric = block._replace(values=block.values[1:]).right
    print_table(body[:rows], right=numeric, header=header)


#: The key, beside the sheets, of what became of the cells; no sheet's name may have brackets.
COUNTS = "[cells]"


def all_values(result: Result) -> dict[str, dict[str, Any]]:
    """Return every cell with a formula for JSON, {sheet: {A1: value}}, and their counts."""
    return {
        COUNTS: {name.replace(" ", "_"): count for name, count in _counts(result).items()},
        **{
            sheet: {str(cell): result.in_full(Place(sheet, cell)) for cell in values}
            for sheet, values in result.values.items()
        },
    }


def _counts(result: Result) -> dict[str, int]:
    kept, failed = len(result.kept), len(result.failed)
    calculated = sum(map(len, result.values.values())) - kept - failed
    return {"calculated": calculated, "kept": kept, "not calculated": failed}


def counted(result: Result) -> str:
    """Return how many cells were calculated and how many were not, in words."""
    calculated, kept, failed = _counts(result).values()
    words = [f"{calculated} cells calculated"]
    if kept:
        words.append(f"{kept} kept as saved")
    if failed:
        words.append(f"{failed} that could not be calculated")
    return ", ".join(words)


def print_values(result: Result) -> None:
    """Print the calculated cells of each sheet: the single ones in a table, then each array."""
    names = result.names()
    arrays = list(result.arrays())
    gap = ""
    for sheet, values in result.values.items():
        areas = [cells for owner, cells in arrays if owner == sheet]
        singles = [cell for cell in values if not any(cells.holds(cell) for cells in areas)]
        if singles:
            echo(f"{gap}{sheet}")
            places = {cell: Place(sheet, cell) for cell in singles}
            texts = _aligned(values, {cell: result.text(places[cell]) for cell in singles})
            lines = [(str(cell), names.get(places[cell], ""), texts[cell]) for cell in singles]
            print_table(lines, right=[False, False, False], header=["Cell", "Name", "Value"])
            gap = "\n"
        for cells in areas:
            block = result.block(sheet, cells)
            echo(f"{gap}{sheet}!{block.area}")
            print_table(block.texts, right=block.right)
            gap = "\n"
    if result.kept or result.failed:
        echo(f"{gap}{counted(result).capitalize()}.")


def _aligned(values: Mapping[Address, Any], texts: dict[Address, str]) -> dict[Address, str]:
    """Return the texts with the numbers among them aligned to the right."""
    numbers = {cell for cell in texts if is_number(values[cell])}
    width = max((len(texts[cell]) for cell in numbers), default=0)
    return {cell: text.rjust(width) if cell in numbers else text for cell, text in texts.items()}


def note_findings(result: Result) -> bool:
    """Say on stderr what could not be calculated and which cells are errors; whether any is."""
    said = result.diagnostics.not_calculated
    errors = [(cell, error) for cell, error in result.errors() if str(cell) not in said]
    sentences = [*result.diagnostics.sentences()]
    sentences += [
        f"{cell} is {error}{f': {error.reason}' * bool(error.reason)}" for cell, error in errors
    ]
    for sentence in sentences[:_MOST_NOTES]:
        note(sentence)
    if len(sentences) > _MOST_NOTES:
        note(f"... and {len(sentences) - _MOST_NOTES} more.")
    return bool(errors or said)
