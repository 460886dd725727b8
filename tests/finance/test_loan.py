"""Loan mathematics against 50 digits, and against numpy-financial."""

import itertools

import numpy as np
import numpy_financial as npf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loan401k.finance import account, loan
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


def test_payments_of_all_rates_terms_and_amounts_hold_fourteen_digits():
    for case in GRID:
        error = exact.error_of(loan.payment(ONE, *case), exact.level_payment(*case))
        assert error <= 1e-14, case


def test_interest_of_all_rates_terms_and_amounts_holds_twelve_digits():
    for amount, i, n in GRID:
        if i > 0:
            error = exact.error_of(loan.interest(ONE, amount, i, n), exact.interest(amount, i, n))
            assert error <= 1e-12, (amount, i, n)


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
            account.shortfall(ONE, 10000.0, i, 60, 0.004, 60, 0),
            account.shortfall(ONE, 10000.0, 0.004, 60, i, 60, 0),
        )

    # All of these change by less than amount x n for a rate of 1.
    assert figures(small) == pytest.approx(figures(0.0), abs=2 * 10000 * 60 * small + 1e-9)
    # Interest to first order: amount x i x (n + 1)/2.
    assert loan.interest(ONE, 10000.0, small, 60) == pytest.approx(10000 * small * 30.5, rel=1e-7)


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


@pytest.mark.parametrize("amount", [1e-18, 1e-100, 1e-300])
def test_a_tiny_loan_without_interest_is_repaid_in_equal_parts(amount):
    assert loan.payment(ONE, amount, 0.0, 12.0) == pytest.approx(amount / 12, rel=1e-14)
    assert loan.balance(ONE, amount, 0.0, 12.0, 3.0) == pytest.approx(amount * 0.75, rel=1e-14)
