"""What LibreOffice Calc hands over: omitted and blank arguments, errors, ranges, tables."""

import pytest

from loan401k import LOAN_NET_COST, LOAN_PAYMENT, LOAN_RISK, LOAN_SCHEDULE
from loan401k.errors import CellError
from tests.hosts.calc.sheets import Document

CLOSE = {"rel": 1e-12, "abs": 1e-12}


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("=LOAN_NET_COST(10000;4.25%;1;5%;1)", 75.0),
        ("=LOAN_NET_COST(10000;4.25%;5;5%)", 197.2312103),
        ("=LOAN_NET_COST(10000;4.25%;5;5%;)", 197.2312103),
        ("=LOAN_NET_COST(10000;4.25%;1;5%;1;;;;;)", 75.0),
        # An omitted argument in the middle takes its default, text stays text.
        ('=PAYOFF_SAVINGS(10000;4.25%;1;13.4%;1;"INTEREST ")', 1340.0),
        ('=LOAN_NET_COST(10000;4.25%;1;5%;1;;;;;"effective")', 75.0),
        # LibreOffice hands TRUE over as 1, which a flag takes.
        # Half of 80,000 less the 18,000 owed; in a disaster all of it less the 18,000.
        ("=LOAN_MAX(80000;27000;18000)", 22000.0),
        ("=LOAN_MAX(80000;27000;18000;TRUE())", 62000.0),
        ("=LOAN_MAX(80000;27000;18000;1)", 62000.0),
        # A missing or blank required argument, and text for a number.
        ("=LOAN_PAYMENT(;4.25%;5)", "#VALUE!"),
        ("=LOAN_PAYMENT(10000)", "#VALUE!"),
        ("=LOAN_PAYMENT()", "#VALUE!"),
        ('=LOAN_PAYMENT("10000";4.25%;5)', "#VALUE!"),
        # LibreOffice hands a blank cell over as 0.
        ("=LOAN_PAYMENT(Y1;4.25%;5)", "#NUM!"),
        ("=LOAN_PAYMENT(12000;Y1;1)", 1000.0),
        ("=LOAN_PAYMENT(12000;0;1;Y1)", "#NUM!"),
        # LibreOffice itself refuses an argument too many.
        ("=LOAN_PAYMENT(1;0;1;1;1)", "Err:504"),
    ],
)
def test_an_argument_is_taken_as_a_person_means_it(book, formula, expected):
    (value,) = book.values([formula])
    if isinstance(expected, str):
        assert value == CellError(expected)
    else:
        assert value == pytest.approx(expected, abs=1e-7)


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("=LOAN_PAYMENT(0;0;1)", "#NUM!"),
        ("=CARD_MONTHS(10000;20%;1)", "#N/A"),
        ('=LOAN_FACT("no such fact")', "#N/A"),
        ('=PAYOFF_SAVINGS(10000;4.25%;1;13.4%;1;"gross")', "#VALUE!"),
        ("=LOAN_PAYMENT(NA();0;1)", "#N/A"),
        ("=LOAN_PAYMENT(1/0;0;1)", "#DIV/0!"),
        ("=LOAN_PAYMENT(A1;0;1)", "#NUM!"),
        ("=LOAN_PAYMENT(0;0;1)+1", "#NUM!"),
        ("=IFERROR(LOAN_PAYMENT(0;0;1);5)", 5.0),
        ('=IFERROR(LOAN_MAX(80000);"bad")', 40000.0),
        ('=IFNA(CARD_MONTHS(10000;20%;1);"never")', "never"),
        ("=ISNA(CARD_MONTHS(10000;20%;1))", 1.0),
        ("=ISNA(LOAN_PAYMENT(0;0;1))", 0.0),
        ("=ISERR(LOAN_PAYMENT(0;0;1))", 1.0),
        ("=ISERROR(LOAN_PAYMENT(12000;0;1))", 0.0),
        ("=ISNUMBER(LOAN_PAYMENT(12000;0;1))", 1.0),
        # Excel's numbers of errors: 6 #NUM!, 3 #VALUE!, 7 #N/A.
        ("=ERROR.TYPE(A1)", 6.0),
        ("=ERROR.TYPE(A2)", 3.0),
        ("=ERROR.TYPE(A3)", 7.0),
        ("=ERROR.TYPE(LOAN_PAYMENT(0;0;1))", 6.0),
    ],
)
def test_an_error_is_a_real_error(book, formula, expected):
    cells = {
        "A1": "=LOAN_PAYMENT(0;0;1)",
        "A2": '=LOAN_PAYMENT("a";0;1)',
        "A3": "=CARD_MONTHS(10000;20%;1)",
    }
    (value,) = book.values([formula], cells)
    error = isinstance(expected, str) and expected.startswith("#")
    assert value == (CellError(expected) if error else expected)
    assert isinstance(value, CellError) is error


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ('=IF(LOAN_NET_COST(10000;4.25%;1;5%;1)>0;"costs";"gains")', "costs"),
        ('=IF(LOAN_PAYMENT(12000;0;1)>0;IF(2>1;"inner";"no");"outer")', "inner"),
        ('=IFERROR(LOAN_PAYMENT(0;0;1);IF(2>1;"inner";"no"))', "inner"),
        ('=CHOOSE(LOAN_PAYMENT(24;0;1);1;IF(2>1;"inner";"no"))', "inner"),
        ("=ROUND(LOAN_NET_COST(10000;4.25%;1;5%;1);0)+1", 76.0),
        ('=ROUND(LOAN_NET_COST(10000;4.25%;1;5%;1);0)&" dollars"', "75 dollars"),
        ('=TEXT(LOAN_NET_COST(10000;4.25%;1;5%;1);"0.00")', "75.00"),
        ("=MAX(LOAN_PAYMENT(12000;0;1);3)", 1000.0),
        ("=AND(LOAN_PAYMENT(12000;0;1)>0;TRUE())", 1.0),
        ("=YEAR(CURE_DEADLINE(DATE(2026;3;15)))", 2026.0),
        ("=CURE_DEADLINE(DATE(2026;3;15))-DATE(2026;6;30)", 0.0),
        ("=INDEX({10|20|30};LOAN_PAYMENT(24;0;1))", 20.0),
        ("=LOAN_PAYMENT(LOAN_MAX(24000);0;1)", 1000.0),
        ("=SUM(LOAN_PAYMENT({12000|24000};0;1))", 3000.0),
        ("=SUMPRODUCT(LOAN_PAYMENT({12000|24000};0;1);{1|2})", 5000.0),
        ("=INDEX(LOAN_SCHEDULE(1200;0;1);13;6)", 0.0),
        ("=LOAN_SCHEDULE(1200;0;1)", "No."),
    ],
)
def test_a_result_works_inside_other_formulas(book, formula, expected):
    (value,) = book.values([formula])
    assert value == (expected if isinstance(expected, str) else pytest.approx(expected, abs=1e-9))


def test_a_range_of_a_thousand_rows_is_as_cell_by_cell(either_book):
    columns = {
        "A": [1000.0 + row for row in range(1000)],
        "B": [row / 10_000 for row in range(1000)],
        "C": [1.0 + row % 5 for row in range(1000)],
    }
    columns["A"][500] = -1.0  # one bad cell gives one bad result
    formula = "=LOAN_PAYMENT(A1:A1000;B1:B1000;C1:C1000)"
    sheet = either_book.fill({}, {"E1:E1000": formula}, columns)
    shown = [value for (value,) in either_book.read(sheet, "E1:E1000")]
    loans = zip(*columns.values(), strict=True)
    expected = [LOAN_PAYMENT(*loan) for loan in loans if loan[0] > 0]
    assert shown.pop(500) == CellError("#NUM!")
    assert shown == [pytest.approx(value, **CLOSE) for value in expected]


def test_a_changed_cell_changes_what_depends_on_it(either_book):
    cells = {"A1": 1200.0, "A2": 2400.0, "B1": 0.0}
    cells |= {"D1": "=LOAN_PAYMENT(A1;B1;1)", "D2": "=SUM(E1:E2)", "D3": "=SUM(H1:H3)"}
    arrays = {"E1:E2": "=LOAN_PAYMENT(A1:A2;B1;1)"}
    arrays["H1:H3"] = "=LOAN_PAYMENT(A1;B1;{1|2|4})"
    sheet = either_book.fill(cells, arrays)

    def shown():
        return [value for (value,) in either_book.read(sheet, "D1:D3")]

    assert shown() == [pytest.approx(v) for v in (100.0, 300.0, 175.0)]
    either_book.ask("type_number", sheet=sheet, place="A1", value=2400.0)
    assert shown() == [pytest.approx(v) for v in (200.0, 400.0, 350.0)]
    either_book.ask("type_number", sheet=sheet, place="A1", value=1200.0)
    assert shown() == [pytest.approx(v) for v in (100.0, 300.0, 175.0)]
    either_book.ask("type_number", sheet=sheet, place="B1", value=-1.0)
    assert shown() == [CellError("#NUM!")] * 3


def test_a_row_against_a_column_is_a_grid(either_book):
    cells = {"A2": 0.05, "A3": 0.07, "B1": 0.1, "C1": 0.2, "D1": 0.3}
    formula = "=PAYOFF_ADVANTAGE(10000;4.25%;1;B1:D1;A2:A3;1)"
    shown = either_book.array("B2:D3", formula, cells)
    # One payment at the end of a year: the card's interest less the growth given up.
    assert shown == [
        [
            pytest.approx(10000 * (1 + card) - 10425 - (10000 * (1 + r) - 10425))
            for card in (0.1, 0.2, 0.3)
        ]
        for r in (0.05, 0.07)
    ]


def test_cells_outside_a_shorter_range_are_not_available(either_book):
    cells = {"A1": 1200.0, "A2": 2400.0, "A3": 3600.0, "B1": 1.0, "B2": 2.0}
    shown = either_book.array("D1:D4", "=LOAN_PAYMENT(A1:A3;0;B1:B2)", cells)
    assert shown[:2] == [[pytest.approx(100.0)], [pytest.approx(100.0)]]
    assert shown[2:] == [[CellError("#N/A")], [CellError("#N/A")]]


def test_a_blank_cell_of_a_range_takes_the_default(either_book):
    cells = {"A1": 12.0, "A3": 1.0, "B1": "effective", "B3": "nominal"}
    shown = either_book.array("D1:D3", "=LOAN_PAYMENT(12000;0;1;A1:A3)", cells)
    assert shown == [[pytest.approx(1000.0)], [pytest.approx(1000.0)], [pytest.approx(12000.0)]]
    formula = "=LOAN_NET_COST(10000;4.25%;5;5%;12;;;;;B1:B3)"
    effective, nominal = (
        LOAN_NET_COST(10000, 0.0425, 5, 0.05, compounding=word) for word in ("effective", "nominal")
    )
    shown = either_book.array("D1:D3", formula, cells)
    assert shown == [[pytest.approx(value)] for value in (effective, effective, nominal)]


def test_an_error_in_a_range_is_one_error(book):
    cells = {"A1": 1200.0, "A2": "=1/0", "A3": 3600.0}
    shown = book.array("D1:D3", "=LOAN_PAYMENT(A1:A3;0;1)", cells)
    assert all(isinstance(value, CellError) for (value,) in shown)


def test_debts_are_a_range_of_rows(either_book):
    cells = {"A1": 1000.0, "B1": 0.0, "C1": 25.0, "A3": 500.0, "B3": 0.0, "C3": 25.0}
    # The blank row between the debts is passed over. 500 a month: the smaller debt is gone after
    # the second payment (25 + 475), 1,500 in all after the third.
    shown = either_book.array("E1:G4", '=DEBT_PLAN(A1:C3;500;"snowball")', cells)
    assert shown[0] == ["Debt", "Month cleared", "Interest"]
    assert [row[1] for row in shown[1:]] == [3.0, 2.0, 3.0]


def test_rows_makes_a_table_fit_its_area(either_book):
    formula = "=LOAN_SCHEDULE(1000;6%;1;4;DATE(2026;3;15);TRUE();0;;;;{rows})"
    fits = either_book.array("A1:G9", formula.format(rows=8))
    table = LOAN_SCHEDULE(1000, 0.06, 1, 4, 46096, True, 0, rows=8)
    assert fits[0] == table[0]
    assert [row[2:] for row in fits[1:5]] == [
        [pytest.approx(cell) for cell in row[2:]] for row in table[1:5]
    ]
    assert fits[5:] == [[""] * 7] * 4
    too_small = either_book.array("A1:G4", formula.format(rows=3))
    assert {cell for row in too_small for cell in row} >= {CellError("#NUM!")}
    unfilled = either_book.array("A1:G7", formula.format(rows=0))
    assert unfilled[4][5] == 0.0
    assert unfilled[5:] == [[CellError("#N/A")] * 7] * 2


def test_a_table_holds_real_errors_and_blank_cells(either_book):
    # A budget of 100 covers the card's minimum but not the loan's payments.
    shown = either_book.array("A1:F6", "=COMPARE_OPTIONS(10000;21%;100;50000;5%;4.25%;5)")
    by_option = {row[0]: row for row in shown}
    assert by_option["401(k) loan"][1:] == [CellError("#N/A")] * 5
    assert by_option["Personal loan"][2] in ("", "not considered")
    assert type(by_option["Keep the card"][1]) is float


def test_the_same_seed_gives_the_same_risk_everywhere(either_book):
    formula = "=LOAN_RISK(10000;4.25%;5;13.4%;5%;15%;10%;22%;0;75%;10%;2000;7)"
    expected = LOAN_RISK(10000, 0.0425, 5, 0.134, 0.05, 0.15, 0.1, 0.22, 0, 0.75, 0.1, 2000, 7)
    shown = either_book.array("A1:B10", formula)
    assert [row[0] for row in shown] == [row[0] for row in expected]
    assert [row[1] for row in shown[1:]] == [
        pytest.approx(row[1], rel=1e-9, abs=1e-9) for row in expected[1:]
    ]


LARGE_RISK = "=LOAN_RISK(10000;4.25%;1;13.4%;5%;15%;0;22%;0;0;0;200000;1;12;FALSE())"


def test_without_numpy_a_large_simulation_is_refused(book):
    assert book.values([LARGE_RISK]) == [CellError("#NUM!")]


def test_with_numpy_a_large_simulation_is_done(office_with_numpy):
    with Document(office_with_numpy, office_with_numpy.ask("new")) as book:
        assert book.values([LARGE_RISK]) == ["Mean advantage"]
