"""Break-even rates: the advantage is nothing there, and rises with the card's rate."""

import math
from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from loan401k import (
    BREAKEVEN_JOB_LOSS,
    BREAKEVEN_RETURN,
    EXPECTED_DEFAULT_COST,
    MATCH_VS_CARD_YEARS,
    PAYOFF_ADVANTAGE,
    TRUE_APR,
    NoAnswer,
)
from loan401k.declare import REGISTRY
from tests.reference import derive
from tests.reference.draws import COMPOUNDING, RATES, RETURNS, TAXES, between, few, relative, terms

rates = st.floats(0.001, 0.3)
returns = st.floats(-0.2, 0.5)
taxes = st.floats(0.01, 0.6)
years = st.sampled_from([0.5, 1, 3, 5, 15, 30])
per_year = st.sampled_from([4, 12, 26])
compoundings = st.sampled_from(["effective", "nominal"])


def answer(function, *arguments):
    try:
        return function(*arguments)
    except NoAnswer:
        return None


@settings(deadline=None, max_examples=100)
@given(rates, years, returns, taxes.map(lambda t: 0.0 if t < 0.1 else t), per_year, compoundings)
def test_at_the_true_apr_the_loan_gains_nothing(rate, term, annual, tax, m, compounding):
    apr = answer(TRUE_APR, rate, term, annual, tax, m, compounding)

    def gain(card_apr):
        return PAYOFF_ADVANTAGE(1, rate, term, card_apr, annual, m, tax, compounding)

    if apr is None:
        # No rate from 0 up breaks even on a rising advantage.
        signs = [gain(step / 400) >= 0 for step in range(401)]
        assert (False, True) not in set(pairwise(signs))
    elif 0 <= apr <= 1 - 1e-6:
        scale = (1 + max(apr, annual, rate)) ** term
        assert abs(gain(apr)) <= 1e-11 * scale
        # Without tax the closed form is the answer; else the larger root, where it rises.
        assert tax == 0 or gain(apr + 1e-6) > 0


@settings(deadline=None, max_examples=100)
@given(rates, years, rates, taxes, per_year, compoundings)
def test_at_the_break_even_return_the_loan_gains_nothing(rate, term, apr, tax, m, compounding):
    annual = answer(BREAKEVEN_RETURN, rate, term, apr, tax, m, compounding)

    def gain(account_return):
        return PAYOFF_ADVANTAGE(1, rate, term, apr, account_return, m, tax, compounding)

    if annual is None:
        signs = [gain(-0.89 + 1.89 * step / 400) <= 0 for step in range(401)]
        assert (False, True) not in set(pairwise(signs))
    elif -0.9 < annual <= 1 - 1e-6:
        scale = (1 + max(apr, annual, rate)) ** term
        assert abs(gain(annual)) <= 1e-11 * scale
        assert gain(annual + 1e-6) < 0


@given(rates, years, returns, per_year)
def test_without_tax_the_closed_forms_are_the_answer(rate, term, annual, m):
    assert TRUE_APR(rate, term, annual, 0, m) == pytest.approx(
        m * math.expm1(math.log1p(annual) / m)
    )
    assert TRUE_APR(rate, term, annual, 0, m, "nominal") == pytest.approx(annual)
    assert BREAKEVEN_RETURN(rate, term, rate, 0, m) == pytest.approx((1 + rate / m) ** m - 1)
    assert BREAKEVEN_RETURN(rate, term, rate, 0, m, "nominal") == pytest.approx(rate)


@settings(deadline=None)
@given(rates, years, returns, taxes, per_year)
def test_the_two_break_evens_undo_each_other(rate, term, annual, tax, m):
    apr = answer(TRUE_APR, rate, term, annual, tax, m)
    if apr is None or not 0.0 <= apr <= 1.0:
        return
    back = answer(BREAKEVEN_RETURN, rate, term, apr, tax, m)
    # The falling side of the account's curve has its own, smaller, root, which is not meant.
    if back is not None and annual >= rate:
        assert back == pytest.approx(annual, abs=1e-9)


def test_the_figures_that_the_catalogue_and_the_mathematics_give():
    assert TRUE_APR(0.0775, 15, 0.07, 0.22) == pytest.approx(0.0701, abs=5e-5)
    assert BREAKEVEN_RETURN(0.0775, 5, 0.03, 0.22) == pytest.approx(0.01326, abs=5e-6)
    # To first order the true rate is (1 - t) x return + t x loan rate.
    assert TRUE_APR(0.05, 1, 0.06, 0.25, 12, "nominal") == pytest.approx(0.0575, abs=2e-4)


def test_no_break_even_is_told():
    with pytest.raises(NoAnswer, match="No card APR between -90% and 100% makes the loan and the"):
        # One payment after a month at -12.5%: 12 x -12.4% a year.
        TRUE_APR(0.05, 1 / 12, -0.8, 0.01)
    with pytest.raises(NoAnswer, match="No account return between -90% and 100% makes the loan"):
        BREAKEVEN_RETURN(0.05, 30, 1.0, 0.5, 1)


def test_a_range_keeps_answers_beside_cells_without_one():
    cells = TRUE_APR(0.3, [1, 30, 30], [0.05, -0.3, 0.29], 0.5, 12).tolist()
    singles = [answer(TRUE_APR, 0.3, y, r, 0.5, 12) for y, r in [(1, 0.05), (30, -0.3), (30, 0.29)]]
    for cell, single in zip(cells, singles, strict=True):
        assert cell == "#N/A" if single is None else cell == pytest.approx(single, abs=1e-12)


@settings(deadline=None, max_examples=40)
@given(
    rates,
    st.sampled_from([1, 5]),
    st.floats(0.05, 0.3),
    st.floats(0, 0.2),
    taxes,
    st.floats(0, 0.3),
)
def test_at_the_break_even_chance_default_eats_the_advantage(rate, term, apr, annual, tax, later):
    gain = PAYOFF_ADVANTAGE(10000, rate, term, apr, annual, 12, later)
    try:
        chance = BREAKEVEN_JOB_LOSS(10000, rate, term, apr, annual, tax, later)
    except NoAnswer:
        certain = EXPECTED_DEFAULT_COST(10000, rate, term, 1, tax, retirement_tax=later)
        assert gain <= 0 or gain >= certain * (1 - 1e-9)
        return
    assert 0 < chance <= 1
    # Beyond one in a million of staying, the chance is all ones in a double.
    if chance < 1 - 1e-6:
        cost = EXPECTED_DEFAULT_COST(10000, rate, term, chance, tax, retirement_tax=later)
        assert cost == pytest.approx(gain, rel=1e-6, abs=1e-7)


def same_rate(ours, exact):
    if ours is None or exact == "#N/A":
        return ours is None and exact == "#N/A"
    return abs(ours - exact) <= 1e-12 * max(1.0, abs(exact))


@few
@given(between(0, 0.9), terms(), RETURNS, TAXES, COMPOUNDING)
def test_true_apr_is_the_root_found_by_halving(loan_rate, term, r, tax, compounding):
    inputs = (loan_rate, term[0], r, tax, term[1], compounding)
    assert same_rate(answer(TRUE_APR, *inputs), derive.true_apr(*inputs))


@few
@given(RATES, terms(), between(0, 0.9), TAXES, COMPOUNDING)
def test_breakeven_return_is_the_root_found_by_halving(loan_rate, term, apr, tax, compounding):
    inputs = (loan_rate, term[0], apr, tax, term[1], compounding)
    assert same_rate(answer(BREAKEVEN_RETURN, *inputs), derive.breakeven_return(*inputs))


@few
@given(
    between(0, 0.2), terms(most=120), between(0, 0.2), between(0, 0.15), between(0.05, 0.5),
    between(0.1, 1), COMPOUNDING,
)  # fmt: skip
def test_breakeven_chance_is_the_root_found_by_halving(
    loan_rate, term, apr, r, tax, leavers, compounding
):
    years, m, _ = term
    inputs = (10_000, loan_rate, years, apr, r, tax, 0.1, leavers, 0.1, m, compounding)
    gain = derive.payoff_advantage(10_000, loan_rate, years, apr, r, m, 0.1, compounding)
    certain = 10_000 * leavers * (tax + 0.1)
    # Where there is hardly a gain, or just the certain cost, its last bits decide.
    assume(abs(gain) > 1e-6)
    assume(abs(gain - certain) > 1e-6)
    chance, exact = answer(BREAKEVEN_JOB_LOSS, *inputs), derive.breakeven_job_loss(*inputs)
    assert (chance is None) == (exact == "#N/A")
    if chance is not None:
        assert chance == pytest.approx(float(exact), rel=1e-6, abs=1e-11)


def test_certain_loss_of_the_job_may_be_what_just_eats_it():
    # One payment: the cost is 0.75 x (0.22 + 0.1) x 10,000 = 2,400 of the amount when certain.
    apr = 0.05 + 0.24
    chance = BREAKEVEN_JOB_LOSS(10_000, 0.0425, 1, apr - 1e-9, 0.05, 0.22, payments_per_year=1)
    assert chance == pytest.approx(1, abs=1e-6)
    with pytest.raises(NoAnswer, match="certain loss"):
        BREAKEVEN_JOB_LOSS(10_000, 0.0425, 1, apr + 1e-9, 0.05, 0.22, payments_per_year=1)


@few
@given(between(0, 5), between(0.05, 1), between(-0.5, 0.04), TAXES, TAXES)
def test_the_match_and_the_card_have_grown_alike_after_the_years(match, apr, r, now, later):
    years = MATCH_VS_CARD_YEARS(match, apr, r, now, later)
    assert relative(years, derive.match_vs_card_years(match, apr, r, now, later)) or years < 1e-9
    if years > 0:
        contributed = (1 + match) / (1 - now) * (1 + r) ** years * (1 - later)
        assert (1 + apr / 12) ** (12 * years) == pytest.approx(contributed, rel=1e-9)


def test_a_tiny_match_keeps_its_digits():
    years = MATCH_VS_CARD_YEARS(1e-12, 0.21, 0.07, 0.22, 0.22)
    assert relative(years, derive.match_vs_card_years(1e-12, 0.21, 0.07, 0.22, 0.22))


@pytest.mark.parametrize("amount", [1e-34, 1e-100, 1e-300])
def test_the_chance_does_not_depend_on_the_size_of_the_loan_in_a_cell_or_a_range(amount):
    cells = REGISTRY["BREAKEVEN_JOB_LOSS"].cells
    rest = (0.0, 1.0, 0.0625, 0.0, 0.0)
    usual = cells([10000.0, *rest])
    assert cells([amount, *rest]) == pytest.approx(usual, rel=1e-9)
    assert cells([[[amount], [10000.0]], *rest]) == [[pytest.approx(usual, rel=1e-9)]] * 2


def test_an_advantage_lost_in_rounding_is_none_in_a_cell_and_in_a_range():
    cells = REGISTRY["BREAKEVEN_JOB_LOSS"].cells
    rest = (0.0, 1.0, 2.220446049250313e-16, 0.0, 0.0)
    assert cells([80.0, *rest]) == "#N/A"
    assert cells([[[80.0], [80.0]], *rest]) == [["#N/A"]] * 2


def test_the_smallest_amounts_answer_alike_in_a_cell_and_in_a_range():
    cells = REGISTRY["BREAKEVEN_JOB_LOSS"].cells
    rest = (0.0, 1.0, 0.24, 0.0, 0.0)
    for amount in (1e-323, 1e-320):
        assert cells([[[amount], [amount]], *rest]) == [[cells([amount, *rest])]] * 2
