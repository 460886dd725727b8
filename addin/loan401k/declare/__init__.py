"""One declaration per worksheet function; every host reads it.

`worksheet_function` and `table_function` turn a short body into a function with its argument
checks, broadcasting and cell errors, and enter it in `REGISTRY`.
"""

from .calls import WorksheetFunction
from .declaration import REQUIRED, Argument, Column, Declaration, SameAs, same_as
from .kinds import Answer, Cell, Date, Flag, Kind, Number, Rows, Text, Word
from .records import Name, Recorded, Records, Values
from .registry import (
    CATEGORY,
    REGISTRY,
    WHOLE_HOUSEHOLD,
    block_function,
    listed,
    table_function,
    worksheet_function,
)

__all__ = [
    "CATEGORY",
    "REGISTRY",
    "REQUIRED",
    "WHOLE_HOUSEHOLD",
    "Answer",
    "Argument",
    "Cell",
    "Column",
    "Date",
    "Declaration",
    "Flag",
    "Kind",
    "Name",
    "Number",
    "Recorded",
    "Records",
    "Rows",
    "SameAs",
    "Text",
    "Values",
    "Word",
    "WorksheetFunction",
    "block_function",
    "listed",
    "same_as",
    "table_function",
    "worksheet_function",
]
