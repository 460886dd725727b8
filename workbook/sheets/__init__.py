"""The sheets in the order of their tabs, one module each."""

from . import amortisation, article_check, comparison, limits, start

SHEETS = (start, amortisation, comparison, article_check, limits)
