"""The calls that the embedded engine answers otherwise than Excel: it is not asked for them.

Each was seen in the engine's version that is pinned. This is no spreadsheet program of its own, so
what is wrong there is not made anew here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from .tokens import Token, significant

Arguments = Sequence[Sequence[Token]]

_LONGEST_REPEAT = 1_000


def _always(arguments: Arguments) -> bool:
    return True


def _has_text(arguments: Arguments) -> bool:
    """Tell whether an argument is a text or a truth value, typed in."""
    return any(token.part in ("Text", "Logical") for argument in arguments for token in argument)


def _second_not_positive(arguments: Arguments) -> bool:
    return not _number(arguments, 1) > 0


def _long_text(arguments: Arguments) -> bool:
    return not 0 <= _number(arguments, 1) <= _LONGEST_REPEAT


def _number(arguments: Arguments, index: int) -> float:
    """Return an argument that is a number typed in, NaN for any other."""
    argument = significant(arguments[index]) if index < len(arguments) else []
    is_number = len(argument) == 1 and argument[0].part == "Number"
    return float(argument[0].value) if is_number else float("nan")


def _second_no_whole_number(arguments: Arguments) -> bool:
    return not _number(arguments, 1).is_integer()


def _more_than(count: int) -> Callable[[Arguments], bool]:
    return lambda arguments: len(arguments) > count


_ANNUITIES = ("NPER", "PMT", "IPMT", "PPMT", "PV", "FV", "RATE")

_OTHERWISE: dict[str, Callable[[Arguments], bool]] = {
    **dict.fromkeys(("FLOOR", "CEILING"), _second_not_positive),
    **dict.fromkeys(("CEILING.MATH", "FLOOR.MATH", "CEILING.PRECISE", "FLOOR.PRECISE"), _always),
    **dict.fromkeys(("ISO.CEILING", "AVERAGEA", "MMULT", "MDETERM", "MINVERSE"), _always),
    **dict.fromkeys(("LAMBDA", "ISFORMULA", "FORMULATEXT"), _always),
    **dict.fromkeys((*_ANNUITIES, "AVERAGE"), _has_text),
    "MOD": _second_no_whole_number,
    "REPT": _long_text,
    "XLOOKUP": _more_than(4),
    "XMATCH": _more_than(2),
}

#: Functions that differ where they read a text that could be a number.
TEXTS_FOR_NUMBERS = frozenset(("SUMPRODUCT", *_ANNUITIES))
#: Functions that differ where what they look for is a blank cell.
LOOK_UPS = frozenset(("MATCH", "VLOOKUP", "HLOOKUP", "LOOKUP", "XLOOKUP", "XMATCH"))
#: Functions that give an error whenever what they take is one, but for choices not taken.
PASS_ERRORS_ON = frozenset(
    [
        "SUM",
        "AVERAGE",
        "MIN",
        "MAX",
        "PRODUCT",
        "SUMPRODUCT",
        "ROUND",
        "ROUNDUP",
        "ROUNDDOWN",
        "ABS",
        "INT",
        "SIGN",
        "SQRT",
        "EXP",
        "LN",
        "OFFSET",
        "INDIRECT",
        "INDEX",
        "ADDRESS",
        "ROW",
        "ROWS",
        "COLUMN",
        "COLUMNS",
        "IF",
        "CHOOSE",
    ]
)


def is_watched(name: str) -> bool:
    """Tell whether some calls of a function are not trusted."""
    return name in _OTHERWISE


def differs(name: str, arguments: Arguments) -> bool:
    """Tell whether this call may give something else than in Excel."""
    return _OTHERWISE[name](arguments)
