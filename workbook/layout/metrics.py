"""How wide a text is in the workbook's font, to size rows and to find what would be cut off.

The widths are those of Helvetica's published font metrics, which Arial and Liberation Sans share.
"""

from __future__ import annotations

import math

_FIRST = 32  # the blank
_REGULAR = (
    *(278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278),
    *(556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556),
    *(1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778),
    *(667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556),
    *(333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556),
    *(556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584),
)
_BOLD = (
    *(278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278),
    *(556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 333, 333, 584, 584, 584, 611),
    *(975, 722, 722, 722, 722, 667, 611, 778, 722, 278, 556, 722, 611, 833, 722, 778),
    *(667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 333, 278, 333, 584, 556),
    *(333, 556, 611, 556, 611, 556, 333, 611, 611, 278, 278, 556, 278, 889, 611, 611),
    *(611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 389, 280, 389, 584),
)
_OTHER = 1000  # a sign outside the table, such as a white square
_EM = 1000
_DIGIT = 7  # pixels of a digit of the standard font, the unit of column widths
_PADDING = 5  # pixels that a column adds to its characters
PIXEL = 0.75  # points
INDENT = 9 * PIXEL


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Return the width of a line of text in points.

    >>> round(text_width("Loan", 10), 2)
    22.24
    """
    table = _BOLD if bold else _REGULAR
    units = 0
    for character in text:
        index = ord(character) - _FIRST
        units += table[index] if 0 <= index < len(table) else _OTHER
    return units * size / _EM


def column_width(characters: float) -> float:
    """Return the width of a column in points, given as a workbook gives it, in characters."""
    return (math.floor(characters * _DIGIT + 0.5) + _PADDING) * PIXEL


def lines(text: str, size: float, width: float, *, bold: bool = False) -> int:
    """Return how many lines a wrapped text takes in a cell `width` points wide."""
    count, used = 1, 0.0
    blank = text_width(" ", size, bold=bold)
    for word in text.split():
        wide = text_width(word, size, bold=bold)
        if used and used + blank + wide > width:
            count, used = count + 1, wide
        else:
            used += wide + (blank if used else 0.0)
    return count


def row_height(size: float, count: int = 1) -> float:
    """Return the height in points of a row that holds `count` lines of text."""
    return round(1.2 * size * count + 4.5, 1)
