"""What the law lets a plan lend, against the statute clause by clause."""

from hypothesis import given
from hypothesis import strategies as st

from loan401k.finance.numeric import ONE
from loan401k.law import limits


def statute(vested, highest, outstanding, disaster, floor):
    """IRC 72(p)(2)(A) for the new loan alone, clause by clause, in whole dollars."""
    cap = 100_000 if disaster else 50_000
    clause_i = cap - max(0, highest - outstanding)
    half = vested if disaster else vested / 2
    clause_ii = max(half, min(10_000, vested)) if floor else half
    return max(0, min(clause_i, clause_ii) - outstanding)


money = st.integers(0, 250_000)


@given(money, money, money, st.booleans(), st.booleans())
def test_the_limit_is_that_of_the_statute(vested, highest, outstanding, disaster, floor):
    ours = limits.most(
        ONE,
        float(vested),
        float(highest),
        float(outstanding),
        disaster=disaster,
        floor=floor,
    )
    assert ours == statute(vested, highest, outstanding, disaster, floor)
