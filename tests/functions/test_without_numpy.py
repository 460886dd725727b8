"""Every function in a Python that has no numpy, as in LibreOffice and in a browser."""

import subprocess
import sys

SCRIPT = """
import sys


class Blocked:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] == "numpy":
            raise ModuleNotFoundError("No module named 'numpy'", name="numpy")


sys.meta_path.insert(0, Blocked())
import importlib.util

find_spec = importlib.util.find_spec
importlib.util.find_spec = lambda name: None if name == "numpy" else find_spec(name)

from loan401k.declare import REGISTRY
from tests.reference.read import CASES

answered = set()
for case in CASES:
    declaration = REGISTRY[case.function]
    case.check(declaration.cells(case.positional))
    answered.add(case.function)
    broadcasts = not declaration.is_table and not declaration.block
    if broadcasts and not case.fails and case.positional:
        # A range of two cells goes cell by cell.
        twice = [[[case.positional[0]], [case.positional[0]]], *case.positional[1:]]
        (first,), (second,) = declaration.cells(twice)
        case.check(first)
        assert first == second
        # From Python a list is a row, and lists of rows are columns and blocks.
        call, rest = declaration.function, case.positional[1:]
        alone = call(*case.positional)
        assert call([case.positional[0]] * 2, *rest) == [alone, alone]
        assert call(twice[0], *rest) == [[alone], [alone]]
assert answered == set(REGISTRY), set(REGISTRY) - answered

from loan401k import LOAN_PAYMENT, InputError

# 1,200 without interest: a twelfth and a 24th of it, as one by one; one bad cell, one error.
assert LOAN_PAYMENT(1200, 0, [1, 2]) == [100.0, 50.0]
assert LOAN_PAYMENT([[1200], [2400]], 0, [1, 2]) == [[100.0, 50.0], [200.0, 100.0]]
assert LOAN_PAYMENT([1200, -1], 0, 1) == [100.0, "#NUM!"]
assert LOAN_PAYMENT([], 0, 1) == []
for amounts, years in (([1, 2], [1, 2, 3]), ([[1, 2], [3]], 1), ([1, [2]], 1)):
    try:
        LOAN_PAYMENT(amounts, 0, years)
    except InputError as error:
        assert "do not fit together" in str(error)
    else:
        raise AssertionError((amounts, years))
assert "numpy" not in sys.modules
print(len(CASES))
"""


def test_every_case_is_answered_without_numpy():
    run = subprocess.run(
        [sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    assert int(run.stdout) > 400
