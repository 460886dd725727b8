"""The account's functions against ledgers with 50 digits."""

import datetime as dt

import numpy_financial as npf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from loan401k import (
    ACCOUNT_PATHS,
    ACCOUNT_VALUE,
    ACCOUNT_VALUE_WITH_LOAN,
    CONTRIBUTION_STOP_COST,
    DEFERRAL_CUT,
    LOAN_NET_COST,
    MATCH_LOST,
    RETIREMENT_INCOME_LOST,
    TODAY_DOLLARS,
)
from loan401k.declare import REGISTRY
from tests.reference import derive
from tests.reference.draws import (
    AMOUNTS,
    COMPOUNDING,
    RATES,
    RETURNS,
    TAXES,
    absolute,
    between,
    few,
    relative,
    terms,
)


@few
@given(AMOUNTS, RETURNS, terms(longest=80), AMOUNTS, COMPOUNDING)
def test_value_is_that_of_a_ledger(balance, r, term, contribution, compounding):
    years, m, _ = term
    inputs = (balance, r, years, contribution, m, compounding)
    assert relative(ACCOUNT_VALUE(*inputs), derive.account_value(*inputs))


@few
@given(between(0.001, 1.0), terms(), AMOUNTS, AMOUNTS)
def test_value_is_fv_of_numpy_financial(r, term, balance, contribution):
    years, m, n = term
    expected = -npf.fv(r / m, n, contribution, balance)
    assert ACCOUNT_VALUE(balance, r, years, contribution, m, "nominal") == pytest.approx(
        expected, rel=1e-10
    )


@st.composite
def loans_from_an_account(draw):
    amount = draw(AMOUNTS)
    loan_years, m, _ = draw(terms(most=300))
    return {
        "amount": amount,
        "loan_rate": draw(RATES),
        "loan_years": loan_years,
        "account_return": draw(RETURNS),
        "years": draw(st.integers(1, min(600, 80 * m))) / m,
        "balance": draw(st.sampled_from([None, amount, 3 * amount])),
        "contribution": draw(st.sampled_from([0.0, amount / 30])),
        "contribution_during_loan": draw(st.sampled_from([None, 0.0, amount / 40])),
        "payments_per_year": m,
        "compounding": draw(COMPOUNDING),
        "first_payment_delay": draw(st.sampled_from([0, 1, 7, 700])),
    }


@few
@given(loans_from_an_account())
def test_value_with_loan_is_that_of_a_ledger(inputs):
    assert relative(ACCOUNT_VALUE_WITH_LOAN(**inputs), derive.account_value_with_loan(**inputs))


@few
@given(loans_from_an_account())
def test_paths_are_those_of_a_ledger_year_by_year(inputs):
    exact = derive.account_paths(**inputs)
    _, *rows = ACCOUNT_PATHS(**inputs)
    assert [row[0] for row in rows] == [pytest.approx(float(row[0])) for row in exact]
    for row, (_, without, lent, gap) in zip(rows, exact, strict=True):
        assert relative(row[1], without)
        assert relative(row[2], lent)
        assert absolute(row[3], gap, float(without))


def test_the_published_paths_of_the_ncpa_calculator_are_one_table():
    # NCPA 401(k) borrowing calculator (finstatlab.com): 20,000 at 9.71% a year nominal, 1,000 a
    # month, 10,000 lent at 6% for 24 months from month 2, contributions stopped in months 2-25.
    kept = ACCOUNT_VALUE(20_000, 0.0971, 2.5, 1000, 12, "nominal")
    lent = ACCOUNT_VALUE_WITH_LOAN(
        10_000, 0.06, 2, 0.0971, 2.5, 20_000, 1000, 0, 12, "nominal", first_payment_delay=1
    )
    table = ACCOUNT_PATHS(
        10_000, 0.06, 2, 0.0971, 2.5, 20_000, 1000, 0, 12, "nominal", first_payment_delay=1
    )
    assert table[-1] == [2.5, kept, lent, kept - lent]
    assert [row[0] for row in table[1:]] == [0, 1, 2, 2.5]


@few
@given(AMOUNTS, between(0, 0.3), terms(most=120), between(-0.2, 0.3))
def test_what_the_account_is_short_is_the_net_cost(amount, loan_rate, term, r):
    years, m, _ = term
    without = ACCOUNT_VALUE(2 * amount, r, years, payments_per_year=m)
    lent = ACCOUNT_VALUE_WITH_LOAN(
        amount, loan_rate, years, r, years, 2 * amount, payments_per_year=m
    )
    cost = LOAN_NET_COST(amount, loan_rate, years, r, m)
    assert absolute(without - lent, cost, amount)


@few
@given(AMOUNTS, RETURNS, terms(), st.data(), st.sampled_from([0.0, 55.5]), COMPOUNDING)
def test_a_stop_costs_what_a_ledger_without_it_has_more(c, r, term, data, match, compounding):
    years, m, n = term
    first = data.draw(st.integers(1, n))
    stopped = data.draw(st.integers(0, n - first + 1))
    inputs = (c, stopped, r, years, match, m, compounding, first)
    assert relative(CONTRIBUTION_STOP_COST(*inputs), derive.contribution_stop_cost(*inputs))


@few
@given(AMOUNTS, TAXES, between(0, 0.3))
def test_the_cut_leaves_the_payment_after_tax(payment, federal, state):
    cut = DEFERRAL_CUT(payment, federal, state)
    assert cut - federal * cut - state * cut == pytest.approx(payment, rel=1e-12)


@few
@given(*[between(0, 1)] * 3, between(0, 5))
def test_the_match_lost_is_the_match_before_less_the_match_after(before, after, cap, rate):
    def matched(deferral):
        return 60_000 * rate * (cap if deferral > cap else deferral)

    lost = MATCH_LOST(60_000, before, after, rate, cap)
    assert lost == pytest.approx(matched(before) - matched(after), abs=1e-9)
    assert MATCH_LOST(60_000, after, before, rate, cap) == -lost


@few
@given(AMOUNTS, RATES, st.integers(1, 80))
def test_income_is_the_level_payment_that_uses_the_sum_up(loss, rate, years):
    exact = derive.retirement_income_lost(loss, rate, years)
    assert relative(RETIREMENT_INCOME_LOST(loss, rate, years), exact)
    assert RETIREMENT_INCOME_LOST(-loss, rate, years) == -RETIREMENT_INCOME_LOST(loss, rate, years)


@few
@given(AMOUNTS, between(0, 80), RETURNS)
def test_dollars_of_today_are_divided_by_the_growth_of_prices(amount, years, inflation):
    exact = derive.num(amount) / (1 + derive.num(inflation)) ** derive.num(years)
    assert relative(TODAY_DOLLARS(amount, years, inflation), exact)


def test_what_follows_the_amount_or_the_contribution_follows_it_in_ranges_too():
    kept = ACCOUNT_VALUE_WITH_LOAN([1000, 2000], 0.04, 1, 0.05, 2, None, [10, 20])
    spelled = ACCOUNT_VALUE_WITH_LOAN(
        [1000, 2000], 0.04, 1, 0.05, 2, [1000, 2000], [10, 20], [10, 20]
    )
    assert kept.tolist() == spelled.tolist()


def test_a_date_for_a_number_is_a_wrong_value():
    answer = REGISTRY["TODAY_DOLLARS"].cells([dt.date(2026, 1, 1), 1.0])
    assert answer == "#VALUE!"
