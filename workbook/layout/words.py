"""Sentences with figures in them, as formulas."""

from __future__ import annotations

import re

from loan401k.template import READY

_SLOT = re.compile(r"\{([^{}]+?)(?:\|([^{}|]+))?\}")
# Without IF, of which formulas may hold two, one in the other.
_FORMS = {
    None: "{}",
    "$": '"$"&FIXED(ABS({}),0)',  # FIXED follows the reader's separators, TEXT's formats do not
    "+-$": 'CHOOSE(1+({0}<0),"","-")&"$"&FIXED(ABS({0}),0)',
    "%": 'TEXT({},"0%")',
    "rate": 'FIXED(({})*Percent)&"%"',
    "1": "ROUND({},1)",
    "n": "FIXED({},0)",
    "years": 'ROUND({0},1)&" year"&CHOOSE(1+({0}<>1),"","s")',
}


def sentence(text: str) -> str:
    """Return the formula, without equals sign, for a sentence with slots.

    >>> sentence("You owe {Balance|$} in month {Month}.")
    '"You owe "&"$"&FIXED(ABS(Balance),0)&" in month "&Month&"."'
    """
    pieces, end = [], 0
    for slot in _SLOT.finditer(text):
        pieces += [_quoted(text[end : slot.start()]), _FORMS[slot[2]].format(slot[1])]
        end = slot.end()
    pieces.append(_quoted(text[end:]))
    return "&".join(piece for piece in pieces if piece) or '""'


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if text else ""


def chosen(condition: str, yes: str, no: str = '""') -> str:
    """Return the formula for one of two texts by a condition, without IF."""
    return f"CHOOSE(1+({condition}),{no},{yes})"


def plus_or_minus(amount: str) -> str:
    """Return the formula for the sign of an amount, none for nothing."""
    return f'CHOOSE(1+1+SIGN({amount}),"-","","+")'


def ready(formula: str, otherwise: str = '""') -> str:
    """Return the formula as a cell holds it, waiting until every input can be used."""
    return f"=IF({READY},{formula},{otherwise})"


def here(formula: str) -> str:
    """Return the formula of a cell that needs our functions and no input."""
    return f'=IF(Functions_Here,{formula},"")'


def subtitled(formula: str, *, plain: bool = False) -> str:
    """Return what stands under a sheet's title: the formula or a `plain` text.

    While the functions are missing it says that; a formula waits until every input can be used.
    """
    if plain:
        return f"=IF(Functions_Here,{sentence(formula)},No_Answer)"
    return ready(formula, "No_Answer")


def either(*cases: tuple[str, str], otherwise: str) -> str:
    """Return the formula for the first of several (condition, formula) that applies."""
    text = otherwise
    for condition, formula in reversed(cases):
        text = f"IF({condition},{formula},{text})"
    return text
