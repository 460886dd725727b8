"""The sheets in the order of their tabs, one module each."""

from . import (
    amortisation,
    article_check,
    checks,
    comparison,
    debts,
    functions,
    job_loss,
    limits,
    payments,
    retirement,
    start,
    what_if,
)

SHEETS = (
    start,
    debts,
    comparison,
    amortisation,
    payments,
    job_loss,
    retirement,
    what_if,
    article_check,
    limits,
    functions,
    checks,
)
