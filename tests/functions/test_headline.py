"""The headline functions against households played month by month, and their identity."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loan401k import (
    COMPARE_OPTIONS,
    LOAN_INTEREST,
    LOAN_NET_COST,
    LOAN_PAYMENT,
    PAYOFF_ADVANTAGE,
    PAYOFF_SAVINGS,
    CellError,
    DomainError,
)
from tests.reference import exact

amounts = st.floats(100, 1e6)
rates = st.one_of(st.just(0.0), st.floats(1e-9, 0.36))
returns = st.floats(-0.3, 0.4)
taxes = st.floats(0, 0.6)
terms = st.tuples(st.integers(1, 12), st.sampled_from([1, 2, 4, 12, 24, 26, 52])).filter(
    lambda term: term[0] * term[1] <= 260
)


def per_period(annual, m, compounding="effective"):
    return annual / m if compounding == "nominal" else float(exact.annual_to_period(annual, m))


# Played month by month


@settings(deadline=None, max_examples=80)
@given(
    amounts,
    rates,
    terms,
    returns,
    taxes,
    st.floats(0, 500),
    st.floats(0, 100),
    st.sampled_from(["effective", "nominal"]),
    st.integers(0, 6),
    st.one_of(st.none(), st.integers(1, 20)),
)
def test_net_cost_is_what_the_account_is_short(
    amount, rate, term, annual, tax, upfront, yearly, compounding, delay, horizon
):
    years, m = term
    g = per_period(annual, m, compounding)
    short = exact.account_gap(
        amount,
        rate / m,
        years * m,
        g,
        horizon=horizon and horizon * m,
        delay=delay,
        upfront=upfront,
        yearly=yearly,
        m=m,
    )
    ours = LOAN_NET_COST(
        amount, rate, years, annual, m, horizon, tax, upfront, yearly, compounding, delay
    )
    end = years * m + delay if horizon is None else horizon * m
    scale = (amount + upfront + yearly * years) * max(1.0, (1 + g) ** end)
    assert exact.error_of(ours, (1 - exact.mpf(tax)) * short, scale) <= 1e-12


def test_the_horizon_in_mid_loan_counts_the_note_as_the_accounts_own():
    # 12,000 at 0% over a year, return 0: after half a year nothing is missing but the fee.
    assert LOAN_NET_COST(12000, 0, 1, 0, 12, 0.5, 0, 75) == pytest.approx(75, abs=1e-9)
    # A delay of a quarter at 21%: 1.21^0.25 is grown on the whole amount, by hand.
    grown = 12000 * (1.21**0.25 - 1)
    assert LOAN_NET_COST(12000, 0, 1, 0.21, 12, 0.25, 0, 0, 0, None, 3) == pytest.approx(grown)


def test_a_term_of_two_and_a_half_years_has_two_yearly_fees():
    assert LOAN_NET_COST(12000, 0, 2.5, 0, 12, None, 0, 0, 40) == pytest.approx(80, abs=1e-9)
    assert LOAN_NET_COST(12000, 0, 2.5, 0, 12, 1.5, 0, 0, 40) == pytest.approx(40, abs=1e-9)
    assert LOAN_NET_COST(12000, 0, 2, 0, 12, 9, 0, 5, 40) == pytest.approx(85, abs=1e-9)


@settings(deadline=None, max_examples=80)
@given(amounts, rates, terms, rates, st.one_of(st.none(), returns))
def test_savings_are_what_the_card_would_still_be_owed(amount, rate, term, apr, side):
    years, m = term
    n, k = years * m, apr / m
    pay = exact.level_payment(amount, rate / m, n)
    gather = None if side is None else per_period(side, m)
    net, _ = exact.card_path(amount, k, pay, n, gather)
    ours = PAYOFF_SAVINGS(amount, rate, years, apr, m, "net", side)
    scale = amount * (1 + max(k, gather or 0)) ** n
    assert exact.error_of(ours, net, scale) <= 1e-11
    _, paid = exact.card_path(amount, k, pay, n)
    assert (
        exact.error_of(PAYOFF_SAVINGS(amount, rate, years, apr, m, "interest"), paid, scale)
        <= 1e-11
    )


# Identity and limits


@settings(deadline=None, max_examples=100)
@given(
    amounts, rates, terms, rates, returns, taxes, st.sampled_from(["effective", "nominal"]),
    st.one_of(st.none(), returns),
)  # fmt: skip
def test_advantage_is_savings_less_cost_for_every_input(
    amount, rate, term, apr, annual, tax, compounding, side
):
    years, m = term
    gain = PAYOFF_ADVANTAGE(amount, rate, years, apr, annual, m, tax, compounding, side)
    saved = PAYOFF_SAVINGS(amount, rate, years, apr, m, "net", side)
    cost = LOAN_NET_COST(amount, rate, years, annual, m, None, tax, 0, 0, compounding)
    assert gain == pytest.approx(saved - cost, rel=1e-12, abs=1e-12 * amount + 1e-14 * abs(saved))


@settings(deadline=None, max_examples=50)
@given(amounts, rates, terms)
def test_a_return_equal_to_the_loans_rate_costs_nothing(amount, rate, term):
    years, m = term
    grown = (1 + rate / m) ** (years * m)
    cost = LOAN_NET_COST(amount, rate, years, rate, m, compounding="nominal")
    assert abs(cost) <= 1e-12 * amount * grown
    saved = PAYOFF_SAVINGS(amount, rate, years, rate, m)
    assert abs(saved) <= 1e-12 * amount * grown
    interest = PAYOFF_SAVINGS(amount, rate, years, rate, m, "interest")
    assert interest == pytest.approx(
        LOAN_INTEREST(amount, rate, years, m), abs=1e-12 * amount * grown
    )


@pytest.mark.parametrize("small", [1e-12, 1e-10, 1e-8])
def test_rates_near_zero_lead_to_zero(small):
    def figures(x):
        return [
            LOAN_NET_COST(10000, x, 5, 0.05),
            LOAN_NET_COST(10000, 0.0425, 5, x),
            LOAN_NET_COST(10000, x, 5, -x),
            PAYOFF_SAVINGS(10000, x, 5, 0.2),
            PAYOFF_SAVINGS(10000, 0.0425, 5, x),
            PAYOFF_SAVINGS(10000, 0.0425, 5, x, measure="interest"),
            PAYOFF_SAVINGS(10000, 0.0425, 5, x, side_return=x),
            PAYOFF_ADVANTAGE(10000, x, 5, x, x, side_return=x),
        ]

    assert figures(small) == pytest.approx(figures(0), abs=10000 * 50 * small + 1e-8)


# COMPARE_OPTIONS, a second ledger of cash flows written from the rules alone


def second_ledger(option, h):
    """Return wealth, month debt-free, interest to others, account; None: not possible."""
    month_rate = h["card_apr"] / 12
    grow = (1 + h["account_return"]) ** (1 / 12)
    side_grow = (1 + h["side_return"]) ** (1 / 12)
    account, side = h["account_balance"], 0.0
    card, plan, bank = h["debt"], 0.0, 0.0
    plan_due = bank_due = 0.0
    interest, free = 0.0, None
    if option == "401(k) loan":
        card, plan, account = 0.0, card, account - card
        plan_due = float(exact.level_payment(plan, h["loan_rate"] / 12, h["n"]))
    elif option == "Personal loan":
        card, bank = 0.0, card / (1 - h["personal_fee"])
        bank_due = float(exact.level_payment(bank, h["personal_apr"] / 12, h["personal_n"]))
    elif option == "Withdrawal":
        account -= card / (1 - h["marginal_tax"] - h["state_tax"] - h["penalty"])
        card = 0.0
    if account < 0:
        return None
    if not card + plan + bank:
        free = 0
    for month in range(1, h["months"] + 1):
        pausing = option == "Pause contributions" and card > 0
        purse = h["monthly_budget"]
        if pausing:
            purse += h["contribution"] * (1 - h["marginal_tax"] - h["state_tax"])
        interest += card * month_rate + bank * h["personal_apr"] / 12
        card *= 1 + month_rate
        plan *= 1 + h["loan_rate"] / 12
        bank *= 1 + h["personal_apr"] / 12
        account, side = account * grow, side * side_grow
        if not pausing:
            account += h["contribution"] + h["match"]
        # A level loan's last payment is its n-th.
        due = min(plan, plan_due) if month < h["n"] else plan
        account, plan, purse = account + due, plan - due, purse - due
        due = min(bank, bank_due) if month < h["personal_n"] else bank
        bank, purse = bank - due, purse - due
        if purse < -1e-6:
            return None
        paid = min(card, max(purse, 0.0))
        card, side = card - paid, side + max(purse, 0.0) - paid
        card = 0.0 if card <= 1e-9 * paid else card  # last bits are no debt
        if free is None and not card + plan + bank:
            free = month
    kept = 1 - h["retirement_tax"]
    wealth = kept * (account + plan) + side - card - plan - bank
    return wealth, free, interest, account


@st.composite
def households(draw):
    share = st.floats(0, 0.3)
    debt = draw(st.floats(500, 40000))
    n, personal_n = draw(st.integers(6, 72)), draw(st.integers(6, 72))
    return {
        "debt": debt,
        "card_apr": draw(rates),
        "monthly_budget": debt * draw(st.floats(0.005, 0.3)),
        "account_balance": debt * draw(st.floats(0.8, 6)),
        "account_return": draw(st.floats(-0.2, 0.2)),
        "loan_rate": draw(rates),
        "n": n,
        "personal_apr": draw(rates),
        "personal_fee": draw(st.floats(0, 0.1)),
        "personal_n": personal_n,
        "marginal_tax": draw(share),
        "state_tax": draw(st.floats(0, 0.13)),
        "penalty": draw(st.sampled_from([0.0, 0.1])),
        "retirement_tax": draw(share),
        "side_return": draw(st.floats(-0.1, 0.1)),
        "contribution": draw(st.sampled_from([0.0, 250.0])),
        "match": draw(st.sampled_from([0.0, 125.0])),
        "months": draw(st.integers(1, 120)),
    }


def options_of(h):
    given_ = {name: h[name] for name in h if name not in ("n", "personal_n", "months")}
    return COMPARE_OPTIONS(
        **given_,
        loan_years=h["n"] / 12,
        personal_years=h["personal_n"] / 12,
        horizon_months=h["months"],
    )


@settings(deadline=None, max_examples=80)
@given(households())
def test_every_option_is_what_a_second_ledger_shows(h):
    base = second_ledger("Keep the card", h)[0]
    table = options_of(h)
    assert [row[0] for row in table[1:]] == [
        "Keep the card", "401(k) loan", "Personal loan", "Pause contributions", "Withdrawal",
    ]  # fmt: skip
    for name, wealth, gain, free, interest, account in table[1:]:
        expected = second_ledger(name, h)
        if expected is None:
            assert [wealth, gain, free, interest, account] == ["#N/A"] * 5
            assert wealth.reason.endswith(".")
            continue
        close = {"rel": 1e-9, "abs": 1e-6}
        assert wealth == pytest.approx(expected[0], **close), name
        assert gain == pytest.approx(expected[0] - base, **close), name
        assert free == ("" if expected[1] is None else expected[1]), name
        assert interest == pytest.approx(expected[2], **close), name
        assert account == pytest.approx(expected[3], **close), name


@settings(deadline=None, max_examples=60)
@given(
    st.floats(100, 1e6),
    st.floats(0.0, 1.0),
    st.integers(1, 50),
    st.floats(0.0, 0.36),
    st.floats(-0.1, 0.1),
    taxes,
)
def test_a_budget_of_the_loans_payment_gains_the_payoff_advantage(
    amount, rate, years, apr, annual, tax
):
    pay = LOAN_PAYMENT(amount, rate, years)
    table = COMPARE_OPTIONS(
        amount, apr, pay, 2 * amount, annual, rate, years, retirement_tax=tax, side_return=0.03
    )
    expected = PAYOFF_ADVANTAGE(amount, rate, years, apr, annual, 12, tax, side_return=0.03)
    grown = amount * max(1 + apr / 12, 1.004) ** (12 * years)
    assert table[2][2] == pytest.approx(expected, rel=1e-9, abs=1e-11 * grown * years)
    assert table[2][3] == 12 * years


def test_a_personal_loan_left_out_is_not_considered_and_one_at_no_interest_is():
    left_out = COMPARE_OPTIONS(10000, 0.21, 300, 50000, 0.05, 0.0425, 5)[3]
    assert left_out == ["Personal loan", "not considered", "", "", "", ""]
    free = COMPARE_OPTIONS(10000, 0.21, 300, 50000, 0.05, 0.0425, 5, 0.0)[3]
    assert free[3:5] == [60, 0]


def test_what_is_not_possible_is_a_row_of_its_own():
    table = COMPARE_OPTIONS(10000, 0.21, 150, 12000, 0.05, 0.0425, 5, penalty=0.2, marginal_tax=0.3)
    keep, lent, _, pause, withdrawal = (row[1] for row in table[1:])
    assert isinstance(lent, CellError)
    assert lent.reason == "A budget of 150.00 does not cover a payment of 185.30."
    assert withdrawal.reason == "The account holds 12000.00, less than the 20000.00 to be taken."
    assert isinstance(keep, float)
    assert isinstance(pause, float)


@pytest.mark.parametrize(("apr", "months"), [(0.0, 16), (0.21, 60), (0.299, 37), (0.36, 120)])
def test_a_budget_that_just_clears_the_card_clears_it_in_its_last_month(apr, months):
    for debt in (1000.0, 2340.6599041213226, 9999.99, 12345.67):
        budget = LOAN_PAYMENT(debt, apr, months / 12)
        table = COMPARE_OPTIONS(debt, apr, budget, 1e5, 0.05, 0.04, 1, horizon_months=months + 5)
        assert table[1][3] == months


def test_a_debt_of_nothing_is_free_at_once():
    table = COMPARE_OPTIONS(0, 0.21, 300, 50000, 0.05, 0.0425, 5, 0.1)
    assert [row[3] for row in table[1:]] == [0] * 5
    assert [row[2] for row in table[1:]] == pytest.approx([0] * 5, abs=1e-6)


def test_a_term_that_misses_whole_months_by_a_hair_keeps_its_last_month():
    rows = [
        COMPARE_OPTIONS(10000, 0.21, 500, 50000, 0.05, 0.0425, 59 / 12 + hair)[2]
        for hair in (-5e-12, 0, 5e-12)
    ]
    assert [row[3] for row in rows] == [59, 59, 59]
    assert rows[0][1:3] == pytest.approx(rows[1][1:3], rel=1e-12)


def test_taxes_that_take_everything_are_refused():
    with pytest.raises(DomainError, match=r"marginal_tax \+ state_tax \+ penalty is 1\.1; it must"):
        COMPARE_OPTIONS(1000, 0.2, 300, 5000, 0.05, 0.04, 5, marginal_tax=0.5, state_tax=0.5)


def test_figures_of_the_articles():
    assert LOAN_NET_COST(10000, 0.0425, 1, 0.05, 1) == pytest.approx(75, abs=1e-9)
    assert PAYOFF_SAVINGS(10000, 0.0425, 1, 0.134, 1) == pytest.approx(915, abs=1e-9)
    assert PAYOFF_SAVINGS(10000, 0.0425, 1, 0.134, 1, "interest") == pytest.approx(1340, abs=1e-9)
    assert PAYOFF_ADVANTAGE(10000, 0.0425, 1, 0.134, 0.05, 1) == pytest.approx(840, abs=1e-9)


@pytest.mark.parametrize(
    "wrong", [1645.08, 375.00, 449.35, 232.36, 221.98, 190.56], ids="{:.2f}".format
)
def test_the_everyday_loan_costs_none_of_the_usual_wrong_figures(wrong):
    cost = LOAN_NET_COST(10000, 0.0425, 5, 0.05)
    assert cost == pytest.approx(197.2312103, abs=5e-8)
    assert not math.isclose(cost, wrong, abs_tol=5)


def test_a_column_of_households_is_served_at_once():
    years = np.array([1, 2, 5, 10])
    costs = LOAN_NET_COST(10000, 0.0425, years, 0.05)
    played = [
        float(exact.account_gap(1e4, 0.0425 / 12, 12 * y, per_period(0.05, 12))) for y in years
    ]
    assert costs == pytest.approx(played, abs=1e-8)
