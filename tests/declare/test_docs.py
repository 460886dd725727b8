"""What `help` says of a function: formula, parameters, what is returned and raised."""

import pydoc
import re

import pytest

import loan401k
from loan401k.declare import REGISTRY

functions = pytest.mark.parametrize("name", sorted(REGISTRY))


def help_of(name):
    return pydoc.plain(pydoc.render_doc(getattr(loan401k, name)))


@functions
def test_help_names_every_argument_with_what_it_may_be(name):
    declaration = REGISTRY[name]
    text = help_of(name)
    for argument in declaration.arguments:
        assert re.search(rf"^ +{argument.name} : .*\n +{re.escape(argument.kind.help)}", text, re.M)
        assert argument.kind.allowed in text
    for heading in declaration.headings:
        assert f"{heading} (" in text
    assert text.index("Returns") < text.index("Raises") < text.index("InputError")


def test_help_says_that_rates_are_decimals_and_that_arrays_are_accepted():
    text = help_of("DEFAULT_COST")
    assert "federal_rate : float or array, a decimal\n" in text
    assert "penalty : float or array, a decimal, optional, default 0.1\n" in text
    assert "side_return : float or array, a decimal, optional, default account_return\n" in text
    assert "Rates and shares are decimals: 0.0425 is 4.25%." in text
    assert "may be one value or an array" in text
    assert "Dollars." in text


def test_help_of_a_table_tells_its_columns_and_units():
    text = help_of("LOAN_MINIMUM")
    assert "debts : rows\n" in text
    assert "loan_rate : float, a decimal\n" in text
    assert "Columns: Balance (dollars); APR (rate); Amount to move (dollars)." in text
    assert "array" not in text


def test_dates_words_and_flags_are_told_apart():
    assert "missed_date : date or array\n" in help_of("CURE_DEADLINE")
    assert "compounding : str or array, optional, default 'effective'\n" in help_of("LOAN_NET_COST")
    assert "disaster : bool or array, optional, default False\n" in help_of("LOAN_MAX")


@functions
def test_every_symbol_of_a_formula_is_said(name):
    """A capital by itself is told once in words: "B the balance", "H = m x years"."""
    formula = " ".join(REGISTRY[name].doc.partition(">>>")[0].split())
    for symbol in set(re.findall(r"(?<![\w\"'#/])([BCHLMNT])(?![\w\"'/]|_\w\w)", formula)):
        words = rf"\b{symbol}(_k|_\(k-1\))? (the |counts |then|= [a-z])|\bhorizon {symbol}\b"
        assert re.search(words, formula), symbol
