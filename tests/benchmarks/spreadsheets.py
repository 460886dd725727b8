"""Cells of a spreadsheet: the program's own PMT filled down against our function there."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import formualizer as fz

from loan401k.hosts.calc.install import install
from loan401k.hosts.calc.office import Office, OfficeError, find_program, find_python
from loan401k.hosts.engine.engine import Engine
from tests.benchmarks.measure import Row, Work, ratio, seconds, sized
from tests.hosts.calc.sheets import Document

OPERATIONS = Path(__file__).parents[1] / "hosts/calc/operations.py"

FILLED = "our LOAN_PAYMENT filled down / its own PMT"


def engine() -> Iterator[Row]:
    """The embedded engine."""
    count = sized(2000, 50)
    book = fz.Workbook()
    book.add_sheet("A")
    Engine(book)
    formulas = {"own": "=PMT(0.0425/12,60,-ROW())", "ours": "=LOAN_PAYMENT(ROW(),0.0425,5)"}

    def filled(column: int, formula: str) -> Work:
        def work() -> None:
            for row in range(1, count + 1):
                book.set_formula("A", row, column, formula)
                book.evaluate_cell("A", row, column)

        return work

    works = {name: filled(k, formula) for k, (name, formula) in enumerate(formulas.items(), 1)}
    taken = seconds(works, 5)
    yield Row(f"embedded engine, {count:,} cells", FILLED, ratio(taken, "ours", "own"), None, True)


def libreoffice() -> Iterator[Row]:
    """LibreOffice with the extension."""
    count = sized(5000, 50)
    work = f"LibreOffice, {count:,} cells"
    over_range = "our LOAN_PAYMENT over one range / its own PMT filled down"
    try:
        find_program("soffice"), find_python()
    except OfficeError:
        yield Row(work, FILLED, None, None, True)
        yield Row(work, over_range, None, None, True)
        return
    rows = range(1, count + 1)
    own = [f"=PMT(0.0425/12;60;-A{row})" for row in rows]
    ours = [f"=LOAN_PAYMENT(A{row};0.0425;5)" for row in rows]
    amounts = [float(row) for row in rows]
    with tempfile.TemporaryDirectory() as folder:
        profile = Path(folder) / "profile"
        install(profile)
        with Office(profile, (OPERATIONS,)) as office:
            works: dict[str, Work] = {}
            for name, columns, arrays in (
                ("own", {"A": amounts, "B": own}, {}),
                ("ours", {"A": amounts, "B": ours}, {}),
                ("range", {"A": amounts}, {f"B1:B{count}": f"=LOAN_PAYMENT(A1:A{count};0.0425;5)"}),
            ):
                document = Document(office, office.ask("new"))
                document.fill(columns=columns, arrays=arrays)
                works[name] = lambda document=document: document.ask("calculate")
            taken = seconds(works, 5)
    yield Row(work, FILLED, ratio(taken, "ours", "own"), None, True)
    yield Row(work, over_range, ratio(taken, "range", "own"), None, True)
