"""Formulas in Excel's own words give what our functions give, in an engine that has neither."""

import datetime as dt
import random

import pytest

from loan401k.declare import REGISTRY, Flag, Number, Word
from loan401k.declare.native import call, example, filled, names
from loan401k.errors import CellError, InputError
from loan401k.hosts.engine import evaluate
from tests.hosts.formulas import literal
from tests.reference.read import CASES

WITH = [name for name, declaration in REGISTRY.items() if declaration.native]

#: Functions of single values that are dates, tables of the law, or searches.
WITHOUT = {
    "LOAN_LAST_DATE", "CURE_DEADLINE", "ROLLOVER_DEADLINE", "EARLY_PENALTY_RATE",
    "FED_TAX", "TAX_ON_EXTRA_INCOME", "PLAN_LIMIT", "LOAN_FACT",
    "CARD_MIN_MONTHS", "CARD_MIN_INTEREST", "BREAKEVEN_JOB_LOSS",
}  # fmt: skip

#: Where a formula holds, as the help says, if not everywhere.
HOLDS = {
    "CARD_MONTHS": lambda balance, apr, payment: payment > 0,
    "CARD_INTEREST": lambda balance, apr, payment: payment > 0,
    "MATCH_VS_CARD_YEARS": lambda match, apr, earned, *taxes: (1 + apr / 12) ** 12 > 1 + earned,
}


def holds(name, values):
    return name not in HOLDS or HOLDS[name](*values)


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


def covered():
    """Cases that some formula covers, with the formula."""
    for case in CASES:
        if case.function not in WITH or case.fails or not holds(case.function, case.positional):
            continue
        if any(isinstance(value, (list, dt.date)) for value in case.positional):
            continue
        try:
            yield case, fill(case.function, *map(literal, case.positional))
        except InputError:
            continue


COVERED = list(covered())


def test_no_formula_goes_without_a_case():
    assert {case.function for case, _ in COVERED} == set(WITH)
    assert len(COVERED) > 100


@pytest.mark.parametrize(("case", "formula"), COVERED, ids=lambda one: getattr(one, "name", ""))
def test_a_case_in_excels_own_words(case, formula):
    case.check(evaluate(formula))


def drawn(argument, draw):
    """Return a likely value of an argument."""
    kind = argument.kind
    if isinstance(kind, Flag):
        return draw.random() < 0.5
    if isinstance(kind, Word):
        return argument.default
    assert isinstance(kind, Number)
    if kind.choices:
        return float(draw.choice(sorted(kind.choices)))
    if kind.unit.startswith("dollars"):
        return draw.choice([0.0, round(draw.uniform(10, 2e5), 2)])
    if kind.unit == "years":
        return float(draw.choice([1, 2, 3, 5, 10, 15, 30]))
    if kind.whole:
        return float(draw.choice([k for k in (0, 1, 4, 12, 25, 365) if kind.low <= k <= kind.high]))
    return draw.choice([0.0, draw.uniform(0.001, 0.3), draw.uniform(0.01, 0.1)])


def calls(name, count):
    """Yield arguments at random for which the function has an answer, with the answer."""
    declaration, draw = REGISTRY[name], random.Random(name)
    held = set(names(declaration.native)) | {"compounding"}
    for _ in range(count):
        values = [
            drawn(argument, draw) if argument.name in held else None
            for argument in declaration.arguments
        ]
        for place, argument in enumerate(declaration.arguments):
            if argument.name == "compounding" and "account_return" in held:
                values[place] = draw.choice(["effective", "nominal"])
        answer = declaration.cells(values)
        if not isinstance(answer, CellError) and holds(name, values):
            yield values, answer


@pytest.mark.parametrize("name", WITH)
def test_at_random_its_formula_is_right_to_1e_9_of_the_amount(name):
    found_all = list(calls(name, 200))
    assert len(found_all) >= 10
    for values, answer in found_all:
        formula = fill(name, *map(literal, values))
        amount = max([1.0, abs(answer), *(v for v in values if isinstance(v, float))])
        found = evaluate(formula)
        assert not isinstance(found, CellError), formula
        assert abs(found - answer) <= 1e-9 * amount, formula


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
