"""The embedded engine with our functions in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import formualizer as fz

from ...declare import REGISTRY, Cell, WorksheetFunction
from ...errors import CellError
from ...package.addresses import LAST_ROW, Area, Place, reference
from .bounds import MOST_IN_RANGE, is_stopping, on_stop, too_large
from .cells import fixed_block, from_engine, to_engine, value_of

#: Registered beside our functions; a point keeps them apart from anything a person would write.
BLOCK = "LOAN401K.BLOCK"
_ANSWER = "LOAN401K.ANSWER"

_TOO_LARGE = (
    f"A range has more than {MOST_IN_RANGE:,} cells, the most that the embedded engine hands over; "
    "name the rows, as in A1:A500."
)


def _callback(declaration: WorksheetFunction) -> Callable[..., Any]:
    def call(*values: Any) -> Any:
        if is_stopping():
            raise SystemExit
        if any(map(too_large, values)):
            return to_engine(CellError("#VALUE!", _TOO_LARGE))
        # An exception here would stop the formulas around this one, even IFERROR.
        return to_engine(declaration.cells([from_engine(value) for value in values]))

    return call


def settings(mode: fz.WorkbookMode) -> fz.WorkbookConfig:
    """Return how the engine is to work: in the one thread that can be told to stop.

    A pool of threads would end only with the workbook, and our functions take turns anyhow.
    """
    evaluation = fz.EvaluationConfig()
    evaluation.enable_parallel = False
    return fz.WorkbookConfig(mode=mode, eval_config=evaluation)


class Engine:
    """A workbook of formualizer's that knows our functions."""

    def __init__(self, book: fz.Workbook) -> None:
        """Register the functions, which must come before the first evaluation."""
        self.book = book
        on_stop(book.cancel)
        answers: dict[int, Any] = {}

        def take(number: float, value: Any) -> float:
            # No method: the book would keep this engine, which keeps the book, for good.
            answers[int(number)] = from_engine(value)
            return 0.0

        self._answers = answers
        for name, declaration in REGISTRY.items():
            book.register_function(name, _callback(declaration))
        book.register_function(BLOCK, fixed_block, min_args=3, max_args=3)
        book.register_function(_ANSWER, take, min_args=2, max_args=2)
        book.set_temporal_egress("serial")

    def ask(self, sheet: str, text: str, column: int) -> Any:
        """Return what a formula on the sheet gives, with the reasons of errors."""
        return self.ask_all([(sheet, text)], column)[0]

    def ask_all(self, formulas: Sequence[tuple[str, str]], column: int) -> list[Any]:
        """Return what formulas give, each on its sheet, with the reasons of errors.

        The engine keeps the reason of an error while it works on one formula and drops it when
        it stores the value in a cell, so a function of ours around the formula takes it first.
        The formulas stand in the last rows of `column`, where no workbook keeps anything; the
        engine spends a millisecond on every hundred columns. It looks through all that a cell
        depends on at every request, so one request is for all of them.
        """
        self._answers.clear()
        places = [(sheet, LAST_ROW - number, column) for number, (sheet, _) in enumerate(formulas)]
        try:
            for number, (place, (_, text)) in enumerate(zip(places, formulas, strict=True)):
                self.book.set_formula(*place, f"={_ANSWER}({number},{text.removeprefix('=')})")
            values = self.book.evaluate_cells(places)
        except (RuntimeError, fz.ExcelEvaluationError) as error:  # as for what it cannot resolve
            if len(formulas) == 1:
                return [CellError("#NAME?", str(error))]
            return [self.ask(sheet, text, column) for sheet, text in formulas]
        for place in places:
            self.book.set_value(*place, None)
        return [self._answers.get(n, from_engine(value)) for n, value in enumerate(values)]

    def value(self, place: Place) -> Cell:
        """Return what a cell holds, None for a blank one."""
        return value_of(self.book.get_value(place.sheet, *place.address))

    def extent(self, place: Place) -> Area:
        """Return the area that the results of a cell's formula fill, at least the cell itself."""
        spill = self.book.inspect_cell(str(place), include_values=False).cell.spill
        if spill is None or not spill.extent:
            return Area(*place.address, *place.address)
        return reference(spill.extent)[1]
