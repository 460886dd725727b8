"""Chances per period, and the balance exposed to a loss of the job, against sums in 50 digits."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mpmath import mpf

from loan401k.finance import hazard
from loan401k.finance.numeric import ONE, Many
from tests.reference import exact

chances = st.just(0.0) | st.floats(1e-12, 1, exclude_max=True)
rates = st.one_of(st.just(0.0), st.floats(1e-9, 0.05))


@given(chances, st.floats(0.1, 2600))
def test_a_chance_over_some_periods_is_none_of_them_missed(chance, periods):
    one = hazard.period_hazard(ONE, chance, periods)
    assert exact.error_of(one, 1 - (1 - mpf(chance)) ** (1 / mpf(periods)), 1e-300) < 1e-13
    assert (
        exact.error_of(
            hazard.over_periods(ONE, one, periods), 1 - (1 - mpf(one)) ** mpf(periods), 1e-300
        )
        < 1e-12
    )


@pytest.mark.parametrize("periods", [0.5, 1, 12, 2600])
def test_what_is_certain_or_impossible_is_so_in_each_period(periods):
    for chance in (0.0, 1.0):
        assert hazard.period_hazard(ONE, chance, periods) == chance
        assert hazard.over_periods(ONE, chance, periods) == chance


@settings(deadline=None)
@given(st.floats(1, 1e6), rates, st.integers(1, 60), st.floats(1e-9, 1))
def test_the_exposure_is_the_sum_over_payments(amount, i, n, chance):
    def summed(h):
        return sum(
            (1 - h) ** (k - 1) * h * exact.balance(amount, i, n, k - 1) for k in range(1, n + 1)
        )

    ours, slope = hazard.exposure(ONE, amount, i, n, chance)
    assert exact.error_of(ours, summed(mpf(chance))) < 1e-12
    step = mpf(10) ** -20
    differences = (summed(mpf(chance) + step) - summed(mpf(chance) - step)) / (2 * step)
    assert exact.error_of(slope, differences, amount) < 1e-12


@settings(deadline=None, max_examples=60)
@given(
    st.floats(1, 1e6),
    rates | st.floats(0.05, 1),
    st.integers(1, 120) | st.integers(1, 600),
    chances | st.just(1.0),
    st.booleans(),
)
def test_the_exposure_in_closed_form_is_the_sum_in_50_digits(amount, i, n, chance, same):
    if same:  # leaving as fast as repaying
        chance = i / (1 + i)
    q, stay = mpf(i), 1 - mpf(chance)
    with exact.mp.workdps(60):
        expected = mpf(0)
        for k in range(n, 0, -1):  # h (B_0 + s (B_1 + ...))
            left = 1 - (1 + q) ** (k - 1 - n) if i else mpf(n - k + 1)
            expected = left + stay * expected
        expected *= mpf(amount) * mpf(chance) / (1 - (1 + q) ** -n if i else mpf(n))
    for xp, count in ((ONE, n), (Many(), np.array([n, n], float))):
        ours = hazard.expected_exposure(xp, amount, i, count, chance)
        assert exact.error_of(float(np.max(ours)), expected, 1e-300) < 3e-13
        assert exact.error_of(float(np.max(ours)), expected, amount) < 3e-14


@settings(deadline=None)
@given(st.floats(1, 1e6), rates, st.integers(1, 120), st.floats(1e-9, 1))
def test_the_hazard_of_an_exposure_leads_back_to_it(amount, i, n, share):
    target = share * amount
    chance, found = hazard.hazard_for(ONE, target, amount, i, n)
    assert found
    assert 0 < chance <= 1
    assert hazard.exposure(ONE, amount, i, n, chance)[0] == pytest.approx(target, rel=1e-9)


def test_an_exposure_of_the_whole_amount_is_certain_and_more_than_it_is_none():
    assert hazard.hazard_for(ONE, 1000.0, 1000.0, 0.004, 60) == (pytest.approx(1, rel=1e-12), True)
    assert not hazard.hazard_for(ONE, 1000.001, 1000.0, 0.004, 60)[1]
    assert not hazard.hazard_for(ONE, 0.0, 1000.0, 0.004, 60)[1]
