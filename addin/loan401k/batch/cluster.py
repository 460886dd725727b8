"""Tables larger than a machine: the same columns through the Spark API, on Spark or on Sail."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import polars as pl

from .columns import REASON, needed, planned
from .frames import Scorer


def scored(table: Any, formulas: Mapping[str, str]) -> Any:
    """Return a Spark data frame with the new columns; its workers need this package and Polars."""
    from pyspark.sql.types import DoubleType, StringType, StructType

    scorer = Scorer(planned(formulas, table.columns))
    schema = StructType(list(table.schema))
    for name in formulas:
        schema = schema.add(name, DoubleType())

    def batches_scored(batches: Iterable[Any]) -> Iterator[Any]:
        import pyarrow as pa

        for batch in batches:
            rows = pl.DataFrame(batch.select(needed(scorer.scores)))
            new = [s.to_arrow(compat_level=pl.CompatLevel.oldest()) for s in scorer.new(rows)]
            names = [*batch.schema.names, *formulas, REASON]
            texts = new.pop().cast(pa.string())
            yield pa.RecordBatch.from_arrays([*batch.columns, *new, texts], names=names)

    return table.mapInArrow(batches_scored, schema.add(REASON, StringType()))
