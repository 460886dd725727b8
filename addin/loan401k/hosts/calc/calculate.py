"""Calculate a file in LibreOffice; run by the client, with LibreOffice's Python."""

from __future__ import annotations

import runpy
from typing import Any

_EXCEL = "Calc MS Excel 2007 XML"


def calculate(office: Any, source: str, target: str, heal: str, functions: list[str]) -> None:
    """Open the file at a URL, look up our functions, calculate all of it, store it at another."""
    document = office.desktop.loadComponentFromURL(source, "_blank", 0, _properties(Hidden=True))
    try:
        runpy.run_path(heal)["heal"](document, functions)
        document.calculateAll()
        document.storeToURL(target, _properties(FilterName=_EXCEL))
    finally:
        document.close(True)


def _properties(**values: Any) -> tuple[Any, ...]:
    from com.sun.star.beans import PropertyValue  # type: ignore[import-not-found]

    return tuple(PropertyValue(name, 0, value, 0) for name, value in values.items())
