"""The add-in for Excel on Windows: built, put in, taken out, told from other people's files."""

import os
import re
import zipfile

import openpyxl
import pytest
import xlwings
from lxml import etree

from loan401k import __version__, package
from loan401k.declare import CATEGORY, REGISTRY
from loan401k.hosts.excel.windows import addin as excel_addin
from loan401k.hosts.excel.windows import vba
from loan401k.hosts.excel.windows.addin import NotInstalled
from loan401k.package.macros.project import Module, build_project, read_project
from loan401k.template import opened_template

PROJECT = "xl/vbaProject.bin"
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
X14 = "{http://schemas.microsoft.com/office/spreadsheetml/2009/9/main}"


@pytest.fixture(scope="module")
def addin():
    return excel_addin.addin_parts(python=r"C:\Python\python.exe")


@pytest.fixture(scope="module")
def plain():
    with opened_template() as path:
        return package.read(path)


@pytest.fixture(scope="module")
def with_macros(plain):
    return excel_addin.with_functions(plain)


def test_two_builds_are_equal_to_the_byte(addin, tmp_path):
    package.write(addin, tmp_path / "one.xlam")
    again = excel_addin.addin_parts(python=r"C:\Python\python.exe")
    package.write(again, tmp_path / "two.xlam")
    assert (tmp_path / "one.xlam").read_bytes() == (tmp_path / "two.xlam").read_bytes()


def settings_of(addin):
    """Return the cells of the hidden sheet by address, as another reader sees them."""
    sheet = etree.fromstring(addin[package.sheet_parts(addin)["xlwings.conf"]])
    return {
        cell.get("r"): "".join(cell.itertext())
        for row in sheet.iter(f"{MAIN}row")
        for cell in row.iter(f"{MAIN}c")
        if cell.get("r").endswith(row.get("r"))
    }


def test_the_addin_is_an_addin_whose_python_is_the_given_one(addin):
    assert b"ms-excel.addin.macroEnabled.main+xml" in addin["[Content_Types].xml"]
    settings = settings_of(addin)
    assert settings["A1"] == "INTERPRETER_WIN"
    assert settings["B1"] == r"C:\Python\python.exe"


def test_the_hidden_sheet_leaves_no_key_of_xlwings_to_files_that_others_may_plant(addin):
    settings = settings_of(addin)
    keys = [settings[f"A{number}"] for number in range(1, len(settings) // 2 + 1)]
    (module,) = (m for m in read_project(addin[PROJECT]) if m.name == "xlwings")
    read = set(re.findall(r'GetConfig\("([^"]+)"', module.source))
    assert {"PYTHONPATH", "LICENSE_KEY", "CONDA PATH"} < read
    assert read <= set(keys)
    # xlwings reads column A down to its first blank cell, and takes no key twice.
    assert len(set(keys)) == len(keys)
    assert all(key == key.upper() for key in keys)


def test_the_addin_tells_what_it_was_made_for(addin, tmp_path):
    package.write(addin, tmp_path / "loan401k.xlam")
    made = excel_addin.made_for(tmp_path)
    assert made.configuration["INTERPRETER_WIN"] == r"C:\Python\python.exe"
    assert made.configuration["PYTHONPATH"] == ""
    assert made.xlwings == xlwings.__version__


def test_the_settings_sheet_is_hidden(addin):
    states = {
        sheet.get("name"): sheet.get("state")
        for sheet in etree.fromstring(addin["xl/workbook.xml"]).iter(f"{MAIN}sheet")
    }
    assert states == {"loan401k": "visible", "xlwings.conf": "hidden"}


def test_the_wizard_has_the_category_and_the_help_of_every_argument(addin):
    workbook = etree.fromstring(addin["xl/workbook.xml"])
    assert [g.get("name") for g in workbook.iter(f"{MAIN}functionGroup")] == [CATEGORY]
    help_texts = {
        name.get("name"): [text.text for text in name.iter(f"{X14}argumentDescription")]
        for name in workbook.iter(f"{X14}definedName")
    }
    for name, function in REGISTRY.items():
        assert help_texts[name] == [argument.help for argument in function.arguments]


def test_the_template_with_macros_keeps_everything_else(plain, with_macros):
    changed = {name for name in plain if plain[name] != with_macros[name]}
    sheets = set(package.sheet_parts(plain).values())
    assert changed <= sheets | {
        "[Content_Types].xml",
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
    }
    for sheet in sheets:
        before, after = etree.fromstring(plain[sheet]), etree.fromstring(with_macros[sheet])
        properties = after.find(f"{MAIN}sheetPr")
        properties.attrib.pop("codeName")
        if before.find(f"{MAIN}sheetPr") is None:
            after.remove(properties)
        assert etree.tostring(before, method="c14n") == etree.tostring(after, method="c14n")


def test_openpyxl_opens_the_template_with_macros_and_sees_cached_figures(with_macros, tmp_path):
    package.write(with_macros, tmp_path / "template.xlsm")
    book = openpyxl.load_workbook(tmp_path / "template.xlsm", keep_vba=True, data_only=True)
    assert book["xlwings.conf"].sheet_state == "hidden"
    (start,) = (sheet for sheet in book.worksheets if sheet.title == "Start")
    assert any(isinstance(cell.value, float) for row in start.iter_rows() for cell in row)


def test_installing_puts_it_in_and_a_second_time_replaces_it(tmp_path):
    path = excel_addin.install(tmp_path / "XLSTART")
    assert excel_addin.installed_version(path.parent) == __version__
    first = path.read_bytes()
    assert excel_addin.install(path.parent).read_bytes() == first
    assert [file.name for file in path.parent.iterdir()] == ["loan401k.xlam"]


def test_an_older_one_of_ours_is_replaced(tmp_path, addin):
    modules = read_project(addin[PROJECT])
    old = [
        Module(m.name, m.source.replace(f"loan401k {__version__}", "loan401k 0.0.1"), m.kind)
        for m in modules
    ]
    package.write(addin | {PROJECT: build_project(old)}, tmp_path / "loan401k.xlam")
    assert excel_addin.installed_version(tmp_path) == "0.0.1"
    excel_addin.install(tmp_path)
    assert excel_addin.installed_version(tmp_path) == __version__


@pytest.mark.parametrize("foreign", [b"not a workbook", None])
def test_somebody_elses_file_is_left_alone(tmp_path, foreign):
    path = tmp_path / "loan401k.xlam"
    if foreign is None:
        openpyxl.Workbook().save(path)
    else:
        path.write_bytes(foreign)
    before = path.read_bytes()
    for act in (excel_addin.install, excel_addin.uninstall):
        with pytest.raises(NotInstalled, match="not an add-in of ours"):
            act(tmp_path)
    assert path.read_bytes() == before


def test_uninstalling_takes_it_out_once(tmp_path):
    excel_addin.install(tmp_path)
    assert excel_addin.uninstall(tmp_path) is True
    assert excel_addin.uninstall(tmp_path) is False
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_excel_holds_asks_to_close_it(tmp_path, monkeypatch):
    excel_addin.install(tmp_path)

    def held(*_, **__):
        raise PermissionError(13, "in use")

    monkeypatch.setattr(package, "write", held)
    with pytest.raises(NotInstalled, match="Close Excel"):
        excel_addin.install(tmp_path)
    monkeypatch.setattr("pathlib.Path.unlink", held)
    with pytest.raises(NotInstalled, match="Close Excel"):
        excel_addin.uninstall(tmp_path)


def test_excels_start_folder_is_known_on_windows_only(monkeypatch):
    with pytest.raises(NotInstalled, match="Windows only"):
        excel_addin.start_folder()
    monkeypatch.setattr("sys.platform", "win32")
    monkeypatch.setitem(os.environ, "APPDATA", "roaming")
    assert excel_addin.start_folder().parts == ("roaming", "Microsoft", "Excel", "XLSTART")


def test_the_files_are_ordinary_zips_without_leftovers(tmp_path):
    path = excel_addin.install(tmp_path)
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        assert archive.namelist().count(PROJECT) == 1
    assert vba.version_of(read_project(package.read(path)[PROJECT])) == __version__
