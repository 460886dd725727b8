"""The expected values of the derived cases, worked out again."""

import datetime as dt

import pytest

from loan401k.declare import REGISTRY
from tests.reference import derive
from tests.reference.read import CASES

DERIVED = [case for case in CASES if case.kind == "derived"]


def _plain(cell):
    if isinstance(cell, list):
        return [_plain(part) for part in cell]
    return cell if isinstance(cell, (str, dt.date)) else float(cell)


@pytest.mark.parametrize("case", DERIVED, ids=lambda case: case.name)
def test_a_derived_case_follows_from_its_derivation(case):
    answer = getattr(derive, case.function.lower())(**case.inputs)
    if case.pick is None:
        case.check(_plain(answer))
    else:
        case.check([REGISTRY[case.function].headings, *_plain(answer)])


def test_every_function_has_a_case():
    missing = set(REGISTRY) - {case.function for case in CASES}
    assert not missing


def test_no_name_of_a_case_is_used_twice():
    names = [case.name for case in CASES]
    assert len(names) == len(set(names))
