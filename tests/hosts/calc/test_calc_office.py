"""Starting and stopping LibreOffice, and installing into it."""

import os
import select
import shutil
import subprocess
import sys
import venv
from pathlib import Path

import pytest

import loan401k
from loan401k.cli.programs import viewers
from loan401k.hosts.calc import deployment, install, office
from loan401k.hosts.calc.install import Outcome
from loan401k.hosts.calc.office import Office, OfficeError
from tests.hosts import needs


@pytest.fixture
def copied_profile(profile, tmp_path):
    """A copy of the profile with the extension, to change."""
    copy = tmp_path / "profile"
    shutil.copytree(profile, copy, ignore=shutil.ignore_patterns(".lock"))
    return copy


def test_what_is_installed_is_known_replaced_and_removed(copied_profile):
    version = loan401k.__version__
    assert install.install(copied_profile) == Outcome(version, version, restart=False)
    assert install.installed(copied_profile) == version
    assert install.uninstall(copied_profile) == Outcome(None, version, restart=False)
    assert install.uninstall(copied_profile) == Outcome(None, None, restart=False)


def test_an_older_version_does_not_replace_a_newer_one(copied_profile, monkeypatch):
    monkeypatch.setattr(install, "__version__", "0.0.9")
    with pytest.raises(OfficeError, match=r"which is newer than 0\.0\.9: update loan401k"):
        install.install(copied_profile)


def test_an_open_libreoffice_is_left_alone(tmp_path):
    (tmp_path / ".lock").touch()
    with pytest.raises(OfficeError, match="LibreOffice is open: close it and try again"):
        install.installed(tmp_path)


@pytest.mark.parametrize(
    ("outcome", "sentence"),
    [
        (Outcome("0.2", None, False), "LibreOffice Calc has the functions of loan401k 0.2."),
        (
            Outcome("0.2", "0.1", True),
            (
                "LibreOffice Calc has the functions of loan401k 0.2, in place of 0.1. "
                "LibreOffice is open: close it and start it again."
            ),
        ),
        (
            Outcome(None, "0.1", False),
            "The functions of loan401k 0.1 are removed from LibreOffice Calc.",
        ),
        (
            Outcome(None, None, True),
            "LibreOffice Calc did not have the functions of loan401k.",
        ),
    ],
)
def test_an_outcome_is_a_sentence(outcome, sentence):
    assert outcome.sentence == sentence


#: What unopkg of LibreOffice 7.4 prints, shortened.
LISTED = """All deployed user extensions:

Identifier: com.example.other
  Version: 7.1
  URL: vnd.sun.star.expand:$UNO_USER_PACKAGES_CACHE/uno_packages/a.tmp_/other.oxt
  is registered: yes

Identifier: org.loan401k
  Version: 0.0.7
  URL: vnd.sun.star.expand:$UNO_USER_PACKAGES_CACHE/uno_packages/b.tmp_/loan401k.oxt
  is registered: yes
"""


@pytest.fixture
def unopkg(monkeypatch, tmp_path):
    """A stand-in for LibreOffice's unopkg; the calls it saw, and what it answers next."""
    calls, answers = [], {"list": (0, LISTED, "")}

    def run(command, **options):
        calls.append(command[1:])
        code, out, errors = answers.get(command[1], (0, "", ""))
        return subprocess.CompletedProcess(command, code, out, errors)

    monkeypatch.setattr(deployment.subprocess, "run", run)
    monkeypatch.setattr(deployment, "find_program", lambda name: name)
    monkeypatch.setattr(os, "geteuid", lambda: 1000, raising=False)
    monkeypatch.setattr(deployment, "default_profile", lambda: tmp_path)
    return calls, answers


def test_an_ordinary_user_installs_with_unopkg(unopkg, tmp_path):
    calls, _ = unopkg
    assert install.installed() == "0.0.7"
    assert install.uninstall() == Outcome(None, "0.0.7", restart=False)
    assert calls == [["list"], ["list"], ["remove", "org.loan401k"]]
    (tmp_path / ".lock").touch()
    assert install.uninstall().restart


def test_an_installation_that_did_not_work_is_an_error(unopkg):
    _, answers = unopkg
    with pytest.raises(OfficeError, match=r"did not take the functions in: it has 0\.0\.7"):
        install.install()
    answers["add"] = (1, "", "ERROR: the disk\nis full\n")
    with pytest.raises(OfficeError, match="unopkg add failed: ERROR: the disk is full"):
        install.install()


def test_without_libreoffice_a_sentence_says_what_to_do(monkeypatch):
    monkeypatch.setattr(office, "_FOLDERS", ())
    monkeypatch.setenv("PATH", "")
    with pytest.raises(OfficeError, match=r"soffice was not found .* install LibreOffice Calc"):
        office.find_program()


def test_libreoffice_is_found_off_the_path(monkeypatch, tmp_path):
    monkeypatch.setattr(office, "_FOLDERS", (tmp_path / "none", tmp_path))
    monkeypatch.setenv("PATH", "")
    program = tmp_path / ("soffice.exe" if sys.platform == "win32" else "soffice")
    program.touch(mode=0o755)
    assert Path(office.find_program()) == program


def test_no_python_of_an_environment_stands_in_libreoffices_way(
    copied_profile, tmp_path, monkeypatch
):
    environment, before = tmp_path / "environment", os.environ["PATH"]
    venv.create(environment)
    programs = environment / ("Scripts" if sys.platform == "win32" else "bin")
    monkeypatch.setenv("VIRTUAL_ENV", str(environment))
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{before}")
    clean = office.clean_environment()
    assert "VIRTUAL_ENV" not in clean
    assert str(programs) not in clean["PATH"].split(os.pathsep)
    assert set(clean["PATH"].split(os.pathsep)) <= set(before.split(os.pathsep))
    # With the environment's Python it dies of std::bad_alloc.
    assert install.install(copied_profile).version == loan401k.__version__


def test_unopkg_and_an_opened_office_start_without_the_environment(tmp_path, monkeypatch):
    monkeypatch.setenv("VIRTUAL_ENV", str(tmp_path))
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}")
    environments = []

    def run(command, **options):
        environments.append(options["env"])
        return subprocess.CompletedProcess(command, 0, "", "")

    monkeypatch.setattr(subprocess, "run", run)
    monkeypatch.setattr(subprocess, "Popen", run)
    for module in (deployment, office):
        monkeypatch.setattr(module, "find_program", lambda name="soffice": name)
    deployment._ByUnopkg(None, was_open=False).version()
    viewers.LIBREOFFICE.start(tmp_path / "plan.xlsx")
    assert len(environments) == 2
    for environment in environments:
        assert "VIRTUAL_ENV" not in environment
        assert str(tmp_path / "bin") not in environment["PATH"].split(os.pathsep)


def test_what_an_office_cannot_do_is_an_error(office):
    with pytest.raises(OfficeError, match="KeyError: 'fly'"):
        office.ask("fly")
    assert office.ask("extensions")[0][0] == "org.loan401k"


def test_an_office_that_does_not_start_is_an_error(tmp_path):
    needs.libreoffice()
    (tmp_path / "file").touch()
    with pytest.raises(OfficeError, match="LibreOffice ended or did not start"):
        Office(tmp_path / "file")  # a profile must be a folder


KILLED = """
import os, signal, sys
from pathlib import Path
from loan401k.hosts.calc.office import Office

office = Office(Path(sys.argv[1]))
print(office._process.pid, flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="Only Linux waits for any process.")
def test_an_office_ends_when_its_owner_is_killed(copied_profile):
    package = Path(loan401k.__file__).parents[1]
    killed = subprocess.Popen(
        [sys.executable, "-c", KILLED, str(copied_profile)],
        env={**os.environ, "PYTHONPATH": str(package)},
        stdout=subprocess.PIPE,
        text=True,
    )
    with killed:
        assert killed.stdout is not None
        office = os.pidfd_open(int(killed.stdout.readline()))
    ended, _, _ = select.select([office], [], [], 30)
    os.close(office)
    assert ended
