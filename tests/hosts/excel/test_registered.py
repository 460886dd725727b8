"""What xlwings is told about every function, and the functions it is given."""

import inspect
import logging
import subprocess
import sys

import pytest
import xlwings

from loan401k.declare import REGISTRY
from loan401k.hosts import excel
from loan401k.hosts.excel import registered
from loan401k.hosts.excel.cells import CLASSIC, SERVER

DECLARATIONS = pytest.mark.parametrize("declaration", REGISTRY.values(), ids=REGISTRY)


@DECLARATIONS
def test_the_module_holds_the_function_under_its_name(declaration):
    function = getattr(excel, declaration.name)
    assert function.__name__ == declaration.name
    assert inspect.getmodule(function) is excel
    assert inspect.get_annotations(function) == {}


@DECLARATIONS
def test_arguments_are_positional_and_options_none(declaration):
    parameters = inspect.signature(getattr(excel, declaration.name)).parameters
    # In VBA, which xlwings writes around them, two names are words of the language.
    words = {"input": "input_name", "option": "option_name"}
    names = [argument.name for argument in declaration.arguments]
    assert list(parameters) == [words.get(name, name) for name in names]
    for argument, parameter in zip(declaration.arguments, parameters.values(), strict=True):
        assert parameter.kind is parameter.POSITIONAL_OR_KEYWORD
        assert parameter.default is (None if argument.optional else parameter.empty)


@DECLARATIONS
def test_help_fits_the_function_wizard(declaration):
    assert 0 < len(declaration.summary) <= 255
    assert getattr(excel, declaration.name).__doc__ == declaration.summary
    for argument in declaration.arguments:
        assert 0 < len(argument.help) <= 255
        assert len(argument.name) <= 64


def test_a_raw_call_gives_rows():
    assert excel.LOAN_INTEREST(10000.0, 0.0425, 1.0, 1.0) == [[pytest.approx(425.0)]]
    header, first = excel.LOAN_SCHEDULE(10000.0, 0.0425, 1.0, 1.0)
    assert header[0] == "No."
    assert first[2] == 10425.0


def test_a_call_without_its_arguments_is_a_value_error():
    assert excel.LOAN_INTEREST() == [["#VALUE!"]]


def test_the_sentence_of_an_error_is_logged(caplog):
    with caplog.at_level(logging.INFO, logger="loan401k.excel"):
        assert excel.LOAN_INTEREST(-1.0, 0.0425, 1.0) == [["#NUM!"]]
    assert "LOAN_INTEREST gave #NUM!: amount is -1; it must be above 0." in caplog.text


def test_the_server_says_why_beside_a_value_error_only():
    interest = registered.answering(REGISTRY["LOAN_INTEREST"], SERVER)
    with pytest.raises(xlwings.XlwingsError, match=r"amount is the text .ten.; it must be a num"):
        interest("ten", 0.0425, 1)
    assert interest(-1, 0.0425, 1) == [[{"type": "Error", "errorType": "Num"}]]


def test_classic_never_raises():
    interest = registered.answering(REGISTRY["LOAN_INTEREST"], CLASSIC)
    assert interest("ten", 0.0425, 1.0) == [["#VALUE!"]]


IN_A_FRESH_PYTHON = """
import sys
import loan401k.hosts.excel.cells, loan401k.hosts.excel.log, loan401k.hosts.excel.windows.addin
from loan401k.hosts import excel
print(set(excel.__all__) <= set(dir(excel)))
print("xlwings" in sys.modules, hasattr(excel, "NO_SUCH_FUNCTION"), "xlwings" in sys.modules)
from loan401k.hosts.excel import *
print(LOAN_MAX is excel.LOAN_MAX, LOAN_MAX.__module__, "xlwings" in sys.modules)
"""


def test_nothing_of_xlwings_is_loaded_before_the_first_function_is_asked_for():
    done = subprocess.run(
        [sys.executable, "-c", IN_A_FRESH_PYTHON], capture_output=True, text=True, check=True
    )
    assert done.stdout.split("\n")[:3] == [
        "True",
        "False False False",
        "True loan401k.hosts.excel True",
    ]
    assert sorted(excel.__all__) == sorted(REGISTRY)
