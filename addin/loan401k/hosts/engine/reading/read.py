"""What a formula reads and calls, and whether the engine can be trusted with it."""

from __future__ import annotations

from typing import NamedTuple

from ....declare import REGISTRY
from ....package.addresses import Area
from ..formula import ELSEWHERE
from .trust import PASS_ERRORS_ON

TOTALS = ("SUBTOTAL", "AGGREGATE")


class Reading(NamedTuple):
    """What a formula reads and calls."""

    #: The formula as the engine is to have it.
    text: str
    areas: tuple[tuple[str, Area], ...] = ()
    functions: frozenset[str] = frozenset()
    #: Whether only calculation tells what it reads.
    anything: bool = False
    #: The calls whose result is a reference that only calculation tells, where that is all.
    dynamic: tuple[str, ...] = ()
    #: The areas whose numbers it takes for texts, and hides how they are written.
    texts: tuple[tuple[str, Area], ...] = ()
    #: The areas that TEXT shows.
    shown: tuple[tuple[str, Area], ...] = ()
    #: Why the engine cannot calculate it as Excel does, "" where it can.
    problem: str = ""

    @property
    def code(self) -> str:
        """The error that its cell shows where there is a problem."""
        if self.problem == ELSEWHERE:
            return "#REF!"
        return "#NAME?" if self.anything and not self.areas else "#N/A"

    @property
    def ours(self) -> bool:
        """Whether it calls a function of ours."""
        return not self.functions.isdisjoint(REGISTRY)

    @property
    def tells_errors(self) -> bool:
        """Whether an error that it reads, wherever that is, shows in its result."""
        return all(name in PASS_ERRORS_ON or name in REGISTRY for name in self.functions)

    @property
    def totals(self) -> bool:
        """Whether it leaves other totals out, and others leave it out."""
        return not self.functions.isdisjoint(TOTALS)
