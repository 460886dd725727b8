"""The package in a browser's Python: installed by its own resolver, and run out of a zip."""

import json
import zipfile

import pytest

from loan401k.declare import REGISTRY
from loan401k.hosts.carried import carried
from tests.hosts import needs
from tests.hosts.excel import officejs
from tests.hosts.excel.pyodide import NEW, OLD, RESOLVERS, Pyodide
from tests.reference.read import CASES

INSTALL = """
import json, sys
site = next(path for path in sys.path if path.endswith("site-packages"))
import zipfile
for name in ("micropip.whl", "packaging.whl"):
    zipfile.ZipFile(name).extractall(site)
import importlib
importlib.invalidate_caches()
import micropip
await micropip.install("emfs:/xlwings-{xlwings}-py3-none-any.whl")
await micropip.install("emfs:/{wheel}")
json.dumps(sorted(micropip.list()))
"""

ANSWER = """
import json, sys
from loan401k.hosts.excel.web.bridge import answers
assert "numpy" not in sys.modules and "xlwings" not in sys.modules
answers(open("/calls.json").read())
"""

XLWINGS = "0.37.8"


def check_all_cases(python, folder):
    calls = folder / "calls.json"
    calls.write_text(json.dumps([officejs.call(case) for case in CASES]))
    answers = json.loads(python.run(ANSWER, {"/calls.json": calls}))
    for case, (rows, *_) in zip(CASES, answers, strict=True):
        case.check(officejs.shown(rows))
    assert {case.function for case in CASES} == set(REGISTRY)


@pytest.mark.parametrize("version", [NEW, OLD])
def test_its_resolver_installs_the_wheel_with_xlwings_alone_and_every_function_answers(
    version, wheel, tmp_path
):
    files = {
        "micropip.whl": needs.wheel("micropip", RESOLVERS[version]),
        "packaging.whl": needs.wheel("packaging", "26.3"),
        f"/xlwings-{XLWINGS}-py3-none-any.whl": needs.wheel("xlwings", XLWINGS),
        f"/{wheel.name}": wheel,
    }
    install = INSTALL.replace("{xlwings}", XLWINGS).replace("{wheel}", wheel.name)
    with Pyodide(version) as python:
        installed = json.loads(python.run(install, files))
        assert set(installed) - {"micropip", "packaging"} == {"loan401k", "xlwings"}
        check_all_cases(python, tmp_path)


@pytest.mark.parametrize("version", [NEW, OLD])
def test_every_function_answers_out_of_a_zip(version, tmp_path):
    path = tmp_path / "loan401k.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in carried("excel/__init__.py", "excel/cells.py", "excel/web"):
            archive.writestr(name, content)
    with Pyodide(version) as python:
        python.run("import sys; sys.path.insert(0, '/loan401k.zip')", {"/loan401k.zip": path})
        check_all_cases(python, tmp_path)
