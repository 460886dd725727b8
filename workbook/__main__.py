"""Rebuild the template: `python -m workbook`; with --check only say whether it is current."""

from __future__ import annotations

import argparse
import sys

from loan401k import package

from .build import TEMPLATE, template


def main(arguments: list[str] | None = None) -> int:
    """Write the template, or compare it with what the code builds; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m workbook", description=__doc__)
    parser.add_argument("--check", action="store_true", help="compare only, write nothing")
    options = parser.parse_args(arguments)
    built = template()
    if options.check:
        if not TEMPLATE.exists():
            print(f"{TEMPLATE.name} is missing: run python -m workbook")
            return 1
        differences = package.compare(package.read(TEMPLATE), built)
        for difference in differences:
            print(difference)
        print(f"{TEMPLATE.name} is {'out of date' if differences else 'current'}")
        return 1 if differences else 0
    package.write(built, TEMPLATE, replace=True)
    print(f"wrote {TEMPLATE.name}, {TEMPLATE.stat().st_size:,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
