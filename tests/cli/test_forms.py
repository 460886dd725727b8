import pytest

from loan401k.cli.forms import of_heading, of_result, outermost
from loan401k.declare import REGISTRY
from loan401k.package.formats import DATE, GENERAL, MONEY, PERCENT


def test_every_heading_with_a_date_or_a_rate_is_known():
    dates = {
        heading
        for declaration in REGISTRY.values()
        for heading in declaration.columns or ()
        if of_heading(heading) == DATE
    }
    assert dates == {"Date", "Due date", "Cure deadline", "Rollover deadline"}
    assert of_heading("APR") == PERCENT
    assert of_heading("Month debt-free") == of_heading("No.") == GENERAL
    assert of_heading("Gain against keeping the card") == MONEY


def test_results_have_the_form_of_their_unit():
    assert of_result(REGISTRY["LOAN_PAYMENT"]) == MONEY
    assert of_result(REGISTRY["CURE_DEADLINE"]) == DATE
    assert of_result(REGISTRY["MONTHLY_HAZARD"]) == of_result(REGISTRY["TRUE_APR"]) == PERCENT
    assert of_result(REGISTRY["CARD_MONTHS"]) == of_result(None) == GENERAL


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
