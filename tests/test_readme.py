"""What the README and the pages it leads to say is so."""

import ast
import doctest
import re
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from loan401k.cli.commands import cli
from loan401k.declare import REGISTRY
from loan401k.hosts.engine import evaluate
from tests.readme import FUNCTIONS, README, ROOT, functions, generated
from tests.reference import ledger
from tests.reference.households import TYPICAL
from workbook.sheets.functions import INSTALL

TEXT = README.read_text(encoding="utf-8")
PAGES = [
    README,
    *(FUNCTIONS.with_name(name) for name in ("USING.md", "SCALE.md", "CHANGELOG.md")),
    ROOT / "tests/benchmarks/README.md",
    *sorted((ROOT / ".github").glob("*.md")),
]


def blocks(language):
    """The README's code blocks, each without the indent of a list."""
    found = re.findall(rf"^ *```{language}\n(.*?)^ *```", TEXT, re.MULTILINE | re.DOTALL)
    return [line.strip() for block in found for line in block.splitlines()]


def test_its_tables_are_those_of_the_registry_and_the_workbook():
    assert generated(TEXT) == TEXT, "run python -m tests.readme"


def test_the_page_of_functions_is_that_of_the_registry():
    page = FUNCTIONS.read_text(encoding="utf-8")
    assert page == functions(), "run python -m tests.readme"
    listed = re.findall(r"^\| `([A-Z_]+)\(", page, re.MULTILINE)
    assert sorted(listed) == sorted(REGISTRY)


def test_ci_runs_its_test_command_to_the_letter():
    (command,) = re.findall(r"^python3 .*pytest -n auto$", TEXT, re.MULTILINE)
    assert command in (ROOT / ".ci/run").read_text(encoding="utf-8").splitlines()


def test_the_workflow_runs_its_two_commands_on_every_system():
    workflow = (ROOT / ".github/workflows/readme.yml").read_text(encoding="utf-8")
    run = re.findall(r"^ +run: (.*)$", workflow, re.MULTILINE)
    for command in blocks("sh"):
        assert command in run
    windows = [line for line in blocks("powershell") if re.search("open$|pytest", line)]
    assert len(windows) == len(blocks("sh")) == 2
    for command in windows:
        # The launcher py would take another Python there than the one of the matrix.
        assert re.sub("^py ", "python ", command) in run


def test_its_commands_for_windows_are_for_the_powershell_that_windows_brings():
    for command in blocks("powershell"):
        assert "&&" not in command
        assert "/" not in command


#: The household that readers paste into cells, with the row that they add below it.
HOUSEHOLD = [
    (name, float(value.rstrip("%")) / (100 if value.endswith("%") else 1))
    for name, value in (
        line.split() for line in blocks("text") if re.match(r"[a-z_]+\s+[\d.]+%?$", line)
    )
]
LEAVES = ("annual_separation", 1 - 0.8 ** (1 / 5))


def typed(formula):
    """The formula with the household's cells as an array constant."""
    for cells, rows in (("A1:B14", HOUSEHOLD), ("A1:B15", [*HOUSEHOLD, LEAVES])):
        constant = ";".join(f'"{name}",{value!r}' for name, value in rows)
        formula = formula.replace(cells, f"{{{constant}}}")
    return formula


@pytest.mark.parametrize(
    ("formula", "figure"), re.findall(r"^\| `(=.*?)` \| ([\d,.%]+) \|", TEXT, re.MULTILINE)
)
def test_a_first_formula_gives_the_figure_beside_it(formula, figure):
    value = evaluate(typed(formula))
    scale = 100 if figure.endswith("%") else 1
    decimals = len(figure.rstrip("%").partition(".")[2])
    assert f"{value * scale:,.{decimals}f}" + "%" * (scale == 100) == figure


def test_the_first_formulas_show_the_household_of_the_specification():
    assert len(HOUSEHOLD) == 14
    assert dict(HOUSEHOLD) == {
        name: value for name, value in TYPICAL.items() if not name.startswith("personal")
    }
    figures = dict(re.findall(r"^\| `(=LOAN_GAIN.*?)` \| ([\d,.]+) \|", TEXT, re.MULTILINE))
    assert figures == {"=LOAN_GAIN(A1:B14)": "3,539.41", "=LOAN_GAIN(A1:B15)": "3,259.60"}
    assert "with annual_separation in A15 and `=1-0.8^(1/5)` in B15" in TEXT


def test_its_table_of_the_best_loan_is_what_calc_prints():
    done = CliRunner().invoke(cli, ["calc", typed("=LOAN_BEST(A1:B15)")])
    assert f"```text\n{done.stdout}```" in TEXT


def test_the_household_in_five_lines_works_as_it_is_typed():
    five = re.findall(
        r"^\d\. ", TEXT.partition("in five lines:**")[2].partition("\n\nAmounts")[0], re.M
    )
    assert len(five) == 5
    (formula,) = re.findall(r"^   `(=LOAN_GAIN\(\{.*\}\))`$", TEXT, re.MULTILINE)
    household = {name: value for name, value in HOUSEHOLD if f'"{name}"' in formula}
    assert len(household) == 6
    assert evaluate(formula) == pytest.approx(float(ledger.loan_gain(household)), abs=1e-6)
    # The function wizard shows the same.
    assert formula[len("=LOAN_GAIN(") : -1] in REGISTRY["LOAN_GAIN"].arguments[0].help


def test_the_plain_formula_it_shows_is_what_native_prints():
    ((call, plain),) = re.findall(r"--native '(=.*?)'` prints\s`(=.*?)`", TEXT)
    done = CliRunner().invoke(cli, ["calc", "--native", call])
    assert done.stdout.splitlines()[1] == plain


def test_the_workbook_gives_its_steps_of_installing():
    commands = [what for where, what in INSTALL if not where]
    assert len(commands) == 2
    for command in commands:
        for part in command.rstrip(")").split(" (Windows: "):
            assert part in TEXT


def test_its_lines_of_python_give_what_stands_below():
    outcome = doctest.testfile(str(README), module_relative=False)
    assert outcome.attempted > 0
    assert outcome.failed == 0


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_place_that_a_page_points_to_is_there(page):
    missing = []
    for target in re.findall(r"\]\((?!https?:)([^)]+)\)", page.read_text(encoding="utf-8")):
        name, _, section = target.partition("#")
        path = page.parent / name if name else page
        if not path.exists() or (section and section not in sections(path)):
            missing.append(target)
    assert missing == []


def sections(page):
    """The names by which a page's headings are linked to."""
    headings = re.findall(r"^#+ (.*)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return [re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-") for heading in headings]


def sentences(path):
    """The texts of a module, the fixed parts of one with figures in it joined."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
        elif isinstance(node, ast.JoinedStr):
            yield "".join(p.value for p in node.values if isinstance(p, ast.Constant))


def test_nobody_is_told_to_install_a_name_that_is_not_ours():
    for page in PAGES:
        assert "pip install loan401k" not in page.read_text(encoding="utf-8"), page.name
    words = [words for path in ROOT.glob("addin/**/*.py") for words in sentences(path)]
    assert any("pip install" in sentence for sentence in words)
    assert not [sentence for sentence in words if "pip install loan401k" in sentence]


def test_the_top_of_the_tree_holds_nothing_else():
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, encoding="utf-8", check=False
    ).stdout.split("\n")
    top = {Path(name).parts[0] for name in listed if name}
    visible = {name for name in top if not name.startswith(".")}
    assert visible <= {"addin", "workbook", "tests", "pyproject.toml", "README.md", "LICENSE"}
