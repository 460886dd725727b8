"""Functions over ranges: broadcasting, slices, one error per bad cell.

The body of a function runs on slices of float arrays that fit the processor's cache, and while a
slice is there it is held to its bounds. Words, flags and options left blank are the same for a
whole slice: cells are grouped by them first, so a body may branch on them as on ordinary Python
values. What gives no number is asked again as a single cell, so that its error and its reason are
those of the single call, and a bad row costs no more than that.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, cast

import numpy as np

from ..errors import InputError, WorksheetError
from .kinds import Number
from .one import one
from .operands import BAD, OWN, Array, Operand, is_number, read
from .scope import ManyCells

if TYPE_CHECKING:
    from .declaration import Declaration

#: Cells per slice: ten columns of temporaries stay in a core's cache.
SLICE = 16384

# Straight to numpy's core: a slice is too short for the methods' detour.
_least, _most = np.minimum.reduce, np.maximum.reduce


class Answers(NamedTuple):
    """What a range gives: numbers, and beside them what is no number."""

    #: In one dimension, NaN where there is no number.
    numbers: Array
    #: The error, or the date, of every other cell by its place.
    others: dict[int, Any]
    #: Shape of the result.
    shape: tuple[int, ...]


def over_ranges(declaration: Declaration, given: Sequence[Any], *, as_excel: bool = False) -> Array:
    """Return the array of results, of dtype object with a `CellError` in each bad cell.

    Shapes broadcast as numpy's do; ``as_excel``, cells that a shorter range does not reach are
    #N/A instead.
    """
    results, others, shape = answers(declaration, given, as_excel=as_excel)
    if others:
        results = results.astype(object)
        for place, other in others.items():
            results[place] = other
    return results.reshape(shape)


def answers(declaration: Declaration, given: Sequence[Any], *, as_excel: bool = False) -> Answers:
    """Return numbers and what is none; ``given`` may hold operands that are read already."""
    operands = [read(a, value) for a, value in zip(declaration.arguments, given)]  # noqa: B905
    shape = _common_shape(declaration, operands, as_excel)
    if as_excel:
        operands = [operand.padded(shape) for operand in operands]
    operands = [operand.stretched(shape) for operand in operands]
    size = int(np.prod(shape))
    numbers = np.empty(size)
    if declaration.one_by_one or any(operand.refused for operand in operands):
        suspects = np.arange(size)
    else:
        with np.errstate(all="ignore"):
            lost = [np.empty(0, int), *_filled(declaration, operands, numbers)]
        suspects = np.concatenate(lost)
    numbers[suspects] = np.nan
    others: dict[int, Any] = {}
    columns = [operand.cells(suspects) for operand in operands]
    for place, *cells in zip(suspects.tolist(), *columns, strict=True):
        answer = _asked(declaration, cells)
        if type(answer) is float:
            numbers[place] = answer
        else:
            others[place] = answer
    return Answers(numbers, others, shape)


def _asked(declaration: Declaration, cells: Sequence[Any]) -> Any:
    """Return the answer of the single call."""
    try:
        return one(declaration, cells)
    except WorksheetError as error:
        return error.cell()


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
            for argument, operand in zip(declaration.arguments, operands)  # noqa: B905
            if operand.shape
        )
        raise InputError(f"These ranges do not fit together: {named}.") from None


def _filled(
    declaration: Declaration, operands: Sequence[Operand], numbers: Array
) -> Iterator[Array]:
    """Put the numbers of all cells into their places; yield the places that got none."""
    rest = declaration.defaults[len(operands) :]
    for fixed, members in _groups(operands, numbers.size):
        if BAD in fixed.values():
            yield members
            continue
        for start in range(0, len(members), SLICE):
            places: Any = members[start : start + SLICE]
            where = slice(places.start, places.stop) if isinstance(places, range) else places
            values = [
                operand.choices[fixed[k]]
                if fixed.get(k, OWN) != OWN
                else (operand.values[where] if operand.shape else operand.values)
                for k, operand in enumerate(operands)
            ]
            values += rest
            for place, source in declaration.references:
                if values[place] is None:
                    values[place] = values[source]
            part = numbers[where]  # of a slice a view, while it is in the cache
            _answer(declaration, values, part)
            if part.base is not numbers:
                numbers[where] = part
            finite = np.isfinite(part)
            if not finite.all():
                lost = np.flatnonzero(~finite)
                yield lost + start if isinstance(places, range) else places[lost]


def _groups(
    operands: Sequence[Operand], size: int
) -> Iterator[tuple[dict[int, int], range | Array]]:
    """Yield the codes of words, flags and blanks with the places of the cells that share them."""
    coded = {k: operand.codes for k, operand in enumerate(operands) if operand.codes is not None}
    if not coded:
        yield {}, range(size)
        return
    combined = np.zeros(size, int)
    for codes in coded.values():
        combined = combined * (int(codes.max(initial=0)) + 2) + (codes - BAD)
    members = np.argsort(combined, kind="stable")
    starts = np.flatnonzero(np.diff(combined[members])) + 1
    for places in np.split(members, starts):
        yield {k: int(codes[places[0]]) for k, codes in coded.items()} if size else {}, places


def _answer(declaration: Declaration, values: list[Any], part: Array) -> None:
    """Put the body's answers for a slice into it, NaN for cells that have none."""
    bad = _held_to_bounds(declaration, values)
    if bad is not None and bad.all():
        part[:] = np.nan
        return
    scope = ManyCells()
    try:
        results = declaration.body(scope, *values)
    except (WorksheetError, ArithmeticError, ValueError):  # of what all cells share
        results = np.nan
    np.add(results, 0.0, out=part)  # no cell shows a zero with a minus
    for cells in (scope.broken, bad):
        if cells is not None:
            part[cells] = np.nan


def _held_to_bounds(declaration: Declaration, values: list[Any]) -> Any:
    """Return which cells hold numbers that are not allowed, None for none of them.

    A good neighbour stands in for such a number, which is cheaper than to leave it out, and whole
    numbers become quite whole.
    """
    bad = None
    for k, argument in enumerate(declaration.arguments):
        cells, kind = values[k], cast(Number, argument.kind)
        if not isinstance(cells, np.ndarray) or not is_number(argument):
            continue
        fit: Any = True
        if not (kind.low <= _least(cells) and _most(cells) <= kind.high):  # NaN fails it
            fit = (cells >= kind.low) & (cells <= kind.high)
        if kind.whole:
            whole = np.rint(cells)
            if not np.array_equal(cells, whole):
                fit = fit & (np.abs(cells - whole) <= 1e-9)
                values[k] = whole
        if kind.choices is not None:
            fit = fit & np.isin(values[k], list(kind.choices))
        if fit is not True and not fit.all():
            values[k] = np.where(fit, values[k], values[k][np.argmax(fit)])
            bad = ~fit if bad is None else bad | ~fit
    return bad
