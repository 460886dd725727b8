"""Random workbooks: tables, names, hidden rows, ranges, data tables, and formulas on all of them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from random import Random
from typing import Any

import openpyxl
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula
from openpyxl.worksheet.table import Table

from loan401k.errors import CellError

#: Columns A to D hold what is typed, in these rows; the formulas stand in F to I.
ROWS = range(1, 11)
_TYPED, _CALCULATED = "ABCD", "FGHI"
_NUMBERS = (0, 1, 2, -3, 7.5, -0.25, 0.04, 12, 100, 1234.56)
_TEXTS = ("abc", "Zinc", "a b", "", "12", "x/y")
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
        self.sheets = {"": one, "'It''s two'!": two}
        for sheet in (one, two):
            for row in ROWS:
                for column in _TYPED:
                    sheet[f"{column}{row}"] = self._typed()
        self.first = one.title
        here = f"{one.title}!"
        for name, text in {
            "Cell": f"{here}$A$3",
            "Column": f"{here}$B$1:$B$10",
            "Twice": f"2*{here}$A$2",
            "Far": "'It''s two'!$A$1:$B$4",
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
        sheet = pick.choice(("", "", "", "'It''s two'!"))
        return f"{sheet}{pick.choice(_TYPED)}{pick.choice(ROWS)}"

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

        n, r, c = self._number, self._range, self._cell
        before = f"{pick.choice(_CALCULATED[: _CALCULATED.index(column)] or 'A')}{pick.choice(ROWS)}"
        kinds = (
            lambda: f"{more()}{pick.choice('+-*/')}{more()}",
            lambda: f"{n()}^2-{more()}",
            lambda: f"{n()}{pick.choice(('=', '<', '>=', '<>'))}{more()}",
            lambda: f'{c()}&"-"&{more()}',
            lambda: f"{pick.choice(('SUM', 'AVERAGE', 'MIN', 'MAX', 'COUNT', 'COUNTA'))}({r()},{n()})",
            lambda: f"{pick.choice(('PRODUCT', 'SUMSQ', 'MEDIAN', 'STDEV', 'VAR', 'COUNTBLANK'))}({r()})",
            lambda: f"SUBTOTAL({pick.choice((1, 2, 3, 4, 5, 9, 101, 102, 103, 104, 105, 109))},{r()})",
            lambda: f'{pick.choice(("SUMIF", "COUNTIF", "AVERAGEIF"))}({self._column()},">1")',
            lambda: f'SUMIFS({self._column()},{self._column()},">0",{self._column()},"<100")',
            lambda: f"SUMPRODUCT({self._column()},{self._column()})",
            lambda: f"SUMPRODUCT(--({self._column()}>1))",
            lambda: f"IF({n()}>{n()},{more()},{more()})",
            lambda: f"IFERROR({more()},{n()})",
            lambda: f"ROUND({more()},{pick.choice((0, 1, 2, -1))})",
            lambda: f"{pick.choice(('ABS', 'INT', 'SIGN', 'EXP', 'SQRT', 'LN', 'ROUNDUP', 'ROUNDDOWN'))}({n()}{{0}})",
            lambda: f"MOD({n()},{n()})",
            lambda: f"{pick.choice(('FLOOR', 'CEILING'))}({n()},0.5)",
            lambda: f"{pick.choice(('AND', 'OR'))}({n()}>1,{n()}<5)",
            lambda: f"{pick.choice(('ISNUMBER', 'ISTEXT', 'ISBLANK', 'ISERROR', 'ISLOGICAL'))}({c()})",
            lambda: f"{pick.choice(('LEN', 'UPPER', 'LOWER', 'TRIM'))}({c()})",
            lambda: f"{pick.choice(('LEFT', 'RIGHT'))}({c()},2)",
            lambda: f"TEXT({pick.choice(_NUMBERS)},{pick.choice(_FORMATS)})",
            lambda: f'TEXT(46000+{row},"yyyy-mm-dd")',
            lambda: f"{pick.choice(('YEAR', 'MONTH', 'DAY', 'WEEKDAY'))}(46000+{row})",
            lambda: f"{pick.choice(('EDATE', 'EOMONTH'))}(DATE(2026,1,31),{pick.choice((1, -2, 13))})",
            lambda: f"{pick.choice(('LARGE', 'SMALL'))}({r()},{pick.choice((1, 2, 3))})",
            lambda: f"INDEX({self._column()},{pick.choice((1, 3, 10, 11))})",
            lambda: f"IFERROR(MATCH({n()},{self._column()},0),0)",
            lambda: f"IFERROR(VLOOKUP({n()},A1:C10,2,FALSE),-1)",
            lambda: f"CHOOSE({pick.choice((1, 2))},{n()},{more()})",
            lambda: f"PMT({pick.choice((0, 0.01))},{pick.choice((12, 60))},{n()})",
            lambda: f"{pick.choice(('PV', 'FV'))}(0.01,12,{n()},{n()})",
            lambda: f"NPV(0.05,{r()})",
            lambda: f"OFFSET({c()},{pick.choice((0, 1))},0)",
            lambda: f'INDIRECT("{pick.choice(_TYPED)}{pick.choice(ROWS)}")+{n()}',
            lambda: f"{self._column()}{pick.choice('+*')}{n()}",
            lambda: f"ROWS({r()})*COLUMNS({r()})",
            lambda: f"SUM(Debts[Owed])*{n()}",
            lambda: f"SUM({before},{before})",
            lambda: f"{before}+{more()}",
        )
        made = pick.choice(kinds)()
        return made.replace("{0}", "" if not made.startswith("ROUND") else ",1")


SECOND = "'It''s two'!"
