"""Loan mathematics against 50 digits, and against numpy-financial."""

import itertools
import math

import numpy as np
import numpy_financial as npf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loan401k.finance import loan
from loan401k.finance.numeric import ONE, Many
from tests.reference import exact

MANY = Many()

#: Rates a period: nothing, next to nothing, plan loans, cards, 100% a year and a period.
RATES = [0.0, 1e-12, 1e-9, 1e-6, 1e-4, 0.0425 / 52, 0.0425 / 12, 0.0875 / 12, 0.3 / 12, 1 / 12, 1.0]
COUNTS = [1, 2, 3, 12, 60, 180, 600]
AMOUNTS = [0.01, 123.45, 10000.0, 1e9]

GRID = [
    *itertools.product(AMOUNTS, RATES, COUNTS),
    *itertools.product([10000.0], [0.0, 1e-12, 1e-6, 0.05 / 52, 1 / 52], [1300, 2600]),
]

rates = st.one_of(st.just(0.0), st.floats(-13, 0).map(lambda power: 10**power))
amounts = st.floats(0.01, 1e9)


@pytest.mark.parametrize("function", ["payment", "interest"])
def test_to_twelve_digits_over_all_rates_terms_and_amounts(function):
    ours = getattr(loan, function)
    theirs = exact.level_payment if function == "payment" else exact.interest
    worst = max(
        (exact.error_of(ours(ONE, *case), theirs(*case)), case)
        for case in GRID
        if function == "payment" or case[1] > 0
    )
    assert worst[0] <= 1e-14 if function == "payment" else 1e-12, worst


@settings(deadline=None, max_examples=150)
@given(amounts, rates, st.integers(1, 2600))
def test_payment_and_interest_hold_twelve_digits_anywhere(amount, i, n):
    assert (
        exact.error_of(loan.payment(ONE, amount, i, n), exact.level_payment(amount, i, n)) < 1e-12
    )
    if i > 0:
        assert (
            exact.error_of(loan.interest(ONE, amount, i, n), exact.interest(amount, i, n)) < 1e-12
        )


@settings(deadline=None, max_examples=150)
@given(amounts, rates, st.integers(1, 2600), st.floats(0, 1))
def test_balances_hold_twelve_digits_anywhere(amount, i, n, share):
    k = round(share * n)
    owed = exact.balance(amount, i, n, k)
    assert exact.error_of(loan.balance(ONE, amount, i, n, k), owed, 1e-30 * amount) < 1e-12


def test_a_loan_without_interest_costs_none():
    assert loan.interest(ONE, 10000.0, 0.0, 60) == 0
    assert loan.payment(ONE, 12000.0, 0.0, 60) == pytest.approx(200, rel=1e-15)
    assert loan.balance(ONE, 12000.0, 0.0, 60, 45) == pytest.approx(3000, rel=1e-15)


@given(amounts, rates, st.integers(1, 600))
def test_nothing_is_owed_at_the_end_and_all_of_it_at_the_start(amount, i, n):
    assert loan.balance(ONE, amount, i, n, n) == 0
    assert loan.balance(ONE, amount, i, n, 0) == pytest.approx(amount, rel=3e-16)


@pytest.mark.parametrize("small", [1e-13, 1e-11, 1e-9])
def test_tiny_rates_lead_to_the_limit_at_zero(small):
    def figures(i):
        return (
            loan.payment(ONE, 10000.0, i, 60),
            loan.balance(ONE, 10000.0, i, 60, 20),
            loan.account_shortfall(ONE, 10000.0, i, 60, 0.004, 60, 0),
            loan.account_shortfall(ONE, 10000.0, 0.004, 60, i, 60, 0),
        )

    # All of these change by less than amount x n for a rate of 1.
    assert figures(small) == pytest.approx(figures(0.0), abs=2 * 10000 * 60 * small + 1e-9)
    # Interest to first order: amount x i x (n + 1)/2.
    assert loan.interest(ONE, 10000.0, small, 60) == pytest.approx(10000 * small * 30.5, rel=1e-7)


# The account's side


@settings(deadline=None, max_examples=100)
@given(
    amounts,
    st.one_of(st.just(0.0), st.floats(1e-12, 0.3)),
    st.integers(1, 120),
    st.floats(-0.5, 0.6),
    st.sampled_from([4, 12, 26]),
    st.integers(0, 8),
    st.integers(1, 150),
)
def test_the_account_is_short_by_what_playing_it_shows(amount, rate, n, annual, m, delay, horizon):
    i, g = rate / m, float(exact.annual_to_period(annual, m))
    short = exact.account_gap(amount, i, n, g, horizon=horizon, delay=delay)
    ours = loan.account_shortfall(ONE, amount, i, n, g, horizon, delay)
    assert exact.error_of(ours, short, amount * max(1.0, (1 + g) ** horizon)) <= 1e-12


@settings(deadline=None, max_examples=100)
@given(
    st.floats(0, 500),
    st.floats(0, 100),
    st.integers(1, 96),
    st.floats(-0.5, 0.6),
    st.sampled_from([1, 4, 12, 26]),
    st.integers(1, 150),
)
def test_fees_grow_as_playing_them_shows(upfront, yearly, life, annual, m, horizon):
    g = float(exact.annual_to_period(annual, m))
    with_fees = exact.account_gap(
        1.0, 0, life, g, horizon=horizon, upfront=upfront, yearly=yearly, m=m
    )
    played = with_fees - exact.account_gap(1.0, 0, life, g, horizon=horizon)
    ours = loan.fees_at_horizon(ONE, upfront, yearly, g, horizon, life, m)
    assert (
        exact.error_of(ours, played, (upfront + 20 * yearly + 1) * max(1, (1 + g) ** horizon))
        < 1e-12
    )


@given(amounts, st.floats(0, 0.05), st.integers(1, 600))
def test_a_loan_at_the_accounts_own_return_costs_nothing(amount, rate, n):
    short = loan.account_shortfall(ONE, amount, rate, n, rate, n, 0)
    assert abs(short) <= 1e-13 * amount * (1 + rate) ** n


# A second library, and arrays


@given(amounts, st.floats(1e-4, 0.1), st.integers(1, 360))
def test_numpy_financial_agrees(amount, i, n):
    level = loan.payment(ONE, amount, i, n)
    assert level == pytest.approx(-npf.pmt(i, n, amount), rel=1e-10)
    assert npf.rate(n, -level, amount, 0) == pytest.approx(i, rel=1e-6, abs=1e-8)
    k = (n + 1) // 2
    charge = loan.balance(ONE, amount, i, n, k - 1) * i
    assert charge == pytest.approx(-float(npf.ipmt(i, k, n, amount)), rel=1e-8, abs=1e-9 * amount)


def test_numpy_financial_adds_up_to_the_same_interest():
    charges = -npf.ipmt(0.0425 / 12, np.arange(1, 61), 60, 10000.0)
    assert loan.interest(ONE, 10000.0, 0.0425 / 12, 60) == pytest.approx(charges.sum(), rel=1e-11)


def test_an_array_gives_what_single_numbers_give():
    cases = [(a, i, float(n)) for a, i, n in GRID]
    a, i, n = map(np.array, zip(*cases, strict=True))
    for function in (loan.payment, loan.interest):
        many = function(MANY, a, i, n)
        single = [function(ONE, *case) for case in cases]
        assert np.allclose(many, single, rtol=1e-14, atol=0)
        assert np.isfinite(many).all()
    assert np.allclose(
        loan.balance(MANY, a, i, n, n - 1),
        [loan.balance(ONE, *c, c[2] - 1) for c in cases],
        rtol=1e-14,
    )


# What the law lets a plan lend


def statute(vested, highest, outstanding, disaster, floor):
    """IRC 72(p)(2)(A) for the new loan alone, clause by clause, in whole dollars."""
    cap = 100_000 if disaster else 50_000
    clause_i = cap - max(0, highest - outstanding)
    half = vested if disaster else vested / 2
    clause_ii = max(half, min(10_000, vested)) if floor else half
    return max(0, min(clause_i, clause_ii) - outstanding)


money = st.integers(0, 250_000)


@given(money, money, money, st.booleans(), st.booleans())
def test_the_limit_is_that_of_the_statute(vested, highest, outstanding, disaster, floor):
    ours = loan.most(
        ONE,
        float(vested),
        float(highest),
        float(outstanding),
        dollars=100_000.0 if disaster else 50_000.0,
        share=1.0 if disaster else 0.5,
        floor=10_000.0 if floor else 0.0,
    )
    assert ours == statute(vested, highest, outstanding, disaster, floor)
    assert math.isfinite(ours)
