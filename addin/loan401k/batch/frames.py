"""New columns of data frames: Polars' and pandas', at once or batch by batch."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import numpy as np
import polars as pl

from ..declare import REGISTRY, Argument, Flag, Number
from ..declare.one import whole
from ..declare.operands import is_number, of_numbers
from ..declare.ranges import answers
from ..errors import CellError, WorksheetError
from .columns import REASON, Score, Taken, needed, planned


def frame(table: Any, formulas: Mapping[str, str]) -> Any:
    """Return a pandas or a Polars frame like the given one, with the new columns."""
    if isinstance(table, pl.LazyFrame):
        return lazily(table, formulas)
    if isinstance(table, pl.DataFrame):
        return table.with_columns(Scorer(planned(formulas, table.columns)).new(table))
    scores = planned(formulas, [name for name in table.columns if isinstance(name, str)])
    columns = [_of_pandas(name, table[name]) for name in needed(scores)]
    new = Scorer(scores).new(pl.DataFrame(columns))
    return table.assign(**{s.name: s.to_list() if s.name == REASON else s.to_numpy() for s in new})


def _of_pandas(name: str, column: Any) -> pl.Series:
    if column.dtype.kind in "iuf":
        return pl.Series(name, column.to_numpy(float, na_value=np.nan), nan_to_null=True)
    return pl.Series(name, list(column.astype(object).where(column.notna(), None)), pl.Object)


def lazily(
    table: pl.LazyFrame,
    formulas: Mapping[str, str],
    typed: bool = False,
    seen: Callable[[int, int], None] = lambda rows, bad: None,
) -> pl.LazyFrame:
    """Return a lazy frame with the new columns, made batch by batch in the order of the rows.

    ``seen`` hears of every batch: its rows, and how many of them have a reason.
    """
    schema: dict[str, Any] = dict(table.collect_schema())
    scorer = Scorer(planned(formulas, list(schema)), typed)

    def batch(rows: pl.DataFrame) -> pl.DataFrame:
        new = scorer.new(rows)
        seen(rows.height, rows.height - new[-1].null_count())
        return rows.with_columns(new)

    schema |= {**dict.fromkeys(formulas, pl.Float64), REASON: pl.String}
    return table.map_batches(batch, schema=schema, streamable=True)


class Scorer(NamedTuple):
    """What works out new columns; ``typed`` where cells are texts, as in a CSV file."""

    scores: tuple[Score, ...]
    typed: bool = False

    def new(self, rows: pl.DataFrame) -> list[pl.Series]:
        """Return the new columns of some rows, the reasons last."""
        columns, reasons = [], dict[int, dict[str, None]]()
        for score in self.scores:
            numbers, errors = self._of_rows(score, rows)
            columns.append(pl.Series(score.name, numbers, pl.Float64, nan_to_null=True))
            for place, error in errors.items():
                reasons.setdefault(place, {})[f"{error} {error.reason}".strip()] = None
        why = pl.Series(REASON, [None], pl.String).new_from_index(0, rows.height)
        if reasons:
            why = why.scatter(list(reasons), [" ".join(texts) for texts in reasons.values()])
        return [*columns, why]

    def _of_rows(self, score: Score, rows: pl.DataFrame) -> tuple[Any, dict[int, Any]]:
        declaration, given = REGISTRY[score.function], list(score.given)
        for k, taken in enumerate(given):
            if isinstance(taken, Taken) and taken.record:
                given[k] = {name: self._cells(rows[name], Number()) for name in taken.columns}
            elif isinstance(taken, Taken):
                given[k] = self._operand(declaration.arguments[k], rows[taken.columns[0]])
        if not declaration.block:
            return answers(declaration, given)[:2]
        try:
            cells = whole(declaration, given)
        except WorksheetError as error:
            cells = [error.cell()] * rows.height
        blank = CellError("#VALUE!", "The row is blank.")
        errors = {k: cell or blank for k, cell in enumerate(cells) if isinstance(cell, str)}
        return [None if isinstance(cell, str) else cell for cell in cells], errors

    def _operand(self, argument: Argument, series: pl.Series) -> Any:
        """Return what an argument takes of a column."""
        read = self._read(series, argument.kind)
        if not (is_number(argument) and read.dtype.is_numeric()):
            return self._cells(series, argument.kind)
        return of_numbers(
            argument,
            lambda places: self._cells(series.gather(places), argument.kind),
            read.cast(pl.Float64).to_numpy(),
            series.is_null().to_numpy(),
        )

    def _cells(self, series: pl.Series, kind: Any) -> Any:
        """Return the cells of a column: what was typed where it could not be read."""
        pairs = zip(self._read(series, kind).to_list(), series.to_list(), strict=True)
        return [text if cell is None else cell for cell, text in pairs]

    def _read(self, series: pl.Series, kind: Any) -> Any:
        if not self.typed or not isinstance(kind, (Number, Flag)):
            return series
        texts = series.str.strip_chars()
        if isinstance(kind, Flag):
            texts = texts.str.to_lowercase().replace({"true": "1", "false": "0"})
        return texts.cast(pl.Float64, strict=False)
