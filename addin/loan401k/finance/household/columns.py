"""Many households at once with numpy: matrices of branches x households.

Row 0 keeps the debts, row 1 is the loan without leaving, row k + 1 leaves before payment k and is
born in month k as a copy of row 1. Where after the start at most one debt can be owed, at the
rate of the tax debt, a branch is closed from its second month on and needs no row.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from ..numeric import Many
from .household import TOLERANCE
from .leaving import (
    account_holds,
    bill,
    leaves_gain,
    onwards,
    paid_off,
    payments_made,
    stays_gain,
    weight,
)
from .ledger import Purse

#: Households in a slice: its matrices stay in the cache.
SLICE = 512

#: An array, or a household of arrays.
Array = Any


def gains(household: Array) -> Array:
    """Return the expected gain of the loan of every household, NaN where one is impossible."""
    result = np.empty(len(household.months))
    with np.errstate(all="ignore"):
        for places, alone in _slices(household):
            result[places] = _Block(household.taken(places), alone).gains()
    return result


def _slices(h: Array) -> Iterator[tuple[Array, bool]]:
    """Yield places of households that are played alike, of similar lengths."""
    xp: Array = Many()
    owed_after = sum(debt > 0.0 for debt in paid_off(xp, h)[0])
    alone = h.minimums[0] <= h.budget
    if len(h.balances) > 1:
        alone &= owed_after == 0
    for group in (True, False):
        (places,) = np.nonzero(alone == group)
        places = places[np.lexsort((np.minimum(h.n, h.months)[places], h.months[places]))]
        for start in range(0, len(places), SLICE):
            yield places[start : start + SLICE], group


class _Block:
    """Some households through the months."""

    def __init__(self, h: Array, alone: bool) -> None:
        xp: Any = Many()
        self.h, self.alone, self.xp = h, alone, xp
        self.made: Array = payments_made(xp, h)
        leave = h.hazard * h.default_given_separation * h.amount > 0.0
        self.branches = int((self.made * leave).max())
        self.rows = 2 + (0 if alone else self.branches)
        debts, freed, left = paid_off(xp, h)
        self.until = int(h.charged_again_months.max())
        self.charge = h.charged_again * freed / h.charged_again_months
        if not self.charge.any():
            self.until = 0
        size = (self.rows, len(h.months))
        self.purse = Purse(np.zeros(size), np.zeros(size), (np.zeros(size) for _ in debts))
        self.purse.savings[0], self.purse.savings[1] = h.savings, h.savings + left
        for matrix, kept, lent in zip(self.purse.debts, h.balances, debts, strict=True):
            matrix[0], matrix[1] = kept, lent
        self.available = h.budget + h.relief - h.payment
        self.slack = -TOLERANCE * (h.budget + h.relief)
        self.impossible = np.zeros(size, bool)
        self.impossible[1] = (self.available < self.slack) | ~account_holds(xp, h)
        #: Savings less debts at the horizon.
        self.left = np.empty(size)
        #: Savings and debt of row 1 before month 1, 2, ...
        self.before = np.empty((2, self.branches, size[1]))

    def gains(self) -> Array:
        """Play all months and return the expected gains."""
        self._play()
        h, xp = self.h, self.xp
        keeps, stays = self.left[0], self.left[1]
        gain: Array = stays_gain(xp, h, stays - keeps)
        impossible = self.impossible[1]
        if self.branches:
            k: Array = np.arange(1.0, self.branches + 1.0)[:, None]
            chance = np.where(k <= self.made, weight(xp, h, k), 0.0)
            leaves = self._closed(k) if self.alone else self.left[2:]
            change = leaves_gain(xp, h, k, leaves - keeps) - gain
            gain += np.where(chance > 0.0, chance * change, 0.0).sum(axis=0)
            if not self.alone:
                impossible |= ((chance > 0.0) & self.impossible[2:]).any(axis=0)
        nothing = h.amount <= 0.0
        gain = np.where(nothing, 0.0, gain)
        return np.where(self.impossible[0] | (impossible & ~nothing), np.nan, gain)

    def _play(self) -> None:
        h, xp, purse = self.h, self.xp, self.purse
        factors = 1.0 + h.savings_rate, 1.0 + h.tax_debt_rate, [1.0 + rate for rate in h.rates]
        minimums = h.minimums if any(column.any() for column in h.minimums) else ()
        order = range(len(h.balances))
        budgets = np.broadcast_to(h.budget, purse.savings.shape)
        available = np.maximum(self.available, 0.0)
        charges = np.zeros(purse.savings.shape)
        ends = set(h.months.tolist())
        loan_ends = int(self.made.max())
        born = 2
        for month in range(1, int(h.months.max()) + 1):
            if month > loan_ends and self._finished(month):
                return
            if month <= self.branches:
                if self.alone:
                    self.before[0, month - 1] = purse.savings[1]
                    self.before[1, month - 1] = purse.debts[0][1]
                else:
                    born += 1
                    for matrix in (purse.savings, *purse.debts):
                        matrix[born - 1] = matrix[1]
            rows = purse[:born]
            charge = None
            if month <= self.until:
                charge = charges[:born]
                charge[1:] = np.where(month <= h.charged_again_months, self.charge, 0.0)
            rows.opens(*factors, charge)
            if born > 2 and month <= self.branches:
                purse[born - 1].bills(xp, bill(xp, h, month))
            rest = budgets[:born].copy()
            if month <= loan_ends:
                np.copyto(rest[1], available, where=month <= self.made)
            if minimums:
                rest = rows.requires(xp, minimums, rest)
                self.impossible[:born] |= (rest < self.slack) & (month <= h.months)
                np.maximum(rest, 0.0, out=rest)
            rows.spends(xp, rest, order)
            if month in ends:
                np.copyto(self.left, purse.savings - purse.owed(), where=month == h.months)

    def _finished(self, month: int) -> bool:
        """Finish from the beginning of a month without loans, if what is left is closed."""
        h, debts = self.h, self.purse.debts
        if not (h.minimums[0] <= h.budget).all():
            return False
        if len(debts) > 1 and (month % 6 or any(matrix.any() for matrix in debts[1:])):
            return False
        since = month - 1.0
        again = None
        if month <= self.until:
            again = np.zeros(self.left.shape)
            again[1:] = self.charge
        savings, owed = onwards(self.xp, h, self.purse.savings, self.purse.owed(), since, again)
        np.copyto(self.left, savings - owed, where=h.months > since)
        return True

    def _closed(self, k: Array) -> Array:
        """Savings less debts of the branches, each from the month that it leaves."""
        h, xp = self.h, self.xp
        purse = Purse(self.before[0], np.zeros(self.before[0].shape), (self.before[1],))
        again = self.charge if self.until else None
        now = None if again is None else np.where(k <= h.charged_again_months, again, 0.0)
        purse.opens(1.0 + h.savings_rate, 1.0 + h.tax_debt_rate, [1.0 + h.rates[0]], now)
        purse.bills(xp, np.where(k <= self.made, bill(xp, h, k), 0.0))
        rest = np.broadcast_to(h.budget, purse.savings.shape).copy()
        purse.spends(xp, rest, (0,))
        savings, owed = onwards(xp, h, purse.savings, purse.owed(), k, again)
        return savings - owed
