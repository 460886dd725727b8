"""The fifteen questions: each answer of the template against a calculation of its own."""

import datetime as dt
import math

import pytest

from loan401k import package
from loan401k.template import YOURS
from tests.workbooks import calculated
from workbook import build
from workbook.names import QUESTIONS

LOAN, RATE, YEARS, APR, RETURN = 12_000.0, 0.08, 4, 0.24, 0.06
BUDGET, TAX, STATE, RETIRED, AGE, AWAY = 500.0, 0.24, 0.04, 0.15, 45, 20
LEAVING = 18
N = 12 * YEARS
PERIOD, CARD, GROWTH = RATE / 12, APR / 12, (1 + RETURN) ** (1 / 12) - 1
PAYMENT = LOAN * PERIOD / (1 - (1 + PERIOD) ** -N)

TYPED = {
    "Loan_Amount": LOAN, "Card_Balance": LOAN, "Loan_Rate": RATE, "Loan_Years": YEARS,
    "Card_APR": APR, "Account_Return": RETURN, "Monthly_Budget": BUDGET, "Federal_Rate": TAX,
    "State_Rate": STATE, "Retirement_Tax": RETIRED, "Age": AGE, "Years_To_Retirement": AWAY,
    "Leaving_Month": LEAVING, "Loan_Start": dt.date(2026, 3, 31), "Upfront_Fee": 0,
    "Annual_Fee": 0, "Extra_Payment": 50, "Account_Balance": 80_000, "Outstanding_Loan": 6_000,
    "Highest_Balance_12m": 20_000, "Stock_Share": 0.7, "Salary": 72_000, "Deferral_Rate": 0.05,
    "Match_Rate": 0.5, "Match_Cap": 0.06, "Contribution_During_Loan": 100, "Inflation": 0.03,
    "Gross_Income": 90_000, "Filing_Status": "single", "Tax_Year": 2026, "Personal_APR": 0.12,
    "Personal_Fee": 0.05, "Personal_Years": 4, "Chance_Of_Leaving": 0.2, "Savings_Return": 0,
}  # fmt: skip


@pytest.fixture(scope="module")
def asked():
    def with_inputs(**more):
        typed = {**TYPED, **more}
        return calculated(build.TEMPLATE, {name + YOURS: typed[name] for name in typed})

    return with_inputs


@pytest.fixture(scope="module")
def answers(asked):
    return asked()


def paid_down(months):
    """Balance after so many payments, month by month."""
    owed = LOAN
    for _ in range(months):
        owed = owed * (1 + PERIOD) - PAYMENT
    return owed


def account_short(months=N):
    """What the account lacks: the sum lent grows, the payments grow, month by month."""
    without = with_loan = LOAN
    with_loan = 0.0
    for month in range(1, months + 1):
        without *= 1 + GROWTH
        with_loan = with_loan * (1 + GROWTH) + (PAYMENT if month <= N else 0.0)
    return without - with_loan


def card_left(payment, months=N):
    owed = LOAN
    for _ in range(months):
        owed = owed * (1 + CARD) - payment
    return owed


def test_every_question_has_cells_that_answer_it():
    assert len(QUESTIONS) == 15
    names = package.defined_names(package.read(build.TEMPLATE))
    for _, sheet, cells in QUESTIONS:
        assert {names[cell].split("!")[0].strip("'") for cell in cells} <= {sheet, "Start"}


def test_1_the_advantage_is_card_debt_avoided_less_what_the_account_lacks(answers):
    saved, cost = card_left(PAYMENT), (1 - RETIRED) * account_short()
    assert answers.named("Card_Savings") == pytest.approx(saved)
    assert answers.named("Net_Cost") == pytest.approx(cost)
    assert answers.named("Advantage") == pytest.approx(saved - cost)


def test_2_the_cost_at_retirement_in_dollars_of_then_and_of_today(answers):
    cost = (1 - RETIRED) * account_short(12 * AWAY)
    assert answers.named("Cost_At_Retirement") == pytest.approx(cost)
    assert answers.named("Cost_Today") == pytest.approx(cost / 1.03**AWAY)


def test_3_the_deduction_repays_the_loan(answers):
    assert answers.named("Level_Payment") == pytest.approx(PAYMENT)
    assert paid_down(N) == pytest.approx(0, abs=1e-6)


def test_4_the_limit_counts_the_earlier_loan(answers):
    # 50,000 less the look-back of 14,000 is 36,000, below half of 80,000; 6,000 is still owed.
    assert answers.named("Loan_Limit") == 30_000


def test_5_what_is_due_and_by_when(answers):
    assert answers.named("Balance_At_Leaving") == pytest.approx(paid_down(LEAVING))
    # 18 months after 31 March 2026 is September 2027; 15 April 2028 is a Saturday, and Monday
    # the 17th is Emancipation Day, kept for Sunday the 16th.
    due = dt.date(1899, 12, 30) + dt.timedelta(days=answers.named("Deadline_At_Leaving"))
    assert due == dt.date(2028, 4, 18)


def test_6_the_tax_when_it_cannot_be_paid(answers):
    owed = paid_down(LEAVING)
    assert answers.named("Tax_At_Leaving") == pytest.approx(owed * (TAX + STATE + 0.10))
    # 90,000 less the standard deduction of 16,100 leaves 73,900, and the balance fits below the
    # edge of 105,700: all of it is taxed at 22%.
    assert owed < 105_700 - 73_900
    by_brackets = owed * (0.22 + STATE + 0.10)
    assert answers.named("Tax_By_Brackets") == pytest.approx(by_brackets)


def test_7_only_the_interest_is_taxed_twice(answers):
    assert answers.named("Double_Tax") == pytest.approx(RETIRED * (N * PAYMENT - LOAN))


def test_8_contributions_and_match(answers):
    before, during = 72_000 * 0.05 / 12, 100
    match = 0.5 * (before - during)
    assert answers.named("Match_Missed") == pytest.approx(12 * match)
    missed = sum((before - during + match) * (1 + GROWTH) ** (12 * AWAY - month) for month in
                 range(1, N + 1))  # fmt: skip
    assert answers.named("Stop_Cost") == pytest.approx(missed)
    wins = math.log((1 - RETIRED) * 1.5 / (1 - TAX)) / (
        12 * math.log1p(CARD) - math.log(1 + RETURN)
    )
    assert answers.named("Match_Years") == pytest.approx(round(wins, 1))


def test_9_withdrawal_and_personal_loan(answers):
    gross = LOAN / (1 - TAX - STATE - 0.10)
    assert answers.named("Withdrawal_Needed") == pytest.approx(gross)
    # On 500 a month the card is paid in month 33; what is left then is saved at 0%.
    owed, saved = LOAN, 0.0
    for _ in range(N):
        owed *= 1 + CARD
        paid = min(owed, BUDGET)
        owed, saved = owed - paid, saved + BUDGET - paid
    kept = saved - owed
    withdrawn = N * BUDGET - (1 - RETIRED) * gross * (1 + GROWTH) ** N
    assert answers.named("Gain_Of_Withdrawal") == pytest.approx(withdrawn - kept)
    level = LOAN / 0.95 * 0.01 / (1 - 1.01**-N)
    assert answers.named("Gain_Of_Personal") == pytest.approx(N * (BUDGET - level) - kept)


def test_10_months_sooner_on_the_same_budget(answers):
    def months(rate):
        return math.ceil(-math.log(1 - LOAN * rate / BUDGET) / math.log1p(rate))

    assert answers.named("Months_Sooner") == months(CARD) - months(PERIOD)


def test_11_paying_early_saves_interest_and_payments(answers):
    owed, interest, count = LOAN, 0.0, 0
    while owed > 0.005:
        charged = round(owed * PERIOD + 1e-9, 2)
        paid = min(round(PAYMENT + 50 + 1e-9, 2), owed + charged)
        owed, interest, count = owed + charged - paid, interest + charged, count + 1
    assert answers.named("Extra_Payments_Saved") == N - count
    saved = N * PAYMENT - LOAN - interest
    assert answers.named("Extra_Interest_Saved") == pytest.approx(saved, abs=0.02)


def test_12_the_loan_is_a_bond(answers):
    table = {row[0]: row[1] for row in answers.named_block("Bond_Table").values}
    stock = 0.7 * (80_000 - LOAN)
    assert table["Stock after"] == pytest.approx(stock / 80_000)
    restored = table["Stock share of the rest that restores the mix"]
    assert restored == pytest.approx(0.7 * 80_000 / (80_000 - LOAN))


def test_13_the_grid_holds_the_advantage_at_other_returns_and_rates(answers):
    grid = answers.named_block("Sensitivity_Table").values
    for row in grid[1:]:
        g = (1 + round(row[0], 9)) ** (1 / 12) - 1
        for apr, gain in zip(grid[0][1:], row[1:], strict=True):
            k = apr / 12
            saved = LOAN * (1 + k) ** N - PAYMENT * ((1 + k) ** N - 1) / k
            grown = ((1 + g) ** N - 1) / g if g else N
            short = LOAN * (1 + g) ** N - PAYMENT * grown
            assert gain == pytest.approx(saved - (1 - RETIRED) * short)


def test_14_roth_money_and_ages(answers):
    assert answers.named("Roth_Cost") == pytest.approx(account_short())
    assert answers.named("Penalty_At_55") == 0
    assert answers.named("Penalty_Deemed_55") == pytest.approx(0.10)
    assert answers.named("Penalty_At_59") == 0


def test_15_how_unsafe_the_job_may_be(asked):
    answers = asked(Card_APR=0.11)  # a smaller gain, which a default can eat
    held = answers.named("Breakeven_Job_Loss_Here")
    hazard, stays, cost = 1 - (1 - held) ** (1 / 12), 1.0, 0.0
    for month in range(N):
        cost += stays * hazard * paid_down(month) * 0.75 * (TAX + STATE + 0.10 - RETIRED)
        stays *= 1 - hazard
    assert 0 < held < 1
    assert cost == pytest.approx(answers.named("Advantage"))
