"""The annuity factors and the two helpers that keep digits, against 50 digits."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mpmath import exp, log1p, mpf

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


@given(st.floats(1e-12, numeric.SMALL))
def test_small_differences_keep_their_digits(x):
    assert exact.error_of(numeric.log1p_gap(x), mpf(x) - log1p(mpf(x))) < 1e-15
    assert exact.error_of(numeric.exp_gap(x), mpf(x) - 1 + exp(-mpf(x))) < 1e-15


def test_a_remedy_is_worked_out_only_where_it_is_needed():
    def root(x, plus):
        assert np.all(x > 0)
        return x**0.5 + plus

    x = np.array([-4.0, 4.0, -9.0, 9.0])
    assert MANY.mend(x > 0, x.copy(), root, x, 1.0).tolist() == [-4, 3, -9, 4]
    for true, false in ((np.bool_(True), np.bool_(False)), (True, False)):
        assert MANY.mend(true, 0.0, root, 16.0, 1.0) == 5
        assert MANY.mend(false, 0.0, root, 16.0, 1.0) == 0
    assert [ONE.mend(one > 0, one, root, one, 1.0) for one in x.tolist()] == [-4, 3, -9, 4]


def test_options_of_nothing_are_skipped_only_when_they_are_single():
    assert numeric.is_nothing(0, 0.0)
    assert not numeric.is_nothing(0, 1e-300)
    assert not numeric.is_nothing(np.zeros(3), 0)


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
