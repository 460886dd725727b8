"""Formulas in Excel's own words in LibreOffice, which calculates them with its own functions."""

import pytest

from tests.reference.natives import COVERED, WITH, calls

DRAWN = [(name, *drawn) for name in WITH for drawn in calls(name, 40)]


@pytest.fixture(scope="module")
def shown(book):
    formulas = [formula for _, formula in COVERED] + [formula for _, formula, *_ in DRAWN]
    return book.values([formula.replace(",", ";") for formula in formulas])


@pytest.mark.parametrize("number", range(len(COVERED)), ids=[case.name for case, _ in COVERED])
def test_a_case_in_excels_own_words(shown, number):
    COVERED[number][0].check(shown[number])


@pytest.mark.parametrize("name", WITH)
def test_at_random_a_formula_is_right_to_1e_9_of_the_amount(shown, name):
    assert name in {drawn[0] for drawn in DRAWN}
    for (function, formula, answer, tolerance), found in zip(
        DRAWN, shown[len(COVERED) :], strict=True
    ):
        if function == name:
            assert not isinstance(found, str), formula
            assert abs(found - answer) <= tolerance, formula
