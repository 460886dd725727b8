"""Building, installing and removing our functions, and the doctor who looks at all of it."""

import dataclasses
import json
import logging
import sys
import zipfile
from pathlib import Path

import pytest
import xlwings

from loan401k import __version__
from loan401k.cli.programs import doctor, viewers
from loan401k.cli.programs.doctor import Finding
from loan401k.hosts.calc import install as calc_install
from loan401k.hosts.calc import office
from loan401k.hosts.calc.office import OfficeError
from loan401k.hosts.excel import log as excel_log
from loan401k.hosts.excel.windows import addin as excel_addin


@pytest.fixture
def no_office(monkeypatch):
    """Keep LibreOffice out of tests that are not about it."""

    def none(*_, **__):
        raise OfficeError("LibreOffice was not asked.")

    monkeypatch.setattr(calc_install, "installed", none)


@pytest.mark.parametrize(
    ("program", "suffix", "inside"),
    [("excel", ".xlam", "xl/vbaProject.bin"), ("calc", ".oxt", "CalcAddIns.xcu")],
)
def test_build_writes_the_file_and_replaces_it_only_when_asked(
    run, tmp_path, program, suffix, inside
):
    path = tmp_path / f"mine{suffix}"
    assert run("build", program, "-o", path).exit_code == 0
    with zipfile.ZipFile(path) as archive:
        assert inside in archive.namelist()
    before = path.read_bytes()
    again = run("build", program, "-o", path)
    assert (again.exit_code, path.read_bytes()) == (2, before)
    assert "--force replaces it" in " ".join(again.stderr.split())
    assert run("build", program, "-o", path, "--force").exit_code == 0


def test_build_into_a_folder_uses_the_usual_name(run, tmp_path):
    assert run("build", "excel", "-o", tmp_path).exit_code == 0
    assert [path.name for path in tmp_path.iterdir()] == ["loan401k.xlam"]


def test_build_refuses_another_ending(run, tmp_path):
    outcome = run("build", "excel", "-o", tmp_path / "mine.xlsx")
    assert outcome.exit_code == 2
    assert "must end in .xlam" in outcome.stderr
    assert list(tmp_path.iterdir()) == []


def test_excel_is_installed_and_removed(run, tmp_path):
    installed = run("install", "excel", "--to", tmp_path)
    assert "at its next start" in " ".join(installed.stdout.split())
    assert (tmp_path / "loan401k.xlam").exists()
    assert "gone" in run("uninstall", "excel", "--to", tmp_path).stdout
    assert "not there" in run("uninstall", "excel", "--to", tmp_path).stdout
    assert list(tmp_path.iterdir()) == []


def test_excel_off_windows_needs_a_folder(run):
    outcome = run("install", "excel")
    assert outcome.exit_code == 2
    assert "--to DIR" in " ".join(outcome.stderr.split())


def test_libreoffice_tells_what_it_has_against_it(run, monkeypatch):
    def refuse(*_):
        raise OfficeError("LibreOffice is open: close it and try again.")

    monkeypatch.setattr(calc_install, "install", refuse)
    outcome = run("install", "calc")
    assert outcome.exit_code == 2
    assert "close it and try again" in outcome.stderr


def test_the_template_for_excel_is_a_macro_workbook(run, tmp_path):
    path = tmp_path / "mine.xlsm"
    assert run("template", "--for", "excel", "-o", path, "--set", "Loan_Years=3").exit_code == 0
    with zipfile.ZipFile(path) as archive:
        assert "xl/vbaProject.bin" in archive.namelist()
    refused = run("template", "--for", "excel", "-o", tmp_path / "mine.xlsx")
    assert refused.exit_code == 2
    assert "must end in .xlsm" in refused.stderr


@pytest.mark.usefixtures("no_office")
def test_the_doctor_finds_the_way_to_the_engine_well(run):
    outcome = run("doctor", "--json")
    assert outcome.exit_code == 0
    found = {finding["what"]: finding for finding in json.loads(outcome.stdout)["findings"]}
    assert found["Embedded engine"]["well"] is True
    assert found["Embedded engine"]["found"].endswith("gives 75")
    assert found["loan401k"]["found"] == __version__


@pytest.mark.usefixtures("no_office")
def test_the_doctor_says_what_to_do_about_a_missing_addin(run, tmp_path):
    outcome = run("doctor", "--to", tmp_path)
    assert outcome.exit_code == 1
    lines = outcome.stdout.splitlines()
    place = next(k for k, line in enumerate(lines) if line.startswith("MISSING Add-in"))
    assert lines[place + 1].strip() == "-> loan401k install excel"


def test_the_doctor_tells_an_older_addin_and_somebody_elses(tmp_path, monkeypatch):
    monkeypatch.setattr("loan401k.hosts.excel.windows.addin.installed_version", lambda _: "0.0.1")
    old = doctor.excel_addin(tmp_path)
    assert (old.well, old.advice) == (False, "Close Excel, then: loan401k install excel")
    monkeypatch.undo()
    (tmp_path / "loan401k.xlam").write_bytes(b"mine")
    assert "not an add-in of ours" in doctor.excel_addin(tmp_path).found


@pytest.mark.parametrize(
    ("made", "found"),
    [
        (
            {"xlwings": "0.1.2"},
            f"made for xlwings 0.1.2, and here is {xlwings.__version__}",
        ),
        (
            {"configuration": {"INTERPRETER_WIN": r"C:\Old\python.exe"}},
            rf"made for the Python at C:\Old\python.exe, and here is {sys.executable}",
        ),
    ],
)
def test_the_doctor_tells_an_addin_made_for_another_python(tmp_path, monkeypatch, made, found):
    excel_addin.install(tmp_path)
    assert doctor.excel_addin(tmp_path).well is True
    now = excel_addin.made_for(tmp_path)
    monkeypatch.setattr(excel_addin, "made_for", lambda _: dataclasses.replace(now, **made))
    stale = doctor.excel_addin(tmp_path)
    assert (stale.well, stale.found) == (False, found)
    assert stale.advice == "Close Excel, then: loan401k install excel"


@pytest.mark.parametrize(
    ("warnings", "trusted", "well"),
    [(None, True, True), (2, True, True), (4, True, True), (3, False, False), (4, False, False)],
)
def test_the_doctor_tells_whether_macros_are_blocked(warnings, trusted, well):
    finding = doctor.macros_allowed(warnings, trusted)
    assert finding.well is well
    assert (f"VBAWarnings is {warnings}" in finding.found) is (warnings in (3, 4))
    assert bool(finding.advice) is not well


def test_the_doctor_tells_a_numpy_that_is_missing_from_one_that_is_broken(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "numpy", None)
    assert doctor.numpy().advice == "pip install numpy"
    monkeypatch.delitem(sys.modules, "numpy")
    (tmp_path / "numpy.py").write_text("raise ImportError('DLL load failed')")
    monkeypatch.syspath_prepend(tmp_path)
    broken = doctor.numpy()
    assert (broken.well, broken.found) == (False, "cannot be imported: DLL load failed")
    assert "--force-reinstall" in broken.advice


def test_a_way_that_answers_wrongly_is_not_well():
    assert doctor.answering("Way", lambda: 75.0, "do this").well is True
    assert doctor.answering("Way", lambda: 74.0, "do this").advice == "do this"

    def broken():
        raise RuntimeError("no COM")

    failed = doctor.answering("Way", broken, "do that")
    assert failed == Finding("Way", False, "failed: no COM", "do that")


def test_reasons_are_kept_and_shown_last(tmp_path, run, monkeypatch, no_office):
    logger = logging.getLogger("loan401k.test")
    handler = excel_log.keep(logger, tmp_path)
    logger.info("LOAN_PAYMENT gave #NUM!: amount is -1; it must be above 0.")
    handler.close()
    logger.removeHandler(handler)
    (tmp_path / "excel-vba.log.1").write_text("from before\n" * 6 + "the last before\n")
    (tmp_path / "excel-vba.log").write_text("Python did not start\n")
    monkeypatch.setattr(excel_log, "folder", lambda: tmp_path)
    lines = run("doctor").stdout.splitlines()
    assert lines[-6].endswith("LOAN_PAYMENT gave #NUM!: amount is -1; it must be above 0.")
    # Five lines of each, those from before the log was begun anew among them.
    before = ["from before"] * 3
    assert lines[-5:] == [*before, "the last before", "Python did not start"]


def test_open_shows_a_copy_that_replaces_nothing(run, tmp_path, monkeypatch):
    shown = []
    viewer = viewers.Viewer("LibreOffice", ".xlsx", dict, shown.append)
    monkeypatch.setattr(viewers, "find", lambda: (viewer, ""))
    monkeypatch.setattr("platformdirs.user_documents_path", lambda: tmp_path)
    for _ in range(2):
        outcome = run("open", "--set", "Loan_Amount=8000")
        assert outcome.exit_code == 0
        assert "Opened in LibreOffice" in outcome.stdout
    assert [path.name for path in shown] == ["401k-loan.xlsx", "401k-loan 2.xlsx"]
    assert {path.name for path in tmp_path.iterdir()} == {path.name for path in shown}


def test_a_copy_that_no_program_opens_is_calculated_here(run, tmp_path, monkeypatch):
    def nothing_opens_it(path):
        raise OSError(22, "No application is associated with the specified file", str(path))

    viewer = viewers.Viewer("Excel", ".xlsm", dict, nothing_opens_it)
    monkeypatch.setattr(viewers, "find", lambda: (viewer, ""))
    monkeypatch.setattr("platformdirs.user_documents_path", lambda: tmp_path)
    outcome = run("open")
    assert outcome.exit_code == 0
    first, _, verdict = outcome.stdout.splitlines()[:3]
    assert "Excel did not open it (No application is associated with the specified" in first
    assert verdict == run("open", "--print").stdout.splitlines()[2]
    assert list(tmp_path.iterdir()) == []


def addin_version(monkeypatch, version):
    addin = "loan401k.hosts.excel.windows.addin"
    monkeypatch.setattr(f"{addin}.start_folder", lambda: Path())
    monkeypatch.setattr(f"{addin}.installed_version", lambda _: version)


@pytest.fixture
def soffice(tmp_path, monkeypatch):
    """LibreOffice's program where its installer puts it, off the PATH."""
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(office, "_FOLDERS", (tmp_path,))
    program = tmp_path / "soffice"
    program.touch(mode=0o755)
    return program


def test_open_uses_excel_where_the_addin_is_and_else_libreoffice(soffice, monkeypatch):
    monkeypatch.setattr(calc_install, "installed", lambda: __version__)
    monkeypatch.setattr("sys.platform", "darwin")
    assert viewers.find() == (viewers.LIBREOFFICE, "")
    monkeypatch.setattr(viewers, "why_not_libreoffice", lambda: "LibreOffice is not asked")
    monkeypatch.setattr("sys.platform", "win32")
    addin_version(monkeypatch, __version__)
    assert viewers.find() == (viewers.EXCEL, "")
    addin_version(monkeypatch, None)
    viewer, why = viewers.find()
    assert viewer is None
    assert "Excel does not have our functions (loan401k install excel brings them)" in why


def test_open_puts_nothing_into_libreoffice_and_says_the_command(soffice, monkeypatch):
    monkeypatch.setattr("sys.platform", "darwin")
    monkeypatch.setattr(calc_install, "installed", lambda: None)
    monkeypatch.setattr(calc_install, "install", lambda: pytest.fail("nobody asked for it"))
    viewer, why = viewers.find()
    assert viewer is None
    assert "LibreOffice does not have our functions (loan401k install calc brings them)" in why
    assert "Excel for Mac" in why


def test_a_libreoffice_that_cannot_be_asked_is_not_used(soffice, no_office, monkeypatch):
    monkeypatch.setattr("sys.platform", "darwin")
    viewer, why = viewers.find()
    assert viewer is None
    assert "LibreOffice was not asked" in why


def test_the_doctor_finds_libreoffice_where_install_does(soffice, monkeypatch):
    assert doctor.office_program() == Finding("LibreOffice", True, str(soffice))
    soffice.unlink()
    assert doctor.office_program() == Finding("LibreOffice", None, "not found")
