"""Files scored out of core: the same as frames, whole or not at all, harmless in spreadsheets."""

import math
import os
import signal
import subprocess
import sys
import time

import polars as pl
import pytest

from loan401k import InputError
from loan401k.batch import files, frame
from tests.batch.tables import FORMULAS, loans

COUNT = 3000


@pytest.fixture
def parquet(tmp_path):
    """Path of a Parquet file of loans in several row groups."""
    path = tmp_path / "loans.parquet"
    pl.DataFrame(loans(COUNT)).write_parquet(path, row_group_size=700)
    return path


def written(folder):
    return sorted(path.name for path in folder.iterdir())


def test_a_file_gets_the_columns_of_a_frame_in_its_order(parquet, tmp_path):
    seen = []
    output = tmp_path / "out.parquet"
    rows, bad, summary = files.score(
        parquet, output, FORMULAS, progress=lambda done, total: seen.append((done, total))
    )
    assert (rows, bad, summary) == (COUNT, COUNT // 10, None)
    assert pl.read_parquet(output).equals(frame(pl.read_parquet(parquet), FORMULAS))
    assert seen[-1] == (COUNT, COUNT)
    assert written(tmp_path) == ["loans.parquet", "out.parquet"]


@pytest.mark.parametrize("ending", [".csv", ".arrow"])
def test_other_files_are_read_alike(parquet, tmp_path, ending):
    table, other = pl.read_parquet(parquet), tmp_path / f"loans{ending}"
    if ending == ".csv":
        table = table.with_columns(pl.col("amount").fill_nan(None))
        table.write_csv(other)
    else:
        table.write_ipc(other)
    files.score(other, tmp_path / "out.parquet", FORMULAS)
    out, expected = pl.read_parquet(tmp_path / "out.parquet"), frame(table, FORMULAS)
    new = [*FORMULAS, "reason"]
    assert out.select(new).equals(expected.select(new))


TYPED = """\
id,amount,loan_rate,years,disaster,=name
007,10000,0.0425,5,TRUE,=1+1
008, 12000 ,4.25%,5,false,-5.2
009,,0.05,5,,@a
010,abc,0.05,5,FALSE,+1-555
011,1e4,4.25,1,maybe,plain
"""


@pytest.fixture
def typed(tmp_path):
    """Path of a CSV file as people type them."""
    path = tmp_path / "typed.csv"
    path.write_text(TYPED)
    return path


def test_what_was_typed_into_a_csv_file_is_a_reason_where_it_is_no_number(typed, tmp_path):
    formulas = {
        "pay": "LOAN_PAYMENT(amount, loan_rate, years)",
        "most": "LOAN_MAX(300000, 0, 0, disaster)",
    }
    assert files.score(typed, tmp_path / "out.parquet", formulas)[:2] == (5, 4)
    out = pl.read_parquet(tmp_path / "out.parquet")
    assert out["pay"][0] == pytest.approx(185.2956, abs=5e-5)  # -PMT(4.25%/12, 60, 10000)
    assert out["most"].to_list() == [100000, 50000, 50000, 50000, None]
    looks_like = (
        '#VALUE! loan_rate is the text "4.25%", which only looks like a number; '
        "it must be a number, from 0 to 1 (100%)."
    )
    whole = (
        "#NUM! loan_rate is 4.25; it must be from 0 to 1 (100%). 4.25% is typed 4.25% or 0.0425."
    )
    maybe = '#VALUE! disaster is the text "maybe"; it must be TRUE or FALSE.'
    assert out["reason"].to_list() == [
        None,
        looks_like,
        "#VALUE! amount is blank; it must be above 0.",
        '#VALUE! amount is the text "abc"; it must be a number, above 0.',
        f"{whole} {maybe}",
    ]
    assert out["id"].to_list() == ["007", "008", "009", "010", "011"]


def test_no_text_of_a_csv_file_is_a_formula_and_numbers_stay_numbers(typed, tmp_path):
    files.score(typed, tmp_path / "out.csv", {"pay": "LOAN_PAYMENT(amount, loan_rate, years)"})
    lines = (tmp_path / "out.csv").read_text().splitlines()
    assert lines[0] == "id,amount,loan_rate,years,disaster,'=name,pay,reason"
    names = [line.split(",")[5] for line in lines[1:]]
    assert names == ["'=1+1", "-5.2", "'@a", "'+1-555", "plain"]
    table = tmp_path / "hostile.parquet"
    pl.DataFrame({"a": [1.0, -2.0], "t": ["\t=1", "=cmd|' /C calc'!A0"]}).write_parquet(table)
    files.score(table, tmp_path / "hostile.csv", {"pay": "LOAN_PAYMENT(a, 0, 1)"})
    out = pl.read_csv(tmp_path / "hostile.csv")
    assert out["t"].to_list() == ["'\t=1", "'=cmd|' /C calc'!A0"]
    assert out["a"].to_list() == [1.0, -2.0]


def percentile(values, share):
    """Return a percentile as Excel's PERCENTILE.INC does."""
    place = (len(values) - 1) * share
    low = math.floor(place)
    return values[low] + (values[min(low + 1, len(values) - 1)] - values[low]) * (place - low)


@pytest.mark.parametrize("ending", [".parquet", ".csv"])
def test_a_summary_has_count_bad_rows_mean_and_percentiles_of_each_group(parquet, tmp_path, ending):
    output, other = tmp_path / f"out{ending}", tmp_path / f"by{ending}"
    summary = files.score(parquet, output, FORMULAS, summary=("plan_id", other))[2]
    stored = pl.read_parquet(other) if ending == ".parquet" else pl.read_csv(other)
    assert [row[:4] for row in stored.rows()] == [row[:4] for row in summary.rows()]
    assert [row[4:] for row in stored.rows()] == [
        pytest.approx(row[4:], rel=1e-12) for row in summary.rows()
    ]
    assert summary.height == 3 * len(FORMULAS)
    table = frame(pl.read_parquet(parquet), FORMULAS)
    for row in summary.rows(named=True):
        cells = table.filter(pl.col("plan_id") == row["plan_id"])[row["column"]].to_list()
        values = sorted(cell for cell in cells if cell is not None)
        assert (row["rows"], row["bad_rows"]) == (len(cells), len(cells) - len(values))
        assert row["mean"] == pytest.approx(math.fsum(values) / len(values))
        for share in (5, 25, 50, 75, 95):
            assert row[f"percentile_{share}"] == pytest.approx(percentile(values, share / 100))


def refusal(*arguments, **options):
    with pytest.raises(InputError) as caught:
        files.score(*arguments, **options)
    return str(caught.value)


def test_a_file_that_is_none_is_refused_and_leaves_nothing(parquet, tmp_path):
    output = tmp_path / "out.parquet"
    short, empty, bare = tmp_path / "short.parquet", tmp_path / "empty.csv", tmp_path / "bare.csv"
    short.write_bytes(parquet.read_bytes()[:5000])
    empty.write_text("")
    bare.write_text("amount,loan_rate\n")
    ragged = tmp_path / "ragged.csv"
    ragged.write_text("a,b\n1,2,3\n")
    before = written(tmp_path)
    formulas = {"p": "LOAN_PAYMENT(a, 0, 1)"}
    assert "short.parquet cannot be scored: " in refusal(short, output, formulas)
    assert "empty.csv cannot be scored: " in refusal(empty, output, formulas)
    assert "bare.csv holds no rows." in refusal(bare, output, formulas)
    assert "ragged.csv cannot be scored: " in refusal(ragged, output, formulas)
    assert "must end in one of .parquet" in refusal(tmp_path, output, formulas)
    by = ("plan_ids", tmp_path / "by.parquet")
    assert "Did you mean plan_id?" in refusal(parquet, output, FORMULAS, summary=by)
    assert written(tmp_path) == before


def test_a_file_that_changes_while_it_is_read_is_refused(parquet, tmp_path):
    def change(done, total):
        os.utime(parquet, ns=(1, 1))

    output = tmp_path / "out.parquet"
    assert "changed while it was read" in refusal(parquet, output, FORMULAS, progress=change)
    assert written(tmp_path) == ["loans.parquet"]


def test_what_a_killed_run_left_is_thrown_away_and_a_file_stays_unless_asked(parquet, tmp_path):
    output = tmp_path / "out.parquet"
    (tmp_path / ".out.1.unfinished.parquet").write_text("left")
    files.score(parquet, output, FORMULAS)
    assert written(tmp_path) == ["loans.parquet", "out.parquet"]
    with pytest.raises(FileExistsError, match=r"out\.parquet exists already"):
        files.score(parquet, output, FORMULAS)
    files.score(parquet, output, {"p": "LOAN_PAYMENT(amount, 0, 1)"}, replace=True)
    assert "net_cost" not in pl.read_parquet_schema(output)


def scoring(source, output):
    formula = f"net_cost={FORMULAS['net_cost']}"
    return [sys.executable, "-m", "loan401k", "score", source, "-o", output, "--column", formula]


@pytest.fixture
def large(tmp_path):
    """Path of a file that takes a while."""
    path = tmp_path / "large.parquet"
    table = pl.DataFrame(loans(1000)).drop_nulls()
    pl.concat([table] * 4000).write_parquet(path, row_group_size=50_000)
    return path


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal to send")
def test_an_interrupted_run_leaves_nothing_and_says_so(large, tmp_path):
    output = tmp_path / "out.parquet"
    running = subprocess.Popen(scoring(large, output), stderr=subprocess.PIPE, text=True)
    while running.poll() is None and not list(tmp_path.glob(".out.*")):
        time.sleep(0.01)
    running.send_signal(signal.SIGINT)
    said = running.communicate()[1]
    assert running.returncode == 2
    assert said.startswith("Interrupted; nothing was written.\n")
    assert written(tmp_path) == ["large.parquet"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
def test_a_disk_that_fills_is_a_sentence_and_leaves_nothing(parquet, tmp_path):
    import resource  # Unix only

    def limit():
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))

    done = subprocess.run(
        scoring(parquet, tmp_path / "out.parquet"), preexec_fn=limit, capture_output=True, text=True
    )
    assert done.returncode == 2
    assert done.stderr.startswith(f"Error: {parquet} cannot be scored: ")
    assert "File too large" in done.stderr
    assert "Traceback" not in done.stderr
    assert written(tmp_path) == ["loans.parquet"]
