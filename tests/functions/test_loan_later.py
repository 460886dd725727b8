"""What a payment repays, the loan after a leave or refinanced, and which debts are worth moving."""

import datetime as dt

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from loan401k import (
    LOAN_AMOUNT,
    LOAN_EXCESS,
    LOAN_LAST_DATE,
    LOAN_MINIMUM,
    LOAN_PAYMENT,
    LOAN_PAYMENT_AFTER_LEAVE,
    LOAN_REFINANCE_EXCESS,
    LOAN_TERM,
    TRUE_APR,
    CellError,
    DomainError,
    NoAnswer,
)
from loan401k.declare import REGISTRY
from tests.reference import derive
from tests.reference.draws import AMOUNTS, RATES, TAXES, between, few, relative, terms


@few
@given(AMOUNTS, RATES, terms())
def test_a_payment_repays_the_sum_of_its_discounted_parts(paid, rate, term):
    years, m, _ = term
    exact = derive.loan_amount(paid, rate, years, m)
    assert relative(LOAN_AMOUNT(paid, rate, years, m), float(exact))
    assert LOAN_PAYMENT(LOAN_AMOUNT(paid, rate, years, m), rate, years, m) == pytest.approx(
        paid, rel=1e-12
    )


@few
@given(st.integers(100, 10_000_000), st.integers(0, 30_000), st.integers(2, 20_000), st.data())
def test_a_term_is_that_of_a_ledger(amount, rate, share, data):
    m = data.draw(st.sampled_from([1, 2, 4, 12, 24, 26, 52]))
    # Money in cents, as a person types it: half a cent is never left to the last bit.
    inputs = amount / 100, rate / 100_000, max(1, amount * share // 100_000) / 100, m
    exact = derive.loan_term(*inputs)
    answer = LOAN_TERM([inputs[0]], *inputs[1:]).item()
    assert answer == (exact if isinstance(exact, str) else float(exact))
    if not isinstance(answer, CellError):
        assert LOAN_TERM(*inputs) == answer


@few
@given(st.integers(1, 10_000_000), st.integers(0, 30_000), terms())
def test_the_level_payment_repays_in_the_loans_own_term(amount, rate, term):
    years, m, n = term
    level = LOAN_PAYMENT(amount, rate / 100_000, years, m)
    # Where all but a hair of the payment is interest, no double tells how long it takes.
    if level > amount * rate / 100_000 / m * (1 + 1e-9):
        assert round(LOAN_TERM(amount, rate / 100_000, level, m) * m) <= n
    assert round(LOAN_TERM(amount, rate / 100_000, level + 0.01, m) * m) <= n


def test_less_than_half_a_cent_left_over_is_nothing():
    assert LOAN_TERM(1200.004, 0, 100) == 1
    assert LOAN_TERM(1200.006, 0, 100) == pytest.approx(13 / 12)
    assert LOAN_TERM(0.001, 0.05, 100, 1) == 1


def test_a_payment_of_the_interest_or_less_never_repays():
    for paid in (0.0, 50.0, 100.0):
        with pytest.raises(NoAnswer, match="never repays the loan"):
            LOAN_TERM(10000, 0.12, paid)
    with pytest.raises(NoAnswer):
        LOAN_TERM(10000, 0, 0)


def test_more_than_2600_payments_are_refused():
    assert LOAN_TERM(2600, 0, 1, 52) == 50
    assert LOAN_TERM(2600.004, 0, 1, 52) == 50
    for amount in (2601, 1e300):
        with pytest.raises(DomainError, match="payment is 1; it must be enough to repay"):
            LOAN_TERM(amount, 0, 1, 52)


dollars = st.integers(0, 120_000).map(float)


@few
@given(dollars, st.integers(1, 120_000), dollars, dollars, st.booleans(), st.booleans())
def test_the_excess_of_a_refinancing_follows_the_regulation(
    vested, new, old, highest, disaster, floor
):
    for years in (1.0, 3.0, 3.0 + 1 / 12):
        inputs = (vested, new, years, old, 3.0, highest, disaster, floor)
        assert LOAN_REFINANCE_EXCESS(*inputs) == float(derive.loan_refinance_excess(*inputs))
    # Both counted: the excess of a loan beside the old one, of which the highest balance holds.
    beside = LOAN_EXCESS(new, vested, max(highest, old), old, disaster, floor)
    assert LOAN_REFINANCE_EXCESS(vested, new, 5, old, 3, highest, disaster, floor) == beside


def test_terms_that_miss_each_other_by_rounding_are_the_same():
    assert LOAN_REFINANCE_EXCESS(200000, 40000, 0.1 + 0.2, 30000, 0.3) == 0
    assert LOAN_REFINANCE_EXCESS(200000, 40000, 0.3 + 1 / 365, 30000, 0.3) == 20000


@few
@given(AMOUNTS, RATES, terms(), st.data(), st.none() | RATES, st.booleans())
def test_payment_after_leave_is_that_of_a_ledger(amount, rate, term, data, leave_rate, extend):
    years, m, n = term
    made = data.draw(st.integers(0, n - 1))
    away = data.draw(st.integers(0, 300 if extend else n - made - 1))
    inputs = (amount, rate, years, made, away, leave_rate, extend, m)
    exact = derive.loan_payment_after_leave(*inputs)
    assert relative(LOAN_PAYMENT_AFTER_LEAVE(*inputs), exact)
    anew = data.draw(st.integers(1, 600))
    inputs = (amount, rate, years, made, away, leave_rate, False, m, anew)
    assert relative(LOAN_PAYMENT_AFTER_LEAVE(*inputs), derive.loan_payment_after_leave(*inputs))


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
