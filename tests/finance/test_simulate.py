"""Random paths at their edges: both ways of playing them, on draws that are given."""

import math
import random

import numpy as np
import pytest
from mpmath import mp

from loan401k.finance import simulate

WAYS = ["numpy", "plain"]


def setting(**given):
    """A loan of three payments on which nothing happens, but for what is given."""
    return simulate.Setting(
        **{
            "payment": 0.0,
            "balances": [1.0, 0.7, 0.4],
            "saved": 1.0,
            "kept": 1.0,
            "log_mean": 0.0,
            "log_deviation": 0.0,
            "hazard": 0.0,
            "default_given_separation": 1.0,
            "default_cost": 0.5,
            **given,
        }
    )


@pytest.fixture(params=WAYS)
def run(request, monkeypatch):
    if request.param == "plain":
        monkeypatch.setattr(simulate, "has_numpy", lambda: False)
    return simulate.run


def test_a_gain_of_nothing_is_no_loss(run):
    outcome = run(setting(), 100, 1)
    assert outcome == (
        simulate.Outcome(0.0, 0.0, (0.0,) * 5, chance_of_loss=0.0, chance_of_default=0.0)
    )


def test_a_hair_below_nothing_is_a_loss(run):
    assert run(setting(saved=1 - 1e-12), 100, 1).chance_of_loss == 1


def test_the_account_grows_before_each_payment(run):
    # 1 x 1.1 - 0.2 = 0.9, 0.79, 0.669 are missing; 0.8 of it counts.
    outcome = run(setting(log_mean=math.log(1.1), payment=0.2, kept=0.8), 100, 1)
    assert outcome.mean == pytest.approx(1 - 0.8 * 0.669, rel=1e-14)


def test_leaving_at_once_for_certain_misses_the_first_payment(run):
    outcome = run(setting(hazard=1.0), 100, 1)
    # 1 saved, 1 short, and half of the first balance lost.
    assert outcome.mean == pytest.approx(-0.5, rel=1e-14)
    assert (outcome.chance_of_default, outcome.chance_of_loss) == (1, 1)


def test_a_share_of_no_leavers_defaults(run):
    assert run(setting(hazard=1.0, default_given_separation=0.0), 100, 1).chance_of_default == 0


#: At a chance of one half a period, a draw of 1 - 2^-k leaves before payment k + 1 to the bit.
PLACES = [
    (0.0, 0),
    (math.nextafter(0.5, 0), 0),
    (0.5, 1),
    (0.75, 2),
    (math.nextafter(0.875, 0), 2),
    (0.875, None),  # the fourth of three payments
    (1.0, None),
]


@pytest.mark.parametrize(("u", "place"), PLACES)
def test_the_first_payment_missed_follows_from_the_draw(u, place):
    loan = setting(hazard=0.5)
    assert simulate.first_missed(loan, u) == place
    missed, places = simulate.missed(np, loan, np.array([u]), np.array([0.0]))
    assert (places.tolist() or [None]) == [place]
    assert missed.tolist() == [place is not None]


@pytest.mark.parametrize(
    ("hazard", "u", "place"), [(0.0, 0.9, None), (1.0, 0.9, 0), (1.0, 1.0, None)]
)
def test_certain_and_impossible_leaving(hazard, u, place):
    loan = setting(hazard=hazard)
    assert simulate.first_missed(loan, u) == place
    _, places = simulate.missed(np, loan, np.array([u]), np.array([0.0]))
    assert (places.tolist() or [None]) == [place]


def test_a_leaver_defaults_when_the_draw_is_below_the_share():
    loan = setting(hazard=1.0, default_given_separation=0.75)
    draws = np.array([math.nextafter(0.75, 0), 0.75])
    missed, _ = simulate.missed(np, loan, np.zeros(2), draws)
    assert missed.tolist() == [True, False]


def test_percentiles_lie_between_the_two_nearest_values():
    ordered = [0.0, 1.0, 4.0, 9.0]
    # (4 - 1) x 25% = 0.75 of the way from 0 to 1, and so on.
    for percent, expected in ((0, 0.0), (25, 0.75), (50, 2.5), (90, 7.5), (100, 9.0)):
        assert simulate.percentile(ordered, percent) == pytest.approx(expected, rel=1e-15)


def test_the_uniforms_are_those_of_python():
    ours = simulate.same_generator(np, 401).random_sample(1000)
    draw = random.Random(401).random
    assert ours.tolist() == [draw() for _ in range(1000)]


def test_the_normals_are_normal_and_come_in_pairs_of_one_radius():
    normals = simulate.normals(random.Random(3).random, 20_001)
    assert len(normals) == 20_001
    assert np.mean(normals) == pytest.approx(0, abs=4 / math.sqrt(20_000))
    assert np.std(normals) == pytest.approx(1, abs=4 / math.sqrt(40_000))
    draw = random.Random(3).random
    radius = math.sqrt(-2 * math.log(1 - draw()))
    assert math.hypot(*normals[:2]) == pytest.approx(radius)
    assert math.atan2(normals[1], normals[0]) % (2 * math.pi) == pytest.approx(2 * math.pi * draw())


def test_the_normals_of_a_range_are_those_of_one_path_at_a_time():
    for n in (1, 2, 59, 60):
        draw = random.Random(7).random
        one_by_one = [simulate.normals(draw, n) for _ in range(50)]
        uniforms = simulate.same_generator(np, 7).random_sample((50, 2 * ((n + 1) // 2)))
        together = np.array(list(simulate.normals_of_periods(np, uniforms)))[:n].T
        assert np.allclose(together, one_by_one, rtol=0, atol=4e-15)


def test_cosine_and_sine_of_a_turn_are_right_to_the_last_bits():
    turns = np.concatenate([np.arange(17) / 16, np.random.default_rng(2).random(2000)])
    cosine, sine = simulate._direction(np, turns)
    with mp.workdps(40):
        for turn, x, y in zip(turns.tolist(), cosine.tolist(), sine.tolist(), strict=True):
            assert abs(mp.cospi(2 * mp.mpf(turn)) - x) < 3e-16
            assert abs(mp.sinpi(2 * mp.mpf(turn)) - y) < 3e-16
