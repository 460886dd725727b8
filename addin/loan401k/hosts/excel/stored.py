"""Calls as the file of a workbook holds them for an Office.js add-in: `_xldudf_NAME(`.

Excel on Mac and Windows never resolves a plain name that it met before the add-in was loaded.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...declare import REGISTRY
from ...package import Parts, Sheets, with_calls

PREFIX = "_xldudf_"


def for_office_js(parts: Parts) -> Parts:
    """Return the workbook with every call of ours stored for an Office.js add-in."""
    sheets = Sheets(parts)
    with_calls(sheets, lambda name: f"{PREFIX}{name}" if name in REGISTRY else name)
    return sheets.saved()


def called(parts: Parts) -> list[str]:
    """Return the functions that the cells' formulas call, as the file stores their names."""
    found = set()

    def note(name: str) -> str:
        found.add(name)
        return name

    with_calls(Sheets(parts), note)
    return sorted(found)


def faults(parts: Parts) -> Iterator[str]:
    """Yield what keeps calls of the workbook from resolving, each as a sentence."""
    names = called(parts)
    ours = [name for name in names if name.startswith(PREFIX)]
    if not ours:
        yield "No formula calls a function of an Office.js add-in."
    for name in ours:
        if name.removeprefix(PREFIX) not in REGISTRY:
            yield f"A formula calls {name.removeprefix(PREFIX)}, which is no function of ours."
    for name in names:
        if name in REGISTRY:
            yield f"A formula calls {name} by its plain name, which stays #NAME? in Excel on Mac."
