"""xlwings Lite's way: xlwings' own code for custom functions, in a browser's Python, with ours."""

import json

import pytest

from loan401k.declare import REGISTRY
from loan401k.hosts.excel.lite import code
from tests.hosts import needs
from tests.hosts.excel import officejs
from tests.hosts.excel.pyodide import NEW, OLD, Pyodide
from tests.hosts.excel.server.excel import ENVIRONMENT
from tests.reference.read import CASES

XLWINGS = "0.37.8"

#: What Lite does once, then for each call; the arguments come from JavaScript as JSON's values.
START = """
import json, sys, zipfile
zipfile.ZipFile("/xlwings.whl").extractall("/libraries")
sys.path[:0] = ["/libraries", "/code"]
import {module} as main
from xlwings.server import custom_functions_call, custom_functions_meta
json.dumps(custom_functions_meta(main)["functions"])
"""
CALLS = """
answers = []
for name, given in json.load(open("/calls.json")):
    asked = {"client": "Office.js", "func_name": name, "args": given, "caller_address": "S!A1",
             "culture_info_name": "en-US", "date_format": "m/d/yyyy", "version": "", "runtime": "1"}
    try:
        answers.append([await custom_functions_call(asked, main)])
    except Exception as error:
        answers.append([type(error).__name__, str(error)])
json.dumps(answers)
"""


def put(folder, files):
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return {f"/code/{name}": folder / name for name in files}


def check_all_cases(version, module, files, folder):
    calls = folder / "calls.json"
    calls.write_text(json.dumps([officejs.call(case) for case in CASES]))
    with Pyodide(version, ENVIRONMENT) as python:
        folders = sorted({name.rpartition("/")[0] for name in files})
        python.run(f"import os\nfor name in {folders}: os.makedirs(name, exist_ok=True)")
        wheel = {"/xlwings.whl": needs.wheel("xlwings", XLWINGS)}
        functions = json.loads(python.run(START.replace("{module}", module), {**wheel, **files}))
        assert {function["name"] for function in functions} == set(REGISTRY)
        answers = json.loads(python.run(CALLS, {"/calls.json": calls}))
        assert python.run("'numpy' in sys.modules") is False
    for case, answer in zip(CASES, answers, strict=True):
        if len(answer) == 1:
            case.check(officejs.shown(answer[0]))
        else:
            kind, sentence = answer
            assert (kind, bool(sentence)) == ("XlwingsError", True), answer
            case.check("#VALUE!")


@pytest.mark.parametrize("version", [NEW, OLD])
def test_every_case_is_answered_by_the_file_inside_a_workbook(version, tmp_path):
    files = put(tmp_path, {"main.py": code.main_file().encode()})
    check_all_cases(version, "main", files, tmp_path)


@pytest.mark.parametrize("version", [NEW, OLD])
def test_every_case_is_answered_by_the_folder_for_all_workbooks(version, tmp_path):
    files = put(tmp_path, code.personal())
    check_all_cases(version, "loan401k_functions", files, tmp_path)


def test_the_file_is_as_long_as_real_ones_and_its_modules_are_ours():
    text = code.main_file()
    assert len(text) < 110_000  # the longest seen in a workbook that Lite saved
    assert max(map(len, text.splitlines())) <= 120
    assert code.differences(text) == []


def test_a_changed_file_is_told_by_the_module_or_by_what_is_around():
    text = code.main_file()
    assert code.differences(text.replace("\n", "\r\n")) == []
    around = text.replace("import sys\n", "import sys\nimport urllib\n")
    assert code.differences(around) == ["main.py around them"]
    changed = code.modules()
    changed["loan401k/finance/loan.py"] += "\n"
    changed["loan401k/more.py"] = ""
    assert code.differences(code.main_file(changed)) == [
        "loan401k/finance/loan.py",
        "loan401k/more.py",
    ]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("print(1)", "no code of ours"),
        ('CODE = """\nAAAA\n"""', "cannot be unpacked"),
        ('CODE = """\nQlpoOTFBWSZTWQ==\n"""', "cannot be unpacked"),
    ],
)
def test_code_that_is_not_ours_is_told(text, sentence):
    with pytest.raises(ValueError, match=sentence):
        code.differences(text)
