"""A range of names and values in every form in which cells and Python give it."""

import math

import numpy as np
import pandas
import polars
import pytest

from loan401k.declare import REGISTRY
from loan401k.errors import CellError, ErrorInArgument, InputError
from tests.reference.households import TYPICAL

KIND = REGISTRY["LOAN_GAIN"].arguments[0].kind
PAIRS = [[name, float(value)] for name, value in TYPICAL.items()]
NAMES = list(TYPICAL)
ROW = [float(value) for value in TYPICAL.values()]


def read(value):
    return KIND.check("household", value)


def gain(cells):
    return REGISTRY["LOAN_GAIN"].cells([cells])


def test_two_columns_a_dict_and_a_table_of_one_row_are_the_same_household():
    ways = [
        PAIRS,
        TYPICAL,
        [TYPICAL],
        [NAMES, ROW],
        tuple(map(tuple, PAIRS)),
        np.array(PAIRS, object),
    ]
    first, *others = (read(way) for way in ways)
    for other in others:
        assert {n: v for n, v in other.columns.items() if v == v} == first.columns or all(
            a == b or (math.isnan(a[0]) and math.isnan(b[0]))
            for a, b in zip(first.columns.values(), other.columns.values(), strict=True)
        )
    assert first.alone
    assert not read([TYPICAL]).alone


def test_names_ignore_case_and_blanks_around_and_take_blanks_for_underscores():
    spelled = [[f"  {name.upper().replace('_', ' ')} ", value] for name, value in PAIRS]
    assert gain(spelled) == gain(PAIRS)


def test_remarks_and_blank_names_are_passed_over_with_what_they_name():
    assert gain([["# Client", "Jo"], [None, 5.0], ["", None], *PAIRS]) == gain(PAIRS)
    table = [["#client", *NAMES, ""], ["Jo", *ROW, "a note"], ["Al", *ROW, None]]
    assert [cell for (cell,) in gain(table)] == pytest.approx([gain(PAIRS)] * 2, rel=1e-12)


@pytest.mark.parametrize("blank", [None, "", "  ", math.nan, np.float64("nan")])
def test_a_blank_takes_the_default(blank):
    changed = [[n, v] for n, v in PAIRS if n != "upfront_fee"]
    assert gain([*changed, ["upfront_fee", blank]]) == gain(changed)


def test_a_blank_row_is_blank_text_and_a_bad_row_an_error_of_its_own():
    bad = [4.25 if name == "card_apr" else value for name, value in TYPICAL.items()]
    (good,), (blank,), (wrong,) = gain([NAMES, ROW, [None] * len(ROW), bad])
    assert good == pytest.approx(3539.409973933347, abs=1e-6)
    assert blank == ""
    assert str(wrong) == "#NUM!"
    assert "card_apr is 4.25" in wrong.reason


def test_a_mapping_of_columns_may_hold_lists_arrays_and_single_values():
    columns = {**TYPICAL, "debt": [10000, 5000.0], "card_apr": np.array([0.21, 0.21])}
    assert REGISTRY["LOAN_GAIN"].function(columns).tolist() == pytest.approx(
        [3539.409973933347, 159.8375313608849], abs=1e-6
    )


def test_data_frames_are_taken_as_they_are():
    rows = [{**TYPICAL, "limit": None}, {**TYPICAL, "limit": 5000.0}]
    expected = REGISTRY["LOAN_GAIN"].function(rows).tolist()
    for frame in (pandas.DataFrame(rows), polars.DataFrame(rows)):
        assert REGISTRY["LOAN_GAIN"].function(frame).tolist() == expected
    alone = REGISTRY["LOAN_GAIN"].function(pandas.DataFrame(rows).iloc[1])
    assert alone == pytest.approx(expected[1], rel=1e-12)
    missing = pandas.DataFrame(rows).convert_dtypes()
    assert REGISTRY["LOAN_GAIN"].function(missing).tolist() == expected


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ([*PAIRS, ["card arp", 0.2]], "no name 'card arp'. Did you mean card_apr?"),
        ([*PAIRS, ["Debt", 5.0]], "debt twice"),
        ([*PAIRS, [5.0, 5.0]], "5 where a name must be"),
        (
            [pair for pair in PAIRS if pair[0] != "loan_rate"],
            "needs loan_rate; it must be from 0",
        ),
        ([NAMES], "no row of values"),
        ([["debt"], [5.0]], "two columns"),
        ([[None, None]] * 3, "blank"),
        (5.0, "two columns"),
        ("debt", "two columns"),
        (None, "blank"),
    ],
)
def test_what_is_no_household_is_refused_with_what_is_wrong(cells, words):
    answer = gain(cells)
    assert str(answer) == "#VALUE!"
    assert words in answer.reason


def test_errors_pass_through():
    error = CellError("#REF!")
    with pytest.raises(ErrorInArgument):
        read(error)
    assert str(gain([*PAIRS, ["limit", error]])) == "#REF!"
    assert str(gain([*PAIRS, [error, 5.0]])) == "#REF!"
    of_two = gain([[*NAMES, "limit"], [*ROW, error], [*ROW, None]])
    assert str(of_two[0][0]) == "#REF!"


def test_columns_of_different_lengths_are_refused():
    with pytest.raises(InputError, match="different lengths"):
        read({**TYPICAL, "debt": [1, 2], "card_apr": [0.1, 0.2, 0.3]})


def test_every_name_has_a_sentence_that_fits_a_line():
    for field in KIND.fields:
        assert 10 <= len(field.help) <= 255
        assert ".." not in field.help
