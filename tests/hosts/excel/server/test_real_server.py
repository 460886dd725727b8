"""The real xlwings Server, started as our page says, asked over HTTP.

Its licence allows what is not commercial, which these tests are.
"""

import contextlib
import http.client
import json
import os
import re
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

import loan401k
from loan401k.declare import REGISTRY
from tests.hosts import needs
from tests.hosts.excel import officejs
from tests.reference.read import CASES

ROOT = Path(__file__).parents[4]
CALL = "/xlwings/custom-functions-call"


def recipe():
    """The lines on our page that start the server."""
    page = (ROOT / "addin/USING.md").read_text(encoding="utf-8")
    (block,) = [b for b in re.findall(r"```sh\n(.*?)```", page, re.DOTALL) if "uvicorn" in b]
    return block


def test_the_recipe_is_ten_lines_and_the_licence_is_said_first():
    assert len(recipe().splitlines()) <= 10
    page = (ROOT / "addin/USING.md").read_text(encoding="utf-8")
    section = page.partition("### xlwings Server\n\n")[2]
    assert section.startswith("Licence first: ")


class Server:
    """A running server."""

    def __init__(self, port):
        self._port = port

    def ask(self, path, body=None):
        """Return status and body."""
        method = "GET" if body is None else "POST"
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=60)
        with contextlib.closing(connection):
            connection.request(method, path, body, {"Content-Type": "application/json"})
            answer = connection.getresponse()
            return answer.status, answer.read().decode()

    def call(self, name, given):
        """Return status and body of a call as Excel's side of xlwings sends it."""
        return self.ask(CALL, json.dumps(request(name, given)))


def request(name, given):
    return {
        "func_name": name,
        "args": given,
        "version": "x",
        "client": "Office.js",
        "caller_address": "[Book1]Sheet1!A1",
        "date_format": "m/d/yyyy",
        "culture_info_name": "en-US",
        "runtime": "1.4",
    }


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    shell = needs.program("bash")
    folder = needs.libraries(Path(__file__).with_name("requirements.txt"), (3, 11))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    lines = recipe().replace("--port 8000", f"--port {port}").replace("python -m", "exec python -m")
    path = os.pathsep.join([str(folder), str(Path(loan401k.__file__).parents[1])])
    log = tmp_path_factory.mktemp("server") / "log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            [shell, "-euc", lines],
            cwd=log.parent,
            env={**os.environ, "PYTHONPATH": path, "PATH": _with_our_python()},
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
        )
    try:
        for _ in range(240):
            assert process.poll() is None, log.read_text()
            with socket.socket() as trying:
                if trying.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.25)
        yield Server(port)
    finally:
        process.terminate()
        process.wait(timeout=30)


def _with_our_python():
    return os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])


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
