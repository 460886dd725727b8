"""The last days that the law sets for a plan loan.

No function looks at the clock. A day that would fall after 31 December 9999 is OutsideCalendar.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import MAXYEAR, date

from ..finance.dates import OutsideCalendar, add_days, add_years
from .tables import RULES

_SATURDAY, _SUNDAY = 5, 6


def last_date(loan_date: date, residence_years: float, service_days: int) -> date:
    """Return the last day of a loan: its longest term, then the days of military service.

    The term is that of the law, or the plan's for buying a principal residence where longer.
    Source: IRC 72(p)(2)(B), 414(u)(4); Reg. 1.72(p)-1, Q&A-9.
    """
    term = max(RULES["term_years"].value, residence_years)
    return add_days(add_years(loan_date, term), service_days)


def quarter_end(day: date) -> date:
    """Return the last day of the calendar quarter that holds the date."""
    month = (day.month + 2) // 3 * 3
    return date(day.year, month, monthrange(day.year, month)[1])


def cure_deadline(missed: date) -> date:
    """Return the last day of the quarter after the one of the missed payment.

    The latest day a plan may allow for making the payment up; a plan may allow less or nothing.
    Source: Reg. 1.72(p)-1, Q&A-10(a); CCA 201736022.

    >>> cure_deadline(date(2019, 3, 31)), cure_deadline(date(2019, 4, 30))
    (datetime.date(2019, 6, 30), datetime.date(2019, 9, 30))
    """
    return quarter_end(add_days(quarter_end(missed), 1))


def emancipation_day(year: int) -> date:
    """Return the day on which Washington, D.C., observes Emancipation Day, 16 April.

    Friday when the 16th is a Saturday, Monday when it is a Sunday (Rev. Rul. 2015-13).
    """
    day = date(year, 4, 16)
    return add_days(day, {_SATURDAY: -1, _SUNDAY: 1}.get(day.weekday(), 0))


def filing_date(tax_year: int, extension: bool = False) -> date:
    """Return the day on which an individual's return of that tax year is due.

    15 April of the next year, with extension 15 October, moved past weekends and legal holidays
    of Washington, D.C. (IRC 7503). Of these only Emancipation Day can be met, from 2007 on:
    Columbus Day, the second Monday of October, is the 14th at the latest. Patriots' Day, which
    concerns Maine and Massachusetts only, and single postponements by the Internal Revenue
    Service, as in 2020 and 2021, are left out.

    >>> filing_date(2027)
    datetime.date(2028, 4, 18)
    """
    year = tax_year + 1
    if year > MAXYEAR:
        raise OutsideCalendar(f"the return of {tax_year} is due outside the calendar")
    which = "extended_filing" if extension else "filing"
    day = date(year, _whole(f"{which}_month"), _whole(f"{which}_day"))
    holiday = emancipation_day(year) if year >= _whole("emancipation_day_since") else None
    while day.weekday() >= _SATURDAY or day == holiday:
        day = add_days(day, 1)
    return day


def rollover_deadline(offset: date, qualified: bool = True, extension: bool = False) -> date:
    """Return the last day to roll an offset over.

    Qualified (left the job or the plan ended, within 12 months, the loan in good standing): the
    day the return of the offset's year is due, on extension or not. Otherwise the 60th day,
    never moved. Today's rule for every date; qualified offsets exist since 2018.
    Source: IRC 402(c)(3); Reg. 1.402(c)-3.

    >>> rollover_deadline(date(2026, 3, 15)), rollover_deadline(date(2026, 3, 15), False)
    (datetime.date(2027, 4, 15), datetime.date(2026, 5, 14))
    """
    if qualified:
        return filing_date(offset.year, extension)
    return add_days(offset, _whole("offset_rollover_days"))


def _whole(name: str) -> int:
    return int(RULES[name].value)
