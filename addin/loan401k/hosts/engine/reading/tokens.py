"""A formula's tokens, as the engine's tokenizer splits it, and the arguments of its calls."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import formualizer as fz

#: Before the names of functions that a file stores so that older programs see them as unknown.
_PREFIXES = ("_XLFN._XLWS.", "_XLFN.", "_XLDUDF_")


class Token(NamedTuple):
    """A piece of a formula: its text, and the tokenizer's two words for what it is."""

    value: str
    kind: str
    part: str

    @property
    def opens_call(self) -> bool:
        """Whether it is a function's name with the bracket."""
        return self.kind == "Func" and self.part == "Open"

    @property
    def opens(self) -> bool:
        """Whether it opens a bracket of any sort."""
        return self.part == "Open"

    @property
    def closes(self) -> bool:
        """Whether it closes a bracket of any sort."""
        return self.part == "Close"

    @property
    def separates(self) -> bool:
        """Whether it stands between two arguments, or between elements of an array."""
        return self.kind == "Sep"

    @property
    def refers(self) -> bool:
        """Whether it is a reference, or a name that may be one."""
        return self.kind == "Operand" and self.part == "Range"


def tokens(text: str) -> list[Token]:
    """Split a formula. Raises fz.TokenizerError where that cannot be."""
    # A token's dictionary holds its text, its kind and its part, in this order, at one call's cost.
    return [Token._make(token.to_dict().values()) for token in fz.tokenize(text).tokens()]


def significant(found: Sequence[Token]) -> list[Token]:
    """Return the tokens that are no blanks."""
    return [token for token in found if token.kind != "Whitespace"]


def function_name(token: Token) -> str:
    """Return the plain name of the function that a token calls."""
    name = token.value[:-1].rpartition("!")[2].upper()
    for prefix in _PREFIXES:
        name = name.removeprefix(prefix)
    return name


def arguments(found: Sequence[Token], call: int) -> list[list[Token]]:
    """Return the tokens of each argument of the call that the token of this index opens."""
    inside: list[list[Token]] = [[]]
    depth = 0
    for token in found[call + 1 :]:
        if token.closes and depth == 0:
            break
        depth += token.opens - token.closes
        if token.separates and depth == 0:
            inside.append([])
        else:
            inside[-1].append(token)
    return inside if any(map(significant, inside)) else []
