"""Functions over ranges: broadcasting, slices, one error per bad cell.

The body of a function runs on slices of float arrays that fit the processor's cache. Words,
flags and options left blank are the same for a whole slice: cells are grouped by them first, so
a body may branch on them as on ordinary Python values.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from ..errors import BEYOND, CellError, DomainError, InputError, WorksheetError
from .one import compute
from .operands import Array, Operand, is_number, read
from .scope import ManyCells

if TYPE_CHECKING:
    from .declaration import Argument, Declaration

#: Cells per slice: ten columns of temporaries stay in a core's cache.
SLICE = 8192

#: None, spelled so that numpy compares element by element.
NOTHING: Any = None


def over_ranges(declaration: Declaration, given: Sequence[Any], *, as_excel: bool = False) -> Array:
    """Return the array of results, of dtype object with a `CellError` in each bad cell.

    Shapes broadcast as numpy's do; ``as_excel``, cells that a shorter range does not reach are
    #N/A instead.
    """
    operands = [read(a, value) for a, value in zip(declaration.arguments, given)]  # noqa: B905
    operands += [Operand(default) for default in declaration.defaults[len(operands) :]]
    shape = _common_shape(declaration, operands, as_excel)
    if as_excel:
        operands = [c if c.shape == () else c.padded(shape) for c in operands]
    operands = [operand.stretched(shape) for operand in operands]
    size = int(np.prod(shape))
    faults = _first_faults(operands, size)
    _fill_references(declaration, operands)
    alive = None if faults is None else np.flatnonzero(np.equal(faults, NOTHING))
    if declaration.one_by_one:
        results = _each(declaration, operands, alive, size)
    else:
        results = np.empty(size)
        with np.errstate(all="ignore"):
            for where, arguments in _slices(declaration.arguments, operands, alive, size):
                context = ManyCells()
                try:
                    results[where] = declaration.body(context, *arguments)
                except WorksheetError as error:  # a word or key that all of the slice shares
                    context.faults.setdefault(-1, error.cell())
                faults = _note(context, where, faults, size)
            faults = _not_finite(results, faults, alive)
            results += 0.0  # no cell shows a zero with a minus
    if faults is not None:
        results = results.astype(object)
        bad = np.not_equal(faults, NOTHING)
        results[bad] = faults[bad]
    return results.reshape(shape)


def _common_shape(
    declaration: Declaration, operands: Sequence[Operand], as_excel: bool
) -> tuple[int, ...]:
    shapes = [operand.shape for operand in operands if operand.shape]
    if as_excel:
        return max(r for r, _ in shapes), max(c for _, c in shapes)
    try:
        return np.broadcast_shapes(*shapes)
    except ValueError:
        named = ", ".join(
            f"{argument.name} {operand.shape}"
            for argument, operand in zip(declaration.arguments, operands, strict=True)
            if operand.shape
        )
        raise InputError(f"These ranges do not fit together: {named}.") from None


def _first_faults(operands: Sequence[Operand], size: int) -> Array | None:
    faults = None
    for operand in operands:
        if operand.faults is not None:
            if faults is None:
                faults = np.full(size, None)
            new = np.broadcast_to(operand.faults, size)
            take = np.equal(faults, NOTHING)
            faults[take] = new[take]
    return faults


def _fill_references(declaration: Declaration, operands: Sequence[Operand]) -> None:
    for place, source in declaration.references:
        operand, other = operands[place], operands[source].values
        if operand.shape == () and operand.values is None:
            operand.values = other
        elif operand.blank is not None:
            operand.values = np.where(operand.blank, other, operand.values)
            operand.blank = None


def _slices(
    arguments: Sequence[Argument], operands: Sequence[Operand], alive: Array | None, size: int
) -> Iterator[tuple[Any, list[Any]]]:
    """Yield places in the result and the arguments for them, alike in words and blanks."""
    whole = alive is None
    keys = [
        k
        for k, (argument, operand) in enumerate(zip(arguments, operands, strict=True))
        if operand.shape and (operand.blank is not None or not is_number(argument))
    ]
    if alive is None:
        alive = np.arange(size) if keys else range(size)
    for fixed, members in _groups(operands, keys, alive):
        straight = whole and not keys
        for start in range(0, len(members), SLICE):
            where = slice(start, start + SLICE) if straight else members[start : start + SLICE]
            yield (
                where,
                [
                    fixed[k]
                    if k in fixed
                    else (operand.values[where] if operand.shape else operand.values)
                    for k, operand in enumerate(operands)
                ],
            )


def _groups(
    operands: Sequence[Operand], keys: Sequence[int], alive: Array
) -> Iterator[tuple[dict[int, Any], Array]]:
    """Yield the values of words, flags and blanks with the cells that share them.

    In a group whose option is given, the operand's own values are used: only blanks are fixed.
    """
    if not keys:
        yield {}, alive
        return
    groups: dict[tuple[Any, ...], list[int]] = {}
    for where in alive.tolist():
        key = []
        for k in keys:
            blank, values = operands[k].blank, operands[k].values
            key.append(
                (
                    blank is None,
                    None if blank is not None else values[where],
                    blank is not None and bool(blank[where]),
                )
            )
        groups.setdefault(tuple(key), []).append(where)
    for group, members in groups.items():
        fixed = {
            k: value
            for k, (is_word, value, is_blank) in zip(keys, group, strict=True)
            if is_word or is_blank
        }
        yield fixed, np.array(members)


def _each(
    declaration: Declaration, operands: Sequence[Operand], alive: Array | None, size: int
) -> Array:
    results = np.empty(size, object)
    for where in range(size) if alive is None else alive.tolist():
        values = [
            operand.values
            if not operand.shape
            else None
            if operand.blank is not None and operand.blank[where]
            else operand.values[where]
            for operand in operands
        ]
        values = [value.item() if isinstance(value, np.generic) else value for value in values]
        try:
            results[where] = compute(declaration, values)
        except WorksheetError as error:
            results[where] = error.cell()
    if all(type(result) is float for result in results):
        return results.astype(float)
    return results


def _note(context: ManyCells, where: Any, faults: Array | None, size: int) -> Array | None:
    if not context.faults:
        return faults
    if faults is None:
        faults = np.full(size, None)
    places = np.arange(size)[where]
    everywhere = context.faults.pop(-1, None)
    if everywhere is not None:
        faults[places] = everywhere
    for k, fault in context.faults.items():
        faults[places[k]] = fault
    return faults


def _not_finite(results: Array, faults: Array | None, alive: Array | None) -> Array | None:
    bad = ~np.isfinite(results)
    if alive is not None:
        living = np.zeros(results.shape, bool)
        living[alive] = True
        bad &= living
    if not bad.any():
        return faults
    if faults is None:
        faults = np.full(results.shape, None)
    bad &= np.equal(faults, NOTHING)
    faults[bad] = CellError(DomainError.code, BEYOND)
    return faults
