"""Households at the edges and by chance: no error shows, every check passes, figures add up."""

import datetime as dt

import pytest

from loan401k import package
from loan401k.package.addresses import Address, Place, area, reference
from tests.thorough import households
from tests.workbook.households import fitting, household
from tests.workbooks import calculated, clear_values
from workbook import build

PER_TEST = 25

DEBTS = tuple((f"Debt {k}", 1_000 * k, 0.10 + k / 100, 20 + k) for k in range(2, 11))

#: Inputs by name, and rows of areas.
EDGES = {
    "as it comes": {},
    "a year": {"Loan_Years": 1, "Monthly_Budget": 900},
    "thirty years for a home": {"Preset": "Home purchase", "Loan_Years": 30, "Plan_Longest": 30},
    "thirty years, paid weekly": {
        "Preset": "Home purchase", "Loan_Years": 30, "Plan_Longest": 30, "Payments_Per_Year": 52,
    },
    "2,600 weeks to retirement": {"Payments_Per_Year": 52, "Years_To_Retirement": 50},
    "a textbook year, one payment": {"Preset": "Article, 2011", "Payments_Per_Year": 1},
    "no interest and no return": {
        "Loan_Rate": 0, "Card_APR": 0, "Account_Return": 0, "Savings_Return": 0, "Personal_APR": 0,
        "Inflation": 0,
    },
    "no debt": {"Card_Balance": 0},
    "no debt and no name": {"Card_Balance": 0, "Debts_Yours": ((1, ("", None, None, None)),)},
    "ten debts": {
        "Monthly_Budget": 2_000, "Loan_Amount": 25_000,
        "Debts_Yours": tuple(enumerate(DEBTS, 2)),
    },
    "a further debt alone": {"Card_Balance": 0, "Debts_Yours": ((5, ("Car", 9_000, 0.12, 0)),)},
    "minimums above the budget": {
        "Monthly_Budget": 100, "Debts_Yours": ((2, ("Store", 4_000, 0.24, 150)),),
    },
    "nothing may be borrowed": {"Outstanding_Loan": 30_000},
    "an account below the loan": {"Account_Balance": 3_000},
    "certain leaving": {"Chance_Of_Leaving": 1, "Default_If_Leaving": 1},
    "leaving after the last payment": {"Leaving_Month": 360},
    "retired already": {"Years_To_Retirement": 0, "Age": 70},
    "Roth money": {"Retirement_Tax": 0, "Early_Penalty": 0},
    "nothing put in": {"Salary": 0, "Gross_Income": 0},
    "contributions stopped meanwhile": {"Contribution_During_Loan": 0},
    "all charged again": {"Charged_Again": 1},
    "a loan of a dollar": {"Loan_Amount": 1},
    "everything paid early": {"Lump_Sums": ((1, (1, 10_000)),), "Extra_Payment": 100},
    "payments made, of one day and late": {
        "Paid_Yours": (
            (1, (dt.date(2026, 2, 15), 201.57)),
            (2, (dt.date(2026, 9, 30), 100)),
            (3, (dt.date(2026, 9, 30), 50)),
        ),
    },
    "paid back in a day": {"Paid_Yours": ((60, (dt.date(2026, 1, 16), 20_000)),)},
}  # fmt: skip
#: Inputs that cannot be used, and the words that say so.
WRONG = {
    "Loan_Rate": ({"Loan_Rate": 4.25}, "Loan interest rate must be from 0% to 100%."),
    "two at once": ({"Loan_Amount": -1, "Card_APR": -1}, "must be from"),
    "a debt without its rate": (
        {"Debts_Yours": ((2, ("Store", 4_000, None, None)),)}, "A debt needs its balance",
    ),
    "a lump sum after the last payment": (
        {"Lump_Sums": ((1, (61, 100)),)}, "A one-off payment needs the number",
    ),
    "a payment before the loan": (
        {"Paid_Yours": ((1, (dt.date(2025, 1, 1), 100)),)}, "A payment made needs its date",
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def without_values():
    """The template as the engine wants it, so that it is cleared once and not each time."""
    return clear_values(package.read(build.TEMPLATE))


@pytest.fixture(scope="module")
def typed(without_values):
    """Calculate the template with inputs by name, and rows of areas as (number, values)."""
    names = package.defined_names(without_values)

    def with_inputs(inputs):
        cells = {}
        for name, value in inputs.items():
            if not isinstance(value, tuple):
                cells[name if name == "Preset" else f"{name}_Yours"] = value
                continue
            sheet, block = reference(names[name])
            for number, row in value:
                for k, item in enumerate(row):
                    if item is not None:
                        place = Place(sheet, Address(block.top + number - 1, block.left + k))
                        cells[str(place)] = item
        return calculated(without_values, cells)

    return with_inputs


def faults(result):
    """What no household may show: an error, a check that fails, figures that do not add up."""
    found = {str(place): (error, result.reasons.get(place)) for place, error in result.errors()}
    names = package.defined_names(result.sheets.parts)
    checks = {name: result.named(name) for name in names if name.startswith("test_")}
    found |= {name: passed for name, passed in checks.items() if passed not in (True, "not run")}
    if not result.named("Inputs_OK"):
        return found
    changes = [row[1] for row in result.named_block("Changes").values[1:]]
    if changes and all(isinstance(figure, (int, float)) for figure in changes):
        *parts, total = [round_half_up(figure) for figure in changes]
        found |= {} if sum(parts) == total else {"Changes": changes}
    rows = shown(result, "Comparison", "B5:D9")
    for option, wealth, gain in rows:
        if isinstance(gain, (int, float)):
            difference = round_half_up(wealth) - round_half_up(rows[0][1])
            found |= {} if difference == round_half_up(gain) else {option: (wealth, gain)}
    return found


def shown(result, sheet, cells):
    return result.rows(sheet, area(cells))


def round_half_up(value):
    """Round as a cell shows it: halves away from nothing."""
    return int(abs(value) + 0.5) * (1 if value >= 0 else -1)


@pytest.mark.parametrize("inputs", EDGES.values(), ids=EDGES)
def test_no_edge_meets_an_error_and_what_is_shown_adds_up(typed, inputs):
    result = typed(inputs)
    assert faults(result) == {}
    assert result.named("Inputs_OK") is True
    assert result.named("Verdict")


@pytest.mark.parametrize(("inputs", "words"), WRONG.values(), ids=WRONG)
def test_a_wrong_input_is_named_and_no_sheet_shows_a_figure(typed, inputs, words):
    result = typed(inputs)
    assert faults(result) == {}
    assert result.named("Verdict") == "Please look at the inputs."
    assert words in result.named("Reason")
    for sheet in ("Debts", "Comparison", "Amortisation", "Payments made", "Job loss", "What if"):
        (subtitle,) = shown(result, sheet, "B2:B2")[0]
        assert words in subtitle, sheet
    kept = {"Debts": {"D5", "E5"}, "Start": None, "Behind": None, "Limits and rules": None,
            "Article check": None, "Functions": None, "Checks": None}  # fmt: skip
    figures = {
        (sheet, str(place)): value
        for sheet, values in result.values.items()
        for place, value in values.items()
        if kept.get(sheet, set()) is not None
        and str(place) not in (kept.get(sheet) or ())
        and isinstance(value, (int, float))
    }
    assert figures == {}


def test_a_preset_switched_after_typing_keeps_what_was_typed(typed):
    inputs = {"Card_Balance": 7_000, "Loan_Amount": 7_000, "Account_Return": 0.06}
    for preset in ("Typical today", "Article, 2011", "Home purchase"):
        result = typed(inputs | {"Preset": preset})
        assert faults(result) == {}
        for name, value in inputs.items():
            assert result.named(name) == value
    assert result.named("Loan_Years") == 15


@pytest.mark.parametrize("start", range(0, households(25, 100), PER_TEST))
def test_no_household_by_chance_meets_an_error(without_values, start):
    for seed in range(start, start + PER_TEST):
        for inputs in (fitting(seed), household(seed)):
            result = calculated(without_values, inputs)
            assert faults(result) == {}, inputs
            assert result.named("Checks_OK") is True, inputs
            assert result.named("Inputs_OK") is (result.named("Problem") == ""), inputs
