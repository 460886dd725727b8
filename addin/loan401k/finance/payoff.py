"""Account and card together: the household's gain from paying the card with the loan."""

from __future__ import annotations

from . import account, card, loan
from .numeric import Namespace


def advantage(
    xp: Namespace,
    amount: float,
    i: float,
    n: float,
    k: float,
    g: float,
    retirement_tax: float,
    side: float | None = None,
) -> float:
    """Gain at the last payment: card debt avoided less the account's shortfall after tax.

    All rates are per period: ``i`` the loan's, ``k`` the card's, ``g`` the account's return,
    ``side`` that of money beyond the card where it does not work at the card's own rate.
    """
    pay = loan.payment(xp, amount, i, n)
    saved = card.debt_avoided(xp, amount, k, pay, n, side)
    return saved - (1.0 - retirement_tax) * account.shortfall(xp, amount, i, n, g, None, 0.0)
