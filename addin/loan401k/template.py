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

#: Figures for a program. All but the last three are of the whole household.
FIGURES = (
    *("Verdict_Case", "Gain", "Gain_Best", "Amount_Best", "Years_Best"),
    *("Gain_Least", "Amount_Least", "Years_Least"),
    *("Gain_Of_Personal", "Gain_Of_Pause", "Gain_Of_Withdrawal", "Leaving_Cost"),
    *("Loan_Limit", "Longest_Term", "Level_Payment", "Debt_Free", "Debt_Free_Keep"),
    *("Due_At_Leaving", "Deadline_At_Leaving", "Tax_At_Leaving"),
    *("Card_Savings", "Net_Cost", "Advantage"),
)

#: Lines under a heading: what the loan changes, what is worth knowing, what would turn the answer.
CHANGES, KNOWING, TURNS = "Changes", "Worth_Knowing", "Turns"

#: The warnings that apply, one a line; the ways to deal with the debts; how much and how long;
#: the loan's payments, and what the sheet says about those that it does not list.
WARNINGS, COMPARISON, BEST = "Warnings", "Comparison_Table", "Best_Table"
SCHEDULE, SCHEDULE_NOTE = "Schedule_Table", "Schedule_Note"

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
