"""The reference cases: a value from outside this project for one call of one function."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from loan401k.declare import REGISTRY

FOLDER = Path(__file__).parent

#: Short names of figures of a table: row and column (from 0). Other cases say "rows" for their
#: number, "row ROW: COLUMN, COLUMN" for several figures of a row, or "COLUMN of ROW" as in
#: "Balance of 24", where ROW is the first cell of a row or "first" or "last".
_PICKS = {
    "personal.vs_card": ("Personal loan", 2),
    "withdraw.vs_card": ("Withdrawal", 2),
    "plan_loan.vs_card": ("401(k) loan", 2),
    "pause.vs_card": ("Pause contributions", 2),
    "stock_before": ("Stock before", 1),
    "stock_after": ("Stock after", 1),
    "bond_before": ("Bond before", 1),
    "bond_plus_note": ("Bond and note after", 1),
}


@dataclass(frozen=True)
class Case:
    """One call with its expected value, tolerance and source."""

    name: str
    function: str
    inputs: dict[str, Any]
    pick: str | None
    expected: Any
    tolerance: float
    kind: str
    source: str

    @property
    def fails(self) -> bool:
        """Whether the call as a whole is expected to answer an error."""
        return self.pick is None and isinstance(self.expected, str) and self.expected[0] == "#"

    @property
    def begins_with_an_error(self) -> bool:
        """Whether the first cell of the answer is expected to be an error."""
        first = self.expected
        while isinstance(first, list):
            first = first[0]
        return self.pick is None and isinstance(first, str) and first.startswith("#")

    @property
    def positional(self) -> list[Any]:
        """Inputs in the order of the function's arguments, None for those left out."""
        arguments = REGISTRY[self.function].arguments
        values = [_as_cells(self.inputs.get(argument.name)) for argument in arguments]
        while values and values[-1] is None:
            values.pop()
        return values

    def figure(self, answer: Any) -> Any:
        """Return the figure of the answer that the case is about."""
        if hasattr(answer, "tolist"):
            answer = answer.tolist()
        if self.pick is None or isinstance(answer, str):
            return answer
        headings, *rows = answer
        rows = [row for row in rows if row[0] != ""]
        if self.pick == "final_payment":
            return rows[-1][list(headings).index("Payment")]
        if self.pick == "total_interest":
            return sum(row[list(headings).index("Interest")] for row in rows)
        if self.pick == "rows":
            return len(rows)
        if self.pick.startswith("row "):
            label, wanted = self.pick.removeprefix("row ").split(": ")
            row = next(row for row in rows if _label(row[0]) == label)
            return [row[list(headings).index(heading)] for heading in wanted.split(", ")]
        if self.pick in _PICKS:
            label, column = _PICKS[self.pick]
        else:
            heading, label = self.pick.split(" of ", 1)
            column = list(headings).index(heading)
        if label in ("first", "last"):
            return rows[0 if label == "first" else -1][column]
        return next(row[column] for row in rows if _label(row[0]) == label)

    def check(self, answer: Any) -> None:
        """Assert that the answer (dates as dates or serial numbers) is the expected one.

        A case that expects an error has its text, such as "#N/A".
        """
        self._compare(self.figure(answer), self.expected)

    def _compare(self, figure: Any, expected: Any) -> None:
        if isinstance(expected, list):
            if isinstance(figure[0], (list, tuple)) and not isinstance(expected[0], list):
                figure = [cell for (cell,) in figure]  # a column of cells
            assert len(figure) == len(expected), self.source
            for got, wanted in zip(figure, expected, strict=True):
                self._compare(got, wanted)
            return
        if isinstance(expected, dt.date):
            if not isinstance(figure, dt.date):
                expected = float((expected - dt.date(1899, 12, 30)).days)
            assert figure == expected, self.source
        elif isinstance(expected, str):
            assert figure == expected, self.source
        else:
            assert not isinstance(figure, str), f"{figure} {getattr(figure, 'reason', '')}"
            assert abs(figure - expected) <= self.tolerance + 1e-12 * abs(expected), self.source


def _as_cells(value: Any) -> Any:
    """Return a household, households or a list of values as rows of cells."""
    if isinstance(value, dict):
        return [[name, _plain(cell)] for name, cell in value.items()]
    if isinstance(value, list) and isinstance(value[0], dict):
        names = list(value[0])
        return [names, *([_plain(row[name]) for name in names] for row in value)]
    if isinstance(value, list) and not isinstance(value[0], list):
        return [[_plain(cell)] for cell in value]
    if isinstance(value, list):
        return [[_plain(cell) for cell in row] for row in value]
    return value


def _plain(value: Any) -> Any:
    """Return a number or a date in a range as a cell hands it over."""
    if isinstance(value, dt.date):
        return float((value - dt.date(1899, 12, 30)).days)
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _label(cell: Any) -> str:
    """Return the first cell of a row as a case names it."""
    return f"{cell:g}" if isinstance(cell, float) else str(cell)


def _dated(value: Any) -> Any:
    """Return an ISO date as a date, also within rows, anything else as it is."""
    if isinstance(value, list):
        return [_dated(part) for part in value]
    if isinstance(value, str) and len(value) == 10 and value[4] == value[7] == "-":
        return dt.date.fromisoformat(value)
    return value


def _cases() -> list[Case]:
    cases = []
    for path in sorted(FOLDER.glob("cases*.json")):
        for entry in json.loads(path.read_text(encoding="utf-8")):
            inputs = {name: _dated(value) for name, value in entry["inputs"].items()}
            cases.append(
                Case(
                    entry["name"],
                    entry["function"],
                    inputs,
                    entry["pick"],
                    _dated(entry["expected"]),
                    entry["tolerance"],
                    entry["kind"],
                    entry["source"],
                )
            )
    return cases


#: Every case of a function that exists.
CASES = [case for case in _cases() if case.function in REGISTRY]
