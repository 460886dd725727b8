"""Which part may import which, read from the source, and how light the package starts."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import loan401k
from loan401k.declare import REGISTRY

PACKAGE = Path(loan401k.__file__).parent
WORKBOOK = Path(__file__).parents[1] / "workbook"

GROUND = {"beside", "errors", "nearest", "serial"}

#: What each part may import of ours besides itself.
ALLOWED = {
    "beside": set(),
    "errors": set(),
    "nearest": set(),
    "serial": set(),
    "template": set(),
    "finance": set(),
    "law": {"finance.numeric", "finance.dates"},
    "declare": {"errors", "nearest", "serial", "finance.numeric"},
    "functions": {"finance", "law", "declare", "errors"},
    "package": GROUND,
    "batch": {"declare", "beside", "errors", "nearest"},
    "hosts": GROUND | {"declare", "package"},
    "cli": GROUND | {"batch", "declare", "hosts", "package", "template"},
}

#: Names of the package itself that every part may use.
OF_THE_PACKAGE = {"loan401k.__version__"}


def modules_of(folder, name):
    """Yield (dotted name, whether it is a package, path) of every module of a folder."""
    for path in sorted(folder.rglob("*.py")):
        parts = path.relative_to(folder).with_suffix("").parts
        is_package = parts[-1] == "__init__"
        yield ".".join([name, *(parts[:-1] if is_package else parts)]), is_package, path


def imports_of(module, is_package, path):
    """Yield the dotted name of everything a module imports, names from packages included."""
    for node in nodes_of(path):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name
        elif isinstance(node, ast.ImportFrom):
            base = module.split(".")[: None if is_package else -1]
            base = base[: len(base) - node.level + 1] if node.level else []
            source = ".".join([*base, *(node.module or "").split(".")]).strip(".")
            for alias in node.names:
                yield f"{source}.{alias.name}"


def absolute_imports_of(path):
    """Yield the top of the dotted name of everything a module imports absolutely."""
    for node in nodes_of(path):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.module.split(".")[0]


def nodes_of(path):
    return ast.walk(ast.parse(path.read_text(encoding="utf-8")))


MODULES = list(modules_of(PACKAGE, "loan401k"))
OURS = [(module, set(imports_of(module, package, path))) for module, package, path in MODULES]


def within(name, part):
    return name == f"loan401k.{part}" or name.startswith(f"loan401k.{part}.")


def part_of(part):
    return [(module, names) for module, names in OURS if within(module, part)]


def test_the_reader_of_imports_sees_them():
    seen = dict(OURS)
    assert "loan401k.finance.numeric.growth" in seen["loan401k.finance.account"]
    assert "loan401k.declare.worksheet_function" in seen["loan401k.functions.loan"]
    assert "loan401k.errors.CellError" in seen["loan401k.declare.kinds"]
    assert "loan401k.declare.REGISTRY" in seen["loan401k"]
    assert "numpy" in seen["loan401k.declare.ranges"]


def test_every_part_has_its_arrows():
    parts = {module.split(".")[1] for module, _, _ in MODULES if module != "loan401k"}
    assert parts - {"__main__"} == set(ALLOWED)


@pytest.mark.parametrize("part", ALLOWED)
def test_a_part_imports_only_what_it_may(part):
    modules = part_of(part)
    assert modules
    for module, names in modules:
        for name in names - OF_THE_PACKAGE:
            if name == "loan401k" or name.startswith("loan401k."):
                assert any(within(name, may) for may in {part, *ALLOWED[part]}), (module, name)


def test_no_group_of_functions_calls_another():
    shared = {"arguments", "conditions", "given", "native"}
    for module, names in part_of("functions"):
        for name in names:
            if within(name, "functions") and module != "loan401k.functions":
                assert name.split(".")[2] in shared, (module, name)


def test_no_host_knows_a_single_function():
    for module, names in part_of("hosts"):
        for name in names:
            assert name.rpartition(".")[2] not in REGISTRY, (module, name)


def host_of(module):
    """Return the folder of hosts/ that a module belongs to, "" for what all may use."""
    first = module.removeprefix("loan401k.hosts").lstrip(".").split(".")[0]
    return first if (PACKAGE / "hosts" / first).is_dir() else ""


def test_no_host_knows_another():
    for module, names in part_of("hosts"):
        known = {host_of(name) for name in names if within(name, "hosts")}
        assert known <= {host_of(module), ""}, module


def test_imports_are_relative_within_and_absolute_between_the_package_and_the_workbook():
    for module, _, path in MODULES:
        assert not {"loan401k", "workbook", "tests"} & set(absolute_imports_of(path)), module
    for module, _, path in modules_of(WORKBOOK, "workbook"):
        assert not {"workbook", "tests"} & set(absolute_imports_of(path)), module


HEAVY = ("numpy", "openpyxl", "xlwings", "formualizer", "lxml", "click", "rich")


def test_importing_the_package_imports_nothing_heavy():
    code = f"import sys, loan401k; print([name for name in {HEAVY} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_one_cell_of_every_kind_of_function_needs_no_numpy():
    code = (
        "import sys, loan401k as x;"
        "x.LOAN_NET_COST(10000, 0.0425, 5, 0.05); x.TRUE_APR(0.0775, 15, 0.07, 0.22);"
        "x.LOAN_SCHEDULE(10000, 0.0425, 5);"
        "x.COMPARE_OPTIONS(9000, 0.2, 300, 50000, 0.05, 0.04, 5);"
        "x.FED_TAX(2026, 'single', 60000); x.LOAN_MINIMUM([[4000, 0.21]], 0.0425, 5, 0.05);"
        "print('numpy' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
