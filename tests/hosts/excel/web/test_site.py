"""The files of the add-in: manifest, what Excel reads of the functions, policy, size."""

import gzip
import json
import re
import shutil
import struct
import zlib
from pathlib import Path

import pytest
from lxml import etree

from loan401k.declare import REGISTRY
from loan401k.hosts import engine
from loan401k.hosts.excel.web import check, pyodide
from loan401k.hosts.excel.web import site as make
from loan401k.hosts.excel.web.address import BadAddress, base_of
from loan401k.hosts.excel.web.catalogue import metadata, script
from loan401k.hosts.excel.web.example import example
from loan401k.hosts.excel.web.formula import evaluate
from loan401k.hosts.excel.web.manifest import manifest
from tests.hosts import needs
from tests.hosts.excel.pyodide import NEW, OLD

BASE = "https://tools.example.com/loan"
OFFICE = "{http://schemas.microsoft.com/office/appforoffice/1.1}"
TYPES = "{http://schemas.microsoft.com/office/officeappbasictypes/1.0}"


def test_every_resource_of_the_manifest_is_there_and_every_url_is_a_file_of_ours(site):
    root = etree.fromstring((site / "manifest.xml").read_bytes())
    assert root[0].tag == f"{OFFICE}Id"
    resources = {e.get("id"): e.get("DefaultValue") for e in root.iter() if e.get("id")}
    asked = {e.get("resid") for e in root.iter() if e.get("resid")}
    assert asked <= set(resources)
    urls = [e.get("DefaultValue") for e in root.iter() if "http" in (e.get("DefaultValue") or "")]
    assert len(urls) > 8
    for url in urls:
        assert (site / url.removeprefix(f"{BASE}/")).is_file(), url
    for size in (16, 32, 80):
        assert resources[f"Icon{size}"] == f"{BASE}/icon-{size}.png"
    # [MS] a title of at most 125 characters, a description of 250, labels of 125.
    assert all(len(e.get("DefaultValue")) <= 125 for e in root.iter(f"{TYPES}String"))


def test_each_address_has_an_id_of_its_own():
    def identifier(base):
        return etree.fromstring(manifest(base)).findtext(f"{OFFICE}Id")

    assert identifier(BASE) == identifier(BASE)
    assert identifier(BASE) != identifier(f"{BASE}2")
    assert re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", identifier(BASE))


def test_an_address_with_signs_of_xml_is_spelled_in_xml():
    root = etree.fromstring(manifest("https://a.example/x&y"))
    assert root.find(f"{OFFICE}IconUrl").get("DefaultValue") == "https://a.example/x&y/icon-32.png"


@pytest.mark.parametrize(
    "url",
    [
        *("tools.example.com", "http://tools.example.com", "https://", "ftp://a.example"),
        *("https://a.example/?x=1", "https://a.example/#x", "https://me@a.example"),
        *("https://a.example:port", "https://a.example/x y", "https://bücher.example", ""),
    ],
)
def test_an_address_that_excel_would_not_take_is_refused(url):
    with pytest.raises(BadAddress):
        base_of(url)


def test_excel_reads_of_every_function_its_arguments_and_help():
    content = json.loads(metadata())
    functions = {function["id"]: function for function in content["functions"]}
    assert list(functions) == list(REGISTRY)
    for name, function in functions.items():
        assert function["name"] == name
        assert re.fullmatch(r"[A-Z][A-Z0-9_]*", name)
        given = [(p["name"], p.get("optional", False)) for p in function["parameters"]]
        assert given == [(a.name, a.optional) for a in REGISTRY[name].arguments]
        assert all(len(p["description"]) <= 512 for p in function["parameters"])
        assert all(len(p["name"]) <= 64 for p in function["parameters"])
        assert function["result"] == {"type": "any", "dimensionality": "matrix"}


def test_the_catalogue_is_a_module_of_json():
    content = json.loads(script().decode().removeprefix("export const CATALOGUE = ").rstrip(";\n"))
    assert [one["name"] for one in content["functions"]] == list(REGISTRY)
    slow = {one["name"] for one in content["functions"] if one["slow"]}
    ledgers = {"LOAN_OPTIONS", "LOAN_BEST", *(name for name in REGISTRY if "LOAN_GAIN" in name)}
    assert slow == {"LOAN_RISK", *ledgers}


@pytest.mark.parametrize("name", REGISTRY)
def test_the_example_of_a_function_is_its_doctest_as_a_formula(name):
    formula = example(REGISTRY[name])
    assert formula.startswith(f"={name}(")
    answer = evaluate(formula)
    assert not isinstance(answer, str) or not answer.startswith("#"), formula
    if "{" not in formula:  # the engine takes no household as constants
        assert answer == engine.evaluate(formula)


def test_examples_write_what_they_leave_out_and_households():
    assert (
        example(REGISTRY["ACCOUNT_PATHS"]) == "=ACCOUNT_PATHS(10000, 0.0425, 1, 0.05, 1, , , , 1)"
    )
    assert example(REGISTRY["CURE_DEADLINE"]) == "=CURE_DEADLINE(DATE(2019,4,30))"
    assert example(REGISTRY["LOAN_GAIN"]).startswith('=LOAN_GAIN({"debt",10000;"card_apr",0.134;')


def test_the_whole_is_at_most_seven_megabytes_as_it_is_sent(site):
    files = [path for path in site.rglob("*") if path.is_file()]
    assert sum(len(gzip.compress(path.read_bytes(), 6)) for path in files) <= 7_000_000


def test_the_pages_differ_in_excels_script_alone_and_have_a_policy(site):
    plain = (site / "index.html").read_text(encoding="utf-8")
    excel = (site / "excel.html").read_text(encoding="utf-8")
    assert "appsforoffice" not in plain
    host = "https://appsforoffice.microsoft.com"
    script_tag = f'<script src="{host}/lib/1/hosted/office.js"></script>'
    assert excel.replace(script_tag, "").replace(f" {host}", "") == plain
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', plain)[1]
    assert "default-src 'none'" in policy
    assert "connect-src 'self'" in policy
    assert "unsafe-inline" not in policy
    assert "'unsafe-eval'" not in policy
    for page in (plain, excel):
        assert not re.search(r"<script(?![^>]*src=)", page)
        assert not re.search(r"\son\w+=|style=", page)


def test_what_runs_in_the_browser_imports_nothing_that_is_not_there(site):
    """Each relative import of our scripts is a file of the site."""
    for path in site.glob("*.js"):
        for target in re.findall(r'from "(\./[^"]+)"', path.read_text(encoding="utf-8")):
            assert (site / target).is_file(), (path.name, target)


@pytest.mark.parametrize("size", [16, 32, 64, 80])
def test_an_icon_is_a_png_with_clear_corners_and_our_green(site, size):
    data = (site / f"icon-{size}.png").read_bytes()
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">2I", data[16:24]) == (size, size)
    length = struct.unpack(">I", data[33:37])[0]
    rows = zlib.decompress(data[41 : 41 + length])
    assert len(rows) == size * (1 + 4 * size)
    assert rows[4] < 128  # the first pixel lets the page through
    middle = size // 2 * (1 + 4 * size)
    assert tuple(rows[middle + 1 : middle + 5]) == (18, 84, 60, 255)


def test_two_builds_are_equal_to_the_byte(site):
    held = {p.relative_to(site).as_posix(): p.read_bytes() for p in site.rglob("*") if p.is_file()}
    assert make.files(BASE, needs.npm_tarball("pyodide", pyodide.VERSION)) == held


@pytest.fixture
def copy(site, tmp_path):
    """A copy of the site to be spoiled."""
    return Path(shutil.copytree(site, tmp_path / "copy"))


def test_a_site_as_it_was_built_has_no_faults(copy):
    assert list(check.faults(copy)) == []


@pytest.mark.parametrize(
    ("file", "spoil", "fault"),
    [
        ("lane.js", lambda old: old + b"//", "lane.js differs from the installed loan401k."),
        ("cells.js", lambda old: None, "cells.js is missing."),
        ("manifest.xml", lambda old: None, "manifest.xml is missing."),
        (
            "pyodide/pyodide.mjs",
            lambda old: old + b"//",
            f"pyodide/pyodide.mjs is not that of Pyodide {pyodide.VERSION}.",
        ),
        (
            "manifest.xml",
            lambda old: old.replace(b"/functions.json", b"/../other.example/f.json"),
            f"manifest.xml differs from that of the installed loan401k for {BASE}.",
        ),
        (
            "manifest.xml",
            lambda old: old.replace(b"loan/functions.json", b"other/functions.json"),
            f"manifest.xml leads away from {BASE}: https://tools.example.com/other/functions.json.",
        ),
        (
            "manifest.xml",
            lambda old: re.sub(rb"<Id>[^<]*", b"<Id>0", old),
            "manifest.xml has the id 0; that for",
        ),
        (
            "manifest.xml",
            lambda old: old.replace(b"https:", b"http:"),
            "must begin with https://",
        ),
        ("manifest.xml", lambda old: b"", "manifest.xml does not name our page"),
    ],
)
def test_what_is_wrong_with_a_site_is_told(copy, file, spoil, fault):
    spoiled = spoil((copy / file).read_bytes())
    if spoiled is None:
        (copy / file).unlink()
    else:
        (copy / file).write_bytes(spoiled)
    (found,) = check.faults(copy)
    assert fault in found


def test_another_package_is_not_taken_for_pyodide(tmp_path):
    with pytest.raises(pyodide.NoPyodide, match=rf"npm pack pyodide@{pyodide.VERSION} fetches it"):
        pyodide.files(tmp_path / "none.tgz")
    (tmp_path / "x.tgz").write_bytes(b"x")
    with pytest.raises(pyodide.NoPyodide, match="is no npm package of Pyodide"):
        pyodide.files(tmp_path / "x.tgz")
    with pytest.raises(pyodide.NoPyodide, match=r"is no npm package|is not Pyodide"):
        pyodide.files(needs.npm_tarball("pyodide", OLD))


def test_the_tests_run_the_version_that_is_built_in():
    assert pyodide.VERSION == NEW
