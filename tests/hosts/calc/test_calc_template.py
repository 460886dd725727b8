"""The template in LibreOffice: every formula gives what the embedded engine gives."""

import datetime as dt

import openpyxl
import pytest

from loan401k import package
from loan401k.errors import CellError
from tests.hosts.calc.sheets import shown
from tests.workbook.households import household
from tests.workbooks import by_a1
from tests.workbooks import calculated as calculated_by_engine
from workbook.build import TEMPLATE

#: Inputs at the edges of what the template allows.
EDGES = {
    "as it comes": {},
    "a short loan repaid weekly": {
        "Loan_Years_Yours": 1,
        "Payments_Per_Year_Yours": 52,
        "Loan_Start_Yours": dt.date(2028, 2, 29),
    },
    "thirty years at no interest and no return": {
        "Loan_Years_Yours": 30,
        "Loan_Rate_Yours": 0,
        "Account_Return_Yours": 0,
        "Card_APR_Yours": 0,
    },
    "a wrong input": {"Loan_Amount_Yours": -1},
}


#: The first of the households that walk through the template in the embedded engine.
HOUSEHOLDS = {f"household {seed}": household(seed) for seed in range(20)}
INPUTS = EDGES | HOUSEHOLDS


@pytest.fixture(params=INPUTS.values(), ids=INPUTS.keys())
def calculated(request, tmp_path):
    """The template with inputs: the engine's values and a file without any values."""
    result = calculated_by_engine(TEMPLATE, request.param)
    path = tmp_path / "template.xlsx"
    package.write(result.sheets.saved(), path)
    return {sheet: by_a1(result, sheet) for sheet in result.values}, path


def differences(expected, found):
    """Return the cells that are not alike, with both values.

    A check that should be 0 is left with the rounding of the largest figures it came from.
    """
    figures = (v for cells in expected.values() for v in cells.values() if isinstance(v, float))
    rounding = 1e-12 * max(map(abs, figures), default=0.0)
    return {
        (sheet, place): (value, found[sheet].get(place))
        for sheet, cells in expected.items()
        for place, value in cells.items()
        if not alike(value, found[sheet].get(place), rounding if sheet == "Checks" else 0)
    }


def alike(expected, found, rounding=0.0):
    """Return whether two cells are alike; LibreOffice hands TRUE over as 1, and blanks as text."""
    if isinstance(expected, (bool, int, float)) and isinstance(found, float):
        return found == pytest.approx(float(expected), rel=1e-9, abs=max(1e-9, rounding))
    return ("" if expected is None else expected) == found


def shown_by_libreoffice(document, sheets):
    document.heal()
    document.ask("calculate")
    cells = {sheet: document.ask("formula_cells", sheet=sheet) for sheet in sheets}
    return {
        sheet: {place: shown(cell) for place, cell in values.items()}
        for sheet, values in cells.items()
    }


def test_every_cell_is_as_the_engine_calculates_it(opened, calculated):
    expected, path = calculated
    found = shown_by_libreoffice(opened(path), expected)
    assert differences(expected, found) == {}
    # LibreOffice keeps an array formula to its area, where the engine spills less: blank there,
    # or the one word that stands for a whole table, over and over.
    beyond = {
        (sheet, place): value
        for sheet, cells in found.items()
        for place, value in cells.items()
        if place not in expected[sheet] and value not in ("", "not possible")
    }
    assert beyond == {}
    assert not any("#NAME?" in cells.values() for cells in found.values())


def test_every_cell_is_as_the_file_shows_it_without_calculating(opened, tmp_path):
    cached = openpyxl.load_workbook(TEMPLATE, data_only=True)
    formulas = package.formula_cells(package.Sheets(package.read(TEMPLATE)))
    expected = {sheet.title: {} for sheet in cached}
    for cell in formulas:
        sheet, a1 = cell.place.sheet, str(cell.place.address)
        expected[sheet][a1] = as_shown(cached[sheet][a1].value)
    copy = tmp_path / TEMPLATE.name  # an open file is locked by a file beside it
    copy.write_bytes(TEMPLATE.read_bytes())
    found = shown_by_libreoffice(opened(copy), expected)
    assert sum(map(len, expected.values())) > 100
    assert differences(expected, found) == {}


def as_shown(value):
    if isinstance(value, (dt.datetime, dt.date)):
        return openpyxl.utils.datetime.to_excel(value)
    if isinstance(value, str) and value.startswith("#"):
        return CellError(value)
    return value
