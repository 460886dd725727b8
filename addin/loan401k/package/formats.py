"""How values are shown: for a person by the number formats of cells, for a program in full."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from ..errors import CellError
from ..serial import FIRST_SERIAL, LAST_SERIAL, from_serial

STYLES = "xl/styles.xml"

# Formats that the file names by number only (ISO/IEC 29500-1, 18.8.30), as far as they are told
# apart here; the rest are written like General.
_BUILT_IN = {
    1: "0",
    2: "0.00",
    **dict.fromkeys((3, 37, 38, 41), "#,##0"),
    **dict.fromkeys((4, 39, 40, 43), "#,##0.00"),
    **dict.fromkeys((5, 6, 42), '"$"#,##0'),
    **dict.fromkeys((7, 8, 44), '"$"#,##0.00'),
    9: "0%",
    10: "0.00%",
    **dict.fromkeys((14, 15, 16, 17, 22), "yyyy-mm-dd"),
}

#: Significant digits of a number that has no form of its own, and of every number at most: a
#: double holds 15 decimal digits and programs differ in those beyond.
DIGITS, MOST_DIGITS = 12, 15

# Numbers beyond these sizes are written with an exponent; without it they would be mostly zeros.
_SMALLEST, _LARGEST = 1e-9, 1e15


@dataclass(frozen=True)
class Form:
    """How a number is written; ``decimals`` None means `DIGITS` significant digits.

    ``signed`` numbers have a + where they are positive.
    """

    decimals: int | None = None
    percent: bool = False
    grouped: bool = False
    prefix: str = ""
    suffix: str = ""
    date: bool = False
    signed: bool = False


GENERAL = Form()
MONEY = Form(decimals=2)
PERCENT = Form(percent=True)
DATE = Form(date=True)

# One piece of a number format: what ends its first section, text, what is not shown, digits.
_FORMAT = re.compile(
    r'"(?P<text>[^"]*)"|\\(?P<escaped>.)|[_*].|\[\$(?P<currency>[^-\]]*)[^\]]*\]|\[[^\]]*\]'
    r"|(?P<end>;)|(?P<general>General)|(?P<digits>[0#?.,%]+(?:E[+-][0#?]+)?)|(?P<date>[dmyhsDMYHS]+|AM/PM)"
    r"|(?P<other>.)",
    re.DOTALL,
)


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
    signed = before.startswith("+")
    before = before.removeprefix("+")
    if "G" in digits or "E" in digits or not re.search("[0#?]", digits):
        return Form(prefix=before, suffix=after, signed=signed) if "G" in digits else GENERAL
    whole, _, fraction = digits.replace("%", "").partition(".")
    return Form(
        decimals=len(fraction),
        percent="%" in digits,
        grouped="," in whole,
        prefix=before,
        suffix=after.lstrip() if "%" in digits else after,
        signed=signed,
    )


def forms(parts: Mapping[str, bytes]) -> list[Form]:
    """Return the form of each style of a workbook, by the number that `Sheet.style` gives."""
    from .markup import parse, tag  # a formula alone needs no XML

    if STYLES not in parts:
        return []
    root = parse(parts, STYLES)
    codes = dict(_BUILT_IN)
    for custom in root.iterfind(f"{tag('numFmts')}/{tag('numFmt')}"):
        codes[int(custom.get("numFmtId", 0))] = custom.get("formatCode", "")
    styles = root.iterfind(f"{tag('cellXfs')}/{tag('xf')}")
    return [of_format(codes.get(int(style.get("numFmtId", 0)), "General")) for style in styles]


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
    digits = text.removeprefix("-")
    sign = "-" if text != digits else "+" if form.signed and text.strip("0.,") else ""
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
