"""A second way to the figures: ledgers played period by period with 50 digits.

Nothing here comes from loan401k. Each function bears the worksheet function's name in small
letters, takes the same arguments by name, and returns the figure or the rows of the table without
headings. Accounts, loans and cards are played one period after the other; sums over payments are
written out; rates that are looked for are found by halving an interval.
"""

from __future__ import annotations

from mpmath import MPContext

from .ledger import (  # noqa: F401  (the household, played in decimal numbers)
    loan_best,
    loan_gain,
    loan_gain_breakeven,
    loan_gain_ledger,
    loan_gain_table,
    loan_options,
)
from .payments import (  # noqa: F401  (payments and what is owed, in decimal numbers)
    job_loss_table,
    loan_amount,
    loan_ledger,
    loan_refinance_excess,
    loan_schedule,
    loan_term,
)

M = MPContext()
M.dps = 50
num = M.mpf


def per_period(yearly, m, compounding="effective"):
    if compounding == "nominal":
        return num(yearly) / m
    return (1 + num(yearly)) ** (num(1) / m) - 1


def count(years, m):
    return int(M.nint(num(years) * m))


def level(amount, i, n):
    """Level payment: the amount over the sum of what a dollar at each payment is worth today."""
    return num(amount) / sum((1 + i) ** -k for k in range(1, n + 1))


def balances(amount, i, n):
    """Balance after 0, 1, ... n payments."""
    pay, owed = level(amount, i, n), [num(amount)]
    for _ in range(n):
        owed.append(owed[-1] * (1 + i) - pay)
    return owed


def halved(f, low, high):
    """Root of a function that changes its sign between two points."""
    low, high, rising = num(low), num(high), f(num(high)) > 0
    for _ in range(190):
        middle = (low + high) / 2
        low, high = (low, middle) if (f(middle) > 0) == rising else (middle, high)
    return high


# The loan


def loan_payment_after_leave(
    amount, loan_rate, years, payments_made, leave_periods, leave_rate=None, extend=False,
    payments_per_year=12, payments_after=None,
):  # fmt: skip
    m, n = payments_per_year, count(years, payments_per_year)
    owed = balances(amount, num(loan_rate) / m, n)[payments_made]
    for _ in range(leave_periods):
        owed *= 1 + num(loan_rate if leave_rate is None else leave_rate) / m
    left = n - payments_made - (0 if extend else leave_periods)
    return level(owed, num(loan_rate) / m, payments_after or left)


def loan_minimum(
    debts, loan_rate, years, account_return, limit=None, payments_per_year=12, retirement_tax=0,
    compounding="effective",
):  # fmt: skip
    apr = true_apr(loan_rate, years, account_return, retirement_tax, payments_per_year, compounding)
    left = num("inf") if limit is None else num(limit)
    moved = {}
    for rate in sorted({rate for _, rate in debts if rate > apr}, reverse=True):
        for place, (balance, its_rate) in enumerate(debts):
            if its_rate == rate:
                moved[place] = min(num(balance), left)
                left -= moved[place]
    rows = [[*debt, moved.get(place, num(0))] for place, debt in enumerate(debts)]
    return [*rows, ["Total", "", sum(moved.values())]]


# The account


def account_value(
    balance, account_return, years, contribution=0, payments_per_year=12, compounding="effective"
):
    value = num(balance)
    for _ in range(count(years, payments_per_year)):
        value *= 1 + per_period(account_return, payments_per_year, compounding)
        value += num(contribution)
    return value


def account_paths(
    amount, loan_rate, loan_years, account_return, years, balance=None, contribution=0,
    contribution_during_loan=None, payments_per_year=12, compounding="effective",
    first_payment_delay=0,
):  # fmt: skip
    m = payments_per_year
    g, n = per_period(account_return, m, compounding), count(loan_years, m)
    pay = level(amount, num(loan_rate) / m, n)
    usual = num(contribution)
    meanwhile = usual if contribution_during_loan is None else num(contribution_during_loan)
    without = num(amount if balance is None else balance)
    lent = without - num(amount)
    rows, last = [[num(0), without, lent, without - lent]], count(years, m)
    for k in range(1, last + 1):
        repaying = first_payment_delay < k <= first_payment_delay + n
        without = without * (1 + g) + usual
        lent = lent * (1 + g) + (meanwhile + pay if repaying else usual)
        if k % m == 0 or k == last:
            rows.append([num(k) / m, without, lent, without - lent])
    return rows


def account_value_with_loan(**inputs):
    return account_paths(**inputs)[-1][2]


def contribution_stop_cost(
    contribution, periods_stopped, account_return, horizon_years, match=0, payments_per_year=12,
    compounding="effective", first_period=1,
):  # fmt: skip
    kept = missed = num(0)
    g = per_period(account_return, payments_per_year, compounding)
    for k in range(1, count(horizon_years, payments_per_year) + 1):
        stopped = first_period <= k < first_period + periods_stopped
        kept = kept * (1 + g) + num(contribution) + num(match)
        missed = missed * (1 + g) + (0 if stopped else num(contribution) + num(match))
    return kept - missed


def retirement_income_lost(loss, annuity_rate=0.05, years=30):
    return level(loss, num(annuity_rate) / 12, 12 * int(years))


# The card and other debts


def card_months(balance, apr, payment):
    if apr == 0:
        return num(balance) / num(payment)
    k = num(apr) / 12
    return M.log(num(payment) / (num(payment) - num(balance) * k)) / M.log(1 + k)


def card_schedule(
    balance, apr, payment=None, rule="interest_plus", percent=0.01, floor=25,
    minimum_on="after_interest", paid="0.005",
):  # fmt: skip
    owed, rows = num(balance), []
    while owed >= num(paid) and len(rows) < 1200:
        interest = owed * num(apr) / 12
        if payment is not None:
            pay = num(payment)
        elif rule == "interest_plus":
            pay = max(num(floor), interest + num(percent) * owed)
        else:
            base = owed + interest if minimum_on == "after_interest" else owed
            pay = max(num(floor), num(percent) * base)
        pay = pay if owed + interest - pay >= num(paid) else owed + interest
        owed = owed + interest - pay
        rows.append([len(rows) + 1, pay, interest, pay - interest, owed])
    return rows


def card_interest(balance, apr, payment):
    return sum(row[2] for row in card_schedule(balance, apr, payment, paid="1e-20"))


def card_min_months(balance, apr, **rule):
    return num(len(card_schedule(balance, apr, **rule)))


def card_min_interest(balance, apr, **rule):
    return sum(row[2] for row in card_schedule(balance, apr, **rule))


def debt_plan(debts, monthly_budget, method="avalanche"):
    owed = [num(balance) for balance, _, _ in debts]
    interest, cleared = [num(0)] * len(debts), [0 if b == 0 else None for b in owed]
    for month in range(1, 1201):
        purse = num(monthly_budget)
        for j, (_, apr, _) in enumerate(debts):
            charge = owed[j] * num(apr) / 12
            owed[j], interest[j] = owed[j] + charge, interest[j] + charge
        least = [min(owed[j], num(debt[2])) for j, debt in enumerate(debts)]
        owed = [o - paid for o, paid in zip(owed, least, strict=True)]
        purse -= sum(least)
        while purse > 0 and any(owed):
            living = [j for j, o in enumerate(owed) if o > 0]
            if method == "snowball":
                target = min(living, key=lambda j: owed[j])
            else:
                target = max(living, key=lambda j: debts[j][1])
            paid = min(purse, owed[target])
            owed[target], purse = owed[target] - paid, purse - paid
        for j, o in enumerate(owed):
            if o < num("1e-9") and cleared[j] is None:
                owed[j], cleared[j] = num(0), month
        if None not in cleared:
            break
    rows = [
        [j + 1, *(("#N/A", "#N/A") if month is None else (month, interest[j]))]
        for j, month in enumerate(cleared)
    ]
    done = None not in cleared
    return [*rows, ["Total", *((max(cleared), sum(interest)) if done else ("#N/A", "#N/A"))]]


# Break-evens


def short(x, n, pay):
    """What a dollar lent and repaid is short at the end of one that earns x."""
    return (1 + x) ** n - pay * (n if x == 0 else ((1 + x) ** n - 1) / x)


def larger_root(target, i, n, low, high):
    """Larger rate with this shortfall per dollar, None where there is none: least point first."""
    pay = level(1, i, n)
    a, b = num(low), num(high)
    for _ in range(260):
        third = (b - a) / 3
        left, right = short(a + third, n, pay), short(b - third, n, pay)
        a, b = (a, b - third) if left < right else (a + third, b)
    if short(a, n, pay) > target or short(num(high), n, pay) < target:
        return None
    return halved(lambda x: short(x, n, pay) - target, a, high)


def true_apr(
    loan_rate, years, account_return, retirement_tax=0, payments_per_year=12,
    compounding="effective",
):  # fmt: skip
    m, n, i = payments_per_year, count(years, payments_per_year), num(loan_rate) / payments_per_year
    g = per_period(account_return, m, compounding)
    if retirement_tax == 0:
        return m * g
    target = (1 - num(retirement_tax)) * short(g, n, level(1, i, n))
    root = larger_root(target, i, n, num("-0.9") / m, num(1) / m)
    return "#N/A" if root is None else m * root


def breakeven_return(
    loan_rate, years, card_apr, retirement_tax=0, payments_per_year=12, compounding="effective"
):
    m, n, i = payments_per_year, count(years, payments_per_year), num(loan_rate) / payments_per_year
    k = num(card_apr) / m
    target = short(k, n, level(1, i, n)) / (1 - num(retirement_tax))
    low, high = (per_period(rate, m, compounding) for rate in (num("-0.9"), 1))
    root = k if retirement_tax == 0 else larger_root(target, i, n, low, high)
    if root is None:
        return "#N/A"
    return m * root if compounding == "nominal" else (1 + root) ** m - 1


def payoff_advantage(
    amount, loan_rate, years, card_apr, account_return, payments_per_year=12, retirement_tax=0,
    compounding="effective",
):  # fmt: skip
    m, n, i = payments_per_year, count(years, payments_per_year), num(loan_rate) / payments_per_year
    pay, g = level(1, i, n), per_period(account_return, m, compounding)
    kept = 1 - num(retirement_tax)
    return num(amount) * (short(num(card_apr) / m, n, pay) - kept * short(g, n, pay))


def breakeven_job_loss(
    amount, loan_rate, years, card_apr, account_return, tax_rate, retirement_tax=0,
    default_given_separation=0.75, penalty=0.1, payments_per_year=12, compounding="effective",
):  # fmt: skip
    gain = payoff_advantage(
        amount, loan_rate, years, card_apr, account_return, payments_per_year, retirement_tax,
        compounding,
    )  # fmt: skip
    spared = num(retirement_tax)
    cost = num(default_given_separation) * (num(tax_rate) + num(penalty) - spared)
    if gain <= 0 or gain > cost * num(amount):
        return "#N/A"
    m, n = payments_per_year, count(years, payments_per_year)
    owed = balances(amount, num(loan_rate) / m, n)

    def hazard_cost(h):
        stay, exposed = num(1), num(0)
        for balance in owed[:-1]:
            stay, exposed = stay * (1 - h), exposed + stay * h * balance
        return cost * exposed

    return 1 - (1 - halved(lambda h: hazard_cost(h) - gain, 0, 1)) ** m


def match_vs_card_years(match_rate, card_apr, account_return, marginal_tax, retirement_tax):
    contributed = (1 + num(match_rate)) * (1 - num(retirement_tax)) / (1 - num(marginal_tax))
    yearly = (1 + num(card_apr) / 12) ** 12 / (1 + num(account_return))
    if yearly > 1:
        return max(num(0), M.log(contributed) / M.log(yearly))
    always = contributed > 1 or (contributed == 1 and yearly < 1)
    return "#N/A" if always else num(0)


# Losing the job


def expected_default_cost(
    amount, loan_rate, years, annual_separation, tax_rate, default_given_separation=0.75,
    penalty=0.1, payments_per_year=12, retirement_tax=0,
):  # fmt: skip
    m, n = payments_per_year, count(years, payments_per_year)
    stay = (1 - num(annual_separation)) ** (num(1) / m)
    owed = balances(amount, num(loan_rate) / m, n)
    exposed = sum(stay**k * (1 - stay) * owed[k] for k in range(n))
    taken = num(tax_rate) + num(penalty) - num(retirement_tax)
    return num(default_given_separation) * taken * exposed


def default_tax(balance, federal_rate, state_rate=0, penalty=0.1, state_penalty=0, basis_share=0):
    untaxed = num(balance) * num(basis_share)
    rates = (federal_rate, state_rate, penalty, state_penalty)
    return sum((num(balance) - untaxed) * num(rate) for rate in rates)


#: What each state takes of the federal 10%, in percent of it.
_OF_THE_FEDERAL_TAX = {"CA": "25", "WI": "33", "VT": "24", "AR": "10", "NE": "29.6"}


def early_penalty_rate(
    age, distribution="offset", separation_age=0, public_safety=False, exempt=False, state=""
):
    code = state.strip().upper()
    if code not in ("", "OTHER") and not (len(code) == 2 and code.isalpha()):
        return "#VALUE!"
    if exempt or age >= 59.5 or separation_age >= (50 if public_safety else 55):
        return num(0)
    return num("0.1") * (1 + num(_OF_THE_FEDERAL_TAX.get(code, 0)) / 100)


def default_cost(
    balance, federal_rate, years_to_retirement, account_return, state_rate=0, penalty=0.1,
    retirement_tax=0, side_return=None, state_penalty=0,
):  # fmt: skip
    years = num(years_to_retirement)
    outside = num(account_return if side_return is None else side_return)
    lost = num(balance) * (1 + num(account_return)) ** years * (1 - num(retirement_tax))
    rates = sum(map(num, (federal_rate, state_rate, penalty, state_penalty)))
    return lost - num(balance) * (1 - rates) * (1 + outside) ** years


def monthly_hazard(probability, months):
    return 1 - (1 - num(probability)) ** (1 / num(months))
