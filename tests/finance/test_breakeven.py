"""The break-even rate against all roots of the polynomial, and against a plain bisection."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mpmath import im, mpf, polyroots, re

from loan401k.finance import breakeven
from loan401k.finance.numeric import ONE, Many
from tests.reference import exact

LOWEST, HIGHEST = breakeven.LOWEST, breakeven.HIGHEST


def larger_root(target, i, n):
    """Return the largest x > -1 with (1+x)^n - A((1+x)^(n-1) + ... + 1) = target, or None.

    By Descartes' rule there are one or two such roots or none; of two the larger is meant.
    """
    level = exact.level_payment(1, i, n)
    coefficients = [mpf(1), *[-level] * (n - 1), -level - mpf(target)]
    roots = polyroots(coefficients, maxsteps=500, extraprec=400)
    real = [re(u) for u in roots if abs(im(u)) < 1e-25 and re(u) > 0]
    return max(real) - 1 if real else None


# mpmath 1.4 wants the order said, 1.3 does not know how.
@pytest.mark.filterwarnings("ignore:Descending")
@settings(deadline=None, max_examples=60)
@given(st.one_of(st.just(0.0), st.floats(1e-12, 0.5)), st.integers(1, 12), st.floats(-1.2, 1.5))
def test_the_larger_root_of_the_polynomial(i, n, target):
    expected = larger_root(target, i, n)
    ours = breakeven.rate_for(ONE, target, i, n, LOWEST, HIGHEST)
    inside = expected is not None and LOWEST <= expected <= HIGHEST
    margin = expected is not None and min(abs(expected - LOWEST), abs(expected - HIGHEST)) < 1e-9
    assert margin or ours.found == inside
    if inside and ours.found:
        # Two roots that almost meet hang on the last bits of the target.
        assert float(abs(ours.rate - expected)) < 1e-10 or value_is(ours.rate, target, i, n)


def value_is(x, target, i, n):
    return abs(breakeven.value(ONE, x, i, n) - target) < 4e-16


def rising_root(target, i, n, lowest, highest):
    """Walk down from the highest rate to the least point, and bisect above it; None: no root."""

    def value(x):
        return breakeven.value(ONE, x, i, n)

    steps = np.linspace(highest, lowest, 4001)
    best = highest
    for x in steps:
        if value(x) > value(best):
            break
        best = x
        if value(x) < target:
            break
    if not value(best) <= target <= value(highest):
        return None
    low, high = best, highest
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (low, middle) if value(middle) >= target else (middle, high)
    return high


@settings(deadline=None, max_examples=60)
@given(
    st.one_of(st.just(0.0), st.floats(1e-9, 0.3)),
    st.sampled_from([1, 3, 15, 50]),
    st.sampled_from([1, 4, 12]),
    st.floats(-0.3, 0.6),
    st.floats(0, 0.6),
)
def test_plain_bisection_finds_the_same_root(rate, years, m, account, tax):
    i, n, g = rate / m, years * m, float(exact.annual_to_period(account, m))
    target = (1 - tax) * breakeven.value(ONE, g, i, n)
    lowest, highest = LOWEST / m, HIGHEST / m
    expected = rising_root(target, i, n, lowest, highest)
    ours = breakeven.rate_for(ONE, target, i, n, lowest, highest)
    if expected is None:
        # The walk's grid can miss a dip narrower than its step.
        assert not ours.found or abs(breakeven.value(ONE, ours.rate, i, n) - target) < 1e-12
    else:
        assert ours.found
        assert ours.rate == pytest.approx(expected, abs=1e-11)


def test_the_published_value_function_is_the_shortfall_per_dollar():
    played = exact.account_gap(1.0, 0.04 / 12, 36, 0.005)
    assert exact.error_of(breakeven.value(ONE, 0.005, 0.04 / 12, 36), played, 1.0) < 1e-14


@pytest.mark.parametrize("target", [-5.0, 1e9, math.inf])
def test_a_target_out_of_reach_has_no_root(target):
    assert not breakeven.rate_for(ONE, target, 0.003, 60, LOWEST / 12, HIGHEST / 12).found


@pytest.mark.parametrize("i", [0.0, 0.003, 0.05])
def test_no_gain_wanted_is_the_loans_own_rate(i):
    root = breakeven.rate_for(ONE, 0.0, i, 60, LOWEST / 12, HIGHEST / 12)
    assert root == (pytest.approx(i, abs=1e-15), True)


def test_arrays_find_what_single_numbers_find():
    targets = np.array([-5.0, -0.05, -0.01, 0.0, 0.2, 0.8, 1e9])
    many = breakeven.rate_for(Many(), targets, 0.004, 60.0, LOWEST / 12, HIGHEST / 12)
    for place, target in enumerate(targets.tolist()):
        single = breakeven.rate_for(ONE, target, 0.004, 60.0, LOWEST / 12, HIGHEST / 12)
        assert many.found[place] == single.found
        if single.found:
            assert many.rate[place] == pytest.approx(single.rate, abs=1e-13)


@settings(deadline=None, max_examples=300)
@given(
    st.floats(-0.05, 0.08) | st.sampled_from([0.0, 1e-9, -1e-7, 1e-6]),
    st.just(0.0) | st.floats(1e-12, 0.03),
    st.integers(1, 600),
    st.floats(0.0, 0.9),
)
def test_steps_from_a_rate_nearby_find_the_same_root_or_the_same_none(near, i, n, tax):
    target = (1.0 - tax) * breakeven.value(ONE, near, i, n)
    alone = breakeven.rate_for(ONE, target, i, n, -0.075, 0.1)
    starts = np.array([near, near])
    with np.errstate(all="ignore"):
        got = breakeven.rate_near(Many(), starts, 1.0 - tax, i, n, -0.075, 0.1)
    assert bool(got.found[0]) == alone.found or meets(alone.rate, target, i, n)
    if alone.found and got.found[0]:
        close = math.isclose(got.rate[0], alone.rate, rel_tol=1e-9, abs_tol=1e-12)
        assert close or value_is(got.rate[0], target, i, n) or meets(alone.rate, target, i, n)


def meets(x, target, i, n):
    """Whether the curve only just reaches the target there: two roots meet."""
    step = 1e-4
    least = min(breakeven.value(ONE, x + k * step, i, n) for k in (-1, 0, 1))
    return abs(least - target) < 1e-9 or not -0.0749 < x < 0.0999


def test_where_nothing_is_taxed_the_rates_are_each_others():
    assert breakeven.account_return(ONE, 0.003, 60, 0.01, -0.1, 0.1, 0.0) == (0.01, True)
    assert breakeven.true_apr(ONE, 0.003, 60, 0.004, 12, 0.0) == (0.048, True)
