"""Dates as spreadsheets count them: days since 30 December 1899, or since 1 January 1904."""

from __future__ import annotations

import datetime as dt

_EPOCH = dt.datetime(1899, 12, 30)
_EPOCH_1904 = 1462
_DAY = dt.timedelta(days=1)

#: 1 March 1900: Excel counts a 29 February 1900 that never was, LibreOffice and COM do not.
FIRST_DATE = dt.date(1900, 3, 1)
FIRST_SERIAL = 61

#: 31 December 9999, the last date of Excel and of `datetime`.
LAST_SERIAL = 2958465


def from_serial(serial: float) -> dt.date:
    """Return the date of a serial number; the time of day is dropped.

    >>> from_serial(46096)
    datetime.date(2026, 3, 15)
    """
    return (_EPOCH + dt.timedelta(days=int(serial))).date()


def to_serial(date: dt.date) -> float:
    """Return the serial number of a date; a time of day is its fraction, in whatever time zone.

    >>> to_serial(dt.date(2026, 3, 15)), to_serial(dt.datetime(2026, 3, 15, 18))
    (46096.0, 46096.75)
    """
    if isinstance(date, dt.datetime):
        moment = date.replace(tzinfo=None)
    else:
        moment = dt.datetime(date.year, date.month, date.day)
    return (moment - _EPOCH) / _DAY


def stored_serial(date: dt.date, *, from_1904: bool = False) -> float:
    """Return the number by which Excel, and with it a workbook's file, counts a date.

    Raises ValueError before the count begins.

    >>> stored_serial(dt.date(1900, 1, 1)), stored_serial(dt.date(1904, 1, 2), from_1904=True)
    (1.0, 1.0)
    """
    days = to_serial(date)
    first = _EPOCH_1904 if from_1904 else 2
    if days < first:
        raise ValueError(
            f"{date} is before {from_serial(first)}, the first date a workbook can hold"
        )
    if from_1904:
        return days - _EPOCH_1904
    return days if days >= FIRST_SERIAL else days - 1
