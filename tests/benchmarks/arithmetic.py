"""Our functions over ranges and in one cell against C, numpy-financial and pyxirr.

Rivals get what we get, yearly rates and years, and work out rates per period and counts themselves.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from time import thread_time

import numpy as np
import numpy_financial as npf

from loan401k import (
    BREAKEVEN_RETURN,
    EXPECTED_DEFAULT_COST,
    LOAN_BALANCE,
    LOAN_INTEREST,
    LOAN_NET_COST,
    LOAN_PAYMENT,
    LOAN_RISK,
)
from loan401k.declare import REGISTRY
from loan401k.declare.ranges import answers
from tests.benchmarks.kernels import compiled
from tests.benchmarks.measure import Row, Work, ratio, seconds, sized

if importlib.util.find_spec("pyxirr"):
    import pyxirr
else:
    pyxirr = None

#: At most C's time, at least numpy-financial's, and at least pyxirr's.
TARGETS = {
    "payment": (2.0, 2.0, 1.0),
    "balance": (2.2, 2.2, 1.0),
    "interest": (2.7, 1.7, 1.0),
    "net cost": (2.0, 2.0, 1.0),
}


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
    count = sized(1_000_000)
    amount, rate, years, made, annual = loans(count).values()
    kernel = compiled()
    ours: dict[str, Work] = {
        "payment": lambda: LOAN_PAYMENT(amount, rate, years),
        "balance": lambda: LOAN_BALANCE(amount, rate, years, made),
        "interest": lambda: LOAN_INTEREST(amount, rate, years),
        "net cost": lambda: LOAN_NET_COST(amount, rate, years, annual),
    }
    c_columns = {"balance": (made,), "net cost": (annual,)}

    def rivals(library: object) -> dict[str, Work]:
        pmt, fv = library.pmt, library.fv  # type: ignore[attr-defined]

        def terms() -> tuple[np.ndarray, np.ndarray]:
            return rate / 12, np.rint(12 * years)

        def payment() -> np.ndarray:
            i, n = terms()
            return -pmt(i, n, amount)

        def balance() -> np.ndarray:
            i, n = terms()
            return -fv(i, made, pmt(i, n, amount), amount)

        def interest() -> np.ndarray:
            i, n = terms()
            return -n * pmt(i, n, amount) - amount

        def net_cost() -> np.ndarray:
            i, n = terms()
            return -fv(np.expm1(np.log1p(annual) / 12), n, pmt(i, n, amount), amount)

        return {"payment": payment, "balance": balance, "interest": interest, "net cost": net_cost}

    for name, work in ours.items():
        contest: dict[str, Work] = {"ours": work, "numpy-financial": rivals(npf)[name]}
        if kernel:
            columns = (amount, rate, years, *c_columns.get(name, ()))
            symbol = name.replace(" ", "_")
            contest["C"] = lambda columns=columns, symbol=symbol: kernel(symbol, *columns)
        if pyxirr:
            contest["pyxirr"] = rivals(pyxirr)[name]
        _refuse_other_answers(name, contest)
        taken = seconds(contest, 9, clock=thread_time)
        words, (c, least, never) = f"{name} of {count:,} loans", TARGETS[name]
        yield Row(words, "ours / C", ratio(taken, "ours", "C"), c, True)
        rival = ratio(taken, "numpy-financial", "ours")
        yield Row(words, "numpy-financial / ours", rival, least, False)
        yield Row(words, "pyxirr / ours", ratio(taken, "pyxirr", "ours"), never, False)


def _refuse_other_answers(name: str, contest: dict[str, Work]) -> None:
    answers = {rival: play() for rival, play in contest.items()}
    for rival, answer in answers.items():
        if not np.allclose(answer, answers["ours"], rtol=1e-6, atol=1e-4):
            raise AssertionError(f"{rival} answers another question than our {name}")


def bad_rows() -> Iterator[Row]:
    """A million payments of which a thousand are bad."""
    count = sized(1_000_000)
    amount, rate, years, *_ = loans(count).values()
    bad = rate.copy()
    bad[:: count // sized(1000, 10)] = 4.25
    declaration = REGISTRY["LOAN_PAYMENT"]
    taken = seconds(
        {
            "none": lambda: LOAN_PAYMENT(amount, rate, years),
            "numbers": lambda: answers(declaration, [amount, bad, years]),
            "cells": lambda: LOAN_PAYMENT(amount, bad, years),
            "objects": lambda: amount.astype(object),
        },
        9,
        clock=thread_time,
    )
    words = f"payment of {count:,} loans, {sized(1000, 10):,} of them bad"
    against = "numbers and list of the bad / no bad ones"
    yield Row(words, against, ratio(taken, "numbers", "none"), 1.2, True)
    yield Row(words, "array of cells / no bad ones", ratio(taken, "cells", "none"), 2.2, True)
    bare = ratio(taken, "objects", "none")
    yield Row(words, "numpy's array of objects alone / no bad ones", bare, None, True)


def break_evens() -> Iterator[Row]:
    """Break-even returns of 100,000 loans, against annuity rates alone."""
    count = sized(100_000)
    amount, rate, years, _, annual = loans(count).values()
    apr = annual + 0.1
    level = LOAN_PAYMENT(amount, rate, years)
    contest: dict[str, Work] = {
        "taxed": lambda: BREAKEVEN_RETURN(rate, years, apr, 0.22),
        "untaxed": lambda: BREAKEVEN_RETURN(rate, years, apr),
        "numpy-financial": lambda: npf.rate(np.rint(12 * years), -level, amount, 0),
    }
    if pyxirr:
        contest["pyxirr"] = lambda: pyxirr.rate(np.rint(12 * years), -level, amount)
    taken = seconds(contest, 5, clock=thread_time)
    for way, least in (("taxed", 3.0), ("untaxed", 15.0)):
        words = f"break-even return of {count:,} loans, {way}"
        rival = ratio(taken, "numpy-financial", way)
        yield Row(words, "numpy-financial rate / ours", rival, least, False)
        yield Row(words, "pyxirr rate / ours", ratio(taken, "pyxirr", way), 1.0, False)


def default_cost() -> Iterator[Row]:
    """Expected cost of a default, a row."""
    count = sized(1_000_000)
    amount, rate, years, *_ = loans(count).values()
    work = {"ours": lambda: EXPECTED_DEFAULT_COST(amount, rate, years, 0.17, 0.22)}
    taken = min(seconds(work, 5, clock=thread_time)["ours"]) / count
    yield Row(f"expected default cost of {count:,} loans", "ns a row", 1e9 * taken, 80.0, True)


def one_cell() -> Iterator[Row]:
    """A single call through all checks."""
    contest: dict[str, Work] = {
        "ours": lambda: LOAN_PAYMENT(10000, 0.0425, 5),
        "numpy-financial": lambda: npf.pmt(0.0425 / 12, 60, 10000),
    }
    taken = seconds(contest, 9, repeat=2000, clock=thread_time)
    against = "numpy-financial pmt / ours"
    yield Row("payment of one cell", against, ratio(taken, "numpy-financial", "ours"), 10, False)


def risk() -> Iterator[Row]:
    """Simulated paths against whole matrices of normals."""
    paths, n = sized(100_000), 60
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

    taken = seconds({"ours": ours, "matrices": matrices}, 5, clock=thread_time)
    work = f"LOAN_RISK, {paths:,} paths x {n}"
    yield Row(work, "whole numpy matrices / ours", ratio(taken, "matrices", "ours"), 3, False)
