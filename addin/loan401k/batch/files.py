"""Files of any size scored on one machine, out of core: Parquet, CSV and Arrow."""

from __future__ import annotations

import errno
import glob
import os
import re
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ..errors import InputError
from ..nearest import did_you_mean
from .frames import cs, lazily, pl

#: Endings of the files that are read, and of those that are written.
READ = (".parquet", ".csv", ".arrow", ".feather", ".ipc")
WRITTEN = (".parquet", ".csv")

PERCENTILES = (5, 25, 50, 75, 95)

#: A text that a spreadsheet would take for a formula begins like this, unless it is a number.
_LIKE_A_FORMULA = r"^[=+\-@\t\r]"
_NUMBER = r"^[+-]?[0-9]*\.?[0-9]*([eE][+-]?[0-9]+)?%?$"

Progress = Callable[[int, int], None]


@dataclass
class Outcome:
    """What was scored: rows, those with a reason, and the summary's rows where one was asked."""

    rows: int = 0
    bad: int = 0
    summary: pl.DataFrame | None = None


def score(
    source: Path,
    output: Path,
    columns: Mapping[str, str],
    *,
    by: str | None = None,
    keep: Sequence[str] = (),
    replace: bool = False,
    progress: Progress = lambda done, total: None,
) -> Outcome:
    """Write a copy of a file with the new columns, and its summary beside it.

    ``keep`` names the columns of the file that are written too, all if none is named. Nothing is
    under the names of the outputs before all is done.
    """
    before = _state(source)
    try:
        table, typed = _opened(source)
        known = table.collect_schema().names()
        total = table.select(pl.len()).collect().item()
    except pl.exceptions.PolarsError as error:
        raise InputError(f"{source} cannot be read: {_first_line(error)}.") from error
    for name in (*keep, *([by] if by else [])):
        if name not in known:
            raise InputError(f"{source} has no column {name}.{did_you_mean(name, known)}")
    if not total:
        raise InputError(f"{source} holds no rows.")
    outcome, lock = Outcome(), threading.Lock()

    def seen(rows: int, bad: int) -> None:
        with lock:  # batches come from several threads
            outcome.rows += rows
            outcome.bad += bad
            progress(outcome.rows, total)

    if keep:
        keep = [*dict.fromkeys([*keep, *([by] if by else [])])]
    scored = lazily(table, columns, keep=keep or known, typed=typed, seen=seen)
    outputs = [output, *([summary_place(output, by)] if by else [])]
    with _beside(outputs, replace) as unfinished:
        try:
            _write(scored, unfinished[0])
        except pl.exceptions.PolarsError as error:
            raise InputError(f"{source} cannot be scored: {_first_line(error)}.") from error
        finally:
            changed = _state(source) != before
            if changed:
                raise InputError(f"{source} changed while it was read; nothing was written.")
        if by:
            outcome.summary = _summary(unfinished[0], by, list(columns))
            _write(outcome.summary.lazy(), unfinished[1])
    return outcome


def summary_place(output: Path, by: str) -> Path:
    """Return where the summary by a column goes: beside the output."""
    plain = re.sub(r"[^\w.-]", "_", by)  # a name of a column may hold what a file's may not
    return output.with_name(f"{output.stem}-by-{plain}{output.suffix}")


def _state(source: Path) -> tuple[int, int]:
    state = source.stat()
    return state.st_size, state.st_mtime_ns


def _first_line(error: Exception) -> str:
    return str(error).strip().partition("\n")[0].rstrip(".")


def _opened(source: Path) -> tuple[pl.LazyFrame, bool]:
    """Return the table of a file, and whether its cells are texts, as they were typed."""
    ending = source.suffix.casefold()
    if ending == ".csv":  # all as texts: zip codes keep their zeros, and one bad cell is only one
        return pl.scan_csv(source, infer_schema=False, glob=False), True
    if ending == ".parquet":
        return pl.scan_parquet(source, glob=False), False
    if ending in READ:
        return pl.scan_ipc(source, glob=False), False
    raise InputError(f"{source} must end in one of {', '.join(READ)}.")


def _write(table: pl.LazyFrame, path: Path) -> None:
    if path.suffix.casefold() == ".csv":
        _harmless(table).sink_csv(path)
    else:
        table.sink_parquet(path)


def _harmless(table: pl.LazyFrame) -> pl.LazyFrame:
    """Put an apostrophe before every text that a spreadsheet would take for a formula."""
    texts = cs.by_dtype(pl.String, pl.Categorical, pl.Enum).cast(pl.String)
    formula = texts.str.contains(_LIKE_A_FORMULA) & ~texts.str.contains(_NUMBER)
    guarded = pl.when(formula).then("'" + texts).otherwise(texts)
    names = {name: f"'{name}" for name in table.collect_schema().names() if name[:1] in "=+-@\t\r"}
    return table.with_columns(guarded.name.keep()).rename(names)


def _summary(scored: Path, by: str, names: Sequence[str]) -> pl.DataFrame:
    """Return a row for each group and new column, one column after the other in memory."""
    table = _opened(scored)[0].with_columns(pl.col(names).cast(pl.Float64))
    parts = [
        table.group_by(by)
        .agg(
            pl.lit(name).alias("column"),
            pl.len().alias("rows"),
            pl.col(name).null_count().alias("bad_rows"),
            pl.col(name).mean().alias("mean"),
            *(
                pl.col(name).quantile(share / 100, "linear").alias(f"percentile_{share}")
                for share in PERCENTILES
            ),
        )
        .collect(engine="streaming")
        for name in names
    ]
    return pl.concat(parts).sort(by, maintain_order=True, nulls_last=True)


@contextmanager
def _beside(outputs: Sequence[Path], replace: bool) -> Iterator[list[Path]]:
    """Yield places beside the outputs, and move what is written there into their places.

    What a run left that was killed is thrown away first.
    """
    if not replace:
        for output in outputs:
            refuse_existing(output)
    mark = ".unfinished"
    for output in outputs:
        for left in output.parent.glob(f".{glob.escape(output.stem)}.*{mark}{output.suffix}"):
            left.unlink()
    places = [o.with_name(f".{o.stem}.{os.getpid()}{mark}{o.suffix}") for o in outputs]
    try:
        yield places
        for place, output in zip(places, outputs, strict=True):
            if not replace:
                refuse_existing(output)
            place.replace(output)
    finally:
        for place in places:
            place.unlink(missing_ok=True)


def refuse_existing(output: Path) -> None:
    """Refuse to write over a file."""
    if output.exists():
        raise FileExistsError(errno.EEXIST, "exists already", str(output))
