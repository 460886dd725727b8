"""Random workbooks: tables, names, hidden rows, ranges, data tables, and formulas on them all."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from random import Random
from typing import Any

import openpyxl
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula
from openpyxl.worksheet.table import Table

#: Columns A to D hold what is typed, in these rows; the formulas stand in F to I.
ROWS = range(1, 11)
#: The cell that tells of the data table, which is not calculated.
DATA_TABLE = "One!M2"

_TYPED, _CALCULATED = "ABCD", "FGHI"
_NUMBERS = (0, 1, 2, -3, 7.5, -0.25, 0.04, 12, 100, 1234.56)
#: The second sheet, as a formula names it.
SECOND = "'It''s two'!"
_TEXTS = ("abc", "Zinc", "a b", "", "x/y")
_FORMATS = ('"0.00"', '"0%"', '"#,##0"')


class Maker:
    """Makes one workbook."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)

    def write(self, path: Path) -> None:
        """Write the workbook."""
        pick = self.random
        book = openpyxl.Workbook()
        one, two = book.active, book.create_sheet("It's two")
        one.title = "One"
        for sheet in (one, two):
            for row in ROWS:
                for column in _TYPED:
                    sheet[f"{column}{row}"] = self._typed()
        for name, text in {
            "Cell": "One!$A$3",
            "Column": "One!$B$1:$B$10",
            "Twice": "2*One!$A$2",
            "Far": f"{SECOND}$A$1:$B$4",
            "Ten": "10",
        }.items():
            book.defined_names[name] = DefinedName(name, attr_text=text)
        for row, values in enumerate((("Debt", "Owed", "APR"), *self._debts()), start=20):
            for column, value in zip("ABC", values, strict=True):
                one[f"{column}{row}"] = value
        one.add_table(Table(displayName="Debts", ref="A20:C24"))
        for row in pick.sample(ROWS, 2):
            one.row_dimensions[row].hidden = True
        for column in _CALCULATED:
            for row in ROWS:
                one[f"{column}{row}"] = f"={self._formula(column, row)}"
        for row in range(21, 25):
            one[f"D{row}"] = "=Debts[[#This Row],[Owed]]*Debts[[#This Row],[APR]]"
        one["K1"] = ArrayFormula("K1:K3", f"={self._range()}*2")
        one["M1"], one["L2"], one["L3"] = "=A1*2+1", 3, 4
        one["M2"] = DataTableFormula(ref="M2:M3", r1="A1")
        book.save(path)

    def _typed(self) -> Any:
        kind = self.random.random()
        if kind < 0.7:
            return self.random.choice(_NUMBERS)
        if kind < 0.82:
            return self.random.choice(_TEXTS) or None
        if kind < 0.9:
            return dt.date(2026, 1, 31) + dt.timedelta(self.random.randrange(400))
        return None  # TRUE in a cell is a number in LibreOffice

    def _debts(self) -> list[tuple[Any, ...]]:
        return [
            (name, self.random.choice((4000, 6000.5, 120)), self.random.choice((0.18, 0.24)))
            for name in ("a", "b", "c", "d")
        ]

    def _cell(self) -> str:
        pick = self.random
        if pick.random() < 0.12:
            return pick.choice(("Cell", "Ten", "Twice"))
        return f"{pick.choice(('', '', '', SECOND))}{pick.choice(_TYPED)}{pick.choice(ROWS)}"

    def _range(self) -> str:
        pick = self.random
        if pick.random() < 0.15:
            return pick.choice(("Column", "Far", "A:A", "Debts[Owed]", "Debts[[Owed]:[APR]]"))
        first, last = sorted(pick.sample(ROWS, 2))
        left = pick.choice(_TYPED[:3])
        right = pick.choice((left, _TYPED[_TYPED.index(left) + 1]))
        return f"{pick.choice(('', '', SECOND))}{left}{first}:{right}{last}"

    def _column(self) -> str:
        letter = self.random.choice(_TYPED)
        return f"{letter}1:{letter}10"

    def _number(self) -> str:
        return self.random.choice((self._cell(), self._cell(), str(self.random.choice(_NUMBERS))))

    def _formula(self, column: str, row: int, depth: int = 0) -> str:
        pick = self.random

        def more() -> str:
            return self._number() if depth > 1 else self._formula(column, row, depth + 1)

        def one(words: str) -> str:
            return pick.choice(words.split())

        n, r, c, whole = self._number, self._range, self._cell, self._column
        columns_before = _CALCULATED[: _CALCULATED.index(column)] or "A"
        before = f"{pick.choice(columns_before)}{pick.choice(ROWS)}"
        kinds = (
            lambda: f"{more()}{one('+ - * /')}{more()}",
            lambda: f"{n()}^2-{more()}",
            lambda: f"IF({n()}{one('= < >= <>')}{n()},1,2)",
            lambda: f'{c()}&"-"&{more()}',
            lambda: f"{one('SUM AVERAGE MIN MAX COUNT COUNTA')}({r()},{n()})",
            lambda: f"{one('PRODUCT SUMSQ MEDIAN STDEV VAR COUNTBLANK')}({r()})",
            lambda: f"SUBTOTAL({one('1 2 3 4 5 9 101 102 103 104 105 109')},{r()})",
            lambda: f'{one("SUMIF COUNTIF AVERAGEIF")}({whole()},">1")',
            lambda: f'SUMIFS({whole()},{whole()},">0",{whole()},"<100")',
            lambda: f"SUMPRODUCT({whole()},{whole()})",
            lambda: f"SUMPRODUCT(--({whole()}>1))",
            lambda: f"IF({n()}>{n()},{more()},{more()})",
            lambda: f"IFERROR({more()},{n()})",
            lambda: f"{one('ROUND ROUNDUP ROUNDDOWN')}({more()},{one('0 1 2 -1')})",
            lambda: f"{one('ABS INT SIGN EXP SQRT LN')}({n()})",
            lambda: f"MOD({n()},{one('3 12 7')})",
            lambda: f"{one('FLOOR CEILING')}({n()},0.5)",
            lambda: f"IF({one('AND OR')}({n()}>1,{n()}<5),3,4)",
            lambda: f"IF({one('ISNUMBER ISTEXT ISBLANK ISERROR')}({c()}),5,6)",
            lambda: f"{one('LEN UPPER LOWER TRIM')}({c()})",
            lambda: f"{one('LEFT RIGHT')}({c()},2)",
            lambda: f"TEXT({pick.choice(_NUMBERS)},{pick.choice(_FORMATS)})",
            lambda: f'TEXT(46000+{row},"yyyy-mm-dd")',
            lambda: f"{one('YEAR MONTH DAY WEEKDAY')}(46000+{row})",
            lambda: f"{one('EDATE EOMONTH')}(DATE(2026,1,31),{one('1 -2 13')})",
            lambda: f"{one('LARGE SMALL')}({r()},{one('1 2 3')})",
            lambda: f"INDEX({whole()},{one('1 3 10 11')})",
            lambda: f"IFERROR(MATCH({pick.choice(_NUMBERS)},{whole()},0),0)",
            lambda: f"IFERROR(VLOOKUP({pick.choice(_NUMBERS)},A1:C10,2,FALSE),-1)",
            lambda: f"CHOOSE({one('1 2')},{n()},{more()})",
            lambda: f"PMT({one('0 0.01')},{one('12 60')},{n()})",
            lambda: f"{one('PV FV')}(0.01,12,{n()},{n()})",
            lambda: f"NPV(0.05,{r()})",
            lambda: f"OFFSET({c()},{one('0 1')},0)",
            lambda: f'INDIRECT("{pick.choice(_TYPED)}{pick.choice(ROWS)}")+{n()}',
            lambda: f"{whole()}{one('+ *')}{n()}",
            lambda: f"ROWS({r()})*COLUMNS({r()})",
            lambda: f"SUM(Debts[Owed])*{n()}",
            lambda: f"SUM({before},{before})",
            lambda: f"{before}+{more()}",
        )
        return pick.choice(kinds)()
