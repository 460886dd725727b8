"""The names by which formulas, people and the README reach cells.

Those that the command line needs too are in `loan401k.template`. The names of inputs are in
`inputs.listed` and point to the column "used".
"""

from __future__ import annotations

from loan401k.template import (
    BEST,
    CHANGES,
    COMPARISON,
    FIGURES,
    KNOWING,
    PROBLEM,
    READY,
    SCHEDULE,
    SCHEDULE_NOTE,
    TURNS,
    WARNINGS,
    WORDS,
)

#: What the command line reads.
CONTRACT = {*WORDS, *FIGURES, CHANGES, KNOWING, TURNS, WARNINGS, COMPARISON, BEST, SCHEDULE}
CONTRACT |= {SCHEDULE_NOTE, READY, PROBLEM}

#: The other tables, which are there to be read.
TABLES = {
    "Leaving_Table": "what is due when the job ends before each payment",
    "Sensitivity_Table": "the gain by account return and the first debt's rate",
    "Amount_Table": "the gain by amount and term",
    "Household_Kept": "the household with contributions as usual",
    "Risk_Table": "the spread of outcomes",
    "Debts_Table": "how much of each debt to move to the loan",
    "Plan_Table": "when each debt is cleared",
    "Bond_Table": "stocks and bonds with and without the loan",
    "Path_Table": "the account year by year",
}

#: Whether our functions are there, which presets wait for.
HERE = "Functions_Here"
#: The cells that ask for them.
ASKING = ("Functions_Old", "Functions_New")

#: The name of the cell that chooses a preset.
PRESET = "Preset"

#: Figures that no other formula reads: they are there for people and programs.
OUTPUTS = {
    *("Half_Repaid", "Withdrawal_Needed"),
    *("Budget_Gain", "Card_Interest_Here", "Default_Risk_Cost"),
}

#: The questions people ask, each with the sheet and the cells that answer it.
QUESTIONS = (
    ("Is it cheaper than my card, in dollars?", "Start", ("Gain", "Verdict")),
    ("What does it cost my balance, then and in today's dollars?", "Retirement",
     ("Cost_At_Retirement", "Cost_Today")),
    ("What comes off my paycheck?", "Start", ("Level_Payment", "Loan_Outlay")),
    ("How much may I borrow, with an earlier loan?", "Start", ("Loan_Limit",)),
    ("If I leave in month k, what is due, and by when?", "Job loss",
     ("Balance_At_Leaving", "Deadline_At_Leaving", "Deadline_Extended")),
    ("What is the tax if I cannot pay?", "Job loss", ("Tax_At_Leaving", "Tax_By_Brackets")),
    ("Am I taxed twice?", "Retirement", ("Double_Tax",)),
    ("Should I keep contributing, for the match?", "Retirement",
     ("Match_Missed", "Stop_Cost", "Match_Years")),
    ("What about a withdrawal, or a personal loan?", "Comparison",
     ("Gain_Of_Withdrawal", "Gain_Of_Personal", "Withdrawal_Needed")),
    ("How many months sooner out of debt, on the same budget?", "Debts",
     ("Months_Sooner", "Card_Months_Here")),
    ("Does paying early help?", "Amortisation", ("Extra_Interest_Saved", "Extra_Payments_Saved")),
    ("Is it like holding bonds?", "Retirement", ("Bond_Table",)),
    ("What if markets move?", "What if",
     ("Sensitivity_Table", "Risk_Table", "Breakeven_Return_Here")),
    ("What about Roth money, age 55, age 59 1/2?", "Job loss",
     ("Roth_Cost", "Penalty_At_55", "Penalty_Deemed_55", "Penalty_At_59")),
    ("How unsafe may my job be?", "Job loss", ("Breakeven_Job_Loss_Here",)),
    ("How much may I borrow for 150 a month?", "Comparison", ("Budget_Repays", "Budget_Term")),
    ("When am I debt-free?", "Start", ("Debt_Free", "Debt_Free_Keep")),
    ("What if I pay 500 on top, once?", "Amortisation", ("Lump_Sums", "Extra_Interest_Saved")),
    ("Am I in arrears?", "Payments made", ("Arrears_Here", "Cure_Here", "Owed_Here")),
    ("May I refinance?", "Limits and rules", ("Refinance_Excess", "Refinance_Excess_Late")),
    ("What with two plan loans?", "Start", ("Due_At_Leaving", "Loan_Limit")),
    ("What if I charge the card again?", "Start", ("Turn_Charged",)),
    ("Should I pause contributions instead?", "Comparison", ("Gain_Of_Pause",)),
    ("A bank loan instead?", "Comparison", ("Gain_Of_Personal",)),
    ("How much, and for how long?", "Comparison", ("Best_Table", "Amount_Best", "Years_Best")),
)  # fmt: skip

#: Names of the cells that hold a check of the workbook begin with this.
TEST = "test_"
