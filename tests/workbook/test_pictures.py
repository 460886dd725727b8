from pathlib import Path

import pytest

from loan401k import package
from loan401k.hosts.calc import office
from tests.hosts import needs
from workbook import build, pictures
from workbook.__main__ import main


@pytest.fixture(scope="module")
def parts():
    return package.read(build.TEMPLATE)


def test_the_copy_for_printing_holds_no_formula(parts):
    copy = pictures.on_paper(parts, "a4")
    assert list(package.formula_cells(package.Sheets(copy))) == []
    start = copy[package.sheet_parts(copy)["Start"]]
    assert b'paperSize="9"' in start
    assert b"better off after 5 years" in start


def test_each_page_is_drawn(tmp_path, capsys):
    needs.libreoffice()
    needs.program("pdftoppm")
    needs.program("pdftotext")
    assert main(["--pictures", str(tmp_path / "pages")]) == 0
    drawn = capsys.readouterr().out.split()
    assert len(drawn) > 20
    names = [Path(name).name for name in drawn]
    assert names[:4] == ["start.png", "start-2.png", "start-3.png", "debts.png"]
    assert all(Path(name).read_bytes().startswith(b"\x89PNG") for name in drawn)


def test_a_missing_program_is_named(parts, tmp_path, monkeypatch):
    monkeypatch.setattr("shutil.which", lambda name: None)
    with pytest.raises(FileNotFoundError, match="poppler-utils"):
        pictures.draw(parts, tmp_path)
    monkeypatch.setattr(office, "_FOLDERS", ())
    with pytest.raises(office.OfficeError, match="install LibreOffice"):
        pictures.print_pages(parts, tmp_path)
