"""Write the UNO type library that tells LibreOffice the functions' signatures.

The format is UNOIDL's binary one (``.rdb``), in which an extension's types travel. LibreOffice's
own writer for it comes with the SDK, which few machines have; one interface needs little of it.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from typing import NamedTuple

ANY = "any"

#: Rows of cells.
TABLE = "[][]any"

_MAGIC = b"UNOIDL\xff\0"
_HEADER = struct.Struct("<8sII")
_INTERFACE_TYPE = 5
_DIRECTION_IN = 0
_SEEN_BEFORE = 0x80000000


class Method(NamedTuple):
    """A method whose parameters are all of type `ANY`."""

    name: str
    #: `ANY` or `TABLE`.
    result: str
    parameters: Sequence[str]


class _Library:
    """A buffer with the format's two kinds of names and its numbers."""

    def __init__(self) -> None:
        self.data = bytearray(_HEADER.size)
        self._places: dict[str, int] = {}

    @property
    def here(self) -> int:
        """Offset of what is written next."""
        return len(self.data)

    def byte(self, value: int) -> None:
        self.data.append(value)

    def number(self, *values: int) -> None:
        for value in values:
            self.data += struct.pack("<I", value)

    def text(self, text: str) -> None:
        """Write a counted string, or point to where it was written before."""
        if text in self._places:
            self.number(_SEEN_BEFORE | self._places[text])
            return
        self._places[text] = self.here
        self.number(len(text))
        self.data += text.encode("ascii")

    def key(self, text: str) -> int:
        """Write a string that ends with a zero byte, as maps name their entries."""
        place = self.here
        self.data += text.encode("ascii") + b"\0"
        return place


def type_library(module: str, interface: str, methods: Sequence[Method], note: str) -> bytes:
    """Return a library with one interface; the note says who wrote it."""
    library = _Library()
    library.byte(0)
    library.key(note)
    entry = library.here
    library.byte(_INTERFACE_TYPE)
    library.number(1)
    library.text("com.sun.star.uno.XInterface")
    no_optional_bases = no_attributes = no_exceptions = 0
    library.number(no_optional_bases, no_attributes, len(methods))
    for method in methods:
        library.text(method.name)
        library.text(method.result)
        library.number(len(method.parameters))
        for parameter in method.parameters:
            library.byte(_DIRECTION_IN)
            library.text(parameter)
            library.text(ANY)
        library.number(no_exceptions)
    root = _nested(library, [*module.split("."), interface], entry)
    _HEADER.pack_into(library.data, 0, _MAGIC, root, 1)
    return bytes(library.data)


def _nested(library: _Library, path: Sequence[str], entry: int) -> int:
    """Write the maps that lead to an entry, innermost first; return where the outermost is.

    A module is a byte 0, the size of its map, and the map; the outermost map stands alone.
    """
    *outer, name = path
    for module in reversed(outer):
        key = library.key(name)
        place = library.here
        library.byte(0)
        library.number(1, key, entry)
        name, entry = module, place
    key = library.key(name)
    root = library.here
    library.number(key, entry)
    return root
