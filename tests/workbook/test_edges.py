"""Two hundred households walk through the template: no error shows, and every check passes."""

import datetime as dt
import random

import pytest

from loan401k import package
from loan401k.hosts.engine import recalculate
from workbook import build, catalogue
from workbook.names import YOURS

HOUSEHOLDS = 200
PER_TEST = 25


def anything(one, draw):
    """A value that the input allows, bounds and zeros more often than chance would."""
    if one.choices:
        return draw.choice(one.choices)
    if one.kind == "date":
        return one.low + dt.timedelta(days=draw.randrange((one.high - one.low).days))
    if one.kind == "textLength":
        return draw.choice(["CA", "NY", "other"])
    low, high = float(one.low), float(one.high)
    if draw.random() < 0.15:
        return draw.choice([low, high])
    if high > 1e6:
        return max(low, round(10 ** draw.uniform(0, 6), 2))
    value = low + (high - low) * draw.random() ** 2
    if one.name in ("Loan_Years", "Personal_Years"):
        return max(0.5, round(2 * value) / 2)
    return float(round(value)) if one.whole else round(value, 4)


def household(seed):
    draw = random.Random(seed)
    return {one.name + YOURS: anything(one, draw) for one in catalogue.ALL if draw.random() < 0.75}


@pytest.fixture(scope="module")
def without_values(tmp_path_factory):
    """The template as the engine wants it, so that it is cleared once and not two hundred times."""
    path = tmp_path_factory.mktemp("edges") / "template.xlsx"
    package.write(package.clear_values(package.read(build.TEMPLATE)), path)
    return path


@pytest.mark.parametrize("start", range(0, HOUSEHOLDS, PER_TEST))
def test_no_household_meets_an_error(without_values, start):
    for seed in range(start, start + PER_TEST):
        typed = household(seed)
        result = recalculate(without_values, typed)
        shown = {
            (sheet, place): (value, result.reasons.get((sheet, place)))
            for sheet, values in result.values.items()
            for place, value in values.items()
            if isinstance(value, str) and value.startswith("#")
        }
        assert shown == {}, typed
        assert result.named("Checks_OK") is True, typed
        assert result.named("Inputs_OK") is (result.named("Problem") == ""), typed
