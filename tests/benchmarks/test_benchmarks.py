"""The benchmarks in small: they run, and all that has a verdict has a figure."""

import json
import subprocess
import sys
from pathlib import Path


def test_all_of_them_run_in_small_and_no_answer_is_wrong():
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks", "--small", "--json"],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    rows = json.loads(done.stdout)["rows"]
    assert all(row["measured"] is not None or row["verdict"] == "not here" for row in rows)
    # Speeds of small works say nothing; errors and cells without a number do.
    held = [row for row in rows if row["against"].startswith(("ours, ", "payment, ", "balance, "))]
    assert len(held) == 6
    assert [row["work"] for row in held if row["verdict"] != "met"] == []
