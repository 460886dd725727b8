"""The nearest of known words to one that was mistyped."""

from __future__ import annotations

from collections.abc import Iterable

#: None less alike than this is named, of 1 for the same word. At 0.7 LOAN_AMONT would be near
#: LOAN_RATE too; at 0.6, 46 pairs of our own functions near each other.
_ALIKE = 0.75


def did_you_mean(word: str, known: Iterable[str], most: int = 3) -> str:
    """Return " Did you mean ...?" with the nearest known words, at most so many.

    "" where none is near. Upper and lower case do not matter.

    >>> did_you_mean("loan_amont", ["Loan_Amount", "Loan_Rate", "State"])
    ' Did you mean Loan_Amount?'
    """
    from difflib import get_close_matches  # 3 ms that no right word should cost

    by_key = {name.casefold(): name for name in known}
    near = get_close_matches(word.casefold(), by_key, n=most, cutoff=_ALIKE)
    return f" Did you mean {' or '.join(by_key[key] for key in near)}?" if near else ""
