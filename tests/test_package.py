"""What is installed: the wheel with its data, in an empty environment of its own."""

import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

from loan401k import __version__

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT],
        check=True,
        capture_output=True,
    )
    (path,) = folder.glob("*.whl")
    return path


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
    assert "Keep the card" in outcome.stdout


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
