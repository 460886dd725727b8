"""The command line `loan401k`: what a person types in a terminal, and what they read there."""

from __future__ import annotations

import os
import sys
import threading
from contextlib import suppress


def main() -> None:
    """Run the command line; an interrupt ends it with a word even while it is being read in."""
    try:
        from .commands import run

        run()
    except SystemExit as end:
        _leave(end.code)
    except KeyboardInterrupt:
        sys.stderr.write("\nAborted!\n")
        _leave(1)


def _leave(code: int | str | None) -> None:
    """End the process, with a calculation that was stopped and does not end yet.

    Python would cut its thread off in the midst of the engine, which then aborts the process.
    """
    if len(threading.enumerate()) > 1 and isinstance(code, int):
        for stream in (sys.stdout, sys.stderr):
            with suppress(OSError, AttributeError):
                stream.flush()
        os._exit(code)
    sys.exit(code)
