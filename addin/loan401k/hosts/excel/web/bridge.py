"""What the worker asks of the browser's Python: calls as JSON, their answers as JSON."""

from __future__ import annotations

import json
from typing import Any

from ....declare import REGISTRY, Answer
from ....errors import CellError, WorksheetError
from ..cells import SERVER
from .formula import evaluate

#: In place of a function's name: the call is a formula as a person types it.
FORMULA = "="


def answers(calls: str) -> str:
    """Answer a list of calls, each [name, arguments as Office.js hands them over].

    Each answer is [rows], or [rows, error, sentence] where the whole of it is one error.
    """
    return json.dumps([_answer(*call) for call in json.loads(calls)], separators=(",", ":"))


def _answer(name: str, given: list[Any]) -> list[Any]:
    result = _typed(*given) if name == FORMULA else _called(name, given)
    rows = SERVER.write(result)
    return [rows, str(result), result.reason] if type(result) is CellError else [rows]


def _called(name: str, given: list[Any]) -> Answer:
    return REGISTRY[name].cells([SERVER.read(value) for value in given])


def _typed(text: str) -> Answer:
    try:
        return evaluate(text)
    except WorksheetError as error:
        return error.cell()
