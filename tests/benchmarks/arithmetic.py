"""Our functions over ranges against C, numpy-financial and pyxirr."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Iterator, Mapping

import numpy as np
import numpy_financial as npf

from loan401k import (
    BREAKEVEN_RETURN,
    LOAN_BALANCE,
    LOAN_INTEREST,
    LOAN_NET_COST,
    LOAN_PAYMENT,
    LOAN_RISK,
)
from loan401k.declare.ranges import SLICE
from loan401k.finance import account, loan
from loan401k.finance.numeric import Many, period_return
from tests.benchmarks.kernels import compiled
from tests.benchmarks.measure import Row, Work, ratio, seconds

LOANS = 1_000_000
ROUNDS = 5


def loans(count: int) -> dict[str, np.ndarray]:
    """Return loans of 12 to 60 months, 2% of them without interest."""
    draw = np.random.default_rng(401)
    rate = draw.uniform(0.03, 0.12, count)
    rate[draw.random(count) < 0.02] = 0.0
    years = draw.integers(12, 61, count) / 12
    return {
        "amount": draw.uniform(1000, 50000, count),
        "rate": rate,
        "years": years,
        "made": np.floor(draw.random(count) * np.rint(12 * years)),
        "annual": draw.uniform(0.01, 0.1, count),
    }


def closed_forms() -> Iterator[Row]:
    """Payment, balance, interest and net cost of a million loans."""
    data = loans(LOANS)
    amount, rate, years, made, annual = data.values()
    i, n = rate / 12, np.rint(12 * years)
    g = np.expm1(np.log1p(annual) / 12)
    kernel = compiled()
    if importlib.util.find_spec("pyxirr"):
        import pyxirr
    else:
        pyxirr = None

    xp = Many()

    def bare(formula: Callable[..., np.ndarray], *columns: np.ndarray) -> Work:
        """Return the formula alone, slice by slice, without checks."""

        def work() -> np.ndarray:
            out = np.empty(LOANS)
            for start in range(0, LOANS, SLICE):
                where = slice(start, start + SLICE)
                out[where] = formula(xp, *(column[where] for column in columns))
            return out

        return work

    def cost(xp: Many, *columns: np.ndarray) -> np.ndarray:
        *loan_columns, yearly = columns
        per_month = period_return(xp, yearly, 12, nominal=False)
        return account.shortfall(xp, *loan_columns, per_month, None, 0.0)

    formulas = {
        "payment": bare(loan.payment, amount, i, n),
        "balance": bare(loan.balance, amount, i, n, made),
        "interest": bare(loan.interest, amount, i, n),
        "net_cost": bare(cost, amount, i, n, annual),
    }
    c_columns = {"payment": (), "balance": (made,), "interest": (), "net_cost": (annual,)}
    ours: dict[str, Work] = {
        "payment": lambda: LOAN_PAYMENT(amount, rate, years),
        "balance": lambda: LOAN_BALANCE(amount, rate, years, made),
        "interest": lambda: LOAN_INTEREST(amount, rate, years),
        "net_cost": lambda: LOAN_NET_COST(amount, rate, years, annual),
    }
    targets = {
        "payment": (3.0, 3.0, 4.0),
        "balance": (3.0, 4.0, 5.0),
        "interest": (3.0, 3.5, 4.5),
        "net_cost": (2.4, 4.5, 6.5),
    }

    def rivals(library: object) -> dict[str, Work]:
        pmt, fv = library.pmt, library.fv  # type: ignore[attr-defined]
        return {
            "payment": lambda: -pmt(i, n, amount),
            "balance": lambda: -fv(i, made, pmt(i, n, amount), amount),
            "interest": lambda: -n * pmt(i, n, amount) - amount,
            "net_cost": lambda: -fv(g, n, pmt(i, n, amount), amount),
        }

    for name, work in ours.items():
        contest: dict[str, Work] = {
            "ours": work,
            "formula": formulas[name],
            "numpy-financial": rivals(npf)[name],
        }
        if kernel:
            columns = (amount, rate, years, *c_columns[name])
            contest["C"] = lambda columns=columns, name=name: kernel(name, *columns)
        if pyxirr:
            contest["pyxirr"] = rivals(pyxirr)[name]
        answers = {rival: play() for rival, play in contest.items()}
        for rival, answer in answers.items():
            if not np.allclose(answer, answers["ours"], rtol=1e-6, atol=1e-4):
                raise AssertionError(f"{rival} answers another question than our {name}")
        yield from _rows(f"{name.replace('_', ' ')} of {LOANS:,} loans", contest, targets[name])


def _rows(
    work: str, contest: Mapping[str, Work], targets: tuple[float, float, float]
) -> Iterator[Row]:
    taken = seconds(contest, ROUNDS)
    for way, words in (("formula", work), ("ours", f"{work}, through all checks")):
        yield Row(words, "ours / C", ratio(taken, way, "C"), targets[0], True)
        for rival, target in zip(("numpy-financial", "pyxirr"), targets[1:], strict=True):
            yield Row(words, f"{rival} / ours", ratio(taken, rival, way), target, False)


def break_evens() -> Iterator[Row]:
    """Break-even returns with tax of 100,000 loans, against annuity rates alone."""
    count = 100_000
    data = loans(count)
    amount, rate, years, _, annual = data.values()
    n, apr = np.rint(12 * years), annual + 0.1
    level = LOAN_PAYMENT(amount, rate, years)
    contest: dict[str, Work] = {
        "ours": lambda: BREAKEVEN_RETURN(rate, years, apr, 0.22),
        "numpy-financial": lambda: npf.rate(n, -level, amount, 0),
    }
    if importlib.util.find_spec("pyxirr"):
        import pyxirr

        contest["pyxirr"] = lambda: pyxirr.rate(n, -level, amount)
    taken = seconds(contest, 3)
    work = f"break-even return of {count:,} loans"
    yield Row(
        work, "numpy-financial rate / ours", ratio(taken, "numpy-financial", "ours"), 7, False
    )
    yield Row(work, "pyxirr rate / ours", ratio(taken, "pyxirr", "ours"), 12, False)


def one_cell() -> Iterator[Row]:
    """A single call through all checks."""
    contest: dict[str, Work] = {
        "ours": lambda: LOAN_PAYMENT(10000, 0.0425, 5),
        "numpy-financial": lambda: npf.pmt(0.0425 / 12, 60, 10000),
    }
    taken = seconds(contest, 9, repeat=2000)
    against = "numpy-financial pmt / ours"
    yield Row("payment of one cell", against, ratio(taken, "numpy-financial", "ours"), 8, False)


def risk() -> Iterator[Row]:
    """Simulated paths against whole matrices of normals."""
    paths, n = 100_000, 60
    level = LOAN_PAYMENT(10000, 0.0425, 5)

    def matrices() -> float:
        draw = np.random.default_rng(1)
        growth = np.exp(draw.normal(0.0035, 0.05, (paths, n)))
        to_end = np.cumprod(growth[:, ::-1], axis=1)[:, ::-1]
        later = np.concatenate([to_end[:, 1:], np.ones((paths, 1))], axis=1)
        short = 10000 * to_end[:, 0] - level * later.sum(axis=1)
        left = draw.random((paths, n)) < 0.01
        missed = np.where(left.any(axis=1), left.argmax(axis=1), n)
        owed = np.append(LOAN_BALANCE(10000, 0.0425, 5, np.arange(n)), 0.0)
        gain = 3755.0 - short - 0.32 * owed[missed] * (draw.random(paths) < 0.75)
        np.percentile(gain, [5, 25, 50, 75, 95])
        return float(gain.mean())

    def ours() -> object:
        return LOAN_RISK(10000, 0.0425, 5, 0.134, 0.05, 0.17, 0.1, 0.22, paths=paths)

    taken = seconds({"ours": ours, "matrices": matrices}, 3)
    work = f"LOAN_RISK, {paths:,} paths x {n}"
    yield Row(work, "whole numpy matrices / ours", ratio(taken, "matrices", "ours"), 5, False)
