"""Excel everywhere: the module that xlwings imports, with every worksheet function in it.

xlwings lists it by `dir` or a star import and asks for each function by name; the first one asked
for registers them all. Until then nothing of xlwings is loaded, so that the add-in, the browser
and the cells of each front can do without.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ...declare import REGISTRY

__all__ = [*REGISTRY]


def __getattr__(name: str) -> Callable[..., list[list[Any]]]:
    """Return the registered function of that name."""
    if name in REGISTRY:
        from . import registered

        return registered.FUNCTIONS[name]
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*globals(), *REGISTRY])
