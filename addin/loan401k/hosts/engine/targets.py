"""Where the references of OFFSET and INDIRECT lead, as the calculated workbook says.

A formula with such a call keeps its saved value unless one of them leads to a cell that changed.
One whose reference the engine cannot tell keeps it too; where the engine finds another value, that
is said.
"""

from __future__ import annotations

from collections.abc import Iterable, Set

from ...package.addresses import Address, Area, Place, address, reference
from .choice import Choice
from .engine import Engine
from .formula import for_engine

UNKNOWN = "Only calculation tells what it reads: its saved value is kept, and may be out of date."


def reached(engine: Engine, choice: Choice, column: int, more: Iterable[Place]) -> set[Place]:
    """Return the undecided formulas that read a cell which changed, `more` among these."""
    if not choice.undecided:
        return set()
    changed = {*choice.changed(), *more}
    found = _targets(engine, choice, column)
    return {
        place
        for place, targets in found.items()
        if any(_holds(target, changed) for target in targets if target is not None)
    }


def not_known(engine: Engine, choice: Choice, column: int) -> list[Place]:
    """Return the undecided formulas that lead nobody knows where and give another value."""
    found = _targets(engine, choice, column)
    unknown = [place for place, targets in found.items() if None in targets]
    asked = [(place.sheet, for_engine(choice.readings[place].text)) for place in unknown]
    answers = engine.ask_all(asked, column) if asked else []
    return [
        place
        for place, answer in zip(unknown, answers, strict=True)
        if answer != choice.saved(place)
    ]


def _targets(
    engine: Engine, choice: Choice, column: int
) -> dict[Place, list[tuple[str, Area] | None]]:
    """Return where each call of each undecided formula leads, None where that is not known."""
    calls = [(p, call) for p in choice.undecided for call in choice.readings[p].dynamic]
    asked = [
        (place.sheet, for_engine(f"={function}{call})"))
        for place, call in calls
        for function in ('CELL("address",', "ROWS(", "COLUMNS(")
    ]
    answers = engine.ask_all(asked, column) if asked else []
    found: dict[Place, list[tuple[str, Area] | None]] = {}
    for number, (place, _) in enumerate(calls):
        target = _target(place.sheet, *answers[3 * number : 3 * number + 3])
        found.setdefault(place, []).append(target)
    return found


def _target(sheet: str, first: object, rows: object, columns: object) -> tuple[str, Area] | None:
    if not (isinstance(first, str) and isinstance(rows, float) and isinstance(columns, float)):
        return None
    try:
        sheet, (top, left, _, _) = reference(first) if "!" in first else (sheet, _cell(first))
    except ValueError:
        return None
    return sheet, Area(top, left, top + int(rows) - 1, left + int(columns) - 1)


def _cell(text: str) -> Area:
    return Area(*address(text), *address(text))


def _holds(target: tuple[str, Area], changed: Set[Place]) -> bool:
    sheet, area = target
    if area.size <= len(changed):
        return any(Place(sheet, Address(*cell)) in changed for cell in area.addresses())
    return any(place.sheet == sheet and area.holds(place.address) for place in changed)
