"""Losing the job: sums over payments written out, deadlines, and tables against single calls."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loan401k import (
    CURE_DEADLINE,
    DEFAULT_COST,
    DEFAULT_TAX,
    EARLY_PENALTY_RATE,
    EXPECTED_DEFAULT_COST,
    GROSS_UP_WITHDRAWAL,
    JOB_LOSS_TABLE,
    LOAN_BALANCE,
    LOAN_SCHEDULE,
    MONTHLY_HAZARD,
    OFFSET_WITHHOLDING,
    ROLLOVER_DEADLINE,
)
from tests.reference import derive
from tests.reference.draws import (
    AMOUNTS,
    RATES,
    RETURNS,
    SHARES,
    TAXES,
    between,
    few,
    relative,
    terms,
)

DATES = st.dates(dt.date(1901, 1, 1), dt.date(2099, 12, 31))


@few
@given(AMOUNTS, RATES, terms(), SHARES, TAXES, SHARES, between(0, 0.3), TAXES)
def test_expected_cost_is_the_sum_over_payments(
    amount, rate, term, leave, tax, leavers, penalty, later
):
    years, m, _ = term
    inputs = (amount, rate, years, leave, tax, leavers, penalty, m)
    whole = derive.expected_default_cost(*inputs)
    assert relative(EXPECTED_DEFAULT_COST(*inputs), whole)
    # A difference of taxes: right to the last bits of what it is the difference of.
    spared = derive.expected_default_cost(*inputs, later) - whole
    ours = EXPECTED_DEFAULT_COST(*inputs, later)
    assert abs(ours - whole - spared) <= 1e-12 * (abs(whole) + abs(spared))


@pytest.mark.parametrize("leave", [0.5, 1e-9, 0.0, 1.0])
def test_the_closed_form_is_met_where_it_is_defined(leave):
    # E = (A/i) {1 - (1-h)^n - h (1+i)^-n (w^n - 1)/(w - 1)}, w = (1-h)(1+i), and its limits.
    n = 60
    i = derive.num(0.0775) / 12
    h = 1 - (1 - derive.num(leave)) ** (derive.num(1) / 12)
    w = (1 - h) * (1 + i)
    pay = derive.level(10_000, i, n)
    exposed = (
        pay / i * (1 - (1 - h) ** n - h * (1 + i) ** -n * ((w**n - 1) / (w - 1) if w != 1 else n))
    )
    cost = EXPECTED_DEFAULT_COST(10_000, 0.0775, 5, leave, 0.22)
    assert cost == pytest.approx(float(0.75 * (derive.num(0.22) + 0.1) * exposed), rel=1e-12)


@few
@given(SHARES, between(0.1, 2600))
def test_hazard_adds_up_to_the_chance(p, months):
    assert relative(MONTHLY_HAZARD(p, months), derive.monthly_hazard(p, months))


@few
@given(AMOUNTS, TAXES, between(0, 80), RETURNS, TAXES, st.none() | RETURNS)
def test_default_cost_is_the_difference_of_two_accounts(balance, now, years, r, later, side):
    inputs = {
        "balance": balance, "federal_rate": now, "years_to_retirement": years,
        "account_return": r, "retirement_tax": later, "side_return": side,
    }  # fmt: skip
    exact = derive.default_cost(**inputs)
    grown = balance * max((1 + r) ** years, (1 + (r if side is None else side)) ** years)
    assert abs(DEFAULT_COST(**inputs) - exact) <= 1e-12 * grown


@few
@given(AMOUNTS, between(0, 0.6), between(0, 0.3))
def test_what_is_withdrawn_leaves_the_sum_after_default_tax(net, tax, penalty):
    gross = GROSS_UP_WITHDRAWAL(net, tax, penalty)
    assert gross - DEFAULT_TAX(gross, tax, 0, penalty) == pytest.approx(net, rel=1e-12)
    assert GROSS_UP_WITHDRAWAL(-net, tax, penalty) == -gross


@few
@given(between(0, 1e6), between(0, 1e6))
def test_withholding_never_takes_more_than_the_cash(cash, offset):
    withheld = OFFSET_WITHHOLDING(cash, offset)
    assert withheld == pytest.approx(min(cash, (cash + offset) / 5))
    assert OFFSET_WITHHOLDING(cash, offset, True) == 0


@few
@given(DATES)
def test_a_cure_ends_the_quarter_after_the_missed_one(missed):
    cure = CURE_DEADLINE(missed)
    next_day = cure + dt.timedelta(days=1)
    assert (next_day.day, next_day.month) in ((1, 1), (1, 4), (1, 7), (1, 10))
    quarters = (cure.year - missed.year) * 4 + (cure.month - 1) // 3 - (missed.month - 1) // 3
    assert quarters == 1


AGES = st.sampled_from([30.0, 49.0, 54.0, 55.0, 59.49, 59.5, 70.0])


@few
@given(
    AGES, st.sampled_from(["offset", "deemed", "withdrawal"]),
    st.sampled_from([0.0, 49.0, 50.0, 54.0, 55.0, 62.0]), st.booleans(), st.booleans(),
    st.sampled_from(["", "CA", "ca ", "NV", "ME", "WI", "vt", "AR", "NE", "other"]),
)  # fmt: skip
def test_the_penalty_follows_the_exceptions_one_by_one(age, kind, left, safety, exempt, state):
    exceptions = [
        age >= 59.5,
        exempt,
        left >= 55,
        left >= 50 and safety,
    ]
    more = {"CA": 0.025, "WI": 0.033, "VT": 0.024, "AR": 0.01, "NE": 0.0296}
    expected = 0 if any(exceptions) else 0.1 + more.get(state.strip().upper(), 0)
    rate = EARLY_PENALTY_RATE(age, kind, left, safety, exempt, state)
    assert rate == pytest.approx(expected, abs=1e-15)


@pytest.mark.parametrize("m", [1, 2, 4, 12, 24, 26, 52])
def test_the_table_is_the_single_functions_row_by_row(m):
    start = dt.date(2026, 1, 31)
    table = JOB_LOSS_TABLE(12_000, 0.0775, 3, start, 0.27, 0.1, 4000, m)
    longer = [row[1] for row in LOAN_SCHEDULE(12_000, 0.0775, 5, m, start)[1:]]
    dates = longer[: 3 * m]
    assert len(table) == 1 + 3 * m
    for k, (row, due) in enumerate(zip(table[1:], dates, strict=True), start=1):
        owed = LOAN_BALANCE(12_000, 0.0775, 3, k - 1, m)
        cure = CURE_DEADLINE(due)
        reached = sum(date <= cure for date in longer)
        last = longer[reached - 1] if reached else start
        then = LOAN_BALANCE(12_000, 0.0775, 3, k - 1, m, reached - k + 1, (cure - last).days)
        assert row == [
            k,
            due,
            owed,
            cure,
            ROLLOVER_DEADLINE(due),
            pytest.approx(DEFAULT_TAX(then, 0.27, penalty=0)),
            pytest.approx(DEFAULT_TAX(then, 0, penalty=0.1)),
            pytest.approx(owed - 4000 if owed > 4000 else 0),
            pytest.approx(then),
        ]
