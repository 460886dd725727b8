"""Functions over ranges cell by cell, for hosts whose Python has no numpy."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ..errors import CellError, NoAnswer, WorksheetError
from .kinds import is_range

if TYPE_CHECKING:
    from .declaration import Declaration


def over_grids(declaration: Declaration, values: Sequence[Any]) -> list[list[Any]]:
    """Return rows of results; a range is a list of rows, anything else one value."""
    grids = [value if is_range(value) else None for value in values]
    rows = max(len(grid) for grid in grids if grid is not None)
    columns = max(len(grid[0]) for grid in grids if grid is not None)
    return [
        [
            _answer(
                declaration,
                [
                    value if grid is None else _cell(grid, row, column)
                    for value, grid in zip(values, grids, strict=True)
                ],
            )
            for column in range(columns)
        ]
        for row in range(rows)
    ]


def _cell(grid: list[list[Any]], row: int, column: int) -> Any:
    """Return the cell at a place of the result; single rows and columns stretch."""
    row = row if len(grid) > 1 else 0
    column = column if len(grid[0]) > 1 else 0
    if row >= len(grid) or column >= len(grid[0]):
        return CellError(NoAnswer.code, "One of the ranges has no cell here.")
    return grid[row][column]


def _answer(declaration: Declaration, values: list[Any]) -> Any:
    try:
        return declaration.one(values)
    except WorksheetError as error:
        return error.cell()
