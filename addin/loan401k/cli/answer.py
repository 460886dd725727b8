"""What a single formula gives, or where it cannot be read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from ..declare import REGISTRY, Declaration
from ..errors import CellError, InputError
from ..package.formats import DATE, GENERAL, MONEY, PERCENT, Form, is_number, written
from ..package.formats import in_full as full
from .refusal import Refusal
from .terminal import echo, note, print_table

if TYPE_CHECKING:
    from ..hosts.engine import FormulaError

#: The most characters of a formula on either side of the caret that points into it.
_CONTEXT = 60

_CALL = re.compile(r"\s*=?\s*(\w+)\s*\((.*)\)\s*", re.DOTALL)

#: The forms of units, by a unit's first word.
_OF_UNIT = {"dollars": MONEY, "date": DATE, "rate": PERCENT, "share": PERCENT}


def point_at(error: FormulaError) -> None:
    """Show on stderr where a formula cannot be read."""
    start = max(0, error.position - _CONTEXT)
    part = error.formula[start : error.position + _CONTEXT]
    # One column for each character, a line break too.
    line = "".join(character if character.isprintable() else " " for character in part)
    note(f"The formula cannot be read at character {error.position + 1}: {error.problem}.")
    note(f"  {line}")
    note(f"  {' ' * (error.position - start)}^")


def in_full(formula: str, value: Any) -> Any:
    """Return what the formula gives for JSON: a value, or rows of values."""
    forms = _forms(formula, value)
    rows = [[full(c, f) for c, f in zip(row, forms, strict=True)] for row in _rows(value)]
    return rows if isinstance(value, list) else rows[0][0]


def print_value(formula: str, value: Any) -> None:
    """Print what the formula gives: a value with 12 significant digits, or a table."""
    forms = _forms(formula, value)
    if not isinstance(value, list):
        echo(written(value, forms[0] if forms[0] == DATE else GENERAL))
        return
    texts = [[written(c, f) for c, f in zip(row, forms, strict=True)] for row in value]
    right = [any(map(is_number, column)) for column in zip(*value, strict=True)]
    declaration = outermost(formula)
    if len(value) > 1 and declaration is not None and value[0] == declaration.headings:
        print_table(texts[1:], right=right, header=texts[0])
    else:
        print_table(texts, right=right)


def errors(value: Any) -> list[CellError]:
    """Return the errors in what a formula gives, each once."""
    found = [cell for row in _rows(value) for cell in row if isinstance(cell, CellError)]
    return list({(str(error), error.reason): error for error in found}.values())


def _rows(value: Any) -> list[list[Any]]:
    return value if isinstance(value, list) else [[value]]


def _forms(formula: str, value: Any) -> list[Form]:
    """Return the form of each column of the answer."""
    declaration = outermost(formula)
    if declaration is not None and declaration.is_table and isinstance(value, list):
        return [of_unit(column.unit) for column in declaration.columns]
    form = of_unit(declaration.result) if declaration is not None else GENERAL
    return [form] * len(_rows(value)[0])


def of_unit(unit: str) -> Form:
    """Return the form of numbers in a unit of a result or of a table's column.

    >>> of_unit("dollars a month") == MONEY, of_unit("count") == GENERAL
    (True, True)
    """
    return _OF_UNIT.get(unit.split()[0], GENERAL)


def outermost(formula: str) -> Declaration | None:
    """Return our function whose result the formula's result is, None for any other formula.

    >>> outermost('=LOAN_MAX(80000)').name, outermost('=LOAN_MAX(80000) - LOAN_MAX(1)')
    ('LOAN_MAX', None)
    """
    match = _CALL.fullmatch(formula)
    if match is None or -1 in _depths(match[2]):
        return None
    return REGISTRY.get(match[1].upper())


def in_own_words(formula: str) -> str:
    """Return what a call of ours is in Excel's own words; refuse what has no such formula.

    >>> in_own_words("=LOAN_PAYMENT(A1, MAX(4%, B1), 5)")
    '=-PMT((MAX(4%, B1))/12,60,A1)'
    """
    from ..declare.native import filled

    declaration = outermost(formula)
    if declaration is None:
        raise Refusal("--native is for a formula that is one call of a function of ours.")
    inside = _CALL.fullmatch(formula)[2]  # type: ignore[index]
    ends = [k for k, depth in enumerate(_depths(inside)) if inside[k] == "," and depth == 0]
    starts = [0, *(end + 1 for end in ends)]
    try:
        return filled(
            declaration, [inside[a:b] for a, b in zip(starts, [*ends, None], strict=True)]
        )
    except InputError as error:
        raise Refusal(str(error)) from None


def _depths(text: str) -> Iterator[int]:
    """Yield after each character how many brackets and quotes it stands in."""
    depth, quoted = 0, False
    for character in text:
        if character == '"':
            quoted = not quoted
        elif not quoted and character in "({)}":
            depth += 1 if character in "({" else -1
        yield depth + quoted
