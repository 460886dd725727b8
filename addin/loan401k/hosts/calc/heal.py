"""Make LibreOffice look up the functions of a workbook that it has just opened.

LibreOffice 7.4 reads .xlsx without knowing the names of extensions' functions and shows #NAME?.
When a defined name comes or goes, it compiles all cells with an unknown name again, array formulas
too, and finds them; defined names that call a function are entered again one by one. Newer
versions know the functions from the start and lose nothing by it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

_NAME = "loan401k_looks_up_its_functions"


def heal(document: Any, functions: Iterable[str]) -> None:
    """Heal an open spreadsheet that calls some of the functions.

    It counts as changed, and has something to undo, only if that was so before.
    """
    call = re.compile(rf"(?<![\w.])(?:{'|'.join(functions)})(?=\()", re.IGNORECASE)
    changed, undoable = document.isModified(), document.UndoManager.isUndoPossible()
    for defined in _defined_names(document):
        if call.search(defined.Content):
            defined.setContent(defined.Content)
    first_cell = document.Sheets.getByIndex(0).getCellByPosition(0, 0).CellAddress
    document.NamedRanges.addNewByName(_NAME, "1", first_cell, 0)
    document.NamedRanges.removeByName(_NAME)
    if not undoable:
        document.UndoManager.clear()
    document.setModified(changed)


def _defined_names(document: Any) -> Iterator[Any]:
    for owner in (document, *document.Sheets):
        for name in owner.NamedRanges.ElementNames:
            yield owner.NamedRanges.getByName(name)


def can_need_it(document: Any) -> bool:
    """Return whether a document is a spreadsheet that was read from one of Excel's formats."""
    if not document.supportsService("com.sun.star.sheet.SpreadsheetDocument"):
        return False
    filters = [argument.Value for argument in document.getArgs() if argument.Name == "FilterName"]
    return any("Excel" in name or "Office Open XML" in name for name in filters)
