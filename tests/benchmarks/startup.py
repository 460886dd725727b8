"""How long the package takes to import, against numpy."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

from tests.benchmarks.measure import Row, Work, ratio, seconds


def imports() -> Iterator[Row]:
    """Import time less that of an empty interpreter, in fresh processes."""

    def run(code: str) -> Work:
        return lambda: subprocess.run([sys.executable, "-c", code], check=True)

    contest = {"nothing": run(""), "ours": run("import loan401k"), "numpy": run("import numpy")}
    taken = seconds(contest, 7)
    net = {
        name: [a - b for a, b in zip(taken[name], taken["nothing"], strict=True)]
        for name in ("ours", "numpy")
    }
    yield Row("import loan401k", "ours / import numpy", ratio(net, "ours", "numpy"), 0.6, True)
