"""The icon, drawn by sums: a debt that goes down month by month, and what is left, a coin."""

from __future__ import annotations

import struct
import zlib

#: Red, green, blue and how opaque, from 0 to 255.
_Colour = tuple[int, int, int, int]

_GREEN, _WHITE, _GOLD = (18, 84, 60, 255), (255, 255, 255, 255), (242, 179, 61, 255)
_NOTHING = (0, 0, 0, 0)

#: Points taken along each side of a pixel, so that edges are smooth.
_POINTS = 4
#: Left, right and upper edge of each bar, in shares of the picture; sixteenths stay sharp.
_BARS = ((3 / 16, 5 / 16, 3 / 16), (6 / 16, 8 / 16, 6 / 16), (9 / 16, 11 / 16, 9 / 16))
_FLOOR = 13 / 16
#: Middle and radius of the coin.
_COIN = (12 / 16, 5 / 16, 2.2 / 16)
_CORNER = 3 / 16


def png(size: int) -> bytes:
    """Return the icon of so many pixels along each side as a PNG file.

    It is stored as it is: what compressors make of it differs from one to the next.
    """
    rows = b"".join(
        b"\0" + b"".join(bytes(_pixel(x, y, size)) for x in range(size)) for y in range(size)
    )
    header = struct.pack(">2I5B", size, size, 8, 6, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows, 0)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*chunk) for chunk in chunks)


def _chunk(kind: bytes, content: bytes) -> bytes:
    check = struct.pack(">I", zlib.crc32(kind + content))
    return struct.pack(">I", len(content)) + kind + content + check


def _pixel(x: int, y: int, size: int) -> tuple[int, ...]:
    """Return the mean colour of the points of a pixel, weighed by how opaque they are."""
    shares = [(k + 0.5) / _POINTS for k in range(_POINTS)]
    points = [_at((x + dx) / size, (y + dy) / size) for dx in shares for dy in shares]
    opaque = sum(point[3] for point in points)
    if not opaque:
        return _NOTHING
    mean = (round(sum(p[k] * p[3] for p in points) / opaque) for k in range(3))
    return (*mean, round(opaque / len(points)))


def _at(x: float, y: float) -> _Colour:
    """Return the colour at a place, in shares of the picture."""
    # How far the place lies outside the square whose corners the rounding cuts off.
    dx, dy = max(abs(x - 0.5) - 0.5 + _CORNER, 0), max(abs(y - 0.5) - 0.5 + _CORNER, 0)
    if dx * dx + dy * dy > _CORNER * _CORNER:
        return _NOTHING
    across, down, radius = _COIN
    if (x - across) ** 2 + (y - down) ** 2 <= radius * radius:
        return _GOLD
    for left, right, top in _BARS:
        if left <= x <= right and top <= y <= _FLOOR:
            return _WHITE
    return _GREEN
