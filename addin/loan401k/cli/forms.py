"""The forms of what our functions give: money, rates, dates."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..declare import REGISTRY, Declaration
from ..package.formats import DATE, GENERAL, MONEY, PERCENT, Form

# The last word of a heading tells a date or a rate, the first one a count; the rest is money.
_DATES = {"date", "deadline"}
_RATES = {"apr", "rate", "share"}
_PLAIN = {"debt", "month", "no.", "value", "year"}


def of_heading(heading: str) -> Form:
    """Return the form of the numbers in the column of one of our tables.

    >>> of_heading("Cure deadline") == DATE, of_heading("Month debt-free") == GENERAL
    (True, True)
    """
    words = heading.casefold().split()
    if words[-1] in _DATES:
        return DATE
    if words[-1] in _RATES:
        return PERCENT
    return GENERAL if words[0] in _PLAIN else MONEY


def of_result(declaration: Declaration | None) -> Form:
    """Return the form of the numbers that a function of single cells gives."""
    unit = declaration.result.split()[0] if declaration else ""
    return {"dollars": MONEY, "date": DATE, "rate": PERCENT, "share": PERCENT}.get(unit, GENERAL)


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
