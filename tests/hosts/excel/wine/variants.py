"""VARIANTs and arrays of them as Excel makes them; runs in Wine, with nothing but ctypes."""

from __future__ import annotations

import ctypes as c
from itertools import product
from typing import Any

from tests.hosts.excel.wine.values import Array, Currency, Date, Empty, Error, Missing

ole32, oleaut32 = c.OleDLL("ole32"), c.WinDLL("oleaut32")

EMPTY, INT32, DOUBLE, CURRENCY, DATE, TEXT = 0, 3, 5, 6, 7, 8
OBJECT, ERROR, BOOLEAN, VARIANT_, UNKNOWN = 9, 10, 11, 12, 13
ARRAY, BY_REFERENCE = 0x2000, 0x4000

#: COM's code of an error cell is this plus the number that VBA's CVErr takes.
_COM_ERROR = -2146828288
#: DISP_E_PARAMNOTFOUND
_LEFT_OUT = -2147352572


class _Content(c.Union):
    _fields_ = (
        ("double", c.c_double),
        ("int64", c.c_int64),
        ("int32", c.c_int32),
        ("int16", c.c_int16),
        ("pointer", c.c_void_p),
        ("size", c.c_ubyte * 16),
    )


class Variant(c.Structure):
    """A VARIANT of 64-bit Windows."""

    _anonymous_ = ("content",)
    _fields_ = (("kind", c.c_uint16), ("reserved", c.c_uint16 * 3), ("content", _Content))


class _Bound(c.Structure):
    _fields_ = (("count", c.c_uint32), ("low", c.c_int32))


oleaut32.SysAllocStringLen.restype = c.c_void_p
oleaut32.SysAllocStringLen.argtypes = (c.c_wchar_p, c.c_uint)
oleaut32.SysStringLen.argtypes = (c.c_void_p,)
oleaut32.SafeArrayCreate.restype = c.c_void_p
oleaut32.SafeArrayCreate.argtypes = (c.c_uint16, c.c_uint, c.c_void_p)
oleaut32.SafeArrayGetDim.argtypes = (c.c_void_p,)
for _name in ("SafeArrayPutElement", "SafeArrayGetElement"):
    getattr(oleaut32, _name).argtypes = (c.c_void_p, c.c_void_p, c.c_void_p)
for _name in ("SafeArrayGetLBound", "SafeArrayGetUBound"):
    getattr(oleaut32, _name).argtypes = (c.c_void_p, c.c_uint, c.c_void_p)
oleaut32.VariantClear.argtypes = (c.c_void_p,)


def to_variant(value: Any) -> Variant:
    """Return a value of `values` as a VARIANT of one's own; an object is one of `objects`."""
    made = Variant()
    if isinstance(value, Empty):
        made.kind = EMPTY
    elif isinstance(value, Missing):
        made.kind, made.int32 = ERROR, _LEFT_OUT
    elif isinstance(value, Error):
        made.kind, made.int32 = ERROR, _COM_ERROR + value.number
    elif isinstance(value, Currency):
        made.kind, made.int64 = CURRENCY, round(value.amount * 10_000)
    elif isinstance(value, Date):
        made.kind, made.double = DATE, value.serial
    elif isinstance(value, bool):
        made.kind, made.int16 = BOOLEAN, -1 if value else 0
    elif isinstance(value, int):
        made.kind, made.int32 = INT32, value
    elif isinstance(value, float):
        made.kind, made.double = DOUBLE, value
    elif isinstance(value, str):
        made.kind, made.pointer = TEXT, oleaut32.SysAllocStringLen(value, len(value))
    elif isinstance(value, list):
        made.kind, made.pointer = ARRAY | VARIANT_, _array((len(value),), 0, value)
    elif isinstance(value, tuple):
        made.kind = ARRAY | VARIANT_
        cells = [cell for row in value for cell in row]
        made.pointer = _array((len(value), len(value[0])), 1, cells)
    else:
        made.kind, made.pointer = value.kind, value.handed_over()
    return made


def _array(sizes: tuple[int, ...], low: int, cells: Any) -> int:
    bounds = (_Bound * len(sizes))(*(_Bound(size, low) for size in sizes))
    made = oleaut32.SafeArrayCreate(VARIANT_, len(sizes), bounds)
    indices = product(*(range(low, low + size) for size in sizes))
    for index, cell in zip(indices, cells, strict=True):
        item = to_variant(cell)
        place = (c.c_long * len(index))(*index)
        assert oleaut32.SafeArrayPutElement(made, place, c.byref(item)) == 0
        oleaut32.VariantClear(c.byref(item))
    return made


def from_variant(variant: Variant) -> Any:
    """Return what a VARIANT holds, an array as `Array`."""
    if variant.kind & ARRAY:
        return _from_array(variant.pointer)
    if variant.kind == EMPTY:
        return Empty()
    if variant.kind == ERROR:
        return Error(variant.int32 - _COM_ERROR)
    if variant.kind == TEXT:
        pointer = variant.pointer
        return c.wstring_at(pointer, oleaut32.SysStringLen(pointer)) if pointer else ""
    if variant.kind == DOUBLE:
        return variant.double
    if variant.kind == BOOLEAN:
        return bool(variant.int16)
    if variant.kind == INT32:
        return variant.int32
    raise TypeError(f"a VARIANT of type {variant.kind:#x}")


def _from_array(array: int) -> Array:
    bounds = []
    for dimension in range(1, oleaut32.SafeArrayGetDim(array) + 1):
        low, high = c.c_long(), c.c_long()
        oleaut32.SafeArrayGetLBound(array, dimension, c.byref(low))
        oleaut32.SafeArrayGetUBound(array, dimension, c.byref(high))
        bounds.append((low.value, high.value))

    def at(*index: int) -> Any:
        item = Variant()
        oleaut32.SafeArrayGetElement(array, (c.c_long * len(index))(*index), c.byref(item))
        value = from_variant(item)
        oleaut32.VariantClear(c.byref(item))
        return value

    spans = [range(low, high + 1) for low, high in bounds]
    if len(spans) == 1:
        return Array(tuple(bounds), [at(k) for k in spans[0]])
    rows, columns = spans
    return Array(tuple(bounds), [[at(row, column) for column in columns] for row in rows])
