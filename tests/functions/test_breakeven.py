"""Break-evens: what they promise is that two figures are equal there."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from loan401k import (
    BREAKEVEN_JOB_LOSS,
    BREAKEVEN_RETURN,
    EXPECTED_DEFAULT_COST,
    LOAN_MINIMUM,
    MATCH_VS_CARD_YEARS,
    PAYOFF_ADVANTAGE,
    TRUE_APR,
)
from loan401k.errors import NoAnswer
from tests.reference import derive
from tests.reference.draws import (
    AMOUNTS,
    COMPOUNDING,
    RATES,
    RETURNS,
    TAXES,
    absolute,
    between,
    few,
    relative,
    terms,
)


def answer(function, *inputs):
    try:
        return function(*inputs)
    except NoAnswer as error:
        return error.code


def same_rate(ours, exact):
    if isinstance(ours, str) or isinstance(exact, str):
        return ours == exact
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
@given(between(0, 0.3), terms(most=260), between(-0.1, 0.3), TAXES, COMPOUNDING)
def test_the_advantage_is_zero_at_the_true_apr(loan_rate, term, r, tax, compounding):
    years, m, _ = term
    apr = answer(TRUE_APR, loan_rate, years, r, tax, m, compounding)
    assume(apr != "#N/A")
    assume(apr >= 0)
    inputs = (10_000, loan_rate, years, apr, r, m, tax, compounding)
    # One last bit of the APR moves the advantage by this much.
    bit = 1e-15 * 10_000 * (1 + apr / m) ** (m * years) * years
    assert PAYOFF_ADVANTAGE(*inputs) == pytest.approx(0, abs=1e-5 + bit)
    # Without tax the closed form is the answer, on the falling side of the curve too.
    dearer = (10_000, loan_rate, years, min(1.0, apr + 0.01), r, m, tax, compounding)
    assert tax == 0 or PAYOFF_ADVANTAGE(*dearer) > 0


@few
@given(between(0, 0.3), terms(most=260), between(0, 0.4), TAXES, COMPOUNDING)
def test_the_advantage_is_zero_at_the_breakeven_return(loan_rate, term, apr, tax, compounding):
    years, m, _ = term
    r = answer(BREAKEVEN_RETURN, loan_rate, years, apr, tax, m, compounding)
    assume(r != "#N/A")
    assume(r <= 1)
    inputs = (10_000, loan_rate, years, apr, r, m, tax, compounding)
    grown = max((1 + r) ** years, (1 + apr / m) ** (m * years))
    assert PAYOFF_ADVANTAGE(*inputs) == pytest.approx(0, abs=1e-5 + 1e-11 * grown * years)


@few
@given(TAXES, terms(most=260), RETURNS)
def test_without_tax_the_closed_form_holds_whatever_the_loan_costs(loan_rate, term, r):
    years, m, _ = term
    closed = m * ((1 + derive.num(r)) ** (derive.num(1) / m) - 1)
    assert same_rate(TRUE_APR(loan_rate, years, r, 0, m), closed)
    assert TRUE_APR(loan_rate, years, r, 0, m, "nominal") == pytest.approx(r, rel=1e-15)


@few
@given(
    AMOUNTS, between(0, 0.2), terms(most=120), between(0, 0.2), between(0, 0.15), TAXES,
    between(0.05, 0.5), between(0.1, 1), COMPOUNDING,
)  # fmt: skip
def test_job_loss_breaks_even_where_the_expected_cost_is_the_advantage(
    amount, loan_rate, term, apr, r, retirement_tax, tax, leavers, compounding
):
    years, m, _ = term
    advantage = PAYOFF_ADVANTAGE(amount, loan_rate, years, apr, r, m, retirement_tax, compounding)
    most = EXPECTED_DEFAULT_COST(amount, loan_rate, years, 1, tax, leavers, 0.1, m)
    chance = answer(
        BREAKEVEN_JOB_LOSS, amount, loan_rate, years, apr, r, tax, retirement_tax, leavers, 0.1,
        m, compounding,
    )  # fmt: skip
    assert (chance == "#N/A") == (advantage <= 0 or advantage > most)
    if chance != "#N/A":
        cost = EXPECTED_DEFAULT_COST(amount, loan_rate, years, chance, tax, leavers, 0.1, m)
        assert absolute(cost, advantage, amount)


def test_certain_loss_of_the_job_may_be_what_just_eats_it():
    # One payment: the cost is 0.75 x (0.22 + 0.1) x 10,000 = 2,400 of the amount when certain.
    apr = 0.05 + 0.24
    assert BREAKEVEN_JOB_LOSS(
        10_000, 0.0425, 1, apr - 1e-9, 0.05, 0.22, payments_per_year=1
    ) == pytest.approx(1, abs=1e-6)
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


debts = st.lists(
    st.tuples(between(0, 20_000), st.sampled_from([0.05, 0.2]) | between(0, 0.4)),
    min_size=1,
    max_size=6,
)


@few
@given(debts, st.none() | st.sampled_from([0.0, 5000.0]), between(0, 0.1), TAXES)
def test_only_debts_dearer_than_the_loan_are_moved_dearest_first(debts, limit, r, tax):
    inputs = ([list(debt) for debt in debts], 0.0425, 5, r, limit, 12, tax)
    _, *rows, total = LOAN_MINIMUM(*inputs)
    *exact, exact_total = derive.loan_minimum(*inputs)
    for row, exact_row in zip(rows, exact, strict=True):
        assert row[2] == pytest.approx(float(exact_row[2]), abs=1e-9)
    assert total[:2] == ["Total", ""]
    assert total[2] == pytest.approx(float(exact_total[2]), abs=1e-9)


def test_moving_a_debt_at_the_true_apr_would_gain_nothing():
    apr = TRUE_APR(0.0425, 5, 0.05, 0.22)
    moved = LOAN_MINIMUM([[1000, apr], [1000, apr + 1e-6]], 0.0425, 5, 0.05, retirement_tax=0.22)
    assert [row[2] for row in moved[1:]] == [0, 1000, 1000]
