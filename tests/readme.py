"""What is generated for readers: `python -m tests.readme` rewrites it.

The parts of README.md between marks, and all of addin/FUNCTIONS.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from loan401k.declare import REGISTRY, WHOLE_HOUSEHOLD, Records, listed
from workbook.names import QUESTIONS

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
FUNCTIONS = ROOT / "addin" / "FUNCTIONS.md"

#: The quick answers that most people need, for the README.
TEN = (
    "PAYOFF_ADVANTAGE",
    "LOAN_NET_COST",
    "PAYOFF_SAVINGS",
    "COMPARE_OPTIONS",
    "LOAN_MAX",
    "LOAN_PAYMENT",
    "LOAN_SCHEDULE",
    "TRUE_APR",
    "DEFAULT_COST",
    "CARD_MONTHS",
)


def functions() -> str:
    """The page of all functions, part by part and group by group."""
    lines = [
        "# The functions",
        "",
        "Arguments in brackets may be left out. Amounts are dollars, rates are decimals (a cell",
        "shows 4.25%), time is in years. `loan401k functions NAME` tells all of one.",
    ]
    for part, groups in listed().items():
        lines += ["", f"## {part}"]
        for group, members in groups.items():
            if group != part:
                lines += ["", f"### {group}"]
            for argument in members[0].arguments:
                if isinstance(argument.kind, Records):
                    lines += ["", f"The names of `{argument.name}`. {argument.kind.sentence}"]
                    lines += ["", "| name | what it is |", "|---|---|"]
                    lines += [f"| `{name}` | {words} |" for name, words in argument.kind.lines]
            lines += ["", "| function | answers |", "|---|---|"]
            lines += [f"| `{function.syntax}` | {function.summary} |" for function in members]
    return "\n".join(lines) + "\n"


def table(names: Iterable[str]) -> str:
    """The table of some functions."""
    lines = ["| function | answers |", "|---|---|"]
    return "\n".join(lines + [f"| `{name}` | {REGISTRY[name].summary} |" for name in names])


def whole() -> str:
    """The table of the functions that take the whole household."""
    return table(function.name for function in listed()[WHOLE_HOUSEHOLD][WHOLE_HOUSEHOLD])


def ten() -> str:
    """The table of the ten quick answers that most people need."""
    return table(TEN)


def questions() -> str:
    """The table of questions and where the workbook answers them."""
    lines = ["| | question | sheet |", "|---|---|---|"]
    for number, (question, sheet, _) in enumerate(QUESTIONS, 1):
        lines.append(f"| {number} | {question} | {sheet} |")
    return "\n".join(lines)


def generated(text: str) -> str:
    """Return the README with its generated parts made anew."""
    tables = {"quick answers": ten, "whole household": whole, "questions": questions}
    for name, make in tables.items():
        pattern = rf"(<!-- {name} -->\n).*?(<!-- end of {name} -->)"
        text, found = re.subn(
            pattern,
            lambda part, make=make: part[1] + make() + "\n" + part[2],
            text,
            flags=re.DOTALL,
        )
        if found != 1:
            raise ValueError(f"README.md has {found} places for the table of {name}, not one")
    return text


if __name__ == "__main__":
    README.write_text(generated(README.read_text(encoding="utf-8")), encoding="utf-8")
    FUNCTIONS.write_text(functions(), encoding="utf-8")
