"""Schedules in cents against decimal arithmetic, and unrounded ones against 50 digits."""

from decimal import ROUND_HALF_UP, Decimal, localcontext

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loan401k.finance import cents
from loan401k.finance.numeric import ONE
from tests.reference import exact

#: Amounts in cents and rates in hundred-thousandths, as contracts give them.
amounts = st.integers(100, 100_000_000)
rates = st.integers(0, 36_000)
terms = st.tuples(st.integers(1, 30), st.sampled_from([1, 4, 12, 24, 26, 52])).filter(
    lambda term: term[0] * term[1] <= 360
)


def in_decimal(amount, rate, m, n, extra):
    """Play the loan in decimal cents: (payment, interest, balance) a period, all whole cents."""

    def rounded(value):
        return value.quantize(Decimal(1), ROUND_HALF_UP)

    with localcontext() as context:
        context.prec = 50
        owed = Decimal(amount)
        yearly = Decimal(rate) / 100_000
        i = yearly / m
        level = owed / n if not rate else owed * i / (1 - (1 + i) ** -n)
        level = rounded(level) + Decimal(extra)
        for k in range(1, n + 1):
            charge = rounded(owed * yearly / m)
            paid = owed + charge if k == n or level >= owed + charge else level
            owed += charge - paid
            yield int(paid), int(charge), int(owed)
            if not owed:
                return


def in_cents(line):
    return tuple(round(100 * part) for part in (line.payment, line.interest, line.balance))


@settings(deadline=None, max_examples=150)
@given(amounts, rates, terms, st.sampled_from([0, 0, 2500, 12345]))
def test_every_cent_is_that_of_decimal_arithmetic(amount, rate, term, extra):
    years, m = term
    lines = cents.schedule_in_cents(amount / 100, rate / 100_000, m, years * m, extra / 100)
    ours = [in_cents(line) for line in lines]
    assert ours == list(in_decimal(amount, rate, m, years * m, extra))


@settings(deadline=None, max_examples=100)
@given(amounts, rates, terms, st.floats(0, 500))
def test_sums_are_exact_to_the_cent(amount, rate, term, extra):
    years, m = term
    lines = list(cents.schedule_in_cents(amount / 100, rate / 100_000, m, years * m, extra))
    assert sum(round(100 * line.principal) for line in lines) == amount
    assert lines[-1].balance == 0
    assert len(lines) <= years * m
    before = amount
    for line in lines:
        paid, charge, owed = in_cents(line)
        assert paid == charge + round(100 * line.principal)
        assert owed == before + charge - paid
        assert abs(line.payment * 100 - paid) < 1e-4  # whole cents
        before = owed


@settings(deadline=None, max_examples=100)
@given(amounts, st.integers(0, 12_000), terms)
def test_the_last_payment_is_near_the_level_one(amount, rate, term):
    years, m = term
    n, i = years * m, rate / 100_000 / m
    lines = list(cents.schedule_in_cents(amount / 100, rate / 100_000, m, n, 0.0))
    level = float(exact.level_payment(amount / 100, i, n))
    # Payment and interest miss by at most half a cent each, which then bear interest.
    grown = n if i == 0 else ((1 + i) ** n - 1) / i
    assert 100 * (lines[-1].payment - level) <= grown + 1
    assert all(abs(line.payment - level) <= 0.005 + 1e-9 for line in lines[:-1])


def test_a_plan_loans_last_payment_is_at_most_a_cent_a_payment_above():
    for amount in range(1000, 50001, 487):
        lines = list(cents.schedule_in_cents(float(amount), 0.0425, 12, 60, 0.0))
        assert lines[-1].payment - lines[0].payment <= 0.60


@pytest.mark.parametrize(
    ("value", "rounded"),
    [(7.5, 8), (7.499999, 7), (0.5, 1), (0.499999, 0), (2400 * 0.0375 / 12, 8), (100 * 1.005, 101)],
)
def test_halves_go_up(value, rounded):
    assert cents.half_up(ONE, value) == rounded


def test_the_tie_of_the_catalogue():
    line = next(cents.schedule_in_cents(24.0, 0.0375, 12, 6, 0.0))
    assert line.interest == 0.08


@given(st.integers(1, 10_000_000), st.integers(1, 30_000), st.sampled_from([1, 4, 12, 24, 26, 52]))
def test_interest_rounds_as_decimals_do(owed, rate, m):
    charge = cents.half_up(ONE, owed * (rate / 100_000) / m)
    with localcontext() as context:
        context.prec = 40
        tie = Decimal(owed) * Decimal(rate) / 100_000 / m
        assert charge == int(tie.quantize(Decimal(1), ROUND_HALF_UP))


# Unrounded


@settings(deadline=None, max_examples=60)
@given(st.floats(1, 1e9), st.one_of(st.just(0.0), st.floats(1e-12, 1 / 12)), st.integers(1, 600))
def test_an_unrounded_schedule_ends_at_nothing(amount, i, n):
    lines = list(cents.schedule(amount, i, n, 0.0))
    assert len(lines) == n
    assert lines[-1].balance == 0
    assert sum(line.principal for line in lines) == pytest.approx(amount, rel=1e-12)
    level = exact.level_payment(amount, i, n)
    assert exact.error_of(lines[-1].payment, level) < 1e-11
    middle = (n + 1) // 2
    owed = exact.balance(amount, i, n, middle)
    assert exact.error_of(lines[middle - 1].balance, owed, 1e-12 * amount) < 1e-12
    assert sum(line.interest for line in lines) == pytest.approx(
        float(exact.interest(amount, i, n)), rel=1e-10, abs=1e-20 * amount
    )


@settings(deadline=None, max_examples=60)
@given(st.floats(100, 1e6), st.floats(1e-9, 0.03), st.integers(2, 240), st.floats(0, 500))
def test_an_extra_payment_is_played_as_it_is_made(amount, i, n, extra):
    level = float(exact.level_payment(amount, i, n)) + extra
    owed = amount
    for line in cents.schedule(amount, i, n, extra):
        before, charge = owed, owed * i
        assert line.interest == pytest.approx(charge, rel=1e-7, abs=1e-8 * amount)
        owed = max(0.0, owed + charge - level)
        assert line.balance == pytest.approx(owed, rel=1e-7, abs=1e-8 * amount)
        assert line.payment == pytest.approx(
            min(level, before + charge), rel=1e-7, abs=1e-8 * amount
        )
    assert line.balance == 0


@settings(deadline=None, max_examples=100)
@given(st.floats(1, 1e9), st.just(0.0) | st.floats(1e-9, 0.02), st.data())
def test_an_extra_payment_worked_out_to_end_the_loan_leaves_no_dust(amount, i, data):
    n = data.draw(st.integers(2, 240))
    k = data.draw(st.integers(1, n - 1))
    extra = float(exact.level_payment(amount, i, k)) - float(exact.level_payment(amount, i, n))
    assert len(list(cents.schedule(amount, i, n, extra))) == k
