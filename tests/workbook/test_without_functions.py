"""The workbook in a program that lacks our functions: one sentence, and no figure but inputs."""

import pytest

from loan401k.errors import CellError
from loan401k.hosts.engine import engine
from loan401k.hosts.engine.cells import to_engine
from loan401k.package.addresses import Place, address
from tests.workbooks import calculated
from workbook import build
from workbook.behind.cases import NEEDS
from workbook.inputs import listed


@pytest.fixture(scope="module")
def bare():
    """The template where each of our functions gives #NAME?, one input typed."""
    missing = to_engine(CellError("#NAME?"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine, "_callback", lambda declaration: lambda *values: missing)
        yield calculated(build.TEMPLATE, {"Card_Balance_Yours": 12_000})


def test_no_cell_shows_an_error(bare):
    assert [(str(place), error) for place, error in bare.errors()] == []


def test_the_answer_says_what_is_missing(bare):
    assert bare.named("Verdict") == NEEDS
    assert bare.named("Reason") == "Install them as the sheet Functions says, then reopen."
    assert bare.named("Advice") == ""
    assert bare.named("Verdict_Case") == "functions"
    assert bare.named("Functions_Here") is False
    assert bare.named("Inputs_OK") is False
    assert bare.named("Problem") == ""


def test_every_sheet_but_start_says_it_below_its_title(bare):
    for sheet in build.book().workbook.sheetnames:
        if sheet not in ("Start", "Behind"):
            assert bare.cell(Place(sheet, address("B2"))) == NEEDS, sheet


def test_no_figure_stands_there_but_what_was_typed(bare):
    used = {one.name: bare.named(one.name) for one in listed.ALL}
    assert used.pop("Card_Balance") == 12_000
    assert set(used.values()) == {""}
    figures = {
        f"{sheet}!{cell}": value
        for sheet, cells in bare.values.items()
        for cell, value in cells.items()
        if sheet not in ("Behind", "Functions") and type(value) in (int, float)
    }
    assert figures == {"Start!D6": 12_000, "Debts!D5": 12_000}


def test_no_warning_and_no_check_speaks(bare):
    assert {row[0] for row in bare.named_block("Warnings").values} == {""}
    assert bare.cell(Place("Start", address("B25"))).endswith("Checks of this workbook: not run.")
