"""Formulas in Excel's own words give what our functions give, in an engine that has neither."""

import pytest

from loan401k.declare import REGISTRY
from loan401k.declare.native import call, example, filled, names
from loan401k.errors import CellError, InputError
from loan401k.hosts.engine import evaluate
from tests.reference.natives import COVERED, WITH, calls

#: Functions of single values that are dates, tables of the law, or searches.
WITHOUT = {
    "LOAN_LAST_DATE", "CURE_DEADLINE", "ROLLOVER_DEADLINE", "EARLY_PENALTY_RATE",
    "FED_TAX", "TAX_ON_EXTRA_INCOME", "PLAN_LIMIT", "LOAN_FACT",
    "CARD_MIN_MONTHS", "CARD_MIN_INTEREST", "BREAKEVEN_JOB_LOSS",
}  # fmt: skip


def fill(name, *typed):
    return filled(REGISTRY[name], typed)


def test_every_closed_form_has_one():
    cells = {name for name, declaration in REGISTRY.items() if declaration.broadcasts}
    assert cells - set(WITH) == WITHOUT
    assert set(WITH) < cells


def test_the_formula_of_the_specification():
    assert (
        fill("LOAN_NET_COST", "10000", "4.25%", "5", "5%")
        == "=10000*1.05^5-FV(1.05^(1/12)-1,60,PMT(4.25%/12,60,10000))"
    )


@pytest.mark.parametrize("name", WITH)
def test_its_names_are_arguments_and_its_words_excels(name):
    declaration = REGISTRY[name]
    assert set(names(declaration.native)) <= {a.name for a in declaration.arguments}
    assert f"={declaration.native}" in declaration.function.__doc__


@pytest.mark.parametrize("name", WITH)
def test_its_example_is_worked_out_alike(name):
    typed = example(REGISTRY[name])
    assert typed
    own = evaluate(call(REGISTRY[name], typed))
    assert evaluate(filled(REGISTRY[name], typed)) == pytest.approx(own, rel=1e-9)


def test_no_formula_goes_without_a_case():
    assert {case.function for case, _ in COVERED} == set(WITH)
    assert len(COVERED) > 100


@pytest.mark.parametrize(("case", "formula"), COVERED, ids=lambda one: getattr(one, "name", ""))
def test_a_case_in_excels_own_words(case, formula):
    case.check(evaluate(formula))


@pytest.mark.parametrize("name", WITH)
def test_at_random_its_formula_is_right_to_1e_9_of_the_amount(name):
    drawn = list(calls(name, 200))
    assert len(drawn) >= 10
    for formula, answer, tolerance in drawn:
        found = evaluate(formula)
        assert not isinstance(found, CellError), formula
        assert abs(found - answer) <= tolerance, formula


def test_cells_and_formulas_stand_where_they_were_typed():
    assert (
        fill("LOAN_NET_COST", "A1", "Loan_Rate", "B1+1", "Sheet2!$C$3")
        == "=A1*(1+Sheet2!$C$3)^(B1+1)-FV((1+Sheet2!$C$3)^(1/12)-1,12*(B1+1),"
        "PMT(Loan_Rate/12,12*(B1+1),A1))"
    )
    assert fill("TODAY_DOLLARS", "MAX(A1, 5)", "10") == "=(MAX(A1, 5))/1.025^10"


def test_what_is_left_out_is_dropped_and_conditions_are_decided():
    assert fill("DEFERRAL_CUT", "100", "22%") == "=100/(1-22%)"
    assert (
        fill("LOAN_MAX", "A1", "", "", "TRUE", "FALSE") == "=MAX(0,MIN(100000-MAX(0,0),MAX(A1,0)))"
    )
    assert fill("ACCOUNT_VALUE", "1000", "6%", "2", "", "", '"nominal"') == (
        "=-FV(((1+6%/12)^12)^(1/12)-1,24,0,1000)"
    )


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        (["10000", "4%", "5", "5%", "12", "7"], "LOAN_NET_COST .* with horizon_years"),
        (["10000", "4%", "5", "5%", "", "", "", "", "", "A1"], "with compounding"),
        (["10000", "4%", "5"], "account_return is missing"),
    ],
)
def test_what_a_formula_does_not_hold_for_is_refused(typed, words):
    with pytest.raises(InputError, match=words):
        fill("LOAN_NET_COST", *typed)
    with pytest.raises(InputError, match="LOAN_SCHEDULE has no short formula"):
        fill("LOAN_SCHEDULE", *typed[:3])
    # As good as left out.
    assert fill("PAYOFF_SAVINGS", "9", "0", "1", "1%", "1", '"NET"') == "=-FV(1%,1,PMT(0,1,9),9)"
