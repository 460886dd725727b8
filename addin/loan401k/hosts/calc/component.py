"""What LibreOffice loads: a service with one method a function, and the job that heals workbooks.

A single value must reach Calc as such: a table of one cell, as condition of an IF, breaks any IF
in that IF's branches (Err:509). But Python's bridge hands rows over as a table only where the
method's type promises one, as that of table functions does, or inside a structure. So functions
of single cells promise anything, and their rows travel in the event of a volatile result, which
Calc asks for at once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

from ...declare import REGISTRY, WorksheetFunction
from . import names
from .cells import answer
from .heal import can_need_it, heal

#: Answers over ranges that are kept. Calc keeps each volatile result until its document is closed,
#: so an answer given again should be the same object.
_KEPT = 256


class _VolatileRows:
    """Rows on their way to Calc, which in fact never change."""

    def __init__(self, event: Any) -> None:
        self._event = event

    def addResultListener(self, listener: Any) -> None:
        """Tell Calc the rows."""
        listener.modified(self._event)

    def removeResultListener(self, listener: Any) -> None:
        """Forget nothing: no listener was kept."""


class _Healer:
    """The job at the opening of documents."""

    def execute(self, arguments: Sequence[Any]) -> None:
        """Heal the document that has just been opened."""
        environment = next(a.Value for a in arguments if a.Name == "Environment")
        document = next((a.Value for a in environment if a.Name == "Model"), None)
        if document is not None and can_need_it(document):
            heal(document, REGISTRY)


def _methods(held: Callable[[Any], Any]) -> dict[str, Callable[..., Any]]:
    """Return a method for each function; `held` makes the volatile result of rows."""

    @lru_cache(_KEPT)
    def over_ranges(name: str, values: tuple[Any, ...]) -> Any:
        result = answer(REGISTRY[name], values)
        return held(result) if isinstance(result, tuple) else result

    def of_cells(declaration: WorksheetFunction) -> Callable[..., Any]:
        def method(_: Any, *values: Any) -> Any:
            if tuple in map(type, values):
                return over_ranges(declaration.name, values)
            return answer(declaration, values)

        return method

    def of_table(declaration: WorksheetFunction) -> Callable[..., Any]:
        def method(_: Any, *values: Any) -> Any:
            result = answer(declaration, values)
            return result if isinstance(result, tuple) else ((result,),)

        return method

    return {d.name: (of_table if d.is_table else of_cells)(d) for d in REGISTRY.values()}


def implementations() -> Any:
    """Return what LibreOffice asks the component for: its services and how to make them."""
    import uno  # type: ignore[import-not-found]
    import unohelper  # type: ignore[import-not-found]

    def implementing(interface: str, *bases: type) -> tuple[type, ...]:
        return (*bases, unohelper.Base, uno.getClass(interface))

    volatile = implementing("com.sun.star.sheet.XVolatileResult", _VolatileRows)
    volatile_rows = type("VolatileRows", volatile, {})

    def held(rows: Any) -> Any:
        event = uno.createUnoStruct("com.sun.star.sheet.ResultEvent")
        # Calc keeps numbers in half the room of cells that may be anything.
        numbers = all(type(cell) is float for row in rows for cell in row)
        event.Value = uno.Any("[][]double" if numbers else "[][]any", rows)
        return volatile_rows(event)

    interface = f"{names.MODULE}.{names.INTERFACE}"
    functions = type("Functions", implementing(interface), _methods(held))
    healer = type("Healer", implementing("com.sun.star.task.XJob", _Healer), {})
    helper = unohelper.ImplementationHelper()
    helper.addImplementation(lambda context: functions(), names.SERVICE, (names.SERVICE,))
    job = "com.sun.star.task.Job"
    helper.addImplementation(lambda context: healer(), names.HEALER, (names.HEALER, job))
    return helper
