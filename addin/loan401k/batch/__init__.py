"""Tables larger than a sheet: new columns of data frames, of files, and on a cluster.

The extra ``batch`` brings what this room needs: `pip install '.[batch]'` in the clone.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

__all__ = ["frame", "spark"]


def frame(table: Any, columns: Mapping[str, str]) -> Any:
    """Return a pandas or Polars frame with new columns, and a column `reason`.

    ``columns`` gives the formula of each new column by its name, over the frame's columns:
    ``{"net_cost": "LOAN_NET_COST(amount, loan_rate, years, 5%)"}``. What has no answer is missing,
    and `reason` says why; a `polars.LazyFrame` stays lazy. Raises InputError for a formula that
    does not fit the frame.

    >>> import polars as pl
    >>> loans = pl.DataFrame({"amount": [10000.0, -1.0], "loan_rate": [0.0425, 0.0425]})
    >>> scored = frame(loans, {"payment": "LOAN_PAYMENT(amount, loan_rate, 5)"})
    >>> scored["payment"].round(2).to_list(), scored["reason"][1]
    ([185.3, None], '#NUM! amount is -1; it must be above 0.')
    """
    from .frames import frame

    return frame(table, columns)


def spark(table: Any, columns: Mapping[str, str]) -> Any:
    """Return a Spark data frame with the same new columns, through `mapInArrow`."""
    from .cluster import scored

    return scored(table, columns)
