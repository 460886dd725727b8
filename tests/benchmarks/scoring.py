"""Files larger than a sheet scored on one machine, and the same through the Spark API on Sail."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import polars as pl

from tests.benchmarks.arithmetic import loans
from tests.benchmarks.measure import Row, sized

FORMULAS = {
    "net_cost": "LOAN_NET_COST(amount, rate, years, annual)",
    "advantage": "PAYOFF_ADVANTAGE(amount, rate, years, 21%, annual)",
    "default_cost": "EXPECTED_DEFAULT_COST(amount, rate, years, 17%, 22%)",
}

# Each way runs in a process of its own, twice, and says its last seconds and its largest memory.
_TIMED = """
import json, sys, time, resource
def timed(work):
    for _ in range(2):
        start = time.perf_counter()
        work()
        taken = time.perf_counter() - start
    largest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps([taken, largest]))
source, output, formulas = sys.argv[1], sys.argv[2], json.loads(sys.argv[3])
"""
_ON_ONE_MACHINE = """
from pathlib import Path
from loan401k.batch.files import score
timed(lambda: score(Path(source), Path(output), formulas, replace=True))
"""
_ON_SAIL = """
from pysail.spark import SparkConnectServer
from pyspark.sql import SparkSession
from loan401k.batch import spark as scored
server = SparkConnectServer(ip="127.0.0.1", port=0)
server.start(background=True)
session = SparkSession.builder.remote(f"sc://127.0.0.1:{server.listening_address[1]}").create()
timed(lambda: scored(session.read.parquet(source), formulas)
    .write.mode("overwrite").parquet(output + ".sail"))
session.stop()
server.stop()
"""


def files() -> Iterator[Row]:
    """Net cost, advantage and expected default cost of a file's rows, a thousandth of them bad."""
    count = sized(10_000_000, 20_000)
    work = f"three functions for {count:,} rows of Parquet"
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "loans.parquet"
        columns = loans(count)
        columns["rate"][::1000] = 4.25
        frame = pl.DataFrame(columns).with_columns(id=np.arange(count))
        frame.write_parquet(source, row_group_size=125_000, compression="snappy")
        del frame, columns
        for words, code, target, there in (
            ("out of core", _ON_ONE_MACHINE, 5.0, True),
            ("through the Spark API on Sail", _ON_SAIL, 3.0, find_spec("pysail") is not None),
        ):
            speed = memory = None
            if there:
                script = Path(folder) / "timed.py"
                script.write_text(_TIMED + code)
                call = [sys.executable, script, source, source.with_stem("out")]
                done = subprocess.run(
                    [*call, json.dumps(FORMULAS)], check=True, capture_output=True, text=True
                )
                taken, memory = json.loads(done.stdout.splitlines()[-1])
                speed = count / taken / 1e6
            yield Row(work, f"{words}, million rows a second", speed, target, False)
            if words == "out of core":
                yield Row(work, f"{words}, most memory in MB", memory, 600.0, True)
