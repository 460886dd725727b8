"""What of this package a program with its own Python carries: all that computes, and a host's part.

LibreOffice's Python is such a one, and a browser's.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

#: Rooms and modules that know no spreadsheet, no file and no terminal.
_COMPUTING = (
    "__init__.py",
    "errors.py",
    "nearest.py",
    "serial.py",
    "declare",
    "finance",
    "functions",
    "law",
)
_SOURCES = (".py", ".json")


def carried(*of_a_host: str) -> Iterator[tuple[str, bytes]]:
    """Yield path and content of each file, from the package's folder on, the same everywhere.

    ``of_a_host`` are the modules of hosts/ that run there, such as "calc/cells.py". Raises
    FileNotFoundError where one is missing from this installation.
    """
    package = Path(__file__).resolve().parents[1]
    for room in (*_COMPUTING, "hosts/__init__.py", *(f"hosts/{module}" for module in of_a_host)):
        place = package / room
        if not place.exists():
            raise FileNotFoundError(f"{place} is missing: install loan401k again.")
        for file in [place] if place.is_file() else sorted(place.rglob("*")):
            if file.suffix in _SOURCES:
                # Line ends as in the sources of any machine.
                content = file.read_bytes().replace(b"\r\n", b"\n")
                yield f"{package.name}/{file.relative_to(package).as_posix()}", content
