"""What `loan401k doctor --in-excel` does: drives the user's own Excel, and reports on one page.

It types the README's checklist into a new workbook, and lets Excel calculate the template anew,
with the add-in and with the functions inside; then it compares what the cells show. It closes what
it opened. The page names no file, folder or person.
"""

from __future__ import annotations

import math
import platform
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ... import __version__, package
from ...errors import ERROR_CODES
from ...hosts.excel.cells import CLASSIC
from ...hosts.excel.windows import addin
from ...template import opened_template

#: What is typed beside the formulas; B2 stays blank.
_GIVEN = {"A1": 1, "B1": 2, "C1": 1, "A2": "text", "A3": 1}

#: Formulas with what they answer: the README's figures, and loans without interest.
CHECKLIST: tuple[tuple[str, Any], ...] = (
    ("=LOAN_NET_COST(10000, 4.25%, 1, 5%, 1)", 75.0),
    ("=PAYOFF_ADVANTAGE(10000, 4.25%, 1, 13.4%, 5%, 1)", 840.0),
    ("=LOAN_NET_COST(10000, 4.25, 1, 5%, 1)", "#NUM!"),
    ("=LOAN_NET_COST(B2, 4.25%, 1, 5%, 1)", "#VALUE!"),
    ("=LOAN_MAX(80000, , 18000)", 22000.0),
    ("=LOAN_PAYMENT(1200, 0, A1)", 100.0),
    ("=LOAN_PAYMENT(1200, 0, A1:C1)", [[100.0, 50.0, 100.0]]),
    ("=LOAN_PAYMENT(1200, 0, {1,2,1})", [[100.0, 50.0, 100.0]]),
    ("=LOAN_PAYMENT(1200, 0, A1:A3)", [[100.0], ["#VALUE!"], [100.0]]),
    ("=LOAN_PAYMENT(1200, NA(), 1)", "#N/A"),
    (
        "=LOAN_SCHEDULE(1200, 0, 1, 1, , , , , , , , FALSE)",
        [[1.0, "", 1200.0, 0.0, 1200.0, 0.0, 0.0]],
    ),
    ("=ROWS(LOAN_SCHEDULE(10000, 4.25%, 5))", 61.0),
    ("=INDEX(LOAN_SCHEDULE(10000, 4.25%, 5), 61, 3)", 184.99),
    ('=IFERROR(LOAN_MAX(-1), "no")', "no"),
)

#: So many cells that differ are listed for a workbook, and texts up to this length.
_LISTED, _SHORT = 20, 40


@dataclass(frozen=True)
class Seen:
    """One thing that was looked at, what it should show and what it does show."""

    what: str
    expected: Any
    found: Any

    @property
    def well(self) -> bool:
        """Tell whether they are the same, numbers but for their last digits."""
        return _same(self.expected, self.found)


def look() -> tuple[list[str], list[Seen]]:
    """Start an Excel of our own and look at everything; return its versions and what was seen.

    Raises NotInstalled where the add-in is not installed, or Excel does not do as asked.
    """
    import xlwings

    folder = addin.start_folder()
    if addin.installed_version(folder) is None:
        raise addin.NotInstalled("The add-in is not there: loan401k install excel.")
    try:
        with xlwings.App(visible=False, add_book=False) as app:
            app.display_alerts = False
            # An Excel that another program starts opens nothing from its start folder.
            app.books.open(str(folder / addin.FILE_NAME))
            return versions(app), list(seen(app))
    except Exception as error:  # COM's own, which only Windows has, among them
        raise addin.NotInstalled(f"Excel could not be asked: {error}") from error


def versions(app: Any) -> list[str]:
    """Return one line each for Excel, Windows, Python, xlwings and us."""
    import xlwings

    excel = f"Excel {app.api.Version}, build {app.api.Build}, {app.api.OperatingSystem}"
    return [
        excel,
        f"{platform.platform()}, Python {platform.python_version()} ({platform.architecture()[0]})",
        f"loan401k {__version__}, xlwings {xlwings.__version__}",
    ]


def seen(app: Any) -> Iterator[Seen]:
    """Yield what an Excel with the add-in open shows."""
    book = app.books.add()
    sheet = book.sheets[0]
    for place, value in _GIVEN.items():
        sheet.range(place).value = value
    for formula, expected in CHECKLIST:
        yield Seen(formula, expected, _answer(sheet.range("E1"), formula))
    book.close()
    with opened_template() as path, tempfile.TemporaryDirectory() as folder:
        parts = package.read(path)
        plain, carrying = Path(folder, "template.xlsx"), Path(folder, "template.xlsm")
        package.write(parts, plain)
        package.write(addin.with_functions(parts), carrying)
        stored = _stored(plain)
        for file in (plain, carrying):
            yield from _recalculated(app, file, stored)


def _answer(cell: Any, formula: str) -> Any:
    """Type a formula and return what it shows, rows for one that spills."""
    try:
        cell.formula2 = formula
        shown = cell.api.SpillingToRange if cell.api.HasSpill else cell.api
        value = CLASSIC.read(shown.Value2)
        cell.clear_contents()
    except Exception as error:  # an Excel without dynamic arrays: the page shows where it stops
        return f"failed: {type(error).__name__}"
    return [list(row) for row in value] if isinstance(value, list) else value


def _stored(path: Path) -> dict[tuple[str, str], Any]:
    """Return the values of a workbook's formulas as they stand in its file, by sheet and cell."""
    import openpyxl

    formulas, values = openpyxl.load_workbook(path), openpyxl.load_workbook(path, data_only=True)
    return {
        (sheet.title, cell.coordinate): values[sheet.title][cell.coordinate].value
        for sheet in formulas.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f" and not values[sheet.title][cell.coordinate].is_date
    }


def _recalculated(app: Any, file: Path, stored: dict[tuple[str, str], Any]) -> Iterator[Seen]:
    """Yield how many cells of a workbook show what is stored after Excel calculated it anew."""
    book = app.books.open(str(file))
    app.api.CalculateFullRebuild()
    differing = []
    for (sheet, place), expected in stored.items():
        found = CLASSIC.read(book.sheets[sheet].range(place).api.Value2)
        one = Seen(f"{file.name}, {sheet}!{place}", expected, found)
        if not one.well:
            differing.append(one)
    book.close()
    what = f"{file.name}: cells calculated as stored, of {len(stored)}"
    yield Seen(what, len(stored), len(stored) - len(differing))
    yield from differing[:_LISTED]


def _same(expected: Any, found: Any) -> bool:
    if isinstance(expected, list) and isinstance(found, list):
        return len(expected) == len(found) and all(map(_same, expected, found))
    if type(expected) is bool or type(found) is bool:
        return expected is found
    if isinstance(expected, (int, float)) and isinstance(found, (int, float)):
        return math.isclose(expected, found, rel_tol=1e-9, abs_tol=1e-6)
    return ("" if expected is None else expected) == ("" if found is None else found)


def page(lines: Sequence[str], found: Sequence[Seen]) -> str:
    """Return the report, to paste into an issue."""
    wrong = sum(not one.well for one in found)
    rows = [
        f"| {'ok' if one.well else 'DIFFERS'} | `{one.what}` "
        f"| {_told(one.expected)} | {_told(one.found)} |"
        for one in found
    ]
    return "\n".join(
        [
            "# loan401k in Excel",
            "",
            *(f"- {line}" for line in lines),
            f"- {len(found) - wrong} of {len(found)} as expected",
            "",
            "| | what | expected | found |",
            "|---|---|---|---|",
            *rows,
            "",
        ]
    )


def _told(value: Any) -> str:
    """Return a value for the table; a long text is told by its length only."""
    if isinstance(value, str) and value not in ERROR_CODES and len(value) > _SHORT:
        return f"text of {len(value)} characters"
    return str(value).replace("|", "\\|")
