"""The workbook for xlwings Lite: its parts as real ones have them, and as other programs see it."""

import csv
import json
import subprocess

import pytest
from lxml import etree

from loan401k import package
from loan401k.hosts.calc.office import clean_environment
from loan401k.hosts.excel import stored
from loan401k.hosts.excel.lite import workbook
from loan401k.template import WORDS, opened_template
from tests.hosts import needs

WE = "{http://schemas.microsoft.com/office/webextensions/webextension/2010/11}"
EXTENSION = "xl/webextensions/webextension1.xml"

#: The elements of six workbooks that Lite saved, with their attributes; what varies is left out.
REAL = [
    (f"{WE}webextension", {"id"}),
    (f"{WE}reference", {"id", "version", "store", "storeType"}),
    (f"{WE}alternateReferences", set()),
    (f"{WE}reference", {"id", "version", "store", "storeType"}),
    (f"{WE}properties", set()),
    *[(f"{WE}property", {"name", "value"})] * 5,
    (f"{WE}bindings", set()),
    (f"{WE}snapshot", set()),
    (f"{WE}extLst", set()),
    ("{http://schemas.openxmlformats.org/drawingml/2006/main}ext", {"uri"}),
    (f"{WE}containsCustomFunctions", set()),
    ("{http://schemas.openxmlformats.org/drawingml/2006/main}ext", {"uri"}),
    (f"{WE}customFunctionIdList", set()),
]


@pytest.fixture(scope="module")
def template():
    with opened_template() as path:
        return package.read(path)


@pytest.fixture(scope="module")
def parts(template):
    return workbook.with_code(template)


def test_its_parts_are_of_the_kinds_that_real_ones_have(parts, template):
    assert set(parts) - set(template) == {
        EXTENSION,
        "xl/webextensions/taskpanes.xml",
        "xl/webextensions/_rels/taskpanes.xml.rels",
    }
    elements = [(e.tag, set(e.attrib)) for e in etree.fromstring(parts[EXTENSION]).iter()]
    assert elements[: len(REAL)] == REAL
    assert {tag for tag, _ in elements[len(REAL) :]} == {f"{WE}customFunctionIds"}
    types = parts["[Content_Types].xml"].decode()
    for part, kind in (("taskpanes", "webextensiontaskpanes"), ("webextension1", "webextension")):
        assert (
            f'<Override PartName="/xl/webextensions/{part}.xml" '
            f'ContentType="application/vnd.ms-office.{kind}+xml"/>'
        ) in types
    assert (
        'Type="http://schemas.microsoft.com/office/2011/relationships/webextensiontaskpanes" '
        'Target="xl/webextensions/taskpanes.xml"'
    ) in parts["_rels/.rels"].decode()


def test_its_properties_are_json_in_attributes(parts):
    root = etree.fromstring(parts[EXTENSION])
    held = {p.get("name"): json.loads(p.get("value")) for p in root.iter(f"{WE}property")}
    assert held["xlwingsSettingsWorkbook"] == {"startupBehavior": "taskpane"}
    assert held["requirements.txt"].startswith("xlwings")
    assert held["pyodideVersion"].count(".") == 2
    compile(held["main.py"], "main.py", "exec")
    assert root[0].get("id") == "wa200008175"


def test_the_functions_it_names_are_those_that_its_formulas_call(parts):
    named = [e.text for e in etree.fromstring(parts[EXTENSION]).iter(f"{WE}customFunctionIds")]
    calls = [name for name in stored.called(parts) if name.startswith("_xldudf_")]
    assert named == sorted(calls)
    assert len(named) > 20


def test_what_is_wrong_with_such_a_workbook_is_told(parts, template):
    assert list(workbook.faults(parts)) == []
    (none,) = workbook.faults(template)
    assert "carries no code for xlwings Lite" in none
    other = parts[EXTENSION].replace(b'<we:reference id="wa200008175"', b'<we:reference id="wa1"')
    (fault,) = workbook.faults({**parts, EXTENSION: other})
    assert "asks for the add-in wa1" in fault
    evil = parts[EXTENSION].replace(b"import sys", b"import urllib, sys", 1)
    (fault,) = workbook.faults({**parts, EXTENSION: evil})
    assert fault.endswith("differs from the installed loan401k in main.py around them.")
    behind = package.sheet_parts(template)["Behind"]
    plain = {**parts, behind: template[behind]}
    assert all("plain name" in fault for fault in workbook.faults(plain))
    assert list(workbook.faults(plain))


def test_libreoffice_opens_it_and_shows_the_cached_verdict(parts, template, tmp_path):
    soffice, _ = needs.libreoffice()
    package.write(parts, tmp_path / "lite.xlsx")
    subprocess.run(
        [
            *(soffice, f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless"),
            *("--convert-to", "csv", "--outdir", tmp_path, tmp_path / "lite.xlsx"),
        ],
        env=clean_environment(),
        check=True,
        capture_output=True,
        timeout=120,
    )
    with (tmp_path / "lite.csv").open(encoding="utf-8", newline="") as file:
        shown = {cell for row in csv.reader(file) for cell in row}
    sheets = package.Sheets(template)
    for name in WORDS:
        place = package.named_places(template)[name]
        cached = sheets[place.sheet].cells[place.address].findtext("{*}v")
        assert cached in shown, name
    assert "#NAME?" not in shown
