"""The same columns through the Spark API: on Sail in this process, or on the Spark that is named.

`LOAN401K_SPARK=local[2]` runs these tests on an Apache Spark instead, which needs pyspark and Java.
"""

import os
import re
import sys
from pathlib import Path

import polars as pl
import pytest

from loan401k import InputError
from loan401k.batch import frame
from loan401k.batch import spark as scored
from tests.batch.tables import FORMULAS, loans

pytest.importorskip("pyspark", reason="there is no Spark API here")
if "LOAN401K_SPARK" not in os.environ:
    pytest.importorskip("pysail", reason="there is no Sail here")

COUNT = 3000
PAGE = Path(__file__).parents[2] / "addin/SCALE.md"


@pytest.fixture(scope="module")
def session():
    from pyspark.sql import SparkSession

    master = os.environ.get("LOAN401K_SPARK")
    if master:
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
        builder = SparkSession.builder.master(master).config("spark.ui.enabled", "false")
        session = builder.getOrCreate()
        yield session
        session.stop()
        return
    from pysail.spark import SparkConnectServer

    server = SparkConnectServer(ip="127.0.0.1", port=0)
    server.start(background=True)
    address = f"sc://127.0.0.1:{server.listening_address[1]}"
    with pytest.MonkeyPatch.context() as patch:
        # pyspark takes a worker of pytest-xdist, whose main module is no file, for its doctests.
        patch.setattr(sys.modules["__main__"], "__file__", __file__, raising=False)
        session = SparkSession.builder.remote(address).create()
    yield session
    session.stop()
    server.stop()


@pytest.fixture
def table(tmp_path):
    """Path of loans in three files, partitioned as a cluster writes them."""
    numbered = pl.DataFrame(loans(COUNT)).with_row_index("id").with_columns(pl.col("id").cast(int))
    folder = tmp_path / "loans"
    for k, part in enumerate(numbered.iter_slices(1000)):
        (folder / f"part={k}").mkdir(parents=True)
        part.write_parquet(folder / f"part={k}" / "rows.parquet")
    return numbered, folder


def test_partitioned_data_gets_the_columns_of_a_frame(session, table, tmp_path):
    rows, folder = table
    given = session.read.parquet(str(folder))
    scored(given, FORMULAS).write.parquet(str(tmp_path / "out"))
    out = pl.read_parquet(tmp_path / "out" / "**" / "*.parquet").sort("id")
    expected = frame(rows, FORMULAS)
    assert out.select(expected.columns).equals(expected)
    assert sorted(set(out.columns) - set(expected.columns)) == ["part"]
    assert out["reason"].null_count() == COUNT - COUNT // 10


def test_the_summary_is_spark_s_own(session, table):
    from pyspark.sql import functions as F

    rows, folder = table
    new = scored(session.read.parquet(str(folder)), FORMULAS)
    summary = new.groupBy("plan_id").agg(
        F.count("*").alias("rows"),
        F.count("reason").alias("bad_rows"),
        F.avg("net_cost").alias("mean"),
        F.percentile("net_cost", F.lit(0.5)).alias("median"),
    )
    expected = (
        frame(rows, FORMULAS)
        .group_by("plan_id")
        .agg(
            pl.len(),
            pl.col("reason").count(),
            pl.col("net_cost").mean(),
            pl.col("net_cost").median().alias("median"),
        )
        .sort("plan_id")
    )
    got = sorted(tuple(row) for row in summary.collect())
    for one, other in zip(got, expected.rows(), strict=True):
        assert one[:3] == other[:3]
        assert one[3:] == pytest.approx(other[3:], rel=1e-12)


def test_the_lines_of_the_page_run_as_they_stand(session, table, tmp_path, capsys):
    (lines,) = re.findall(r"^```python\n(from pyspark.*?)^```", PAGE.read_text(), re.M | re.S)
    loans, out = f'"{table[1]}"', f'"{tmp_path / "out"}"'
    lines = lines.replace('"s3://plans/loans"', loans).replace('"s3://plans/scored"', out)
    exec(re.sub(r"SparkSession\.builder.*", "given", lines), {"given": session})
    assert capsys.readouterr().out.count("| ") >= 4  # a heading and three plans
    assert sorted(path.name for path in (tmp_path / "out").glob("plan_id=*")) == [
        "plan_id=P0",
        "plan_id=P1",
        "plan_id=P2",
    ]


def test_a_column_that_is_not_there_is_refused_before_any_work(session, table):
    given = session.read.parquet(str(table[1]))
    with pytest.raises(InputError, match="no column amuont"):
        scored(given, {"p": "LOAN_PAYMENT(amuont, 0, 1)"})
