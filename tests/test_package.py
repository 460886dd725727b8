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
    assert {path.name for path in (ROOT / "addin/loan401k/law").glob("*.json")} <= {
        name.removeprefix("loan401k/law/") for name in names
    }
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
