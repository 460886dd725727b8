"""Loans as record-keepers hold them, with bad rows, and the columns that the tests add."""

import random

FORMULAS = {
    "net_cost": "LOAN_NET_COST(amount, loan_rate, years, account_return)",
    "advantage": "PAYOFF_ADVANTAGE(amount, loan_rate, years, 21%, account_return)",
    "default_cost": "EXPECTED_DEFAULT_COST(amount, loan_rate, years, 17%, 0.22)",
}


def loans(count):
    """Return columns of loans; every tenth row is bad or holds a blank."""
    draw = random.Random(15)
    rows = [
        {
            "plan_id": f"P{draw.randrange(3)}",
            "amount": draw.uniform(1000, 50000),
            "loan_rate": draw.choice([0.0, 0.0425, 0.095]),
            "years": draw.randrange(1, 11) / 2,
            "account_return": draw.uniform(0.01, 0.1),
        }
        for _ in range(count)
    ]
    for place, (name, wrong) in zip(
        range(0, count, 10),
        [("loan_rate", 4.25), ("amount", None), ("years", 1.01), ("amount", float("nan"))] * count,
        strict=False,
    ):
        rows[place][name] = wrong
    return {name: [row[name] for row in rows] for name in rows[0]}
