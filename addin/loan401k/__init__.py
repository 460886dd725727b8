"""Worksheet functions for one decision: borrow from a 401(k) or not.

Every function is here under its worksheet name: ``from loan401k import LOAN_NET_COST``.
"""

from collections.abc import Callable
from typing import Any

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


def __getattr__(name: str) -> Callable[..., Any]:
    """Return the worksheet function of that name."""
    if name in _REGISTRY:
        return _REGISTRY[name].function
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*globals(), *_REGISTRY])
