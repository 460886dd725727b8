"""What several arguments must fulfil together."""

from __future__ import annotations

from collections.abc import Mapping

from ..declare.scope import Scope
from ..errors import InputError
from ..finance.household.household import SUFFIXES, USUAL_HORIZON, horizon
from .arguments import MOST_PAYMENTS


def payments(xp: Scope, years: float, payments_per_year: float, argument: str = "years") -> float:
    """Return the number of payments in a term, which must be whole."""
    exact = years * payments_per_year
    count = xp.rint(exact)
    gap = abs(exact - count)
    # The usual case in a few passes over a range.
    if xp.largest(gap) <= 1e-9 and xp.smallest(count) >= 1.0 and xp.largest(count) <= MOST_PAYMENTS:
        return count
    xp.require(
        xp.both(gap <= 1e-9, xp.both(count >= 1.0, count <= MOST_PAYMENTS)),
        argument,
        years,
        f"such that {argument} times payments_per_year is a whole number from 1 to 2,600",
    )
    return count


def taxes_below_one(xp: Scope, **taxes: float) -> None:
    """Refuse taxes and penalties that take everything."""
    total = sum(taxes.values())
    # Shares such as 0.6, 0.3 and 0.1 add up to a hair less than 1.
    xp.require(total < 1.0 - 1e-12, " + ".join(taxes), total, "below 1 (100%) together")


def household(xp: Scope, given: Mapping[str, float]) -> None:
    """Refuse a household whose values do not go together; NaN is what was left out."""
    for end in SUFFIXES[1:]:
        if given["debt" + end] > 0.0 and given["card_apr" + end] != given["card_apr" + end]:
            raise InputError(f"card_apr{end} is missing; debt{end} needs it.")
    names = "marginal_tax", "state_tax", "penalty"
    taxes_below_one(xp, **{name: given[name] for name in names})
    for name in ("contribution", "match"):
        during = given[f"{name}_during_loan"]
        usual = given[name]
        if during > usual:
            xp.require(False, f"{name}_during_loan", during, f"at most {name}, {usual:g}")
    for name in ("loan_years", "personal_years"):
        years = given[name]
        if years == years:
            months = 12.0 * years
            fits = months >= 1.0 - 1e-9 and abs(months - round(months)) <= 1e-9
            xp.require(fits, name, years, "a whole number of months")
    long = max(USUAL_HORIZON, round(12.0 * given["loan_years"]))
    if given["savings_return"] != given["savings_return"] and horizon(xp, given) > long:
        raise InputError(
            "savings_return is missing; a horizon longer than five years and the loan needs it."
        )
