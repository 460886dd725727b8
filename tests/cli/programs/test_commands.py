"""Building, installing and removing our functions, and the doctor who looks at all of it."""

import json
import logging
import zipfile

import pytest

from loan401k import __version__
from loan401k.cli.programs import doctor, viewers
from loan401k.cli.programs.doctor import Finding
from loan401k.hosts.calc import install as calc_install
from loan401k.hosts.calc.office import OfficeError
from loan401k.hosts.excel import log as excel_log


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
    (tmp_path / "excel-vba.log").write_text("Python did not start\n")
    monkeypatch.setattr(excel_log, "folder", lambda: tmp_path)
    lines = run("doctor").stdout.splitlines()
    assert lines[-2].endswith("LOAN_PAYMENT gave #NUM!: amount is -1; it must be above 0.")
    assert lines[-1] == "Python did not start"


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


def test_open_uses_excel_where_the_addin_is_and_else_libreoffice(tmp_path, monkeypatch):
    monkeypatch.setattr("sys.platform", "win32")
    monkeypatch.setattr("loan401k.hosts.excel.windows.addin.start_folder", lambda: tmp_path)
    monkeypatch.setattr(
        "loan401k.hosts.excel.windows.addin.installed_version", lambda _: __version__
    )
    assert viewers.find() == (viewers.EXCEL, "")
    monkeypatch.setattr("loan401k.hosts.excel.windows.addin.installed_version", lambda _: None)
    monkeypatch.setattr("shutil.which", lambda name: name)
    monkeypatch.setattr(calc_install, "installed", lambda: __version__)
    assert viewers.find() == (viewers.LIBREOFFICE, "")


def test_open_brings_the_functions_into_libreoffice_where_they_are_missing(monkeypatch, capsys):
    monkeypatch.setattr("sys.platform", "darwin")
    monkeypatch.setattr("shutil.which", lambda name: name)
    monkeypatch.setattr(calc_install, "installed", lambda: None)
    done = calc_install.Outcome(__version__, None, restart=False)
    monkeypatch.setattr(calc_install, "install", lambda: done)
    assert viewers.find() == (viewers.LIBREOFFICE, "")
    said = capsys.readouterr().err
    assert done.sentence in said
    assert "uninstall calc" in said

    def refuse():
        raise OfficeError("LibreOffice is open: close it and try again.")

    monkeypatch.setattr(calc_install, "install", refuse)
    viewer, why = viewers.find()
    assert viewer is None
    assert "close it and try again" in why
    assert "Excel for Mac" in why
