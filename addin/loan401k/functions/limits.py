"""What the law lets a plan lend, and for how long."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from ..declare import Date, worksheet_function
from ..declare.kinds import Number, above
from ..declare.scope import Scope
from ..law import deadlines, limits
from .arguments import Amount, flag, loan_term, money, whole, years_from_zero
from .native import MOST, most_owed

GROUP = "Loan"

VestedBalance = Annotated[float, money("Vested balance of all plans of the employer")]
HighestBalance = Annotated[
    float, money("Highest combined loan balance on one day of the year before the loan")
]
Outstanding = Annotated[float, money("Plan loans still owed today")]
Disaster = Annotated[
    bool,
    flag("Whether the plan gives the larger limit after a disaster; above half it needs security"),
]
SmallBalanceFloor = Annotated[
    bool,
    flag(
        "Whether the plan lends up to 10,000 where half of the balance is less; the part above "
        "half needs other security, and many plans do not lend it"
    ),
]


@worksheet_function(
    GROUP,
    result="dollars",
    native=MOST,
)
def LOAN_MAX(
    xp: Scope,
    vested_balance: VestedBalance,
    highest_balance_12m: HighestBalance = 0.0,
    outstanding: Outstanding = 0.0,
    disaster: Disaster = False,
    small_balance_floor: SmallBalanceFloor = True,
) -> float:
    """Most the law lets a plan lend now, 0 at the least.

    min(50,000 - max(0, highest_balance_12m - outstanding), max(half of vested_balance,
    min(10,000, vested_balance))) - outstanding. With disaster 100,000 and all of vested_balance;
    without small_balance_floor no 10,000. The vested balance includes the loans still owed. The
    statute is followed literally: paying down a loan can raise the limit a year later. At most half
    of the vested balance may secure loans: what the 10,000 or a disaster adds to that needs other
    security, and many plans lend no more than half.

    >>> LOAN_MAX(80000, 27000, 18000)
    22000.0

    Source: IRC 72(p)(2)(A), 29 CFR 2550.408b-1; the example is that of the IRS, Retirement Plans
    FAQs regarding Loans.
    """
    return limits.most(
        xp,
        vested_balance,
        highest_balance_12m,
        outstanding,
        disaster=disaster,
        floor=small_balance_floor,
    )


@worksheet_function(
    GROUP,
    result="dollars",
    native=f"MAX(0,amount-{MOST})",
)
def LOAN_EXCESS(
    xp: Scope,
    amount: Amount,
    vested_balance: VestedBalance,
    highest_balance_12m: HighestBalance = 0.0,
    outstanding: Outstanding = 0.0,
    disaster: Disaster = False,
    small_balance_floor: SmallBalanceFloor = True,
) -> float:
    """Part of a loan above what the law lets a plan lend, which is taxed at once.

    max(0, amount - LOAN_MAX).

    >>> LOAN_EXCESS(70000, 200000)
    20000.0

    Source: IRC 72(p)(1) and (2)(A); the example is that of Treas. Reg. 1.72(p)-1, Q&A-4.
    """
    most = limits.most(
        xp,
        vested_balance,
        highest_balance_12m,
        outstanding,
        disaster=disaster,
        floor=small_balance_floor,
    )
    return xp.maximum(amount - most, 0.0)


@worksheet_function(
    GROUP,
    result="dollars",
    native="MIN(new_amount,MAX(0,new_amount+IF(new_years>old_years_left,old_balance,0)"
    f"-MAX(0,{most_owed('old_balance')})))",
)
def LOAN_REFINANCE_EXCESS(
    xp: Scope,
    vested_balance: VestedBalance,
    new_amount: Annotated[
        float,
        Number(
            help="Amount of the loan that replaces the old one",
            unit="dollars",
            low=above(0.0),
            allowed="above 0",
        ),
    ],
    new_years: Annotated[float, loan_term("Term of that loan")],
    old_balance: Annotated[float, money("Balance of the loan that it replaces")],
    old_years_left: Annotated[
        float,
        years_from_zero(
            "Years to the last date the old loan may have: its own, or five years from its "
            "start if later",
            50,
        ),
    ],
    highest_balance_12m: HighestBalance = 0.0,
    disaster: Disaster = False,
    small_balance_floor: SmallBalanceFloor = True,
) -> float:
    """Part of a refinanced loan above what the law lets a plan lend, which is taxed at once.

    With new_years above old_years_left the old and the new loan count together:
    max(0, new_amount + old_balance - limit); otherwise max(0, new_amount - limit). At most
    new_amount. The limit is min(50,000 - look-back, max(half of vested_balance, min(10,000,
    vested_balance))), at least 0, with the look-back max(highest_balance_12m, old_balance) -
    old_balance; disaster and small_balance_floor change it as in LOAN_MAX.

    >>> LOAN_REFINANCE_EXCESS(200000, 40000, 5, 30000, 3)
    20000.0
    >>> LOAN_REFINANCE_EXCESS(200000, 40000, 3, 30000, 3)
    0.0

    Source: Treas. Reg. 1.72(p)-1, Q&A-20; IRC 72(p)(2)(A).
    """
    return limits.refinancing_excess(
        xp,
        vested_balance,
        new_amount,
        old_balance,
        highest_balance_12m,
        # Terms worked out from months or days may miss each other by a hair.
        later=new_years > old_years_left + 1e-9,
        disaster=disaster,
        floor=small_balance_floor,
    )


@worksheet_function(GROUP, result="date", one_by_one=True)
def LOAN_LAST_DATE(
    xp: Scope,
    loan_date: Annotated[dt.date, Date(help="Date of the loan")],
    residence_years: Annotated[
        float, years_from_zero("Term the plan allows for buying a principal residence", 50)
    ] = 0.0,
    service_days: Annotated[
        float, whole("Days of military service during the loan", 36600, unit="days")
    ] = 0,
) -> dt.date:
    """Last date by which the law wants a plan loan repaid.

    loan_date + max(5, residence_years) years + service_days. A fraction of a year counts in whole
    months, rounded down; 29 February is clipped to the 28th.

    >>> LOAN_LAST_DATE(dt.date(2026, 3, 15))
    datetime.date(2031, 3, 15)

    Source: IRC 72(p)(2)(B); 414(u)(4) for military service.
    """
    return deadlines.last_date(loan_date, residence_years, int(service_days))
