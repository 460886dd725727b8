"""What a person types into a cell, module by module in the order a decision takes.

Importing this package fills `loan401k.declare.REGISTRY`, whose order every list of the functions
follows.
"""

# isort: off
from . import (
    household,
    what_if,
    headline,
    loan,
    schedule,
    limits,
    account,
    card,
    breakeven,
    job_loss,
    default,
    tax,
    risk,
)

__all__ = [
    "account",
    "breakeven",
    "card",
    "default",
    "headline",
    "household",
    "job_loss",
    "limits",
    "loan",
    "risk",
    "schedule",
    "tax",
    "what_if",
]
