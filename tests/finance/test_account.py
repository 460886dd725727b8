"""What the account is short of, played period by period in 50 digits."""

from hypothesis import given, settings
from hypothesis import strategies as st

from loan401k.finance import account
from loan401k.finance.numeric import ONE
from tests.reference import exact

amounts = st.floats(0.01, 1e9)


@settings(deadline=None, max_examples=100)
@given(
    amounts,
    st.one_of(st.just(0.0), st.floats(1e-12, 0.3)),
    st.integers(1, 120),
    st.floats(-0.5, 0.6),
    st.sampled_from([4, 12, 26]),
    st.integers(0, 8),
    st.integers(1, 150),
)
def test_the_account_is_short_by_what_playing_it_shows(amount, rate, n, annual, m, delay, horizon):
    i, g = rate / m, float(exact.annual_to_period(annual, m))
    short = exact.account_gap(amount, i, n, g, horizon=horizon, delay=delay)
    ours = account.shortfall(ONE, amount, i, n, g, horizon, delay)
    assert exact.error_of(ours, short, amount * max(1.0, (1 + g) ** horizon)) <= 1e-12


@settings(deadline=None, max_examples=100)
@given(
    st.floats(0, 500),
    st.floats(0, 100),
    st.integers(1, 96),
    st.floats(-0.5, 0.6),
    st.sampled_from([1, 4, 12, 26]),
    st.integers(1, 150),
)
def test_fees_grow_as_playing_them_shows(upfront, yearly, life, annual, m, horizon):
    g = float(exact.annual_to_period(annual, m))
    with_fees = exact.account_gap(
        1.0, 0, life, g, horizon=horizon, upfront=upfront, yearly=yearly, m=m
    )
    played = with_fees - exact.account_gap(1.0, 0, life, g, horizon=horizon)
    ours = account.fees(ONE, upfront, yearly, g, horizon, life, m)
    assert (
        exact.error_of(ours, played, (upfront + 20 * yearly + 1) * max(1, (1 + g) ** horizon))
        < 1e-12
    )


@given(amounts, st.floats(0, 0.05), st.integers(1, 600))
def test_a_loan_at_the_accounts_own_return_costs_nothing(amount, rate, n):
    short = account.shortfall(ONE, amount, rate, n, rate, n, 0)
    assert abs(short) <= 1e-13 * amount * (1 + rate) ** n
