"""The real xlwings Server over HTTP: every case, and requests that mean harm."""

import json

import pytest

from loan401k.declare import REGISTRY
from tests.hosts.excel import officejs
from tests.hosts.excel.server import real
from tests.hosts.excel.server.real import CALL, request
from tests.reference.read import CASES


def test_the_recipe_is_ten_lines_and_the_licence_is_said_first():
    assert len(real.recipe().splitlines()) <= 10
    section = real.PAGE.read_text(encoding="utf-8").partition("### xlwings Server\n\n")[2]
    assert section.startswith("Licence first: ")


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with real.started(tmp_path_factory.mktemp("server")) as server:
        yield server


def test_it_has_every_function_under_its_own_name(server):
    status, body = server.ask("/xlwings/custom-functions-meta.json")
    assert status == 200
    assert {function["name"] for function in json.loads(body)["functions"]} == set(REGISTRY)
    assert server.ask("/manifest")[0] == 200


def test_it_answers_every_case(server):
    for case in CASES:
        status, body = server.call(*officejs.call(case))
        if status == 200:
            case.check(officejs.shown(json.loads(body)["result"]))
        else:
            assert (status, bool(body)) == (400, True)
            case.check("#VALUE!")


@pytest.mark.parametrize(
    "body",
    [
        "",
        "no JSON",
        "[" * 5_000 + "]" * 5_000,
        "[]",
        "{}",
        json.dumps(request("NO_SUCH_FUNCTION", [])),
        json.dumps(request("__class__", [])),
        json.dumps(request("REGISTRY", [[[1]]])),
        json.dumps(request(["LOAN_MAX"], [[[80000]]])),
        json.dumps(request("LOAN_MAX", {"a": 1})),
        json.dumps(request("LOAN_MAX", None)),
        json.dumps(request("LOAN_MAX", [[[80000]]] * 1_000)),
    ],
)
def test_a_hostile_request_is_refused_in_few_words_and_the_next_is_answered(server, body):
    status, said = server.ask(CALL, body)
    assert status >= 400
    assert len(said) < 2_000
    assert "Traceback" not in said
    assert server.call("LOAN_PAYMENT", [[[1200]], [[0]], [[1]]]) == (200, '{"result":[[100.0]]}')


@pytest.mark.parametrize(
    "cell",
    [
        {"a": 1},
        {"type": "Error", "basicValue": ["#N/A"]},
        {"type": "FormattedNumber", "basicValue": {"type": "Error"}},
        [1, [2]],
        "1" * 100_000,
        "__import__('os')",
        int("9" * 4_000),
        float("inf"),
        float("nan"),
    ],
    ids=lambda cell: str(cell)[:20],
)
def test_a_hostile_cell_is_an_error(server, cell):
    status, said = server.call("LOAN_PAYMENT", [[[cell]], [[0]], [[1]]])
    if status == 200:
        assert json.loads(said)["result"][0][-1]["type"] == "Error"
    else:
        assert status in (400, 422, 500)
        assert "Traceback" not in said
