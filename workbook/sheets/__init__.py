"""The sheets in the order of their tabs, one module each."""

from . import (
    amortisation,
    article_check,
    card,
    checks,
    comparison,
    functions,
    job_loss,
    limits,
    retirement,
    sensitivity,
    start,
)

SHEETS = (
    start,
    amortisation,
    comparison,
    card,
    job_loss,
    retirement,
    sensitivity,
    article_check,
    limits,
    functions,
    checks,
)
