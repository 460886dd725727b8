"""Dates as spreadsheets count them: days since 30 December 1899."""

from __future__ import annotations

import datetime as dt

_EPOCH = dt.date(1899, 12, 30)

#: 1 March 1900: Excel counts a 29 February 1900 that never was, LibreOffice does not.
FIRST_DATE = dt.date(1900, 3, 1)
FIRST_SERIAL = 61

#: 31 December 9999, the last date of Excel and of `datetime`.
LAST_SERIAL = 2958465


def from_serial(serial: float) -> dt.date:
    """Return the date of a serial number; the time of day is dropped.

    >>> from_serial(46096)
    datetime.date(2026, 3, 15)
    """
    return _EPOCH + dt.timedelta(days=int(serial))


def to_serial(date: dt.date) -> float:
    """Return the serial number of a date.

    >>> to_serial(dt.date(2026, 3, 15))
    46096.0
    """
    return float((date - _EPOCH).days)
