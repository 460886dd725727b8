"""What is generated for readers: `python -m tests.readme` rewrites it.

The parts of README.md between marks, and all of addin/FUNCTIONS.md.
"""

from __future__ import annotations

import re
from pathlib import Path

from loan401k.declare import REGISTRY
from workbook.names import QUESTIONS

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
FUNCTIONS = ROOT / "addin" / "FUNCTIONS.md"

#: Those that most people need, for the README.
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
    """The page of all functions, group by group in the order a decision takes."""
    lines = [
        "# The functions",
        "",
        "Arguments in brackets may be left out. Amounts are dollars, rates are decimals (a cell",
        "shows 4.25%), time is in years. `loan401k functions NAME` tells all of one.",
    ]
    for group in dict.fromkeys(function.group for function in REGISTRY.values()):
        lines += ["", f"## {group}", "", "| function | answers |", "|---|---|"]
        lines += [
            f"| `{function.syntax}` | {function.summary} |"
            for function in REGISTRY.values()
            if function.group == group
        ]
    return "\n".join(lines) + "\n"


def ten() -> str:
    """The table of the ten functions that most people need."""
    lines = ["| function | answers |", "|---|---|"]
    return "\n".join(lines + [f"| `{name}` | {REGISTRY[name].summary} |" for name in TEN])


def questions() -> str:
    """The table of questions and where the workbook answers them."""
    lines = ["| | question | sheet |", "|---|---|---|"]
    for number, (question, sheet, _) in enumerate(QUESTIONS, 1):
        lines.append(f"| {number} | {question} | {sheet} |")
    return "\n".join(lines)


def generated(text: str) -> str:
    """Return the README with its generated parts made anew."""
    for name, make in (("ten functions", ten), ("questions", questions)):
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
