"""What Start shows beside the verdict, against the reference ledger and the functions."""

import datetime as dt

import pytest

import loan401k
from tests.reference import ledger
from tests.thorough import households
from tests.workbook import test_cases as cases
from tests.workbook.fast import Template
from workbook import build
from workbook.inputs import areas, listed
from workbook.layout import metrics

NAMES = (
    "Gain", "Rest_Change", "Account_Change", "Leaving_Cost", "Debt_Free", "Debt_Free_Keep",
    "Keep_Interest", "Loan_Shown", "Turn_Charged", "Turn_Return", "Turn_Rate", "Turn_Budget",
    "Turn_Leaving", "Turns_1", "Turns_2", "Turns_3",
)  # fmt: skip
START = dt.date(2026, 1, 15)


@pytest.fixture(scope="module")
def template():
    return Template()


def date(serial):
    return dt.date(1899, 12, 30) + dt.timedelta(days=int(serial))


def months_after(count):
    years, month = divmod(count, 12)
    return START.replace(year=START.year + years, month=1 + month)


def as_played(household):
    said = cases.full(household)
    return {**said, "limit": said.get("limit", 50_000), "longest_years": 5, "horizon_months": 60}


def shown_loans(template, count):
    """Random households whose loan is possible, with what the template shows for them."""
    found, seed = [], 5_000
    while len(found) < count:
        household = cases.drawn(seed)
        template.type(cases.typed(household))
        shown = template.read(NAMES)
        if shown["Loan_Shown"]:
            found.append((as_played(household), shown))
        seed += 1
    return found


def test_what_the_loan_changes_adds_up_as_shown(template):
    for household, shown in shown_loans(template, households(10, 40)):
        lines = [
            shown["Rest_Change"],
            round(shown["Account_Change"]),
            -round(shown["Leaving_Cost"]),
        ]
        assert sum(lines) == pytest.approx(round(shown["Gain"]), abs=1e-9), household


def test_its_lines_and_dates_are_those_of_the_reference_ledger(template):
    for household, shown in shown_loans(template, 6):
        given = ledger.Given(household)
        sure, expected, loan = ledger.expected(given)
        keep = ledger.played(given, "keep")
        account = (1 - given.retirement_tax) * (loan[-1]["account"] - keep[-1]["account"])
        assert shown["Account_Change"] == pytest.approx(float(account), abs=1e-6)
        assert shown["Leaving_Cost"] == pytest.approx(float(sure - expected), abs=1e-6)
        assert shown["Gain"] == pytest.approx(float(expected - keep[-1]["wealth"]), abs=1e-6)
        assert shown["Keep_Interest"] == pytest.approx(float(keep[-1]["interest"]), abs=1e-6)
        for name, months in (("Debt_Free", loan), ("Debt_Free_Keep", keep)):
            free = ledger.debt_free(months)
            if free == "":
                assert shown[name] == "not by Jan 2031"
            else:
                assert date(shown[name]) == months_after(free)


FIELDS = {
    "Turn_Charged": "charged_again", "Turn_Return": "account_return", "Turn_Rate": "card_apr",
    "Turn_Budget": "monthly_budget", "Turn_Leaving": "annual_separation",
}  # fmt: skip


def test_at_what_turns_the_answer_the_loan_gains_nothing(template):
    turned = 0
    for household, shown in shown_loans(template, households(10, 40)):
        lines = [line for line in (shown["Turns_2"], shown["Turns_3"]) if line]
        values = {name: shown[name] for name in FIELDS if isinstance(shown[name], float)}
        assert len(lines) == min(2, len(values.keys() - {"Turn_Charged"}))
        for name, value in values.items():
            gain = loan401k.LOAN_GAIN({**household, FIELDS[name]: value})
            assert gain == pytest.approx(0, abs=1e-4 * household["amount"]), (name, household)
            turned += 1
        if "Turn_Charged" not in values:
            assert shown["Turns_1"] == (
                "not even if all of it is charged again"
                if shown["Gain"] > 0
                else "not even if nothing is charged again"
            )
    assert turned > households(10, 40)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({}, "If the job ends in month 14 you are $6,"),
        ({"Emergency_Cash": 9_000}, "Card balances were back 18 months"),
        (
            {"Emergency_Cash": 9_000, "Loan_Purpose": "Home purchase", "Account_Balance": 15_000},
            "Only half of the vested balance, $7,500, may secure loans",
        ),
        (
            {"Emergency_Cash": 9_000, "Loan_Purpose": "Home purchase", "Card_Balance": 9_000},
            "The loan is $1,000 more than the debts",
        ),
        (
            {
                "Emergency_Cash": 9_000,
                "Loan_Purpose": "Home purchase",
                "Contribution_During_Loan": 100,
            },
            "Contributing less during the loan gives up $1,800 of match a year.",
        ),
        (
            {"Emergency_Cash": 9_000, "Loan_Purpose": "Home purchase", "Card_Balance": 12_000},
            "The loan leaves $2,000 of debt",
        ),
        (
            {"Emergency_Cash": 9_000, "Loan_Purpose": "Home purchase", "Years_To_Retirement": 3},
            "The loan outlasts your working years",
        ),
        (
            {"Emergency_Cash": 9_000, "Loan_Purpose": "Home purchase", "Personal_APR": 0.6},
            "One of the rates is above 50%",
        ),
        (
            {"Emergency_Cash": 9_000, "Loan_Purpose": "Home purchase", "Payments_Per_Year": 2},
            "Plans must be repaid at least every quarter",
        ),
        (
            {"Emergency_Cash": 9_000, "Loan_Purpose": "Home purchase", "Payments_Per_Year": 26},
            "The answer plays monthly payments; the sheet Amortisation has your 26 a year.",
        ),
        (
            {"Emergency_Cash": 9_000, "Loan_Purpose": "Home purchase", "Extra_Payment": 20},
            "Extra and one-off payments are on the sheet Amortisation",
        ),
        ({"Emergency_Cash": 9_000, "Loan_Purpose": "Home purchase"}, "Nothing stands out."),
    ],
)
def test_the_first_warning_is_the_most_important_that_applies(template, typed, words):
    template.type(typed)
    (first,) = template.read(["First_Warning"]).values()
    assert first.startswith(words)


def test_a_prompt_covers_few_figures():
    for one in listed.ALL:
        assert len(f"{one.help}.") <= 60, one.name


def test_the_labels_of_inputs_fit_beside_them():
    room = metrics.column_width(28) - metrics.INDENT
    for one in listed.ALL:
        assert metrics.text_width(one.label, 10) <= room, one.name


def test_every_area_can_be_typed_into_and_nothing_else_is_open():
    sheets = build.book().workbook
    for area in areas.ALL:
        fixed = {place for place, _ in area.fixed}
        for row in range(area.rows):
            for place in range(len(area.fields)):
                cell = sheets[area.sheet][area.cell(row, place)]
                assert cell.protection.locked is (row == 0 and place in fixed)
