"""Calls as workbooks hold them for an Office.js add-in."""

import openpyxl
import pytest

from loan401k import package
from loan401k.hosts.excel import stored
from loan401k.template import opened_template
from tests.workbooks import calculated


@pytest.fixture
def template():
    with opened_template() as path:
        return package.read(path)


def saved(tmp_path, formulas, **names):
    book = openpyxl.Workbook()
    for row, formula in enumerate(formulas, 1):
        book.active.cell(row, 1, formula)
    book.save(tmp_path / "book.xlsx")
    return package.read(tmp_path / "book.xlsx")


def formulas(parts):
    return [cell.text for cell in package.formula_cells(package.Sheets(parts))]


@pytest.mark.parametrize(
    ("plain", "kept"),
    [
        ("=LOAN_PAYMENT(1200, 0%, 1)", "_xldudf_LOAN_PAYMENT(1200, 0%, 1)"),
        (
            "=IF(A2>0,LOAN_MAX( LOAN_EXCESS(1,2) ),\"LOAN_MAX(1)\")&'LOAN_MAX('!A1",
            "IF(A2>0,_xldudf_LOAN_MAX( _xldudf_LOAN_EXCESS(1,2) ),\"LOAN_MAX(1)\")&'LOAN_MAX('!A1",
        ),
        ("=MY_LOAN_MAX(1)+_xlfn.LET(x,1,x)", "MY_LOAN_MAX(1)+_xlfn.LET(x,1,x)"),
        ('="say ""LOAN_MAX(1)"""&TRUE', '"say ""LOAN_MAX(1)"""&TRUE'),
    ],
)
def test_calls_of_ours_alone_get_the_prefix(tmp_path, plain, kept):
    parts = stored.for_office_js(saved(tmp_path, [plain]))
    assert formulas(parts) == [kept]
    assert stored.for_office_js(parts) == parts


def test_the_template_calls_through_the_add_in_and_keeps_all_else(template):
    parts = stored.for_office_js(template)
    plain, kept = formulas(template), formulas(parts)
    assert [text.replace(stored.PREFIX, "") for text in kept] == plain
    assert sum(stored.PREFIX in text for text in kept) > 20
    assert set(parts) == set(template)
    changed = {name for name in parts if parts[name] != template[name]}
    assert changed
    assert all(name.startswith("xl/worksheets/sheet") for name in changed)
    assert list(stored.faults(parts)) == []
    assert any("by its plain name" in fault for fault in stored.faults(template))


def test_the_template_for_office_js_is_calculated_alike(template):
    assert calculated(stored.for_office_js(template)).values == calculated(template).values


def test_a_call_that_nobody_answers_is_told(tmp_path):
    parts = saved(tmp_path, ["=_xldudf_LOAN_OLD(1)"])
    assert list(stored.faults(parts)) == ["A formula calls LOAN_OLD, which is no function of ours."]
    assert list(stored.faults(saved(tmp_path, ["=1+1"]))) == [
        "No formula calls a function of an Office.js add-in."
    ]
