"""The formula line of the try-it page, against what the cases say and the embedded engine."""

import pytest

from loan401k.errors import CellError, InputError
from loan401k.hosts import engine
from loan401k.hosts.excel.web.formula import evaluate
from tests.hosts.formulas import CASES, formula


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_every_case_typed_gives_its_figure(case):
    case.check(evaluate(formula(case)))


@pytest.mark.parametrize(
    "text",
    [
        "=LOAN_MAX(80000, , 18000)",
        "loan_max(LOAN_MAX(80000),,18000.0)",
        "=LOAN_PAYMENT(1200, +5%, {1,2;3,4})",
        "=LOAN_PAYMENT(-1, 0, 1)",
        '=FED_TAX(2025, "single", 6E4)',
        "=LOAN_PAYMENT(1.2e3,.05,1)",
        "=LOAN_LAST_DATE(DATE(2026,3,15))",
        "=LOAN_SCHEDULE(1200,0,1,12,,,,,TRUE)",
        "=LOAN_FACTS()",
    ],
)
def test_it_reads_what_a_spreadsheet_reads(text):
    assert evaluate(text) == engine.evaluate(text)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "takes functions"),
        ("=", "takes functions"),
        ("=1+1", "takes functions"),
        ("=LOAN_MAX(80000", ", is missing before the end"),
        ("=LOAN_MAX(80000))", r"\) is not expected there"),
        ("=LOAN_MAX(A1)", "A1 is not expected there"),
        ("=LOAN_MAXX(1)", "no function LOAN_MAXX here. Did you mean LOAN_MAX?"),
        ("=LOAN_MAX('x')", "'x'\\) cannot be read"),
        ("=LOAN_MAX({1,2;3})", "differ in length"),
        ("=LOAN_MAX({1;", "the end is not expected there"),
        ("=LOAN_LAST_DATE(DATE(2026,13,1))", "DATE needs"),
        ("=LOAN_MAX(1 2)", ", is missing before 2"),
        ("=LOAN_MAX(--1)", "- is not expected there"),
    ],
)
def test_what_it_does_not_read_is_said(text, sentence):
    with pytest.raises(InputError, match=sentence):
        evaluate(text)


def test_a_bad_argument_is_the_cells_error():
    answer = evaluate("=LOAN_PAYMENT(-1, 0, 1)")
    assert type(answer) is CellError
    assert answer.reason == "amount is -1; it must be above 0."
