"""What is installed: the wheel with its data, in an empty environment of its own."""

import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

from loan401k import __version__

ROOT = Path(__file__).parents[1]


def test_the_wheel_holds_the_template_and_the_dated_law(wheel):
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    assert "loan401k/401k-loan.xlsx" in names
    assert {path.name for path in (ROOT / "addin/loan401k/law").glob("*.json")} <= {
        name.removeprefix("loan401k/law/") for name in names
    }
    assert not [name for name in names if name.startswith(("tests", "workbook", "addin"))]


def test_the_wheel_has_the_one_version(wheel):
    assert wheel.name.startswith(f"loan401k-{__version__}-")


def test_an_installed_wheel_opens_the_template_from_anywhere(wheel, tmp_path):
    """The wheel stands in an environment that knows this one's libraries, but not this checkout."""
    environment = tmp_path / "environment"
    venv.create(environment, symlinks=os.name != "nt")
    scripts = environment / ("Scripts" if os.name == "nt" else "bin")
    site = subprocess.run(
        [scripts / "python", "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        capture_output=True,
        encoding="utf-8",
        check=True,
    ).stdout.strip()
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    libraries = next(path for path in sys.path if path.endswith("site-packages"))
    program = (
        f"import sys; sys.path.append({libraries!r}); "
        "import loan401k; from loan401k.cli import main; "
        f"assert loan401k.__file__.startswith({site!r}), loan401k.__file__; "
        "sys.argv = ['loan401k', 'open', '--print']; main()"
    )
    clean = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    outcome = subprocess.run(
        [scripts / "python", "-c", program],
        cwd=tmp_path,
        env=clean,
        capture_output=True,
        encoding="utf-8",
    )
    assert outcome.returncode == 0, outcome.stderr
    assert "Keep the card" in outcome.stdout
