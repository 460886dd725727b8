"""Each auditing rule speaks up for a defect, and is silent on a sheet without one."""

import pytest

from workbook.layout import style
from workbook.layout.book import Book
from workbook.lint import auditing
from workbook.lint.work import Workbook
from workbook.names import ASKING

RULES = (auditing.formulas, auditing.places, auditing.rules, auditing.screens, auditing.tints)


@pytest.fixture
def book():
    made = Book()
    start = made.page("Start", {"A": 2, "B": 30, "C": 12}, tab=style.ACCENT)
    start.put("B1", "A title", "Page title")
    start.line("B3", "Owed", "LOAN_BALANCE(1,1,1,0)", style.MONEY, width=2)
    start.put("B5", "=ISNUMBER(LOAN_MAX(1))", name=ASKING[0])
    start.put("C4", None, "Input")
    start.highlight("C3", "C3<0", style.BAD_FILL, style.BAD_INK)
    start.prints("A1:D25")
    made.behind.put("A1", 1)
    return made


def findings(book):
    return [finding for rule in RULES for finding in rule(Workbook(book, {}))]


def test_a_good_sheet_has_no_finding(book):
    assert findings(book) == []


def put(cell, value, sheet="Start"):
    return lambda book: book.workbook[sheet].__setitem__(cell, value)


def rule_nothing(book):
    book.workbook["Start"]["B9"].style = "Label"


def widen(book):
    book.workbook["Start"].column_dimensions["B"].width = 180


def heighten(book):
    book.workbook["Start"].row_dimensions[25].height = 17


def fade(book):
    from openpyxl.formatting.rule import FormulaRule

    rule = FormulaRule(["C3>0"], font=style.tone("C0A9A5"), fill=style.fill(style.BAD_FILL))
    book.workbook["Start"].conditional_formatting.add("C3", rule)


LONG = "=" + "+".join(["Loan_Rate"] * 30)


@pytest.mark.parametrize(
    ("change", "finding"),
    [
        (put("B7", LONG), f"Start!B7: its formula has {len(LONG)} characters, above 255"),
        (put("B7", '=IF(1,IF(1,0,"IF("),IF(1,IF(1,1,0),0))'), "Start!B7: its IFs stand 3 deep"),
        (
            put("B7", "=IF(Inputs_OK,LOAN_MAX(1)+FED_TAX(1,1,1),0)"),
            "Start!B7: calls LOAN_MAX and FED_TAX, which belong into a cell each",
        ),
        (
            put("B7", "=IFERROR(LOAN_MAX(1),0)"),
            "Start!B7: LOAN_MAX does not wait for Inputs_OK or Functions_Here",
        ),
        (put("F7", 1), "Start!F7: stands outside of the printed page"),
        (put("B26", "text"), "Start!B26: stands outside of the printed page"),
        (rule_nothing, "Start!B9: is ruled, and its row shows nothing"),
        (widen, "Start: is 1462 pixels wide, above 1267"),
        (heighten, "its first 25 rows are"),
        (fade, "Start!C3: contrast 1.9 by condition"),
    ],
)
def test_a_defect_is_found(book, change, finding):
    change(book)
    found = findings(book)
    assert len(found) == 1
    assert finding in found[0]


def test_what_lies_behind_may_lie_anywhere(book):
    put("Z99", 1, "Behind")(book)
    assert findings(book) == []
