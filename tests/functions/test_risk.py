"""Random paths against closed forms, and plain Python against numpy."""

import math

import numpy as np
import pytest

from loan401k import EXPECTED_DEFAULT_COST, LOAN_RISK, PAYOFF_ADVANTAGE
from loan401k.errors import DomainError
from loan401k.finance import simulate

LABELS = [
    "Mean advantage", "Standard error", "5th percentile", "25th percentile", "50th percentile",
    "75th percentile", "95th percentile", "Chance of a loss", "Chance of default",
]  # fmt: skip

#: amount, loan_rate, years, card_apr, mean_return, volatility, annual_separation, tax_rate,
#: retirement_tax, default_given_separation, penalty, and payments_per_year apart.
SETTINGS = [
    ((10_000, 0.0425, 5, 0.134, 0.05, 0.15, 0.15, 0.22, 0.0, 0.75, 0.1), 12),
    ((10_000, 0.0775, 5, 0.21, 0.07, 0.18, 0.05, 0.27, 0.2, 0.86, 0.1), 26),
    ((25_000, 0.0, 3, 0.1, 0.0, 0.3, 0.5, 0.3, 0.1, 1.0, 0.0), 4),
    ((500, 0.1, 1, 0.0, -0.2, 0.05, 0.9, 0.1, 0.0, 0.5, 0.1), 1),
    ((40_000, 0.05, 4, 0.2, 0.3, 1.0, 0.0, 0.1, 0.0, 0.5, 0.1), 2),
]


def measures(table):
    assert table[0] == ["Measure", "Value"]
    assert [row[0] for row in table[1:]] == LABELS
    return dict(table[1:])


@pytest.mark.parametrize(("inputs", "m"), SETTINGS)
@pytest.mark.parametrize("seed", [1, 2026])
def test_the_mean_is_within_four_standard_errors_of_its_closed_form(inputs, m, seed):
    amount, rate, years, apr, mean, _, leave, tax, later, leavers, penalty = inputs
    found = measures(LOAN_RISK(*inputs, paths=20_000, seed=seed, payments_per_year=m))
    expected = PAYOFF_ADVANTAGE(amount, rate, years, apr, mean, m, later) - EXPECTED_DEFAULT_COST(
        amount, rate, years, leave, tax, leavers, penalty, m, later
    )
    assert abs(found["Mean advantage"] - expected) <= 4 * found["Standard error"] + 1e-9 * amount
    assert found["Standard error"] > 0


@pytest.mark.parametrize(("inputs", "m"), SETTINGS)
def test_without_volatility_and_separation_every_path_is_the_advantage(inputs, m):
    amount, rate, years, apr, mean, _, _, tax, later, *_ = inputs
    table = LOAN_RISK(amount, rate, years, apr, mean, 0, 0, tax, later, payments_per_year=m)
    found = measures(table)
    advantage = PAYOFF_ADVANTAGE(amount, rate, years, apr, mean, m, later)
    for label in (LABELS[0], *LABELS[2:7]):
        assert found[label] == pytest.approx(advantage, abs=1e-9 * amount)
    assert found["Standard error"] == pytest.approx(0, abs=1e-9 * amount)
    assert found["Chance of a loss"] == (advantage < 0)
    assert found["Chance of default"] == 0


@pytest.mark.parametrize(("inputs", "m"), SETTINGS)
def test_the_chance_of_default_is_that_of_leaving_times_the_share(inputs, m):
    paths = 40_000
    found = measures(LOAN_RISK(*inputs, paths=paths, payments_per_year=m))
    leave, leavers, years = inputs[6], inputs[9], inputs[2]
    expected = (1 - (1 - leave) ** years) * leavers
    error = math.sqrt(expected * (1 - expected) / paths)
    assert abs(found["Chance of default"] - expected) <= 4 * error + 1e-12


@pytest.mark.parametrize(("inputs", "m"), SETTINGS)
@pytest.mark.parametrize("seed", [0, 77])
def test_plain_python_and_numpy_answer_alike(inputs, m, seed, monkeypatch):
    call = {"paths": 1000, "seed": seed, "payments_per_year": m}
    with_numpy = LOAN_RISK(*inputs, **call)
    monkeypatch.setattr(simulate, "has_numpy", lambda: False)
    for (label, ours), (_, plain) in zip(
        with_numpy[1:], LOAN_RISK(*inputs, **call)[1:], strict=True
    ):
        assert plain == pytest.approx(ours, rel=1e-9, abs=1e-9), label


def test_slices_of_many_paths_change_nothing(monkeypatch):
    inputs, m = SETTINGS[0]
    whole = LOAN_RISK(*inputs, paths=2000, payments_per_year=m)
    monkeypatch.setattr(simulate, "SLICE", 7 * 60)
    for (label, sliced), (_, value) in zip(
        LOAN_RISK(*inputs, paths=2000, payments_per_year=m)[1:], whole[1:], strict=True
    ):
        assert sliced == pytest.approx(value, rel=1e-12), label


@pytest.mark.parametrize(("inputs", "m"), SETTINGS)
def test_percentiles_ascend_and_shares_are_shares(inputs, m):
    found = measures(LOAN_RISK(*inputs, paths=1000, payments_per_year=m))
    percentiles = [found[label] for label in LABELS[2:7]]
    assert percentiles == sorted(percentiles)
    assert 0 <= found["Chance of a loss"] <= 1
    assert 0 <= found["Chance of default"] <= 1
    # A loss on a share of paths shows in the percentiles on its two sides.
    assert (found["Chance of a loss"] > 0.25) == (found["25th percentile"] < 0)


def test_the_same_seed_gives_the_same_answer_and_another_seed_another():
    inputs, m = SETTINGS[0]
    first = LOAN_RISK(*inputs, paths=500, seed=5, payments_per_year=m)
    assert LOAN_RISK(*inputs, paths=500, seed=5, payments_per_year=m) == first
    assert LOAN_RISK(*inputs, paths=500, seed=6, payments_per_year=m) != first
    default = LOAN_RISK(*inputs, payments_per_year=m)
    assert default == LOAN_RISK(*inputs, paths=10_000, seed=1, payments_per_year=m)


def test_the_standard_error_is_the_spread_of_means():
    inputs, m = SETTINGS[0]
    tables = [LOAN_RISK(*inputs, paths=400, seed=s, payments_per_year=m) for s in range(60)]
    means = [measures(table)["Mean advantage"] for table in tables]
    errors = [measures(table)["Standard error"] for table in tables]
    # The spread of 60 means has itself an error of about 9%.
    assert np.std(means, ddof=1) == pytest.approx(np.mean(errors), rel=0.36)


def test_the_most_paths_and_the_most_payments_are_answered(monkeypatch):
    few = (10_000, 0.04, 1, 0.1, 0.05, 0.1, 0.1, 0.2)
    assert measures(LOAN_RISK(*few, paths=200_000, payments_per_year=1))
    assert measures(LOAN_RISK(10_000, 0.04, 50, *few[3:], paths=100, payments_per_year=52))
    monkeypatch.setattr(simulate, "has_numpy", lambda: False)
    with pytest.raises(DomainError, match="2 million"):
        LOAN_RISK(10_000, 0.04, 5, *few[3:], paths=40_000)
