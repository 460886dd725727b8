"""The loan after a leave, and its last date."""

import datetime as dt

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from loan401k import LOAN_BALANCE, LOAN_LAST_DATE, LOAN_PAYMENT, LOAN_PAYMENT_AFTER_LEAVE
from loan401k.errors import DomainError
from tests.reference import derive
from tests.reference.draws import AMOUNTS, RATES, few, relative, terms


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
@given(AMOUNTS, RATES, terms(), st.data())
def test_no_leave_leaves_the_payment_as_it_was(amount, rate, term, data):
    years, m, n = term
    made = data.draw(st.integers(0, n - 1))
    after = LOAN_PAYMENT_AFTER_LEAVE(amount, rate, years, made, 0, payments_per_year=m)
    assert relative(after, LOAN_PAYMENT(amount, rate, years, m))


@few
@given(terms(most=120), st.data())
def test_a_leave_that_reaches_the_last_payment_is_refused(term, data):
    years, m, n = term
    made = data.draw(st.integers(0, n - 1))
    with pytest.raises(DomainError, match="leave_periods"):
        LOAN_PAYMENT_AFTER_LEAVE(1000, 0.05, years, made, n - made, payments_per_year=m)
    extended = LOAN_PAYMENT_AFTER_LEAVE(1000, 0.05, years, made, n - made, 0, True, m)
    assert relative(extended, LOAN_PAYMENT(1000, 0.05, years, m))


def test_the_leave_at_the_loans_own_rate_is_accrued_interest():
    after = LOAN_PAYMENT_AFTER_LEAVE(10_000, 0.0775, 5, 12, 6)
    owed = LOAN_BALANCE(10_000, 0.0775, 5, 12, accrued_periods=6)
    assert after == pytest.approx(LOAN_PAYMENT(owed, 0.0775, 42 / 12), rel=1e-12)


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
