"""How the file format stores a value of a cell: as a type and a text."""

from __future__ import annotations

import datetime as dt
import math
import re

from ..errors import ERROR_CODES, CellError
from ..serial import stored_serial

FILE_ERRORS = ("#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA")
"""The error texts that the file format knows.

Excel stores the errors of newer versions, such as #SPILL!, as #VALUE! and their kind elsewhere.
"""

LONGEST_TEXT = 32_767

# The format writes what XML cannot hold as _xHHHH_, so a text that looks like it needs escaping.
_NEEDS_ESCAPE = re.compile(
    "_(?=x[0-9A-Fa-f]{4}_)|[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]"
)
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


def stored(
    value: object, *, digits: int | None = None, from_1904: bool = False
) -> tuple[str, str | None]:
    """Return the type attribute and the text with which the file format stores `value`.

    A text that is one of Excel's error texts is an error, and so are infinity and NaN (#NUM!).
    Dates are serial numbers.

    >>> stored(75.0), stored(True), stored("#N/A"), stored(0.1 + 0.2, digits=12)
    (('', '75'), ('b', '1'), ('e', '#N/A'), ('', '0.3'))
    """
    if not isinstance(value, (str, int, float)) and hasattr(value, "item"):
        value = value.item()  # one number out of numpy
    if value is None:
        return "", None
    if isinstance(value, bool):
        return "b", str(int(value))
    if isinstance(value, (int, float)):
        return _stored_number(value, digits)
    if isinstance(value, dt.date):
        return _stored_number(stored_serial(value, from_1904=from_1904), digits)
    if isinstance(value, str):
        return _stored_text(value)
    raise TypeError(f"a cell cannot hold {value!r}, a {type(value).__name__}")


def saved(kind: str, text: str) -> float | bool | str | None:
    """Return the value that type attribute and text store beside a formula, None for none.

    A text that stands elsewhere in the file is none either.

    >>> saved("", "75"), saved("b", "1"), saved("e", "#N/A"), saved("str", "a_x0041_b")
    (75.0, True, '#N/A', 'aAb')
    """
    if kind == "str":
        return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
    if kind == "e":
        return CellError(text)
    if kind == "b":
        return text.strip() in ("1", "true")
    try:
        return float(text) if kind in ("", "n") else None
    except ValueError:
        return None


def _stored_number(value: float, digits: int | None) -> tuple[str, str]:
    try:
        number = float(value)
    except OverflowError:
        return "e", "#NUM!"
    if not math.isfinite(number):
        return "e", "#NUM!"
    if digits is not None:
        number = float(f"{number:.{digits}g}")
    if number.is_integer() and abs(number) < 1e15:
        return "", str(int(number))
    return "", repr(number)


def _stored_text(value: str) -> tuple[str, str]:
    if value in ERROR_CODES:
        return "e", str(value) if value in FILE_ERRORS else "#VALUE!"
    if len(value) > LONGEST_TEXT:
        raise ValueError(
            f"a cell holds at most {LONGEST_TEXT:,} characters, this text has {len(value):,}"
        )
    return "str", _NEEDS_ESCAPE.sub(lambda match: f"_x{ord(match[0]):04X}_", value)
