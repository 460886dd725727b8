"""Rebuild the template: `python -m workbook`.

With --check only say whether it is current; with --pictures draw its pages.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from loan401k import package

from .build import TEMPLATE, template
from .finish.compare import compare
from .pictures import draw


def main(arguments: list[str] | None = None) -> int:
    """Write the template, compare it with the code, or draw it; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m workbook", description=__doc__)
    parser.add_argument("--check", action="store_true", help="compare only, write nothing")
    parser.add_argument("--pictures", type=Path, metavar="FOLDER", help="draw every page there")
    options = parser.parse_args(arguments)
    if options.pictures:
        for picture in draw(package.read(TEMPLATE), options.pictures):
            print(picture)
        return 0
    built = template()
    if options.check:
        return _check(built)
    package.write(built, TEMPLATE, replace=True)
    print(f"wrote {TEMPLATE.name}, {TEMPLATE.stat().st_size:,} bytes")
    return 0


def _check(built: package.Parts) -> int:
    if not TEMPLATE.exists():
        print(f"{TEMPLATE.name} is missing: run python -m workbook")
        return 1
    differences = compare(package.read(TEMPLATE), built)
    for difference in differences:
        print(difference)
    print(f"{TEMPLATE.name} is {'out of date' if differences else 'current'}")
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main())
