"""Files of any size scored on one machine, out of core: Parquet, CSV and Arrow."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import polars as pl
import polars.selectors as cs

from ..beside import beside
from ..errors import InputError
from .columns import missing
from .frames import lazily

#: Endings of the files that are read, and of those that are written.
READ = (".parquet", ".csv", ".arrow", ".feather", ".ipc")
WRITTEN = (".parquet", ".csv")

_PERCENTS = (5, 25, 50, 75, 95)
# A text that a spreadsheet would take for a formula begins like this, unless it is a number.
_LIKE_A_FORMULA = r"^[=+\-@\t\r]"
_NUMBER = r"^[+-]?[0-9]*\.?[0-9]*([eE][+-]?[0-9]+)?%?$"


def score(
    source: Path,
    output: Path,
    formulas: Mapping[str, str],
    *,
    summary: tuple[str, Path] | None = None,
    replace: bool = False,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> tuple[int, int, pl.DataFrame | None]:
    """Write a copy of a file with the new columns, and a summary by a column into another file.

    Nothing is under their names before all is done. Returns the rows, how many of them have a
    reason, and the summary. Raises InputError with a sentence.
    """
    counts, lock = [0, 0], threading.Lock()
    with beside(output, replace=replace) as place, _steady(source):
        table, typed = _opened(source)
        known = table.collect_schema().names()
        if summary and summary[0] not in known:
            raise missing(summary[0], known)
        total = table.select(pl.len()).collect().item()
        if not total:
            raise InputError(f"{source} holds no rows.")

        def seen(rows: int, bad: int) -> None:
            with lock:  # batches come from several threads
                counts[0] += rows
                counts[1] += bad
                progress(counts[0], total)

        _write(lazily(table, formulas, typed, seen), place)
        if not summary:
            return counts[0], counts[1], None
        with beside(summary[1], replace=replace) as other:
            summed_up = _summary(place, summary[0], list(formulas))
            _write(summed_up.lazy(), other)
        return counts[0], counts[1], summed_up


@contextmanager
def _steady(source: Path) -> Iterator[None]:
    """Refuse a file that cannot be scored, or that changes meanwhile."""
    before, reason = source.stat(), ""
    try:
        yield
    except (pl.exceptions.PolarsError, OSError) as error:
        reason = str(error).partition("\n")[0].rstrip(".")
    after = source.stat()
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        raise InputError(f"{source} changed while it was read.")
    if reason:
        raise InputError(f"{source} cannot be scored: {reason}.")


def _opened(source: Path) -> tuple[pl.LazyFrame, bool]:
    """Return the table of a file, and whether its cells are texts, as they were typed."""
    ending = source.suffix.casefold()
    if ending == ".csv":  # all as texts: codes keep their zeros, and one bad cell is only one
        return pl.scan_csv(source, infer_schema=False, glob=False), True
    if ending == ".parquet":
        return pl.scan_parquet(source, glob=False), False
    if ending in READ:
        return pl.scan_ipc(source, glob=False), False
    raise InputError(f"{source} must end in one of {', '.join(READ)}.")


def _write(table: pl.LazyFrame, place: Path) -> None:
    if place.suffix.casefold() == ".csv":
        _harmless(table).sink_csv(place)
    else:
        table.sink_parquet(place, compression="snappy")


def _harmless(table: pl.LazyFrame) -> pl.LazyFrame:
    """Put an apostrophe before every text that a spreadsheet would take for a formula."""
    texts = cs.by_dtype(pl.String, pl.Categorical, pl.Enum).as_expr().cast(pl.String)
    formula = texts.str.contains(_LIKE_A_FORMULA) & ~texts.str.contains(_NUMBER)
    names = {n: f"'{n}" for n in table.collect_schema().names() if n[:1] in ("=+-@\t\r")}
    guarded = pl.when(formula).then("'" + texts).otherwise(texts)
    return table.with_columns(guarded.name.keep()).rename(names)


def _summary(scored: Path, by: str, names: Sequence[str]) -> pl.DataFrame:
    """Return a row for each group and new column; one column after the other is in memory."""
    table = _opened(scored)[0].with_columns(pl.col(names).cast(pl.Float64))
    parts = []
    for name in names:
        column = pl.col(name)
        shares = {f"percentile_{p}": column.quantile(p / 100, "linear") for p in _PERCENTS}
        rows = {"rows": pl.len(), "bad_rows": column.null_count(), "mean": column.mean()}
        group = table.group_by(by).agg(column=pl.lit(name), **rows, **shares)
        parts.append(group.collect(engine="streaming"))
    return pl.concat(parts).sort(by, maintain_order=True)
