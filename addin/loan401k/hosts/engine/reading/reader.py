"""Reads formulas: what they refer to, what the engine can be trusted with, their text there."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import formualizer as fz

from ....package import Sheets
from ....package.addresses import Area, Place
from ..formula import FormulaError, check
from .hidden import HiddenRows
from .operands import DYNAMIC, Operands, dynamic_calls, written
from .parameters import ARRAY, RANGE, UNKNOWN, VALUE, parameter
from .read import TOTALS, Reading
from .tokens import Token, arguments, function_name, significant, tokens
from .trust import TAKE_TEXTS, doubt

_SPILLED = "ANCHORARRAY"  # as files store A1#
#: SUBTOTAL's numbers that leave out rows hidden by hand, and those that do not.
_BY_HAND = frozenset(map(str, range(101, 112)))
_SHOWN_OR_NOT = frozenset(map(str, range(1, 12)))
_LEFT_OUT = "It leaves out rows that are hidden, which the engine cannot."
_BETWEEN_REFERENCES = {":": "", ",": "a union of ranges", " ": "an intersection of ranges"}


@dataclass
class _Bracket:
    """An open bracket: the call, or "", what its arguments take, and which is being read."""

    call: str
    taken: str
    index: int = 0


class Reader:
    """Reads the formulas of one workbook."""

    def __init__(self, operands: Operands, hidden: HiddenRows) -> None:
        self.operands, self.hidden = operands, hidden

    def read(self, text: str, place: Place, *, plain: bool) -> Reading:
        """Read the formula of a cell. A `plain` one is no array formula."""
        try:
            found = tokens(text)
        except fz.TokenizerError:
            return self._unreadable(text)
        return _Pass(self, found, text, place, plain).reading()

    def _unreadable(self, text: str) -> Reading:
        try:
            check(text)
        except FormulaError as error:
            return Reading(text, anything=True, problem=str(error))
        return Reading(text)


def reader_of(sheets: Sheets, dropped: Collection[str]) -> Reader:
    """Return the reader for a workbook of which the engine does not take the names `dropped`."""
    return Reader(Operands(sheets, dropped), HiddenRows(sheets))


class _Pass:
    """One formula, token by token."""

    def __init__(
        self, reader: Reader, found: list[Token], text: str, place: Place, plain: bool
    ) -> None:
        self.reader, self.tokens, self.text, self.place = reader, found, text, place
        self.brackets = [_Bracket("", VALUE if plain else ARRAY)]
        self.areas: list[tuple[str, Area]] = []
        self.texts: list[tuple[str, Area]] = []
        self.shown: list[tuple[str, Area]] = []
        self.functions: set[str] = set()
        self.anything = self.joins = False
        self.problem = ""
        self.replaced: dict[int, str] = {}

    def reading(self) -> Reading:
        for index, token in enumerate(self.tokens):
            _, kind, part = token
            if kind == "Operand":
                if part == "Range":
                    self._operand(index, token)
            elif part == "Open":
                self._open(index, token)
            elif part == "Close":
                bracket = self.brackets.pop() if len(self.brackets) > 1 else self.brackets[0]
                if bracket.call == _SPILLED:
                    self.replaced[index] = "#"
            elif kind == "Sep":
                self.brackets[-1].index += 1
            elif kind == "OpInfix" and token.value in _BETWEEN_REFERENCES:
                self._between_references(token)
        text = self.text
        if self.replaced:
            pieces = (self.replaced.get(i, token.value) for i, token in enumerate(self.tokens))
            text = "=" + "".join(pieces)
        return Reading(
            text,
            tuple(self.areas),
            frozenset(self.functions),
            self.anything,
            () if self.joins or self.problem or not self.anything else dynamic_calls(text),
            () if self.functions.isdisjoint(TAKE_TEXTS) else tuple(self.texts),
            tuple(self.shown),
            self.problem,
        )

    def _doubt(self, problem: str) -> None:
        self.problem = self.problem or problem

    def _open(self, index: int, token: Token) -> None:
        around = self._taken()
        if not token.opens_call:
            self.brackets.append(_Bracket("", ARRAY if token.kind == "Array" else around))
            return
        name = function_name(token)
        self.functions.add(name)
        self.anything = self.anything or name in DYNAMIC
        taken = ARRAY if around == ARRAY else ""
        self.brackets.append(_Bracket(name, taken))
        if name == _SPILLED:
            self.replaced[index] = ""
        elif name in TOTALS:
            self._total(name, index)
        if why := doubt(self.tokens, index):
            self._doubt(why)

    def _taken(self) -> str:
        """Return what is taken where the next token stands."""
        bracket = self.brackets[-1]
        return bracket.taken or parameter(bracket.call, bracket.index)

    def _between_references(self, token: Token) -> None:
        what = _BETWEEN_REFERENCES[token.value]
        if what:
            self._doubt(f"It has {what}, which the engine cannot calculate.")
        else:
            self.anything = self.joins = True

    def _operand(self, index: int, token: Token) -> None:
        operand = self.reader.operands.look_up(token.value, self.place)
        self.areas.extend(operand.areas)
        if self._is_taken_for_text(index):
            self.texts.extend(operand.areas)
        if self.brackets[-1].call == "TEXT":
            self.shown.extend(operand.areas)
        self.functions.update(operand.functions)
        self.anything = self.anything or operand.anything
        if operand.problem:
            self._doubt(operand.problem)
        if index in self.replaced:
            return
        if operand.plain:
            self.replaced[index] = operand.plain
        if operand.several and self._means_one_cell(index):
            self.replaced[index] = f"@{operand.plain or token.value}"

    def _is_taken_for_text(self, index: int) -> bool:
        if any(t and t.value == "&" for t in (self._beside(index, -1), self._beside(index, 1))):
            return True
        after = [token.value for token in significant(self.tokens[index + 1 :])[:3]]
        asks_whether_empty = self.brackets[-1].call == "LEN" and (
            after[:2] == [")", ","] or after in ([")", sign, "0"] for sign in ("=", "<>", ">"))
        )
        return self.brackets[-1].call in TAKE_TEXTS and not asks_whether_empty

    def _means_one_cell(self, index: int) -> bool:
        """Tell whether the cell of the formula's own row or column is meant by a range."""
        taken = self._taken()
        before, after = self._beside(index, -1), self._beside(index, 1)
        if _joins(before) or _joins(after) or (before and before.value in ("@", "#")):
            return False
        if after and after.value == "#":
            return False
        if taken == UNKNOWN:
            name = self.brackets[-1].call
            self._doubt(f"It is not known here whether {name} takes a range.")
            return False
        alone = (before is None or before.opens or before.separates) and (
            after is None or after.closes or after.separates
        )
        return taken == VALUE or (taken == RANGE and not alone)

    def _beside(self, index: int, step: int) -> Token | None:
        index += step
        while 0 <= index < len(self.tokens):
            if self.tokens[index].kind != "Whitespace":
                return self.tokens[index]
            index += step
        return None

    def _total(self, name: str, index: int) -> None:
        """Leave out what is hidden, where that can be written; doubt the rest."""
        number, *others = arguments(self.tokens, index) or [[]]
        code = number[0].value if len(number) == 1 else ""
        position = index + 1 + len(number)
        for argument in others:
            found = [place for place, token in enumerate(argument) if token.kind != "Whitespace"]
            if len(found) == 1 and argument[found[0]].refers:
                self._total_of(position + 1 + found[0], name, code)
            elif len(found) > 1 and self.reader.hidden.anywhere():
                self._doubt(_LEFT_OUT)
            position += 1 + len(argument)

    def _total_of(self, index: int, name: str, code: str) -> None:
        hidden = self.reader.hidden
        areas = self.reader.operands.look_up(self.tokens[index].value, self.place).areas
        for sheet, area in areas:
            if not hidden.inside(sheet, area):
                continue
            if name == "SUBTOTAL" and code in _BY_HAND and len(areas) == 1:
                shown = [written(sheet, part) for part in hidden.visible(sheet, area)]
                if shown:
                    self.replaced[index] = ",".join(shown)
                    continue
            elif name == "SUBTOTAL" and code in _SHOWN_OR_NOT and not hidden.filtered(sheet):
                continue
            self._doubt(_LEFT_OUT)


def _joins(token: Token | None) -> bool:
    return token is not None and token.kind == "OpInfix" and token.value in _BETWEEN_REFERENCES
