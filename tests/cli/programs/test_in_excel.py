"""The doctor inside Excel, with a stand-in that calculates by the embedded engine.

What it cannot show is that Excel's own objects behave so: nobody here has Excel.
"""

import re
import sys
import types

import openpyxl
import pytest

from loan401k import __version__
from loan401k.cli.programs import in_excel
from loan401k.errors import ERROR_NUMBERS
from loan401k.hosts.engine import evaluate
from loan401k.hosts.excel.windows import addin
from loan401k.template import opened_template

CODES = {text: number - 2146828288 for number, text in ERROR_NUMBERS.items()}


def as_value2(value):
    """Return a value as pywin32 hands it over."""
    if isinstance(value, list):
        return tuple(tuple(map(as_value2, row)) for row in value)
    return CODES.get(value, value)


class Range:
    """`xlwings.Range`, as far as it is used."""

    def __init__(self, cells, place):
        self.cells, self.place, self.value = cells, place, None

    def __setattr__(self, name, value):
        super().__setattr__(name, value)
        if name == "value" and value is not None:
            self.cells[self.place] = value
        if name == "formula2":
            texts = {"B2": "", **{k: repr(v).replace("'", '"') for k, v in self.cells.items()}}
            for place in ("A1:C1", "A1:A3"):
                separator = "," if place == "A1:C1" else ";"
                cells = ("A1", "B1", "C1") if place == "A1:C1" else ("A1", "A2", "A3")
                constant = "{" + separator.join(texts.get(cell, "") for cell in cells) + "}"
                value = value.replace(place, constant)
            value = re.sub(r"\b[ABC][123]\b", lambda found: texts[found[0]], value)
            self.cells[self.place] = evaluate(value)

    @property
    def api(self):
        value = self.cells[self.place]
        area = types.SimpleNamespace(Value2=as_value2(value))
        first = value[0][0] if isinstance(value, list) else value
        return types.SimpleNamespace(
            HasSpill=isinstance(value, list), SpillingToRange=area, Value2=as_value2(first)
        )

    def clear_contents(self):
        del self.cells[self.place]


class Sheet:
    def __init__(self, cells):
        self.cells = cells

    def range(self, place):
        return Range(self.cells, place)


class App:
    """`xlwings.App`; a workbook's cells show what its file says, but for those of `wrong`."""

    def __init__(self, **options):
        self.options, self.open_books, self.opened = options, [], []
        self.books = types.SimpleNamespace(add=self.add, open=self.open)
        self.api = types.SimpleNamespace(
            Version="16.0",
            Build=1,
            OperatingSystem="Windows",
            CalculateFullRebuild=lambda: None,
        )

    wrong = {}  # noqa: RUF012

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.open_books.clear()

    def book(self, sheets):
        made = types.SimpleNamespace(sheets=sheets)
        made.close = lambda: self.open_books.remove(made)
        self.open_books.append(made)
        return made

    def add(self):
        return self.book([Sheet({})])

    def open(self, path):
        self.opened.append(path.rpartition(".")[2])
        if path.endswith(".xlam"):
            return self.book([])
        book = openpyxl.load_workbook(path, data_only=True)
        sheets = {}
        for sheet in book.worksheets:
            cells = {cell.coordinate: cell.value for row in sheet.iter_rows() for cell in row}
            sheets[sheet.title] = Sheet({**cells, **self.wrong.get(sheet.title, {})})
        return self.book(sheets)


@pytest.fixture
def excel(monkeypatch, tmp_path):
    """An Excel with the add-in installed."""
    import xlwings

    addin.install(tmp_path)
    monkeypatch.setattr(addin, "start_folder", lambda: tmp_path)
    monkeypatch.setattr(xlwings, "App", App)
    return App


@pytest.mark.usefixtures("excel")
def test_the_report_is_written_where_everything_is_as_expected(run, tmp_path):
    outcome = run("doctor", "--in-excel", "-o", tmp_path / "REPORT.md")
    assert outcome.exit_code == 0, outcome.output
    report = (tmp_path / "REPORT.md").read_text()
    assert "DIFFERS" not in report
    assert f"loan401k {__version__}" in report
    count = len(in_excel.CHECKLIST) + 2
    assert f"- {count} of {count} as expected" in report
    assert str(tmp_path) not in report


def test_a_cell_that_differs_is_named_and_the_exit_code_says_so(run, excel, monkeypatch):
    with opened_template() as path:
        ((sheet, place),) = openpyxl.load_workbook(path).defined_names["Net_Cost"].destinations
    place = place.replace("$", "")
    monkeypatch.setattr(excel, "wrong", {sheet: {place: "#NAME?"}})
    outcome = run("doctor", "--in-excel")
    assert outcome.exit_code == 1
    for file in ("template.xlsx", "template.xlsm"):
        (line,) = (one for one in outcome.stdout.splitlines() if f"{file}, {sheet}!{place}`" in one)
        assert line.startswith("| DIFFERS")
        assert line.endswith("| #NAME? |")


def test_an_excel_that_cannot_be_asked_is_a_sentence_and_a_formula_it_refuses_a_line(
    run, excel, monkeypatch
):
    def refuse(*_, **__):
        raise RuntimeError("the server threw an exception")

    with monkeypatch.context() as patch:
        patch.setattr(Range, "clear_contents", refuse)
        assert "| failed: RuntimeError |" in run("doctor", "--in-excel").stdout
    monkeypatch.setattr(excel, "open", refuse)
    refused = run("doctor", "--in-excel")
    assert refused.exit_code == 2
    assert "the server threw an exception" in " ".join(refused.stderr.split())


def test_what_was_opened_is_closed_and_the_addin_is_opened_first(excel):
    app = excel()
    list(in_excel.seen(app))
    assert app.open_books == []
    assert app.opened == ["xlsx", "xlsm"]


@pytest.mark.parametrize(
    ("expected", "found", "well"),
    [
        (75.0, 74.99999999999818, True),
        (75.0, 75.1, False),
        (0.0, "", False),
        (1.0, True, False),
        (None, "", True),
        ("#NUM!", "#NUM!", True),
        ([[1.0, "a"]], [[1.0, "a"]], True),
        ([[1.0]], [[1.0], [2.0]], False),
        ([[1.0]], 1.0, False),
    ],
)
def test_values_are_the_same_but_for_the_last_digits_of_numbers(expected, found, well):
    assert in_excel.Seen("it", expected, found).well is well


def test_off_windows_or_without_the_addin_it_says_so(run, monkeypatch, tmp_path):
    if sys.platform != "win32":
        assert "Windows only" in run("doctor", "--in-excel").stderr
    monkeypatch.setattr(addin, "start_folder", lambda: tmp_path)
    refused = run("doctor", "--in-excel")
    assert refused.exit_code == 2
    assert "loan401k install excel" in " ".join(refused.stderr.split())
    assert run("doctor", "-o", tmp_path / "REPORT.md").exit_code == 2
