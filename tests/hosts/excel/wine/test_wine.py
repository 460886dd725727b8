"""Excel on Windows but for Excel: its VARIANTs, xlwings' DLL, the COM server, our functions."""

import datetime as dt

import pytest

from loan401k.declare import REGISTRY
from tests.hosts.excel.wine.values import Array, Missing
from tests.reference.read import CASES

SERVER = "loan401k.hosts.excel"


def serial(date):
    return float((date - dt.date(1899, 12, 30)).days)


def sent(value):
    """Return a value as the wrapper hands it over: numbers, texts, and `Range.Value2`."""
    if value is None:
        return Missing()
    if isinstance(value, dt.date):
        return serial(value)
    if isinstance(value, list):
        return tuple(tuple(map(sent, row)) for row in value)
    return float(value) if type(value) is int else value


def called(excel, name, *given):
    """Return the answer of a call with all the function's parameters, as the wrapper makes it."""
    left_out = len(REGISTRY[name].arguments) - len(given)
    return excel.ask("call", SERVER, name, [*given, *[Missing()] * left_out])


def shown(answer):
    return answer.cells if isinstance(answer, Array) else answer


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_call_gives_the_figure(excel, case):
    case.check(shown(called(excel, case.function, *map(sent, case.positional))))
