"""`recalc` on small workbooks of every feature: what is calculated, and that the rest is kept."""

import json
from pathlib import Path

import pytest
from lxml import etree

from loan401k import package
from tests.cli.corpus import CASES, SAVED

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
REFERENCE = Path(__file__).parents[1] / "reference" / "workbooks"


@pytest.fixture(params=CASES.values(), ids=CASES.keys())
def case(request):
    return request.param


@pytest.fixture
def written(case, run, tmp_path):
    """What was read and what was written, by sheet and A1, and what was said."""
    source, out = tmp_path / "in.xlsx", tmp_path / "out.xlsx"
    case.write(source)
    settings = [word for setting in case.settings for word in ("--set", setting)]
    outcome = run("recalc", source, "-o", out, *settings)
    assert outcome.exit_code == (1 if wrong(case) else 0), outcome.output
    return package.read(source), package.read(out), outcome


def wrong(case):
    return (
        case.failed or case.stale or any(str(v).startswith("#") for v in case.calculated.values())
    )


def full(case, a1):
    return a1 if "!" in a1 else f"{case.sheet}!{a1}"


def cells(parts):
    """Return the XML of each cell by sheet and A1."""
    found = {}
    for sheet, part in package.sheet_parts(parts).items():
        for cell in etree.fromstring(parts[part]).iter(f"{MAIN}c"):
            found[f"{sheet}!{cell.get('r')}"] = cell
    return found


def value(cell):
    text = cell.findtext(f"{MAIN}v")
    return float(text) if cell.get("t", "n") == "n" and text else text


def test_the_cells_that_depend_on_ours_are_calculated(case, written):
    _, out, _ = written
    found = cells(out)
    for a1, expected in case.calculated.items():
        given = value(found[full(case, a1)])
        assert given == (expected if isinstance(expected, str) else pytest.approx(expected)), a1


def test_what_cannot_be_calculated_is_said_and_holds_no_old_value(case, written):
    _, out, outcome = written
    found = cells(out)
    said = " ".join(outcome.stderr.split())
    for a1, words in case.failed.items():
        assert found[full(case, a1)].get("t") == "e", a1
        assert words in said, a1
    for a1, words in case.stale.items():
        assert value(found[full(case, a1)]) == SAVED
        assert words in said


def test_every_other_cell_and_part_is_kept(case, written):
    before, after, _ = written
    assert before.keys() == after.keys()
    changed = {full(case, a1) for a1 in (*case.calculated, *case.failed)}
    inputs = {str(package.named_places(before)[s.partition("=")[0]]) for s in case.settings}
    old, new = cells(before), cells(after)
    for a1 in old.keys() | new.keys():
        if a1 not in changed | inputs:
            assert etree.tostring(old[a1]) == etree.tostring(new[a1]), a1
    touched = {sheet.rpartition("!")[0] for sheet in changed | inputs}
    sheets = package.sheet_parts(before)
    allowed = {sheets[sheet] for sheet in touched} | {package.markup.workbook_part(before)}
    assert {part for part in before if before[part] != after[part]} <= allowed


def test_the_counts_are_those_of_the_cells(case, run, tmp_path):
    source = tmp_path / "in.xlsx"
    case.write(source)
    settings = [word for setting in case.settings for word in ("--set", setting)]
    answer = json.loads(run("recalc", source, "--json", *settings).stdout)
    counts = answer.pop("[cells]")
    assert counts["calculated"] == len(case.calculated)
    assert counts["not_calculated"] == len(case.failed)
    assert sum(counts.values()) == sum(map(len, answer.values()))


def test_calculating_what_was_written_changes_nothing(written, run, tmp_path):
    _, once, _ = written
    package.write(once, tmp_path / "once.xlsx")
    run("recalc", tmp_path / "once.xlsx", "-o", tmp_path / "twice.xlsx")
    assert package.read(tmp_path / "twice.xlsx") == once


def test_all_calculates_everything(run, tmp_path):
    source, out = tmp_path / "in.xlsx", tmp_path / "out.xlsx"
    CASES["only what depends on ours is calculated"].write(source)
    some = run("recalc", source, "-o", out)
    assert "2 cells calculated, 2 kept as saved" in some.stdout
    everything = run("recalc", source, "--all", "-o", out, "--force")
    assert "4 cells calculated." in everything.stdout
    shown = {a1: value(cell) for a1, cell in cells(package.read(out)).items()}
    assert (shown["S!B3"], shown["S!B4"]) == (20_000, 20_001)


EXPECTED = json.loads((REFERENCE / "expected.json").read_text())


@pytest.mark.parametrize("name", EXPECTED)
def test_the_reference_workbooks_show_what_a_spreadsheet_shows(name, run, tmp_path):
    out = tmp_path / "out.xlsx"
    outcome = run("recalc", REFERENCE / name, "-o", out)
    shown = {a1: value(cell) for a1, cell in cells(package.read(out)).items()}
    for a1, right in EXPECTED[name]["cells"].items():
        if shown.get(a1) is None:  # of a data table, which nobody has calculated yet
            assert "S!C2 was not calculated. It belongs to a data table." in outcome.stderr
            assert outcome.exit_code == 1
        else:
            assert shown[a1] == (right if isinstance(right, str) else pytest.approx(right)), a1
