"""Loans as a person types them: accrual, schedules, dates, the limit of the law."""

import datetime as dt
from fractions import Fraction

import numpy_financial as npf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loan401k import (
    LOAN_BALANCE,
    LOAN_EXCESS,
    LOAN_INTEREST,
    LOAN_MAX,
    LOAN_PAYMENT,
    LOAN_PAYMENT_AFTER_LEAVE,
    LOAN_SCHEDULE,
    DomainError,
)
from tests.reference import exact

terms = st.tuples(st.integers(1, 30), st.sampled_from([1, 2, 4, 12, 24, 26, 52])).filter(
    lambda term: term[0] * term[1] <= 400
)


@settings(deadline=None, max_examples=60)
@given(st.floats(1, 1e9), st.one_of(st.just(0.0), st.floats(1e-9, 1)), terms)
def test_payments_are_charged_at_a_share_of_the_nominal_rate(amount, rate, term):
    years, m = term
    level = exact.level_payment(amount, rate / m, years * m)
    assert exact.error_of(LOAN_PAYMENT(amount, rate, years, m), level) < 1e-12
    total = exact.interest(amount, rate / m, years * m)
    assert exact.error_of(LOAN_INTEREST(amount, rate, years, m), total, 1e-30) < 1e-12
    if rate > 1e-4:
        assert LOAN_PAYMENT(amount, rate, years, m) == pytest.approx(
            -npf.pmt(rate / m, years * m, amount), rel=1e-9
        )


@settings(deadline=None, max_examples=60)
@given(
    st.floats(100, 1e6),
    st.floats(1e-6, 0.3),
    st.integers(0, 60),
    st.integers(0, 12),
    st.integers(0, 365),
    st.sampled_from([360, 365, 366]),
)
def test_unpaid_interest_is_charged_on_the_balance(amount, rate, made, periods, days, count):
    owed = exact.balance(amount, rate / 12, 60, made)
    for _ in range(periods):
        owed *= 1 + exact.mpf(rate) / 12
    owed *= 1 + exact.mpf(rate) * days / count
    ours = LOAN_BALANCE(amount, rate, 5, made, 12, periods, days, count)
    assert exact.error_of(ours, owed, 1e-9) < 1e-12


def test_more_payments_than_the_loan_has_are_refused():
    with pytest.raises(DomainError, match="payments_made is 61; it must be a whole number from 0"):
        LOAN_BALANCE(10000, 0.04, 5, 61)


@pytest.mark.parametrize("hair", [-5e-10, 5e-10])
def test_a_term_within_a_hair_of_whole_payments_has_them(hair):
    assert LOAN_PAYMENT(12000, 0, (60 + hair) / 12) == pytest.approx(200, rel=1e-14)


@pytest.mark.parametrize("years", [(60 - 1e-8) / 12, (60 + 1e-8) / 12, 0.04, 1e-12])
def test_a_term_of_a_part_of_a_payment_is_refused(years):
    with pytest.raises(DomainError, match="whole number from 1 to 2,600"):
        LOAN_PAYMENT(12000, 0, years)


# Schedules


def test_the_schedule_of_the_everyday_loan():
    rows = LOAN_SCHEDULE(10000, 0.0425, 5)[1:]
    assert [row[0] for row in rows] == list(range(1, 61))
    assert {row[2] for row in rows[:-1]} == {185.30}
    assert rows[-1][2] == 184.99
    assert rows[-1][6] == 1117.69
    assert rows[-1][5] == 0
    assert rows[0][3] == 35.42  # 10,000 x 4.25% / 12 = 35.4167


@settings(deadline=None, max_examples=40)
@given(st.integers(50000, 5_000_000), st.integers(0, 12_000), terms)
def test_columns_of_a_schedule_in_cents_belong_together(cents, rate, term):
    years, m = term
    rows = LOAN_SCHEDULE(cents / 100, rate / 100_000, years, m)[1:]
    interest = 0
    for row in rows:
        number, _, paid, charge, principal, _, so_far = row
        interest += round(100 * charge)
        assert round(100 * paid) == round(100 * charge) + round(100 * principal)
        assert so_far == interest / 100
    assert number == len(rows)
    assert sum(round(100 * row[4]) for row in rows) == cents


@settings(deadline=None, max_examples=40)
@given(st.floats(500, 1e6), st.floats(0.0001, 0.3), terms)
def test_an_unrounded_schedule_is_the_closed_forms_row_by_row(amount, rate, term):
    years, m = term
    rows = LOAN_SCHEDULE(amount, rate, years, m, round_cents=False)[1:]
    assert len(rows) == years * m
    for row in rows[:: max(1, len(rows) // 7)]:
        assert row[5] == pytest.approx(LOAN_BALANCE(amount, rate, years, row[0], m), rel=1e-9)
        assert row[2] == pytest.approx(LOAN_PAYMENT(amount, rate, years, m), rel=1e-12)
    assert rows[-1][5] == 0
    assert rows[-1][6] == pytest.approx(LOAN_INTEREST(amount, rate, years, m), rel=1e-9)


def test_an_extra_payment_ends_the_loan_early():
    rows = LOAN_SCHEDULE(10000, 0.0425, 5, extra_payment=100)[1:]
    # nper by a second library: payments of 285.30 at 4.25%/12.
    assert len(rows) == 38
    assert -(-npf.nper(0.0425 / 12, -285.30, 10000) // 1) == 38
    assert {row[2] for row in rows[:-1]} == {285.30}
    assert rows[-1][5] == 0


def test_payments_may_be_put_off_to_the_end_but_not_below_nothing():
    level = LOAN_PAYMENT(10000, 0.0425, 5)
    hair = level * 5e-13
    last = LOAN_SCHEDULE(10000, 0.0425, 5, round_cents=False, extra_payment=-level - hair)[-1]
    assert last[2] == pytest.approx(10000 * (1 + 0.0425 / 12) ** 60, rel=1e-9)
    for round_cents, least in ((False, level), (True, 185.30)):
        with pytest.raises(DomainError, match=r"extra_payment is .* at least -185\.30"):
            LOAN_SCHEDULE(10000, 0.0425, 5, None, None, round_cents, -least * (1 + 1e-11))


def test_payments_short_by_design_leave_a_balloon():
    rows = LOAN_SCHEDULE(12000, 0, 1, extra_payment=-1000)[1:]
    assert [row[2] for row in rows] == [0] * 11 + [12000]


def test_payments_fall_on_the_loans_day():
    rows = LOAN_SCHEDULE(1000, 0.04, 0.25, 12, dt.date(2027, 1, 31))[1:]
    assert [row[1] for row in rows] == [
        dt.date(2027, 2, 28), dt.date(2027, 3, 31), dt.date(2027, 4, 30),
    ]  # fmt: skip
    weekly = LOAN_SCHEDULE(1000, 0.04, 1, 52, dt.date(2026, 12, 25))[1:]
    assert weekly[51][1] - weekly[0][1] == dt.timedelta(days=51 * 7)


# The limit

money = st.integers(0, 250_000)


@settings(deadline=None, max_examples=150)
@given(money, money, money, st.booleans(), st.booleans(), st.integers(1, 200_000))
def test_the_limit_and_the_excess_follow_the_statute(
    vested, highest, outstanding, disaster, floor, amount
):
    # IRC 72(p)(2)(A), with the relief of 72(p)(6) after a disaster.
    dollars = (100_000 if disaster else 50_000) - max(0, highest - outstanding)
    part = Fraction(vested, 1 if disaster else 2)
    share = max(part, min(10_000, vested)) if floor else part
    most = max(Fraction(0), min(dollars, share) - outstanding)
    arguments = (vested, highest, outstanding, disaster, floor)
    assert Fraction(LOAN_MAX(*arguments)) == most
    assert Fraction(LOAN_EXCESS(amount, *arguments)) == max(0, amount - most)


# Leave


@settings(deadline=None, max_examples=60)
@given(
    st.floats(1000, 50000),
    st.floats(1e-6, 0.15),
    st.integers(0, 40),
    st.integers(0, 12),
    st.floats(0, 0.06),
    st.booleans(),
)
def test_payments_after_a_leave_clear_what_the_leave_left(amount, rate, made, leave, low, extend):
    level = LOAN_PAYMENT_AFTER_LEAVE(amount, rate, 5, made, leave, low, extend)
    owed = exact.balance(amount, rate / 12, 60, made)
    for _ in range(leave):
        owed *= 1 + exact.mpf(low) / 12
    for _ in range(60 - made - (0 if extend else leave)):
        owed += owed * exact.mpf(rate) / 12 - exact.mpf(level)
    assert abs(float(owed)) <= 1e-9 * amount


def test_a_leave_to_the_last_payment_is_refused_unless_the_term_is_extended():
    with pytest.raises(DomainError, match="leave_periods is 48; it must be"):
        LOAN_PAYMENT_AFTER_LEAVE(10000, 0.05, 5, 12, 48)
    assert LOAN_PAYMENT_AFTER_LEAVE(12000, 0, 5, 12, 48, extend=True) == pytest.approx(200)
