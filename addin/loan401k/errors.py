"""What a worksheet function answers when it cannot answer: cell errors and their exceptions."""

from __future__ import annotations

#: Every error that a cell can hold, by Excel's number for it (XlCVError).
ERROR_NUMBERS = {
    2000: "#NULL!",
    2007: "#DIV/0!",
    2015: "#VALUE!",
    2023: "#REF!",
    2029: "#NAME?",
    2036: "#NUM!",
    2042: "#N/A",
    2043: "#GETTING_DATA",
    2045: "#SPILL!",
    2050: "#CALC!",
}
ERROR_CODES = tuple(ERROR_NUMBERS.values())


#: The sentence of a result that overflows.
BEYOND = "The result is beyond the range of a double."


class CellError(str):
    """The error of one cell, such as ``"#NUM!"``, with the sentence that explains it."""

    __slots__ = ("reason",)
    reason: str

    def __new__(cls, code: str, reason: str = "") -> CellError:
        """Make the error ``code``; ``reason`` says what was wrong."""
        error = super().__new__(cls, code)
        error.reason = reason
        return error

    def __reduce__(self) -> tuple[type[CellError], tuple[str, str]]:
        return CellError, (str(self), self.reason)


class WorksheetError(ValueError):
    """No value can be given; ``code`` is what the cell shows, the text says why."""

    code = "#VALUE!"

    def cell(self) -> CellError:
        """Return the error as a value for a cell."""
        return CellError(self.code, str(self))


class InputError(WorksheetError, TypeError):
    """An argument of the wrong type, or a word outside its list: #VALUE!."""


class DomainError(WorksheetError):
    """A number outside its range, or a result beyond the range of a double: #NUM!."""

    code = "#NUM!"


class NoAnswer(WorksheetError):
    """The question has no answer ("never"), or the tables do not hold it: #N/A."""

    code = "#N/A"


def raised(error: CellError) -> WorksheetError:
    """Return the exception whose cell shows this error for a reason of ours."""
    kinds = (InputError, DomainError, NoAnswer)
    kind = next((kind for kind in kinds if kind.code == error), None)
    return kind(error.reason) if kind and error.reason else ErrorInArgument(error)


class ErrorInArgument(WorksheetError):
    """An argument is itself an error, which passes through unchanged."""

    def __init__(self, error: CellError) -> None:
        super().__init__(error.reason or f"an argument holds the error {error}")
        self.code = str(error)
