"""What a loan that is not repaid costs: tax, penalty, and what the risk of it is worth."""

from __future__ import annotations

from typing import Annotated

from ..declare import Text, same_as, worksheet_function
from ..declare.kinds import Number, Word, above
from ..declare.scope import Scope
from ..finance import hazard
from ..finance.numeric import growth
from ..law import RULES, STATE_ADDITIONS
from .arguments import (
    AccountReturn,
    Amount,
    AnnualSeparation,
    DefaultGivenSeparation,
    LoanRate,
    LoanYears,
    Penalty,
    PerYear,
    RetirementTax,
    TaxRate,
    YearsToRetirement,
    flag,
    money,
    returns,
    share,
    signed_money,
    tax,
    years_from_zero,
)
from .conditions import payments, taxes_below_one
from .native import I, N

GROUP = "Job loss"

#: In Excel's own words: the chance of keeping the job for a period.
_STAYS = "(1-annual_separation)^(1/payments_per_year)"

Owed = Annotated[float, money("Balance of the loan that is not repaid")]
FederalRate = Annotated[float, tax("Federal marginal tax rate on the balance")]
StateRate = Annotated[float, tax("State marginal tax rate on the balance")]
StatePenalty = Annotated[float, tax("State's additional tax on an early distribution")]


@worksheet_function(GROUP, result="rate")
def EARLY_PENALTY_RATE(
    xp: Scope,
    age: Annotated[float, years_from_zero("Age on the day of the distribution", 120)],
    distribution: Annotated[
        str,
        Word(
            help="What kind of distribution it is",
            words=("offset", "deemed", "withdrawal"),
            allowed='"offset", "deemed" or "withdrawal"',
        ),
    ] = "offset",
    separation_age: Annotated[
        float, years_from_zero("Age reached in the year of leaving the job, 0 if employed", 120)
    ] = 0.0,
    public_safety: Annotated[bool, flag("Whether you are a public safety employee")] = False,
    exempt: Annotated[
        bool,
        flag(
            "Whether another exception applies: disability, death, terminal illness, medical above "
            "7.5% of AGI, levy, QDRO, equal payments, birth, disaster, domestic abuse, emergency, "
            "long-term care"
        ),
    ] = False,
    state: Annotated[
        str,
        Text(
            help="State of residence",
            allowed='two letters such as "CA", or "other"',
            pattern="([a-z]{2}|other)?",
        ),
    ] = "",
) -> float:
    """Additional tax on an early distribution as a rate: 10% or 0, and what the state adds.

    0 from age 59 1/2, with exempt, or after leaving the job in or after the calendar year of
    turning 55 (public safety 50). All three kinds of distribution bear the same tax: what sets a
    deemed one of someone still employed apart is that there is no separation_age. Where the 10%
    applies CA adds 2.5%, WI 3.3%, VT 2.4%, AR 1% and NE 2.96% (to be confirmed); other states add
    nothing. Puerto Rico has plan rules of its own, which are not here. Exceptions for `exempt` with
    a limit: an emergency 1,000 a year, birth or adoption 5,000, a disaster 22,000, domestic abuse
    10,000 (indexed) or half the account, long-term care 2,600 (2026).

    >>> EARLY_PENALTY_RATE(45), EARLY_PENALTY_RATE(56, "offset", 55), EARLY_PENALTY_RATE(59.5)
    (0.1, 0.0, 0.0)
    >>> round(EARLY_PENALTY_RATE(45, state="WI"), 4)
    0.133

    Source: IRC 72(t); Treas. Reg. 1.72(p)-1, Q&A-11(b); each state's law, in Limits and rules.
    """
    if exempt:
        return 0.0 * age
    left_late = RULES["public_safety_age" if public_safety else "separation_age"].value
    old = age >= RULES["early_penalty_age"].value
    rate = RULES["early_penalty_rate"].value + STATE_ADDITIONS.get(state.upper(), 0.0)
    return xp.where(xp.either(old, separation_age >= left_late), 0.0, rate)


@worksheet_function(
    GROUP,
    result="dollars",
    native="balance*(1-basis_share)*(federal_rate+state_rate+penalty+state_penalty)",
)
def DEFAULT_TAX(
    xp: Scope,
    balance: Owed,
    federal_rate: FederalRate,
    state_rate: StateRate = 0.0,
    penalty: Penalty = 0.1,
    state_penalty: StatePenalty = 0.0,
    basis_share: Annotated[
        float, share("Share of the balance that is after-tax basis, which is not taxed")
    ] = 0.0,
) -> float:
    """Tax and penalty due now on a loan balance that is not repaid.

    balance x (1 - basis_share) x (federal_rate + state_rate + penalty + state_penalty).

    >>> round(DEFAULT_TAX(10000, 0.22, 0.093, 0.1, 0.025), 2)
    4380.0

    Source: IRC 72(p)(1), 72(e), 72(t). For a balance that crosses a bracket use
    TAX_ON_EXTRA_INCOME.
    """
    taxes_below_one(
        xp,
        federal_rate=federal_rate,
        state_rate=state_rate,
        penalty=penalty,
        state_penalty=state_penalty,
    )
    taxed = balance * (1.0 - basis_share)
    return taxed * (federal_rate + state_rate + penalty + state_penalty)


@worksheet_function(
    GROUP,
    result="dollars",
    native="balance*((1-retirement_tax)*(1+account_return)^years_to_retirement"
    "-(1-federal_rate-state_rate-penalty-state_penalty)*(1+side_return)^years_to_retirement)",
)
def DEFAULT_COST(
    xp: Scope,
    balance: Owed,
    federal_rate: FederalRate,
    years_to_retirement: YearsToRetirement,
    account_return: AccountReturn,
    state_rate: StateRate = 0.0,
    penalty: Penalty = 0.1,
    retirement_tax: RetirementTax = 0.0,
    side_return: Annotated[
        float, returns("Yearly effective return of the money outside the account")
    ] = same_as("account_return"),
    state_penalty: StatePenalty = 0.0,
) -> float:
    """Wealth lost at retirement when a loan balance is not repaid.

    (1 - retirement_tax) B (1+r)^T - (1 - all taxes and penalties now) B (1+side_return)^T, with B
    the balance, r the account's return and T the years: what the balance would have become in the
    account, less what is left of it outside.

    >>> round(DEFAULT_COST(10000, 0.22, 20, 0.07, 0.05, 0.1, 0.2), 4)
    6578.4636

    Source: arithmetic of the two accounts.
    """
    taxes_below_one(
        xp,
        federal_rate=federal_rate,
        state_rate=state_rate,
        penalty=penalty,
        state_penalty=state_penalty,
    )
    kept = (1.0 - retirement_tax) * growth(xp, account_return, years_to_retirement)
    taxed = 1.0 - federal_rate - state_rate - penalty - state_penalty
    return balance * (kept - taxed * growth(xp, side_return, years_to_retirement))


@worksheet_function(
    GROUP,
    result="share a month",
    native="1-(1-probability)^(1/months)",
)
def MONTHLY_HAZARD(
    xp: Scope,
    probability: Annotated[float, share("Chance over the whole time")],
    months: Annotated[
        float,
        Number(
            help="Length of that time",
            unit="months",
            low=above(0.0),
            high=2600.0,
            allowed="above 0, at most 2,600",
        ),
    ],
) -> float:
    """Chance per month that adds up to a chance over some months.

    1 - (1 - probability)^(1/months).

    >>> round(MONTHLY_HAZARD(0.2, 60), 9)
    0.003712152

    Source: constant hazard; the example is implied by the articles (15% of balances, 75% of
    leavers, five years).
    """
    return hazard.period_hazard(xp, probability, months)


@worksheet_function(
    GROUP,
    result="dollars",
    native="default_given_separation*(tax_rate+penalty-retirement_tax)"
    f"*(amount-PPMT({I},1,{N},amount)*{_STAYS}*FV({_STAYS}*(1+{I})-1,{N},1))",
)
def EXPECTED_DEFAULT_COST(
    xp: Scope,
    amount: Amount,
    loan_rate: LoanRate,
    years: LoanYears,
    annual_separation: AnnualSeparation,
    tax_rate: TaxRate,
    default_given_separation: DefaultGivenSeparation = 0.75,
    penalty: Penalty = 0.1,
    payments_per_year: PerYear = 12,
    retirement_tax: RetirementTax = 0.0,
) -> float:
    """Expected cost of losing the job before the loan is repaid, undiscounted.

    default_given_separation x (tax_rate + penalty - retirement_tax) x sum over k of
    (1-h)^(k-1) h B_(k-1), with h the chance per period from annual_separation and B_(k-1) the
    balance before the missed payment. retirement_tax is what a default spares later; without it
    the cost is the cash due at once.

    >>> round(EXPECTED_DEFAULT_COST(10000, 0.0425, 5, 0.15, 0.22), 4)
    791.1806

    Source: constant hazard; default shares from research quoted by the articles.
    """
    taxes_below_one(xp, tax_rate=tax_rate, penalty=penalty)
    n = payments(xp, years, payments_per_year)
    chance = hazard.period_hazard(xp, annual_separation, payments_per_year)
    exposed = hazard.expected_exposure(xp, amount, loan_rate / payments_per_year, n, chance)
    return default_given_separation * (tax_rate + penalty - retirement_tax) * exposed


@worksheet_function(
    GROUP,
    result="dollars",
    native="net/(1-tax_rate-penalty)",
)
def GROSS_UP_WITHDRAWAL(
    xp: Scope,
    net: Annotated[float, signed_money("Money needed after tax")],
    tax_rate: TaxRate,
    penalty: Penalty = 0.1,
) -> float:
    """Withdrawal that leaves a sum after tax and penalty.

    net / (1 - tax_rate - penalty).

    >>> round(GROSS_UP_WITHDRAWAL(10000, 0.22), 2)
    14705.88

    Source: arithmetic.
    """
    taxes_below_one(xp, tax_rate=tax_rate, penalty=penalty)
    return net / (1.0 - tax_rate - penalty)


@worksheet_function(
    GROUP,
    result="dollars",
    native=f"IF(direct_rollover,0,MIN({RULES['offset_withholding_rate'].value:g}*(cash+offset),cash))",
)
def OFFSET_WITHHOLDING(
    xp: Scope,
    cash: Annotated[float, money("Cash paid out with the distribution")],
    offset: Annotated[float, money("Loan balance offset against the account")],
    direct_rollover: Annotated[
        bool, flag("Whether the cash goes straight into an IRA or a new plan")
    ] = False,
) -> float:
    """Federal tax withheld from a distribution that includes a loan offset.

    20% of cash and offset together, taken from the cash and at most all of it; 0 when the cash is
    rolled over directly.

    >>> OFFSET_WITHHOLDING(7000, 3000)
    2000.0

    Source: IRC 3405(c); Treas. Reg. 1.402(c)-2.
    """
    if direct_rollover:
        return 0.0 * cash
    return xp.minimum(RULES["offset_withholding_rate"].value * (cash + offset), cash)
