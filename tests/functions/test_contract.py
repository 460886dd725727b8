"""The declared functions against the contract that was written down by hand."""

import inspect
import keyword
import math
import random
import re
import subprocess
import sys

import pytest

import loan401k
from loan401k.declare import (
    REGISTRY,
    WHOLE_HOUSEHOLD,
    Date,
    Flag,
    Number,
    Records,
    Rows,
    SameAs,
    Text,
    Values,
    Word,
    listed,
)
from loan401k.errors import CellError, WorksheetError
from loan401k.hosts.excel.windows.vba import parameter_name
from tests.reference.contract import CONTRACT, KINDS, REQUIRED
from tests.reference.samples import fitting

functions = pytest.mark.parametrize("name", sorted(REGISTRY))
ARGUMENTS = [(name, argument) for name in sorted(REGISTRY) for argument in REGISTRY[name].arguments]
arguments = pytest.mark.parametrize(
    ("name", "argument"), ARGUMENTS, ids=lambda part: getattr(part, "name", part)
)

#: Reserved words of VBA and of LibreOffice Basic, in lower case.
BASIC_KEYWORDS = """
access addressof alias and any append as attribute base basic beep begin binary boolean byref
byte byval call case cdecl chdir chdrive circle class close compare const currency date debug
decimal declare defbool defbyte defcur defdate defdbl defdec defint deflng deflnglng deflngptr
defobj defsng defstr defvar dim do doevents double each else elseif empty end endif enum eqv
erase error event exit explicit false filecopy for friend function get global gosub goto if
imp implements in input integer is kill let lib like line lock long longlong longptr loop lset
me mid mkdir mod module name new next not nothing null object on open option optional or
output paramarray preserve print private property ptrsafe public put raiseevent random
randomize read redim rem reset resume return rmdir rset save scale seek select sendkeys set
setattr shared single spc static step stop string sub system tab text then time to true type
typeof unknown unload unlock until variant version vbasupport wend while width with withevents
write xor
"""


def test_the_functions_are_those_of_the_contract():
    assert set(REGISTRY) == set(CONTRACT)


def test_groups_of_the_contract_and_of_the_code_are_the_same_groups():
    pairs = {(CONTRACT[name].group, REGISTRY[name].group) for name in REGISTRY}
    letters, words = zip(*sorted(pairs), strict=True)
    assert len(set(letters)) == len(set(words)) == len(pairs), pairs


@functions
def test_arguments_stand_in_the_promised_order(name):
    promised = [argument.name for argument in CONTRACT[name].arguments]
    assert [argument.name for argument in REGISTRY[name].arguments] == promised


@functions
def test_defaults_are_those_of_the_contract(name):
    for promised, argument in zip(CONTRACT[name].arguments, REGISTRY[name].arguments, strict=True):
        default = argument.default
        if isinstance(default, SameAs):
            default = {"same_as": default.argument}
        if promised.default == REQUIRED:
            assert not argument.optional, argument.name
        else:
            assert argument.optional, argument.name
            assert default == promised.default, argument.name
            assert isinstance(default, bool) == isinstance(promised.default, bool), argument.name


@functions
def test_a_table_is_a_table_with_its_trailing_arguments(name):
    table, declaration = CONTRACT[name].table, REGISTRY[name]
    assert declaration.is_table == (table is not None)
    assert declaration.varying == (table == "varying")
    names = [argument.name for argument in declaration.arguments]
    if table:
        assert names[-1] == "header"
        assert ("rows" in names) == (table == "varying")


UNITS = {
    Date: "date",
    Flag: "flag",
    Word: "word",
    Text: "text",
    Rows: "rows",
    Records: "household",
    Values: "values",
}


def unit_of(argument):
    kind = argument.kind
    if not isinstance(kind, Number):
        return next(unit for of_kind, unit in UNITS.items() if isinstance(kind, of_kind))
    if kind.unit.startswith("dollars"):
        return "dollars"
    return kind.unit if kind.unit in ("rate", "years", "periods") else "count"


@arguments
def test_an_argument_has_the_promised_unit(name, argument):
    promised = next(p for p in CONTRACT[name].arguments if p.name == argument.name)
    unit = KINDS[promised.kind]["unit"]
    if unit == "name":
        assert unit_of(argument) in ("word", "text")
    else:
        assert unit_of(argument) == unit
    if unit == "word":
        assert sorted(argument.kind.words) == sorted(promised.parts)


def allowed(kind, value):
    try:
        kind.check("it", value)
    except WorksheetError:
        return False
    return True


def check_bounds(kind, promised):
    """Hold a kind of number to its bounds, allowed or not, and a side without one to infinity."""
    inclusive, exclusive = ("at_least", "at_most"), ("above", "below")
    for outwards, *names in zip((-math.inf, math.inf), inclusive, exclusive, strict=True):
        bound = next((float(promised[name]) for name in names if name in promised), None)
        if bound is None:
            assert allowed(kind, math.copysign(sys.float_info.max, outwards))
        elif names[0] in promised:
            assert allowed(kind, bound), bound
            assert not allowed(kind, math.nextafter(bound, outwards)), bound
        else:
            assert not allowed(kind, bound), bound
            assert allowed(kind, math.nextafter(bound, -outwards)), bound
        assert not allowed(kind, outwards)


def check_number(kind, promised):
    if "one_of" in promised:
        halves = [half / 2 for half in range(-2, 202)]
        assert [value for value in halves if allowed(kind, value)] == promised["one_of"]
        return
    check_bounds(kind, promised)
    inside = [float(promised[side]) for side in ("at_least", "above") if side in promised] or [0.0]
    assert allowed(kind, inside[0] + 0.5) != promised.get("whole", False)


@arguments
def test_an_argument_is_bounded_as_promised(name, argument):
    promised = next(p for p in CONTRACT[name].arguments if p.name == argument.name)
    kind = argument.kind
    if isinstance(kind, Number):
        check_number(kind, KINDS[promised.kind])
    elif isinstance(kind, Text):
        assert all(allowed(kind, text) for text in KINDS[promised.kind].get("such_as", ()))
        assert not any(allowed(kind, text) for text in KINDS[promised.kind].get("never", ()))
    elif isinstance(kind, Rows):
        for (_, column), wanted in zip(kind.columns, promised.parts, strict=True):
            if isinstance(column, Number):
                check_number(column, KINDS[wanted])
            else:
                assert UNITS[type(column)] == KINDS[wanted]["unit"]


# Names and texts


@functions
def test_a_name_is_in_capitals_and_no_cell(name):
    assert re.fullmatch(r"[A-Z][A-Z_]+[A-Z]", name)
    assert not re.fullmatch(r"[A-Z]{1,3}[0-9]{1,7}", name)
    assert not re.fullmatch(r"R[0-9]*C[0-9]*", name)


@arguments
def test_an_argument_is_no_keyword_of_python_or_basic(name, argument):
    assert re.fullmatch(r"[a-z][a-z0-9_]*", argument.name)
    assert not keyword.iskeyword(argument.name)
    assert not keyword.issoftkeyword(argument.name) or argument.name == "match"
    assert parameter_name(argument).lower() not in BASIC_KEYWORDS.split()
    assert not re.fullmatch(r"[a-z]{1,3}[0-9]{1,7}", argument.name)


@functions
def test_the_help_of_a_function_fits_a_wizard(name):
    summary = REGISTRY[name].summary
    assert 20 <= len(summary) <= 255
    assert summary.endswith(".")
    assert "\n" not in summary


@pytest.mark.parametrize(
    "name",
    ["PAYOFF_ADVANTAGE", "PAYOFF_SAVINGS", "LOAN_NET_COST", "LOAN_RISK", "TRUE_APR"]
    + [name for name in REGISTRY if name.startswith("BREAKEVEN_")],
)
def test_what_leaves_the_household_out_says_so_and_names_what_does_not(name):
    summary = REGISTRY[name].summary
    assert "for the loan's own payments alone" in summary
    whole = {function.name for function in listed()[WHOLE_HOUSEHOLD][WHOLE_HOUSEHOLD]}
    assert set(re.findall(r"LOAN_GAIN\w*", summary)) & whole


def test_the_whole_household_is_what_takes_one():
    parts = listed()
    quick = [function for group in parts["Quick answers"].values() for function in group]
    whole = parts["Whole household"]["Whole household"]
    assert len(quick) + len(whole) == len(REGISTRY)
    assert all(function.arguments[0].name == "household" for function in whole)
    assert not any(a.name == "household" for function in quick for a in function.arguments)


@arguments
def test_the_help_of_an_argument_fits_a_wizard(name, argument):
    assert 10 <= len(argument.help) <= 255
    assert argument.kind.help
    assert argument.kind.allowed
    assert ".." not in argument.help


@functions
def test_the_docstring_has_an_example_and_a_source(name):
    doc = REGISTRY[name].doc
    assert f"{name}(" in doc
    assert ">>>" in doc
    assert "Source:" in doc


# Python


@functions
def test_python_users_import_it_by_its_name(name):
    function = getattr(loan401k, name)
    assert name in loan401k.__all__
    assert function.__name__ == name
    assert list(inspect.signature(function).parameters) == [
        argument.name for argument in REGISTRY[name].arguments
    ]
    assert inspect.getdoc(function).startswith(f"{REGISTRY[name].doc}\n\n")


def test_all_names_can_be_imported_at_once():
    names = ", ".join(sorted(REGISTRY))
    code = f"from loan401k import {names}; import loan401k; print(len(loan401k.__all__))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert int(done.stdout) >= len(REGISTRY)


# Every argument matters


def is_error(answer):
    return isinstance(answer, CellError)


def answers_differ(declaration, place):
    """Whether a change of one argument, others given or not, takes one good answer to another."""
    random_numbers = random.Random(f"{declaration.name} {place}")
    choices = [fitting(argument) for argument in declaration.arguments]
    for _ in range(300):
        cells = [
            None
            if argument.optional and random_numbers.random() < 0.5
            else random_numbers.choice(choice)
            for argument, choice in zip(declaration.arguments, choices, strict=True)
        ]
        first = declaration.cells(cells)
        if is_error(first):
            continue
        for other in choices[place]:
            cells[place] = other
            second = declaration.cells(cells)
            if second != first and not is_error(second):
                return True
    return False


#: An offset, a deemed distribution and a withdrawal bear the same tax: what differs is whether a
#: job was left before, which separation_age says.
UNUSED = {("EARLY_PENALTY_RATE", "distribution")}


@arguments
def test_every_argument_is_used(name, argument):
    if (name, argument.name) in UNUSED:
        assert not answers_differ(REGISTRY[name], REGISTRY[name].arguments.index(argument))
        return
    declaration = REGISTRY[name]
    assert answers_differ(declaration, declaration.arguments.index(argument))
