"""The household's figures against the ledger played apart in decimal numbers, and each other."""

import math
from contextlib import suppress
from itertools import pairwise

import numpy as np
import pytest

from loan401k import (
    COMPARE_OPTIONS,
    LOAN_BEST,
    LOAN_GAIN,
    LOAN_GAIN_BREAKEVEN,
    LOAN_GAIN_LEDGER,
    LOAN_GAIN_RISK,
    LOAN_GAIN_TABLE,
    LOAN_OPTIONS,
)
from loan401k.errors import CellError, DomainError, InputError, NoAnswer
from loan401k.finance import simulate
from tests.reference import ledger
from tests.reference.households import TYPICAL, drawn
from tests.thorough import households

HOUSEHOLDS = [drawn(seed) for seed in range(300)]


@pytest.fixture(scope="module")
def gains():
    """What the decimal ledger says of every household."""
    return [ledger.loan_gain(household) for household in HOUSEHOLDS]


def agree(found, expected, scale=1e6):
    if isinstance(expected, str):
        return found == expected
    return not isinstance(found, str) and abs(found - float(expected)) <= 1e-9 * scale / 100


@pytest.mark.parametrize("chunk", range(10))
def test_five_options_of_300_households_are_those_of_the_decimal_ledger(chunk):
    for household in HOUSEHOLDS[30 * chunk : 30 * (chunk + 1)]:
        ours = LOAN_OPTIONS(household, header=False)
        for row, expected in zip(ours, ledger.loan_options(household), strict=True):
            assert all(map(agree, row, expected)), (household, row, expected)


def test_300_households_in_one_call_are_those_of_the_decimal_ledger(gains):
    found = LOAN_GAIN(HOUSEHOLDS)
    assert isinstance(found, np.ndarray)
    assert sum(isinstance(value, str) for value in gains) > 20
    for household, value, expected in zip(HOUSEHOLDS, found, gains, strict=True):
        assert agree(value, expected), household


def test_without_numpy_each_household_is_played_alone(gains, monkeypatch):
    monkeypatch.setattr("loan401k.finance.household.search.has_numpy", lambda: False)
    for household, value, expected in zip(HOUSEHOLDS, LOAN_GAIN(HOUSEHOLDS), gains, strict=True):
        assert agree(value, expected), household


@pytest.mark.parametrize("seed", range(0, 300, 60))
def test_tables_roots_and_the_best_loan_are_alike_without_numpy(seed, monkeypatch):
    household = {**TYPICAL, **drawn(seed), "longest_years": 1.5}
    household.setdefault("horizon_months", max(60, int(12 * household.get("loan_years", 5))))
    calls = [
        lambda: LOAN_GAIN_TABLE(household, "card_apr", [0, 0.1, 0.3], "loan_years", [1, 4]),
        lambda: LOAN_BEST(household, header=False),
        lambda: [[LOAN_GAIN_BREAKEVEN(household, "card_apr")]],
    ]

    def cells(call):
        try:
            return [cell for row in call() for cell in row]
        except NoAnswer as error:
            return [str(error)]

    with_numpy = [cells(call) for call in calls]
    monkeypatch.setattr("loan401k.finance.household.search.has_numpy", lambda: False)
    for call, expected in zip(calls, with_numpy, strict=True):
        for cell, wanted in zip(cells(call), expected, strict=True):
            assert cell == (wanted if isinstance(wanted, str) else pytest.approx(wanted, rel=1e-8))


def test_more_households_than_a_slice_answer_as_one_by_one(monkeypatch):
    whole = LOAN_GAIN(HOUSEHOLDS)
    monkeypatch.setattr("loan401k.finance.household.columns.SLICE", 7)
    for a, b in zip(whole, LOAN_GAIN(HOUSEHOLDS), strict=True):
        assert a == b if isinstance(a, str) else b == pytest.approx(a, abs=1e-7)


@pytest.mark.parametrize("seed", range(40))
def test_nothing_borrowed_gains_nothing(seed):
    household = {**drawn(seed), "amount": 0, "minimum": 0, "minimum_2": 0}
    household |= {"minimum_3": 0, "minimum_4": 0}
    assert LOAN_GAIN(household) == 0


def test_a_dearer_card_never_makes_a_loan_that_pays_it_in_full_worse():
    aprs = [k / 50 for k in range(51)]
    for seed in range(60):
        household = {**drawn(seed), "minimum": 0}
        single = {name: v for name, v in household.items() if name[-2:-1] != "_"}
        for name in ("amount", "limit", "charged_again", "annual_separation"):
            single.pop(name, None)
        cells = LOAN_GAIN_TABLE(single, "card_apr", aprs)[:, 0]
        rising = [value for value in cells if not isinstance(value, str)]
        assert all(b >= a - 1e-6 for a, b in pairwise(rising)), household


@pytest.mark.parametrize(
    ("down", "values", "across", "others"),
    [
        ("amount", [0, 2500, 9000.5], "loan_years", [0.5, 5, 12]),
        ("debt", [0, 4000, 60000], "contribution", [0, 100, 300]),
        ("horizon_months", [12, 60, 61], "annual_separation", [0, 0.2]),
        ("limit", [1000, None, 20000], "charged_again", [0, 1]),
    ],
)
def test_a_table_is_one_by_one_with_the_horizon_as_entered(down, values, across, others):
    household = {**TYPICAL, "annual_separation": 0.1}
    table = LOAN_GAIN_TABLE(household, down, values, across, others)
    for row, value in zip(table, values, strict=True):
        for cell, other in zip(row, others, strict=True):
            changed = {"horizon_months": 60, **household, down: value, across: other}
            try:
                expected = LOAN_GAIN(changed)
            except NoAnswer:
                expected = "#N/A"
            except InputError:
                expected = "#VALUE!"
            assert agree(cell, expected), (value, other)


def test_values_out_of_range_and_no_numbers_are_errors_of_their_own_cells():
    table = LOAN_GAIN_TABLE(TYPICAL, "card_apr", [0.2, 4.25, "4.25%", True, -1])
    assert [str(cell) for cell in table[1:, 0]] == ["#NUM!", "#VALUE!", "#VALUE!", "#NUM!"]
    assert "card_apr is 4.25" in table[1, 0].reason
    during = LOAN_GAIN_TABLE(TYPICAL, "contribution", [100, 300], "contribution_during_loan", [200])
    assert str(during[0, 0]) == "#NUM!"
    assert isinstance(during[1, 0], float)


SPANS = ["account_return", "card_apr", "loan_rate", "charged_again", "monthly_budget",
         "annual_separation", "default_given_separation", "retirement_tax", "savings_return",
         "contribution_during_loan"]  # fmt: skip


@pytest.mark.parametrize("name", SPANS)
def test_a_breakeven_put_back_gains_nothing_and_is_the_decimal_ledgers(name):
    found = 0
    for seed in range(households(8, 25)):
        household = {**TYPICAL, **drawn(seed), "annual_separation": 0.1}
        household.setdefault("horizon_months", max(60, int(12 * household.get("loan_years", 5))))
        if household.get("amount") == 0:
            continue
        try:
            root = LOAN_GAIN_BREAKEVEN(household, name)
        except NoAnswer:
            root = None
        else:
            scale = household["account_balance"] + household["debt"]
            assert abs(LOAN_GAIN({**household, name: root})) <= 1e-8 * scale, household
            found += 1
        if seed < households(1, 3):
            expected = ledger.loan_gain_breakeven(household, name)
            if root is None:
                assert expected == ledger.NONE, household
            else:
                assert root == pytest.approx(float(expected), rel=1e-8, abs=1e-9), household
    assert found or name in ("savings_return", "retirement_tax", "contribution_during_loan")


def test_a_breakeven_says_why_there_is_none():
    with pytest.raises(NoAnswer, match="gains at every value"):
        LOAN_GAIN_BREAKEVEN(TYPICAL, "annual_separation")
    with pytest.raises(NoAnswer, match="never gains"):
        LOAN_GAIN_BREAKEVEN({**TYPICAL, "card_apr": 0.02}, "annual_separation")
    with pytest.raises(NoAnswer, match="impossible at every value"):
        LOAN_GAIN_BREAKEVEN({**TYPICAL, "account_balance": 100}, "card_apr")
    with pytest.raises(InputError, match="savings_return"):
        LOAN_GAIN_BREAKEVEN(TYPICAL, "savings")


def test_the_best_loan_is_that_of_a_dense_scan():
    for household in (TYPICAL, {**TYPICAL, "annual_separation": 0.1, "limit": 7000.55}):
        _, best, least = LOAN_BEST(household, header=False)
        amounts = [best[1] * k / 100 for k in range(1, 101)]
        terms = [half / 2 for half in range(1, 11)]
        scan = LOAN_GAIN_TABLE(household, "amount", amounts, "loan_years", terms)
        highest = max(value for value in scan.flat if not isinstance(value, str))
        assert best[4] >= highest - max(1e-6, 0.002 * highest)
        assert least[4] >= 0.9 * best[4] - 1e-6
        assert least[1] <= best[1]
        for _, amount, years, payment, gain in (best, least):
            entered = {**household, "amount": amount, "loan_years": years}
            assert LOAN_GAIN(entered) == pytest.approx(gain, abs=1e-6)
            assert payment <= household["monthly_budget"]


@pytest.mark.parametrize("seed", range(8))
def test_the_best_loan_is_the_decimal_ledgers(seed):
    household = {**drawn(seed), "longest_years": 2}
    try:
        ours = LOAN_BEST(household, header=False)
    except NoAnswer:
        assert ledger.loan_options(household)[0][1] == "#N/A"
        return
    for row, expected in zip(ours, ledger.loan_best(household), strict=True):
        assert all(map(agree, row, expected)), household


def test_what_the_budget_repays_is_a_candidate():
    # 100 a month at 0% over half a year repays 600, no twentieth of 10,000.
    household = {**TYPICAL, "monthly_budget": 100, "loan_rate": 0, "longest_years": 0.5}
    household |= {"account_return": 0, "retirement_tax": 0, "upfront_fee": 0, "annual_fee": 0}
    assert LOAN_BEST(household)[2][1:3] == [600.0, 0.5]


def test_no_loan_is_advised_where_keeping_is_impossible():
    with pytest.raises(NoAnswer, match="short"):
        LOAN_BEST({**TYPICAL, "minimum": 400})


# The ledger


@pytest.mark.parametrize("seed", range(0, 60, 3))
def test_wealth_and_the_cost_of_leaving_follow_from_the_ledgers(seed):
    household = {**drawn(seed), "annual_separation": 0.2, "default_given_separation": 0.6}
    row = LOAN_OPTIONS(household, header=False)[1]
    if isinstance(row[1], str):
        return
    table = LOAN_GAIN_LEDGER(household, header=False)
    wealth = table[-1][-1]
    assert row[1] + row[3] == pytest.approx(wealth, abs=1e-6)
    monthly = 1 - 0.8 ** (1 / 12)
    cost = 0.0
    last = min(12 * household.get("loan_years", 5), len(table) - 1)
    for k in range(1, int(last) + 1) if table[0][2] else ():
        left = LOAN_GAIN_LEDGER(household, "loan", k, header=False)[-1][-1]
        cost += 0.6 * (1 - monthly) ** (k - 1) * monthly * (wealth - left)
    assert row[3] == pytest.approx(cost, abs=1e-6)


@pytest.mark.parametrize("option", ["keep", "loan", "personal", "pause", "withdraw"])
def test_every_month_of_the_ledger_is_the_decimal_ledgers(option):
    for seed in range(0, 300, 20):
        household = {"personal_apr": 0.1, **drawn(seed)}
        leaves = 3 if option == "loan" and household.get("horizon_months", 60) > 3 else 0
        try:
            ours = LOAN_GAIN_LEDGER(household, option, leaves, header=False)
        except NoAnswer:
            with pytest.raises(ledger.Impossible):
                ledger.loan_gain_ledger(household, option, leaves)
            continue
        expected = ledger.loan_gain_ledger(household, option, leaves)
        for row, month in zip(ours, expected, strict=True):
            assert all(map(agree, row, month)), (household, row, month)


def test_what_the_ledger_cannot_show_is_refused():
    with pytest.raises(InputError, match="personal_apr"):
        LOAN_GAIN_LEDGER({**TYPICAL, "personal_apr": None}, "personal")
    with pytest.raises(InputError, match="option loan alone"):
        LOAN_GAIN_LEDGER(TYPICAL, "keep", 3)
    with pytest.raises(DomainError, match="from 0 to 60"):
        LOAN_GAIN_LEDGER(TYPICAL, "loan", 61)
    assert len(LOAN_GAIN_LEDGER(TYPICAL, rows=70)) == 71


# Random markets

RISKY = [
    {**TYPICAL, "volatility": 0.15, "annual_separation": 0.15},
    {**TYPICAL, "volatility": 0.3, "charged_again": 0.4, "amount": 7000, "horizon_months": 90},
    {**TYPICAL, "volatility": 0.1, "annual_fee": 400, "amount": 8000, "account_balance": 60000,
     "annual_separation": 0.3},
    {**TYPICAL, "volatility": 0.2, "debt_2": 5000, "card_apr_2": 0.12, "minimum_2": 40,
     "amount": 9000, "annual_separation": 0.2, "horizon_months": 37},
]  # fmt: skip


@pytest.mark.parametrize("household", RISKY)
@pytest.mark.parametrize("seed", [1, 2026])
def test_the_mean_over_paths_is_the_gain_within_four_standard_errors(household, seed):
    found = dict(LOAN_GAIN_RISK(household, 20_000, seed)[1:])
    assert found["Mean gain"] == pytest.approx(
        LOAN_GAIN(household), abs=4 * found["Standard error"]
    )
    default = 0.0
    if "annual_separation" in household:
        months = min(60, household.get("horizon_months", 60))
        default = 0.75 * (1 - (1 - household["annual_separation"]) ** (months / 12))
    assert found["Chance of default"] == pytest.approx(default, abs=0.015)


@pytest.mark.parametrize("household", RISKY)
def test_plain_python_and_numpy_play_the_same_paths(household, monkeypatch):
    with_numpy = LOAN_GAIN_RISK(household, 600)
    monkeypatch.setattr(simulate, "has_numpy", lambda: False)
    for (label, ours), (_, plain) in zip(
        with_numpy[1:], LOAN_GAIN_RISK(household, 600)[1:], strict=True
    ):
        assert plain == pytest.approx(ours, rel=1e-9, abs=1e-9), label


def test_slices_of_many_paths_change_nothing(monkeypatch):
    whole = LOAN_GAIN_RISK(RISKY[0], 2000)
    monkeypatch.setattr(simulate, "SLICE", 7 * 60)
    for (label, sliced), (_, value) in zip(
        LOAN_GAIN_RISK(RISKY[0], 2000)[1:], whole[1:], strict=True
    ):
        assert sliced == pytest.approx(value, rel=1e-12), label


def test_without_chance_every_path_is_the_gain():
    for seed in range(20):
        household = {**drawn(seed), "annual_separation": 0}
        try:
            expected = LOAN_GAIN(household)
        except NoAnswer:
            with pytest.raises(NoAnswer):
                LOAN_GAIN_RISK(household, 100)
            continue
        for label, value in LOAN_GAIN_RISK(household, 100)[3:8]:
            assert value == pytest.approx(expected, abs=1e-6), label


# Bad input

BAD = [
    ({"card_arp": 0.2}, InputError, "card_apr"),
    ({"card_apr": "21%"}, InputError, "only looks like a number"),
    ({"card_apr": 4.25}, DomainError, "from 0 to 1"),
    ({"card_apr": None}, InputError, "card_apr"),
    ({"account_balance": 0}, DomainError, "above 0"),
    ({"contribution_during_loan": 301}, DomainError, "at most contribution, 300"),
    ({"match_during_loan": 151}, DomainError, "at most match, 150"),
    ({"marginal_tax": 0.6, "state_tax": 0.3}, DomainError, "below 1"),
    ({"horizon_months": 61, "savings_return": None}, InputError, "savings_return"),
    ({"loan_years": 1 / 7}, DomainError, "whole number of months"),
    ({"debt_2": 100}, InputError, "card_apr_2"),
    ({"horizon_months": 961}, DomainError, "960"),
    ({"charged_again_months": 121}, DomainError, "120"),
    ({"longest_years": 31}, DomainError, "30"),
]


@pytest.mark.parametrize(("changes", "error", "words"), BAD)
@pytest.mark.parametrize("function", [LOAN_GAIN, LOAN_OPTIONS, LOAN_BEST, LOAN_GAIN_LEDGER])
def test_a_bad_value_is_refused_with_its_name_and_range(function, changes, error, words):
    with pytest.raises(error, match=words):
        function({**TYPICAL, **changes})
    if "card_arp" in changes:
        return
    good, bad = LOAN_GAIN([TYPICAL, {**TYPICAL, **changes}])
    assert good == pytest.approx(3539.409973933347, abs=1e-6)
    assert str(bad) == error.code
    assert words in bad.reason


def test_a_horizon_of_the_loan_asks_for_no_return_of_savings():
    household = {**TYPICAL, "savings_return": None, "loan_years": 10}
    assert math.isfinite(LOAN_GAIN(household))
    assert LOAN_GAIN(household) == LOAN_GAIN({**household, "savings_return": 0})


def test_tables_of_one_household_refuse_two():
    for function in (LOAN_OPTIONS, LOAN_BEST, LOAN_GAIN_RISK, LOAN_GAIN_LEDGER):
        with pytest.raises(InputError, match="2 rows"):
            function([TYPICAL, TYPICAL])
    with pytest.raises(InputError, match="2 rows"):
        LOAN_GAIN_TABLE([TYPICAL, TYPICAL], "debt", [1, 2])


def test_an_unknown_input_is_refused_with_the_nearest():
    with pytest.raises(InputError, match="card_apr"):
        LOAN_GAIN_TABLE(TYPICAL, "card apt", [0.2])
    with pytest.raises(InputError, match="across_values is missing"):
        LOAN_GAIN_TABLE(TYPICAL, "debt", [1], "card_apr")
    with pytest.raises(InputError, match="must be another name"):
        LOAN_GAIN_TABLE(TYPICAL, "debt", [1], "Debt", [2])


@pytest.mark.parametrize(
    "edge",
    [
        {"monthly_budget": 0},
        {"debt": 0},
        {"debt": 0, "amount": 5000},
        {"account_balance": 1, "amount": 0},
        {"account_balance": 1, "amount": 0.5, "upfront_fee": 0, "annual_fee": 0},
        {"monthly_budget": 0, "debt": 0, "amount": 0},
        {"annual_separation": 1, "default_given_separation": 1},
    ],
)
def test_households_at_the_edge_are_those_of_the_decimal_ledger(edge):
    household = {**TYPICAL, **edge}
    for row, expected in zip(
        LOAN_OPTIONS(household, header=False), ledger.loan_options(household), strict=True
    ):
        assert all(map(agree, row, expected)), (row, expected)
    gain = ledger.loan_gain(household)
    for value in LOAN_GAIN([household, household]):
        assert agree(value, gain)
    assert agree(LOAN_GAIN_TABLE(household, "volatility", [0.1])[0, 0], gain)
    with suppress(NoAnswer):
        root = LOAN_GAIN_BREAKEVEN(household, "card_apr")
        assert LOAN_GAIN({**household, "card_apr": root}) == pytest.approx(0, abs=1e-4)
    assert agree(LOAN_BEST(household, header=False)[0][4], gain)
    if isinstance(gain, str):
        with pytest.raises(NoAnswer):
            LOAN_GAIN_RISK(household, 100)
    else:
        assert agree(dict(LOAN_GAIN_RISK(household, 100)[1:])["Mean gain"], gain)


def test_compare_options_is_a_household_of_its_arguments():
    table = COMPARE_OPTIONS(
        9000,
        0.2,
        350,
        50000,
        0.06,
        0.05,
        4,
        0.12,
        0.02,
        3,
        0.22,
        0.05,
        0.1,
        0.15,
        0.02,
        200,
        80,
        72,
    )
    household = {
        "debt": 9000, "card_apr": 0.2, "monthly_budget": 350, "account_balance": 50000,
        "account_return": 0.06, "loan_rate": 0.05, "loan_years": 4, "personal_apr": 0.12,
        "personal_fee": 0.02, "personal_years": 3, "marginal_tax": 0.22, "state_tax": 0.05,
        "retirement_tax": 0.15, "savings_return": 0.02, "contribution": 200, "match": 80,
        "horizon_months": 72,
    }  # fmt: skip
    for row, whole in zip(table[1:], LOAN_OPTIONS(household, header=False), strict=True):
        assert row[1:] == [whole[1], whole[2], *whole[4:]]


def test_impossible_cells_say_why():
    (cell,) = LOAN_GAIN([{**TYPICAL, "monthly_budget": 100}])
    assert isinstance(cell, CellError)
    assert cell.reason
    with pytest.raises(NoAnswer, match=r"100\.00 does not cover a payment of 201\.57"):
        LOAN_GAIN({**TYPICAL, "monthly_budget": 100})
