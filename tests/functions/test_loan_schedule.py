"""Schedules with a first date, day counts and lump sums: a second ledger, and sums that clear."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loan401k import LOAN_PAYMENT, LOAN_SCHEDULE, DomainError, InputError
from loan401k.declare import REGISTRY
from tests.reference import derive
from tests.reference.draws import few

START = dt.date(2027, 1, 31)


@st.composite
def loans(draw):
    """Draw a loan in cents with dates, days and sums of all kinds."""
    m = draw(st.sampled_from([1, 2, 4, 12, 24, 26, 52]))
    years = draw(st.integers(1, 3))
    amount = draw(st.integers(50_000, 5_000_000)) / 100
    rate = draw(st.integers(0, 30_000)) / 100_000
    start = draw(st.dates(dt.date(2026, 1, 1), dt.date(2028, 12, 31)))
    lumps = draw(
        st.lists(st.tuples(st.integers(1, years * m), st.integers(0, 200_000)), max_size=4)
    )
    return {
        "amount": amount,
        "loan_rate": rate,
        "years": years,
        "payments_per_year": m,
        "start_date": start,
        "extra_payment": draw(st.sampled_from([0.0, 25.0])),
        "first_date": draw(st.none() | st.integers(1, 70).map(lambda k: start + dt.timedelta(k))),
        "day_count": draw(st.sampled_from(["periods", "actual/365", "actual/360", "30/360"])),
        "lump_sums": [[number, sum_added / 100] for number, sum_added in lumps],
    }


@few
@given(loans())
def test_every_cent_and_date_is_that_of_a_second_ledger(loan):
    ours = LOAN_SCHEDULE(**loan)[1:]
    exact = derive.loan_schedule(**loan)
    assert len(ours) == len(exact)
    for row, other in zip(ours, exact, strict=True):
        assert row[:2] == other[:2]
        assert row[2:] == pytest.approx([float(cell) for cell in other[2:]], abs=1e-6)


@few
@given(loans())
def test_an_unrounded_schedule_is_that_of_a_second_ledger(loan):
    ours = LOAN_SCHEDULE(**loan, round_cents=False)[1:]
    exact = derive.loan_schedule(**loan, round_cents=False)
    # A balance of the last bit may take one payment more, which then is nothing.
    assert abs(len(ours) - len(exact)) <= 1
    for row, other in zip(ours, exact, strict=False):
        assert row[:2] == other[:2]
        numbers = [float(cell) for cell in other[2:]]
        assert row[2:] == pytest.approx(numbers, abs=1e-9 * loan["amount"])


@few
@given(loans())
def test_a_schedule_clears_to_the_cent(loan):
    rows = LOAN_SCHEDULE(**loan)[1:]
    paid, interest, principal = (sum(round(100 * row[k]) for row in rows) for k in (2, 3, 4))
    assert principal == round(100 * loan["amount"])
    assert paid == principal + interest
    assert round(100 * rows[-1][6]) == interest
    assert rows[-1][5] == 0
    assert all(row[5] > 0 for row in rows[:-1])
    assert rows[-1][0] <= loan["years"] * loan["payments_per_year"]


@few
@given(loans())
def test_every_payment_but_the_last_is_the_level_one_and_its_sums(loan):
    level = LOAN_PAYMENT(*(loan[k] for k in ("amount", "loan_rate", "years", "payments_per_year")))
    for row in LOAN_SCHEDULE(**loan)[1:-1]:
        added = sum(money for number, money in loan["lump_sums"] if number == row[0])
        usual = round(level + 1e-9, 2) + loan["extra_payment"] + added
        assert row[2] == pytest.approx(usual, abs=0.0051)


@few
@given(loans())
def test_due_dates_rise(loan):
    dates = [row[1] for row in LOAN_SCHEDULE(**loan)[1:]]
    assert dates == sorted(set(dates))
    assert dates[0] > loan["start_date"]
    if loan["first_date"]:
        assert dates[0] == loan["first_date"]


def test_nothing_new_given_is_the_schedule_as_before():
    plain = LOAN_SCHEDULE(10000, 0.0425, 5, 12, START)
    assert LOAN_SCHEDULE(10000, 0.0425, 5, 12, START, day_count="periods", lump_sums=[]) == plain
    months_alike = LOAN_SCHEDULE(10000, 0.0425, 5, 12, dt.date(2027, 1, 15), day_count="30/360")
    assert [row[2:] for row in months_alike] == [row[2:] for row in plain]


def test_a_lump_sum_alone_changes_an_unrounded_schedule_by_itself():
    rows = LOAN_SCHEDULE(1200, 0.12, 1, round_cents=False, lump_sums=[[1, 500]])[1:]
    plain = LOAN_SCHEDULE(1200, 0.12, 1, round_cents=False)[1:]
    assert rows[0][5] == pytest.approx(plain[0][5] - 500, abs=1e-9)
    assert rows[1][5] == pytest.approx(plain[1][5] - 505, abs=1e-9)


def test_bad_dates_and_sums_are_told():
    with pytest.raises(InputError, match="start_date is missing; first_date needs it"):
        LOAN_SCHEDULE(1200, 0, 1, first_date=START)
    with pytest.raises(InputError, match='start_date is missing; day_count "30/360" needs it'):
        LOAN_SCHEDULE(1200, 0, 1, day_count="30/360")
    with pytest.raises(DomainError, match="first_date is 2027-01-31; it must be after start_date"):
        LOAN_SCHEDULE(1200, 0, 1, start_date=START, first_date=START)
    with pytest.raises(DomainError, match="lump_sums is 13; it must be a payment number from 1 to"):
        LOAN_SCHEDULE(1200, 0, 1, lump_sums=[[13, 5]])
    with pytest.raises(DomainError, match="payment number in row 1 of lump_sums is 0; it must be"):
        LOAN_SCHEDULE(1200, 0, 1, lump_sums=[[0, 5]])


def test_a_blank_range_holds_no_lump_sums():
    cells = [1200.0, 0.0, 1.0, None, None, None, None, None, None]
    schedule = REGISTRY["LOAN_SCHEDULE"].cells
    assert schedule([*cells, [[None, None], ["", ""]]]) == schedule(cells)
