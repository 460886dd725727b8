"""Inputs of a recalculation: from defined names and addresses to plain cells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ... import package
from ...nearest import did_you_mean
from ...package.addresses import address
from .formula import RecalculationError

__all__ = ["RecalculationError", "targets"]

_MOST = 12


def targets(parts: package.Parts, inputs: Mapping[Any, Any]) -> dict[tuple[str, str], Any]:
    """Return the inputs by (sheet, A1), the key of each being that or a defined name.

    Upper and lower case do not matter. Raises RecalculationError with the names that are near
    for one that does not exist, and for one that is not one cell.
    """
    sheets = {name.casefold(): name for name in package.sheet_parts(parts)}
    names = {name.casefold(): (name, text) for name, text in package.defined_names(parts).items()}
    found: dict[tuple[str, str], Any] = {}
    for key, value in inputs.items():
        place = _named(names, key) if isinstance(key, str) else key
        sheet, a1 = place
        if sheet.casefold() not in sheets:
            raise RecalculationError(
                f"The workbook has no sheet {sheet!r}.{_instead(sheet, sheets.values())}"
            )
        try:
            found[sheets[sheet.casefold()], str(address(a1))] = value
        except ValueError as error:
            raise RecalculationError(f"{error}.") from None
    return found


def _named(names: Mapping[str, tuple[str, str]], key: str) -> tuple[str, str]:
    if key.casefold() in names:
        name, text = names[key.casefold()]
        place = package.single_cell(text)
        if place is None:
            raise RecalculationError(
                f"{name} stands for {text}, which is not one cell, so it has no one value."
            )
        return place
    try:
        place = package.single_cell(key)  # such as Start!B4
    except ValueError:
        place = None
    if place is None:
        own = [name for name, _ in names.values() if not name.partition("!")[2].startswith("_xlnm")]
        raise RecalculationError(f"The workbook has no name {key!r}.{_instead(key, own)}")
    return place


def _instead(wanted: str, known: Iterable[str]) -> str:
    """Return a sentence with what the wanted word may have meant, else with what there is."""
    words = sorted(known)
    if near := did_you_mean(wanted, words):
        return near
    if not words:
        return " It has none."
    more = f" and {len(words) - _MOST} more" if len(words) > _MOST else ""
    return f" It has {', '.join(words[:_MOST])}{more}."
