"""`recalc --with libreoffice`, where LibreOffice calculates the whole file."""

import json
from pathlib import Path

import pytest

from loan401k import package
from loan401k.hosts.calc import office
from tests.cli.corpus import CASES, SAVED, Case
from tests.hosts import needs

REFERENCE = Path(__file__).parents[1] / "reference" / "workbooks"


def test_a_data_table_is_calculated(run, tmp_path):
    needs.libreoffice()
    out = tmp_path / "out.xlsx"
    outcome = run("recalc", REFERENCE / "data_table.xlsx", "--with", "libreoffice", "-o", out)
    assert outcome.exit_code == 0, outcome.output
    expected = json.loads((REFERENCE / "expected.json").read_text())["data_table.xlsx"]["cells"]
    sheet = package.Sheets(package.read(out))["S"]
    for a1, value in expected.items():
        cell = package.addresses.address(a1.removeprefix("S!"))
        assert sheet.saved(cell) == pytest.approx(value, abs=1e-9), a1


def test_what_is_not_trusted_here_is_calculated_there(run, tmp_path):
    needs.libreoffice()
    book = tmp_path / "book.xlsx"
    Case({"B1": "=A1*2", "C1": "=FLOOR(-2.5,-1.1)", "C2": "=AVERAGEA(A1,B1)"}).write(book)
    values = json.loads(run("recalc", book, "--with", "libreoffice", "--json").stdout)["S"]
    assert values == pytest.approx({"B1": 20_000, "C1": -2.2, "C2": 15_000})
    assert SAVED not in values.values()


def test_without_libreoffice_a_sentence_says_so(run, tmp_path, monkeypatch):
    monkeypatch.setattr(office.shutil, "which", lambda *names, **words: None)
    book = tmp_path / "book.xlsx"
    next(iter(CASES.values())).write(book)
    outcome = run("recalc", book, "--with", "libreoffice")
    assert outcome.exit_code == 2
    assert "LibreOffice's program soffice was not found" in " ".join(outcome.stderr.split())
