"""Blocks of figures over time that charts read: a fixed number of steps, whatever the term."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import column_index_from_string

from loan401k.template import READY

from . import style
from .book import Page
from .charts import Line

STEPS = 30  # as the setting Chart_Steps says
_LABEL_EVERY = 6


def block(
    page: Page,
    left: str,
    top: int,
    span: str,
    curves: Sequence[tuple[str, str, str, str]],
    *,
    per_year: str = "Payments_Per_Year",
) -> tuple[str, list[Line]]:
    """Write the block and return its times and its lines.

    `span` is the number of periods covered. A curve is (name, formula, colour, dash); in its
    formula {k} is the cell of the periods passed, {t} the years, {row} the row's number.
    """
    first_column = column_index_from_string(left)
    letters = [get_column_letter(first_column + k) for k in range(3 + len(curves))]
    heads = ("Step", "Periods", "Years", *(curve[0] for curve in curves))
    for letter, head in zip(letters, heads, strict=True):
        page.put(f"{letter}{top}", head, "Table head")
    first, last = top + 1, top + 1 + STEPS
    for row in range(first, last + 1):
        step, k = f"${letters[0]}{row}", f"${letters[1]}{row}"
        t = f"({k}/{per_year})"
        page.put(step.lstrip("$"), row - first, "Value quiet")
        page.put(
            f"{letters[1]}{row}",
            f'=IF({READY},ROUND({span}*{step}/Chart_Steps,0),"")',
            "Value quiet",
        )
        # Only these steps are labelled on the axis, whatever a program would choose.
        labelled = (row - first) % _LABEL_EVERY == 0
        label = f'=IF({READY},ROUND({t},1)&"","")' if labelled else None
        page.put(f"{letters[2]}{row}", label, "Value quiet")
        for letter, (_, formula, _, _) in zip(letters[3:], curves, strict=True):
            page.put(
                f"{letter}{row}",
                f'=IF({READY},{formula.format(k=k, t=t, row=row)},"")',
                "Value quiet",
                style.MONEY,
            )
    sheet = f"'{page.title}'!"

    def cells(letter: str) -> str:
        return f"{sheet}${letter}${first}:${letter}${last}"

    made = [
        Line(f"{sheet}${letter}${top}", cells(letter), colour, dash)
        for letter, (_, _, colour, dash) in zip(letters[3:], curves, strict=True)
    ]
    return cells(letters[2]), made
