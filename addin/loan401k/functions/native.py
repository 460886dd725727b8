"""What the formulas in Excel's own words share; FV, PMT and PV are right at a zero rate too."""

from ..law import RULES

#: Number of payments, the loan's rate and the account's return a period, the negative payment.
N = "payments_per_year*years"
I = "loan_rate/payments_per_year"  # noqa: E741  (as the docstrings have it)
G = "(1+account_return)^(1/payments_per_year)-1"
PMT = f"PMT({I},{N},amount)"
#: What the account is short at the last payment, and the card debt avoided by then.
SHORT = f"amount*(1+account_return)^years-FV({G},{N},{PMT})"
SAVED = f"-FV(card_apr/payments_per_year,{N},{PMT},amount)"

_USUAL, _DISASTER = (
    (f"{RULES[f'{limit}_dollars'].value:g}", f"{RULES[f'{limit}_share'].value:g}")
    for limit in ("loan_limit", "disaster_limit")
)


def most_owed(outstanding: str) -> str:
    """Return the most that may be owed after a loan, what is outstanding included."""
    return (
        f"MIN(IF(disaster,{_DISASTER[0]},{_USUAL[0]})"
        f"-MAX(0,highest_balance_12m-{outstanding}),"
        f"MAX(IF(disaster,{_DISASTER[1]},{_USUAL[1]})*vested_balance,"
        f"IF(small_balance_floor,MIN({RULES['loan_limit_floor'].value:g},vested_balance),0)))"
    )


#: The most that the law lets a plan lend.
MOST = f"MAX(0,{most_owed('outstanding')}-outstanding)"
