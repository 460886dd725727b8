"""Tables larger than a machine: the same columns through the Spark API, on Spark or on Sail."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from .columns import REASON
from .frames import Scorer


def scored(table: Any, columns: Mapping[str, str]) -> Any:
    """Return a Spark data frame with the new columns; its workers need this package and Polars."""
    import polars as pl
    from pyspark.sql.pandas.types import to_arrow_schema
    from pyspark.sql.types import DateType, DoubleType, StringType, StructType

    arrow = to_arrow_schema(table.schema)
    scorer = Scorer.of(columns, pl.from_arrow(arrow.empty_table()).schema)
    schema = StructType(list(table.schema))
    for score in scorer.plan.scores:
        schema = schema.add(score.name, DateType() if score.is_date else DoubleType())
    return table.mapInArrow(_OnWorkers(scorer), schema.add(REASON, StringType()))


class _OnWorkers:
    """What Spark sends to its workers and calls with the batches of a partition."""

    def __init__(self, scorer: Scorer) -> None:
        self.scorer = scorer

    def __call__(self, batches: Iterable[Any]) -> Iterator[Any]:
        """Yield every batch with the new columns."""
        import polars as pl
        import pyarrow as pa

        needed = list(self.scorer.plan.needed)
        for batch in batches:
            new = self.scorer.new(pl.from_arrow(batch.select(needed), rechunk=False))
            arrays = [s.to_arrow(compat_level=pl.CompatLevel.oldest()) for s in new]
            arrays[-1] = arrays[-1].cast(pa.string())
            yield pa.RecordBatch.from_arrays(
                [*batch.columns, *arrays], names=[*batch.schema.names, *self.scorer.plan.names]
            )
