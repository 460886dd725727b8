"""What Excel and our own page read of the functions: both from the registry."""

from __future__ import annotations

import json
from typing import Any

from .... import __version__
from ....declare import CATEGORY, REGISTRY, Declaration, Records
from .example import example

#: Characters of a description that Office.js takes.
_LONGEST = 512


def metadata() -> bytes:
    """Return functions.json, which Excel reads before anything of ours runs."""
    content = {
        "allowCustomDataForDataTypeAny": True,
        "allowErrorForDataTypeAny": True,
        "functions": [_registered(declaration) for declaration in REGISTRY.values()],
    }
    return json.dumps(content, indent=1).encode()


def _registered(declaration: Declaration) -> dict[str, Any]:
    parameters = []
    for argument in declaration.arguments:
        parameter = {
            "name": argument.name,
            "description": argument.help[:_LONGEST],
            "type": "any",
            "dimensionality": "matrix",
        }
        parameters.append({**parameter, "optional": True} if argument.optional else parameter)
    return {
        "id": declaration.name,
        "name": declaration.name,
        "description": declaration.summary[:_LONGEST],
        "options": {"requiresAddress": True},  # so that the pane can say where an error is
        "result": {"type": "any", "dimensionality": "matrix"},
        "parameters": parameters,
    }


def script() -> bytes:
    """Return catalogue.js, the module from which our page knows the functions."""
    content = {
        "title": CATEGORY,
        "version": __version__,
        "functions": [_described(declaration) for declaration in REGISTRY.values()],
    }
    return f"export const CATALOGUE = {json.dumps(content, indent=1)};\n".encode()


def _described(declaration: Declaration) -> dict[str, Any]:
    return {
        "name": declaration.name,
        "group": declaration.group,
        "syntax": declaration.syntax,
        "summary": declaration.summary,
        "arguments": [[argument.name, argument.help] for argument in declaration.arguments],
        "example": example(declaration),
        "result": declaration.result,
        "units": [column.unit for column in declaration.columns],
        "slow": _is_slow(declaration),
        "household": _asks_a_household_alone(declaration),
    }


def _is_slow(declaration: Declaration) -> bool:
    """Tell whether a call may take seconds: it plays ledgers, or draws random paths."""
    return any(isinstance(a.kind, Records) or a.name == "paths" for a in declaration.arguments)


def _asks_a_household_alone(declaration: Declaration) -> bool:
    household, *rest = declaration.arguments or (None,)
    return (
        household is not None
        and isinstance(household.kind, Records)
        and all(argument.optional for argument in rest)
    )
