"""Calculations that end: interrupted, too long, too large; and what they leave behind."""

import gc
import sys
import threading
import time

import openpyxl
import psutil
import pytest

from loan401k import package
from loan401k.hosts.engine import RecalculationError, bounds, evaluate, recalculate
from loan401k.hosts.engine.engine import Engine
from loan401k.package.addresses import Address, Place


@pytest.fixture
def sheets(tmp_path):
    """Save a column of formulas; return the sheets."""

    def save(formulas):
        book = openpyxl.Workbook()
        for row, formula in enumerate(formulas, 1):
            book.active.cell(row, 1, formula)
        path = tmp_path / "book.xlsx"
        book.save(path)
        return package.Sheets(package.read(path))

    return save


def test_no_call_leaves_a_thread_behind(sheets):
    evaluate("=LOAN_MAX(80000)")
    process = psutil.Process()
    before = process.num_threads()
    for _ in range(50):
        evaluate("=LOAN_MAX(80000)")
        evaluate("=NOBODY_HAS_THIS(1)")
        recalculate(sheets(["=LOAN_MAX(-1)", "=A1"]))
    deadline = time.monotonic() + 10
    while process.num_threads() > before and time.monotonic() < deadline:
        time.sleep(0.01)  # a thread that has ended goes a moment later
    assert process.num_threads() <= before


def test_what_takes_too_long_is_stopped_and_said(monkeypatch):
    monkeypatch.setattr(bounds, "MOST_SECONDS", 0.1)
    ended = []

    def never():
        try:
            while True:
                time.sleep(0.001)
        finally:
            ended.append(True)

    with pytest.raises(RecalculationError, match="It took longer than 0 seconds to"):
        bounds.bounded(never, "It")
    assert ended


def test_nothing_is_said_of_a_stop_that_arrives_while_garbage_is_collected(monkeypatch, capsys):
    monkeypatch.setattr(bounds, "MOST_SECONDS", 0.05)
    monkeypatch.setattr(sys, "unraisablehook", sys.__unraisablehook__)
    met = []

    def look(phase, info):
        if isinstance(threading.current_thread(), bounds._Worker) and phase == "start" and not met:
            try:
                while True:
                    time.sleep(0.001)
            finally:
                met.append(phase)

    def collect():
        while not met:
            gc.collect()

    gc.callbacks.append(look)
    try:
        with pytest.raises(RecalculationError):
            bounds.bounded(collect, "It")
    finally:
        gc.callbacks.remove(look)
    assert met
    assert capsys.readouterr().err == ""
    assert sys.unraisablehook is sys.__unraisablehook__


def test_an_interrupt_while_our_function_works_is_no_value(monkeypatch):
    def interrupted(self, what):
        raise KeyboardInterrupt

    monkeypatch.setattr(bounds._Worker, "wait", interrupted)
    start = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        evaluate("=IFERROR(SUM(LOAN_PAYMENT(SEQUENCE(1000,1000),4%,1)),0)")
    assert time.monotonic() - start < 5


def test_a_text_doubled_again_and_again_does_not_take_all_memory(sheets, monkeypatch):
    monkeypatch.setattr(bounds, "MOST_BYTES", 100 << 20)
    doubled = sheets(['="x"', *(f"=A{row}&A{row}" for row in range(1, 40))])
    with pytest.raises(RecalculationError, match="needed more than 100 MiB of memory"):
        recalculate(doubled)


@pytest.mark.parametrize(("most", "things"), [("MOST_CELLS", "cells"), ("MOST_FORMULAS", "formul")])
def test_a_workbook_of_too_many_cells_is_refused(sheets, monkeypatch, most, things):
    monkeypatch.setattr(bounds, most, 3)
    assert recalculate(sheets(["=1"] * 3)).cell(Place("Sheet", Address(3, 1))) == 1
    with pytest.raises(RecalculationError, match=rf"plan\.xlsx has 4 {things}.* takes at most 3"):
        recalculate(sheets(["=1"] * 4), name="plan.xlsx")


def test_sheets_that_lie_elsewhere_are_counted_too(sheets, monkeypatch):
    monkeypatch.setattr(bounds, "MOST_CELLS", 3)
    parts = {
        name.replace("xl/worksheets/sheet1.xml", "xl/Other/SHEET1.xml"): data
        for name, data in sheets(["=1"] * 4).parts.items()
    }
    links = "xl/_rels/workbook.xml.rels"
    parts[links] = parts[links].replace(b"/xl/worksheets/sheet1", b"/xl/other/sheet1")
    with pytest.raises(RecalculationError, match="has 4 cells"):
        bounds.refuse_too_large(parts, "plan.xlsx")


def test_a_range_of_too_many_cells_is_an_error_with_its_reason():
    answer = evaluate("=LOAN_PAYMENT(SEQUENCE(1001,1000),4%,1)")
    assert answer == "#VALUE!"
    assert answer.reason.startswith("A range has more than 1,000,000 cells")


def test_a_chain_after_one_error_asks_the_engine_of_the_first_cell_alone(sheets, monkeypatch):
    asked = []
    ask_all = Engine.ask_all

    def counted(self, formulas, column):
        asked.append(len(formulas))
        return ask_all(self, formulas, column)

    monkeypatch.setattr(Engine, "ask_all", counted)
    result = recalculate(sheets(["=LOAN_MAX(-1)", *(f"=A{row}+1" for row in range(1, 300))]))
    assert asked == [1]
    reason = "Sheet!A1: vested_balance is -1; it must be 0 or more."
    assert result.reasons[Place("Sheet", Address(300, 1))] == reason


def test_an_error_comes_from_the_nearest_cell_of_a_long_range(sheets):
    totals = [f"=SUM(A$1:A{row})" for row in range(1, 200)]
    result = recalculate(sheets(["=LOAN_MAX(-1)", *totals]))
    reason = "Sheet!A1: vested_balance is -1; it must be 0 or more."
    assert {result.reasons[Place("Sheet", Address(row, 1))] for row in range(2, 201)} == {reason}
