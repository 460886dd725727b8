"""Cells as Office.js spells them, for the tests of every front that it calls."""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.reference.read import Case

_TEXTS = {"Num": "#NUM!", "NotAvailable": "#N/A", "Value": "#VALUE!"}


def sent(value: Any) -> Any:
    """Return a value as the add-in sends it: every argument a block, null if left out."""
    if value is None or isinstance(value, list):
        return value
    if isinstance(value, dt.date):
        serial = (value - dt.date(1899, 12, 30)).days
        formatted = {"type": "FormattedNumber", "basicValue": serial, "numberFormat": "m/d/yyyy"}
        return [[formatted]]
    return [[value]]


def call(case: Case) -> list[Any]:
    """Return a case as a call: the function's name and its arguments."""
    return [case.function, [sent(value) for value in case.positional]]


def shown(rows: list[list[Any]]) -> Any:
    """Return an answer as cells show it, errors as their texts; one cell as itself."""
    texts = [[_TEXTS[c["errorType"]] if isinstance(c, dict) else c for c in row] for row in rows]
    return texts[0][0] if len(texts) == len(texts[0]) == 1 else texts
