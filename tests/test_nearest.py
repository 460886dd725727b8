"""What a mistyped word may have meant."""

import pytest

from loan401k.nearest import did_you_mean

KNOWN = ["Loan_Rate", "Loan_Years", "State", "LOAN_PAYMENT", "Start"]


@pytest.mark.parametrize(
    ("word", "sentence"),
    [
        ("Loan_Rat", " Did you mean Loan_Rate?"),
        ("loan_pmt", " Did you mean LOAN_PAYMENT?"),
        ("STAT", " Did you mean State or Start?"),
        ("Rate", ""),  # two thirds of Loan_Rate are something else
        ("xyz", ""),
        ("", ""),
    ],
)
def test_near_words_are_told_and_far_ones_are_not(word, sentence):
    assert did_you_mean(word, KNOWN) == sentence


def test_no_word_is_near_where_none_is_known():
    assert did_you_mean("State", []) == ""
