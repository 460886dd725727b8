import datetime as dt

import pytest

from loan401k.cli.validation import Rule


def rule(kind, operator="between", one="2", two="4", blank=True):
    return Rule("Start", kind, operator, (one, two), blank, "")


class Calculated:
    """Stands for a calculated workbook whose cell A1 is 3 and B1 is blank."""

    def rows(self, sheet, reference):
        assert sheet in ("Start", "It's here")
        return {"$A$1": [[3.0]], "A1": [[3.0]], "B1": [[None]], "A1:B1": [[3.0, None]]}[reference]


@pytest.mark.parametrize(
    ("operator", "inside", "outside", "sentence"),
    [
        ("between", 4.0, 4.5, "a number from 2 to 4"),
        ("notBetween", 4.5, 4.0, "a number outside 2 to 4"),
        ("equal", 2.0, 4.0, "a number equal to 2"),
        ("notEqual", 4.0, 2.0, "a number other than 2"),
        ("greaterThan", 2.5, 2.0, "a number above 2"),
        ("lessThan", 1.5, 2.0, "a number below 2"),
        ("greaterThanOrEqual", 2.0, 1.5, "a number at least 2"),
        ("lessThanOrEqual", 2.0, 2.5, "a number at most 2"),
    ],
)
def test_every_operator_of_the_file_format(operator, inside, outside, sentence):
    assert rule("decimal", operator).refuses(inside, Calculated()) == ""
    assert rule("decimal", operator).refuses(outside, Calculated()) == sentence


@pytest.mark.parametrize(
    ("kind", "value", "refused"),
    [
        ("whole", 3.0, False),
        ("whole", 3.5, True),
        ("whole", "three", True),
        ("decimal", True, True),
        ("decimal", "3", True),
        ("date", dt.date(1900, 1, 2), False),
        ("date", dt.date(2026, 1, 1), True),
        ("textLength", "abc", False),
        ("textLength", "abcde", True),
        ("textLength", 123.0, False),
        ("custom", "anything", False),
        ("none", "anything", False),
    ],
)
def test_values_are_measured_by_the_kind_of_rule(kind, value, refused):
    assert bool(rule(kind).refuses(value, Calculated())) == refused


def test_bounds_may_be_cells():
    assert rule("decimal", one="$A$1").refuses(2.5, Calculated()) == "a number from 3 to 4"
    assert rule("decimal", one="'It''s here'!$A$1").refuses(3.5, Calculated()) == ""


def test_bounds_that_cannot_be_told_are_left_to_the_workbook():
    assert rule("decimal", one="B1").refuses(-1.0, Calculated()) == ""
    assert rule("decimal", one="A1+1").refuses(-1.0, Calculated()) == ""
    assert rule("decimal", "greaterThan", one="MAX(A1,B1)").refuses(-1.0, Calculated()) == ""


def test_a_list_may_be_words_or_cells():
    words = rule("list", one='"net, interest"')
    assert words.refuses("Interest", Calculated()) == ""
    assert words.refuses("gross", Calculated()) == "one of net, interest"
    cells = rule("list", one="A1:B1")
    assert cells.refuses(3.0, Calculated()) == ""
    assert cells.refuses(4.0, Calculated()) == "one of 3"
    assert rule("list", one="OFFSET(A1,1,1)").refuses("any", Calculated()) == ""


def test_blank_is_refused_where_the_rule_says_so():
    assert rule("decimal").refuses(None, Calculated()) == ""
    assert rule("decimal", blank=False).refuses(None, Calculated()) == "filled in"
