"""Whole workbooks in the embedded engine."""

import datetime as dt
import re

import openpyxl
import pytest
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.formula import ArrayFormula

from loan401k import LOAN_NET_COST, package
from loan401k.declare import REGISTRY
from loan401k.errors import CellError
from loan401k.hosts.engine import RecalculationError, recalculate
from loan401k.package.addresses import LAST_ROW, Address, Place, area
from tests.hosts.formulas import CASES
from tests.workbooks import by_a1, calculated, place
from workbook.finish.dynamic import mark_dynamic


@pytest.fixture
def saved(tmp_path):
    """Save cells, {A1: value} on the sheet Start, and names; return the path."""

    def save(cells, names=(), *, dynamic=(), sheets=(), epoch=None):
        book = openpyxl.Workbook()
        if epoch:
            book.epoch = epoch
        sheet = book.active
        sheet.title = "Start"
        for a1, value in cells.items():
            sheet[a1] = value
        for name, more in dict(sheets).items():
            other = book.create_sheet(name)
            for a1, value in more.items():
                other[a1] = value
        for name, text in dict(names).items():
            book.defined_names[name] = DefinedName(name, attr_text=text)
        path = tmp_path / "book.xlsx"
        book.save(path)
        if dynamic:
            parts = mark_dynamic(package.read(path), {"Start": dynamic})
            package.write(parts, path, replace=True)
        return path

    return save


def _in_cells(sheet, rows):
    """Write rows right of arguments, results and other rows; return their address."""
    first = max(20, sheet.max_column + 1)
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(row, start=first):
            sheet.cell(number, column, value)
    last = get_column_letter(first + len(rows[0]) - 1)
    return f"{get_column_letter(first)}1:{last}{len(rows)}"


@pytest.fixture(scope="module")
def calculated_cases(tmp_path_factory):
    """Every case on a sheet of its own: its inputs in row 1, its formula in A3, spilling."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for number, case in enumerate(CASES):
        sheet = book.create_sheet(f"Case {number}")
        arguments = []
        for column, value in enumerate(case.positional, start=1):
            if isinstance(value, list):
                arguments.append(_in_cells(sheet, value))
                continue
            if value is not None:
                sheet.cell(1, column, value)
            # Every other argument that is left out is a blank cell, the others are nothing.
            there = value is not None or column % 2
            arguments.append(f"{get_column_letter(column)}1" if there else "")
        sheet["A3"] = ArrayFormula("A3", f"={case.function}({','.join(arguments)})")
    path = tmp_path_factory.mktemp("cases") / "cases.xlsx"
    book.save(path)
    anchors = {name: ["A3"] for name in book.sheetnames}
    package.write(mark_dynamic(package.read(path), anchors), path, replace=True)
    return calculated(path)


@pytest.mark.parametrize("number", range(len(CASES)), ids=[case.name for case in CASES])
def test_a_case_in_cells_gives_the_figure(calculated_cases, number):
    case, sheet = CASES[number], f"Case {number}"
    cells = by_a1(calculated_cases, sheet)
    if set(cells) == {"A3"}:
        case.check(cells["A3"])
        return
    assert not case.fails
    last = 3 + sum(a1.startswith("A") for a1 in cells) - 1
    width = len({a1.rstrip("0123456789") for a1 in cells})
    case.check(calculated_cases.rows(sheet, area(f"A3:{get_column_letter(width)}{last}")))


def test_only_cases_that_fail_leave_something_to_say(calculated_cases):
    assert list(calculated_cases.diagnostics.sentences()) == []
    failing = {f"Case {number}" for number, case in enumerate(CASES) if case.begins_with_an_error}
    reasons = calculated_cases.reasons.items()
    assert {place.sheet for place, _ in reasons if str(place.address) == "A3"} == failing
    assert all(sentence for _, sentence in reasons)


COLUMN = {f"A{row}": row / 10_000 for row in range(1, 1001)} | {"A500": 4.25}


@pytest.mark.parametrize("dynamic", [["C1"], []], ids=["spilling", "fixed area"])
def test_a_thousand_rates_are_one_call_and_one_error(saved, monkeypatch, dynamic):
    calls = []
    original = type(REGISTRY["LOAN_NET_COST"]).cells

    def counted(self, values):
        calls.append(len(values[1]))
        return original(self, values)

    monkeypatch.setattr(type(REGISTRY["LOAN_NET_COST"]), "cells", counted)
    formula = ArrayFormula("C1:C1000", "=LOAN_NET_COST(10000,A1:A1000,1,5%,1)")
    # A spilling formula fills what it fills, whatever area the file remembers.
    formula.ref = "C1" if dynamic else "C1:C1000"
    path = saved(COLUMN | {"C1": formula}, dynamic=dynamic)
    result = calculated(path)
    # The second call asks why there is an error.
    assert calls == [1000, 1000]
    column = by_a1(result)
    assert len(column) == 1000
    assert column.pop("C500") == "#NUM!"
    for a1, value in column.items():
        assert value == pytest.approx(500 - int(a1[1:]), abs=1e-9)
    assert list(result.reasons) == [place("Start!C500")]
    assert "loan_rate is 4.25" in result.reasons[place("Start!C500")]


def test_without_an_error_a_range_is_one_call(saved, monkeypatch):
    calls = []
    original = type(REGISTRY["LOAN_NET_COST"]).cells
    monkeypatch.setattr(
        type(REGISTRY["LOAN_NET_COST"]),
        "cells",
        lambda self, values: calls.append(1) or original(self, values),
    )
    formula = ArrayFormula("C1:C1000", "=LOAN_NET_COST(10000,A1:A1000,1,5%,1)")
    calculated(saved(COLUMN | {"C1": formula, "A500": 0.05}))
    assert calls == [1]


def test_an_empty_cell_takes_the_default(saved):
    cells = {"A1": 10000, "A2": 0.0425, "A3": 5, "A4": 0.05}
    cells["B1"] = "=LOAN_NET_COST(A1,A2,A3,A4,A5,A6,A7)"
    cells["B2"] = "=LOAN_NET_COST(A1,A2,A3,A4,,,A7,,25)"
    cells["B3"] = "=LOAN_NET_COST(A9,A2,A3,A4)"
    values = by_a1(calculated(saved(cells)))
    assert values["B1"] == LOAN_NET_COST(10000, 0.0425, 5, 0.05)
    assert values["B2"] == LOAN_NET_COST(10000, 0.0425, 5, 0.05, annual_fee=25)
    assert values["B3"] == "#VALUE!"
    assert "amount is blank" in values["B3"].reason


def test_names_of_cells_ranges_and_constants_are_arguments(saved):
    cells = {"A1": 10000, "A2": 0.0425, "A3": 0.05, "B1": "=LOAN_NET_COST(amount,rate,1,growth,1)"}
    cells["B2"] = "=SUM(LOAN_NET_COST(amount,rates,one,growth,one))"
    names = {
        "amount": "Start!$A$1",
        "rate": "Start!$A$2",
        "growth": "Start!$A$3",
        "rates": "Start!$A$2:$A$3",
        "one": "1",
    }
    result = calculated(saved(cells, names))
    assert by_a1(result)["B1"] == pytest.approx(75)
    assert by_a1(result)["B2"] == pytest.approx(75)  # 75 at 4.25% and 0 at 5%
    assert result.named("rate") == 0.0425
    assert list(result.diagnostics.sentences()) == []


def test_dates_are_serial_numbers(saved):
    cells = {"A1": dt.date(2026, 3, 15), "B1": "=CURE_DEADLINE(A1)", "B2": "=A1+1"}
    cells |= {"B3": "=CURE_DEADLINE(DATE(2026,3,15))", "B4": "=DATE(2026,3,15)", "B5": "=TODAY()"}
    result = calculated(saved(cells))
    values = by_a1(result)
    # The end of the quarter after that of the missed payment.
    deadline = float((dt.date(2026, 6, 30) - dt.date(1899, 12, 30)).days)
    assert values["B1"] == values["B3"] == deadline
    assert (values["B2"], values["B4"], result.cell(place("Start!A1"))) == (46097, 46096, 46096)
    assert type(values["B5"]) is float


def test_savings_less_cost_is_the_advantage_in_cells(saved):
    cells = {"A1": 9000, "A2": 0.06, "A3": 4, "A4": 0.19, "A5": 0.07}
    cells["B1"] = "=PAYOFF_SAVINGS(A1,A2,A3,A4)"
    cells["B2"] = "=LOAN_NET_COST(A1,A2,A3,A5)"
    cells["B3"] = "=PAYOFF_ADVANTAGE(A1,A2,A3,A4,A5)"
    cells["B4"] = "=ABS(B1-B2-B3)<0.00000001"
    assert by_a1(calculated(saved(cells)))["B4"] is True


def test_inputs_change_the_answer_and_not_the_file(saved):
    path = saved(
        {"A1": 10000, "A2": 0.04, "A3": 1, "B1": "=LOAN_NET_COST(A1,A2,A3,5%,1)", "A4": "=NOW()"},
        {"amount": "Start!A1"},
    )
    before = path.read_bytes()
    result = calculated(path, {"Start!A2": 0.0425})
    assert by_a1(result)["B1"] == pytest.approx(75, abs=1e-9)
    assert result.cell(place("Start!A2")) == 0.0425
    assert path.read_bytes() == before
    assert by_a1(calculated(path))["B1"] == pytest.approx(100, abs=1e-9)
    blank = calculated(path, {"amount": None})
    assert "amount is blank" in blank.reasons[place("Start!B1")]


def test_the_sheets_are_those_of_the_workbook_with_the_inputs_in_it(saved):
    result = calculated(saved({"A1": 1, "B1": "=A1+1"}), {"Start!A1": 5})
    again = calculated(result.sheets.saved())
    assert (again.cell(place("Start!A1")), by_a1(again)) == (5, {"B1": 6})


@pytest.mark.parametrize(
    ("cell", "value", "sentence"),
    [
        ("Start!B1", 1, "Start!B1 is filled by a formula"),
        ("Start!D2", 1, "Start!D2 is filled by a formula"),
        ("Stat!A1", 1, "no sheet 'Stat'"),
        ("Start!A2", object(), "Start!A2: a cell cannot hold"),
    ],
)
def test_an_input_that_is_not_there_is_refused(saved, cell, value, sentence):
    path = saved({"A1": 10000, "A2": 0.04, "B1": "=A1*A2", "D1": ArrayFormula("D1:D3", "=A1:A3")})
    with pytest.raises(RecalculationError, match=sentence):
        calculated(path, {cell: value})


def test_a_workbook_that_counts_from_1904_is_refused(saved):
    path = saved({"A1": 1}, epoch=openpyxl.utils.datetime.CALENDAR_MAC_1904)
    with pytest.raises(RecalculationError, match=r"^mine\.xlsx counts dates from 1904"):
        recalculate(package.Sheets(package.read(path)), {}, "mine.xlsx")


def test_a_workbook_that_the_engine_refuses_is_refused(saved, monkeypatch):
    path = saved({"A1": "=[1]Other!A1", "A2": "#SPILL!"})
    monkeypatch.setattr("loan401k.hosts.engine.reading.operands.ELSEWHERE", "")
    with pytest.raises(RecalculationError, match=r"the workbook cannot be calculated: .*Other"):
        calculated(path)
    monkeypatch.setattr("loan401k.hosts.engine.file.READABLE", ("#SPILL!",))
    parts = package.read(path)
    sheet = "xl/worksheets/sheet1.xml"
    text = b'<c r="A2" t="e"><v>#SPILL!</v></c>'
    parts[sheet] = re.sub(rb'<c r="A2".*?</c>', text, parts[sheet])
    with pytest.raises(RecalculationError, match="the workbook cannot be read by the engine"):
        calculated(parts)


def test_a_data_table_is_left_out(saved):
    path = saved({"A1": 1, "A2": "=1+1"})
    parts = package.read(path)
    sheet = "xl/worksheets/sheet1.xml"
    table = b'<f t="dataTable" ref="A2:A2" r1="A1"/>'
    parts[sheet] = parts[sheet].replace(b"<f>1+1</f>", table)
    package.write(parts, path, replace=True)
    result = calculated(path)
    assert result.values == {}
    assert result.diagnostics.not_calculated == {"Start!A2": "It belongs to a data table."}


def test_values_cached_before_do_not_stand_in_the_way(saved):
    formula = ArrayFormula("C1", "=LOAN_SCHEDULE(1200,0%,1)")
    path = saved({"C1": formula, "B1": "=C2+1"}, dynamic=["C1"])
    first = calculated(path)
    package.write_values(first.sheets, first.values)
    package.write(first.sheets.saved(), path, replace=True)
    assert b"<v>" in package.read(path)["xl/worksheets/sheet1.xml"]
    again = calculated(path)
    assert again.values == first.values
    assert by_a1(again)["B1"] == 2


def table(result, text):
    rows = result.rows("Start", area(text))
    return [["" if cell is None else cell for cell in row] for row in rows]


def test_a_fixed_area_is_filled_as_in_excel(saved):
    cells = {
        "A1": ArrayFormula("A1:B2", "={1,2,3;4,5,6;7,8,9}"),  # too small: cut
        "A3": "below",
        "D1": ArrayFormula("D1:F3", "={1,2;3,4}"),  # too large: #N/A
        "H1": ArrayFormula("H1:H3", "=7"),  # one value fills it
        "J1": ArrayFormula("J1:K3", "={1;2;3}"),  # a column is repeated
        "J5": ArrayFormula("J5:K6", "={1,2}"),  # and so is a row
        "M1": ArrayFormula("M1:N2", "=LOAN_PAYMENT(-1,5%,1)"),  # an error too
        "P1": ArrayFormula("P1:P2", "=NOPE()"),
        "R1": "=ISNA(F1)",  # others see the fixed area's cells
    }
    result = calculated(saved(cells))
    assert table(result, "A1:B3") == [[1, 2], [4, 5], ["below", ""]]
    assert table(result, "D1:F3") == [[1, 2, "#N/A"], [3, 4, "#N/A"], ["#N/A"] * 3]
    assert table(result, "H1:H4") == [[7], [7], [7], [""]]
    assert table(result, "J1:K3") == [[1, 1], [2, 2], [3, 3]]
    assert table(result, "J5:K6") == [[1, 2], [1, 2]]
    assert table(result, "M1:N2") == [["#NUM!"] * 2] * 2
    assert table(result, "P1:P2") == [["#NAME?"], ["#NAME?"]]
    assert by_a1(result)["R1"] is True
    assert "amount is -1" in result.reasons[place("Start!N2")]
    assert "D1" in by_a1(result)
    assert "A3" not in by_a1(result)


def test_a_spilling_formula_is_as_large_as_its_result(saved):
    cells = {"A1": ArrayFormula("A1:A9", "=LOAN_PAYMENT(D1:D3,0%,1)"), "B1": "=SUM(A1#)"}
    cells |= {"D1": 12, "D2": 24, "D3": 36}
    result = calculated(saved(cells, dynamic=["A1"]))
    values = {a1: round(value, 9) for a1, value in by_a1(result).items()}
    assert values == {"A1": 1, "A2": 2, "A3": 3, "B1": 6}


def test_a_spilling_formula_without_room_says_so(saved):
    cells = {"A1": ArrayFormula("A1", "=LOAN_SCHEDULE(1200,0%,1)"), "A5": "taken", "C7": 1}
    result = calculated(saved(cells, dynamic=["A1"]))
    assert by_a1(result) == {"A1": "#SPILL!"}
    assert "no room" in result.reasons[place("Start!A1")]


def test_an_ordinary_formula_of_ours_spills_where_there_is_room(saved):
    cells = {"A1": "=LOAN_PAYMENT(D1:D3,0%,1)", "D1": 12, "D2": 24, "D3": 36, "B1": "=A2"}
    result = calculated(saved(cells))
    assert by_a1(result) == pytest.approx({"A1": 1, "A2": 2, "A3": 3, "B1": 2})
    result = calculated(saved(cells | {"A2": "taken"}))
    assert by_a1(result) == {"A1": pytest.approx(1), "B1": "taken"}
    assert result.cell(place("Start!A2")) == "taken"
    assert list(result.diagnostics.sentences()) == []


@pytest.mark.parametrize("beside", [None, "taken"])
def test_an_ordinary_formula_of_others_has_one_cell(saved, beside):
    cells = {"A1": "=INDEX(D1:D3,0)*2", "D1": 12, "D2": 24, "D3": 36, "B1": "=A2"}
    result = calculated(saved(cells | ({"A2": beside} if beside else {})))
    assert by_a1(result) == {"A1": 24, "B1": beside or 0}
    assert result.cell(place("Start!A2")) == beside


def test_an_intersection_takes_the_cell_of_its_row(saved):
    cells = {"A1": 10, "A2": 20, "A3": 30, "B2": "=_xlfn.SINGLE(A1:A3)*2"}
    assert by_a1(calculated(saved(cells))) == {"B2": 40}


def test_an_error_is_followed_to_where_it_arose(saved):
    cells = {
        "A1": 4.25,
        "B1": "=LOAN_PAYMENT(1000,A1,1)",
        "B2": "=B1*2",
        "B3": "=SUM(B1:B2)",
        "B4": "=payment+1",
        "B5": "=1/0",
        "B6": "=LOAN_PAYMENT(B5,5%,1)",
        "B7": "=LOAN_PAYMENT(1000,A9,1)",
        "B8": "=IFERROR(B1,0)",
        "A9": "#N/A",
        "B9": "='Job loss'!A1",
    }
    path = saved(
        cells, {"payment": "Start!$B$1"}, sheets={"Job loss": {"A1": "=LOAN_PAYMENT(-1,5%,1)"}}
    )
    result = calculated(path)
    reasons = {str(p.address): text for p, text in result.reasons.items() if p.sheet == "Start"}
    assert "loan_rate is 4.25" in reasons["B1"]
    for a1 in ("B2", "B3", "B4"):
        assert reasons[a1] == f"Start!B1: {reasons['B1']}"
    assert "B5" not in reasons
    assert reasons["B6"] == "Start!B5 is #DIV/0!."
    assert reasons["B7"] == "Start!A9 is #N/A."
    assert reasons["B9"].startswith("'Job loss'!A1: amount is -1")
    assert by_a1(result)["B2"].reason == reasons["B2"]
    assert isinstance(result.cell(place("Start!A9")), CellError)
    assert by_a1(result)["B8"] == 0


def test_an_error_is_followed_through_blocks(saved):
    cells = {
        "A1": 0.05,
        "A2": 4.25,
        "A3": "=1/0",
        "B1": ArrayFormula("B1:B3", "=LOAN_PAYMENT(1000,A1:A3,1)"),
        "C1": "=B2+1",
        "C2": "=B3+1",
        "C3": "=INDEX(B1:B3,2)",
        "C4": "=SUM(LOAN_PAYMENT(1000,A1:A3,1))",
        "C5": "=LOAN_PAYMENT(lost,5%,1)",
        "D1": "=SUM(E:E)",
        "E1": "=LOAN_PAYMENT(-1,5%,1)",
        "F1": ArrayFormula("F1:F2", "=NOPE(A1:A2)"),
    }
    path = saved(cells, {"lost": "#REF!"})
    reasons = {str(place.address): text for place, text in calculated(path).reasons.items()}
    assert reasons["B2"].startswith("loan_rate is 4.25")
    assert reasons["B3"] == "Start!A3 is #DIV/0!."
    assert reasons["C1"] == f"Start!B2: {reasons['B2']}"
    assert reasons["C2"] == "Start!A3 is #DIV/0!."
    assert reasons["C3"] == f"Start!B2: {reasons['B2']}"
    assert "C4" not in reasons  # the engine's SUM keeps no reason
    assert reasons["D1"].startswith("Start!E1: amount is -1")
    assert reasons["C5"] == "an argument holds the error #REF!"
    assert "There is no function NOPE here." in reasons["F2"]


def test_what_the_engine_cannot_do_is_said(saved):
    cells = {
        "A1": "=NOPE(1)+IF(FALSE,NOPE(2),0)",
        "A2": "=IF(TRUE,1,FROBNICATE(1))",
        "A3": "=moving",
        "A4": "=1+(2",
        "A5": "=A5+1",
        "A6": "=[1]Other!A1",
        "A7": "=LAMBDA(x,x+1)(2)",
        "A8": "=unheard",
        "A9": "=1+1",
        "A10": "=LOAN_PAYMENT(1,,(2",
    }
    result = calculated(saved(cells, {"moving": "OFFSET(Start!$A$9,0,0)", "ours": "NOPE(1)"}))
    found = result.diagnostics
    assert found.dropped_names == {"moving": "OFFSET(Start!$A$9,0,0)", "ours": "NOPE(1)"}
    assert found.unknown_functions == {"NOPE": ["Start!A1"], "FROBNICATE": ["Start!A2"]}
    assert set(found.not_calculated) == {f"Start!A{row}" for row in (3, 4, 5, 6, 7, 8, 10)}
    assert "not closed" in found.not_calculated["Start!A4"]
    assert "refers to itself" in found.not_calculated["Start!A5"]
    assert "another workbook" in found.not_calculated["Start!A6"]
    assert "unheard" in found.not_calculated["Start!A8"]
    assert "not closed" in found.not_calculated["Start!A10"]
    assert len(list(found.sentences())) == 11
    values = by_a1(result)
    assert (values["A2"], values["A9"]) == (1, 2)
    assert all(isinstance(values[f"A{row}"], CellError) for row in (1, 3, 4, 5, 6, 7, 8, 10))
    assert (values["A1"], values["A4"], values["A6"]) == ("#NAME?", "#NAME?", "#REF!")


def test_formulas_of_an_add_in_are_ours(saved):
    cells = {"A1": "=[1]!LOAN_PAYMENT(1200,,1)", "A2": "=_xldudf_LOAN_PAYMENT(1200,0%,1,)"}
    values = by_a1(calculated(saved(cells)))
    assert values["A1"] == "#VALUE!"
    assert "loan_rate is blank" in values["A1"].reason
    assert values["A2"] == pytest.approx(100)


def test_any_cell_can_be_read(saved):
    cells = {"A1": 1, "A2": "text", "A3": True, "B1": "=A1+1", "B2": '="x"', "B3": "=A9"}
    result = calculated(saved(cells))
    assert result.rows("Start", area("A1:B3")) == [[1, 2], ["text", "x"], [True, 0]]
    assert result.cell(place("Start!Z99")) is None
    with pytest.raises(KeyError, match="Stat"):
        result.cell(place("Stat!A1"))


def test_a_sheet_name_may_hold_anything(saved):
    cells = {"A1": "=LOAN_PAYMENT(-1,5%,1)", "A2": ArrayFormula("A2", "={1,2}")}
    path = saved({"A1": "='It''s & é'!A1"}, sheets={"It's & é": cells})
    result = calculated(path)
    assert result.reasons[place("Start!A1")].startswith("'It''s & é'!A1: amount is -1")
    assert by_a1(result, "It's & é")["A2"] == 1


def test_a_blank_is_0_in_a_fixed_area_too(saved):
    result = calculated(saved({"A1": 5, "C1": ArrayFormula("C1:C2", "=A1:A2"), "D1": "=C2&C1"}))
    assert by_a1(result) == {"C1": 5, "C2": 0, "D1": "05"}


def test_an_array_formula_marked_with_no_metadata_has_a_fixed_area(saved):
    path = saved({"A1": ArrayFormula("A1:A3", "={1;2}")})
    parts = package.read(path)
    sheet = "xl/worksheets/sheet1.xml"
    odd = parts[sheet].replace(b'<c r="A1"', b'<c r="A1" cm="0"')
    assert odd != parts[sheet]
    assert by_a1(calculated({**parts, sheet: odd})) == {"A1": 1, "A2": 2, "A3": "#N/A"}


def test_a_file_may_not_claim_a_fixed_area_of_more_than_a_million_cells(saved):
    path = saved({"A1": ArrayFormula("A1:A1000001", "={1;2}")})
    assert by_a1(calculated(path)) == {"A1": 1, "A2": 2}


@pytest.mark.parametrize(("most", "filled"), [(3, 3), (2, 2)])
def test_an_area_of_the_largest_size_is_still_fixed(saved, monkeypatch, most, filled):
    monkeypatch.setattr("loan401k.hosts.engine.recalculation._LARGEST_BLOCK", most)
    assert len(by_a1(calculated(saved({"A1": ArrayFormula("A1:A3", "={1;2}")})))) == filled


def test_asking_for_reasons_leaves_no_trace(saved):
    cells = {"A1": "=LOAN_PAYMENT(-1,5%,1)", "C1048575": 7, "B1": "=SUM(C2:C1048576)"}
    result = calculated(saved(cells))
    assert "amount is -1" in result.reasons[place("Start!A1")]
    for column in (1, 2, 3):  # the question stood in the last row of the first free column
        assert result.cell(Place("Start", Address(LAST_ROW, column))) is None
    assert result.cell(place("Start!C1048575")) == by_a1(result)["B1"] == 7
