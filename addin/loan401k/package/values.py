"""Cached values: what a reader shows beside a formula that it cannot or need not calculate."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from .addresses import Address, Area, address
from .cells import Sheet, clear
from .markup import replaced
from .parts import Parts
from .workbook import sheet_parts


def write_values(
    parts: Parts, values: Mapping[str, Mapping[str, object]], *, digits: int | None = None
) -> Parts:
    """Return the parts with `values`, {sheet: {A1: value}}, cached beside the formulas.

    On the sheets named, every formula and every cell that an array formula fills gets the value
    given for it; one that is not given, or given as None, is left without a value rather than
    with an old one. Values given for other cells change nothing. Numbers are rounded to `digits`
    significant digits (12 hides what differs between processors), or kept in full when None.

    Raises ValueError for an unknown sheet or a value that no cell can hold.
    """
    out = dict(parts)
    for name, given in values.items():
        sheet = Sheet(parts, name)
        formulas = sheet.formulas()
        if not formulas:
            continue
        by_place = {address(a1): value for a1, value in given.items()}
        for place in formulas:
            sheet.put(place, by_place.get(place), digits=digits)
        for place in list(_filled(sheet, by_place)):
            if place in sheet.cells or by_place.get(place) is not None:
                sheet.put(place, by_place.get(place), digits=digits)
        out = replaced(out, sheet.part, sheet.root)
    return out


def clear_values(parts: Parts) -> Parts:
    """Return the parts without cached values, as an engine needs them that is to calculate.

    A cell that an array formula fills and that keeps a value would block the array (#SPILL!).
    """
    out = dict(parts)
    for name in sheet_parts(parts):
        sheet = Sheet(parts, name)
        formulas = sheet.formulas()
        if not formulas:
            continue
        for place in formulas:
            clear(sheet.cells[place])
        for place in list(_filled(sheet, ())):
            clear(sheet.cells[place])
            sheet.drop_if_bare(place)
        out = replaced(out, sheet.part, sheet.root)
    return out


def _filled(sheet: Sheet, given: Collection[Address]) -> Iterator[Address]:
    """Yield the cells, present or given, that array formulas fill besides their own."""
    for anchor, area in sheet.arrays().items():
        for place in _inside(area, sheet, given):
            if place != anchor and not sheet.has_formula(place):
                yield place


def _inside(area: Area, sheet: Sheet, given: Collection[Address]) -> Iterator[Address]:
    # A file may claim any area, up to a whole sheet: never visit more places than there are cells.
    if area.size > len(sheet.cells) + len(given):
        yield from sorted(place for place in {*sheet.cells, *given} if area.holds(place))
        return
    for row in range(area.top, area.bottom + 1):
        for column in range(area.left, area.right + 1):
            place = Address(row, column)
            if place in sheet.cells or place in given:
                yield place
