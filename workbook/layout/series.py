"""Figures over time that charts read: a fixed number of steps, whatever the term."""

from __future__ import annotations

from collections.abc import Sequence

from loan401k.template import READY

from . import beside, style
from .book import Book
from .charts import Line

STEPS = 30  # as the setting Chart_Steps says
_LABEL_EVERY = 6


def block(
    book: Book,
    title: str,
    span: str,
    curves: Sequence[tuple[str, str, str, str]],
    *,
    per_year: str = "Payments_Per_Year",
) -> tuple[str, list[Line], beside.Block]:
    """Write the steps on Behind; return the cells of the times, the lines, and where they are.

    `span` is the number of periods covered. A curve is (name, formula, colour, dash); in its
    formula {k} is the cell of the periods passed, {t} the years, {one} the first curve's cell.
    """
    page, place = book.behind, beside.room(book, title, 3 + len(curves), STEPS + 1)
    heads = ("Step", "Periods", "Years", *(curve[0] for curve in curves))
    for letter, head in zip(place.letters, heads, strict=True):
        page.put(f"{letter}{place.first - 1}", head, "Table head")
    step_letter, k_letter, label_letter, *letters = place.letters
    for step in range(STEPS + 1):
        row = place.first + step
        k = f"${k_letter}{row}"
        t = f"({k}/{per_year})"
        page.put(f"{step_letter}{row}", step, "Value quiet")
        periods = f'=IF({READY},ROUND({span}*${step_letter}{row}/Chart_Steps,0),"")'
        page.put(f"{k_letter}{row}", periods, "Value quiet")
        # Only these steps are labelled on the axis, whatever a program would choose.
        labelled = step % _LABEL_EVERY == 0
        label = f'=IF({READY},ROUND({t},1)&"","")' if labelled else None
        page.put(f"{label_letter}{row}", label, "Value quiet")
        one = f"${letters[0]}{row}"
        for letter, (_, formula, _, _) in zip(letters, curves, strict=True):
            value = f'=IF({READY},{formula.format(k=k, t=t, one=one)},"")'
            page.put(f"{letter}{row}", value, "Value quiet", style.MONEY)
    lines = [
        Line(place.head(3 + number), place.column(3 + number), colour, dash)
        for number, (_, _, colour, dash) in enumerate(curves)
    ]
    return place.column(2), lines, place
