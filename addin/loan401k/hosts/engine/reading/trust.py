"""The calls that the embedded engine answers otherwise than Excel: it is not asked for them.

Each was seen in the engine's version that is pinned. This is no spreadsheet program of its own, so
what is wrong there is not made anew here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from .tokens import Token, arguments, function_name, significant, tokens

Arguments = Sequence[Sequence[Token]]

#: The engine's own helpers begin with it; they are no functions for users.
INTERNAL = "LOAN401K."

_LONGEST_REPEAT = 1_000


def _always(given: Arguments) -> bool:
    return True


def _has_text(given: Arguments) -> bool:
    """Tell whether an argument is a text or a truth value, typed in."""
    return any(token.part in ("Text", "Logical") for argument in given for token in argument)


def _has_truth_value(given: Arguments) -> bool:
    return any(token.part == "Logical" for argument in given[:1] for token in argument)


def _has_other_letters(given: Arguments) -> bool:
    return any(not token.value.isascii() for argument in given for token in argument)


def _second_not_positive(given: Arguments) -> bool:
    return not _number(given, 1) > 0


def _long_text(given: Arguments) -> bool:
    return not 0 <= _number(given, 1) <= _LONGEST_REPEAT


def _number(given: Arguments, index: int) -> float:
    """Return an argument that is a number typed in, NaN for any other."""
    argument = significant(given[index]) if index < len(given) else []
    is_number = len(argument) == 1 and argument[0].part == "Number"
    return float(argument[0].value) if is_number else float("nan")


def _second_no_whole_number(given: Arguments) -> bool:
    return not _number(given, 1).is_integer()


def _more_than(count: int) -> Callable[[Arguments], bool]:
    return lambda given: len(given) > count


_ANNUITIES = ("NPER", "PMT", "IPMT", "PPMT", "PV", "FV", "RATE")

_OTHERWISE: dict[str, Callable[[Arguments], bool]] = {
    **dict.fromkeys(("FLOOR", "CEILING"), _second_not_positive),
    **dict.fromkeys(("CEILING.MATH", "FLOOR.MATH", "CEILING.PRECISE", "FLOOR.PRECISE"), _always),
    **dict.fromkeys(("ISO.CEILING", "AVERAGEA", "MMULT", "MDETERM", "MINVERSE"), _always),
    **dict.fromkeys(("LAMBDA", "ISFORMULA", "FORMULATEXT", "SHEET", "SHEETS"), _always),
    **dict.fromkeys((*_ANNUITIES, "AVERAGE"), _has_text),
    **dict.fromkeys(("UPPER", "LOWER", "PROPER"), _has_other_letters),
    "TEXT": _has_truth_value,
    "MOD": _second_no_whole_number,
    "REPT": _long_text,
    "XLOOKUP": _more_than(4),
    "XMATCH": _more_than(2),
}

#: Functions that give an error, or a number, where they read a text that looks like a number.
REFUSE_NUMBER_TEXTS, TAKE_NUMBER_TEXTS = frozenset(_ANNUITIES), frozenset(("SUMPRODUCT",))
#: Functions that answer otherwise where they read letters besides those of English, or an error
#: that is newer than the engine.
CHANGE_CASE, TELL_ERRORS = frozenset(("UPPER", "LOWER", "PROPER")), frozenset(("ERROR.TYPE",))
#: Functions that hide how the engine writes a number of more than 15 digits.
TAKE_TEXTS = frozenset(
    ("LEN", "LEFT", "RIGHT", "MID", "FIND", "SEARCH", "EXACT", "SUBSTITUTE", "REPLACE")
)
#: Functions that give an error whenever what they take is one, but for choices not taken.
PASS_ERRORS_ON = frozenset(
    (
        *("SUM", "AVERAGE", "MIN", "MAX", "PRODUCT", "SUMPRODUCT", "AND", "OR", "NOT"),
        *("ABS", "SIGN", "SQRT", "EXP", "LN", "INT", "ROUND", "ROUNDUP", "ROUNDDOWN"),
        *("INDEX", "OFFSET", "INDIRECT", "ADDRESS", "ROW", "ROWS", "COLUMN", "COLUMNS"),
        *("IF", "CHOOSE", *_ANNUITIES),
    )
)


def doubt(found: Sequence[Token], call: int) -> str:
    """Return why the call that the token of this index opens is not trusted, "" where it is."""
    name = function_name(found[call])
    if name.startswith(INTERNAL):
        return f"There is no function {name} here."
    if name in _OTHERWISE and _OTHERWISE[name](arguments(found, call)):
        return f"The embedded engine's {name} differs from Excel's in such a call."
    return ""


def first_doubt(text: str) -> str:
    """Return why a formula has a call that is not trusted, "" where it has none."""
    found = tokens(text)
    calls = (index for index, token in enumerate(found) if token.opens_call)
    return next((why for why in (doubt(found, call) for call in calls) if why), "")
