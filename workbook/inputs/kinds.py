"""What an input is: name, label, form, allowed values, help, what stands in for it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from ..layout import style

Value = float | str | dt.date

#: The presets, in the order of their columns.
PRESETS = ("Typical today", "Article, 2011", "Home purchase")


@dataclass(frozen=True)
class Input:
    """One input of the Start sheet.

    `typical`, `article` and `home` are the presets: a number, a text, or a formula; None repeats
    the typical one, and `source` says where they are from. An input is a number from `low` to
    `high` or one of `choices`.
    """

    name: str
    label: str
    format: str
    help: str
    typical: Value
    low: Value | None = None
    high: Value | None = None
    article: Value | None = None
    home: Value | None = None
    choices: tuple[Value, ...] = ()
    whole: bool = False
    source: str = ""

    @property
    def kind(self) -> str:
        """The type of data validation: list, date, whole or decimal."""
        if self.choices:
            return "list"
        if self.format == style.DATE:
            return "date"
        return "whole" if self.whole else "decimal"

    @property
    def allowed(self) -> str:
        """What may be typed, as the end of a sentence."""
        if self.choices:
            words = [str(choice) for choice in self.choices]
            return f"one of: {', '.join(words)}"
        kind = {"date": "a date ", "whole": "a whole number "}.get(self.kind, "")
        return f"{kind}from {_shown(self.low, self.format)} to {_shown(self.high, self.format)}"

    @property
    def message(self) -> str:
        """The sentence for a value that is not allowed."""
        return f"{self.label} must be {self.allowed}."


def _shown(value: Value | None, number_format: str) -> str:
    if isinstance(value, dt.date):
        return f"{value:%b} {value.day}, {value.year}"
    assert isinstance(value, (int, float))
    if number_format in (style.RATE, style.SHARE):
        return f"{100 * value:g}%"
    if number_format == style.MONEY:
        return f"${value:,.0f}"
    return f"{value:g}"


def money(name: str, label: str, help: str, typical: Value, **more: Any) -> Input:
    """Return an input in dollars, up to ten million."""
    low = more.pop("low", 0)
    return Input(name, label, style.MONEY, help, typical, low, 10_000_000, **more)


def rate(name: str, label: str, help: str, typical: Value, **more: Any) -> Input:
    """Return an input in percent, from 0% to 100% unless said."""
    low, high = more.pop("low", 0), more.pop("high", 1)
    return Input(name, label, style.RATE, help, typical, low, high, **more)
