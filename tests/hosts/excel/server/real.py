"""The real xlwings Server, started as our page says.

Its licence allows what is not commercial, which these tests are.
"""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import loan401k
from tests.hosts import needs

PAGE = Path(__file__).parents[4] / "addin/USING.md"
CALL = "/xlwings/custom-functions-call"


def recipe() -> str:
    """The lines on our page that start the server."""
    blocks = re.findall(r"```sh\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    (block,) = [block for block in blocks if "uvicorn" in block]
    return block


def request(name: Any, given: Any) -> dict[str, Any]:
    """Return a call as Excel's side of xlwings sends it."""
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


class Server:
    """A running server."""

    def __init__(self, port: int) -> None:
        self._port = port
        self.address = f"http://127.0.0.1:{port}"

    def ask(self, path: str, body: str | None = None) -> tuple[int, str]:
        """Return status and body."""
        method = "GET" if body is None else "POST"
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=60)
        with contextlib.closing(connection):
            connection.request(method, path, body, {"Content-Type": "application/json"})
            answer = connection.getresponse()
            return answer.status, answer.read().decode()

    def call(self, name: str, given: Any) -> tuple[int, str]:
        """Return status and body of a call."""
        return self.ask(CALL, json.dumps(request(name, given)))


@contextlib.contextmanager
def started(folder: Path) -> Iterator[Server]:
    """Start the server in a folder of its own, by the recipe's lines."""
    shell = needs.program("bash")
    libraries = needs.libraries(Path(__file__).with_name("requirements.txt"), (3, 11))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    lines = recipe().replace("--port 8000", f"--port {port}").replace("python -m", "exec python -m")
    path = [str(libraries), str(Path(loan401k.__file__).parents[1])]
    programs = [str(Path(sys.executable).parent), os.environ["PATH"]]
    environment = {"PYTHONPATH": os.pathsep.join(path), "PATH": os.pathsep.join(programs)}
    log = folder / "log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            [shell, "-euc", lines],
            cwd=folder,
            env={**os.environ, **environment},
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
