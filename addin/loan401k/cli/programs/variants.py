"""The template as each program wants it: with the functions inside, or called under other names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ...package import Parts


@dataclass(frozen=True)
class Variant:
    """How the file ends, what goes into it, and what is said once it is written."""

    suffix: str
    prepared: Callable[[Parts], Parts]
    said: Callable[[Parts], str] = lambda parts: ""


def _with_macros(parts: Parts) -> Parts:
    from ...hosts.excel.windows.addin import with_functions

    return with_functions(parts)


def _for_lite(parts: Parts) -> Parts:
    from ...hosts.excel.lite.workbook import with_code

    return with_code(parts)


def _digest(parts: Parts) -> str:
    from ...hosts.excel.lite.workbook import carried_in

    return f"SHA-256 of the code inside (main.py): {carried_in(parts).digest}"


def _for_web(parts: Parts) -> Parts:
    from ...hosts.excel.stored import for_office_js

    return for_office_js(parts)


#: By the name of the program in ``template --for``.
VARIANTS = {
    "excel": Variant(".xlsm", _with_macros),
    "lite": Variant(".xlsx", _for_lite, _digest),
    "web": Variant(".xlsx", _for_web),
}
