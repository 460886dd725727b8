"""The functions as type checkers see them are those of the registry."""

import loan401k
from loan401k.declare import REGISTRY
from tests.stub import STUB, stub


def test_the_stub_is_that_of_the_registry():
    assert STUB.read_text(encoding="utf-8") == stub(), "run python -m tests.stub"


def test_every_function_is_a_real_name_of_the_package():
    assert {name: vars(loan401k).get(name) for name in REGISTRY} == {
        name: declaration.function for name, declaration in REGISTRY.items()
    }
    assert set(loan401k.__all__) <= set(dir(loan401k))
