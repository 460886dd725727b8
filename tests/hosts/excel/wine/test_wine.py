"""Excel on Windows but for Excel: its VARIANTs, xlwings' DLL, the COM server, our functions."""

import datetime as dt
import json

import pytest

from loan401k import __version__
from loan401k.declare import REGISTRY
from loan401k.errors import ERROR_NUMBERS
from loan401k.hosts.excel.windows.addin import made_for
from tests.hosts.excel.wine.machine import opened
from tests.hosts.excel.wine.shapes import SHAPES
from tests.hosts.excel.wine.values import (
    Array,
    Cells,
    Currency,
    Date,
    Empty,
    Error,
    Missing,
    Raised,
)
from tests.reference.read import CASES

SERVER = "loan401k.hosts.excel"


def serial(date):
    return float((date - dt.date(1899, 12, 30)).days)


def sent(value):
    """Return a value as our wrapper hands it over: typed, or the `Value2` of a range."""
    if value is None:
        return Missing()
    if isinstance(value, dt.date):
        return serial(value)
    if isinstance(value, list):
        return tuple(tuple(map(sent, row)) for row in value)
    return float(value) if type(value) is int else value


def in_cells(value):
    """Return a value as a Range, as wrappers made by xlwings' ribbon hand it over."""
    if value is None:
        return Cells(Empty())
    return Cells(Date(serial(value)) if isinstance(value, dt.date) else sent(value))


def called(excel, name, *given):
    """Return the answer of a call with all the function's parameters, as wrappers make it."""
    left_out = len(REGISTRY[name].arguments) - len(given)
    return excel.ask("call", SERVER, name, [*given, *[Missing()] * left_out])


def shown(answer):
    return answer.cells if isinstance(answer, Array) else answer


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_call_gives_the_figure(excel, case):
    case.check(shown(called(excel, case.function, *map(sent, case.positional))))


@pytest.mark.parametrize("case", CASES[::20], ids=lambda case: case.name)
def test_a_call_with_every_argument_a_range_object_gives_the_figure(excel, case):
    case.check(shown(called(excel, case.function, *map(in_cells, case.positional))))


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.name)
def test_answers_have_the_bounds_that_the_vba_is_tested_with(excel, shape):
    assert called(excel, shape.function, *shape.given) == shape.answer


@pytest.mark.parametrize(
    ("name", "given", "expected"),
    [
        ("LOAN_NET_COST", (10000.0, 0.0425, 1.0, 0.05, 1.0), 75.0),
        ("LOAN_NET_COST", (10000.0, 4.25, 1.0, 0.05, 1.0), "#NUM!"),
        ("LOAN_NET_COST", (Empty(), 0.0425, 1.0, 0.05, 1.0), "#VALUE!"),
        ("LOAN_MAX", (80000.0, Missing(), 18000.0), 22000.0),
        ("LOAN_MAX", (-1.0,), "#NUM!"),
    ],
)
def test_the_readmes_checklist_for_a_first_user(excel, name, given, expected):
    answer = called(excel, name, *given)
    assert answer == (expected if isinstance(expected, str) else pytest.approx(expected, abs=1e-9))


def test_the_readmes_tables_spill_with_an_error_in_its_own_cell(excel):
    rates = called(excel, "LOAN_PAYMENT", 10000.0, ((0.04,), ("text",), (0.06,)), 5.0)
    assert [round(cell, 2) if isinstance(cell, float) else cell for (cell,) in rates.cells] == [
        184.17,
        "#VALUE!",
        193.33,
    ]
    schedule = called(excel, "LOAN_SCHEDULE", 10000.0, 0.0425, 5.0)
    assert schedule.bounds == ((0, 60), (0, 6))
    assert schedule.cells[0][2] == "Payment"
    assert schedule.cells[-1][2] == 184.99


def test_values_of_ranges_ask_nothing_of_excel_and_range_objects_do(excel):
    called(excel, "LOAN_PAYMENT", ((10000.0,), (20000.0,)), 0.0425, 5.0)
    assert excel.ask("callbacks") == []
    called(excel, "LOAN_PAYMENT", Cells(((10000.0,), (20000.0,))), 0.0425, 5.0)
    assert "value" in excel.ask("callbacks")


def test_a_currency_cell_keeps_its_digits_as_value2_and_loses_them_as_value(excel):
    # The payment that clears 10,000 at 4.25% in 60 months, to all its digits.
    payment = 10000 * (0.0425 / 12) / (1 - (1 + 0.0425 / 12) ** -60)
    assert called(excel, "CARD_MONTHS", 10000.0, 0.0425, payment) == pytest.approx(60, abs=1e-9)
    rounded = called(excel, "CARD_MONTHS", 10000.0, 0.0425, Cells(Currency(payment)))
    assert rounded == pytest.approx(60, abs=1e-4)
    assert rounded != pytest.approx(60, abs=1e-9)


@pytest.mark.parametrize("value", [True, "text", "", Empty(), Missing(), Cells(True), Cells("x")])
def test_what_is_no_amount_is_a_value_error(excel, value):
    assert called(excel, "LOAN_PAYMENT", value, 0.0425, 5.0) == "#VALUE!"


def test_100_000_rates_spill_100_000_results(excel):
    rates = [0.1 * k / 100_000 for k in range(100_000)]
    answer = called(excel, "LOAN_NET_COST", 10000.0, tuple((r,) for r in rates), 1.0, 0.05, 1.0)
    assert answer.bounds == ((0, 99_999), (0, 0))
    # One payment after a year: the account misses its return and gets the loan's interest.
    expected = [10000 * (0.05 - rate) for rate in rates]
    assert [cell for (cell,) in answer.cells] == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize(("number", "text"), ERROR_NUMBERS.items())
def test_an_error_passes_through(excel, number, text):
    assert called(excel, "LOAN_PAYMENT", Error(number), 0.0425, 5.0) == text
    column = called(excel, "LOAN_PAYMENT", 10000.0, ((0.04,), (Error(number),)), 5.0)
    assert column.cells[1] == [text]


def test_an_error_of_newer_excels_is_a_value_error_with_its_reason_in_the_log(excel, windows):
    blocked = Error(2047)
    assert called(excel, "LOAN_PAYMENT", blocked, 0.0425, 5.0) == "#VALUE!"
    log = windows.profile / "AppData" / "Local" / "loan401k" / "Logs" / "excel-python.log"
    assert "only newer Excels know" in log.read_text().splitlines()[-1]


def test_an_unknown_function_and_too_many_arguments_raise_what_the_vba_logs(excel):
    unknown = excel.ask("call", SERVER, "NO_SUCH", [1.0])
    assert isinstance(unknown, Raised)
    assert "has no attribute 'NO_SUCH'" in unknown.description
    assert called(excel, "LOAN_PAYMENT", 10000.0, 0.0425, 5.0, 12.0, 1.0) == "#VALUE!"


def test_a_second_activation_finds_the_same_server(excel):
    assert excel.ask("start") is None
    assert called(excel, "LOAN_PAYMENT", 1200.0, 0.0, 1.0) == 100.0


def test_a_server_that_was_ended_fails_at_once(windows, addin):
    with opened(windows, addin) as excel:
        assert excel.ask("start") is None
        assert called(excel, "LOAN_PAYMENT", 1200.0, 0.0, 1.0) == 100.0
        excel.ask("end")
        assert isinstance(called(excel, "LOAN_PAYMENT", 1200.0, 0.0, 1.0), Raised)


@pytest.fixture
def planted(windows, addin, tmp_path):
    """Files that xlwings would read as its configuration: beside the workbook and at home."""
    home = windows.profile / ".xlwings"
    home.mkdir()
    places = [addin.with_name("xlwings.conf"), home / "xlwings.conf"]
    for place in places:
        place.write_text(
            f'"PYTHONPATH","{windows.seen(tmp_path)}"\n"LICENSE_KEY","\';import planted;\'"\n'
        )
    yield
    for place in places:
        place.unlink()
    home.rmdir()


@pytest.mark.usefixtures("planted")
def test_a_planted_configuration_changes_nothing(excel, windows, addin):
    sheet, path = made_for(addin.parent).configuration, windows.seen(addin)
    command = excel.ask("open", sheet, path)
    assert "planted" not in command
    assert windows.seen(windows.python) in command
    # With a sheet of three keys, as ours once was, it becomes code in Python's command.
    few = ("INTERPRETER_WIN", "ADD_WORKBOOK_TO_PYTHONPATH", "UDF MODULES")
    assert "import planted" in excel.ask("open", {key: sheet[key] for key in few}, path)
    assert excel.ask("open", sheet, path) == command


@pytest.fixture
def trap(tmp_path):
    """A folder with a module named like xlwings, which leaves a mark before it gives way to it."""
    (tmp_path / "xlwings.py").write_text(
        "import pathlib, sys\n"
        "pathlib.Path(__file__).with_name('mark').touch()\n"
        "sys.path.pop(0)\n"
        "del sys.modules['xlwings']\n"
        "import xlwings\n"
    )
    return tmp_path


@pytest.mark.parametrize(
    ("way", "caught"), [("start", False), ("activate", True)], ids=["ours", "as xlwings has it"]
)
def test_modules_in_the_current_folder_are_not_imported(windows, addin, trap, way, caught):
    with opened(windows, addin) as excel:
        excel.ask("enter", windows.seen(trap))
        assert excel.ask(way) is None
        assert called(excel, "LOAN_PAYMENT", 1200.0, 0.0, 1.0) == 100.0
    assert (trap / "mark").exists() is caught


def test_the_doctor_makes_the_call_and_finds_the_addin_made_for_this_python(windows, addin):
    done = windows.run("-m", "loan401k", "doctor", "--json")
    found = {f["what"]: f for f in json.loads(done.stdout)["findings"]}
    assert found["Call as Excel makes it"]["found"].endswith("gives 75")
    assert found["Add-in for Excel"]["found"].startswith(f"version {__version__} in ")
    assert found["Way from Excel to this Python"]["well"] is True
    assert found["Excel"]["found"] == "not installed"


@pytest.fixture
def without_dll(windows):
    """The machine as `pip install --user` leaves one: xlwings' DLLs are not beside Python."""
    there = list(windows.python.parent.glob("xlwings*.dll"))
    for dll in there:
        dll.rename(dll.with_suffix(".aside"))
    yield
    for dll in there:
        dll.with_suffix(".aside").rename(dll)


@pytest.mark.usefixtures("without_dll")
def test_install_refuses_a_python_that_excel_would_never_reach(windows, addin):
    before = addin.read_bytes()
    refused = windows.run("-m", "loan401k", "install", "excel")
    assert refused.returncode == 2
    assert "py -m venv loan401k-env" in " ".join(refused.stderr.split())
    assert addin.read_bytes() == before


_SET_EXCEL = r"""
import winreg
paths = r"SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\App Paths\\excel.exe"
winreg.SetValue(winreg.HKEY_CURRENT_USER, paths, winreg.REG_SZ, r"{program}")
policy = r"SOFTWARE\\Policies\\Microsoft\\Office\16.0\\Excel\\Security"
with winreg.CreateKey(winreg.HKEY_CURRENT_USER, policy) as key:
    winreg.SetValueEx(key, "VBAWarnings", 0, winreg.REG_DWORD, 4)
from loan401k.hosts.excel.windows import machine
print(machine.excel(), machine.bits(machine.excel()), machine.macro_settings())
winreg.DeleteKey(winreg.HKEY_CURRENT_USER, policy)
winreg.DeleteKey(winreg.HKEY_CURRENT_USER, paths)
"""


def test_excel_its_bits_and_its_macro_policy_are_read_from_the_registry(windows):
    # Any program of 64 bits does for Excel's.
    program = windows.seen(windows.python)
    done = windows.run("-c", _SET_EXCEL.replace("{program}", program))
    assert done.stdout.strip() == f"{program} 64 (4, True)", done.stderr
