"""Break-even rates: the advantage is nothing there, and rises with the card's rate."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loan401k import (
    BREAKEVEN_RETURN,
    TRUE_APR,
    NoAnswer,
)

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
