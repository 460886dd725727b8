"""Functions over ranges cell by cell, for hosts whose Python has no numpy."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any

from ..errors import CellError, InputError, NoAnswer, WorksheetError
from .kinds import is_range
from .one import one

if TYPE_CHECKING:
    from .declaration import Declaration

#: What a cell gets that one of the ranges does not reach.
OUTSIDE_RANGE = CellError(NoAnswer.code, "One of the ranges has no cell here.")


def over_grids(declaration: Declaration, given: Sequence[Any]) -> list[list[Any]]:
    """Return rows of results; a range is a list of rows, anything else one value."""
    grids = [value if is_range(value) else [[value]] for value in given]
    rows = max(len(grid) for grid in grids)
    columns = max(len(grid[0]) for grid in grids)
    return [
        [
            _answer(declaration, [stretched(grid, row, column) for grid in grids])
            for column in range(columns)
        ]
        for row in range(rows)
    ]


def over_lists(declaration: Declaration, given: Sequence[Any]) -> list[Any]:
    """Return a call's results from Python as lists: one list where no range has rows of its own.

    Shapes broadcast as numpy's do; a list of values is a row.
    """
    given_ranges = list(filter(is_range, given))
    if not all(map(len, given_ranges)):
        return []
    flat = not any(map(is_range, chain.from_iterable(given_ranges)))
    grids = [
        [value] if is_range(value) and not any(map(is_range, value)) else value for value in given
    ]
    ranges = [grid for grid in grids if is_range(grid)]
    heights = {len(grid) for grid in ranges} - {1}
    widths = {frozenset(len(row) if is_range(row) else 0 for row in grid) for grid in ranges}
    if len(heights) > 1 or len(widths - {frozenset((1,))}) > 1 or max(map(len, widths)) > 1:
        raise InputError("These ranges do not fit together: rows or columns differ in number.")
    rows = over_grids(declaration, grids)
    return rows[0] if flat else rows


def stretched(grid: Sequence[Sequence[Any]], row: int, column: int) -> Any:
    """Return a range's cell at a place of the result: a single row or column is repeated.

    `OUTSIDE_RANGE` beyond the others.
    """
    row = row if len(grid) > 1 else 0
    column = column if len(grid[0]) > 1 else 0
    if row >= len(grid) or column >= len(grid[0]):
        return OUTSIDE_RANGE
    return grid[row][column]


def _answer(declaration: Declaration, values: list[Any]) -> Any:
    try:
        return one(declaration, values)
    except WorksheetError as error:
        return error.cell()
