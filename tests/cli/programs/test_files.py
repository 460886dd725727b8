"""What the command line makes for Excel on Mac, the web and locked-down Windows, and looks at."""

import hashlib
import shutil
import zipfile

import pytest

from loan401k import package
from loan401k.hosts.excel.lite import code, workbook
from tests.hosts import needs
from tests.hosts.excel.pyodide import NEW

URL = "https://tools.example.com/loan"


def words(text):
    return " ".join(text.split())


def test_the_template_for_lite_says_the_digest_of_its_code(run, tmp_path):
    path = tmp_path / "mine.xlsx"
    outcome = run("template", "--for", "lite", "-o", path, "--set", "Loan_Years=3")
    assert outcome.exit_code == 0
    digest = hashlib.sha256(code.main_file().encode()).hexdigest()
    assert digest in outcome.stdout
    looked = run("doctor", "--for", "lite", path)
    assert looked.exit_code == 0
    assert digest in looked.stdout
    assert "--force replaces it" in words(run("template", "--for", "lite", "-o", path).stderr)


def test_the_doctor_tells_code_that_was_changed(run, tmp_path):
    path = tmp_path / "mine.xlsx"
    run("template", "--for", "lite", "-o", path)
    part = "xl/webextensions/webextension1.xml"
    parts = package.read(path)
    parts[part] = parts[part].replace(b"import sys", b"import urllib, sys", 1)
    package.write(parts, path, replace=True)
    outcome = run("doctor", "--for", "lite", path)
    assert outcome.exit_code == 1
    assert "differs from the installed loan401k" in outcome.stdout
    assert workbook.carried_in(parts).digest not in outcome.stdout


def test_the_template_for_the_web_calls_through_the_add_in(run, tmp_path):
    plain, web = tmp_path / "plain.xlsx", tmp_path / "web.xlsx"
    assert run("template", "-o", plain).exit_code == 0
    assert run("template", "--for", "web", "-o", web).exit_code == 0
    assert run("doctor", "--for", "web", web).exit_code == 0
    outcome = run("doctor", "--for", "web", plain)
    assert outcome.exit_code == 1
    assert "plain name" in outcome.stdout
    assert run("recalc", web, "--json").stdout == run("recalc", plain, "--json").stdout
    refused = run("template", "--for", "web", "-o", tmp_path / "mine.xlsm")
    assert (refused.exit_code, "must end in .xlsx" in refused.stderr) == (2, True)


def test_the_folder_for_lite_is_called_personal(run, tmp_path):
    outcome = run("build", "lite", "-o", tmp_path)
    assert outcome.exit_code == 0
    folder = tmp_path / "personal"
    assert str(folder) in outcome.stdout.replace("\n", "")
    held = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
    assert held == set(code.personal())
    assert (folder / "loan401k/finance/loan.py").is_file()
    assert run("doctor", "--for", "lite", folder).exit_code == 0
    (folder / "loan401k/finance/loan.py").write_text("")
    (folder / "mine.py").write_text("")
    looked = run("doctor", "--for", "lite", folder)
    assert looked.exit_code == 1
    assert "loan401k/finance/loan.py differs" in looked.stdout
    assert "mine.py is not ours" in looked.stdout
    again = run("build", "lite", "-o", folder)
    assert (again.exit_code, "is not empty; --force" in words(again.stderr)) == (2, True)
    assert run("build", "lite", "-o", folder, "--force").exit_code == 0
    assert (folder / "loan401k/finance/loan.py").read_text()
    assert (folder / "mine.py").exists()


def test_the_add_in_is_built_from_the_package_that_npm_fetches(run, tmp_path, monkeypatch):
    folder = tmp_path / "site"
    monkeypatch.chdir(tmp_path)
    outcome = run("build", "web", URL, "-o", folder)
    assert outcome.exit_code == 2
    assert f"npm pack pyodide@{NEW} fetches it" in words(outcome.stderr)
    assert not folder.exists()
    tarball = needs.npm_tarball("pyodide", NEW)
    shutil.copy(tarball, tmp_path)
    outcome = run("build", "web", URL, "-o", folder)
    assert outcome.exit_code == 0
    assert "manifest.xml" in outcome.stdout
    assert URL in (folder / "manifest.xml").read_text()
    assert run("doctor", "--for", "web", folder).exit_code == 0
    (folder / "lane.js").unlink()
    looked = run("doctor", "--for", "web", folder)
    assert (looked.exit_code, "lane.js is missing" in looked.stdout) == (1, True)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("build", "web"), "needs the address"),
        (("build", "web", "http://tools.example.com"), "must begin with https://"),
        (("build", "lite", URL), "are for web, not for lite"),
        (("build", "calc", "--pyodide", "x.tgz"), "are for web, not for calc"),
        (("doctor", "--for", "lite"), "go together"),
        (("doctor", "mine.xlsx"), "go together"),
        (("doctor", "--for", "web", "mine.xlsx", "--in-excel"), "about this machine"),
        (("doctor", "--for", "web", "no such file"), "There is no file or folder no such file"),
    ],
)
def test_what_cannot_be_done_is_said(run, tmp_path, monkeypatch, arguments, sentence):
    monkeypatch.chdir(tmp_path)
    outcome = run(*arguments)
    assert outcome.exit_code == 2
    assert sentence in words(outcome.stderr)
    assert list(tmp_path.iterdir()) == []


def test_a_file_where_the_folder_should_be_stays(run, tmp_path):
    (tmp_path / "personal").write_text("mine")
    outcome = run("build", "lite", "-o", tmp_path)
    assert (outcome.exit_code, "is a file" in outcome.stderr) == (2, True)
    assert (tmp_path / "personal").read_text() == "mine"


def test_a_file_that_is_no_workbook_is_told(run, tmp_path):
    (tmp_path / "mine.xlsx").write_text("mine")
    outcome = run("doctor", "--for", "web", tmp_path / "mine.xlsx")
    assert outcome.exit_code == 2
    assert "is not an .xlsx workbook" in words(outcome.stderr)
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as archive:
        archive.writestr("x", "y")
    assert run("doctor", "--for", "lite", tmp_path / "other.zip").exit_code == 2
