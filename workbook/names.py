"""The names by which formulas, `--set` and the command line reach cells of the workbook.

Inputs are declared in `inputs.py`, and their names point to the column "used".
"""

from __future__ import annotations

#: Cells and areas that the command line prints.
OUTPUTS = {
    "Verdict": "the answer in one sentence",
    "Net_Cost": "what the account is short at the end of the loan, dollars",
    "Card_Savings": "card debt avoided, dollars",
    "Advantage": "what the household gains, dollars",
    "Warnings": "the warnings that apply, one a line",
    "Comparison_Table": "five ways to deal with the debt",
    "Schedule_Table": "the loan payment by payment",
    "Job_Loss_Table": "what is due when the job ends before each payment",
    "Sensitivity_Table": "the advantage by account return and card rate",
    "Risk_Table": "the spread of outcomes",
    "Debts_Table": "how much of each debt to move to the loan",
    "Plan_Table": "when each debt is cleared",
}

#: Suffix of the name of the cell that `--set` writes: Loan_Rate is typed into Loan_Rate_Yours.
YOURS = "_Yours"

#: Whether every input is as it must be; all formulas wait for it.
READY = "Inputs_OK"

#: Names of the cells that hold a check of the workbook begin with this.
TEST = "test_"
