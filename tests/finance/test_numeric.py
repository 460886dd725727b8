"""The annuity factors and the two helpers that keep digits, against 50 digits."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mpmath import mpf

from loan401k.finance import numeric
from loan401k.finance.numeric import ONE, Many
from tests.reference import exact

rates = st.one_of(
    st.just(0.0), st.floats(-13, 0).map(lambda p: 10**p), st.floats(-0.5, -1e-9), st.floats(1e-9, 1)
)
MANY = Many()


@given(rates, st.integers(0, 700))
def test_annuity_factors(rate, n):
    x = mpf(rate)
    value = n if rate == 0 else (1 - (1 + x) ** -n) / x
    total = n if rate == 0 else ((1 + x) ** n - 1) / x
    assert exact.error_of(numeric.annuity_value(ONE, rate, n), value) < 1e-13 * max(1, n)
    assert exact.error_of(numeric.annuity_sum(ONE, rate, n), total) < 1e-13 * max(1, n)


@given(st.floats(0, 5))
def test_log1p_gap_keeps_its_digits(x):
    if x > 1e-12:
        from mpmath import log1p

        assert exact.error_of(numeric.log1p_gap(ONE, x), mpf(x) - log1p(mpf(x))) < 1e-14
    assert numeric.log1p_gap(ONE, x) == pytest.approx(numeric.log1p_gap(MANY, np.array([x]))[0])


@given(st.floats(-3, 30))
def test_exp_gap_keeps_its_digits(x):
    if abs(x) > 1e-12:
        from mpmath import exp

        assert exact.error_of(numeric.exp_gap(ONE, x), mpf(x) - 1 + exp(-mpf(x))) < 1e-14
    assert numeric.exp_gap(ONE, x) == pytest.approx(numeric.exp_gap(MANY, np.array([x]))[0])


@given(st.floats(-0.89, 1), st.sampled_from([1, 2, 4, 12, 24, 26, 52]))
def test_returns_per_period_compound_to_the_year(annual, m):
    g = numeric.period_return(ONE, annual, m, nominal=False)
    assert exact.error_of(g, exact.annual_to_period(annual, m), 1e-15) < 1e-14
    assert (1 + g) ** m - 1 == pytest.approx(annual, abs=1e-13)
    assert numeric.period_return(ONE, annual, m, nominal=True) == annual / m


@given(st.floats(-100, 100))
def test_both_namespaces_round_and_choose_alike(x):
    array = np.array([x])
    for name in ("floor", "ceil", "rint"):
        single, many = getattr(ONE, name)(x), getattr(MANY, name)(array)
        assert single == many[0]
        assert type(single) is float
    assert ONE.where(x > 0, 1.0, 2.0) == MANY.where(array > 0, 1.0, 2.0)[0]
    assert ONE.minimum(x, 3.0) == MANY.minimum(array, 3.0)[0]
    assert ONE.maximum(x, 3.0) == MANY.maximum(array, 3.0)[0]
    assert ONE.both(x > 0, x < 9) == MANY.both(array > 0, array < 9)[0]
    assert ONE.either(x < 0, x > 9) == MANY.either(array < 0, array > 9)[0]
    assert ONE.all(x > 0) == MANY.all(array > 0)
    assert ONE.largest(x) == MANY.largest(array)


def test_growth_of_a_hundred_years_is_exact():
    assert numeric.growth(ONE, 0.05, 100) == pytest.approx(131.50125784630401, rel=1e-14)
    assert math.isclose(numeric.growth(ONE, 0.0, 100), 1.0)
