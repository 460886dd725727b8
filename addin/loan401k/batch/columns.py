"""New columns of a table: the function of each, and the columns and constants it takes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple, Protocol

from ..declare import REGISTRY, Argument, Records, WorksheetFunction
from ..declare.one import whole
from ..declare.records import canonical
from ..errors import CellError, InputError, WorksheetError
from ..nearest import did_you_mean

#: The column that says why a row has no number somewhere.
REASON = "reason"

#: How a message shows the formula of a column.
_FORM = 'such as net_cost="LOAN_NET_COST(amount, loan_rate, years, 5%)"'


class Reference(NamedTuple):
    """A column of the table, by its name."""

    column: str


class Row(NamedTuple):
    """The columns of the table that are named like the fields of a record."""

    columns: tuple[str, ...]


@dataclass(frozen=True)
class Score:
    """One new column; `given` holds references, at most one `Row`, and constants."""

    name: str
    function: str
    given: tuple[Any, ...]

    @property
    def declaration(self) -> WorksheetFunction:
        """The function as it is declared."""
        return REGISTRY[self.function]

    @property
    def is_date(self) -> bool:
        """Whether the column holds dates, not numbers."""
        return self.declaration.result == "date"


@dataclass(frozen=True)
class Plan:
    """All new columns of a table."""

    scores: tuple[Score, ...]

    @property
    def needed(self) -> dict[str, Argument | None]:
        """Columns that are read, each with the argument it is for, None for a record's field."""
        needed: dict[str, Argument | None] = {}
        for score in self.scores:
            for given, argument in zip(score.given, score.declaration.arguments):  # noqa: B905
                if isinstance(given, Reference):
                    needed.setdefault(given.column, argument)
                elif isinstance(given, Row):
                    needed.update((name, needed.get(name)) for name in given.columns)
        return needed

    @property
    def names(self) -> list[str]:
        """Names of the new columns, that of the reasons last."""
        return [*(score.name for score in self.scores), REASON]


def planned(columns: Mapping[str, str], known: Sequence[str]) -> Plan:
    """Return the plan for formulas by column name, over a table with the known columns.

    Raises InputError for a formula that is none, or that does not fit the table.
    """
    if not columns:
        raise InputError(f"Name at least one new column, {_FORM}.")
    for name in (*columns, REASON):
        if name in known:
            raise InputError(f"The table has a column {name} already.")
        if name == REASON and name in columns:
            raise InputError(f"{REASON} is the column that says why a row has no number.")
    return Plan(tuple(_score(name, text, known) for name, text in columns.items()))


def _score(name: str, text: str, known: Sequence[str]) -> Score:
    function, nodes = _call(name, text)
    declaration = REGISTRY[function]
    if declaration.is_table:
        raise InputError(f"{function} gives a table; a column takes a function of one value.")
    if len(nodes) > len(declaration.arguments):
        raise InputError(f"{function} takes at most {len(declaration.arguments)} arguments.")
    if len(nodes) < declaration.required:
        missing = declaration.arguments[len(nodes)].name
        raise InputError(f"{name}: {function} needs {missing}.")
    pairs = zip(declaration.arguments, nodes)  # noqa: B905  (options may be left out)
    given = tuple(_given(name, argument, node, known) for argument, node in pairs)
    if not any(isinstance(one, (Reference, Row)) for one in given):
        raise InputError(f"{name}: {text} names no column of the table.")
    if declaration.block and any(isinstance(one, Reference) for one in given):
        raise InputError(f"{name}: {function} takes one value for all rows beside the household.")
    return Score(name, function, given)


def _call(name: str, text: str) -> tuple[str, list[dict[str, Any]]]:
    """Return the function of a formula and its arguments as the engine reads them."""
    import formualizer as fz

    try:
        tree = fz.parse("=" + text.strip().removeprefix("=")).to_dict()
    except (fz.ParserError, fz.TokenizerError) as error:
        raise InputError(f"{name}: {text} cannot be read: {error}.") from None
    if tree["node_type"] != "Function":
        raise InputError(f"{name}: {text} is no call of one function, {_FORM}.")
    function = tree["name"].upper()
    if function not in REGISTRY:
        raise InputError(f"There is no function {function}.{did_you_mean(function, REGISTRY)}")
    return function, tree["args"]


def _given(name: str, argument: Argument, node: dict[str, Any], known: Sequence[str]) -> Any:
    """Return what a formula gives for an argument: a reference, a row or a checked constant."""
    kind = argument.kind
    place = f"{name}: {argument.name}"
    if isinstance(kind, Records):
        if node.get("reference") != argument.name:
            raise InputError(
                f"{place} stands for the columns named like its fields; write {argument.name}."
            )
        fields = tuple(column for column in known if canonical(column) in kind.by_name)
        have = {canonical(column) for column in fields}
        lacking = [f.name for f in kind.fields if not f.optional and f.name not in have]
        if lacking:
            near = did_you_mean(lacking[0], known)
            raise InputError(f"{place} needs a column {lacking[0]}.{near}")
        return Row(fields)
    if kind.takes_ranges:
        raise InputError(f"{place} is a range; a column takes a function of one value a row.")
    if node["node_type"] == "Reference":
        return Reference(_known(node["reference"].strip("[]"), known))
    constant = _constant(place, node)
    try:
        argument.check(constant)
    except WorksheetError as error:
        raise InputError(f"{name}: {error}") from None
    return constant


def _known(text: str, known: Sequence[str]) -> str:
    """Return the column of that name; case matters only where two differ by nothing else."""
    alike = [column for column in known if column.casefold() == text.casefold()]
    if text in known or len(alike) == 1:
        return text if text in known else alike[0]
    raise InputError(
        f"The table has no column {text}.{did_you_mean(text, known) or _listed(known)}"
    )


def _listed(names: Sequence[str]) -> str:
    more = ", ..." if len(names) > 20 else ""
    return f" It has {', '.join(names[:20])}{more}."


def _constant(place: str, node: Mapping[str, Any]) -> Any:
    kind = node["node_type"]
    if kind == "Omitted":
        return None
    if kind == "Literal":
        return node["value"]
    if kind == "UnaryOp" and node["operator"] in "+-%":
        value = _constant(place, node["operand"])
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            if node["operator"] == "%":  # Decimal, so that 4.25% is the double nearest to 0.0425
                return float(Decimal(repr(value)) / 100)
            return -value if node["operator"] == "-" else value
    raise InputError(f"{place} must be a column, a number, a text, TRUE or FALSE.")


class Source(Protocol):
    """One column of a table, as hosts of tables hold it."""

    def operand(self, argument: Argument) -> Any:
        """Return what an argument takes of it: cells, or an operand read already."""

    def cells(self) -> list[Any]:
        """Return its cells, None for a missing one."""


class Results(NamedTuple):
    """The new columns of some rows: floats with NaN, or dates with None; and the reasons."""

    columns: dict[str, Any]
    #: By the place of a row that has no number somewhere.
    reasons: dict[int, str]


def scored(plan: Plan, table: Mapping[str, Source]) -> Results:
    """Return the new columns of a table's rows."""
    columns: dict[str, Any] = {}
    reasons: dict[int, dict[str, None]] = {}
    for score in plan.scores:
        given = [_taken(g, a, table) for g, a in zip(score.given, score.declaration.arguments)]  # noqa: B905
        answer = _of_rows if score.declaration.block else _of_cells
        columns[score.name], others = answer(score, given)
        for place, error in others.items():
            reasons.setdefault(place, {})[f"{error} {error.reason}".strip()] = None
    return Results(columns, {place: " ".join(texts) for place, texts in reasons.items()})


def _taken(given: Any, argument: Argument, table: Mapping[str, Source]) -> Any:
    if isinstance(given, Reference):
        return table[given.column].operand(argument)
    if isinstance(given, Row):
        return {name: table[name].cells() for name in given.columns}
    return given


def _of_cells(score: Score, given: Sequence[Any]) -> tuple[Any, dict[int, CellError]]:
    from ..declare.ranges import answers

    numbers, others, _ = answers(score.declaration, given)
    errors = {k: other for k, other in others.items() if isinstance(other, CellError)}
    if not score.is_date:
        return numbers, errors
    return [None if k in errors else others.get(k) for k in range(len(numbers))], errors


def _of_rows(score: Score, given: Sequence[Any]) -> tuple[Any, dict[int, CellError]]:
    import numpy as np

    count = next(len(cells) for g in given if isinstance(g, dict) for cells in g.values())
    blank = CellError("#VALUE!", "The row is blank.")
    try:
        cells = [blank if cell == "" else cell for cell in whole(score.declaration, given)]
    except WorksheetError as error:
        cells = [error.cell()] * count
    errors = {k: cell for k, cell in enumerate(cells) if isinstance(cell, CellError)}
    return np.array([np.nan if k in errors else cell for k, cell in enumerate(cells)]), errors
