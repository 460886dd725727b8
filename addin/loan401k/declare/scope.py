"""What a body sees as ``xp``: the mathematics, and `require` for conditions between arguments."""

from __future__ import annotations

from typing import Any, Protocol

from ..errors import CellError, DomainError, NoAnswer, WorksheetError
from ..finance.numeric import Many, Namespace, One
from .kinds import outside


class Scope(Namespace, Protocol):
    """The namespace of a body, for one cell and for ranges alike."""

    def require(
        self,
        holds: bool,
        argument: str,
        value: Any,
        allowed: str,
        error: type[WorksheetError] = DomainError,
    ) -> None:
        """Refuse a value where the condition does not hold."""

    def answer(self, exists: bool, sentence: str) -> None:
        """Answer #N/A with the sentence where no answer exists."""


class OneCell(One):
    """The body's view of one cell: a broken condition raises."""

    @staticmethod
    def require(
        holds: bool,
        argument: str,
        value: Any,
        allowed: str,
        error: type[WorksheetError] = DomainError,
    ) -> None:
        """Raise the error where the condition does not hold."""
        if not holds:
            raise error(outside(argument, value, allowed))

    @staticmethod
    def answer(exists: bool, sentence: str) -> None:
        """Raise NoAnswer where no answer exists."""
        if not exists:
            raise NoAnswer(sentence)


class ManyCells(Many):
    """The body's view of a slice of cells: a broken condition marks its own cells."""

    def __init__(self) -> None:
        super().__init__()
        #: First error of each cell by its place in the slice, -1 for all cells without one.
        self.faults: dict[int, CellError] = {}

    def require(
        self,
        holds: Any,
        argument: str,
        value: Any,
        allowed: str,
        error: type[WorksheetError] = DomainError,
    ) -> None:
        """Note the error for every cell where the condition does not hold."""
        self._mark(holds, lambda of: error(outside(argument, of(value), allowed)))

    def answer(self, exists: Any, sentence: str) -> None:
        """Note #N/A for every cell that has no answer."""
        self._mark(exists, lambda _: NoAnswer(sentence))

    def _mark(self, holds: Any, make: Any) -> None:
        if -1 in self.faults or self.all(holds):
            return
        if not getattr(holds, "ndim", 0):  # one condition for the whole slice
            self.faults[-1] = make(lambda value: _at(value, 0)).cell()
            return
        for k in (~holds).nonzero()[0].tolist():
            if k not in self.faults:
                self.faults[k] = make(lambda value, k=k: _at(value, k)).cell()


def _at(value: Any, k: int) -> Any:
    return value[k] if getattr(value, "ndim", 0) else value


ONE_CELL = OneCell()
