"""The household functions again: one household, one month after the other, in decimal numbers.

Written from the words of the contract alone; nothing here comes from loan401k. Slow and plain on
purpose: every balance is kept, nothing is summed in closed form.
"""

from __future__ import annotations

from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal, getcontext

getcontext().prec = 34

NONE = "#N/A"
NEGLIGIBLE = Decimal("1e-9")
NAMES = ("Keep the debts", "401(k) loan", "Personal loan", "Pause contributions", "Withdrawal")
OPTIONS = ("keep", "loan", "personal", "pause", "withdraw")


class Impossible(Exception):
    """The budget or the account does not hold what an option asks of it."""


class Given:
    """A household as entered, defaults filled in; ``horizon`` when it was fixed before."""

    def __init__(self, household, horizon=None):
        values = {k: Decimal(repr(v)) for k, v in household.items() if v is not None}

        def get(name, default=0):
            return values.get(name, Decimal(default) if default is not None else None)

        suffixes = ["", *(f"_{k}" for k in range(2, 11))]
        self.debts = [
            (values["debt" + s], values["card_apr" + s], get("minimum" + s))
            for s in suffixes
            if "debt" + s in values
        ]
        self.card_apr = values["card_apr"]
        self.budget = values["monthly_budget"]
        self.account = values["account_balance"]
        self.account_return = values["account_return"]
        self.loan_rate = values["loan_rate"]
        self.loan_years = get("loan_years", 5)
        self.n = int((12 * self.loan_years).to_integral_value())
        self.limit = get("limit", None)
        total = sum(balance for balance, _, _ in self.debts)
        self.total = total
        most = total if self.limit is None else min(total, self.limit)
        self.amount = values.get("amount", most)
        self.longest_years = get("longest_years", 5)
        self.upfront_fee, self.annual_fee = get("upfront_fee"), get("annual_fee")
        self.contribution, self.match = get("contribution"), get("match")
        self.contribution_during = values.get("contribution_during_loan", self.contribution)
        self.match_during = values.get("match_during_loan", self.match)
        self.income_tax = get("marginal_tax") + get("state_tax")
        self.early_tax = self.income_tax + get("penalty", "0.1")
        self.retirement_tax = get("retirement_tax")
        self.savings, self.savings_return = get("savings"), get("savings_return")
        self.annual_separation = get("annual_separation")
        self.default_given_separation = get("default_given_separation", "0.75")
        self.charged_again = get("charged_again")
        self.charged_again_months = int(get("charged_again_months", 18))
        self.personal_apr, self.personal_fee = get("personal_apr", None), get("personal_fee")
        self.personal_n = int(
            (12 * values.get("personal_years", self.loan_years)).to_integral_value()
        )
        self.horizon = int(values.get("horizon_months", horizon or max(60, self.n)))
        #: Balances smaller than this are nothing.
        self.nothing = NEGLIGIBLE * (total + self.amount)


def level(amount, rate, n):
    """Level payment: the amount over what a dollar at each payment is worth today."""
    return amount / sum((1 + rate) ** -k for k in range(1, n + 1))


def played(given, option, leaves_before=0):
    """Return one dict a month, from month 0, of an option; raise Impossible."""
    if not given.amount and option != "pause":
        option = "keep"  # nothing is taken, so nothing is different
    account, savings = given.account, given.savings
    owed = [balance for balance, _, _ in given.debts]
    dearest_first = sorted(range(len(owed)), key=lambda j: -given.debts[j][1])
    personal = note = tax_debt = cash = Decimal(0)
    if option == "loan":
        account -= given.amount + given.upfront_fee
        cash = note = given.amount
    elif option == "personal":
        cash = given.amount
        personal = given.amount / (1 - given.personal_fee)
    elif option == "withdraw":
        cash = given.amount
        account -= given.amount / (1 - given.early_tax)
    if account < -NEGLIGIBLE * given.account:
        raise Impossible("the account holds less")
    charged_debt, freed = None, Decimal(0)
    for j in dearest_first:
        used = min(cash, owed[j])
        if used > 0 and charged_debt is None:
            charged_debt = j
        owed[j] -= used
        cash -= used
        freed += used
    savings += cash
    loan_payment = level(note, given.loan_rate / 12, given.n) if note else Decimal(0)
    personal_payment = (
        level(personal, given.personal_apr / 12, given.personal_n) if personal else Decimal(0)
    )
    aprs = [apr for balance, apr, _ in given.debts if balance > 0]
    tax_debt_apr = max(aprs) if aprs else given.card_apr
    month_of_account = (1 + given.account_return) ** (Decimal(1) / 12)
    month_of_savings = (1 + given.savings_return) ** (Decimal(1) / 12)
    interest, paid = Decimal(0), Decimal(0)

    def state(month):
        debts = sum(owed)
        return {
            "month": month,
            "debts": debts,
            "note": note,
            "personal": personal,
            "tax_debt": tax_debt,
            "account": account,
            "savings": savings,
            "paid": paid,
            "interest": interest,
            "wealth": (1 - given.retirement_tax) * (account + note)
            + savings - debts - note - personal - tax_debt,
        }  # fmt: skip

    months = [state(0)]
    for t in range(1, given.horizon + 1):
        opened_with_debt = sum(owed) > 0
        runs = option == "loan" and t <= given.n and not (leaves_before and t >= leaves_before)
        # 1. Growth and interest.
        account *= month_of_account
        savings *= month_of_savings
        for j, (_, apr, _) in enumerate(given.debts):
            interest += owed[j] * apr / 12
            owed[j] += owed[j] * apr / 12
        interest += tax_debt * tax_debt_apr / 12
        tax_debt += tax_debt * tax_debt_apr / 12
        if personal:
            interest += personal * given.personal_apr / 12
            personal += personal * given.personal_apr / 12
        # 2. Charged again.
        if charged_debt is not None and t <= given.charged_again_months:
            owed[charged_debt] += given.charged_again * freed / given.charged_again_months
        # 3. Contributions and the budget.
        budget = given.budget
        if runs:
            budget += (given.contribution - given.contribution_during) * (1 - given.income_tax)
            account += given.contribution_during + given.match_during
        elif option == "pause" and opened_with_debt:
            budget += given.contribution * (1 - given.income_tax)
        else:
            account += given.contribution + given.match
        # 4. A default.
        if option == "loan" and t == leaves_before:
            bill = given.early_tax * note
            note = Decimal(0)
            from_savings = min(bill, savings)
            savings -= from_savings
            tax_debt += bill - from_savings
        # 5. What must be paid.
        required = []
        for j, (_, _, minimum) in enumerate(given.debts):
            required.append(min(minimum, owed[j]))
        pay_loan = pay_personal = Decimal(0)
        if runs:
            note += note * given.loan_rate / 12
            pay_loan = note if t == given.n else loan_payment
        if personal:
            pay_personal = personal if t == given.personal_n else personal_payment
        due = sum(required) + pay_loan + pay_personal
        if due > budget + NEGLIGIBLE * budget:
            raise Impossible("the budget is below what must be paid")
        rest = max(Decimal(0), budget - due)
        note -= pay_loan
        account += pay_loan
        personal -= pay_personal
        for j, money in enumerate(required):
            owed[j] -= money
        # 6. The rest.
        used = min(rest, tax_debt)
        tax_debt -= used
        rest -= used
        for j in dearest_first:
            used = min(rest, owed[j])
            owed[j] -= used
            rest -= used
        savings += rest
        paid = budget - rest
        # 7. The fee.
        if runs and t % 12 == 0:
            account -= given.annual_fee
            if account < -NEGLIGIBLE * given.account:
                raise Impossible("the account does not hold the fee")
        owed = [0 if balance < given.nothing else balance for balance in owed]
        tax_debt = Decimal(0) if tax_debt < given.nothing else tax_debt
        months.append(state(t))
    return months


def expected(given):
    """Return wealth without leaving, expected wealth of the loan, the months without leaving."""
    stays = played(given, "loan")
    wealth = stays[-1]["wealth"]
    monthly = 1 - (1 - given.annual_separation) ** (Decimal(1) / 12)
    lost, here = Decimal(0), Decimal(1)
    for k in range(1, min(given.n, given.horizon) + 1) if given.amount else ():
        weight = given.default_given_separation * here * monthly
        if weight > 0:
            lost += weight * (played(given, "loan", k)[-1]["wealth"] - wealth)
        here *= 1 - monthly
    return wealth, wealth + lost, stays


def gain(given):
    """Return the expected gain of the loan over keeping the debts, or `NONE`."""
    try:
        return expected(given)[1] - played(given, "keep")[-1]["wealth"]
    except Impossible:
        return NONE


def debt_free(months):
    """Return the first month-end from which nothing is owed to anyone, "" when there is none."""
    since = ""
    for state in months:
        owed = state["debts"] + state["note"] + state["personal"] + state["tax_debt"]
        if owed > 0:
            since = ""
        elif since == "":
            since = state["month"]
    return since


def loan_gain(household):
    if isinstance(household, list):
        return [gain(Given(one)) for one in household]
    return gain(Given(household))


def loan_options(household, header=True):
    given = Given(household)
    try:
        base = played(given, "keep")[-1]["wealth"]
    except Impossible:
        base = None
    rows = []
    for name, option in zip(NAMES, OPTIONS, strict=True):
        if option == "personal" and given.personal_apr is None:
            rows.append([name, "not considered", "", "", "", "", ""])
            continue
        try:
            if option == "loan":
                sure, wealth, months = expected(given)
            else:
                months = played(given, option)
                sure = wealth = months[-1]["wealth"]
        except Impossible:
            rows.append([name, *[NONE] * 6])
            continue
        better = NONE if base is None else wealth - base
        last = months[-1]
        cost = sure - wealth
        rows.append(
            [name, wealth, better, cost, debt_free(months), last["interest"], last["account"]]
        )
    return rows


def loan_gain_table(household, input, values, across_input=None, across_values=(None,)):
    horizon = Given(household).horizon
    rows = []
    for down in values:
        row = []
        for across in across_values:
            changed = {**household, input: down}
            if across_input:
                changed[across_input] = across
            row.append(gain(Given(changed, horizon)))
        rows.append(row)
    return rows


SPANS = {
    "account_return": (-0.5, 0.5),
    "savings_return": (-0.5, 0.5),
    "annual_separation": (0, 1 - 1e-12),
    "retirement_tax": (0, 0.99),
}


def loan_gain_breakeven(household, input):
    """Scan in 64 steps each way, halve what changes its sign."""
    given = Given(household)
    own = household.get(input, 0.75 if input == "default_given_separation" else 0)
    span = SPANS.get(input, (0, 1))
    if input == "monthly_budget":
        span = (0, 10 * own)
    if input == "contribution_during_loan":
        span = (0, float(given.contribution))
        own = household.get(input, span[1])

    def at(value):
        found = gain(Given({**household, input: value}, given.horizon))
        return None if found is NONE else found

    own = min(max(own, span[0]), span[1])
    start = at(own)
    if start == 0:
        return own
    roots = []
    for end in span:
        if end == own:
            continue
        before, value_before = own, start
        for j in range(1, 65):
            here = own + (end - own) * j / 64
            value = at(here)
            a, b, fa, fb = before, here, value_before, value
            if (fa is None) != (fb is None):
                inside, outside = (a, b) if fb is None else (b, a)
                f_inside = fa if fb is None else fb
                for _ in range(50):
                    middle = (inside + outside) / 2
                    f = at(middle)
                    if f is None:
                        outside = middle
                    else:
                        inside, f_edge = middle, f
                        if (f_edge > 0) != (f_inside > 0):
                            break
                edge = inside, at(inside)
                (a, fa), (b, fb) = (a, fa) if fb is None else edge, edge if fb is None else (b, fb)
            if fa is not None and fb is not None and (fa > 0) != (fb > 0):
                for _ in range(45):
                    middle = (a + b) / 2
                    f = at(middle)
                    if (f > 0) == (fa > 0):
                        a = middle
                    else:
                        b = middle
                roots.append(a)
                break
            before, value_before = here, value
    return min(roots, key=lambda root: abs(root - own)) if roots else NONE


def loan_best(household, header=True):
    given = Given(household)
    rate = given.loan_rate / 12
    cent = Decimal("0.01")
    own = gain(given)
    entered = [
        "As entered",
        given.amount,
        given.loan_years,
        level(given.amount, rate, given.n),
        own,
    ]
    bounds = [given.total, given.account - given.upfront_fee]
    if given.limit is not None:
        bounds.append(given.limit)
    cap = min(bounds).quantize(cent, ROUND_FLOOR)
    minimums = sum(minimum for _, _, minimum in given.debts)
    found = []
    for half in range(1, int(2 * given.longest_years) + 1):
        n = 6 * half
        worth = sum((1 + rate) ** -k for k in range(1, n + 1))
        amounts = {(cap * j / 20).quantize(cent, ROUND_HALF_UP) for j in range(1, 21)}
        repaid = ((given.budget - minimums) * worth).quantize(cent, ROUND_FLOOR)
        amounts.add(min(cap, repaid))
        for amount in amounts:
            if amount <= 0:
                continue
            changed = {k: v for k, v in household.items() if not k.endswith("_during_loan")}
            changed |= {"amount": float(amount), "loan_years": half / 2}
            value = gain(Given(changed, given.horizon))
            if value is not NONE:
                found.append((value, amount, Decimal(half) / 2))
    highest = max((value for value, _, _ in found), default=Decimal(0))
    if highest <= 0:
        return [entered, ["Best", 0, 0, 0, 0], ["Least", 0, 0, 0, 0]]
    rows = [entered]
    close = Decimal("1e-6")
    for name, least in (("Best", highest - close), ("Least", Decimal("0.9") * highest - close)):
        value, amount, years = min((c for c in found if c[0] >= least), key=lambda c: (c[1], c[2]))
        rows.append([name, amount, years, level(amount, rate, int(12 * years)), value])
    return rows


def loan_gain_ledger(household, option="loan", leaves_before=0):
    columns = (
        "month", "debts", "note", "personal", "tax_debt", "account", "savings", "paid", "wealth"
    )  # fmt: skip
    months = played(Given(household), option, leaves_before)
    return [[state[column] for column in columns] for state in months]
