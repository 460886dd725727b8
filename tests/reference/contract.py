"""The written contract of the worksheet functions, read from contract.json."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NamedTuple

REQUIRED = "required"


class Promised(NamedTuple):
    """One argument as the contract has it; ``parts`` are words, or the kinds of rows' columns."""

    name: str
    kind: str
    default: Any
    parts: tuple[str, ...] = ()


class Contract(NamedTuple):
    """One function as the contract has it; ``table`` is None, "fixed" or "varying"."""

    name: str
    group: str
    table: str | None
    arguments: tuple[Promised, ...]


def _read() -> tuple[dict[str, dict[str, Any]], dict[str, Contract]]:
    text = Path(__file__).with_name("contract.json").read_text(encoding="utf-8")
    content = json.loads(text)
    functions = {}
    for name, entry in content["functions"].items():
        arguments = []
        for argument, kind, default, *parts in entry["arguments"]:
            arguments.append(Promised(argument, kind, default, tuple(parts[0]) if parts else ()))
        functions[name] = Contract(name, entry["group"], entry["table"] or None, tuple(arguments))
    return content["kinds"], functions


#: Unit and bounds of each kind of argument; every function of the contract by name.
KINDS, CONTRACT = _read()
