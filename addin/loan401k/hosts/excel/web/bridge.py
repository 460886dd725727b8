"""What the worker asks of the browser's Python: calls of one turn as JSON, their answers as JSON."""

from __future__ import annotations

import json
from typing import Any

from ....declare import REGISTRY
from ....errors import CellError
from ..cells import SERVER


def answers(calls: str) -> str:
    """Answer a list of calls, each [name, arguments as Office.js hands them over].

    Each answer is [rows], or [rows, error, sentence] where the whole of it is one error.
    """
    return json.dumps([_answer(*call) for call in json.loads(calls)], separators=(",", ":"))


def _answer(name: str, given: list[Any]) -> list[Any]:
    result = REGISTRY[name].cells([SERVER.read(value) for value in given])
    rows = SERVER.write(result)
    return [rows, str(result), result.reason] if type(result) is CellError else [rows]
