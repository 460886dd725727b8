"""The parts of README.md that are generated: `python -m tests.readme` rewrites them."""

from __future__ import annotations

import re
from pathlib import Path

from loan401k.declare import REGISTRY
from workbook.names import QUESTIONS

README = Path(__file__).parents[1] / "README.md"


def functions() -> str:
    """The table of functions, group by group in the order a decision takes."""
    lines = []
    for group in dict.fromkeys(function.group for function in REGISTRY.values()):
        lines += [f"**{group}**", "", "| function | answers |", "|---|---|"]
        for function in REGISTRY.values():
            if function.group == group:
                lines.append(f"| `{function.syntax}` | {function.summary} |")
        lines.append("")
    return "\n".join(lines).rstrip()


def questions() -> str:
    """The table of questions and where the workbook answers them."""
    lines = ["| | question | sheet |", "|---|---|---|"]
    for number, (question, sheet, _) in enumerate(QUESTIONS, 1):
        lines.append(f"| {number} | {question} | {sheet} |")
    return "\n".join(lines)


def generated(text: str) -> str:
    """Return the README with its generated parts made anew."""
    for name, make in (("functions", functions), ("questions", questions)):
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
