import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from loan401k.finance.numeric import ONE, Many
from loan401k.law.brackets import bracket_tax

MANY = Many()
EDGES = (100.0, 300.0)
RATES = (0.1, 0.2, 0.5)


@pytest.mark.parametrize(
    ("taxable", "tax"),
    [(-50, 0), (0, 0), (40, 4), (100, 10), (200, 30), (300, 50), (301, 50.5), (500, 150)],
)
def test_each_bracket_taxes_the_income_within_it(taxable, tax):
    assert bracket_tax(ONE, taxable, EDGES, RATES) == pytest.approx(tax, abs=1e-12)


def test_one_rate_without_edges_is_a_flat_tax():
    assert bracket_tax(ONE, 250.0, (), (0.3,)) == pytest.approx(75)


def test_arrays_give_what_single_numbers_give():
    incomes = [random.Random(7).uniform(-100, 1000) for _ in range(50)]
    assert bracket_tax(MANY, np.array(incomes), EDGES, RATES).tolist() == [
        bracket_tax(ONE, income, EDGES, RATES) for income in incomes
    ]


def test_edges_may_be_arrays_where_incomes_belong_to_different_tables():
    edges = (np.array([100.0, 200.0]), np.array([300.0, 600.0]))
    tax = bracket_tax(MANY, np.array([500.0, 500.0]), edges, RATES)
    assert tax == pytest.approx([150, 80])


@given(st.floats(0, 1e7), st.floats(0, 1e6))
def test_more_income_costs_at_most_the_top_rate_more(taxable, extra):
    more = bracket_tax(ONE, taxable + extra, EDGES, RATES)
    less = bracket_tax(ONE, taxable, EDGES, RATES)
    assert -1e-6 <= more - less <= 0.5 * extra + 1e-6


def test_rates_and_edges_that_do_not_fit_are_refused():
    with pytest.raises(ValueError, match="2 edges need 3 rates, not 2"):
        bracket_tax(ONE, 100.0, EDGES, RATES[:2])
