"""A function added as .github/CONTRIBUTING.md says, in a copy of the tree, is in every host."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.hosts.excel.server.excel import ENVIRONMENT as SERVER

ROOT = Path(__file__).parents[1]

BODY = '''

@worksheet_function(GROUP, result="dollars")
def LOAN_WEEKLY_SAVING(xp: Scope, amount: Amount, years: LoanYears) -> float:
    """Amount to put aside each week to pay an amount after some years, without interest.

    amount / (52 years).

    >>> LOAN_WEEKLY_SAVING(5200, 2)
    50.0

    Source: division.
    """
    return amount / (52.0 * years)
'''
CONTRACT = """\
  "LOAN_WEEKLY_SAVING": {"group": "G", "table": false, "arguments": [
   ["amount", "amount", "required"],
   ["years", "term", "required"]]},

"""
CASE = {
    "name": "loan_weekly_saving_two_years",
    "function": "LOAN_WEEKLY_SAVING",
    "inputs": {"amount": 5200, "years": 2},
    "pick": None,
    "expected": 50,
    "tolerance": 0,
    "kind": "by hand",
    "source": "two years have 104 weeks of 50",
}
BODIES = "addin/loan401k/functions/tax.py"
CONTRACTS = "tests/reference/contract.json"
CASES = "tests/reference/cases_more.json"
BY_HAND = {BODIES, CONTRACTS, CASES}
GENERATED = {"workbook/401k-loan.xlsx", "addin/FUNCTIONS.md", "addin/loan401k/__init__.pyi"}

#: Run in the copy: what each host makes of the declaration.
HOSTS = """
import json
import loan401k
from loan401k.declare import REGISTRY
from loan401k.hosts import excel
from loan401k.hosts.calc import configuration
from loan401k.hosts.calc.extension import contents
from loan401k.hosts.engine import evaluate
from loan401k.hosts.excel.windows.vba import wrappers

name = "LOAN_WEEKLY_SAVING"
print(json.dumps({
    "python": getattr(loan401k, name)(5200, 2),
    "range": getattr(loan401k, name)([5200, 10400], 2).tolist(),
    "cells": REGISTRY[name].cells([5200.0, 2.0]),
    "error": REGISTRY[name].cells([-1.0, 2.0]),
    "engine": evaluate("=LOAN_WEEKLY_SAVING(5200, 2)"),
    "xlwings": getattr(excel, name)(5200.0, 2.0),
    "vba": wrappers(REGISTRY.values()),
    "description": configuration.functions(REGISTRY.values()).decode(),
    "extension": sorted(file for file, data in contents().items() if name.encode() in data),
}))
"""
REGISTERED = """
import json
from xlwings.server import custom_functions_meta
import loan401k.hosts.excel as module
print(json.dumps(custom_functions_meta(module)))
"""


def digests(folder):
    """What every file of a tree holds, but for what running it leaves behind."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and not {"__pycache__", ".hypothesis"} & set(path.parts)
    }


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """Run Python in a copy that holds what is under version control."""
    copy = tmp_path_factory.mktemp("copy")
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, check=True, capture_output=True, encoding="utf-8",
    )  # fmt: skip
    for name in filter(None, listed.stdout.split("\0")):
        if (ROOT / name).exists():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, copy / name)
    environment = {**os.environ, "PYTHONPATH": str(copy / "addin"), "PYTHONDONTWRITEBYTECODE": "1"}
    environment = {
        key: v for key, v in environment.items() if not key.startswith(("COV", "PYTEST"))
    }

    def python(*arguments, **more):
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=copy, env={**environment, **more}, capture_output=True, encoding="utf-8",
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    python.folder = copy
    return python


@pytest.fixture(scope="module")
def changed(run):
    """Take the four steps; return the names of the files that are not as before."""
    before = digests(run.folder)
    bodies = run.folder / BODIES
    bodies.write_text(bodies.read_text(encoding="utf-8") + BODY, encoding="utf-8")
    contracts = run.folder / CONTRACTS
    head, mark, tail = contracts.read_text(encoding="utf-8").partition('  "DOUBLE_TAX_COST"')
    contracts.write_text(head + CONTRACT + mark + tail, encoding="utf-8")
    cases = run.folder / CASES
    listed = json.loads(cases.read_text(encoding="utf-8"))
    cases.write_text(json.dumps([*listed, CASE], indent=1), encoding="utf-8")
    for command in ("workbook", "tests.readme", "tests.stub"):
        run("-m", command)
    after = digests(run.folder)
    return {name for name in before | after if before.get(name) != after.get(name)}


@pytest.fixture(scope="module")
def seen(run, changed):
    return json.loads(run("-c", HOSTS))


def test_three_files_are_written_by_hand_the_rest_is_generated(changed):
    assert changed == BY_HAND | GENERATED


def test_python_has_it_for_a_number_and_for_a_range(seen):
    assert (seen["python"], seen["range"]) == (50, [50, 100])


def test_cells_have_it_and_its_errors(seen):
    assert (seen["cells"], seen["error"]) == (50, "#NUM!")


def test_the_embedded_engine_has_it(seen):
    assert seen["engine"] == 50


def test_xlwings_has_it_with_its_help(run, seen):
    assert seen["xlwings"] == [[50]]
    everything = json.loads(run("-c", REGISTERED, **SERVER))["functions"]
    (told,) = [function for function in everything if function["name"] == "LOAN_WEEKLY_SAVING"]
    assert told["description"].startswith("Amount to put aside each week")
    assert [argument["name"] for argument in told["parameters"]] == ["amount", "years"]


def test_the_add_in_for_excel_has_it(seen):
    assert "Function LOAN_WEEKLY_SAVING(" in seen["vba"]


def test_the_extension_for_libreoffice_has_it_with_its_help(seen):
    assert "LOAN_WEEKLY_SAVING" in seen["description"]
    assert "Amount to put aside each week" in seen["description"]
    assert len(seen["extension"]) >= 2  # the description and the library of types


def test_the_page_of_functions_and_the_workbook_list_it(run, changed):
    page = (run.folder / "addin/FUNCTIONS.md").read_text(encoding="utf-8")
    assert "| `LOAN_WEEKLY_SAVING(amount, years)` | Amount to put aside each week" in page
    functions = "from workbook import build; from loan401k.hosts.engine import recalculate\n"
    functions += "import openpyxl; book = openpyxl.load_workbook(build.TEMPLATE)\n"
    functions += "print([c.value for row in book['Functions'].rows for c in row])"
    assert "LOAN_WEEKLY_SAVING" in run("-c", functions)


def test_its_contract_its_case_and_its_example_hold(run, changed):
    run(
        "-m", "pytest", "-q", "-p", "no:cacheprovider",
        "-k", "WEEKLY or weekly or those_of_the_contract",
        "tests/functions/test_contract.py", "tests/functions/test_cases.py", BODIES,
    )  # fmt: skip
