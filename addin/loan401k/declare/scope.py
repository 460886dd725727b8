"""What a body sees as ``xp``: the mathematics, and `require` for conditions between arguments."""

from __future__ import annotations

from typing import Any, Protocol

from ..errors import DomainError, NoAnswer, WorksheetError
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
        #: Which cells have no answer, None for none; why, the single call says.
        self.broken: Any = None

    def require(self, holds: Any, *_: Any) -> None:
        """Mark every cell where the condition does not hold."""
        if not self.all(holds):
            broken = self.no(holds)
            self.broken = broken if self.broken is None else self.either(self.broken, broken)

    def answer(self, exists: Any, sentence: str) -> None:
        """Mark every cell that has no answer."""
        self.require(exists)


ONE_CELL = OneCell()
