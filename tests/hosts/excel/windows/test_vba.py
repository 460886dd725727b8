"""The VBA text around the functions, held to the contract and read as Excel would."""

import io
import re

import pytest
from lxml import etree
from oletools.olevba import VBA_Parser

from loan401k import __version__
from loan401k.declare import REGISTRY
from loan401k.errors import ERROR_NUMBERS
from loan401k.hosts.excel.windows import vba
from loan401k.package.macros.project import Module, build_project, read_project
from tests.reference.contract import CONTRACT, REQUIRED

FUNCTIONS = list(REGISTRY.values())
TEXT = vba.wrappers(FUNCTIONS)
HEADS = dict(re.findall(r"^Public Function (\w+)\((.*)\)$", TEXT, re.MULTILINE))


def test_every_function_of_the_contract_is_wrapped():
    assert set(HEADS) == set(CONTRACT)


@pytest.mark.parametrize("name", REGISTRY)
def test_parameters_are_those_of_the_contract(name):
    words_of_vba = {"input": "input_name", "option": "option_name"}
    expected = [
        "Optional " * (argument.default != REQUIRED)
        + words_of_vba.get(argument.name, argument.name)
        for argument in CONTRACT[name].arguments
    ]
    assert HEADS[name].split(", ") == expected


@pytest.mark.parametrize("name", REGISTRY)
def test_a_wrapper_hands_over_all_its_parameters_in_order(name):
    parameters = [word.removeprefix("Optional ") for word in HEADS[name].split(", ")]
    (given,) = re.findall(rf'^    {name} = Answer\("{name}", Array\((.*)\)\)$', TEXT, re.MULTILINE)
    assert given.split(", ") == parameters


def test_a_quotation_mark_in_a_description_is_doubled():
    quoted = [line for line in TEXT.splitlines() if ".VB_Description = " in line]
    assert len(quoted) == len(REGISTRY)
    for line in quoted:
        text = line.partition(' = "')[2].removesuffix('"')
        assert '"' not in text.replace('""', "")


def test_every_error_of_excel_becomes_a_real_one():
    assert dict(re.findall(r'Case "(.*)": InCell = CVErr\((\d+)\)', TEXT)) == {
        text: str(number) for number, text in ERROR_NUMBERS.items()
    }


def test_no_macro_runs_by_itself_and_none_can_be_run():
    assert not re.search(r"Workbook_Open|Auto_Open|Workbook_Before|Worksheet_", TEXT)
    assert re.findall(r"^(?:Public )?Sub", TEXT, re.MULTILINE) == []


def test_no_parameter_hides_a_procedure_of_the_module():
    own = {name.lower() for name in re.findall(r"^Private (?:Function|Sub) (\w+)", TEXT, re.M)}
    used = {word.split()[-1].lower() for head in HEADS.values() for word in head.split(", ")}
    assert not own & used
    assert not {name.lower() for name in HEADS} & (own | {vba.MODULE.lower(), "xlwings"})


def test_olevba_and_our_reader_find_every_module_as_it_was_written():
    modules = vba.modules(FUNCTIONS, ["Sheet1"])
    project = build_project(modules)
    found = VBA_Parser("vbaProject.bin", data=project).extract_all_macros()
    texts = {path.rpartition("/")[2]: text for _, path, _, text in found}
    head = f'Attribute VB_Name = "{vba.MODULE}"\r\n'
    assert texts[vba.MODULE] == head + TEXT.replace("\n", "\r\n")
    assert 'Lib "xlwings64-' in texts["xlwings"]
    assert {module.name for module in read_project(project)} == set(texts) | {"Sheet1"}


def test_the_project_tells_its_version_and_others_none():
    project = build_project(vba.modules(FUNCTIONS[:1], ["Sheet1"]))
    assert vba.version_of(read_project(project)) == __version__
    assert vba.version_of([Module(vba.MODULE, "Option Explicit")]) is None
    assert vba.version_of([Module("Other", f"' loan401k {__version__}: ...")]) is None


def test_another_xlwings_is_carried_with_its_own_version(monkeypatch, tmp_path):
    (tmp_path / "addin").mkdir()
    (tmp_path / "addin" / "Dictionary.cls").write_text(vba._of_xlwings("addin/Dictionary.cls"))
    text = vba._of_xlwings("xlwings.bas")
    other = re.sub(r"xlwings(32|64)-[\d.]+\.dll", r"xlwings\1-9.9.9.dll", text)
    (tmp_path / "xlwings.bas").write_text(other, encoding="utf-8")
    monkeypatch.setattr("xlwings.__file__", str(tmp_path / "__init__.py"))
    modules = read_project(build_project(vba.modules(FUNCTIONS[:1], ["Sheet1"])))
    (carried,) = [module for module in modules if module.name == "xlwings"]
    named = set(re.findall(r"xlwings(?:32|64)-([\d.]+)\.dll", carried.source))
    assert named == {"9.9.9"}


def test_intellisense_describes_every_function_and_argument():
    root = etree.parse(io.BytesIO(vba.intellisense(FUNCTIONS))).getroot()
    space = {"x": "http://schemas.excel-dna.net/intellisense/1.0"}
    described = {
        function.get("Name"): [a.get("Name") for a in function.iterfind("x:Argument", space)]
        for function in root.iterfind("x:FunctionInfo/x:Function", space)
    }
    assert described["LOAN_PAYMENT"] == ["amount", "loan_rate", "years", "[payments_per_year]"]
    assert set(described) == set(REGISTRY)


def test_xlwings_is_asked_in_one_place_which_leaves_the_current_folder_first():
    (body,) = re.findall(r"^Private Function Started.*?^End Function", TEXT, re.M | re.S)
    assert TEXT.count("XLPy") == body.count("XLPy") == 1
    calls = re.findall(r"GoToFolder Environ\$\(\"SystemRoot\"\)|XLPy|GoToFolder before", body)
    assert calls == ['GoToFolder Environ$("SystemRoot")', "XLPy", "GoToFolder before"]
