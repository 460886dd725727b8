"""A function's formula in Excel's own words, filled with figures or with what a person typed.

A declaration's `native` is such a formula with the arguments as names. What an argument left out
makes 0 or 1 is dropped, numbers of payments and 1 + a rate are worked out; all else stays as it
is, so that an auditor recognises every figure.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping, Sequence
from typing import Any

from ..errors import InputError
from .declaration import Argument, Declaration, SameAs
from .kinds import RATE

_NUMBER = re.compile(r"-?(?:\d+\.?\d*|\.\d+)(?:E[+-]?\d+)?%?", re.IGNORECASE)
_NAME = re.compile(r"[a-z][a-z_0-9]*")
#: What needs no brackets inside a formula: a cell, a name, a number.
_PLAIN = re.compile(r"(?:'[^']*'!|\w+!)?[$\w.:]+%?")
#: What times years is a number of payments.
_A_YEAR = ("12", "_payments_per_year")
#: Nominal returns as the yearly effective ones that the formulas have.
_NOMINAL = '"nominal"'
_EFFECTIVE = "(1+account_return/payments_per_year)^payments_per_year-1"


def names(native: str) -> list[str]:
    """Return the arguments that a formula has, each once.

    >>> names("-PMT(annuity_rate/12,12*years,loss)")
    ['annuity_rate', 'years', 'loss']
    """
    return list(dict.fromkeys(_NAME.findall(native)))


def filled(declaration: Declaration, typed: Sequence[str]) -> str:
    """Return the formula with arguments as typed; InputError where the function has none for them.

    >>> from . import REGISTRY
    >>> filled(REGISTRY["LOAN_PAYMENT"], ["A1", "4.25%", "5"])
    '=-PMT(4.25%/12,60,A1)'
    """
    name, native = declaration.name, declaration.native
    if not native:
        raise InputError(
            f"{name} has no short formula in Excel's own words; tables, dates, searches have none."
        )
    texts: dict[str, str] = {}
    for place, argument in enumerate(declaration.arguments):
        text = typed[place].strip() if place < len(typed) else ""
        texts[argument.name] = text or _left_out(argument, texts)
    if "account_return" in names(native) and texts.get("compounding", "").casefold() == _NOMINAL:
        native = native.replace("account_return", f"({_EFFECTIVE})")
        texts["compounding"] = '"effective"'
    for argument in declaration.arguments:
        text, usual = texts[argument.name], _left_out(argument, texts)
        if argument.name in names(native):
            if not text:
                raise InputError(f"{argument.name} is missing.")
        elif not _alike(text, usual):
            raise InputError(f"{name} has no formula in Excel's own words with {argument.name}.")
    numbers = {_place(a): _number(text) for a, text in texts.items()}
    tree = ast.parse(native.replace("^", "**"), mode="eval").body
    written = ast.unparse(_Filling(texts, numbers).visit(tree))
    written = written.replace(" ", "").replace("**", "^")
    return "=" + re.sub(r"\b_([a-z]\w*)", lambda part: _bracketed(texts[part[1]]), written)


def example(declaration: Declaration) -> list[str]:
    """Return the arguments of the last example in the docstring that the formula covers."""
    found: list[str] = []
    if not declaration.native:
        return found
    for line in re.findall(r"^>>> (.*)$", declaration.doc, re.MULTILINE):
        for node in ast.walk(ast.parse(line)):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == declaration.name:
                values = dict(zip((a.name for a in declaration.arguments), node.args, strict=False))
                values |= {word.arg: word.value for word in node.keywords if word.arg}
                typed = _typed(declaration, values)
                try:
                    filled(declaration, typed)
                except InputError:
                    continue
                found = typed
    return found


def call(declaration: Declaration, typed: Sequence[str]) -> str:
    """Return the call of the function itself, as typed into a cell."""
    return f"={declaration.name}({', '.join(typed)})"


def _typed(declaration: Declaration, values: Mapping[str, ast.expr]) -> list[str]:
    """Return Python's values as a person types them into a cell."""
    typed = []
    for argument in declaration.arguments:
        text = ""
        if argument.name in values:
            value = ast.literal_eval(values[argument.name])
            text = _cell(value, percent=argument.kind.unit == RATE)
        typed.append(text)
    while typed and not typed[-1]:
        typed.pop()
    return typed


def _cell(value: Any, *, percent: bool) -> str:
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, str):
        return f'"{value}"'
    return f"{100 * value:.12g}%" if percent and value else f"{value:.15g}"


def _left_out(argument: Argument, before: Mapping[str, str]) -> str:
    """Return what stands for an argument that is left out, "" where nothing does."""
    if isinstance(argument.default, SameAs):
        return before[argument.default.argument]
    return argument.default_text


def _number(text: str) -> float | None:
    """Return the number, or the truth as 1 or 0, that a text is, None for any other formula."""
    if text.upper() in ("TRUE", "FALSE"):
        return float(text.upper() == "TRUE")
    if not _NUMBER.fullmatch(text):
        return None
    return float(text[:-1]) / 100.0 if text.endswith("%") else float(text)


def _bracketed(text: str) -> str:
    return text if _PLAIN.fullmatch(text) else f"({text})"


def _alike(text: str, usual: str) -> bool:
    number = _number(text)
    return text.casefold() == usual.casefold() or (number is not None and number == _number(usual))


def _place(argument: str) -> str:
    """Return the word that holds an argument's place in a tree, whatever was typed for it."""
    return f"_{argument}"


class _Filling(ast.NodeTransformer):
    """Puts what is given in place of names, and works out what no reader needs to see."""

    def __init__(self, texts: Mapping[str, str], numbers: Mapping[str, float | None]) -> None:
        self._texts, self._numbers = texts, numbers

    def _value(self, node: ast.expr) -> float | None:
        if isinstance(node, ast.Constant) and isinstance(node.value, (int, float)):
            return float(node.value)
        return self._numbers.get(node.id) if isinstance(node, ast.Name) else None

    def visit_Name(self, node: ast.Name) -> ast.expr:
        """Put its place in a tree for an argument."""
        return ast.Name(_place(node.id)) if node.id in self._texts else node

    def visit_Call(self, node: ast.Call) -> ast.expr:
        """Choose between the two sides of an IF whose condition is known."""
        node.args = [self.visit(argument) for argument in node.args]
        if ast.unparse(node.func) == "IF" and (truth := self._value(node.args[0])) is not None:
            return node.args[1 if truth else 2]
        return node

    def visit_BinOp(self, node: ast.BinOp) -> ast.expr:
        """Drop what adds 0 or multiplies by 1; work out 1 + a number and numbers of payments."""
        self.generic_visit(node)
        left, right = self._value(node.left), self._value(node.right)
        neutral = _neutral(node.op)
        if right == neutral:
            return node.left
        match node.op:
            case ast.Add() | ast.Mult() if left == neutral:
                return node.right
            case ast.Mult() if 0.0 in (left, right):
                return ast.Constant(0)
            case ast.Div() if left == 0.0:
                return ast.Constant(0)
            case ast.Pow() if right == 0.0:
                return ast.Constant(1)
            case ast.Add() if left is not None and isinstance(node.left, ast.Constant):
                if right is not None:
                    return ast.Constant(_short(left + right))
                if isinstance(node.right, ast.BinOp) and ast.unparse(node.right).endswith(" - 1"):
                    return node.right.left
            case ast.Mult() if left is not None and right is not None:
                if ast.unparse(node.left) in _A_YEAR:
                    return ast.Constant(_short(left * right))
        return node


def _neutral(operator: ast.operator) -> float:
    return 0.0 if isinstance(operator, (ast.Add, ast.Sub)) else 1.0


def _short(value: float) -> float | int:
    """Return a number as a cell holds it, with 15 digits.

    >>> _short(1 + 0.0775)
    1.0775
    """
    rounded = float(f"{value:.15g}")
    return int(rounded) if rounded == int(rounded) else rounded
