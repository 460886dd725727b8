"""What the tests of the command line share."""

import datetime as dt

import openpyxl
import pytest
from click.testing import CliRunner
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.formula import ArrayFormula

from loan401k.cli.commands import cli


@pytest.fixture
def run():
    """Call the command line with arguments; the outcome has exit_code, stdout and stderr."""

    def call(*arguments):
        outcome = CliRunner().invoke(cli, list(map(str, arguments)))
        assert outcome.exception is None or isinstance(outcome.exception, SystemExit)
        return outcome

    return call


@pytest.fixture
def book(tmp_path):
    """Path of a small workbook: named inputs, formulas of ours, an array, a date."""
    workbook = openpyxl.Workbook()
    start = workbook.active
    start.title = "Start"
    for row, (name, value, number_format) in enumerate(
        (
            ("Amount", 10_000, '"$"#,##0'),
            ("Rate", 0.0425, "0.00%"),
            ("Begin", dt.date(2026, 1, 31), "mmm d, yyyy"),
            ("Measure", "net", "General"),
            ("Per_Year", 4, "General"),
            ("Label", "free text", "General"),
        ),
        1,
    ):
        start.cell(row, 1, name)
        start.cell(row, 2, value).number_format = number_format
        workbook.defined_names[name] = DefinedName(name, attr_text=f"Start!$B${row}")
    start["B8"] = "=LOAN_NET_COST(Amount,Rate,1,5%,1)"
    start["B8"].number_format = '"$"#,##0.00;-"$"#,##0.00'
    start["B9"] = "=Begin+30"
    start["B9"].number_format = "mmm d, yyyy"
    start["B10"] = "=PAYOFF_SAVINGS(Amount,Rate,1,13.4%,1,Measure)"
    for name, cell in (("Cost", "$B$8"), ("Later", "$B$9")):
        workbook.defined_names[name] = DefinedName(name, attr_text=f"Start!{cell}")
    workbook.defined_names["Pair"] = DefinedName("Pair", attr_text="Start!$B$1:$B$2")
    table = workbook.create_sheet("The table")
    table["A1"] = ArrayFormula("A1:G8", "=LOAN_SCHEDULE(Amount,Rate,1,Per_Year,Begin,TRUE,0,,,,7)")
    for row in range(2, 9):
        table.cell(row, 2).number_format = "yyyy-mm-dd"
    path = tmp_path / "book.xlsx"
    workbook.save(path)
    return path
