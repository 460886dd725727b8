"""The dated law and figures: data files with a citation per value, and their reader.

To add a tax year, add its lines to federal_tax.json and plan_limits.json. A year that is not
there has no answer; nothing is carried forward.
"""

from .tables import (
    FACTS,
    FEDERAL_TAX,
    PLAN_LIMITS,
    RULES,
    STATE_ADDITIONS,
    STATUSES,
    TAX_YEARS,
    Entry,
    Table,
    TaxTable,
    entries,
)

__all__ = [
    "FACTS",
    "FEDERAL_TAX",
    "PLAN_LIMITS",
    "RULES",
    "STATE_ADDITIONS",
    "STATUSES",
    "TAX_YEARS",
    "Entry",
    "Table",
    "TaxTable",
    "entries",
]
