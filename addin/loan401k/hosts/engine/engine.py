"""The embedded engine with our functions in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import formualizer as fz

from ...declare import REGISTRY, Cell, WorksheetFunction
from ...errors import CellError
from ...package.addresses import LAST_ROW, Area, Place, reference
from .cells import fixed_block, from_engine, to_engine, value_of

#: Registered beside our functions; a point keeps them apart from anything a person would write.
BLOCK = "LOAN401K.BLOCK"
_ANSWER = "LOAN401K.ANSWER"


def _callback(declaration: WorksheetFunction) -> Callable[..., Any]:
    def call(*values: Any) -> Any:
        # An exception here would stop the formulas around this one, even IFERROR.
        return to_engine(declaration.cells([from_engine(value) for value in values]))

    return call


class Engine:
    """A workbook of formualizer's that knows our functions."""

    def __init__(self, book: fz.Workbook) -> None:
        """Register the functions, which must come before the first evaluation."""
        self.book = book
        self._answers: list[Any] = []
        for name, declaration in REGISTRY.items():
            book.register_function(name, _callback(declaration))
        book.register_function(BLOCK, fixed_block, min_args=3, max_args=3)
        book.register_function(_ANSWER, self._take, min_args=1, max_args=1)
        book.set_temporal_egress("serial")

    def _take(self, value: Any) -> float:
        self._answers.append(from_engine(value))
        return 0.0

    def ask(self, sheet: str, text: str, column: int) -> Any:
        """Return what a formula on the sheet gives, with the reasons of errors.

        The engine keeps the reason of an error while it works on one formula and drops it when
        it stores the value in a cell, so a function of ours around the formula takes it first.
        The formula stands in the last row of `column`, where no workbook keeps anything; the
        engine spends a millisecond on every hundred columns.
        """
        self._answers.clear()
        try:
            self.book.set_formula(sheet, LAST_ROW, column, f"={_ANSWER}({text.removeprefix('=')})")
            value = self.book.evaluate_cell(sheet, LAST_ROW, column)
        except (RuntimeError, fz.ExcelEvaluationError) as error:  # as for what it cannot resolve
            return CellError("#NAME?", str(error))
        self.book.set_value(sheet, LAST_ROW, column, None)
        return self._answers[-1] if self._answers else from_engine(value)

    def value(self, place: Place) -> Cell:
        """Return what a cell holds, None for a blank one."""
        return value_of(self.book.get_value(place.sheet, *place.address))

    def extent(self, place: Place) -> Area:
        """Return the area that the results of a cell's formula fill, at least the cell itself."""
        spill = self.book.inspect_cell(str(place), include_values=False).cell.spill
        if spill is None or not spill.extent:
            return Area(*place.address, *place.address)
        return reference(spill.extent)[1]
