"""What was really paid on a loan: a second ledger, and what must hold on every row."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loan401k import (
    CURE_DEADLINE,
    LOAN_LEDGER,
    LOAN_PAYMENT,
    LOAN_SCHEDULE,
    DomainError,
    InputError,
)
from loan401k.declare import REGISTRY
from tests.reference import derive
from tests.reference.draws import few

START = dt.date(2026, 1, 31)


@st.composite
def loans(draw):
    """Draw a loan in cents with a few payments, of which some are late, short, twofold or large."""
    m = draw(st.sampled_from([1, 2, 4, 12, 24, 26, 52]))
    years = draw(st.sampled_from([1, 2]))
    amount = draw(st.integers(10_000, 2_000_000)) / 100
    rate = draw(st.sampled_from([0.0, 0.0425, 0.0775, 0.21, 1.0]))
    level = LOAN_PAYMENT(amount, rate, years, m)
    days = draw(st.lists(st.integers(0, 900), min_size=1, max_size=8))
    share = st.sampled_from([0.0, 0.3, 1.0, 1.7, 6.0])
    paid = [(START + dt.timedelta(days=day), round(level * draw(share), 2)) for day in days]
    as_of = draw(st.none() | st.integers(0, 1000))
    until = None if as_of is None else START + dt.timedelta(days=as_of)
    return amount, rate, years, START, paid, until, m


@few
@given(loans())
def test_every_row_is_that_of_a_second_ledger(loan):
    ours = LOAN_LEDGER(*loan)[1:]
    exact = derive.loan_ledger(*loan)
    assert len(ours) == len(exact)
    for row, other in zip(ours, exact, strict=True):
        assert (row[0], row[8]) == (other[0], other[8])
        assert row[1:8] == pytest.approx([float(cell) for cell in other[1:8]], abs=1e-6)


@few
@given(loans())
def test_money_is_neither_made_nor_lost(loan):
    rows = LOAN_LEDGER(*loan)[1:]
    end = loan[5] or max(day for day, _ in loan[4])
    paid = sum(money for day, money in loan[4] if day <= end)
    assert sum(row[2] for row in rows) == pytest.approx(paid, abs=1e-6)
    for row in rows:
        assert row[2] == pytest.approx(row[3] + row[4], abs=1e-9)
        assert row[6] >= 0
        assert row[7] >= 0
        assert (row[7] > 0) == (row[8] != "")
    if rows:
        assert rows[-1][5] == pytest.approx(loan[0] - sum(row[4] for row in rows), abs=1e-5)


def test_paid_as_agreed_nothing_is_ever_in_arrears():
    plan = LOAN_SCHEDULE(10000, 0, 1, start_date=START)[1:]
    rows = LOAN_LEDGER(10000, 0, 1, START, [row[1:3] for row in plan])[1:]
    assert [row[:3] for row in rows] == [[row[1], pytest.approx(row[2]), row[2]] for row in plan]
    assert {row[7] for row in rows} == {0.0}
    assert rows[-1][5] == 0


def test_the_last_due_date_asks_for_all_that_is_left():
    # Nothing but 1 dollar was paid: in the end the whole debt is in arrears.
    rows = LOAN_LEDGER(10000, 0.06, 1, START, [(START, 1.0)], dt.date(2027, 6, 30))[1:]
    last = rows[-1]
    assert last[0] == dt.date(2027, 1, 31)
    # A year's simple interest on 9,999.
    assert last[5:8] == pytest.approx([9999, 599.94, 10598.94])
    assert last[8] == CURE_DEADLINE(dt.date(2026, 2, 28))


def test_bad_payments_are_told():
    early = [(dt.date(2026, 1, 30), 100.0)]
    with pytest.raises(DomainError, match="payments is 2026-01-30; it must be on or after start"):
        LOAN_LEDGER(10000, 0.06, 1, START, early)
    paid = [(dt.date(2026, 2, 28), 100.0)]
    with pytest.raises(DomainError, match="as_of is 2026-01-01; it must be on or after start_date"):
        LOAN_LEDGER(10000, 0.06, 1, START, paid, dt.date(2026, 1, 1))
    with pytest.raises(DomainError, match="amount in row 1 of payments is -1; it must be 0 or"):
        LOAN_LEDGER(10000, 0.06, 1, START, [(START, -1.0)])
    with pytest.raises(InputError, match="date in row 1 of payments is the text"):
        LOAN_LEDGER(10000, 0.06, 1, START, [("yesterday", 1.0)])
    with pytest.raises(InputError, match="amount in row 2 of payments is blank"):
        LOAN_LEDGER(10000, 0.06, 1, START, [(START, 1.0), (START, None)])
    with pytest.raises(InputError, match="payments is blank; it must be rows of date and amount"):
        LOAN_LEDGER(10000, 0.06, 1, START, [])


def test_payments_may_stand_in_cells_in_any_order_with_blank_rows():
    cells = [[46111.0, 500.0], [None, None], [46081.0, 100.0], ["", ""]]
    answer = REGISTRY["LOAN_LEDGER"].cells([10000.0, 0.06, 1.0, 46053.0, cells])
    # 10,000 at 6% for 28 days, then 9,946.03 for 30.
    assert [row[0] for row in answer[1:]] == [46081.0, 46111.0]
    assert [row[3] for row in answer[1:]] == pytest.approx([46.027397, 49.048902])
