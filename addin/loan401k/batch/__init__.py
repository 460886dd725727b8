"""Tables larger than a sheet: new columns of data frames, of files, and on a cluster.

This room needs Polars, which the extra ``batch`` brings.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib.util import find_spec
from typing import Any

__all__ = ["frame", "spark"]

if find_spec("polars") is None:
    raise ModuleNotFoundError(
        "Tables larger than a sheet need Polars: pip install polars, or '.[batch]' in the clone.",
        name="polars",
    )


def frame(table: Any, formulas: Mapping[str, str]) -> Any:
    """Return a pandas or Polars frame with new columns, and a column `reason`.

    ``formulas`` gives the formula of each new column by its name, over the frame's columns and
    constants. What has no answer is missing, and `reason` says why. A LazyFrame stays lazy.

    >>> import polars as pl
    >>> loans = pl.DataFrame({"amount": [10000.0, -1.0], "loan_rate": [0.0425, 0.0425]})
    >>> scored = frame(loans, {"payment": "LOAN_PAYMENT(amount, loan_rate, 5)"})
    >>> scored["payment"].round(2).to_list(), scored["reason"][1]
    ([185.3, None], '#NUM! amount is -1; it must be above 0.')
    """
    from .frames import frame

    return frame(table, formulas)


def spark(table: Any, formulas: Mapping[str, str]) -> Any:
    """Return a Spark data frame with the same new columns, through `mapInArrow`."""
    from .cluster import scored

    return scored(table, formulas)
