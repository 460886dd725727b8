"""The forms of what our functions give: money, rates, dates."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..declare import REGISTRY, Declaration
from ..package.formats import DATE, GENERAL, MONEY, PERCENT, Form

#: The forms of units, by a unit's first word.
_OF_UNIT = {"dollars": MONEY, "date": DATE, "rate": PERCENT, "share": PERCENT}


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
