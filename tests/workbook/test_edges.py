"""Two hundred households walk through the template: no error shows, and every check passes."""

import pytest

from loan401k import package
from tests.workbook.households import household
from tests.workbooks import calculated, clear_values
from workbook import build

HOUSEHOLDS = 200
PER_TEST = 25


@pytest.fixture(scope="module")
def without_values():
    """The template as the engine wants it, so that it is cleared once and not two hundred times."""
    return clear_values(package.read(build.TEMPLATE))


@pytest.mark.parametrize("start", range(0, HOUSEHOLDS, PER_TEST))
def test_no_household_meets_an_error(without_values, start):
    for seed in range(start, start + PER_TEST):
        typed = household(seed)
        result = calculated(without_values, typed)
        shown = {str(place): (error, result.reasons.get(place)) for place, error in result.errors()}
        assert shown == {}, typed
        assert result.named("Checks_OK") is True, typed
        assert result.named("Inputs_OK") is (result.named("Problem") == ""), typed
