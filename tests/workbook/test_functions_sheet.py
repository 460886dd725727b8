"""The sheet Functions: two parts, the names of a household, and formulas alive without us."""

import pytest

from loan401k.declare import REGISTRY
from loan401k.declare.native import call, example, filled
from loan401k.hosts.engine import evaluate
from tests.workbooks import by_a1, calculated
from workbook import build
from workbook.sheets.functions import TITLE

WITH = [name for name, declaration in REGISTRY.items() if declaration.native]


@pytest.fixture(scope="module")
def sheet():
    return build.book().workbook[TITLE]


@pytest.fixture(scope="module")
def values():
    return by_a1(calculated(build.TEMPLATE), TITLE)


def rows(sheet):
    return [tuple(cell.value for cell in row[1:4]) for row in sheet.iter_rows(max_col=4)]


def test_functions_stand_in_two_parts(sheet):
    first = [name for name, *_ in rows(sheet) if name]
    quick, whole = first.index("Quick answers"), first.index("Whole household")
    assert quick < first.index("LOAN_NET_COST") < first.index("LOAN_RISK") < whole
    assert whole < first.index("The names of household") < first.index("LOAN_GAIN")
    assert {name for name in first if name in REGISTRY} == set(REGISTRY)


def test_every_name_of_a_household_is_explained(sheet):
    (kind,) = {REGISTRY["LOAN_GAIN"].arguments[0].kind}
    explained = {name: words for _, name, words in rows(sheet) if name}
    assert dict(kind.lines).items() <= explained.items()
    names = {field.name for field in kind.fields}
    assert {name.strip("[]").partition(" .. ")[0] for name, _ in kind.lines} == {
        name for name in names if not name.rpartition("_")[2].isdigit() or name.endswith("_2")
    }


@pytest.mark.parametrize("name", WITH)
def test_a_formula_is_alive_without_us_and_says_what_it_is(sheet, values, name):
    typed = example(REGISTRY[name])
    formula = filled(REGISTRY[name], typed)
    ((place, words),) = {
        (cell.coordinate, sheet.cell(cell.row, 4).value)
        for (cell,) in sheet.iter_rows(min_col=3, max_col=3)
        if cell.value == formula and name in sheet.cell(cell.row, 4).value
    }
    assert not any(ours in formula for ours in REGISTRY)
    assert words.endswith(f"{formula} is {call(REGISTRY[name], typed)[1:]}")
    assert values[place] == pytest.approx(evaluate(call(REGISTRY[name], typed)), rel=1e-9)
