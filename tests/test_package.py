"""What is installed: the wheel with its data, in an empty environment of its own."""

import os
import subprocess
import sys
import venv
import zipfile
from email import message_from_bytes
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from loan401k import __version__

ROOT = Path(__file__).parents[1]
#: pip's words for the machine, as an Intel (x64) and an ARM Python on Windows have them.
INTEL = {"sys_platform": "win32", "platform_machine": "AMD64"}
ARM = {"sys_platform": "win32", "platform_machine": "ARM64"}


def test_the_wheel_holds_the_template_and_the_dated_law(wheel):
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    assert "loan401k/401k-loan.xlsx" in names
    data = {f"loan401k/law/data/{p.name}" for p in (ROOT / "addin/loan401k/law/data").iterdir()}
    assert data
    assert data <= names
    assert not [name for name in names if name.startswith(("tests", "workbook", "addin"))]


def test_the_wheel_has_the_one_version(wheel):
    assert wheel.name.startswith(f"loan401k-{__version__}-")


@pytest.fixture(scope="module")
def metadata(wheel):
    with zipfile.ZipFile(wheel) as archive:
        (name,) = [name for name in archive.namelist() if name.endswith(".dist-info/METADATA")]
        return message_from_bytes(archive.read(name))


@pytest.fixture(scope="module")
def requirements(metadata):
    return [Requirement(text) for text in metadata.get_all("Requires-Dist")]


def test_only_the_engine_is_left_out_and_only_on_windows_on_arm(requirements):
    def installed(machine):
        return {
            one.name
            for one in requirements
            if one.marker is None or one.marker.evaluate({**machine, "extra": ""})
        }

    assert installed(INTEL) - installed(ARM) == {"formualizer"}
    assert installed(ARM) < installed(INTEL)
    assert "formualizer" in installed({"sys_platform": "darwin", "platform_machine": "arm64"})


def test_a_browsers_python_gets_xlwings_and_nothing_else(requirements):
    """In xlwings Lite workbooks pin old ones; 0.35 is the first that knows where it runs."""
    browser = {"sys_platform": "emscripten", "platform_machine": "wasm32", "extra": ""}
    asked = [one for one in requirements if one.marker is None or one.marker.evaluate(browser)]
    assert [f"{one.name}{one.specifier}" for one in asked] == ["xlwings>=0.35"]


def test_the_sentence_about_a_missing_engine_names_the_version_that_fits(requirements):
    (engine,) = [one for one in requirements if one.name == "formualizer"]
    source = (ROOT / "addin/loan401k/hosts/engine/__init__.py").read_text(encoding="utf-8")
    assert f"pip install formualizer{engine.specifier}; " in source


def test_the_versions_that_ci_installs_are_all_pinned_and_within_the_bounds(requirements):
    pins = {}
    for line in (ROOT / ".ci/constraints.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            pin = Requirement(line)
            pins.setdefault(pin.name.lower(), []).append(str(pin.specifier).removeprefix("=="))
    for one in requirements:
        assert pins[one.name.lower()], f"{one.name}: make .ci/constraints.txt anew"
        assert all(one.specifier.contains(version) for version in pins[one.name.lower()]), one


def test_the_pythons_it_names_are_those_that_the_workflow_runs(metadata):
    named = [
        text.rpartition(" ")[2]
        for text in metadata.get_all("Classifier")
        if text.startswith("Programming Language :: Python :: 3.")
    ]
    workflow = (ROOT / ".github/workflows/readme.yml").read_text(encoding="utf-8")
    quoted = ", ".join(f'"{version}"' for version in named)
    assert f"python: [{quoted}]" in workflow
    assert metadata["Requires-Python"] == f">={named[0]}"


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """An environment with the wheel alone: its Python, and where its libraries are."""
    environment = tmp_path_factory.mktemp("installed") / "environment"
    venv.create(environment, symlinks=os.name != "nt")
    python = environment / ("Scripts" if os.name == "nt" else "bin") / "python"
    site = subprocess.run(
        [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        capture_output=True,
        encoding="utf-8",
        check=True,
    ).stdout.strip()
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    return python, site


def test_an_installed_wheel_opens_the_template_from_anywhere(installed, tmp_path):
    """The environment knows this one's libraries, but not this checkout."""
    python, site = installed
    libraries = next(path for path in sys.path if path.endswith("site-packages"))
    program = (
        f"import sys; sys.path.append({libraries!r}); "
        "import loan401k; from loan401k.cli import main; "
        f"assert loan401k.__file__.startswith({site!r}), loan401k.__file__; "
        "sys.argv = ['loan401k', 'open', '--print']; main()"
    )
    clean = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    outcome = subprocess.run(
        [python, "-c", program],
        cwd=tmp_path,
        env=clean,
        capture_output=True,
        encoding="utf-8",
    )
    assert outcome.returncode == 0, outcome.stderr
    assert "The 401(k) loan leaves you about $3,300 better off" in outcome.stdout


TYPED = """\
import datetime as dt
from loan401k import DEBT_PLAN, LOAN_FACTS, LOAN_PAYMENT, LOAN_SCHEDULE, CURE_DEADLINE, InputError

cost: float = LOAN_PAYMENT(10000, 0.0425, years=5)
none: float = LOAN_PAYMENT(10000, 0.0425, 5, None)
ends: dt.date = CURE_DEADLINE(dt.date(2026, 3, 15))
many = LOAN_PAYMENT([10000, 20000], 0.0425, [5, None]).tolist()
rows: list[list[object]] = LOAN_SCHEDULE(10000, 0.0425, 5, start_date=46096, round_cents=True)
plan = DEBT_PLAN([[6000, 0.24, 150], (900, 0.2, 30)], 400, "snowball")
code: str = InputError.code
"""


def test_a_type_checker_knows_the_functions_of_an_installed_wheel(installed, tmp_path):
    python, _ = installed
    wrong = (
        "from loan401k import LOAN_NET_COSTT",
        'LOAN_PAYMENT("x", 0.0425, 5)',
        "LOAN_PAYMENT(10000, 0.0425, 5, colour=3)",
        "LOAN_PAYMENT(10000, 0.0425)",
        "text: str = LOAN_PAYMENT(10000, 0.0425, 5)",
        "LOAN_SCHEDULE([10000], 0.0425, 5)",
        "LOAN_SCHEDULE(10000, 0.0425, 5, start_date='2026-03-15')",
    )
    (tmp_path / "uses.py").write_text(TYPED + "\n".join(wrong) + "\n", encoding="utf-8")
    outcome = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--python-executable", python, "uses.py"],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
    )
    refused = {
        int(line.split(":")[1]) for line in outcome.stdout.splitlines() if ": error:" in line
    }
    first = TYPED.count("\n") + 1
    assert refused == set(range(first, first + len(wrong))), outcome.stdout


def test_the_wheel_says_that_it_is_typed(wheel):
    with zipfile.ZipFile(wheel) as archive:
        assert {"loan401k/py.typed", "loan401k/__init__.pyi"} <= set(archive.namelist())
