"""Every reference case, called from Python and as a spreadsheet calls."""

import datetime as dt

import pytest

import loan401k
from loan401k.declare import REGISTRY
from loan401k.errors import CellError, WorksheetError
from tests.reference.read import CASES


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_call_by_name_gives_the_figure(case):
    try:
        answer = getattr(loan401k, case.function)(**case.inputs)
    except WorksheetError as error:
        answer = error.cell()
    else:
        assert not isinstance(answer, CellError), "Python raises"
    case.check(answer)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_call_from_cells_gives_the_figure(case):
    values = [
        float((value - dt.date(1899, 12, 30)).days) if isinstance(value, dt.date) else value
        for value in case.positional
    ]
    case.check(REGISTRY[case.function].cells(values))
