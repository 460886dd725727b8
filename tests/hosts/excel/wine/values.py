"""Values of Excel's cells as both sides of the pipe name them: the test, and Excel's part in Wine.

Numbers, texts and booleans are Python's; a tuple of rows is an array as `Range.Value2` gives it, a
list an array of one dimension, as Excel hands over a constant like {1,2,3}.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Missing:
    """An optional argument that was left out."""


@dataclass(frozen=True)
class Empty:
    """A blank cell."""


@dataclass(frozen=True)
class Error:
    """An error as VBA's CVErr numbers it: 2007 is #DIV/0!."""

    number: int


@dataclass(frozen=True)
class Currency:
    """What `Range.Value` makes of a cell formatted as money: four decimals."""

    amount: float


@dataclass(frozen=True)
class Date:
    """What `Range.Value` makes of a cell formatted as a date."""

    serial: float


@dataclass(frozen=True)
class Cells:
    """A Range object whose `Value` is this, as wrappers made by xlwings itself hand it over."""

    value: Any


@dataclass(frozen=True)
class Array:
    """An answer with lowest and highest index of each dimension; cells as rows, or flat."""

    bounds: tuple[tuple[int, int], ...]
    cells: list[Any]


@dataclass(frozen=True)
class Raised:
    """The call failed: what VBA finds in Err.Number and Err.Description."""

    number: int
    description: str
