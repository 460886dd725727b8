"""The docstrings of the functions as Python users read them, from the declarations."""

from __future__ import annotations

from .declaration import Argument, Declaration
from .kinds import RATE, Date, Flag, Number, Rows
from .records import Records, Values

_ARRAYS = """\
Rates and shares are decimals: 0.0425 is 4.25%. Each argument may be one value or an array (lists,
lists of rows, numpy arrays, columns of data frames); arrays broadcast as numpy's do. None stands
for an argument left out."""
_SINGLE = """\
Rates and shares are decimals: 0.0425 is 4.25%. Each argument is one value, or rows where it says
so. None stands for an argument left out."""

_RAISES = """\
Raises
------
InputError
    For a value of the wrong type and for a word that is not listed (#VALUE! in a cell).
DomainError
    For a number out of its range and a result beyond a double (#NUM! in a cell).
NoAnswer
    Where there is no answer, such as "never" (#N/A in a cell)."""
_FORMS = {
    Rows: "rows",
    Flag: "bool",
    Date: "date",
    Records: "dict, list of dicts, or data frame",
    Values: "list",
}
_IN_ARRAYS = "In an array a `CellError` stands in each bad element instead."


def docstring(declaration: Declaration) -> str:
    """Return the docstring with its parameters, what is returned and what is raised."""
    parameters = "\n".join(_parameter(declaration, a) for a in declaration.arguments)
    native = declaration.native
    parts = [
        declaration.doc,
        f"In Excel's own words\n--------------------\n={native}" if native else "",
        f"Parameters\n----------\n{parameters}" if parameters else "",
        "" if not parameters else _ARRAYS if declaration.broadcasts else _SINGLE,
        f"Returns\n-------\n{_returned(declaration)}",
        _RAISES,
        _IN_ARRAYS if declaration.broadcasts else "",
    ]
    return "\n\n".join(filter(None, parts)) + "\n"


def _parameter(declaration: Declaration, argument: Argument) -> str:
    kind = argument.kind
    form = _FORMS.get(type(kind), "str")
    if isinstance(kind, Number):
        form = "float"
    if declaration.broadcasts and not kind.takes_ranges:
        form += " or array"
    unit = ", a decimal" if kind.unit == RATE else ""
    default = "" if argument.default is None else f", default {argument.default!r}"
    optional = ", optional" + default if argument.optional else ""
    names = kind.lines if isinstance(kind, Records) else ()
    lines = [kind.sentence, *(f"{name} : {help}" for name, help in names)]
    return f"{argument.name} : {form}{unit}{optional}\n    " + "\n    ".join(lines)


def _returned(declaration: Declaration) -> str:
    if declaration.is_table:
        columns = "; ".join(f"{c.heading} ({c.unit})" for c in declaration.columns)
        return f"list of rows\n    Columns: {columns}."
    if declaration.block:
        return f"value, or array with one for each row\n    {declaration.result.capitalize()}."
    form = "date" if declaration.result == "date" else "float"
    return (
        f"{form}, or array of the arguments' common shape\n    {declaration.result.capitalize()}."
    )
