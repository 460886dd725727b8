"""Pyodide, the Python of browsers, under Node: one process that runs what it is asked."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.hosts import needs

#: What our own add-in brings, and the oldest that workbooks of xlwings Lite ask for.
NEW, OLD = "314.0.7", "0.27.7"
#: The version of its resolver, micropip, that each brings.
RESOLVERS = {NEW: "0.11.1", OLD: "0.9.0"}
_PROGRAM = Path(__file__).with_suffix(".mjs")


class Pyodide:
    """The process, to be used as a context."""

    def __init__(self, version: str, environment: Mapping[str, str] = {}) -> None:
        folder = needs.npm_package("pyodide", version)
        self._process = subprocess.Popen(
            [needs.program("node"), _PROGRAM, folder, json.dumps({"HOME": "/", **environment})],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )

    def __enter__(self) -> Pyodide:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.stdin.close()
        assert self._process.wait() == 0

    def run(self, code: str, files: Mapping[str, Path] = {}) -> Any:
        """Return the value of the code's last expression, which is a text, a number or None."""
        named = {name: str(path) for name, path in files.items()}
        self._process.stdin.write(json.dumps({"files": named, "code": code}) + "\n")
        self._process.stdin.flush()
        answer = json.loads(self._process.stdout.readline())
        assert "error" not in answer, answer["error"]
        return answer.get("value")
