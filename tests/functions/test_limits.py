"""The most that is allowed is answered, and one more is not."""

import datetime as dt
import math

import pytest

import loan401k
from loan401k.declare import REGISTRY, Date, Name, Number, Records, Rows, Values
from loan401k.errors import CellError
from tests.hosts.calls import sample
from tests.reference.samples import HOUSEHOLDS

#: Inputs with which a term of 50 years of weeks has an answer where there is one.
MODEST = {
    "loan_rate": 0.05, "card_apr": 0.0489, "account_return": 0.05, "mean_return": 0.05,
    "volatility": 0.1, "tax_rate": 0.2, "retirement_tax": 0.1, "annual_separation": 0.1,
    "amount": 1000.0, "balance": 1000.0, "payments_made": 0.0, "leave_periods": 3.0,
    "contribution": 1.0, "periods_stopped": 2.0, "start_date": dt.date(2026, 1, 1),
}  # fmt: skip


def _sized(column, size):
    """Return a cell for a column of rows, of the size where it is money."""
    if isinstance(column, Number) and column.unit.startswith("dollars"):
        return size
    return 46053.0 if isinstance(column, Date) else 0.2


LONG = [
    declaration
    for declaration in REGISTRY.values()
    if "payments_per_year" in [argument.name for argument in declaration.arguments]
]


def sound(cell):
    if isinstance(cell, float):
        return math.isfinite(cell)
    return isinstance(cell, (str, dt.date))


@pytest.mark.parametrize("declaration", LONG, ids=lambda declaration: declaration.name)
def test_2600_payments_are_answered_and_one_more_is_not(declaration):
    inputs = {"payments_per_year": 52}
    for argument in declaration.arguments:
        if argument.optional:
            continue
        inputs[argument.name] = MODEST.get(argument.name, 50)
        if isinstance(argument.kind, Rows):
            inputs[argument.name] = [[sample(column) for _, column in argument.kind.columns]]
    if "paths" in [argument.name for argument in declaration.arguments]:
        inputs["paths"] = 100
    answer = getattr(loan401k, declaration.name)(**inputs)
    cells = [cell for row in answer for cell in row] if isinstance(answer, list) else [answer]
    assert all(map(sound, cells))
    years = [name for name, value in inputs.items() if value == 50 and "year" in name]
    for name in years:
        with pytest.raises(ValueError, match=r"2,600|at most 50"):
            getattr(loan401k, declaration.name)(**{**inputs, name: 2601 / 52})


@pytest.mark.parametrize("name", sorted(REGISTRY))
@pytest.mark.parametrize("size", [1e308, 1e300, 1e-300, 5e-324])
def test_huge_and_tiny_numbers_give_numbers_or_errors(name, size):
    declaration = REGISTRY[name]
    base = []
    for argument in declaration.arguments:
        kind = argument.kind
        if isinstance(kind, Rows):
            base.append([[_sized(column, size) for _, column in kind.columns]])
        elif isinstance(kind, Records):
            base.append(
                [[name, size if name == "debt" else value] for name, value in HOUSEHOLDS[0]]
            )
        elif isinstance(kind, Values):
            base.append(None if argument.optional else [[size]])
        elif isinstance(kind, Name):
            base.append(None if argument.optional else kind.words[-1])
        elif isinstance(kind, Date):
            base.append(46053.0)
        elif isinstance(kind, Number) and not argument.optional:
            base.append(min(max(kind.low, 1.0 if kind.unit == "years" else 0.05), kind.high))
        else:
            base.append(None if argument.optional else "single")
    for place, argument in enumerate(declaration.arguments):
        if not isinstance(argument.kind, Number):
            continue
        values = [*base[:place], size, *base[place + 1 :]]
        answer = declaration.cells(values)
        rows = answer if isinstance(answer, list) else [[answer]]
        for cell in (cell for row in rows for cell in row):
            assert sound(cell)
            if isinstance(cell, CellError):
                assert "failed" not in cell.reason
        if not declaration.is_table:
            column = declaration.cells([*base[:place], [[size]] * 2, *base[place + 1 :]])
            for (cell,) in column:
                assert cell == (answer if isinstance(answer, str) else pytest.approx(answer))
