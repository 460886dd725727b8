"""Formula texts: what is refused, and what the engine gets instead."""

import pytest

from loan401k.hosts.engine import FormulaError, evaluate
from loan401k.hosts.engine.formula import (
    check,
    for_engine,
    refers_elsewhere,
    unknown_functions,
    unknown_names,
)


@pytest.mark.parametrize(
    ("typed", "position", "problem"),
    [
        ("=1+", 3, "ends too early"),
        ("=LOAN_PAYMENT(1000,5%,1", 23, "not closed"),
        ("=LOAN_PAYMENT(1000,5%,1))", 24, "never opened"),
        ("=LOAN_PAYMENT(1000;5%;1)", 18, "comma"),
        ("=LOAN_PAYMENT(1000 5%)", 19, "5 is not expected"),
        ('="abc', 5, "quotation mark"),
        ("=", 1, "nothing after"),
        ("", 1, "nothing after"),
        ("=1+*2", 3, "* is not expected"),
        ("=()", 2, ") is not expected"),
        ("=1+A1:", 3, "A1: is no reference"),
        ("=#REF", 1, "error values"),
        ("={1,2;3}", 7, "differ in length"),
        ('="é€"+)', 6, "never opened"),
        ("=é+2 3", 5, "3 is not expected"),
        ("1+", 3, "ends too early"),
        ("=" + "(" * 500 + "1" + ")" * 500, None, "too deeply"),
        ("=" + "1+" * 2000 + "1", None, "too long"),
        ("=SUM(" + "1," * 9000 + "1)", None, "too long"),
    ],
)
def test_a_formula_that_cannot_be_read_says_where(typed, position, problem):
    with pytest.raises(FormulaError, match="cannot be read at character") as caught:
        evaluate(typed)
    assert problem in caught.value.problem
    assert caught.value.formula.startswith("=")
    assert 0 <= caught.value.position <= len(caught.value.formula)
    if position is not None:
        assert caught.value.position == position


def test_what_can_be_read_passes():
    for text in ("=F(1,,3)", "=A1:B2*{1,2}", "='it''s'!A1&\"x\"\"y\"", "=T[[#All],[a]]"):
        check(text)


@pytest.mark.parametrize(
    ("written", "ready"),
    [
        ("=LOAN_PAYMENT(1,,3)", '=LOAN_PAYMENT(1,"",3)'),
        ("=loan_payment(,)", '=LOAN_PAYMENT("","")'),
        ("=LOAN_PAYMENT( ,\n,3, )", '=LOAN_PAYMENT( "",\n"",3, "")'),
        ("=LOAN_PAYMENT()", "=LOAN_PAYMENT()"),
        ("=LOAN_PAYMENT( )", "=LOAN_PAYMENT( )"),
        ("=SUM(1,,2)", "=SUM(1,,2)"),
        ("=SUM(1,,LOAN_PAYMENT(1,,2),)", '=SUM(1,,LOAN_PAYMENT(1,"",2),)'),
        (
            "=LOAN_PAYMENT(SUM(,1),(2),{1,2;3,4},,LOAN_PAYMENT(,))",
            '=LOAN_PAYMENT(SUM(,1),(2),{1,2;3,4},"",LOAN_PAYMENT("",""))',
        ),
        ('=LOAN_PAYMENT("a,,b",1)', '=LOAN_PAYMENT("a,,b",1)'),
        ('="LOAN_PAYMENT(,)"', '="LOAN_PAYMENT(,)"'),
        ("='a,,b'!A1+LOAN_PAYMENT(1,,2)", "='a,,b'!A1+LOAN_PAYMENT(1,\"\",2)"),
        ("=_xldudf_LOAN_PAYMENT(1,5%,1)", "=LOAN_PAYMENT(1,5%,1)"),
        ("=[1]!LOAN_PAYMENT(1,,1)", '=LOAN_PAYMENT(1,"",1)'),
        ("='C:\\x\\[loan401k.xlam]'!LOAN_PAYMENT(1)", "=LOAN_PAYMENT(1)"),
        ("=[1]!OTHER(1,,2)", "=[1]!OTHER(1,,2)"),
        ("=_xlfn.SINGLE(LOAN_PAYMENT(1,,2))", '=@(LOAN_PAYMENT(1,"",2))'),
    ],
)
def test_only_our_calls_change(written, ready):
    assert for_engine(written) == ready


@pytest.mark.parametrize(
    ("text", "elsewhere"),
    [
        ("=[1]Sheet!A1", True),
        ("='[Book 2.xlsx]Sheet'!A1*2", True),
        ("=IF(FALSE,[1]S!A1,1)", True),
        ("=Table1[Amount]", False),
        ('="[1]Sheet!A1"', False),
        ("=Sheet!A1", False),
    ],
)
def test_references_to_other_workbooks_are_seen(text, elsewhere):
    assert refers_elsewhere(text) is elsewhere


def test_unknown_words_are_found():
    text = '=LOAN_PAYMENT(1)+SUM(NOPE(2))+XLOOKUP(1,A1:A2,rate)+FOO.BAR()&"BAZ("'
    assert unknown_functions(text) == ["NOPE", "FOO.BAR"]
    assert unknown_names(text, set()) == ["rate"]
    assert unknown_names(text, {"rate"}) == []


def test_words_that_let_defines_are_known():
    assert unknown_functions("=LET(f,LAMBDA(x,x+1),f(2))") == []
    assert unknown_names("=LET(x,1,x+1)", set()) == []


@pytest.mark.parametrize("name", ["_xlfn.SINGLE", "_XLFN.SINGLE"])
def test_the_at_sign_as_files_store_it_is_known(name):
    assert unknown_functions(f"={name}(A1:A3)*2") == []
    assert unknown_functions(f"={name}S(A1:A3)*2") == [f"{name}S"]
