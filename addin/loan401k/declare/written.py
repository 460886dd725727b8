"""A call as it is written in a formula: a function, and names and constants for its arguments."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from ..errors import InputError
from ..nearest import did_you_mean
from .calls import WorksheetFunction
from .registry import REGISTRY


class Name(NamedTuple):
    """A name that stands for an argument."""

    name: str


def read_call(text: str) -> tuple[WorksheetFunction, list[Any]]:
    """Return the function and what is written for its first arguments, constants checked.

    Names with blanks stand in square brackets. Raises InputError with a sentence.
    """
    import formualizer as fz

    try:
        tree = fz.parse("=" + text.strip().removeprefix("=")).to_dict()
    except (fz.ParserError, fz.TokenizerError) as error:
        raise InputError(f"{text} cannot be read: {error}.") from None
    if tree["node_type"] != "Function":
        raise InputError(f"{text} is no call of one function.")
    name = tree["name"].upper()
    if name not in REGISTRY:
        raise InputError(f"There is no function {name}.{did_you_mean(name, REGISTRY)}")
    declaration = REGISTRY[name]
    written = [_value(node) for node in tree["args"]]
    if not declaration.required <= len(written) <= len(declaration.arguments):
        raise InputError(f"{text} has {len(written)} arguments; write {declaration.syntax}.")
    for argument, value in zip(declaration.arguments, written):  # noqa: B905  (options left out)
        if not isinstance(value, Name):
            argument.check(value)
    return declaration, written


def _value(node: Mapping[str, Any]) -> Any:
    kind = node["node_type"]
    if kind == "Reference":
        return Name(node["reference"].strip("[]"))
    if kind == "Omitted":
        return None
    if kind == "Literal":
        return node["value"]
    if kind == "UnaryOp" and node["operator"] in ("+", "-", "%"):
        value = _value(node["operand"])
        if type(value) in (int, float):
            if node["operator"] == "%":  # Decimal, so that 4.25% is the double nearest to 0.0425
                return float(Decimal(repr(value)) / 100)
            return -value if node["operator"] == "-" else value
    raise InputError("An argument is a name, a number, a text, TRUE or FALSE here.")
