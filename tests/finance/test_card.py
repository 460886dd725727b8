"""A card paid down by a loan's payments, against the same path played in 50 digits."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loan401k.finance import card, loan
from loan401k.finance.numeric import ONE, Many
from tests.reference import exact

rates = st.one_of(st.just(0.0), st.floats(1e-12, 1 / 12))
terms = st.integers(1, 240)
amounts = st.floats(1, 1e9)

#: Where payments clear a card at the very end, the last doubtful cent decides what "cleared" is.
worst = 1e-11


@settings(deadline=None, max_examples=120)
@given(amounts, rates, rates, terms)
def test_net_savings_are_the_debt_that_the_path_leaves(amount, i, k, n):
    pay = loan.payment(ONE, amount, i, n)
    net, _ = exact.card_path(amount, k, exact.level_payment(amount, i, n), n)
    ours = card.debt_avoided(ONE, amount, k, pay, n, None)
    assert exact.error_of(ours, net, amount * (1 + k) ** n) <= 1e-12


@settings(deadline=None, max_examples=120)
@given(amounts, rates, rates, terms, st.floats(-0.02, 0.02))
def test_what_is_beyond_the_card_gathers_at_the_side_return(amount, i, k, n, side):
    pay = loan.payment(ONE, amount, i, n)
    net, _ = exact.card_path(amount, k, exact.level_payment(amount, i, n), n, side)
    ours = card.debt_avoided(ONE, amount, k, pay, n, side)
    assert exact.error_of(ours, net, amount * (1 + max(k, side, 0)) ** n) <= worst


@settings(deadline=None, max_examples=120)
@given(amounts, rates, rates, terms)
def test_interest_is_that_of_the_path_until_it_is_cleared(amount, i, k, n):
    pay = loan.payment(ONE, amount, i, n)
    _, paid = exact.card_path(amount, k, exact.level_payment(amount, i, n), n)
    ours = card.interest_paid(ONE, amount, k, pay, n)
    assert exact.error_of(ours, paid, amount * (1 + k) ** n) <= worst


@given(amounts, rates, terms)
def test_a_card_at_the_loans_own_rate_saves_nothing(amount, i, n):
    pay = loan.payment(ONE, amount, i, n)
    saved = card.debt_avoided(ONE, amount, i, pay, n, None)
    assert abs(saved) <= 1e-13 * amount * (1 + i) ** n


@given(st.floats(1, 1e6), st.floats(1e-6, 0.05), st.integers(1, 300))
def test_the_months_to_clear_are_those_of_the_level_payment(amount, k, n):
    pay = loan.payment(ONE, amount, k, n)
    # Near the interest alone the number of months hangs on the last bits of the payment.
    loose = 1e-14 * (1 + k) ** n / k
    assert card.months_to_clear(ONE, amount, k, pay) == pytest.approx(n, rel=1e-9, abs=loose)


@pytest.mark.parametrize(
    ("k", "pay", "n", "cleared", "used", "left", "over"),
    [
        (0.0, 40.0, 5, True, 3, 0.0, 20.0),
        (0.0, 50.0, 2, True, 2, 0.0, 0.0),
        (0.0, 25.0, 3, False, 3, 25.0, 0.0),
        (0.1, 10.0, 4, False, 4, 100.0, 0.0),  # the interest alone
        (0.1, 5.0, 2, False, 2, 110.5, 0.0),  # less than the interest
        (0.1, 60.0, 5, True, 2, 0.0, 5.0),  # 110 - 60 = 50, 55 - 60
    ],
)
def test_payments_clear_a_hundred_dollars(k, pay, n, cleared, used, left, over):
    path = card.clearing(ONE, 100.0, k, pay, n)
    assert path == (cleared, used, pytest.approx(left, abs=1e-12), pytest.approx(over, abs=1e-12))


def test_arrays_clear_as_single_cards_do():
    cases = [(k, pay) for k in (0.0, 0.01, 0.1) for pay in (0.5, 10.0, 12.5, 60.0, 200.0)]
    rates_, pays = map(np.array, zip(*cases, strict=True))
    many = card.clearing(Many(), 100.0, rates_, pays, 12)
    for place, (k, pay) in enumerate(cases):
        single = card.clearing(ONE, 100.0, k, pay, 12)
        assert [part[place] for part in many] == pytest.approx(list(single), abs=1e-12)


def test_a_tiny_debt_without_interest_takes_as_many_payments_as_it_holds():
    assert card.months_to_clear(ONE, 1e-100, 0.0, 2.5e-101) == pytest.approx(4, rel=1e-14)
