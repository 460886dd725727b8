"""What the references and names in a workbook's formulas stand for."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from functools import cached_property
from typing import NamedTuple

import formualizer as fz

from ....package import Sheets, defined_names, sheet_parts
from ....package.addresses import Address, Area, Place, any_area, quoted
from ....package.tables import Table, tables
from ..formula import ELSEWHERE
from .structured import NotUnderstood, table_area
from .tokens import Token, function_name, tokens

#: Functions whose result may be any cell: what they read is known when they are calculated.
DYNAMIC = frozenset(("OFFSET", "INDIRECT"))

#: A column or a row without the $ that holds it.
_LOOSE = re.compile(r"^[A-Za-z0-9]|[A-Za-z][0-9]")
_DEEPEST = 30


class Operand(NamedTuple):
    """What an operand stands for."""

    #: The areas that it reads.
    areas: tuple[tuple[str, Area], ...] = ()
    #: The functions that it calls, where it is a name for a formula.
    functions: frozenset[str] = frozenset()
    #: Whether it may read any cell.
    anything: bool = False
    #: Why the engine cannot take it, "" where it can.
    problem: str = ""
    #: What the engine is to have in its place, "" for the operand itself.
    plain: str = ""
    #: Whether it stands for more than one cell.
    several: bool = False


class Operands:
    """Looks up what a workbook's references, names and table references stand for."""

    def __init__(self, sheets: Sheets, dropped: Collection[str] = ()) -> None:
        """Take the workbook, and the names, in folded case, that the engine does not take."""
        self.sheets = list(sheet_parts(sheets.parts))
        self._sheets = {name.casefold(): name for name in self.sheets}
        self._names = {n.casefold(): text for n, text in defined_names(sheets.parts).items()}
        self._dropped = dropped
        self._parts = sheets.parts
        self._known: dict[tuple[str, str], Operand] = {}
        self._depth = 0

    @cached_property
    def _tables(self) -> Mapping[str, Table]:
        return tables(self._parts)

    def look_up(self, text: str, place: Place) -> Operand:
        """Return what an operand in the formula of a cell stands for."""
        if "[" in text:
            return self._with_bracket(text, place)
        key = (place.sheet, text)
        if key not in self._known:
            self._known[key] = self._meaning(text, place.sheet)
        return self._known[key]

    def _with_bracket(self, text: str, place: Place) -> Operand:
        table, _, _ = text.partition("[")
        if table.casefold() not in self._tables and (table or "!" in text):
            return Operand(problem=ELSEWHERE)
        try:
            sheet, area = table_area(text, place, self._tables)
        except NotUnderstood as error:
            return Operand(problem=f"The reference {text} is not understood: {error}.")
        return Operand(((sheet, area),), plain=written(sheet, area), several=area.size > 1)

    def _meaning(self, text: str, sheet: str) -> Operand:
        before, mark, rest = text.rpartition("!")
        if mark:
            before = before.removeprefix("'").removesuffix("'").replace("''", "'")
            first, colon, last = before.partition(":")
            if colon:
                return self._several_sheets(text, first, last, rest)
            if before.casefold() not in self._sheets:
                return Operand()  # #REF!, in Excel too
            sheet = self._sheets[before.casefold()]
        try:
            area = any_area(rest)
        except ValueError:
            return self._name(rest, sheet, bool(mark))
        return Operand(((sheet, area),), several=area.size > 1)

    def _several_sheets(self, text: str, first: str, last: str, rest: str) -> Operand:
        problem = f"{text} refers to several sheets at once, which the engine cannot."
        ends = [self._sheets.get(name.casefold()) for name in (first, last)]
        if None in ends:
            return Operand(anything=True, problem=problem)
        start, stop = sorted(self.sheets.index(name) for name in ends if name is not None)
        try:
            area = any_area(rest)
        except ValueError:
            return Operand(anything=True, problem=problem)
        return Operand(tuple((s, area) for s in self.sheets[start : stop + 1]), problem=problem)

    def _name(self, name: str, sheet: str, has_sheet: bool) -> Operand:
        folded = name.casefold()
        if folded in self._tables:
            table = self._tables[folded]
            plain = written(table.sheet, table.data)
            return Operand(((table.sheet, table.data),), plain=plain, several=True)
        own = f"{sheet.casefold()}!{folded}"
        key = own if own in self._names else folded
        if key not in self._names:
            return Operand()  # a word that LET defines, or #NAME?, which the engine says
        if self._depth > _DEEPEST:
            return Operand(problem=f"The name {name} refers to itself.")
        self._depth += 1
        found = self._of_a_name(name, self._names[key], sheet)
        self._depth -= 1
        if key in self._dropped and not found.problem:
            sentence = f"The name {name} ({self._names[key]}) is not understood."
            found = found._replace(problem=sentence)
        is_formula = found.plain.startswith("(")
        if key != own and not has_sheet and not is_formula and _is_reference(self._names[key]):
            return found._replace(plain="")  # the engine knows such a name
        if not found.plain and not found.problem:
            # The engine hands names of one sheet alone to no function of ours.
            found = found._replace(problem=f"The name {name} belongs to the sheet {sheet} alone.")
        return found

    def _of_a_name(self, name: str, text: str, sheet: str) -> Operand:
        try:
            parts = tokens(f"={text}")
        except fz.TokenizerError:
            return Operand(anything=True, problem=f"The name {name} ({text}) cannot be read.")
        place = Place(sheet, Address(1, 1))
        operands = [self.look_up(token.value, place) for token in parts if token.refers]
        functions = {function_name(token) for token in parts if token.opens_call}
        inner = self._joined(operands, functions)
        if any(_moves(token) for token in parts):
            sentence = f"The name {name} ({text}) means another cell in every formula."
            return inner._replace(anything=True, problem=inner.problem or sentence)
        if len(parts) == 1 and len(inner.areas) == 1:
            return inner._replace(plain=written(*inner.areas[0]))
        # The engine may calculate a name for a formula before what that formula reads.
        pieces = [
            self.look_up(t.value, place).plain or t.value if t.refers else t.value for t in parts
        ]
        return inner._replace(plain=f"({''.join(pieces)})")

    def _joined(self, operands: Iterable[Operand], functions: Iterable[str]) -> Operand:
        operands = list(operands)
        called = frozenset(functions).union(*(operand.functions for operand in operands))
        return Operand(
            tuple(dict.fromkeys(area for operand in operands for area in operand.areas)),
            called,
            bool(called & DYNAMIC) or any(operand.anything for operand in operands),
            next((operand.problem for operand in operands if operand.problem), ""),
            several=any(operand.several for operand in operands),
        )


def written(sheet: str, area: Area) -> str:
    """Return a reference to an area as a formula on any sheet may hold it."""
    first, last = Address(area.top, area.left), Address(area.bottom, area.right)
    return f"{quoted(sheet)}!{first}" + (f":{last}" if first != last else "")


def _is_reference(text: str) -> bool:
    try:
        any_area(text.rpartition("!")[2])
    except ValueError:
        return False
    return True


def _moves(token: Token) -> bool:
    """Tell whether a reference in a name has no $ and so means another cell in every formula."""
    corners = token.value.rpartition("!")[2].split(":")
    return (
        token.refers
        and _is_reference(token.value)
        and any(_LOOSE.search(corner) for corner in corners)
    )
