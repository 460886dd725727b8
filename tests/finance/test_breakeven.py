"""The larger root of V(x) = target against all roots of its polynomial."""

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from loan401k.finance import breakeven
from loan401k.finance.numeric import ONE, Many
from tests.reference.derive import M, level, num, short


def larger_root(target, i, n):
    """Largest real x of (1+x)^n - A ((1+x)^(n-1) + ... + 1) - target, None where there is none."""
    pay = level(1, num(i), n)
    # In y = 1 + x, from the highest power down.
    roots = M.polyroots([1, *[-pay] * (n - 1), -pay - num(target)], maxsteps=500, extraprec=400)
    real = [root.real - 1 for root in roots if abs(root.imag) < num("1e-20") and root.real > 0]
    return max(real, default=None)


def clear(x, i, n):
    """Whether the curve is steep at a root and the root is not just at a bound."""
    pay = level(1, num(i), n)
    steep = abs(M.diff(lambda y: short(y, n, pay), x)) > 1e-6
    return steep and min(abs(x + 0.9), abs(x - 1)) > 1e-9


@pytest.mark.filterwarnings("ignore:Descending")  # mpmath 1.3 knows no other order
@settings(deadline=None, max_examples=150)
@given(
    st.floats(-1, 2) | st.floats(-0.01, 0.01),
    st.sampled_from([0.0, 1e-12, 0.05]) | st.floats(0, 1),
    st.integers(1, 9),
)
def test_the_root_is_the_largest_of_all(target, i, n):
    exact = larger_root(target, i, n)
    assume(exact is None or clear(exact, i, n))
    root = breakeven.rate_for(ONE, target, i, n, -0.9, 1.0)
    assert root.found == (exact is not None and -0.9 < exact < 1)
    if root.found:
        assert root.rate == pytest.approx(float(exact), rel=1e-11, abs=1e-12)


def test_two_roots_of_one_equation():
    # -0.02 per dollar is met on both branches of this curve.
    i, n = 0.5, 2
    pay = level(1, num(i), n)
    least = float(pay / 2 - 1)
    assert short(num(least), n, pay) < -0.02 < short(num(-0.9), n, pay) + 1
    root = breakeven.rate_for(ONE, -0.02, i, n, -0.9, 1.0)
    assert root.found
    assert root.rate > least
    assert short(num(root.rate), n, pay) == pytest.approx(-0.02, abs=1e-15)


def test_below_the_least_point_there_is_no_root():
    i, n = 0.5, 2
    pay = level(1, num(i), n)
    least = float(short(pay / 2 - 1, n, pay))
    assert not breakeven.rate_for(ONE, least - 1e-3, i, n, -0.9, 1.0).found
    assert breakeven.rate_for(ONE, least + 1e-3, i, n, -0.9, 1.0).found


def test_a_root_beyond_the_bounds_is_none():
    assert not breakeven.rate_for(ONE, 1.0, 0.04, 1, -0.9, 1.0).found  # x = 1.04
    assert breakeven.rate_for(ONE, 0.9, 0.04, 1, -0.9, 1.0).rate == pytest.approx(0.94)
    assert not breakeven.rate_for(ONE, -0.95, 0.04, 1, -0.9, 1.0).found  # x = -0.91


def test_an_array_finds_each_root_and_marks_each_absence():
    import numpy as np

    targets = np.array([0.5, 1.0, -0.02, 0.0])
    root = breakeven.rate_for(Many(), targets, 0.04, 1.0, -0.9, 1.0)
    assert root.found.tolist() == [True, False, True, True]
    assert root.rate[[0, 2, 3]] == pytest.approx([0.54, 0.02, 0.04])
