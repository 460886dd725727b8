"""Income tax from brackets that the caller passes in."""

from __future__ import annotations

from collections.abc import Sequence

from ..finance.numeric import Namespace


def bracket_tax(
    xp: Namespace, taxable: float, edges: Sequence[float], rates: Sequence[float]
) -> float:
    """Tax on taxable income: the sum over brackets of rate x income within the bracket.

    Args:
        xp: the namespace for one number or for arrays.
        taxable: taxable income in dollars; what is below zero counts as zero.
        edges: upper edges of all brackets but the last, ascending, in dollars. With arrays an
            edge may be an array too, where incomes belong to different tables.
        rates: rate of each bracket, one more than edges.

    Raises:
        ValueError: edges and rates do not fit together.
    """
    if len(rates) != len(edges) + 1:
        raise ValueError(f"{len(edges)} edges need {len(edges) + 1} rates, not {len(rates)}")
    tax, lower = 0.0, 0.0
    for edge, rate in zip(edges, rates[:-1], strict=True):
        tax = tax + rate * xp.minimum(xp.maximum(taxable - lower, 0.0), edge - lower)
        lower = edge
    return tax + rates[-1] * xp.maximum(taxable - lower, 0.0)
