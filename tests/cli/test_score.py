"""The command score: what it writes and prints, exit codes, one sentence where it cannot."""

import datetime as dt
import json
import re
import shlex
from pathlib import Path

import polars as pl
import pytest

PAY = "pay=LOAN_PAYMENT(amount, 0, 1)"


@pytest.fixture
def loans(tmp_path):
    path = tmp_path / "loans.csv"
    path.write_text("plan id,amount\nA,12000\nB,24000\nA,36000\n")
    return path


def test_a_file_is_scored_and_summed_up(run, loans, tmp_path):
    outcome = run("score", loans, "-o", tmp_path / "out.csv", "--column", PAY, "--by", "plan id")
    assert outcome.exit_code == 0
    heading, a, b, wrote = outcome.stdout.splitlines()
    percents = [f"percentile_{p}" for p in (5, 25, 50, 75, 95)]
    assert heading.split("  ")[0] == "plan id"
    assert heading.split()[2:] == ["column", "rows", "bad_rows", "mean", *percents]
    # As PERCENTILE.INC has them of 1,000 and 3,000.
    assert " ".join(a.split()) == (
        "A pay 2 0 2,000.00 1,100.00 1,500.00 2,000.00 2,500.00 2,900.00"
    )
    assert b.split() == ["B", "pay", "1", "0", *["2,000.00"] * 6]
    assert wrote == f"Wrote {tmp_path / 'out.csv'} and {tmp_path / 'out-by-plan_id.csv'}: 3 rows."
    assert outcome.stderr == ""
    assert (tmp_path / "out.csv").read_text().splitlines()[:2] == [
        "plan id,amount,pay,reason",
        "A,12000,1000.0,",
    ]


def test_the_command_of_the_page_runs_as_it_stands(run, tmp_path, monkeypatch):
    page = (Path(__file__).parents[2] / "addin/SCALE.md").read_text(encoding="utf-8")
    (command,) = re.findall(r"^    (loan401k score .*?)\n\n", page, re.M | re.S)
    monkeypatch.chdir(tmp_path)
    table = {"plan_id": ["A"], "amount": [10000.0], "loan_rate": [0.0425], "years": [5.0]}
    pl.DataFrame({**table, "account_return": [0.05]}).write_parquet("loans.parquet")
    outcome = run(*shlex.split(command.replace("\\\n", " "))[1:])
    assert outcome.exit_code == 0
    scored = pl.read_parquet("scored.parquet")
    assert scored["net_cost"].round(4).to_list() == [197.2312]  # as the README has it
    assert pl.read_parquet("scored-by-plan_id.parquet").height == 2


def test_bad_rows_are_counted_and_the_exit_code_tells(run, loans, tmp_path):
    loans.write_text(loans.read_text() + "C,-1\n")
    outcome = run("score", loans, "-o", tmp_path / "out.parquet", "--column", PAY)
    assert outcome.exit_code == 1
    assert outcome.stderr == "1 row has no answer somewhere; the column reason says why.\n"
    reason = pl.read_parquet(tmp_path / "out.parquet")["reason"].to_list()
    assert reason == [None, None, None, "#NUM! amount is -1; it must be above 0."]


def test_json_has_the_counts_and_the_summary(run, loans, tmp_path):
    output = tmp_path / "out.parquet"
    outcome = run("score", loans, "-o", output, "--column", PAY, "--by", "plan id", "--json")
    told = json.loads(outcome.stdout)
    assert told["rows"] == 3
    assert told["bad_rows"] == 0
    assert told["wrote"] == [str(output), str(tmp_path / "out-by-plan_id.parquet")]
    assert [(row["plan id"], row["mean"]) for row in told["summary"]] == [
        ("A", pytest.approx(2000)),
        ("B", pytest.approx(2000)),
    ]


def test_json_takes_groups_of_every_type(run, tmp_path):
    days = [dt.date(2026, 1, 31), None, dt.date(2025, 1, 31)]
    for name, column, expected in (
        ("day", days, [None, "2025-01-31", "2026-01-31"]),
        ("number", [1.5, float("nan"), 0.5], [0.5, 1.5, None]),
        ("flag", [True, False, None], [None, False, True]),
    ):
        path = tmp_path / f"{name}.parquet"
        pl.DataFrame({name: column, "amount": [1.0, 2.0, 3.0]}).write_parquet(path)
        out = tmp_path / f"out-{name}.parquet"
        outcome = run("score", path, "-o", out, "--column", PAY, "--by", name, "--json")
        assert [row[name] for row in json.loads(outcome.stdout)["summary"]] == expected


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--column", "LOAN_PAYMENT(amount, 0, 1)"], "is no column; write NAME=FORMULA."),
        (["--column", PAY, "--column", PAY], "The column pay is named twice."),
        (["--column", "p=LOAN_PAYMENT(amont, 0, 1)"], "no column amont. Did you mean amount?"),
        (["--column", "p=LOAN_PAYMENT(amount, 4.25, 1)"], "loan_rate is 4.25; it must be"),
        (["--column", "p=LOAN_PAYMENT(amount"], "cannot be read at character 21: a bracket is not"),
        (["--column", PAY, "--by", "plan_id"], "no column plan_id. Did you mean plan id?"),
        (["--column", PAY, "-o", "out.txt"], "out.txt must end in .parquet or .csv."),
    ],
)
def test_what_cannot_be_done_is_a_sentence(run, loans, tmp_path, arguments, sentence):
    outcome = run("score", loans, "-o", tmp_path / "out.csv", *arguments)
    assert outcome.exit_code == 2
    assert sentence in outcome.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["loans.csv"]


def test_files_that_are_there_are_replaced_only_when_asked(run, loans, tmp_path):
    for name in ("out.csv", "out-by-amount.csv"):
        (tmp_path / name).write_text("mine")
        call = ("score", loans, "-o", tmp_path / "out.csv", "--column", PAY, "--by", "amount")
        outcome = run(*call)
        assert outcome.exit_code == 2
        assert outcome.stderr == f"Error: {tmp_path / name} exists already; --force replaces it.\n"
        (tmp_path / name).unlink()
    (tmp_path / "out.csv").write_text("mine")
    assert run(*call, "--force").exit_code == 0
    outcome = run("score", loans, "-o", loans, "--column", PAY, "--force")
    assert "is the file that is read; write to another file." in outcome.stderr
    assert run("score", tmp_path / "no.csv", "-o", "x.csv", "--column", PAY).exit_code == 2
