"""How values are written: for a person by their form, for a program in full."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from ..declare import REGISTRY, Declaration
from ..errors import CellError
from ..serial import FIRST_SERIAL, LAST_SERIAL, from_serial

#: Significant digits of a number that has no form of its own, and of every number at most: a
#: double holds 15 decimal digits and programs differ in those beyond.
DIGITS, MOST_DIGITS = 12, 15

# Numbers beyond these sizes are written with an exponent; without it they would be mostly zeros.
_SMALLEST, _LARGEST = 1e-9, 1e15


@dataclass(frozen=True)
class Form:
    """How a number is written; ``decimals`` None means `DIGITS` significant digits."""

    decimals: int | None = None
    percent: bool = False
    grouped: bool = False
    prefix: str = ""
    suffix: str = ""
    date: bool = False


GENERAL = Form()
MONEY = Form(decimals=2)
PERCENT = Form(percent=True)
DATE = Form(date=True)

# One piece of a number format: what ends its first section, text, what is not shown, digits.
_FORMAT = re.compile(
    r'"(?P<text>[^"]*)"|\\(?P<escaped>.)|[_*].|\[\$(?P<currency>[^-\]]*)[^\]]*\]|\[[^\]]*\]'
    r"|(?P<end>;)|(?P<general>General)|(?P<digits>[0#?.,%E+]+)|(?P<date>[dmyhsDMYHS]+|AM/PM)"
    r"|(?P<other>.)",
    re.DOTALL,
)

#: The forms of units, by a unit's first word.
_OF_UNIT = {"dollars": MONEY, "date": DATE, "rate": PERCENT, "share": PERCENT}


def of_unit(unit: str) -> Form:
    """Return the form of numbers in a unit of a result or of a table's column.

    >>> of_unit("dollars a month") == MONEY, of_unit("count") == GENERAL
    (True, True)
    """
    return _OF_UNIT.get(unit.split()[0], GENERAL)


def of_format(code: str) -> Form:
    """Return the form that a cell's number format means for a positive number.

    >>> of_format('"$"#,##0.00;-"$"#,##0.00') == Form(2, grouped=True, prefix="$")
    True
    >>> of_format('General" years"') == Form(suffix=" years"), of_format("d-mmm-yy") == DATE
    (True, True)
    """
    before, digits, after = "", "", ""
    for match in _FORMAT.finditer(code):
        if match["end"]:
            break
        literal = match["text"] or match["escaped"] or match["currency"] or match["other"] or ""
        digits += match["digits"] or match["general"] or match["date"] or ""
        if digits:
            after += literal
        else:
            before += literal
    if re.search("[dmyhs]", digits, re.IGNORECASE):
        return DATE
    if "G" in digits or not re.search("[0#?]", digits):
        return Form(prefix=before, suffix=after) if "G" in digits else GENERAL
    whole, _, fraction = digits.replace("%", "").partition(".")
    return Form(
        decimals=len(fraction),
        percent="%" in digits,
        grouped="," in whole,
        prefix=before,
        suffix=after.lstrip() if "%" in digits else after,
    )


def outermost(formula: str) -> Declaration | None:
    """Return our function whose result the formula's result is, None for any other formula.

    >>> outermost('=LOAN_MAX(80000)').name, outermost('=LOAN_MAX(80000) - LOAN_MAX(1)')
    ('LOAN_MAX', None)
    """
    match = re.fullmatch(r"\s*=?\s*(\w+)\s*\((.*)\)\s*", formula, re.DOTALL)
    if match is None or -1 in _depths(match[2]):
        return None
    return REGISTRY.get(match[1].upper())


def _depths(text: str) -> Iterator[int]:
    """Yield the depth of brackets after each character outside of quoted text."""
    depth, quoted = 0, False
    for character in text:
        if character == '"':
            quoted = not quoted
        elif not quoted and character in "()":
            depth += 1 if character == "(" else -1
            yield depth


def is_number(value: Any) -> bool:
    """Return whether the value of a cell is a number, which aligns to the right."""
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def number(value: float) -> str:
    """Return a number with 12 significant digits, without separators.

    >>> number(2065.22505700321), number(75.0), number(1e-05), number(1e14 / 3)
    ('2065.225057', '75', '0.00001', '33333333333300')
    """
    rounded = float(f"{value:.{DIGITS}g}")
    if not math.isfinite(rounded) or rounded == 0:
        return f"{rounded:g}".removeprefix("-") if rounded == 0 else f"{rounded:g}"
    if not _SMALLEST <= abs(rounded) < _LARGEST:
        return f"{rounded:.{DIGITS}g}"
    text = f"{Decimal(f'{value:.{DIGITS - 1}e}'):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def written(value: Any, form: Form = GENERAL) -> str:
    """Return the value of a cell as a person reads it.

    >>> written(-1234.565, Form(decimals=2, grouped=True, prefix="$")), written(0.0425, PERCENT)
    ('-$1,234.57', '4.25%')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, dt.datetime):
        return value.isoformat(sep=" ", timespec="seconds")
    if isinstance(value, (int, float)):
        return _written_number(float(value), form)
    return str(value)


def _written_number(value: float, form: Form) -> str:
    if form.date and _is_date(value):
        return from_serial(value).isoformat()
    # Through 15 digits, so that 100 x 0.07 is 7 and 1234.565 is half way as it is in a cell.
    exact = Decimal(f"{value:.{MOST_DIGITS}g}").scaleb(2 if form.percent else 0)
    if form.decimals is None or abs(exact) >= _LARGEST:
        text = number(float(exact))
    else:
        unit = Decimal(1).scaleb(-form.decimals)
        rounded = exact.quantize(unit, ROUND_HALF_UP)
        text = f"{abs(rounded) if rounded == 0 else rounded:{',' if form.grouped else ''}f}"
    sign, digits = ("-", text[1:]) if text.startswith("-") else ("", text)
    return f"{sign}{form.prefix}{digits}{'%' * form.percent}{form.suffix}"


def _is_date(value: float) -> bool:
    return FIRST_SERIAL <= value < LAST_SERIAL + 1


def in_full(value: Any, form: Form = GENERAL) -> Any:
    """Return the value of a cell for JSON: errors with their reason, dates as 2026-03-15."""
    if isinstance(value, CellError):
        return {"error": str(value), "reason": value.reason}
    if isinstance(value, dt.date):
        return value.isoformat()
    if form.date and isinstance(value, (int, float)) and _is_date(value):
        return from_serial(value).isoformat()
    return value
