"""What a person types into a cell: one module per group of the catalogue."""

from .breakeven import TRUE_APR
from .headline import COMPARE_OPTIONS, LOAN_NET_COST, PAYOFF_ADVANTAGE, PAYOFF_SAVINGS
from .loan import (
    LOAN_BALANCE,
    LOAN_EXCESS,
    LOAN_INTEREST,
    LOAN_MAX,
    LOAN_PAYMENT,
    LOAN_SCHEDULE,
)

__all__ = [
    "COMPARE_OPTIONS",
    "LOAN_BALANCE",
    "LOAN_EXCESS",
    "LOAN_INTEREST",
    "LOAN_MAX",
    "LOAN_NET_COST",
    "LOAN_PAYMENT",
    "LOAN_SCHEDULE",
    "PAYOFF_ADVANTAGE",
    "PAYOFF_SAVINGS",
    "TRUE_APR",
]
