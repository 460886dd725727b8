"""The template workbook: where it is, and the names by which its cells are reached.

It is in the installed package, or in a checkout of the sources.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import as_file, files
from pathlib import Path

NAME = "401k-loan.xlsx"

#: Sentences: what it comes to, why, and what to do.
WORDS = ("Verdict", "Reason", "Advice")

#: Figures, with their names in JSON and for a person. The last one plays the whole monthly
#: budget, the others only the loan's own payments.
FIGURES = {
    "Net_Cost": ("net_cost", "Net cost to the account"),
    "Card_Savings": ("payoff_savings", "Saved on the card"),
    "Advantage": ("advantage", "Advantage"),
    "Budget_Gain": ("budget_gain", "Gain on your whole budget"),
}

#: The warnings that apply, one a line; the ways to deal with the debt; the loan's payments.
WARNINGS, COMPARISON, SCHEDULE = "Warnings", "Comparison_Table", "Schedule_Table"

#: What there is to say about the payments, such as why none is listed.
SCHEDULE_NOTE = "Schedule_Note"

#: The name of an input is that of the value used. What a person types goes into a cell of this
#: longer name, Loan_Rate_Yours for Loan_Rate; a preset stands in while that is blank.
YOURS = "_Yours"

#: Whether every input can be used, for which all formulas wait; the first message if not.
READY, PROBLEM = "Inputs_OK", "Problem"

_CHECKOUT = Path(__file__).resolve().parents[2] / "workbook"


@contextmanager
def opened_template() -> Iterator[Path]:
    """Give the template's path for reading; raise FileNotFoundError where there is none."""
    packaged = files("loan401k") / NAME
    if packaged.is_file():
        with as_file(packaged) as path:
            yield path
        return
    beside = _CHECKOUT / NAME  # an editable install keeps it apart from the package
    if not beside.is_file():
        raise FileNotFoundError(f"the template {NAME} is missing from this installation")
    yield beside
