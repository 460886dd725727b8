"""The text of formulas, made ready for the embedded engine; what is wrong with it, and where."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

import formualizer as fz

from ...declare import REGISTRY
from ...nearest import did_you_mean

# A place where an argument may be left out, and a call that a file stores under a longer name.
# Both may also be part of a text, which the tokens then tell.
_SKIPPED = re.compile(r"\(\s*,|,\s*[,)]")
_STORED_CALL = re.compile(r"(?:_xldudf_\w+|!\w+|_xlfn\.SINGLE)\(", re.IGNORECASE)
_OFFICE_JS = "_XLDUDF_"
_SINGLE = "_XLFN.SINGLE"  # as files store @

_CALL = re.compile(r"([\w.]+)\(")

_POSITION = re.compile(r"at position (\d+)")
_SPAN = re.compile(r"start: (\d+), end: (\d+)")
_REFERENCE = re.compile(r"Invalid reference '(.*?)':")
_PLAIN = {
    "Unmatched opening parenthesis": "a bracket is not closed",
    "No matching opener": "this bracket was never opened",
    "Reached end of formula while parsing string": "a quotation mark is not closed",
    "Unexpected end of tokens": "the formula ends too early",
    "No tokens to parse": "there is nothing after the equals sign",
    "nesting too deep": "the formula is nested too deeply",
    "height limit exceeded": "the formula is too long",
    "token limit exceeded": "the formula is too long",
    "Array rows must have equal length": "the rows between { and } differ in length",
    "Invalid error code": "this is none of the error values, such as #N/A",
}
_CELL = re.compile(r"[A-Z]{1,3}[0-9]+", re.IGNORECASE)
_NAMING = ("LET(", "LAMBDA(")  # these define words of their own
_NAME = re.compile(r"[^\W\d][\w.]*")


ELSEWHERE = "The formula refers to another workbook, which the engine does not open."


class FormulaError(ValueError):
    """A formula that cannot be read.

    `formula` is its text with the equals sign, `position` the place in it, counted from 0, and
    `problem` what is wrong there.
    """

    def __init__(self, formula: str, position: int, problem: str) -> None:
        self.formula, self.position, self.problem = formula, position, problem
        super().__init__(f"{formula} cannot be read at character {position + 1}: {problem}.")


class RecalculationError(ValueError):
    """A workbook, or an input for it, with which the engine cannot calculate."""


def with_equals_sign(formula: str) -> str:
    """Return the formula with its equals sign and without blanks around it."""
    text = formula.strip()
    return text if text.startswith("=") else f"={text}"


def check(text: str) -> None:
    """Raise FormulaError when the engine cannot read the formula."""
    tokens = _tokens(text)
    try:
        fz.parse(text)
    except fz.ParserError as error:
        raise _refusal(text, str(error), [t for t in tokens if not _is(t, "Whitespace")]) from None


def for_engine(text: str) -> str:
    """Return the formula as the engine is to have it.

    It hands an argument that is left out over as 0; an empty text stands there instead, which
    our functions take as blank. Calls as Excel stores them, `_xldudf_NAME(` of an Office.js
    add-in and `[1]!NAME(` of an .xlam, get their plain name. Only calls of our functions change,
    and `_xlfn.SINGLE(`, which the engine knows as @.
    """
    if not _SKIPPED.search(text) and not _STORED_CALL.search(text):
        return text
    written = ["="]
    calls = [_Bracket(False)]
    for token in _tokens(text):
        value, inside = token.value, calls[-1]
        if _is(token, "Sep", "Arg") or _is(token, "", "Close"):
            if inside.ours and inside.is_empty and (inside.has_several or value == ","):
                written.append('""')
            if value == ",":
                inside.is_empty = inside.has_several = True
            else:
                calls.pop()
        elif not _is(token, "Whitespace"):
            inside.is_empty = False
            if _is(token, "", "Open"):
                name = _plain_name(value[:-1]) if _is(token, "Func") else ""
                calls.append(_Bracket(name in REGISTRY))
                value = f"{name}(" if name in REGISTRY else "@(" if name == _SINGLE else value
        written.append(value)
    return "".join(written)


class _Bracket:
    """An open bracket: whether it is a call of ours, and what was seen of its arguments."""

    def __init__(self, ours: bool) -> None:
        self.ours = ours
        self.is_empty = True
        self.has_several = False


def _plain_name(name: str) -> str:
    return name.rpartition("!")[2].upper().removeprefix(_OFFICE_JS)


def refers_elsewhere(text: str) -> bool:
    """Tell whether the formula has a reference to another workbook."""
    if "[" not in text:
        return False
    operands = (token.value for token in _tokens(text) if _is(token, "Operand", "Range"))
    return any("[" in operand.rpartition("!")[0] for operand in operands)


def calls_ours(text: str) -> bool:
    """Tell whether the formula may call a function of ours."""
    return any(_plain_name(name) in REGISTRY for name in _CALL.findall(text))


def unknown_functions(text: str) -> list[str]:
    """Return the functions in the formula that neither we nor the engine have."""
    if all(map(_is_known, _CALL.findall(text))):
        return []
    tokens = _tokens(text)
    local = {token.value.casefold() for token in tokens if _is(token, "Operand", "Range")}
    names = dict.fromkeys(t.value[:-1] for t in tokens if _is(t, "Func", "Open"))
    return [name for name in names if not _is_known(name) and name.casefold() not in local]


def unknown_names(text: str, known: set[str]) -> list[str]:
    """Return the words in the formula that are neither cells nor among the `known` names."""
    tokens = _tokens(text)
    if any(_is(t, "Func", "Open") and t.value.upper().endswith(_NAMING) for t in tokens):
        return []
    operands = (token.value for token in tokens if _is(token, "Operand", "Range"))
    return [
        word
        for word in dict.fromkeys(operands)
        if _NAME.fullmatch(word) and not _CELL.fullmatch(word) and word.casefold() not in known
    ]


@lru_cache(maxsize=1024)
def _is_known(name: str) -> bool:
    if _plain_name(name) in REGISTRY or name.upper() == _SINGLE:
        return True
    book = fz.Workbook(mode=fz.WorkbookMode.Ephemeral)
    book.add_sheet("Sheet1")
    book.set_formula("Sheet1", 1, 1, f"={name}()")
    value = book.evaluate_cell("Sheet1", 1, 1)
    return not (isinstance(value, dict) and value["kind"] == "Name")


def _is(token: fz.Token, kind: str, part: str = "") -> bool:
    return (not kind or str(token.token_type) == kind) and (not part or str(token.subtype) == part)


def _tokens(text: str) -> list[fz.Token]:
    try:
        return list(fz.tokenize(text).tokens())
    except fz.TokenizerError as error:
        raise _refusal(text, str(error), None) from None


def _refusal(text: str, message: str, tokens: list[fz.Token] | None) -> FormulaError:
    """Put the engine's message into plain words and find its place in the text.

    The engine counts bytes while it splits the text and tokens while it reads them.
    """
    problem = next((plain for part, plain in _PLAIN.items() if part in message), "")
    span, reference = _SPAN.search(message), _REFERENCE.search(message)
    place = int(match[1]) if (match := _POSITION.search(message)) else 0
    if span:
        start, word = _characters(text, int(span[1])), _cut(text, int(span[1]), int(span[2]))
        comma = "; a comma stands between arguments" if word == ";" else ""
        return FormulaError(text, start, f"{word} is not expected here{comma}")
    if reference:
        return FormulaError(text, text.find(reference[1]), f"{reference[1]} is no reference")
    if tokens is None:
        start = _characters(text, place)
    elif place < len(tokens):
        start = _characters(text, tokens[place].start)
    else:
        start = len(text)
    return FormulaError(text, start, problem or message.rpartition(": ")[2])


def _characters(text: str, count: int) -> int:
    """Return a count of bytes as a count of characters."""
    return len(text.encode()[:count].decode(errors="ignore"))


def _cut(text: str, start: int, end: int) -> str:
    return text.encode()[start:end].decode(errors="replace")


def explain_name_error(text: str, known: set[str]) -> Iterator[str]:
    """Yield a sentence for each function and each name that nobody knows."""
    for name in unknown_functions(text):
        yield f"There is no function {name} here.{did_you_mean(_plain_name(name), REGISTRY)}"
    for name in unknown_names(text, known):
        yield f"{name} is neither a cell nor a name known here."
