"""The list of worksheet functions, and one in full, from their declarations."""

from __future__ import annotations

from typing import Any

from ..declare import REGISTRY, Declaration, Records, listed
from ..declare.native import call, example, filled
from .terminal import echo, print_table


def print_list() -> None:
    """Print each function with its one-line help, part by part and group by group."""
    parts = listed()
    width = 4 + max(len(name) for name in REGISTRY)
    for part, groups in parts.items():
        echo(part)
        for group, members in groups.items():
            if group != part:
                echo(f"  {group}")
            lines = [[f"    {d.name}".ljust(width), d.summary] for d in members]
            print_table(lines, right=[False, False])


def print_one(declaration: Declaration) -> None:
    """Print all there is to know about one function."""
    echo(f"{declaration.syntax}\n\n{declaration.doc}\n\nArguments")
    lines = [[f"  {argument.name}", argument.help] for argument in declaration.arguments]
    print_table(lines, right=[False, False])
    for argument, kind in _records(declaration):
        echo(f"\nNames of {argument}")
        print_table([[f"  {name}", help] for name, help in kind.lines], right=[False, False])
    if declaration.is_table:
        echo(f"\nColumns: {', '.join(declaration.headings)}.")
    if declaration.native:
        typed = example(declaration)
        echo(f"\nIn Excel's own words\n  ={declaration.native}")
        echo(f"{call(declaration, typed)} is\n  {filled(declaration, typed)}")


def described(declaration: Declaration) -> dict[str, Any]:
    """Return all there is to know about one function, for JSON."""
    return {
        "name": declaration.name,
        "group": declaration.group,
        "syntax": declaration.syntax,
        "summary": declaration.summary,
        "result": declaration.result,
        "native": f"={declaration.native}" if declaration.native else None,
        "columns": declaration.headings or None,
        "arguments": [
            {"name": a.name, "required": not a.optional, "default": a.default_text, "help": a.help}
            for a in declaration.arguments
        ],
        "names": {argument: dict(kind.lines) for argument, kind in _records(declaration)} or None,
    }


def _records(declaration: Declaration) -> list[tuple[str, Records]]:
    """Return the arguments that are names with values, with their kinds."""
    return [(a.name, a.kind) for a in declaration.arguments if isinstance(a.kind, Records)]
