"""The card and other debts against ledgers with 50 digits."""

import math

import numpy_financial as npf
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from loan401k import (
    CARD_INTEREST,
    CARD_MIN_INTEREST,
    CARD_MIN_MONTHS,
    CARD_MONTHS,
    CARD_SCHEDULE,
    DEBT_PLAN,
)
from loan401k.declare import REGISTRY
from loan401k.errors import DomainError, NoAnswer
from tests.reference import derive
from tests.reference.draws import AMOUNTS, RATES, absolute, between, few, relative

# Fixed payments


@st.composite
def serviced_cards(draw):
    """Draw balance, APR, and a payment above the interest by 0.1% of the balance or more."""
    balance, apr = draw(AMOUNTS), draw(RATES)
    over = draw(st.sampled_from([0.001, 0.02, 1.5]) | between(0.001, 1))
    return balance, apr, balance * apr / 12 + balance * over


@few
@given(serviced_cards())
def test_months_of_a_fixed_payment(card):
    assert relative(CARD_MONTHS(*card), derive.card_months(*card))


@few
@given(serviced_cards())
def test_months_are_nper_of_numpy_financial(card):
    balance, apr, payment = card
    assume(apr > 1e-4)
    months = float(npf.nper(apr / 12, -payment, balance))
    assert CARD_MONTHS(*card) == pytest.approx(months, rel=1e-10)


@few
@given(serviced_cards())
def test_interest_of_a_fixed_payment_is_that_of_a_ledger(card):
    assert absolute(CARD_INTEREST(*card), derive.card_interest(*card), card[0])


@few
@given(AMOUNTS, between(1e-6, 1), between(0, 1.5))
def test_only_a_payment_above_the_interest_clears_a_card(balance, apr, part):
    payment = part * (balance * (apr / 12))
    if payment > balance * (apr / 12):
        assert CARD_MONTHS(balance, apr, payment) > 0
        return
    for function in (CARD_MONTHS, CARD_INTEREST):
        with pytest.raises(NoAnswer, match="never clears"):
            function(balance, apr, payment)


def test_whole_months_carry_no_hair():
    # 60 level payments clear the card in 60 months, not in 61 of which the last is nothing.
    payment = float(-npf.pmt(0.21 / 12, 60, 10_000))
    assert CARD_MONTHS(10_000, 0.21, payment) == pytest.approx(60, rel=1e-12)
    assert CARD_INTEREST(10_000, 0.21, payment) == pytest.approx(60 * payment - 10_000, abs=1e-7)
    _, *rows = CARD_SCHEDULE(10_000, 0.21, payment)
    assert len(rows) == 60
    assert DEBT_PLAN([[10_000, 0.21, 0]], payment)[1][1] == 60


# Minimum payments


@st.composite
def minimum_rules(draw):
    return {
        "balance": draw(between(0, 30_000)),
        "apr": draw(between(0, 0.4)),
        "rule": draw(st.sampled_from(["interest_plus", "percent"])),
        "percent": draw(st.sampled_from([0.0, 0.01, 0.02, 1.0]) | between(0, 0.3)),
        "floor": draw(st.sampled_from([0.0, 25.0]) | between(0, 100)),
        "minimum_on": draw(st.sampled_from(["after_interest", "before_interest"])),
    }


@few
@given(minimum_rules())
def test_minimum_payments_are_those_of_a_ledger(inputs):
    rows = derive.card_schedule(**inputs)
    if rows and rows[-1][4] != 0:
        for function in (CARD_MIN_MONTHS, CARD_MIN_INTEREST):
            with pytest.raises(NoAnswer, match="1,200"):
                function(**inputs)
        return
    assert CARD_MIN_MONTHS(**inputs) == len(rows)
    assert absolute(CARD_MIN_INTEREST(**inputs), sum(r[2] for r in rows), inputs["balance"])


@few
@given(minimum_rules(), st.sampled_from([None, 60.0, 5000.0]))
def test_a_schedule_is_a_ledger_row_by_row(inputs, payment):
    exact = derive.card_schedule(**inputs, payment=payment)
    if exact and (exact[-1][4] != 0 or exact[0][3] <= 0):
        with pytest.raises(NoAnswer):
            CARD_SCHEDULE(**inputs, payment=payment)
        return
    _, *rows = CARD_SCHEDULE(**inputs, payment=payment)
    for row, exact_row in zip(rows, exact, strict=True):
        assert row == [pytest.approx(float(cell), rel=1e-9, abs=1e-7) for cell in exact_row]
    principal = math.fsum(row[3] for row in rows)
    assert principal == pytest.approx(inputs["balance"] if rows else 0, abs=1e-7)


def test_a_payment_of_no_more_than_the_interest_is_told_so_and_a_long_path_its_length():
    for payment in (0, 19.99, 20):
        with pytest.raises(NoAnswer, match="never clears"):
            CARD_SCHEDULE(1000, 0.24, payment)
    with pytest.raises(NoAnswer, match="1,200 months"):
        CARD_SCHEDULE(1000, 0.24, 20 + 1e-10)


def test_less_than_half_a_cent_left_over_is_paid_with_the_last_payment():
    (row,) = CARD_SCHEDULE(100, 0, 99.996, header=False)
    assert row == [1, pytest.approx(100, rel=1e-15), 0, pytest.approx(100, rel=1e-15), 0]
    assert len(CARD_SCHEDULE(100, 0, 99.994, header=False)) == 2


def test_a_path_of_just_1200_months_is_paid():
    # 1,200 payments of 25 at 0%.
    assert CARD_MIN_MONTHS(30_000, 0, percent=0) == 1200
    with pytest.raises(NoAnswer):
        CARD_MIN_MONTHS(30_001, 0, percent=0)


def test_nothing_owed_is_a_table_without_months():
    assert len(CARD_SCHEDULE(0, 0.2)) == 1
    assert CARD_SCHEDULE(0, 0.2, rows=2)[1:] == [[""] * 5] * 2


def test_a_table_of_nothing_is_a_row_of_blanks_in_cells():
    declaration = REGISTRY["CARD_SCHEDULE"]
    without_header = [0.0, 0.2, *[None] * 6, False]
    assert declaration.cells(without_header) == [[""] * 5]


# Several debts


@st.composite
def debts_and_budgets(draw):
    debt = st.tuples(
        st.sampled_from([0.0, 500.0, 500.0, 1000.0]) | between(1, 20_000),
        # Lower ones owe a millionth of a cent more than round payments, which we forgive.
        st.sampled_from([0.0, 0.18, 0.24]) | between(1e-6, 0.4),
        st.sampled_from([0.0, 25.0]) | between(1, 80),
    )
    debts = [list(d) for d in draw(st.lists(debt, min_size=1, max_size=5))]
    spare = draw(st.sampled_from([0.0, 1.0, 150.0, 5000.0]) | between(0, 500))
    budget = math.fsum(minimum for _, _, minimum in debts) + spare
    return debts, budget, draw(st.sampled_from(["avalanche", "snowball"]))


@few
@given(debts_and_budgets())
def test_a_plan_is_that_of_a_ledger(plan):
    _, *rows = DEBT_PLAN(*plan)
    scale = max(1.0, sum(balance for balance, _, _ in plan[0]))
    for row, exact in zip(rows, derive.debt_plan(*plan), strict=True):
        assert row[:2] == list(exact[:2])
        assert row[2] == exact[2] or absolute(row[2], exact[2], scale)


@few
@given(debts_and_budgets())
def test_all_that_is_paid_is_the_debts_and_their_interest(plan):
    debts, budget, _ = plan
    *_, (label, months, interest) = DEBT_PLAN(*plan)
    assert label == "Total"
    assume(months != "#N/A")
    paid = math.fsum(balance for balance, _, _ in debts) + interest
    # The budget is used up in every month but the last.
    assert (months - 1) * budget <= paid * (1 + 1e-9)
    assert paid <= months * budget * (1 + 1e-9)


@few
@given(debts_and_budgets())
def test_with_one_debt_both_methods_are_the_card(plan):
    (balance, apr, _), budget = plan[0][0], plan[1] + 30
    assume(budget > balance * apr / 12 * 1.01)
    assume(balance / budget < 300)
    for method in ("avalanche", "snowball"):
        _, (_, months, interest), total = DEBT_PLAN([[balance, apr, 0]], budget, method)
        assert months == pytest.approx(math.ceil(CARD_MONTHS(balance, apr, budget) - 1e-9))
        assert absolute(interest, CARD_INTEREST(balance, apr, budget), balance + 1)
        assert total == ["Total", months, interest]


def test_a_debt_of_just_1200_months_is_paid_and_a_longer_one_never():
    assert DEBT_PLAN([[1200, 0, 1]], 1)[1:] == [[1, 1200, 0], ["Total", 1200, 0]]
    assert DEBT_PLAN([[1201, 0, 1]], 1)[1:] == [[1, "#N/A", "#N/A"], ["Total", "#N/A", "#N/A"]]


def test_equals_are_paid_in_the_order_given():
    debts = [[600, 0.2, 10], [600, 0.2, 10], [600, 0.2, 10]]
    for method in ("avalanche", "snowball"):
        months = [row[1] for row in DEBT_PLAN(debts, 300, method)[1:4]]
        assert months == sorted(months)
        assert months[0] < months[-1]


def test_snowball_takes_the_smallest_balance_and_avalanche_the_dearest():
    debts = [[5000, 0.25, 50], [300, 0.05, 25]]
    assert DEBT_PLAN(debts, 250, "snowball")[2][1] < DEBT_PLAN(debts, 250, "avalanche")[2][1]
    dear, cheap = (DEBT_PLAN(debts, 250, m)[-1][2] for m in ("snowball", "avalanche"))
    assert cheap < dear


def test_blank_rows_of_a_range_are_no_debts():
    debts = [[500.0, 0.2, 25.0], [None, None, None], ["", "", ""]]
    table = REGISTRY["DEBT_PLAN"].cells([debts, 100.0])
    assert len(table) == 3
    assert REGISTRY["DEBT_PLAN"].cells([[["", "", ""]], 100.0]) == "#VALUE!"
    assert REGISTRY["DEBT_PLAN"].cells([[[500.0, 0.2, ""]], 100.0]) == "#VALUE!"


def test_a_budget_below_the_minimums_is_told_what_it_lacks():
    with pytest.raises(DomainError, match=r"monthly_budget is 149; it must be at least 150\.00"):
        DEBT_PLAN([[5000, 0.2, 100], [3000, 0.05, 50]], 149)


def test_a_debt_of_nothing_takes_a_plain_zero_of_months():
    assert math.copysign(1.0, CARD_MONTHS(0, 0.2, 100)) == 1.0
    assert math.copysign(1.0, CARD_MONTHS([0, 1000], 0.2, 100)[0]) == 1.0
