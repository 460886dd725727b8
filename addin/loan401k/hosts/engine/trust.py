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


def _more_than(count: int) -> Callable[[Arguments], bool]:
    return lambda arguments: len(arguments) > count


_OTHERWISE: dict[str, Callable[[Arguments], bool]] = {
    **dict.fromkeys(("FLOOR", "CEILING"), _second_not_positive),
    **dict.fromkeys(("CEILING.MATH", "FLOOR.MATH", "CEILING.PRECISE", "FLOOR.PRECISE"), _always),
    **dict.fromkeys(("ISO.CEILING", "AVERAGEA", "MMULT", "MDETERM", "MINVERSE"), _always),
    **dict.fromkeys(("LAMBDA", "ISFORMULA", "FORMULATEXT"), _always),
    **dict.fromkeys(("NPER", "PMT", "IPMT", "PPMT", "PV", "FV", "RATE", "AVERAGE"), _has_text),
    "REPT": _long_text,
    "XLOOKUP": _more_than(4),
    "XMATCH": _more_than(2),
}


def is_watched(name: str) -> bool:
    """Tell whether some calls of a function are not trusted."""
    return name in _OTHERWISE


def differs(name: str, arguments: Arguments) -> bool:
    """Tell whether this call may give something else than in Excel."""
    return _OTHERWISE[name](arguments)
