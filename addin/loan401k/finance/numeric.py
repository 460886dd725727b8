"""The namespace for one number or for arrays, and the annuity factors built on it.

Every formula of this package is written once. It takes ``xp``, which offers the same few
functions over ``math`` for one number (microseconds, no numpy) and over numpy for arrays.
Formulas have no ``if`` on data: ``xp.where`` evaluates both sides. Rates are shifted by `TINY`
instead of branching at zero, which leaves every rate above 1e-274 as it is.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, Protocol

#: Added to a period rate so that 0/0 at a zero rate becomes its limit, exactly.
TINY = 1e-290


class Namespace(Protocol):
    """What a formula may use, for floats and for arrays of floats alike."""

    def exp(self, x: float, /) -> float: ...  # noqa: D102
    def expm1(self, x: float, /) -> float: ...  # noqa: D102
    def log(self, x: float, /) -> float: ...  # noqa: D102
    def log1p(self, x: float, /) -> float: ...  # noqa: D102
    def sqrt(self, x: float, /) -> float: ...  # noqa: D102
    def floor(self, x: float, /) -> float: ...  # noqa: D102
    def ceil(self, x: float, /) -> float: ...  # noqa: D102
    def rint(self, x: float, /) -> float: ...  # noqa: D102
    def minimum(self, a: float, b: float, /) -> float: ...  # noqa: D102
    def maximum(self, a: float, b: float, /) -> float: ...  # noqa: D102
    def where(self, condition: bool, a: float, b: float, /) -> float: ...  # noqa: D102
    def both(self, a: bool, b: bool, /) -> bool: ...  # noqa: D102
    def either(self, a: bool, b: bool, /) -> bool: ...  # noqa: D102
    def no(self, a: bool, /) -> bool: ...  # noqa: D102
    def all(self, condition: bool, /) -> bool: ...  # noqa: D102
    def largest(self, x: float, /) -> float: ...  # noqa: D102
    def smallest(self, x: float, /) -> float: ...  # noqa: D102
    def mend(  # noqa: D102
        self, condition: bool, value: float, remedy: Callable[..., float], /, *columns: float
    ) -> float: ...


class One:
    """The namespace for one number."""

    exp = staticmethod(math.exp)
    expm1 = staticmethod(math.expm1)
    log = staticmethod(math.log)
    log1p = staticmethod(math.log1p)
    sqrt = staticmethod(math.sqrt)
    minimum = staticmethod(min)
    maximum = staticmethod(max)
    all = staticmethod(bool)
    largest = smallest = staticmethod(float)

    @staticmethod
    def floor(x: float) -> float:
        """Return the largest whole number not above x, as a float."""
        return float(math.floor(x))

    @staticmethod
    def ceil(x: float) -> float:
        """Return the smallest whole number not below x, as a float."""
        return float(math.ceil(x))

    @staticmethod
    def rint(x: float) -> float:
        """Return the nearest whole number, as a float."""
        return float(round(x))

    @staticmethod
    def where(condition: bool, a: float, b: float) -> float:
        """Return a where the condition holds, else b."""
        return a if condition else b

    @staticmethod
    def mend(condition: bool, value: float, remedy: Callable[..., float], *columns: float) -> float:
        """Return the remedy for the columns where the condition holds, else the value."""
        return remedy(*columns) if condition else value

    @staticmethod
    def both(a: bool, b: bool) -> bool:
        """Return whether both conditions hold."""
        return a and b

    @staticmethod
    def either(a: bool, b: bool) -> bool:
        """Return whether one of the conditions holds."""
        return a or b

    @staticmethod
    def no(a: bool) -> bool:
        """Return whether the condition does not hold."""
        return not a


class Many:
    """The namespace for arrays; making one imports numpy."""

    def __init__(self) -> None:
        import numpy as np

        self.exp, self.expm1, self.log, self.log1p = np.exp, np.expm1, np.log, np.log1p
        self.sqrt, self.floor, self.ceil, self.rint = np.sqrt, np.floor, np.ceil, np.rint
        self.minimum, self.maximum, self.where = np.minimum, np.maximum, np.where
        self.no, self._most, self._least = np.logical_not, np.maximum.reduce, np.minimum.reduce
        self.both, self.either, self._all = np.logical_and, np.logical_or, np.all

    def all(self, condition: Any) -> bool:
        """Return whether the condition holds everywhere."""
        return bool(self._all(condition))

    def largest(self, x: Any) -> Any:
        """Return the largest number of all cells."""
        return self._most(x) if getattr(x, "ndim", 0) else x

    def smallest(self, x: Any) -> Any:
        """Return the smallest number of all cells."""
        return self._least(x) if getattr(x, "ndim", 0) else x

    def mend(self, condition: Any, value: Any, remedy: Callable[..., Any], *columns: Any) -> Any:
        """Return the remedy for the columns where the condition holds, else the value.

        Unlike `where` it works the remedy out for those cells alone.
        """
        if not getattr(condition, "ndim", 0):
            return remedy(*columns) if condition else value
        if condition.any():
            few = (
                column[condition] if getattr(column, "ndim", 0) else column for column in columns
            )
            value[condition] = remedy(*few)
        return value


ONE = One()


def period_return(xp: Namespace, annual: float, periods_per_year: float, nominal: bool) -> float:
    """Return per period of an account: (1+r)^(1/m) - 1 of an effective r, or r/m if nominal."""
    if nominal:
        return annual / periods_per_year
    return xp.expm1(xp.log1p(annual) / periods_per_year)


def force_of_return(xp: Namespace, annual: float, periods_per_year: float, nominal: bool) -> float:
    """Return ln(1+g) per period of an account, of a return g that is never quite 0."""
    if nominal:
        return xp.log1p(annual / periods_per_year + TINY)
    return xp.log1p(annual + TINY) / periods_per_year


def is_nothing(*options: float) -> bool:
    """Return whether options are the number 0 for all cells, so that their terms may be skipped."""
    return all(isinstance(option, (int, float)) and option == 0 for option in options)


def growth(xp: Namespace, rate: float, periods: float) -> float:
    """Return (1 + rate)^periods."""
    return xp.exp(periods * xp.log1p(rate))


def annuity_value(xp: Namespace, rate: float, periods: float) -> float:
    """Annuity factor a(rate, n) = (1 - (1+rate)^-n)/rate, n at a zero rate."""
    shifted = rate + TINY
    return -xp.expm1(-periods * xp.log1p(shifted)) / shifted


def annuity_sum(xp: Namespace, rate: float, periods: float) -> float:
    """Accumulation factor s(rate, n) = ((1+rate)^n - 1)/rate, n at a zero rate."""
    shifted = rate + TINY
    return xp.expm1(periods * xp.log1p(shifted)) / shifted


#: Up to here the series of the two gaps hold; beyond it the plain differences lose two digits.
SMALL = 0.02


def log1p_gap(x: float) -> float:
    """Return x - ln(1+x) without cancellation, for x up to `SMALL`."""
    # x^2/2 - x^3/3 + ... by Horner; ten terms leave 1e-18 of the sum.
    tail = 0.0
    for power in range(11, 1, -1):
        tail = (1.0 / power) - x * tail
    return x * x * tail


def exp_gap(x: float) -> float:
    """Return x - 1 + e^-x without cancellation, for x up to `SMALL`."""
    # x^2/2! - x^3/3! + ...; eight terms leave 1e-19 of the sum.
    tail = 1.0
    for factor in range(9, 2, -1):
        tail = 1.0 - x / factor * tail
    return 0.5 * x * x * tail
