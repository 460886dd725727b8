"""What a person types into a cell: one module per group of the catalogue.

Importing this package fills `loan401k.declare.REGISTRY`.
"""

from . import account, breakeven, card, headline, job_loss, loan, risk, tax

__all__ = ["account", "breakeven", "card", "headline", "job_loss", "loan", "risk", "tax"]
