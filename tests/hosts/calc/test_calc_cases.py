"""Every function, typed into cells of LibreOffice Calc."""

import ast
import datetime as dt
import doctest

import pytest
from openpyxl.utils import get_column_letter

from loan401k.declare import REGISTRY
from loan401k.hosts.calc.cells import answer
from loan401k.hosts.calc.configuration import parameter_name
from loan401k.hosts.calc.names import INTERFACE, MODULE
from loan401k.serial import to_serial
from tests.hosts.calc.sheets import call, literal
from tests.reference.read import CASES


def area_for(function, arguments):
    """Return the area that the answer fills, from the first row of column A."""
    serials = [
        float((value - dt.date(1899, 12, 30)).days) if isinstance(value, dt.date) else value
        for value in arguments
    ]
    rows = answer(REGISTRY[function], serials)
    if not isinstance(rows, tuple):
        return "A1:A1"
    return f"A1:{get_column_letter(len(rows[0]))}{len(rows)}"


def show_all(book, calls):
    """Return what each call shows, one value or the rows of a table."""
    formulas = [call(function, arguments) for function, arguments in calls]
    values = book.values(formulas)
    for place, (function, arguments) in enumerate(calls):
        area = area_for(function, arguments)
        if area != "A1:A1":
            values[place] = book.array(area, formulas[place])
    return values


@pytest.fixture(scope="module")
def shown_cases(book):
    return show_all(book, [(case.function, case.positional) for case in CASES])


@pytest.mark.parametrize("number", range(len(CASES)), ids=[case.name for case in CASES])
def test_a_typed_formula_gives_the_figure(shown_cases, number):
    CASES[number].check(shown_cases[number])


@pytest.fixture(scope="module")
def shown_cases_in_cells(book):
    """The first cell of each case's answer, each argument in a cell of its own."""
    cells, formulas = {}, []
    for row, case in enumerate(CASES, start=1):
        places = []
        for column, value in enumerate(case.positional, start=1):
            place = f"{get_column_letter(column)}{row}"
            if isinstance(value, (bool, dt.date)):
                cells[place] = f"={literal(value)}"
            elif value is not None and not isinstance(value, list):
                cells[place] = value
            places.append(place if place in cells else literal(value))
        formulas.append(f"={case.function}({';'.join(places)})")
    return book.values(formulas, cells)


@pytest.mark.parametrize(
    "number",
    [
        n
        for n, case in enumerate(CASES)
        if not (REGISTRY[case.function].is_table or isinstance(case.expected, list))
    ],
    ids=lambda number: CASES[number].name,
)
def test_arguments_in_cells_give_the_figure(shown_cases_in_cells, number):
    CASES[number].check(shown_cases_in_cells[number])


def documented_calls():
    """Return the calls with literal arguments in the functions' own examples."""
    calls = []
    for name, declaration in REGISTRY.items():
        for example in doctest.DocTestParser().get_examples(declaration.doc):
            for node in ast.walk(ast.parse(example.source)):
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") == name:
                    given = {a.name: None for a in declaration.arguments}
                    given.update(zip(given, map(value_of, node.args)))  # noqa: B905  (fewer given)
                    given.update({k.arg: value_of(k.value) for k in node.keywords})
                    arguments = list(given.values())
                    while arguments and arguments[-1] is None:
                        arguments.pop()
                    calls.append((name, arguments))
    return calls


def value_of(node):
    if isinstance(node, ast.Call):
        return dt.date(*(argument.value for argument in node.args))
    if isinstance(node, ast.List) and isinstance(node.elts[0], ast.List):
        return [[in_a_range(value_of(cell)) for cell in row.elts] for row in node.elts]
    value = ast.literal_eval(node)
    if isinstance(value, dict):
        return [list(pair) for pair in value.items()]
    return [[cell] for cell in value] if is_column(value) else value


def in_a_range(value):
    """Return a value as an array constant holds it, which has no room for DATE."""
    return to_serial(value) if isinstance(value, dt.date) else value


def is_column(value):
    return isinstance(value, list) and not isinstance(value[0], list)


DOCUMENTED = documented_calls()


@pytest.fixture(scope="module")
def shown_examples(book):
    return show_all(book, DOCUMENTED)


def test_every_function_has_an_example_here():
    assert {name for name, _ in DOCUMENTED} == set(REGISTRY)


@pytest.mark.parametrize("number", range(len(DOCUMENTED)), ids=[call(*c) for c in DOCUMENTED])
def test_an_example_gives_in_cells_what_it_gives_in_python(shown_examples, number):
    name, arguments = DOCUMENTED[number]
    expected = REGISTRY[name].function(*arguments)
    shown = shown_examples[number]
    if hasattr(expected, "tolist"):
        expected = expected.tolist()
    if not isinstance(expected, list):
        expected, shown = [[expected]], [[shown]]
    assert [[comparable(cell) for cell in row] for row in shown] == [
        [pytest.approx(cell, rel=1e-12) if isinstance(cell, float) else cell for cell in row]
        for row in ([comparable(cell) for cell in row] for row in expected)
    ]


def comparable(cell):
    if isinstance(cell, dt.date):
        return float((cell - dt.date(1899, 12, 30)).days)
    return float(cell) if isinstance(cell, (bool, int)) else cell


def test_libreoffice_reads_the_type_library_as_it_was_meant(office):
    assert {m[0]: m[1:] for m in office.ask("methods", interface=f"{MODULE}.{INTERFACE}")} == {
        name: [
            "[][]any" if d.is_table else "any",
            [[parameter_name(argument), "any"] for argument in d.arguments],
        ]
        for name, d in REGISTRY.items()
    }


def test_the_function_wizard_knows_every_function_and_argument(office, shown_cases):
    known = office.ask("descriptions")
    financial = known["PMT"][0]
    for name, declaration in REGISTRY.items():
        category, text, arguments = known[name]
        assert (category, text) == (financial, declaration.summary)
        assert [argument[:2] for argument in arguments] == [
            [argument.name, argument.help] for argument in declaration.arguments
        ]
