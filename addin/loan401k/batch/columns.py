"""New columns of a table: the function of each, and the columns and constants it takes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from ..declare import Argument, Records
from ..declare.records import canonical
from ..declare.written import Name, read_call
from ..errors import InputError
from ..nearest import did_you_mean

#: The column that says why a row has no number somewhere.
REASON = "reason"


class Taken(NamedTuple):
    """Columns that a function takes for an argument: one, or those that make a record."""

    columns: tuple[str, ...]
    record: bool


class Score(NamedTuple):
    """One new column; what is given is `Taken` from the table, or a constant."""

    name: str
    function: str
    given: tuple[Any, ...]


def needed(scores: Sequence[Score]) -> list[str]:
    """Return the columns that the new ones are worked out from."""
    given = (given for score in scores for given in score.given)
    return list(dict.fromkeys(n for g in given if isinstance(g, Taken) for n in g.columns))


def planned(formulas: Mapping[str, str], known: Sequence[str]) -> tuple[Score, ...]:
    """Return the new columns for formulas by name, over a table with the known columns.

    Raises InputError for a formula that is none, or that does not fit the table.
    """
    for name in (*formulas, REASON):
        if name in known or (name == REASON and name in formulas):
            raise InputError(f"There is a column {name} already.")
    return tuple(_score(name, text, known) for name, text in formulas.items())


def _score(name: str, text: str, known: Sequence[str]) -> Score:
    declaration, written = read_call(text)
    if declaration.is_table or declaration.result == "date":
        raise InputError(f"{declaration.name} does not give a number for each row.")
    pairs = zip(declaration.arguments, written)  # noqa: B905  (options may be left out)
    given = tuple(
        _taken(argument, value.name, known) if isinstance(value, Name) else value
        for argument, value in pairs
    )
    records = [one.record for one in given if isinstance(one, Taken)]
    if not records:
        raise InputError(f"{text} names no column of the table.")
    if declaration.block and not all(records):
        raise InputError(f"{declaration.name} takes one value for all rows beside its household.")
    return Score(name, declaration.name, given)


def _taken(argument: Argument, name: str, known: Sequence[str]) -> Taken:
    kind = argument.kind
    if isinstance(kind, Records) and name == argument.name:
        have = [canonical(column) for column in known]
        for field in kind.fields:
            if not field.optional and field.name not in have:
                raise missing(field.name, known)
        return Taken(tuple(column for column in known if canonical(column) in kind.by_name), True)
    if kind.takes_ranges:
        raise InputError(f"{argument.name} must be written {argument.name}, for columns so named.")
    alike = [name] if name in known else [c for c in known if c.casefold() == name.casefold()]
    if len(alike) != 1:
        raise missing(name, known)
    return Taken((alike[0],), False)


def missing(name: str, known: Sequence[str]) -> InputError:
    """Return the refusal of a column that is not there, with the nearest that is."""
    near = did_you_mean(name, known) or f" Its columns are {', '.join(known)}."
    return InputError(f"The table has no column {name}.{near}")
