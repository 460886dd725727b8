"""How long the package takes to import, and the command line to answer, in fresh processes."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from statistics import median

from tests.benchmarks.measure import Row, Work, ratio, seconds


def _run(*arguments: str) -> Work:
    command = [sys.executable, *arguments]
    return lambda: subprocess.run(command, check=True, capture_output=True)


def imports() -> Iterator[Row]:
    """Import time less that of an empty interpreter."""
    modules = {"nothing": "", "ours": "import loan401k", "numpy": "import numpy"}
    taken = seconds({name: _run("-c", code) for name, code in modules.items()}, 7)
    net = {
        name: [a - b for a, b in zip(taken[name], taken["nothing"], strict=True)]
        for name in ("ours", "numpy")
    }
    yield Row("import loan401k", "ours / import numpy", ratio(net, "ours", "numpy"), 0.6, True)


def command_line() -> Iterator[Row]:
    """One value calculated, and the template calculated and printed."""
    program = "-m", "loan401k"
    works = {
        "calc of one value": (_run(*program, "calc", "LOAN_PAYMENT(10000, 4.25%, 5)"), 100),
        "open --print": (_run(*program, "open", "--print"), 500),
    }
    taken = seconds({name: work for name, (work, _) in works.items()}, 7)
    for name, (_, target) in works.items():
        yield Row(f"loan401k {name}", "milliseconds", 1000 * median(taken[name]), target, True)
