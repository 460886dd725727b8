"""What each kind of argument takes, and the sentence for what it does not take."""

import contextlib
import datetime as dt
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loan401k import (
    DEBT_PLAN,
    LOAN_MAX,
    LOAN_NET_COST,
    LOAN_PAYMENT,
    LOAN_SCHEDULE,
    PAYOFF_SAVINGS,
    CellError,
    DomainError,
    InputError,
)
from loan401k.declare.kinds import Date, Flag, Number, Rows, Text, Word, above, below, one_of
from loan401k.errors import ERROR_CODES, ErrorInArgument

MONEY = Number(help="Money", unit="dollars", low=0.0, allowed="0 or more")
COUNT = Number(help="Count", low=0.0, high=10.0, whole=True, allowed="a whole number from 0 to 10")
CHOICE = Number(choices=one_of((1, 12))[0], allowed=one_of((1, 12))[1])
WORD = Word(words=("net", "interest"), allowed='"net" or "interest"')
FLAG = Flag(allowed="TRUE or FALSE")
DATE = Date()
TEXT = Text(allowed="a text")
ROWS = Rows(
    columns=(("balance", MONEY), ("APR", Number(low=0.0, high=1.0, allowed="from 0 to 1"))),
    allowed="rows of balance and APR",
)
KINDS = [MONEY, COUNT, CHOICE, WORD, FLAG, DATE, TEXT, ROWS]

#: More digits than Python turns into text.
HUGE = pytest.param(10**5000, id="huge")


class Named:
    """A thing no cell holds."""

    def __str__(self):
        return "x" * 100


# Numbers


@pytest.mark.parametrize(
    "value",
    [
        10000,
        10000.0,
        Decimal("10000"),
        Fraction(10000),
        np.float64(10000),
        np.float32(10000),
        np.int64(10000),
        np.uint16(10000),
        np.array(10000.0),
    ],
    ids=lambda value: type(value).__name__,
)
def test_every_real_number_is_a_number(value):
    answer = LOAN_PAYMENT(value, 0.0425, 5)
    assert type(answer) is float
    assert round(answer, 2) == 185.30


@pytest.mark.parametrize(
    ("value", "error", "message"),
    [
        ("4.25%", InputError, 'loan_rate is the text "4.25%", which only looks like a number'),
        (" $10,000 ", InputError, 'loan_rate is the text " $10,000 ", which only looks like'),
        ("0.0425", InputError, "only looks like a number; it must be a number, from 0 to 1"),
        ("low", InputError, 'loan_rate is the text "low"; it must be a number, from 0 to 1'),
        ("x" * 99, InputError, f'loan_rate is the text "{"x" * 37}..."; it must be a number'),
        (True, InputError, "loan_rate is TRUE; it must be a number, from 0 to 1"),
        (np.True_, InputError, "loan_rate is TRUE; it must be a number, from 0 to 1"),
        (1j, InputError, "loan_rate is 1j; it must be a number"),
        (dt.date(2026, 1, 1), InputError, "loan_rate is 2026-01-01; it must be a number"),
        (Named(), InputError, "loan_rate is a Named; it must be a number"),
        ("", InputError, "loan_rate is blank; it must be from 0 to 1 (100%)."),
        (None, InputError, "loan_rate is blank; it must be from 0 to 1 (100%)."),
        (4.25, DomainError, "loan_rate is 4.25; it must be from 0 to 1 (100%). 4.25% is typed"),
        (-0.01, DomainError, "loan_rate is -0.01; it must be from 0 to 1 (100%)."),
        (float("nan"), DomainError, "loan_rate is nan; it must be from 0 to 1 (100%)."),
        (float("inf"), DomainError, "loan_rate is inf; it must be from 0 to 1 (100%)."),
        (Decimal("NaN"), DomainError, "loan_rate is NaN; it must be from 0 to 1 (100%)."),
        (Decimal("sNaN"), DomainError, "loan_rate is sNaN; it must be from 0 to 1 (100%)."),
        (Decimal("1e400"), DomainError, "it must be from 0 to 1 (100%)."),
        (10**400, DomainError, "loan_rate is beyond the range of a double; it must be from 0"),
    ],
)
def test_a_bad_number_is_told_with_argument_value_and_range(value, error, message):
    with pytest.raises(error) as caught:
        LOAN_PAYMENT(10000, value, 5)
    assert message in str(caught.value)
    assert type(caught.value) is error
    # The same sentence travels with the cell of a range.
    cell = LOAN_PAYMENT(10000, [value, 0.05], 5)[0]
    assert cell == caught.value.code
    assert cell.reason == str(caught.value)


def test_a_number_of_more_digits_than_python_prints_is_refused_like_any_other():
    with pytest.raises(DomainError, match="loan_rate is beyond the range of a double"):
        LOAN_PAYMENT(10000, 10**5000, 5)
    assert LOAN_PAYMENT(10000, [10**5000, 0.05], 5)[0] == "#NUM!"


def test_bounds_that_are_not_allowed_are_a_double_away():
    assert 0 < above(0.0) < 1e-300
    assert below(1.0) == 1 - 2.0**-53


@pytest.mark.parametrize(("value", "count"), [(3, 3), (3 + 4e-10, 3), (3 - 4e-10, 3), (10, 10)])
def test_a_whole_number_may_miss_by_a_hair(value, count):
    checked = COUNT.check("n", value)
    assert checked == count
    assert type(checked) is float


@pytest.mark.parametrize("value", [3.5, 3 + 1e-8, 11, -1])
def test_a_fraction_is_no_whole_number(value):
    with pytest.raises(DomainError, match="it must be a whole number from 0 to 10"):
        COUNT.check("n", value)


def test_a_choice_is_one_of_its_list_in_a_cell_and_in_a_range():
    assert CHOICE.check("m", 12) == 12
    sentence = "payments_per_year is 3; it must be one of 1, 2, 4, 12, 24, 26 and 52."
    with pytest.raises(DomainError, match=sentence):
        LOAN_PAYMENT(10000, 0.04, 5, 3)
    for value in (3, 12 + 1e-10, 11.5):
        with pytest.raises(DomainError):
            LOAN_PAYMENT(10000, 0.04, 5, value)
        assert LOAN_PAYMENT(10000, 0.04, 5, [value])[0] == "#NUM!"


# Words, flags, texts


@pytest.mark.parametrize("value", ["net", "NET", " Net ", np.str_("net")])
def test_words_ignore_case_and_outer_blanks(value):
    assert WORD.check("measure", value) == "net"


@pytest.mark.parametrize("value", ["gross", "", "n e t", 1.0, True, 10**400, dt.date(2026, 1, 1)])
def test_a_word_outside_its_list_is_a_wrong_value(value):
    with pytest.raises(InputError, match='; it must be "net" or "interest"'):
        WORD.check("measure", value)


@pytest.mark.parametrize("value", [True, 1, 1.0, np.True_, np.float64(1)])
def test_true_and_one_are_the_flag(value):
    assert FLAG.check("flag", value) is True
    assert FLAG.check("flag", type(value)(0)) is False


@pytest.mark.parametrize("value", [2, 0.5, -1, "TRUE", "yes", 10**400, float("nan"), None])
def test_nothing_else_is_a_flag(value):
    with pytest.raises(InputError, match=r"flag is .*; it must be TRUE or FALSE"):
        FLAG.check("flag", value)


def test_a_text_loses_outer_blanks():
    assert TEXT.check("state", " ca ") == "ca"
    with pytest.raises(InputError, match="state is 6; it must be a text"):
        TEXT.check("state", 6.0)


# Dates


@pytest.mark.parametrize(
    "value",
    [
        46096,
        46096.75,
        np.int64(46096),
        Decimal("46096.5"),
        dt.date(2026, 3, 15),
        dt.datetime(2026, 3, 15, 23, 59),
    ],
)
def test_a_date_is_a_serial_number_or_a_python_date(value):
    assert DATE.check("start_date", value) == dt.date(2026, 3, 15)


@pytest.mark.parametrize(("value", "date"), [(61, "1900-03-01"), (2958465.999, "9999-12-31")])
def test_the_first_and_the_last_date(value, date):
    assert DATE.check("start_date", value).isoformat() == date


@pytest.mark.parametrize(
    "value",
    [
        60.9,
        0,
        -5,
        2958466,
        1e300,
        float("nan"),
        float("-inf"),
        10**400,
        HUGE,
        Decimal("NaN"),
        Decimal("sNaN"),
        dt.date(1900, 2, 28),
        dt.datetime(1, 1, 1),
    ],
)
def test_a_date_outside_the_spreadsheet_calendar_is_refused(value):
    with pytest.raises(DomainError, match="it must be a date from 1 March 1900 to 31 December"):
        DATE.check("start_date", value)


@pytest.mark.parametrize("value", ["2026-03-15", True, [1]])
def test_no_date_is_read_from_text_or_flags(value):
    with pytest.raises(InputError, match=r"start_date is .*; it must be a date"):
        DATE.check("start_date", value)


# Rows


def test_rows_of_numbers_are_read_and_blank_rows_passed_over():
    given_rows = [[6000, 0.24], [None, ""], (np.float64(900), 0)]
    assert ROWS.check("debts", given_rows) == [(6000.0, 0.24), (900.0, 0.0)]
    assert ROWS.check("debts", [6000, 0.24]) == [(6000.0, 0.24)]
    assert ROWS.check("debts", np.array([[6000, 0.24]])) == [(6000.0, 0.24)]


@pytest.mark.parametrize(
    ("value", "error", "message"),
    [
        ([[6000, 4.24]], DomainError, "APR in row 1 of debts is 4.24; it must be from 0 to 1"),
        ([[1, 0], [-1, 0]], DomainError, "balance in row 2 of debts is -1; it must be 0 or more"),
        ([[6000]], InputError, "row 1 of debts is not of the form: rows of balance and APR"),
        ([[6000, 0.1], 5], InputError, "row 2 of debts is not of the form"),
        ([[6000, None]], InputError, "APR in row 1 of debts is blank; it must be"),
        ([[None, ""]], InputError, "debts is blank; it must be rows of balance and APR"),
        ([], InputError, "debts"),
        ("debts", InputError, 'debts is the text "debts"; it must be rows'),
        (5.0, InputError, "debts is 5; it must be rows"),
        (10**400, InputError, "it must be rows"),
    ],
)
def test_bad_rows_are_told_by_row_and_column(value, error, message):
    with pytest.raises(error) as caught:
        ROWS.check("debts", value)
    assert message in str(caught.value)


# Errors


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: type(kind).__name__)
@pytest.mark.parametrize("code", ERROR_CODES)
def test_an_error_passes_through_every_kind(kind, code):
    with pytest.raises(ErrorInArgument) as caught:
        kind.check("argument", CellError(code, "the reason"))
    assert caught.value.cell() == code
    assert caught.value.cell().reason == "the reason"


def test_an_error_without_a_reason_gets_one():
    with pytest.raises(ErrorInArgument, match="an argument holds the error #REF!"):
        MONEY.check("amount", CellError("#REF!"))


anything = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.integers(min_value=10**300, max_value=10**330),
    st.floats(),
    st.decimals(allow_nan=True),
    st.text(max_size=5),
    st.dates(),
    st.datetimes(),
    st.binary(max_size=2),
    st.complex_numbers(),
    st.lists(st.integers(), max_size=2),
    st.sampled_from(ERROR_CODES).map(CellError),
)


@settings(deadline=None, max_examples=200)
@given(value=anything)
def test_a_kind_answers_or_raises_one_of_our_errors(value):
    for kind in KINDS:
        with contextlib.suppress(InputError, DomainError, ErrorInArgument):
            kind.check("argument", value)


# The same through the functions


def test_a_missing_argument_is_named():
    with pytest.raises(InputError, match="LOAN_PAYMENT needs years"):
        LOAN_PAYMENT(10000, 0.04)


def test_an_unknown_a_doubled_and_a_surplus_argument_are_named():
    with pytest.raises(InputError, match="LOAN_PAYMENT has no argument 'rate'"):
        LOAN_PAYMENT(10000, 0.04, 5, rate=3)
    with pytest.raises(InputError, match="LOAN_PAYMENT was given years twice"):
        LOAN_PAYMENT(10000, 0.04, 5, years=5)
    with pytest.raises(InputError, match="LOAN_PAYMENT takes at most 4 arguments"):
        LOAN_PAYMENT(10000, 0.04, 5, 12, 1)


@pytest.mark.parametrize("blank", [None, ""])
def test_a_blank_option_is_its_default(blank):
    full = LOAN_NET_COST(10000, 0.04, 5, 0.06)
    assert LOAN_NET_COST(10000, 0.04, 5, 0.06, *[blank] * 7) == full
    # numpy's powers may differ from Python's in the last bits.
    in_a_range = LOAN_NET_COST(10000, 0.04, 5, [0.06], *[[blank]] * 7).tolist()
    assert in_a_range == pytest.approx([full], rel=1e-12)


@pytest.mark.parametrize(
    ("years", "per_year"), [(5.01, 12), (0.3, 4), (50.0001, 1), (0.04, 12), (1e-300, 52)]
)
def test_a_term_is_a_whole_number_of_payments(years, per_year):
    with pytest.raises(DomainError, match="years is "):
        LOAN_PAYMENT(10000, 0.04, years, per_year)


def test_a_term_may_miss_a_whole_number_of_payments_by_a_hair():
    assert LOAN_PAYMENT(10000, 0.04, 17 / 12 + 5e-11) == LOAN_PAYMENT(10000, 0.04, 17 / 12)
    assert LOAN_PAYMENT(10000, 0.04, 50, 52) > 0


def test_a_range_where_one_cell_belongs_is_told():
    with pytest.raises(InputError, match="years is a range; it must be a single cell"):
        LOAN_SCHEDULE(10000, 0.04, [5, 6])


def test_conditions_between_arguments_name_the_argument():
    with pytest.raises(DomainError, match="extra_payment is -900; it must be at least -"):
        LOAN_SCHEDULE(10000, 0.04, 5, extra_payment=-900)
    with pytest.raises(InputError, match='measure is the text "gross"; it must be "net" or'):
        PAYOFF_SAVINGS(10000, 0.04, 5, 0.2, measure="gross")


def test_a_result_beyond_a_double_is_a_number_error():
    with pytest.raises(DomainError, match="The result is beyond the range of a double"):
        LOAN_NET_COST(1.7e308, 0.04, 50, 1.0)
    assert LOAN_NET_COST([1.7e308, 10000], 0.04, 50, 1.0)[0] == "#NUM!"
    with pytest.raises(DomainError, match="120 months from 9990-01-01 is outside the calendar"):
        LOAN_SCHEDULE(10000, 0.04, 50, 1, dt.date(9990, 1, 1))


def test_a_flag_is_not_a_number_for_money():
    with pytest.raises(InputError, match="vested_balance is TRUE"):
        LOAN_MAX(True)


@pytest.mark.parametrize("unit", ["D", "us", "ns"])
def test_a_date_of_numpy_is_a_date_whatever_its_unit(unit):
    date = np.datetime64("2026-03-15").astype(f"M8[{unit}]")
    assert Date().check("day", date) == dt.date(2026, 3, 15)
    with pytest.raises(InputError, match="amount is 2026-03-15; it must be a number"):
        LOAN_PAYMENT(date, 0.04, 1)


@pytest.mark.parametrize("unit", ["D", "us", "ns"])
def test_a_duration_is_neither_a_date_nor_a_number(unit):
    durations = np.array([46000, 46001], f"m8[{unit}]")
    for check in (Date().check, Number(allowed="a number").check):
        with pytest.raises(InputError, match="it must be"):
            check("value", durations[0])
    assert LOAN_PAYMENT(durations, 0.04, 1).tolist() == ["#VALUE!", "#VALUE!"]


@pytest.mark.parametrize("missing", [np.datetime64("NaT"), np.timedelta64("NaT"), pd.NaT])
def test_a_missing_date_is_refused(missing):
    with pytest.raises(InputError, match="it must be a date"):
        Date().check("day", missing)


@pytest.mark.parametrize("dtype", [float, object])
def test_a_masked_cell_is_blank(dtype):
    amounts = np.ma.masked_array([10_000, 20_000], mask=[False, True], dtype=dtype)
    answers = LOAN_PAYMENT(amounts, 0, 1)
    assert (answers[0], answers[1]) == (pytest.approx(10_000 / 12), "#VALUE!")
    often = np.ma.masked_array([4, 26], mask=[False, True], dtype=dtype)
    assert LOAN_PAYMENT(1200, 0, 1, often).tolist() == [300, 100]  # 12 a year unless told


def test_a_frame_where_rows_belong_is_told_by_its_type():
    with pytest.raises(InputError, match="debts is a DataFrame; it must be rows"):
        DEBT_PLAN(pd.DataFrame([[1000.0, 0.2, 50.0]]), 100)


def test_a_frame_of_numbers_is_a_range():
    answers = LOAN_PAYMENT(pd.DataFrame({"a": [1200.0, 2400.0], "b": [-1.0, 12.0]}), 0, 1)
    assert answers.tolist() == [[100, "#NUM!"], [200, 1]]
