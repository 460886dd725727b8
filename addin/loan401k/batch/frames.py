"""Columns of data frames scored: Polars' and pandas', and batch by batch without end."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

try:
    import polars as pl
    import polars.selectors as cs
except ModuleNotFoundError as error:
    sentence = (
        "Polars is not installed, and tables larger than a sheet need it: pip install polars, or "
        "pip install '.[batch]' in the clone."
    )
    raise ModuleNotFoundError(sentence, name="polars") from error

from ..declare import Argument, Date, Flag, Number, Text, Word
from ..declare.operands import is_number, of_numbers
from ..errors import InputError
from .columns import REASON, Plan, planned, scored

#: What a kind takes of a column: the test of its type, and the words for it.
_TAKES: dict[type, tuple[Callable[[Any], bool], str]] = {
    Number: (lambda dtype: dtype.is_numeric(), "numbers"),
    Word: (lambda dtype: dtype in (pl.String, pl.Categorical, pl.Enum), "texts"),
    Flag: (lambda dtype: dtype == pl.Boolean or dtype.is_numeric(), "TRUE or FALSE"),
    Date: (lambda dtype: dtype.is_temporal() or dtype.is_numeric(), "dates"),
}


@dataclass
class PolarsColumn:
    """A column of Polars; ``typed`` where its texts were typed, as in a CSV file."""

    series: pl.Series
    typed: bool

    def operand(self, argument: Argument) -> Any:
        """Return what an argument takes of it."""
        series = self._read(argument)

        def given(places: Any) -> list[Any]:
            return _filled(series.gather(places), self.series.gather(places))

        if is_number(argument):
            numbers = series.cast(pl.Float64).to_numpy()
            return of_numbers(argument, given, numbers, self.series.is_null().to_numpy())
        return _filled(series, self.series)

    def cells(self) -> list[Any]:
        """Return its cells, numbers where a field of a record takes numbers."""
        return _filled(_numbers(self.series) if self.typed else self.series, self.series)

    def _read(self, argument: Argument) -> pl.Series:
        if not self.typed:
            return self.series
        if isinstance(argument.kind, Number):
            return _numbers(self.series)
        if isinstance(argument.kind, Date):
            return self.series.str.strip_chars().str.to_date("%Y-%m-%d", strict=False)
        if isinstance(argument.kind, Flag):
            words = {"true": True, "false": False}
            text = self.series.str.strip_chars().str.to_lowercase()
            return text.replace_strict(words, default=None, return_dtype=pl.Boolean)
        return self.series


def _numbers(texts: pl.Series) -> pl.Series:
    return texts.str.strip_chars().cast(pl.Float64, strict=False)


def _filled(read: pl.Series, original: pl.Series) -> list[Any]:
    """Return what was read, and what the cell holds where it could not be."""
    if read is original or read.null_count() == original.null_count():
        return read.to_list()
    pairs = zip(read.to_list(), original.to_list(), strict=True)
    return [text if cell is None else cell for cell, text in pairs]


@dataclass
class PandasColumn:
    """A column of pandas, whose missing values are left out."""

    series: Any

    def operand(self, argument: Argument) -> Any:
        """Return what an argument takes of it."""
        if not is_number(argument) or self.series.dtype.kind not in "iuf":
            return self.cells()
        numbers = self.series.to_numpy(float, na_value=np.nan)
        blank = np.isnan(numbers)

        def given(places: Any) -> list[Any]:
            return [None if cell != cell else cell for cell in numbers[places].tolist()]

        return of_numbers(argument, given, numbers, blank)

    def cells(self) -> list[Any]:
        """Return its cells, None for a missing one."""
        cells = self.series.astype(object)
        return list(cells.where(self.series.notna(), None))


def frame(table: Any, columns: Mapping[str, str]) -> Any:
    """Return a data frame with the new columns: a pandas or a Polars one, like the given one."""
    if isinstance(table, pl.LazyFrame):
        return lazily(table, columns)
    if isinstance(table, pl.DataFrame):
        return Scorer.of(columns, table.schema)(table)
    if not table.columns.is_unique:
        raise InputError("The table has two columns of one name.")
    plan = planned(columns, [name for name in table.columns if isinstance(name, str)])
    new, reasons = scored(plan, {name: PandasColumn(table[name]) for name in plan.needed})
    return table.assign(**new, **{REASON: [reasons.get(k) for k in range(len(table))]})


def lazily(
    table: pl.LazyFrame,
    columns: Mapping[str, str],
    *,
    keep: Sequence[str] | None = None,
    typed: bool = False,
    seen: Callable[[int, int], None] = lambda rows, bad: None,
) -> pl.LazyFrame:
    """Return a lazy frame of the kept columns and the new ones, batch by batch, rows in order.

    ``seen`` hears of every batch: its rows, and how many of them have a reason.
    """
    schema = table.collect_schema()
    scorer = Scorer.of(columns, schema, typed)
    kept = list(schema) if keep is None else list(keep)

    def batch(rows: pl.DataFrame) -> pl.DataFrame:
        new = scorer.new(rows)
        seen(rows.height, rows.height - new[-1].null_count())
        return rows.select(kept).with_columns(new)

    return table.select(*dict.fromkeys([*kept, *scorer.plan.needed])).map_batches(
        batch, schema={**{name: schema[name] for name in kept}, **scorer.schema}, streamable=True
    )


@dataclass(frozen=True)
class Scorer:
    """What adds the new columns to frames of one schema; it can be sent to other machines."""

    plan: Plan
    typed: bool = False

    @classmethod
    def of(
        cls, columns: Mapping[str, str], schema: Mapping[str, Any], typed: bool = False
    ) -> Scorer:
        """Return the scorer for a schema; refuse columns of types that no argument takes."""
        plan = planned(columns, list(schema))
        for name, argument in plan.needed.items():
            if argument is None or typed or isinstance(argument.kind, Text):
                continue
            fits, words = next(v for kind, v in _TAKES.items() if isinstance(argument.kind, kind))
            if schema[name] != pl.Null and not fits(schema[name]):
                raise InputError(
                    f"The column {name} is of type {schema[name]}; {argument.name} takes {words}."
                )
        return cls(plan, typed)

    @property
    def schema(self) -> dict[str, Any]:
        """Names and types of the new columns."""
        types = {s.name: pl.Date if s.is_date else pl.Float64 for s in self.plan.scores}
        return {**types, REASON: pl.String}

    def new(self, rows: pl.DataFrame) -> list[pl.Series]:
        """Return the new columns of some rows."""
        table = {name: PolarsColumn(rows[name], self.typed) for name in self.plan.needed}
        columns, reasons = scored(self.plan, table)
        series = [
            pl.Series(name, column, self.schema[name], nan_to_null=True)
            for name, column in columns.items()
        ]
        why = pl.Series(REASON, [None], pl.String).new_from_index(0, rows.height)
        if reasons:
            why = why.scatter(list(reasons), list(reasons.values()))
        return [*series, why]

    def __call__(self, rows: pl.DataFrame) -> pl.DataFrame:
        """Return the rows with the new columns."""
        return rows.with_columns(self.new(rows))
