"""Range objects as Excel has them, as far as xlwings looks at one; runs in Wine.

pywin32 tells a Range by the interface of its type information, so these carry a small type library
with Excel's interface ids. Every member that is asked for is counted: each is a call back into
Excel.
"""

from __future__ import annotations

import ctypes as c
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.hosts.excel.wine.variants import OBJECT, Variant, ole32, oleaut32, to_variant

_NOT_IMPLEMENTED, _NO_INTERFACE, _UNKNOWN_NAME, _NO_MEMBER = (
    -2147467263,
    -2147467262,
    -2147352570,
    -2147352573,
)
_INTERFACES = {
    "Range": "{00020846-0000-0000-C000-000000000046}",
    "_Worksheet": "{000208D8-0000-0000-C000-000000000046}",
    "_Workbook": "{000208DA-0000-0000-C000-000000000046}",
    "_Application": "{000208D5-0000-0000-C000-000000000046}",
    "Sheets": "{000208D7-0000-0000-C000-000000000046}",
}


class GUID(c.Structure):
    """A GUID from its text."""

    _fields_ = (("data", c.c_ubyte * 16),)

    def __init__(self, text: str | None = None) -> None:
        super().__init__()
        if text:
            ole32.CLSIDFromString(c.c_wchar_p(text), c.byref(self))


NO_GUID = GUID()
_UNKNOWN = GUID("{00000000-0000-0000-C000-000000000046}")
_DISPATCH = GUID("{00020400-0000-0000-C000-000000000046}")


def method(pointer: int, place: int, *types: Any) -> Callable[..., int]:
    """Return the method at a place of a COM object's table."""
    table = c.cast(pointer, c.POINTER(c.POINTER(c.c_void_p)))[0]
    function = c.WINFUNCTYPE(c.c_long, c.c_void_p, *types)(table[place])
    return lambda *given: function(pointer, *given)


def _type_library() -> int:
    """Return a type library that names Excel's interfaces (ICreateTypeLib, ICreateTypeInfo)."""
    library = c.c_void_p()
    path = str(Path(tempfile.mkdtemp()) / "excel.tlb")
    win64 = 3
    assert oleaut32.CreateTypeLib2(win64, c.c_wchar_p(path), c.byref(library)) == 0
    create_type_info, set_guid = 3, 6
    own = GUID("{11111111-2222-3333-4444-555555555555}")
    method(library.value, set_guid, c.c_void_p)(c.byref(own))
    for name, interface in _INTERFACES.items():
        info = c.c_void_p()
        dispatch = 4
        make = method(library.value, create_type_info, c.c_wchar_p, c.c_int, c.c_void_p)
        assert make(name, dispatch, c.byref(info)) == 0
        set_info_guid, set_flags, lay_out = 3, 4, 25
        method(info.value, set_info_guid, c.c_void_p)(c.byref(GUID(interface)))
        method(info.value, set_flags, c.c_uint)(0x1000)  # dispatchable
        method(info.value, lay_out)()
    readable = c.c_void_p()
    interface = GUID("{00020402-0000-0000-C000-000000000046}")  # ITypeLib
    method(library.value, 0, c.c_void_p, c.c_void_p)(c.byref(interface), c.byref(readable))
    assert readable.value
    return readable.value


class Given(c.Structure):
    """DISPPARAMS."""

    _fields_ = (
        ("values", c.POINTER(Variant)),
        ("named", c.c_void_p),
        ("count", c.c_uint32),
        ("named_count", c.c_uint32),
    )


class Object:
    """A COM object with these members, of one of Excel's interfaces."""

    kind = OBJECT
    asked: list[str] = []  # noqa: RUF012  (what all of them were asked for)

    def __init__(self, interface: str, **members: Any) -> None:
        self.interface = GUID(_INTERFACES[interface])
        self.members = {name.lower(): value for name, value in members.items()}
        self.references = 1
        self.memory = (c.c_void_p * 1)(c.addressof(_TABLE))
        self.address = c.addressof(self.memory)
        _OBJECTS[self.address] = self

    def handed_over(self) -> int:
        """Return the address, counted once more."""
        self.references += 1
        return self.address


_OBJECTS: dict[int, Object] = {}
_NUMBERS: dict[str, int] = {}
_LIBRARY = _type_library()


def _query_interface(this: int, interface: int, out: int) -> int:
    found = c.cast(out, c.POINTER(c.c_void_p))
    if c.string_at(interface, 16) in (bytes(_UNKNOWN), bytes(_DISPATCH)):
        found[0] = _OBJECTS[this].handed_over()
        return 0
    found[0] = None
    return _NO_INTERFACE


def _add_reference(this: int) -> int:
    _OBJECTS[this].references += 1
    return _OBJECTS[this].references


def _release(this: int) -> int:
    _OBJECTS[this].references -= 1
    return _OBJECTS[this].references


def _type_info_count(_: int, count: Any) -> int:
    count[0] = 1
    return 0


def _type_info(this: int, _: int, __: int, out: Any) -> int:
    of_guid = 6
    find = method(_LIBRARY, of_guid, c.c_void_p, c.c_void_p)
    return find(c.byref(_OBJECTS[this].interface), out)


def _numbers(this: int, _: int, names: Any, __: int, ___: int, out: Any) -> int:
    name = names[0].lower()
    if name not in _OBJECTS[this].members:
        out[0] = -1
        return _UNKNOWN_NAME
    out[0] = _NUMBERS.setdefault(name, len(_NUMBERS) + 100)
    return 0


def _invoke(
    this: int,
    number: int,
    _: int,
    __: int,
    ___: int,
    given: Any,
    result: int,
    ____: int,
    _____: int,
) -> int:
    name = next((name for name, known in _NUMBERS.items() if known == number), "")
    if name not in _OBJECTS[this].members:
        return _NO_MEMBER
    Object.asked.append(name)
    if result:
        answer = to_variant(_OBJECTS[this].members[name])
        c.memmove(result, c.byref(answer), c.sizeof(Variant))
    return 0


_pointer = c.c_void_p
_METHODS = [
    c.WINFUNCTYPE(c.c_long, _pointer, _pointer, _pointer)(_query_interface),
    c.WINFUNCTYPE(c.c_ulong, _pointer)(_add_reference),
    c.WINFUNCTYPE(c.c_ulong, _pointer)(_release),
    c.WINFUNCTYPE(c.c_long, _pointer, c.POINTER(c.c_uint))(_type_info_count),
    c.WINFUNCTYPE(c.c_long, _pointer, c.c_uint, c.c_uint, _pointer)(_type_info),
    c.WINFUNCTYPE(
        c.c_long,
        *(_pointer, _pointer, c.POINTER(c.c_wchar_p), c.c_uint, c.c_uint, c.POINTER(c.c_long)),
    )(_numbers),
    c.WINFUNCTYPE(
        c.c_long,
        *(_pointer, c.c_long, _pointer, c.c_uint, c.c_ushort),
        *(c.POINTER(Given), _pointer, _pointer, _pointer),
    )(_invoke),
]
_TABLE = (c.c_void_p * len(_METHODS))(*(c.cast(each, c.c_void_p) for each in _METHODS))


def cells(value: Any) -> Object:
    """Return a Range with this `Value`."""
    rows, columns = (len(value), len(value[0])) if isinstance(value, tuple) else (1, 1)
    book = Object("_Workbook", Name="Book1", Application=Object("_Application", Hwnd=0))
    return Object(
        "Range",
        Value=value,
        Row=1,
        Column=1,
        Count=rows * columns,
        Rows=Object("Sheets", Count=rows),
        Columns=Object("Sheets", Count=columns),
        Worksheet=Object("_Worksheet", Name="Sheet1", Parent=book),
    )
