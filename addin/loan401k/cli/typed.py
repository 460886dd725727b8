"""Values as a person types them into a cell, such as 4.25% or $10,000."""

from __future__ import annotations

import datetime as dt
import math
import re
from decimal import Decimal

_NUMBER = re.compile(
    r"(?P<minus>-|\+)?(?P<money>\$)?(?P<inner>-)?"
    r"(?P<digits>(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d*)?|\.\d+)(?P<power>[eE][+-]?\d{1,4})?"
    r"\s*(?P<percent>%)?",
    re.ASCII,
)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_FLAGS = {"TRUE": True, "FALSE": False}


def parse_value(text: str) -> float | bool | str | dt.date | None:
    """Return what a cell would hold after a person typed `text` into it.

    Numbers may have commas between thousands, a dollar sign, a percent sign, or brackets for a
    negative amount. A date is written year-month-day. Anything else stays text, so that the
    function that gets it says what is wrong with it; blank is None.

    >>> parse_value("4.25%"), parse_value("$10,000"), parse_value("true"), parse_value(" ")
    (0.0425, 10000.0, True, None)
    >>> parse_value("2026-03-15"), parse_value("nominal"), parse_value("4,25")
    (datetime.date(2026, 3, 15), 'nominal', '4,25')
    """
    typed = text.strip()
    if not typed:
        return None
    if typed.upper() in _FLAGS:
        return _FLAGS[typed.upper()]
    if _DATE.fullmatch(typed):
        try:
            return dt.date.fromisoformat(typed)
        except ValueError:
            return typed
    number = _number(typed)
    return typed if number is None else number


def _number(typed: str) -> float | None:
    in_brackets = typed.startswith("(") and typed.endswith(")")
    match = _NUMBER.fullmatch(typed[1:-1].strip() if in_brackets else typed)
    if match is None:
        return None
    money, inner = match["money"], match["inner"]
    signs = bool(match["minus"]) + bool(inner) + in_brackets
    if signs > 1 or (money and match["percent"]) or (inner and not money):
        return None
    # Decimal, so that 4.25% is the double nearest to 0.0425.
    value = Decimal(match["digits"].replace(",", "") + (match["power"] or ""))
    number = float(value / 100 if match["percent"] else value)
    if not math.isfinite(number):
        return None
    negative = match["minus"] == "-" or inner or in_brackets
    return -number if negative else number
