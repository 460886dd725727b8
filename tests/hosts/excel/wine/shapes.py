"""Answers as xlwings hands them over to VBA: the array bounds of each shape.

The tests in Wine hold xlwings' real server to them; the tests of our VBA feed them to it. What a
call gives there and what the VBA takes here is therefore one thing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tests.hosts.excel.wine.values import Array, Error, Missing

LEFT_OUT = Missing()
#: Without interest a loan of 1,200 over a year is repaid by 100 a month; over 2 years by 50.
ROW, COLUMN = ((1.0, 2.0, 1.0),), ((1.0,), (2.0,), (1.0,))


@dataclass(frozen=True)
class Shape:
    """A call, and the array, or the single value, that is its answer."""

    name: str
    function: str
    given: tuple[Any, ...]
    answer: Any


SHAPES = (
    Shape("one number", "LOAN_PAYMENT", (1200.0, 0.0, 1.0), 100.0),
    Shape("one error", "LOAN_PAYMENT", (1200.0, 4.25, 1.0), "#NUM!"),
    Shape("a range of one cell", "LOAN_PAYMENT", (1200.0, 0.0, ((1.0,),)), 100.0),
    Shape(
        "a row of cells",
        "LOAN_PAYMENT",
        (1200.0, 0.0, ROW),
        Array(((0, 2),), [100.0, 50.0, 100.0]),
    ),
    Shape(
        "a constant like {1,2,1}",
        "LOAN_PAYMENT",
        (1200.0, 0.0, list(ROW[0])),
        Array(((0, 2),), [100.0, 50.0, 100.0]),
    ),
    Shape(
        "a row with an error in it",
        "LOAN_PAYMENT",
        (1200.0, 0.0, ((1.0, Error(2042), "x"),)),
        Array(((0, 2),), [100.0, "#N/A", "#VALUE!"]),
    ),
    Shape(
        "a column of cells",
        "LOAN_PAYMENT",
        (1200.0, 0.0, COLUMN),
        Array(((0, 2), (0, 0)), [[100.0], [50.0], [100.0]]),
    ),
    Shape(
        "a column with an error in it",
        "LOAN_PAYMENT",
        (1200.0, 0.0, ((1.0,), (Error(2007),))),
        Array(((0, 1), (0, 0)), [[100.0], ["#DIV/0!"]]),
    ),
    Shape(
        "a block",
        "LOAN_PAYMENT",
        (((1200.0,), (2400.0,)), 0.0, ROW),
        Array(((0, 1), (0, 2)), [[100.0, 50.0, 100.0], [200.0, 100.0, 200.0]]),
    ),
    Shape(
        "a table of one row, without its header",
        "LOAN_SCHEDULE",
        (1200.0, 0.0, 1.0, 1.0, *[LEFT_OUT] * 7, False),
        Array(((0, 6),), [1.0, "", 1200.0, 0.0, 1200.0, 0.0, 0.0]),
    ),
)
