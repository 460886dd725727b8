"""Worksheet functions for one decision: borrow from a 401(k) or not.

Every function is here under its worksheet name: ``from loan401k import LOAN_NET_COST``.
"""

from . import functions as _functions  # noqa: F401  (fills the registry)
from .declare import REGISTRY as _REGISTRY
from .errors import CellError, DomainError, InputError, NoAnswer, WorksheetError

__version__ = "0.1.0"
__all__ = [
    "CellError",
    "DomainError",
    "InputError",
    "NoAnswer",
    "WorksheetError",
    *_REGISTRY,
]

globals().update({name: declared.function for name, declared in _REGISTRY.items()})
