"""Rows of a named area on the command line: `--set "Debts.2=Store card,4000,24%,50"`."""

import json

import openpyxl
import pytest
from openpyxl.workbook.defined_name import DefinedName


@pytest.fixture
def listed(tmp_path):
    """A workbook with a list of three debts, its sum, and a table that a formula fills."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = "Start"
    sheet["B2"], sheet["C2"] = "Card", 1000
    sheet["D2"] = "=10%+10%"
    sheet["F1"], sheet["F2"] = "=SUM(C2:C4)", '=B3&"/"&D3&"/"&E3'
    for name, cells in (("Debts_Yours", "$B$2:$E$4"), ("Sums", "$F$1:$F$2")):
        workbook.defined_names[name] = DefinedName(name, attr_text=f"Start!{cells}")
    path = tmp_path / "listed.xlsx"
    workbook.save(path)
    return path


def values(run, path, *settings):
    words = [word for setting in settings for word in ("--set", setting)]
    return json.loads(run("recalc", path, "--json", *words).stdout)["Start"]


def test_a_row_is_typed_value_by_value(run, listed):
    found = values(run, listed, "debts_yours.2=Store card,4000,24%,50")
    assert found | {"D2": 0} == {"D2": 0, "F1": 5000, "F2": "Store card/0.24/50"}


def test_a_name_with_a_comma_and_an_amount_with_one_stand_in_quotes(run, listed):
    found = values(run, listed, 'Debts_Yours.2="Loan, blue", "$4,000", 24%, 50')
    assert found | {"D2": 0} == {"D2": 0, "F1": 5000, "F2": "Loan, blue/0.24/50"}


def test_what_is_left_out_is_blank_and_so_is_a_row_of_nothing(run, listed):
    found = values(run, listed, "Debts_Yours.1=", "Debts_Yours.2=Store card,4000")
    assert found | {"D2": 0} == {"D2": 0, "F1": 4000, "F2": "Store card//"}


@pytest.mark.parametrize(
    ("setting", "sentence"),
    [
        ("Debts_Yours.4=a,1", "Debts_Yours.4 is no row; Debts_Yours.1 to Debts_Yours.3 are, each"),
        ("Debts_Yours.0=a,1", "Debts_Yours.0 is no row"),
        ("Debts_Yours.two=a,1", "Debts_Yours.two is no row"),
        ("Debts_Yours=a,1", "has no input Debts_Yours. Did you mean Debts_Yours.1?"),
        ("Debts_Yours.2=a,4,000,24%,50", "takes 4 values with commas between; these are 5"),
        ("Debts_Yours.1=a,1,5%", "Value 3 of Debts_Yours.1 is calculated by the workbook"),
        ("Sums.1=5", "Value 1 of Sums.1 is calculated by the workbook; it is no input."),
        ("Debt_Yours.1=5", "Did you mean Debts_Yours.1?"),
    ],
)
def test_a_row_that_is_none_is_refused_in_a_sentence(run, listed, setting, sentence):
    outcome = run("recalc", listed, "--set", setting)
    assert (outcome.exit_code, outcome.stdout) == (2, "")
    assert sentence in " ".join(outcome.stderr.split())


def test_a_value_that_the_workbook_calculates_is_given_as_a_blank(run, listed):
    found = values(run, listed, "Debts_Yours.1=Visa,2000,,20", "Debts_Yours.2=Store,1,24%,50")
    assert found["D2"] == pytest.approx(0.2)
    assert found["F1"] == 2001


def test_a_row_set_twice_is_refused(run, listed):
    outcome = run("recalc", listed, "--set", "Debts_Yours.2=a", "--set", "debts_yours.2=b")
    assert outcome.exit_code == 2
    assert "set twice" in outcome.stderr
