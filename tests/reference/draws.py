"""Inputs drawn from all of the promised range, and how near an answer must come."""

from __future__ import annotations

from hypothesis import settings
from hypothesis import strategies as st

#: Few examples: each is compared with a ledger of up to 600 periods at 50 digits.
few = settings(deadline=None, max_examples=30)


def between(low, high):
    """Draw numbers of these bounds, those below 1e-12 as 0."""
    return st.floats(low, high).map(lambda x: x if abs(x) >= 1e-12 else 0.0)


RATES = st.sampled_from([0.0, 1e-12, 1e-9, 1e-6, 0.0425, 1.0]) | between(0.0, 1.0)
RETURNS = st.sampled_from([0.0, 1e-12, -1e-9, 0.05, -0.89, 1.0]) | between(-0.89, 1.0)
AMOUNTS = st.sampled_from([0.01, 1.0, 10_000.0, 1e9]) | st.floats(0.01, 1e9)
SHARES = st.sampled_from([0.0, 1e-12, 0.15, 1.0]) | between(0.0, 1.0)
TAXES = st.sampled_from([0.0, 1e-12, 0.22]) | between(0.0, 0.6)
COMPOUNDING = st.sampled_from(["effective", "nominal"])


@st.composite
def terms(draw, most=600, longest=50):
    """Draw years, payments a year and their product, 1 to ``most``."""
    m = draw(st.sampled_from([1, 2, 4, 12, 24, 26, 52]))
    n = draw(st.sampled_from([1, 2]) | st.integers(1, min(most, longest * m)))
    return n / m, m, n


def relative(answer, exact):
    """Whether the answer has twelve right digits."""
    return abs(answer - exact) <= 1e-12 * abs(exact)


def absolute(answer, exact, amount):
    """Whether a difference of nearly equal numbers is right to a billionth of the amount."""
    return abs(answer - exact) <= 1e-9 * amount or relative(answer, exact)
