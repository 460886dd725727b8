"""Calculations that end: with Ctrl-C, and when they take too much time or memory.

The engine makes a cell's error of whatever our functions raise, of an interrupt too, and IFERROR
makes a number of that. So it calculates in a thread of its own, and whoever asked waits: an
interrupt arrives there, at once, and what was half calculated is seen by nobody.
"""

from __future__ import annotations

import ctypes
import re
import sys
import threading
import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from .formula import RecalculationError

if TYPE_CHECKING:
    from sys import UnraisableHookArgs

#: The most seconds, and the most bytes that may be added to what the process has.
MOST_SECONDS, MOST_BYTES = 50.0, 900 << 20
#: The most cells of a workbook, and how many of them may hold formulas; of a range in a call.
MOST_CELLS, MOST_FORMULAS, MOST_IN_RANGE = 800_000, 400_000, 1_000_000

_POLL, _GRACE = 0.02, 0.5
#: The seconds after which memory is looked at: what looks takes time to import.
_SHORT = 0.5
_CELL, _FORMULA = re.compile(rb"<(?:\w+:)?c[\s>/]"), re.compile(rb"<(?:\w+:)?f[\s>/]")

Value = TypeVar("Value")


def bounded(work: Callable[[], Value], what: str) -> Value:
    """Return what `work` returns and raise what it raises; it runs in a thread of its own.

    Raises RecalculationError, which begins with `what`, when it takes too much time or memory.
    What cannot be stopped, a single operation of the engine, is left to end by itself.
    """
    worker = _Worker(work)
    try:
        worker.start()
        worker.wait(what)
    except BaseException:
        worker.stop()
        raise
    return worker.result()


def on_stop(cancel: Callable[[], object]) -> None:
    """Have `cancel` called when the calculation that runs in this thread is to stop."""
    worker = threading.current_thread()
    if isinstance(worker, _Worker):
        worker.cancels.append(cancel)


def is_stopping() -> bool:
    """Return whether the calculation that runs in this thread is to stop."""
    worker = threading.current_thread()
    return isinstance(worker, _Worker) and worker.is_stopping


class _Worker(threading.Thread, Generic[Value]):
    """One calculation."""

    def __init__(self, work: Callable[[], Value]) -> None:
        super().__init__(name="loan401k", daemon=True)
        self._work = work
        self._answer: list[Value] = []
        self._error: BaseException | None = None
        self.cancels: list[Callable[[], object]] = []
        self.is_stopping = False

    def run(self) -> None:
        try:
            self._answer.append(self._work())
        except BaseException as error:
            self._error = error

    def wait(self, what: str) -> None:
        """Wait for the end, or raise RecalculationError for what is beyond the bounds."""
        start = time.monotonic()
        end = start + MOST_SECONDS
        while self.is_alive() and time.monotonic() < min(start + _SHORT, end):
            self.join(_POLL)
        if not self.is_alive():
            return
        import psutil

        process = psutil.Process()
        most = process.memory_info().rss + MOST_BYTES
        while self.is_alive():
            if time.monotonic() > end:
                took = f"took longer than {MOST_SECONDS:.0f} seconds"
            elif process.memory_info().rss > most:
                took = f"needed more than {MOST_BYTES >> 20:,} MiB of memory"
            else:
                self.join(_POLL)
                continue
            raise RecalculationError(f"{what} {took} to calculate and was stopped.")

    def stop(self) -> None:
        """Have the engine and our functions stop, and wait a moment for them."""
        self.is_stopping = True
        before, sys.unraisablehook = sys.unraisablehook, self._unseen(sys.unraisablehook)
        end = time.monotonic() + _GRACE
        while self.is_alive() and time.monotonic() < end:
            for cancel in self.cancels:
                cancel()
            # The engine may make a cell's error of it, and go on; hence again and again.
            ctypes.pythonapi.PyThreadState_SetAsyncExc(
                ctypes.c_ulong(self.ident or 0), ctypes.py_object(SystemExit)
            )
            self.join(_POLL)
        if not self.is_alive():
            sys.unraisablehook = before

    def _unseen(self, before: Callable[[UnraisableHookArgs], Any]) -> Callable[..., None]:
        """Return a hook for exceptions that nobody can catch, without those that are to stop us.

        Such a one may arrive while Python collects garbage, where it is lost, and said aloud.
        """

        def hook(lost: UnraisableHookArgs) -> None:
            if lost.exc_type is not SystemExit or threading.get_ident() != self.ident:
                before(lost)

        return hook

    def result(self) -> Value:
        """Return what came out, or raise it."""
        if self._error is None:
            return self._answer[0]
        try:
            raise self._error
        finally:
            self._error = None  # which would keep this frame, and with it everything


def refuse_too_large(parts: Mapping[str, bytes], name: str) -> None:
    """Raise RecalculationError for a workbook of more cells than the engine takes.

    They are counted before anything is parsed, as that takes the memory.
    """
    from ...package import sheet_parts  # only workbooks need lxml

    sheets = [parts[part] for part in sheet_parts(dict(parts)).values()]
    if sum(map(len, sheets)) < len("<f/>") * min(MOST_CELLS, MOST_FORMULAS):
        return
    for expression, most, things in (
        (_CELL, MOST_CELLS, "cells"),
        (_FORMULA, MOST_FORMULAS, "formulas"),
    ):
        count = sum(1 for data in sheets for _ in expression.finditer(data))
        if count > most:
            raise RecalculationError(
                f"{name} has {count:,} {things}; the embedded engine takes at most {most:,}."
            )


def too_large(values: Any) -> bool:
    """Tell whether a range in a call of our functions has too many cells."""
    return isinstance(values, list) and len(values) * len(values[0]) > MOST_IN_RANGE
