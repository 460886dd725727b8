import pytest

from loan401k.cli.answer import of_unit, outermost
from loan401k.package.formats import DATE, GENERAL, MONEY, PERCENT


@pytest.mark.parametrize(
    ("unit", "form"),
    [
        ("dollars", MONEY),
        ("dollars a period", MONEY),
        ("date", DATE),
        ("rate", PERCENT),
        ("share a month", PERCENT),
        ("months", GENERAL),
        ("text", GENERAL),
    ],
)
def test_numbers_have_the_form_of_their_unit(unit, form):
    assert of_unit(unit) == form


@pytest.mark.parametrize(
    ("formula", "name"),
    [
        ("=LOAN_MAX(80000)", "LOAN_MAX"),
        (" loan_max ( (1+2)*3 ) ", "LOAN_MAX"),
        ('=FED_TAX(1, 2026, "a ) b")', "FED_TAX"),
        ("=LOAN_MAX(1)+LOAN_MAX(2)", None),
        ("=-LOAN_MAX(1)", None),
        ("=SUM(1,2)", None),
        ("=1", None),
    ],
)
def test_the_outermost_function_is_told(formula, name):
    found = outermost(formula)
    assert (found.name if found else None) == name
