"""The formula line of the try-it page: calls of our functions with what can be typed into them."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from ....declare import REGISTRY, Answer
from ....errors import InputError
from ....nearest import did_you_mean
from ....serial import to_serial

_TOKEN = re.compile(
    r"""\s*(?:
        (?P<number>\d+\.?\d*(?:E[+-]?\d+)?|\.\d+(?:E[+-]?\d+)?)
      | "(?P<text>(?:[^"]|"")*)"
      | (?P<word>[A-Z_][\w.]*)
      | (?P<mark>[=(){},;%+-])
    )\s*""",
    re.IGNORECASE | re.VERBOSE,
)
_WORDS = {"TRUE": True, "FALSE": False}
_TAKEN = "This line takes functions with numbers, texts and ranges like {1,2;3,4}; Excel takes all."


def evaluate(text: str) -> Answer:
    """Return what a formula gives, such as =LOAN_MAX(80000, , 18000); raise InputError."""
    reader = _Reader(text)
    reader.take("=")
    if reader.ahead[0] != "word":
        raise InputError(_TAKEN)
    answer: Answer = reader.value()
    if reader.ahead[0] != "end":
        raise InputError(f"{reader.ahead[1]} is not expected there. {_TAKEN}")
    return answer


class _Reader:
    """The formula's tokens from left to right; `ahead` is the next one's kind and text."""

    def __init__(self, text: str) -> None:
        self._text, self._place = text.strip(), 0
        self.ahead = ("", "")
        self._next()

    def _next(self) -> None:
        found = _TOKEN.match(self._text, self._place)
        if found is None or found.lastgroup is None:
            rest = self._text[self._place :]
            if rest:
                raise InputError(f"{rest[:20]} cannot be read. {_TAKEN}")
            self.ahead = ("end", "the end")
            return
        self._place = found.end()
        self.ahead = (found.lastgroup, found[found.lastgroup])

    def take(self, mark: str) -> bool:
        """Step over a mark, if it is the next token."""
        if self.ahead != ("mark", mark):
            return False
        self._next()
        return True

    def need(self, mark: str) -> None:
        """Step over a mark that must be the next token."""
        if not self.take(mark):
            raise InputError(f"{mark} is missing before {self.ahead[1]}.")

    def value_ahead(self) -> bool:
        """Tell whether an argument is given here, not left out."""
        return self.ahead not in (("mark", ","), ("mark", ")"))

    def value(self) -> Any:
        """Return the value of a constant, a range or a call."""
        if self.take("{"):
            return self._range()
        kind, text = self.ahead
        if kind != "word" or text.upper() in _WORDS:
            return self._constant()
        self._next()
        if not self.take("("):
            raise InputError(f"{text} is not expected there. {_TAKEN}")
        given = self._arguments()
        name = text.upper()
        if name == "DATE":
            return _date(given)
        if name not in REGISTRY:
            raise InputError(f"There is no function {text} here.{did_you_mean(name, REGISTRY)}")
        return REGISTRY[name].cells(given)

    def _arguments(self) -> list[Any]:
        if self.take(")"):
            return []
        given = []
        while True:
            given.append(self.value() if self.value_ahead() else None)
            if self.take(")"):
                return given
            self.need(",")

    def _range(self) -> list[list[Any]]:
        rows = [[self._constant()]]
        while not self.take("}"):
            if self.take(";"):
                rows.append([self._constant()])
            else:
                self.need(",")
                rows[-1].append(self._constant())
        if len(set(map(len, rows))) > 1:
            raise InputError("The rows between { and } differ in length.")
        return rows

    def _constant(self) -> Any:
        if self.take("-"):
            return -self._number()
        if self.take("+") or self.ahead[0] == "number":
            return self._number()
        kind, text = self.ahead
        if kind == "text":
            self._next()
            return text.replace('""', '"')
        if kind == "word" and text.upper() in _WORDS:
            self._next()
            return _WORDS[text.upper()]
        raise InputError(f"{text} is not expected there. {_TAKEN}")

    def _number(self) -> float:
        kind, text = self.ahead
        if kind != "number":
            raise InputError(f"{text} is not expected there. {_TAKEN}")
        self._next()
        number = float(text)
        while self.take("%"):
            number /= 100
        return number


def _date(given: list[Any]) -> float:
    try:
        year, month, day = map(int, given)
        return float(to_serial(dt.date(year, month, day)))
    except (TypeError, ValueError):
        raise InputError("DATE needs a year, a month and a day, such as DATE(2026,3,15).") from None
