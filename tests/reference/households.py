"""Random households that reach every branch of the ledger, as Python users type them."""

from __future__ import annotations

import random
from typing import Any

#: What a household may have beside what it needs, with values that matter.
_OPTIONAL: dict[str, list[float]] = {
    "minimum": [25, 60, 300],
    "amount": [0, 1000, 5000.5, 12000, 40000],
    "loan_years": [1, 2, 2.5, 3, 5, 10],
    "upfront_fee": [75],
    "annual_fee": [25, 50, 3000],
    "contribution": [150, 800],
    "match": [75, 200],
    "marginal_tax": [0.12, 0.22],
    "state_tax": [0.05],
    "penalty": [0, 0.125],
    "retirement_tax": [0.12, 0.3],
    "savings": [500, 3000],
    "savings_return": [0, 0.03, -0.02],
    "annual_separation": [0.04, 0.3, 1],
    "default_given_separation": [0, 0.5, 1],
    "charged_again": [0.2, 0.6, 1],
    "charged_again_months": [1, 36, 100],
    "horizon_months": [1, 24, 60, 120],
    "limit": [3000, 9000],
    "personal_apr": [0, 0.09, 0.2],
    "personal_fee": [0.03],
    "personal_years": [1, 4],
}


def drawn(seed: int) -> dict[str, Any]:
    """Return the household of a seed."""
    draw = random.Random(seed)
    household: dict[str, Any] = {
        "debt": draw.choice([0, round(draw.uniform(500, 30000), 2)]),
        "card_apr": draw.choice([0, 0.129, 0.21, 0.29]),
        "monthly_budget": draw.randint(150, 2000),
        "account_balance": draw.randint(2000, 200000),
        "account_return": draw.choice([-0.1, 0, 0.05, 0.09]),
        "loan_rate": draw.choice([0, 0.0425, 0.0775]),
    }
    for place in range(2, draw.choice([1, 1, 2, 3, 4]) + 1):
        household[f"debt_{place}"] = round(draw.uniform(0, 8000), 2)
        household[f"card_apr_{place}"] = draw.choice([0.09, 0.17, 0.21, 0.29])
        household[f"minimum_{place}"] = draw.choice([0, 25, 60])
    for name, values in _OPTIONAL.items():
        if draw.random() < 0.4:
            household[name] = draw.choice(values)
    for name in ("contribution", "match"):
        if household.get(name) and draw.random() < 0.4:
            household[f"{name}_during_loan"] = draw.choice([0, household[name] / 2])
    long = max(60, 12 * household.get("loan_years", 5))
    if household.get("horizon_months", 0) > long:
        household.setdefault("savings_return", 0.01)
    return household


#: The household of the specification.
TYPICAL: dict[str, Any] = {
    "debt": 10000,
    "card_apr": 0.21,
    "monthly_budget": 300,
    "account_balance": 60000,
    "account_return": 0.07,
    "loan_rate": 0.0775,
    "upfront_fee": 70,
    "annual_fee": 25,
    "contribution": 300,
    "match": 150,
    "marginal_tax": 0.22,
    "state_tax": 0.05,
    "retirement_tax": 0.12,
    "savings_return": 0.03,
    "personal_apr": 0.11,
    "personal_fee": 0.03,
}
