"""The example of a function as a formula, from the doctest in its docstring."""

from __future__ import annotations

import ast
import datetime as dt
import doctest

from ....declare import Declaration
from ....serial import to_serial


def example(declaration: Declaration) -> str:
    """Return the first call of the function in its docstring as a person types it into a cell.

    Raises ValueError where the docstring has none, or one that a cell cannot hold.
    """
    for shown in doctest.DocTestParser().get_examples(declaration.doc):
        for node in ast.walk(ast.parse(shown.source)):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == declaration.name:
                return f"={declaration.name}({_arguments(declaration, node)})"
    raise ValueError(f"The docstring of {declaration.name} shows no call of it.")


def _arguments(declaration: Declaration, call: ast.Call) -> str:
    texts = list(map(_text, call.args))
    places = {argument.name: place for place, argument in enumerate(declaration.arguments)}
    for keyword in call.keywords:
        place = places[str(keyword.arg)]
        texts += [""] * (place + 1 - len(texts))
        texts[place] = _text(keyword.value)
    return ", ".join(texts)


def _text(node: ast.expr) -> str:
    """Return a constant, a date, a household or rows as they stand in a formula."""
    value = eval(ast.unparse(node), {"dt": dt})  # as doctest does, with our own docstrings
    if isinstance(value, dt.date):
        return f"DATE({value.year},{value.month},{value.day})"
    if isinstance(value, dict):
        value = list(map(list, value.items()))
    if isinstance(value, list):
        rows = [row if isinstance(row, (list, tuple)) else [row] for row in value]
        return "{" + ";".join(",".join(map(_constant, row)) for row in rows) + "}"
    return _constant(value)


def _constant(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, dt.date):  # between { and } there is no DATE()
        return f"{to_serial(value):.0f}"
    return '"{}"'.format(value.replace('"', '""')) if isinstance(value, str) else repr(value)
