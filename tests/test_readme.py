"""What the README says is so."""

import re
import subprocess
from pathlib import Path

import pytest

from loan401k.hosts.engine import evaluate
from tests.readme import README, generated

TEXT = README.read_text(encoding="utf-8")
ROOT = README.parent


def test_its_tables_are_those_of_the_registry_and_the_workbook():
    assert generated(TEXT) == TEXT, "run python -m tests.readme"


def test_ci_runs_its_test_command_to_the_letter():
    (command,) = re.findall(r"^python3 .*pytest$", TEXT, re.MULTILINE)
    assert command in (ROOT / ".ci/run").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize(
    ("formula", "figure"), re.findall(r"^\| `(=.*)` \| ([\d,.%]+) \|", TEXT, re.MULTILINE)
)
def test_a_first_formula_gives_the_figure_beside_it(formula, figure):
    value = evaluate(formula)
    scale = 100 if figure.endswith("%") else 1
    decimals = len(figure.rstrip("%").partition(".")[2])
    assert f"{value * scale:,.{decimals}f}" + "%" * (scale == 100) == figure


def test_every_file_it_points_to_is_there():
    targets = re.findall(r"\]\((?!https?:)([^)#]+)\)", TEXT)
    assert targets
    assert [target for target in targets if not (ROOT / target).exists()] == []


def test_the_top_of_the_tree_holds_nothing_else():
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, encoding="utf-8", check=False
    ).stdout.split("\n")
    top = {Path(name).parts[0] for name in listed if name}
    visible = {name for name in top if not name.startswith(".")}
    assert visible <= {"addin", "workbook", "tests", "pyproject.toml", "README.md", "LICENSE"}
