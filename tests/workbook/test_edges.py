"""Two hundred households walk through the template: no error shows, and every check passes."""

import pytest

from loan401k import package
from loan401k.hosts.engine import recalculate
from tests.workbook.households import household
from workbook import build

HOUSEHOLDS = 200
PER_TEST = 25


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
