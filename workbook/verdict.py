"""What the Start sheet says in words: the verdict, why, what to do, and the warnings."""

from __future__ import annotations

from loan401k.template import READY

from .layout.words import either, ready, sentence

_BASIS = either(
    ("Advantage=Gain_At_Least", sentence("For the same payments")),
    otherwise=sentence("On {Monthly_Budget|$} a month"),
)
_ORDINARY = "Payments_Per_Year>=Law_payments_per_year_least"  # no textbook case
_TOO_MUCH = "Loan_Amount>Loan_Limit"
_TOO_DEAR = f"AND({_ORDINARY},Monthly_Budget<Loan_Outlay)"

VERDICT = "=" + either(
    (f"NOT({READY})", sentence("Please look at the inputs: {Problem}")),
    ("Paid_Off=0", sentence("There is no debt to pay off: a loan has a cost, and saves nothing.")),
    (
        _TOO_MUCH,
        sentence("Your plan cannot lend that much: the law allows {Loan_Limit|$} at most."),
    ),
    (
        _TOO_DEAR,
        sentence(
            "{Monthly_Budget|$} a month does not pay for this loan: it takes {Loan_Outlay|$}."
        ),
    ),
    (
        "Gain_At_Least>Even_Band",
        f"{_BASIS}&"
        + sentence(
            " the 401(k) loan leaves you {Gain_At_Least|$} better off after {Loan_Years|years}."
        ),
    ),
    (
        "Gain_At_Least<-Even_Band",
        sentence("Keep {Debt_Word}: the 401(k) loan leaves you {Gain_At_Least|$} worse off."),
    ),
    otherwise=sentence("It comes out about even: the loan is not worth its risks."),
)

REASON = ready(
    either(
        (f"OR(Paid_Off=0,{_TOO_MUCH},{_TOO_DEAR})", '""'),
        (
            "AND(Gain_At_Least<=Even_Band,Gain_At_Least<Advantage)",
            sentence("The sheet Comparison plays both, month by month, on the same budget."),
        ),
        otherwise=sentence(
            "It spares you up to {Card_Savings|$} of card debt; your account ends {Net_Cost|$}"
        )
        + '&IF(Net_Cost<0," ahead, because your interest to it beats its return.",'
        '" short of what it would have held.")',
    ),
    otherwise=sentence("The figures come back as soon as every status below says ok."),
)

ADVICE = ready(
    either(
        ("Paid_Off=0", sentence("What to do: leave the account alone.")),
        (_TOO_MUCH, sentence("What to do: ask for {Loan_Limit|$} at most, or keep {Debt_Word}.")),
        (_TOO_DEAR, sentence("What to do: keep {Debt_Word}, or take longer to repay.")),
        (
            "Gain_At_Least<=Even_Band",
            sentence("What to do: keep {Debt_Word}, and put {Monthly_Budget|$} a month on it."),
        ),
        (
            "Gain_After_Risk<=0",
            sentence("What to do: wait until the job is safer; its risk costs more than you gain."),
        ),
        (
            "Emergency_Cash<Balance_At_Leaving",
            sentence(
                "What to do: borrow {Paid_Off|$}, no more, keep the match, and save toward the "
                "{Balance_At_Leaving|$} a lost job would call due."
            ),
        ),
        otherwise=sentence("What to do: borrow {Paid_Off|$}, no more, and keep the match."),
    )
)

#: Conditions and sentences, the most important first.
WARNINGS = (
    (
        _TOO_MUCH,
        "The law lets your plan lend {Loan_Limit|$} at most; more is taxed at once.",
    ),
    (
        "Loan_Amount>Card_Balance",
        "The loan is {Loan_Amount-Card_Balance|$} more than the debt: take only what you need.",
    ),
    (
        "AND(Loan_Years>Law_term_years,Loan_Purpose=Ordinary_Purpose)",
        "A loan that does not buy a home must be repaid within {Law_term_years} years.",
    ),
    (
        "Emergency_Cash<Balance_At_Leaving",
        "If the job ends in month {Leaving_Month}, you are {Cash_Missing|$} short of what is due.",
    ),
    (
        "Match_Missed>0",
        "Contributing less during the loan gives up about {Match_Missed|$} of match a year.",
    ),
    (
        "Card_Balance>Loan_Amount",
        "Only the {Paid_Off|$} that the loan pays off is compared; the rest stays on the card.",
    ),
    (
        _TOO_DEAR,
        "The budget does not cover the loan's {Loan_Outlay|$} a month.",
    ),
    (
        f"AND({_ORDINARY},Card_Balance>0,Monthly_Budget<=Card_Interest_Month)",
        "The budget does not even cover the card's interest: on its own it is never paid.",
    ),
    (
        "Loan_Years>Years_To_Retirement",
        "The loan outlasts your working years: what is left is due when you stop.",
    ),
    (
        "MAX(Loan_Rate,Card_APR,Personal_APR)>High_Rate",
        "One of the rates is above {High_Rate|%}: is it typed right?",
    ),
    (
        "Payments_Per_Year<Law_payments_per_year_least",
        "Plans must be repaid at least every quarter: this is a textbook case.",
    ),
)
