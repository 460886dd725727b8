"""The questions people ask: each answer of the template against a calculation of its own."""

import datetime as dt
import math

import pytest

from loan401k import package
from loan401k.package.addresses import Address, Place, reference
from loan401k.template import YOURS
from tests.reference import ledger
from tests.workbooks import calculated
from workbook import build
from workbook.names import QUESTIONS

LOAN, RATE, YEARS, APR, RETURN = 12_000.0, 0.08, 4, 0.24, 0.06
BUDGET, TAX, STATE, RETIRED, AGE, AWAY = 500.0, 0.24, 0.04, 0.15, 45, 20
LEAVING = 18
N, HORIZON = 12 * YEARS, 60
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


#: The same as a household, written out.
HOUSEHOLD = {
    "debt": LOAN, "card_apr": APR, "monthly_budget": BUDGET, "account_balance": 80_000,
    "account_return": RETURN, "loan_rate": RATE, "loan_years": YEARS, "amount": LOAN,
    "contribution": 300, "match": 150, "contribution_during_loan": 100, "match_during_loan": 50,
    "marginal_tax": TAX, "state_tax": STATE, "penalty": 0.1, "retirement_tax": RETIRED,
    "savings": 2_000, "savings_return": 0, "annual_separation": 0.2, "horizon_months": HORIZON,
}  # fmt: skip


def in_rows(rows):
    """Return the cells of rows of areas, {"Lump_Sums.1": values}, with their values."""
    names = package.defined_names(package.read(build.TEMPLATE))
    cells = {}
    for name, values in rows.items():
        area, _, number = name.partition(".")
        sheet, block = reference(names[area])
        for k, value in enumerate(values):
            cells[str(Place(sheet, Address(block.top + int(number) - 1, block.left + k)))] = value
    return cells


@pytest.fixture(scope="module")
def asked():
    def with_inputs(**more):
        rows = {name: more.pop(name) for name in [*more] if "." in name}
        typed = {name + YOURS: value for name, value in {**TYPED, **more}.items()}
        return calculated(build.TEMPLATE, typed | in_rows(rows))

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
    assert len(QUESTIONS) == 15 + 10
    names = package.defined_names(package.read(build.TEMPLATE))
    for _, sheet, cells in QUESTIONS:
        assert {names[cell].split("!")[0].strip("'") for cell in cells} <= {sheet, "Behind"}


def test_1_the_gain_is_that_of_the_whole_household(answers):
    assert answers.named("Gain") == pytest.approx(float(ledger.loan_gain(HOUSEHOLD)), abs=1e-5)


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
    owed = paid_down(LEAVING) + 6_000  # the older loan, as of today
    assert answers.named("Due_At_Leaving") == pytest.approx(owed)
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
    # On 500 a month the card is paid in month 34; what is left then is saved at 0%, to month 60.
    owed, saved = LOAN, 0.0
    for _ in range(HORIZON):
        owed *= 1 + CARD
        paid = min(owed, BUDGET)
        owed, saved = owed - paid, saved + BUDGET - paid
    kept = saved - owed
    withdrawn = HORIZON * BUDGET - (1 - RETIRED) * gross * (1 + GROWTH) ** HORIZON
    assert answers.named("Gain_Of_Withdrawal") == pytest.approx(withdrawn - kept)
    level = LOAN / 0.95 * 0.01 / (1 - 1.01**-N)
    personal = HORIZON * BUDGET - N * level
    assert answers.named("Gain_Of_Personal") == pytest.approx(personal - kept)


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


def test_13_the_tables_hold_the_gain_at_other_returns_rates_amounts_and_terms(answers):
    for name, down, across in (
        ("Sensitivity_Table", "account_return", "card_apr"),
        ("Amount_Table", "amount", "loan_years"),
    ):
        grid = answers.named_block(name).values
        compared = 0
        for row in grid[1:]:
            for value, gain in zip(grid[0][1:], row[1:], strict=True):
                if "" in (row[0], value):  # above the limit or the longest term
                    assert gain == ""
                    continue
                changed = {down: round(row[0], 9), across: round(value, 9)}
                expected = ledger.loan_gain(HOUSEHOLD | changed)
                if expected == ledger.NONE:
                    assert gain == "not possible", changed
                else:
                    assert gain == pytest.approx(float(expected), abs=1e-4), changed
                    compared += 1
        assert compared > 10


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


def test_16_what_a_payment_repays(asked):
    answers = asked(Monthly_Budget=150, Card_Balance=5_000, Loan_Amount=5_000)
    repaid = sum(150 / (1 + PERIOD) ** month for month in range(1, N + 1))
    assert answers.named("Budget_Repays") == pytest.approx(repaid)
    owed, months = 5_000.0, 0
    while owed > 0:
        owed, months = owed * (1 + PERIOD) - 150, months + 1
    assert answers.named("Budget_Term") == pytest.approx(months / 12, abs=0.05)


def test_17_when_debt_free(answers):
    # The card on 500 a month in month 34; the loan's last payment in month 48.
    dates = {name: dt.date(1899, 12, 30) + dt.timedelta(days=answers.named(name)) for name in
             ("Debt_Free", "Debt_Free_Keep")}  # fmt: skip
    assert dates == {"Debt_Free": dt.date(2030, 3, 31), "Debt_Free_Keep": dt.date(2029, 1, 31)}


def test_18_a_sum_paid_once(asked):
    lump = {"Lump_Sums.1": (12, 500)}
    answers = asked(Extra_Payment=0, **lump)
    owed, interest, count = LOAN, 0.0, 0
    while owed > 0.005:
        count += 1
        charged = round(owed * PERIOD + 1e-9, 2)
        paid = min(round(PAYMENT + 1e-9, 2) + (500 if count == 12 else 0), owed + charged)
        owed, interest = owed + charged - paid, interest + charged
    assert answers.named("Extra_Payments_Saved") == N - count
    saved = N * PAYMENT - LOAN - interest
    assert answers.named("Extra_Interest_Saved") == pytest.approx(saved, abs=0.02)


def test_19_arrears_and_the_day_to_cure_them(asked):
    level = round(PAYMENT, 2)
    paid = {
        "Paid_Yours.1": (dt.date(2026, 4, 30), level),
        "Paid_Yours.2": (dt.date(2026, 6, 30), level),
    }
    answers = asked(**paid)
    # Due on 30 April, 31 May and 30 June; two were paid, so that the second of them lacks
    # nothing and that of June is missing: to the end of the next quarter, 30 September.
    assert answers.named("Arrears_Here") == pytest.approx(level)
    cure = dt.date(1899, 12, 30) + dt.timedelta(days=answers.named("Cure_Here"))
    assert cure == dt.date(2026, 9, 30)
    assert answers.named_block("Paid_Yours").values[0][1] == level


def test_20_a_refinancing_counts_both_loans_when_it_ends_later(answers):
    # The limit is 36,000: 50,000 less the look-back of 14,000, below half of 80,000. The old
    # 6,000 may run one year more, the new 12,000 four: both count, 18,000, and fit.
    assert answers.named("Refinance_Excess") == 0


def test_21_two_plan_loans(answers):
    assert answers.named("Due_At_Leaving") == pytest.approx(paid_down(LEAVING) + 6_000)


def test_22_the_share_charged_again_at_which_it_turns(asked):
    answers = asked(Contribution_During_Loan=300)
    share = answers.named("Turn_Charged")
    household = HOUSEHOLD | {"contribution_during_loan": 300, "match_during_loan": 150}
    assert 0 < share < 1
    gain = ledger.loan_gain(household | {"charged_again": round(share, 12)})
    assert float(gain) == pytest.approx(0, abs=1e-4)


def test_23_to_25_pausing_a_bank_loan_and_the_best_loan(answers):
    options = {row[0]: row[1:] for row in ledger.loan_options(HOUSEHOLD)}
    assert answers.named("Gain_Of_Pause") == pytest.approx(
        float(options["Pause contributions"][1]), abs=1e-4
    )
    best = {row[0]: row[1:] for row in ledger.loan_best(HOUSEHOLD | {"limit": 30_000})}
    table = {row[0]: row[1:] for row in answers.named_block("Best_Table").values}
    for choice in ("As entered", "Best", "Least"):
        assert table[choice] == pytest.approx([float(x) for x in best[choice]], abs=1e-4)
