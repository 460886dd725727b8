"""Where the reasons of errors in Excel's cells are kept: two small files of the user's.

Python writes why a function answered with an error; the VBA wrappers write why Python could not
be asked. ``loan401k doctor`` shows the last lines of both.
"""

from __future__ import annotations

import logging
from collections import deque
from logging.handlers import RotatingFileHandler
from pathlib import Path

from platformdirs import user_log_path

#: The folder as VBA spells it: LOCALAPPDATA, loan401k, Logs.
FILES = ("excel-python.log", "excel-vba.log")
#: Bytes from which a file becomes NAME.1, in the place of the last one, and a new one begins.
FULL = 200_000


def folder() -> Path:
    """Return the folder of the log files."""
    return user_log_path("loan401k", appauthor=False)


def keep(logger: logging.Logger, where: Path | None = None) -> logging.Handler:
    """Send the logger's sentences to the file; return the handler."""
    where = where or folder()
    where.mkdir(parents=True, exist_ok=True)
    handler = RotatingFileHandler(
        where / FILES[0], maxBytes=FULL, backupCount=1, encoding="utf-8", delay=True
    )
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s", "%Y-%m-%d %H:%M:%S"))
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    return handler


def last_lines(count: int = 5, where: Path | None = None) -> list[str]:
    """Return the last lines of both files, oldest first within each."""
    lines: list[str] = []
    for name in FILES:
        last: deque[str] = deque(maxlen=count)
        for path in ((where or folder()) / f"{name}.1", (where or folder()) / name):
            if path.exists():
                with path.open(encoding="utf-8", errors="replace") as file:
                    last.extend(line.rstrip("\n") for line in file)
        lines += last
    return lines
