"""The embedded engine: one formula, or a whole workbook, calculated without a spreadsheet.

formualizer calculates; it is pinned exactly and stays behind `evaluate` and `recalculate`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

try:
    import formualizer as fz
except ModuleNotFoundError as error:
    sentence = (
        "The embedded engine (formualizer) is not installed, and this needs it. An Intel (x64) "
        "Python gets it with pip install formualizer==0.13.0; it is not built for an ARM Python "
        "on Windows. The functions in Excel, LibreOffice and Python work without it."
    )
    raise ModuleNotFoundError(sentence, name="formualizer") from error

from ...declare import Cell
from ...errors import CellError
from .bounds import bounded, refuse_too_large
from .cells import Rows
from .engine import Engine, settings
from .formula import (
    ELSEWHERE,
    FormulaError,
    RecalculationError,
    check,
    explain_name_error,
    for_engine,
    refers_elsewhere,
    with_equals_sign,
)
from .reading.trust import first_doubt

if TYPE_CHECKING:
    from ...package import Sheets
    from ...package.addresses import Place
    from .result import Result

__all__ = [
    "FormulaError",
    "RecalculationError",
    "calculated_elsewhere",
    "evaluate",
    "recalculate",
    "refuse_too_large",
]

_SHEET, _COLUMN = "Sheet1", 1


def evaluate(formula: str) -> Cell | Rows:
    """Return what a formula gives, as float, bool, text, `CellError` or rows of these.

    The equals sign may be left out. Dates are serial numbers. A `CellError` of our functions
    says in `reason` what was wrong. Raises FormulaError for a formula that cannot be read, and
    RecalculationError for one that takes too much time or memory.

    >>> evaluate("=ROUND(LOAN_PAYMENT(12000, 0%, 1), 2)"), evaluate('UPPER("a")')
    (1000.0, 'A')
    >>> evaluate("=LOAN_PAYMENT(-1, 0%, 1)").reason
    'amount is -1; it must be above 0.'
    """
    text = with_equals_sign(formula)
    for position, character in enumerate(text):
        if "\ud800" <= character <= "\udfff":  # as Python carries bytes of another encoding
            raise FormulaError(text, position, "a byte stands here that is no UTF-8")
    check(text)
    if refers_elsewhere(text := for_engine(text)):
        return CellError("#REF!", ELSEWHERE)
    value = bounded(lambda: _answer(text), "The formula")
    if (why := first_doubt(text)) and not (isinstance(value, CellError) and value.reason):
        return CellError("#N/A", why)
    if isinstance(value, list):
        return [[_shown(cell) for cell in row] for row in value]
    if isinstance(value, CellError) and value == "#NAME?" and not value.reason:
        return CellError(value, " ".join(explain_name_error(text, set())))
    return _shown(value)


def _answer(text: str) -> Any:
    engine = Engine(fz.Workbook(config=settings(fz.WorkbookMode.Ephemeral)))
    engine.book.add_sheet(_SHEET)
    return engine.ask(_SHEET, text, _COLUMN)


def _shown(cell: Any) -> Cell:
    return 0.0 if cell is None else cell  # as a spreadsheet shows a formula that finds a blank


def recalculate(
    sheets: Sheets,
    inputs: Mapping[Place, object] | None = None,
    name: str = "the workbook",
    *,
    everything: bool = False,
    own: bool = False,
) -> Result:
    """Return the values of every cell of a workbook, with `inputs` in place of what cells hold.

    Calculated is what depends on our functions or on the inputs, or was never calculated; every
    other cell keeps the value that was saved, unless `everything` is to be calculated. Our `own`
    workbook is calculated as a whole without a look at its formulas, which tests hold to what the
    engine can do.

    An input is a number, text, bool, date or None for blank. `sheets` are taken over: they have
    the inputs afterwards. Errors call the workbook by `name`.

    Raises RecalculationError for an input that the workbook does not have and for a workbook
    that the engine cannot take, or not within the bounds of time and memory.
    """
    from .recalculation import recalculated  # only workbooks need lxml

    refuse_too_large(sheets.parts, name)
    return bounded(
        lambda: recalculated(sheets, inputs or {}, name, everything=everything, own=own), name
    )


def calculated_elsewhere(sheets: Sheets, values: Mapping[Place, Cell]) -> Result:
    """Return a workbook with the values that another program gives its formulas."""
    from .recalculation import collected

    return collected(sheets, values)
