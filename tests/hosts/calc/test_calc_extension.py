"""The extension's file, and its inner half without LibreOffice around it."""

import base64
import json
import struct
import subprocess
import sys
import zipfile
import zlib

import pytest
from lxml import etree

from loan401k.declare import REGISTRY
from loan401k.errors import CellError
from loan401k.hosts.calc.cells import answer
from loan401k.hosts.calc.extension import build
from loan401k.hosts.calc.typelib import Method, type_library

# Written by LibreOffice 7.4.7's own unoidl-write from an interface XFunctions of two methods:
#   any LOAN_PAYMENT([in] any inAmount, [in] any inLoanRate);
#   sequence<sequence<any>> LOAN_SCHEDULE([in] any inYears, [in] any inAmount);
BY_LIBREOFFICE = (
    "eNo1j0FLAzEQhUdFKlVv3rzEg5cFg0qh52W7YiHuFrXQUoqk26wE2wlks0hvgj/AH+tdfd26Q75J8iZvkoyzfDhQv3S5R4"
    "RBFEUi8UYHsxSLjVB24U1elrYwoi97si9vRc3OLldX794GI6KIDre+c1C4taxqllXQXuKUnAw5GF/qwtB/7IMToPI4exnF"
    "04c0ez7AXvNmW6IjYDleu5rDJ9EHdRtBOc2PeFMjIU7bFk/JfToYq7QDYTafzds+ncY2NdpXjecLqTVP7mougnVc7b78DR"
    "KwwiW965u3nXqM9IPZ+Ve6wPoM/AEXl0I0"
)


def test_a_type_library_is_what_libreoffice_would_write():
    methods = [
        Method("LOAN_PAYMENT", "any", ["inAmount", "inLoanRate"]),
        Method("LOAN_SCHEDULE", "[][]any", ["inYears", "inAmount"]),
    ]
    note = "** Created by LibreOffice 7.4.7.2 unoidl-write **"
    expected = zlib.decompress(base64.b64decode(BY_LIBREOFFICE))
    assert type_library("org.loan401k", "XFunctions", methods, note) == expected


@pytest.fixture(scope="module")
def extension(tmp_path_factory):
    path = tmp_path_factory.mktemp("extension") / "loan401k.oxt"
    build(path)
    return path


def test_the_same_code_builds_the_same_bytes(extension, tmp_path):
    again = tmp_path / "again.oxt"
    build(again)
    assert again.read_bytes() == extension.read_bytes()


def test_an_existing_file_is_replaced_only_when_asked(extension):
    with pytest.raises(FileExistsError):
        build(extension)
    build(extension, replace=True)


def test_the_manifest_names_parts_that_are_there(extension):
    with zipfile.ZipFile(extension) as package:
        manifest = etree.fromstring(package.read("META-INF/manifest.xml"))
        named = [entry.get(f"{{{entry.nsmap['manifest']}}}full-path") for entry in manifest]
        assert len(named) == 4
        assert set(named) <= set(package.namelist())


def test_only_what_computes_is_inside(extension):
    with zipfile.ZipFile(extension) as package:
        inside = [name for name in package.namelist() if name.startswith("pythonpath/")]
    hosts = {name for name in inside if "/hosts/" in name}
    assert {name.rpartition("/")[2] for name in hosts} == {
        *("__init__.py", "cells.py", "component.py", "heal.py", "names.py")
    }
    assert not [name for name in inside if "/package/" in name or "__pycache__" in name]
    assert "pythonpath/loan401k/law/data/loan_rules.json" in inside


IN_A_BARE_PYTHON = """
import json, sys
sys.modules["numpy"] = None
sys.path.insert(0, sys.argv[1])
from loan401k.declare import REGISTRY
from loan401k.hosts.calc.cells import answer
asked = [("LOAN_NET_COST", [10000.0, 0.0425, 1.0, 0.05, 1.0]),
         ("LOAN_PAYMENT", [((1200.0,), (2400.0,)), 0.0, 1.0])]
print(json.dumps([answer(REGISTRY[name], values) for name, values in asked]))
print(json.dumps([name for name in sys.modules if "loan401k" in name]))
"""


def test_its_package_runs_by_itself_in_a_bare_python(extension, tmp_path):
    with zipfile.ZipFile(extension) as package:
        package.extractall(tmp_path)
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", IN_A_BARE_PYTHON, str(tmp_path / "pythonpath")],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    answers, modules = map(json.loads, done.stdout.splitlines())
    assert answers == [pytest.approx(75.0), [[pytest.approx(100.0)], [pytest.approx(200.0)]]]
    assert "loan401k.hosts.calc.extension" not in modules


def test_help_texts_fit_into_the_function_wizard():
    for declaration in REGISTRY.values():
        assert 0 < len(declaration.summary) <= 255
        for argument in declaration.arguments:
            assert 0 < len(argument.help) <= 255, f"{declaration.name} {argument.name}"


class Answering:
    """Stands in for a declaration whose answer is given."""

    def __init__(self, result):
        self.result = result

    def cells(self, values):
        self.values = values
        return self.result


@pytest.mark.parametrize(
    ("code", "number"),
    # LibreOffice's list of error codes.
    [
        ("#NUM!", 503),
        ("#VALUE!", 519),
        ("#NULL!", 521),
        ("#REF!", 524),
        ("#NAME?", 525),
        ("#DIV/0!", 532),
        ("#N/A", 32767),
        ("#SPILL!", 519),
    ],
)
def test_an_error_travels_as_a_nan_with_its_number(code, number):
    value = answer(Answering(CellError(code)), [])
    assert value != value
    low, high = struct.unpack("<II", struct.pack("<d", value))
    assert low == number
    assert high == 0x7FF80000


def test_answers_are_what_calc_can_show():
    assert answer(Answering(2.5), []) == 2.5
    value = answer(Answering(True), [])
    assert type(value) is float
    assert value == 1.0
    table = [["Month", ""], [1.0, False]]
    assert answer(Answering(table), []) == (("Month", ""), (1.0, 0.0))


def test_ranges_arrive_as_lists_of_rows():
    declaration = Answering(0.0)
    answer(declaration, [1.0, None, "word", ((1.0, ""), ("a", 2.0))])
    assert declaration.values == [1.0, None, "word", [(1.0, ""), ("a", 2.0)]]
