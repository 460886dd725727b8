"""The loan after a leave, its last date, and which debts are worth moving to it."""

import datetime as dt

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from loan401k import LOAN_LAST_DATE, LOAN_MINIMUM, LOAN_PAYMENT_AFTER_LEAVE, TRUE_APR
from loan401k.declare import REGISTRY
from tests.reference import derive
from tests.reference.draws import AMOUNTS, RATES, TAXES, between, few, relative, terms


@few
@given(AMOUNTS, RATES, terms(), st.data(), st.none() | RATES, st.booleans())
def test_payment_after_leave_is_that_of_a_ledger(amount, rate, term, data, leave_rate, extend):
    years, m, n = term
    made = data.draw(st.integers(0, n - 1))
    away = data.draw(st.integers(0, 300 if extend else n - made - 1))
    inputs = (amount, rate, years, made, away, leave_rate, extend, m)
    exact = derive.loan_payment_after_leave(*inputs)
    assert relative(LOAN_PAYMENT_AFTER_LEAVE(*inputs), exact)


@few
@given(
    st.dates(dt.date(1901, 1, 1), dt.date(2200, 12, 31)),
    st.sampled_from([0.0, 3.0, 5.0, 7.5, 17 / 12, 50.0]),
    st.integers(0, 5000),
)
def test_the_last_date_is_that_of_dateutil(date, residence, service):
    months = max(60, round(residence * 12))
    expected = date + relativedelta(months=months) + dt.timedelta(days=service)
    assert LOAN_LAST_DATE(date, residence, service) == expected


debts = st.lists(
    st.tuples(between(0, 20_000), st.sampled_from([0.05, 0.2]) | between(0, 0.4)),
    min_size=1,
    max_size=6,
)


@few
@given(debts, st.none() | st.sampled_from([0.0, 5000.0]), between(0, 0.1), TAXES)
def test_only_debts_dearer_than_the_loan_are_moved_dearest_first(debts, limit, r, tax):
    inputs = ([list(debt) for debt in debts], 0.0425, 5, r, limit, 12, tax)
    _, *rows, total = LOAN_MINIMUM(*inputs)
    *exact, exact_total = derive.loan_minimum(*inputs)
    for row, exact_row in zip(rows, exact, strict=True):
        assert row[2] == pytest.approx(float(exact_row[2]), abs=1e-9)
    assert total[:2] == ["Total", ""]
    assert total[2] == pytest.approx(float(exact_total[2]), abs=1e-9)


def test_moving_a_debt_at_the_true_apr_would_gain_nothing():
    apr = TRUE_APR(0.0425, 5, 0.05, 0.22)
    moved = LOAN_MINIMUM([[1000, apr], [1000, apr + 1e-6]], 0.0425, 5, 0.05, retirement_tax=0.22)
    assert [row[2] for row in moved[1:]] == [0, 1000, 1000]


def test_blank_rows_of_a_range_are_no_debts():
    cells = REGISTRY["LOAN_MINIMUM"].cells
    assert len(cells([[[500.0, 0.2], [None, None]], 0.0425, 5.0, 0.05])) == 3
    assert cells([[["", ""]], 0.0425, 5.0, 0.05]) == "#VALUE!"
