"""What all table functions share: header, fixed height, cells that cells can hold."""

import datetime as dt
import math

import pytest

from loan401k import LOAN_SCHEDULE, CellError, DomainError, InputError
from loan401k.declare import REGISTRY
from loan401k.declare.tables import finished
from tests.reference.samples import fitting

TABLES = sorted(name for name in REGISTRY if REGISTRY[name].is_table)
tables = pytest.mark.parametrize("name", TABLES)
varying = pytest.mark.parametrize("name", [name for name in TABLES if REGISTRY[name].varying])


def call(name, **options):
    """Call a table function with sound values, options by name."""
    arguments = REGISTRY[name].arguments
    values = [None if argument.optional else fitting(argument)[-2] for argument in arguments]
    for place, argument in enumerate(arguments):
        values[place] = options.get(argument.name, values[place])
    return REGISTRY[name].cells(values)


@tables
def test_the_first_row_holds_the_headings_unless_it_is_not_wanted(name):
    full = call(name)
    assert full[0] == REGISTRY[name].headings
    assert call(name, header=False) == full[1:]
    assert call(name, header=True) == full


#: What a column of each unit may hold in Python, beside errors and what stands for no value.
HOLDS = {
    "count": (float,),
    "date": (dt.date,),
    "dollars": (float,),
    "month": (float,),
    "rate": (float,),
    "share": (float,),
    "text": (str,),
    "value": (float,),
    "year": (float,),
    "years": (float,),
}
NO_VALUE = ("", "not considered", "Total")


@tables
def test_a_column_holds_what_its_unit_says(name):
    declaration = REGISTRY[name]
    values = [None if a.optional else fitting(a)[-2] for a in declaration.arguments]
    for place, argument in enumerate(declaration.arguments):
        if argument.name == "start_date":
            values[place] = dt.date(2026, 3, 15)
    rows = declaration.call(values)[1:]
    assert rows
    for place, column in enumerate(declaration.columns):
        held = {type(row[place]) for row in rows if row[place] not in NO_VALUE}
        assert held <= {*HOLDS[column.unit], CellError}, column


@varying
def test_a_fixed_height_leaves_unused_rows_empty(name):
    full = call(name)
    needed = len(full) - 1
    padded = call(name, rows=needed + 3.0)
    assert padded[: needed + 1] == full
    assert padded[needed + 1 :] == [[""] * len(full[0])] * 3
    assert call(name, rows=float(needed)) == full
    assert call(name, rows=0.0) == full
    assert call(name, rows=needed + 3.0, header=False) == padded[1:]


@varying
def test_a_table_that_does_not_fit_is_a_number_error(name):
    needed = len(call(name)) - 1
    answer = call(name, rows=needed - 1.0)
    if needed > 1:
        assert answer == "#NUM!"
        assert answer.reason == f"rows is {needed - 1}; the table needs {needed}."
    assert call(name, rows=100_001.0) == "#NUM!"
    assert call(name, rows=1.5) == "#NUM!"


@tables
def test_a_range_for_one_cell_is_refused(name):
    answer = call(name, header=[[True], [False]])
    assert answer == "#VALUE!"
    assert answer.reason == "header is a range; it must be a single cell."


def test_dates_are_dates_in_python_and_serial_numbers_in_cells():
    rows = LOAN_SCHEDULE(10000, 0.04, 1, start_date=dt.date(2026, 1, 31))
    assert rows[1][1] == dt.date(2026, 2, 28)
    cells = call("LOAN_SCHEDULE", start_date=46053.0)
    assert cells[1][1] == 46081.0


def test_a_date_that_is_not_known_is_empty_text():
    assert {row[1] for row in LOAN_SCHEDULE(10000, 0.04, 1)[1:]} == {""}


def test_a_cell_beyond_a_double_is_an_error_of_its_own():
    rows = finished([[1, math.inf], [math.nan, "text"], [True, None]], ("a", "b"), True, 4)
    assert rows == [["a", "b"], [1.0, "#NUM!"], ["#NUM!", "text"], [True, ""], ["", ""]]
    assert type(rows[1][0]) is float
    assert isinstance(rows[1][1], CellError)


def test_errors_of_a_table_are_raised_in_python():
    with pytest.raises(DomainError, match="rows is 3; the table needs 12"):
        LOAN_SCHEDULE(10000, 0.04, 1, rows=3)
    with pytest.raises(InputError, match="header is 5; it must be TRUE or FALSE"):
        LOAN_SCHEDULE(10000, 0.04, 1, header=5)
