"""Worksheet functions for one decision: borrow from a 401(k) or not."""

from .errors import CellError, DomainError, InputError, NoAnswer, WorksheetError
from .functions import *  # noqa: F403  (the functions under their worksheet names)
from .functions import __all__ as _names

__version__ = "0.1.0"
__all__ = [
    "CellError",
    "DomainError",
    "InputError",
    "NoAnswer",
    "WorksheetError",
    *_names,
]
