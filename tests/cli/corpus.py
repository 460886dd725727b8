"""Small workbooks, each with a feature that recalculation must get right or leave alone.

Every formula holds SAVED, which nothing would calculate: a cell that was calculated shows it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import openpyxl
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula
from openpyxl.worksheet.table import Table

from loan401k import package
from workbook.finish.dynamic import mark_dynamic

SAVED = 4321

#: 10,000 lent for a year at 4.25% while the account gains 5%, one payment: 10,000 x 0.75%.
OURS, COST = "=LOAN_NET_COST(A1,4.25%,1,5%,1)", 75

Parts = dict[str, bytes]


@dataclass
class Case:
    """A workbook and what is to become of its formulas; those not named are kept."""

    #: Cells of the sheet S besides its A1, 10,000, by A1, or of another by Sheet!A1.
    cells: Mapping[str, Any]
    calculated: Mapping[str, Any] = field(default_factory=dict)
    #: Words of the sentence that says why a cell could not be calculated.
    failed: Mapping[str, str] = field(default_factory=dict)
    stale: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    local: Mapping[str, str] = field(default_factory=dict)
    table: str = ""
    totals: bool = False
    hidden: tuple[int, ...] = ()
    sheet: str = "S"
    dynamic: tuple[str, ...] = ()
    settings: tuple[str, ...] = ()
    #: What openpyxl does not write.
    changed: Callable[[Parts], Parts] = dict

    def write(self, path: Any) -> None:
        """Write the workbook."""
        book = openpyxl.Workbook()
        first = book.active
        first.title = self.sheet
        for where, value in {"A1": 10_000, **self.cells}.items():
            sheet, _, a1 = where.rpartition("!")
            if sheet and sheet not in book.sheetnames:
                book.create_sheet(sheet)
            book[sheet or self.sheet][a1] = value
        for name, text in self.names.items():
            book.defined_names[name] = DefinedName(name, attr_text=text)
        for name, text in self.local.items():
            first.defined_names[name] = DefinedName(name, attr_text=text)
        if self.table:
            table = Table(displayName="Debts", ref=self.table)
            if self.totals:
                table._initialise_columns()
                for column, cell in zip(table.tableColumns, first[self.table][0], strict=True):
                    column.name = cell.value
                table.totalsRowCount = 1
            first.add_table(table)
        for row in self.hidden:
            first.row_dimensions[row].hidden = True
        book.save(path)
        parts = mark_dynamic(package.read(path), {self.sheet: self.dynamic})
        sheets = package.Sheets(parts)
        saved = {
            name: dict.fromkeys(package.filled_cells(sheets[name], ()), SAVED)
            for name in package.sheet_parts(parts)
        }
        package.write_values(sheets, saved)
        package.write(self.changed(sheets.saved()), path, replace=True)


def _in_sheet(old: str, new: str) -> Callable[[Parts], Parts]:
    return _in_part("xl/worksheets/sheet1.xml", old, new)


def _in_part(part: str, old: str, new: str) -> Callable[[Parts], Parts]:
    def change(parts: Parts) -> Parts:
        text = re.sub(old, new, parts[part].decode(), flags=re.DOTALL)
        assert text != parts[part].decode()
        return {**parts, part: text.encode()}

    return change


def _renamed(old: str, new: str) -> Callable[[Parts], Parts]:
    """Give parts another name, in what points at them too."""

    def change(parts: Parts) -> Parts:
        return {name.replace(old, new): data for name, data in parts.items()}

    return change


def _elsewhere(parts: Parts) -> Parts:
    """Move the whole of xl/ to book/."""
    moved = {re.sub("^xl/", "book/", name): data for name, data in parts.items()}
    for name in ("[Content_Types].xml", "_rels/.rels", "book/_rels/workbook.xml.rels"):
        moved[name] = moved[name].replace(b"/xl/", b"/book/").replace(b'"xl/', b'"book/')
    return moved


_DEBTS = {
    "A3": "Name",
    "B3": "Balance",
    "C3": "APR",
    "A4": "Card A",
    "B4": 6_000,
    "C4": 0.24,
    "A5": "Card B",
    "B5": 4_000,
    "C5": 0.18,
}
_FOUR = {"D1": 10, "D2": 20, "D3": 30, "D4": 40}


def _distrusted(formula: str) -> Case:
    name = formula.removeprefix("LEN(").partition("(")[0].removeprefix("_xlfn.")
    others = formula.replace("B1", "Z1").replace("B3", "Z3")
    words = f"The embedded engine's {name} differs from Excel's"
    return Case(
        {"B1": OURS, "C1": f"={formula}", "C2": "=C1*2", "D1": f"={others}"},
        {"B1": COST},
        {"C1": words, "C2": "S!C1: " + words},
    )


CASES: dict[str, Case] = {
    "only what depends on ours is calculated": Case(
        {"B1": OURS, "B2": "=B1*2", "B3": "=A1*2", "B4": "=B3+1"}, {"B1": COST, "B2": 150}
    ),
    "what was never calculated is": Case(
        {"B1": OURS, "B2": "=A1*2", "B3": "=B2+1"},
        {"B1": COST, "B2": 20_000, "B3": 20_001},
        changed=_in_sheet('(<c r="B2"><f>A1\\*2</f>)<v>4321</v>', r"\1"),
    ),
    "what was set changes what depends on it": Case(
        {"A2": 5, "B1": "=A1+1", "B2": "=A2*2", "B3": "=SUM(B1:B2)"},
        {"B1": 20_001, "B3": 24_322},
        names={"Amount": "S!$A$1"},
        settings=("Amount=20000",),
    ),
    "nothing of ours, nothing calculated": Case({"B1": "=A1*2", "B2": "=TODAY()", "B3": "=NA()"}),
    "through the name of a cell": Case(
        {"B1": OURS, "B2": "=Cost+1", "B3": "=Amount+1"},
        {"B1": COST, "B2": 76},
        names={"Cost": "S!$B$1", "Amount": "S!$A$1"},
    ),
    "through the name of a range": Case(
        {"B1": OURS, "B2": 5, "C1": "=SUM(Costs)"},
        {"B1": COST, "C1": 80},
        names={"Costs": "S!$B$1:$B$2"},
    ),
    "through a name for a formula": Case(
        {"B1": OURS, "C1": "=Twice+1"}, {"B1": COST, "C1": 151}, names={"Twice": "2*S!$B$1"}
    ),
    "through a name for a name": Case(
        {"B1": OURS, "C1": "=Other+1"},
        {"B1": COST, "C1": 76},
        names={"Cost": "S!$B$1", "Other": "Cost"},
    ),
    "through a name of one sheet": Case(
        {
            "B1": OURS,
            "C1": "=Cost+1",
            "Two!A1": "=S!Cost+2",
            "C2": "=LOAN_PAYMENT(S!Amount,0%,1)*12",
        },
        {"B1": COST, "C1": 76, "Two!A1": 77, "C2": 10_000},
        local={"Cost": "S!$B$1", "Amount": "S!$A$1"},
    ),
    "through other sheets": Case(
        {
            "B1": OURS,
            "Two!A1": "=S!B1+1",
            "It's a b!A1": "=Two!A1+1",
            "C1": "='It''s a b'!A1+1",
            "Two!B1": "=S!A1",
        },
        {"B1": COST, "Two!A1": 76, "It's a b!A1": 77, "C1": 78},
    ),
    "through whole columns and rows": Case(
        {
            "B1": OURS,
            "C1": "=SUM(B:B)",
            "C2": "=SUM($1:$1)-C1-B1-A1",
            "D3": "=SUM(2:2)",
            "E9": "=SUM(A:A)",
        },
        {"B1": COST, "C1": COST, "C2": 0, "D3": 0},
    ),
    "through ranges on many rows": Case(
        {"B500": OURS, "C1": "=SUM(B1:B999)", "C2": "=SUM(B1:B499)", "C3": "=SUM(A400:BZ501)"},
        {"B500": COST, "C1": COST, "C3": COST},
    ),
    "a shared formula": Case(
        {"B1": OURS, "C1": "=B1*2", "C2": "=B2*2", "C3": "=B3*2", "B2": 7},
        {"B1": COST, "C1": 150},
        changed=_in_sheet(
            "<f>B1\\*2</f>(.*?)<f>B2\\*2</f>(.*?)<f>B3\\*2</f>",
            r'<f t="shared" ref="C1:C3" si="0">B1*2</f>\1'
            r'<f t="shared" si="0"/>\2<f t="shared" si="0"/>',
        ),
    ),
    "a fixed array": Case(
        {
            **_FOUR,
            "B1": OURS,
            "E1": ArrayFormula("E1:E2", "=D1:D2*B1"),
            "F1": ArrayFormula("F1", "=SUM(D1:D4*2)"),
            "G1": "=E2",
        },
        {"B1": COST, "E1": 750, "E2": 1_500, "G1": 1_500},
    ),
    "a dynamic array that grows into what another reads": Case(
        {
            "B1": OURS,
            "D1": 12,
            "D2": 24,
            "E1": ArrayFormula("E1", "=LOAN_PAYMENT(D1:D2,0%,1)"),
            "F1": "=E2+1",
            "F2": "=E3",
        },
        {"B1": COST, "E1": 1, "E2": 2, "F1": 3},
        dynamic=("E1",),
    ),
    "a plain formula of ours spills": Case(
        {"D1": 12, "D2": 24, "E1": "=LOAN_PAYMENT(D1:D2,0%,1)", "F1": "=SUM(E1:E2)"},
        {"E1": 1, "E2": 2, "F1": 3},
    ),
    "a table's columns": Case(
        {
            **_DEBTS,
            "E1": "=SUM(Debts[Balance])",
            "E2": "=LOAN_PAYMENT(SUM(Debts[Balance]),0%,1)*12",
            "E3": "=ROWS(Debts[#All])*LOAN_PAYMENT(12,0%,1)",
            "E4": "=LOAN_PAYMENT(MAX(Debts[[Balance]:[APR]]),0%,1)",
        },
        {"E2": 10_000, "E3": 3, "E4": 500},
        table="A3:C5",
    ),
    "a table's own row": Case(
        {
            **_DEBTS,
            "D4": "=Debts[[#This Row],[Balance]]*Debts[[#This Row],[APR]]",
            "D5": "=LOAN_PAYMENT(Debts[[#This Row],[Balance]]*12,0%,1)",
            "E5": "=Debts[[#This Row],[APR]]",
        },
        {"D5": 4_000},
        table="A3:C5",
    ),
    "a table's headings and totals": Case(
        {
            **_DEBTS,
            "B6": "=LOAN_PAYMENT(SUM(Debts[Balance])*6,0%,1)",
            "E1": "=Debts[[#Totals],[Balance]]*2",
            "E2": "=Debts[[#Headers],[APR]]",
            "E3": "=Debts[[#Headers],[APR]]&LOAN_PAYMENT(12,0%,1)",
            "A6": "Total",
            "C6": 1,
        },
        {"B6": 5_000, "E1": 10_000, "E3": "APR1"},
        table="A3:C6",
        totals=True,
    ),
    "a table's column that is not there": Case(
        {**_DEBTS, "B1": OURS, "E1": "=SUM(Debts[Price])+B1", "E2": "=SUM(Debts[Price])"},
        {"B1": COST},
        {"E1": "there is no column Price"},
        table="A3:C5",
    ),
    "a data table that depends on ours": Case(
        {
            "B1": OURS,
            "D1": "=B1",
            "C2": 10_000,
            "C3": 20_000,
            "D2": DataTableFormula(ref="D2:D3", r1="A1"),
            "D3": 55,
            "E1": "=MAX(D2:D3)",
            "E2": "=C2",
        },
        {"B1": COST, "D1": COST, "D2": COST, "D3": 150, "E1": 150},
    ),
    "a data table that depends on what it cannot be told": Case(
        {
            "B1": OURS,
            "D1": "=FLOOR(B1,-1)",
            "C2": 10_000,
            "D2": DataTableFormula(ref="D2:D3", r1="A1"),
            "D3": 55,
            "E1": "=MIN(D2:D3)",
        },
        {"B1": COST},
        {"D1": "FLOOR differs", "E1": "S!D2: It belongs to a data table"},
        {"D2": "are kept, and are out of date"},
    ),
    # Twelfths of 12,000 and 24,000, whole and halved.
    "a data table of two inputs": Case(
        {
            "A2": 1,
            "A3": "=A2*1",
            "C1": "=LOAN_PAYMENT(A1,0%,1)/A3",
            "D1": 1,
            "E1": 2,
            "C2": 12_000,
            "C3": 24_000,
            "D2": DataTableFormula(ref="D2:E3", dt2D=True, dtr=True, r1="A2", r2="A1"),
            **dict.fromkeys(("E2", "D3", "E3"), 55),
            "F1": "=SUM(D2:E3)",
        },
        {
            "C1": 10_000 / 12 / SAVED,
            "D2": 1_000,
            "E2": 500,
            "D3": 2_000,
            "E3": 1_000,
            "F1": 4_500,
        },
    ),
    "data tables in a row": Case(
        {
            "B1": OURS,
            "C2": "=B1*2",
            "C3": "=A1",
            "D1": 20_000,
            "E1": "none",
            "D2": DataTableFormula(ref="D2:E3", dtr=True, r1="A1"),
            **dict.fromkeys(("E2", "D3", "E3"), 55),
        },
        {"B1": COST, "C2": 150, "D2": 300, "E2": "#VALUE!", "D3": 20_000, "E3": "none"},
    ),
    "a data table of others": Case(
        {
            "B1": OURS,
            "D1": "=A5*2",
            "C2": 1,
            "C3": 2,
            "D2": DataTableFormula(ref="D2:D3", r1="A5"),
            "D3": 55,
            "E1": "=MIN(D2:D3)+B1",
        },
        {"B1": COST, "E1": SAVED + COST},
    ),
    "a total over rows hidden by hand": Case(
        {
            "B1": OURS,
            "B2": 2,
            "B3": 4,
            "C1": "=SUBTOTAL(109,B1:B3)",
            "C2": "=SUBTOTAL(9,B1:B3)",
            "C3": "=SUBTOTAL(109,A1:A3)",
            "E1": "=_xlfn.AGGREGATE(9,5,B1:B3)",
        },
        {"B1": COST, "C1": 79, "C2": 81},
        {"E1": "rows that are hidden"},
        hidden=(2,),
    ),
    "a total whose first rows are hidden, or all": Case(
        {
            "A3": 5,
            "B1": OURS,
            "B2": 2,
            "B3": 4,
            "C4": "=SUBTOTAL(109,B1:B3)",
            "C5": "=SUBTOTAL(109,A1:B2)",
        },
        {"B1": COST, "C4": 4},
        {"C5": "rows that are hidden"},
        hidden=(1, 2),
    ),
    "a total over rows hidden by a filter": Case(
        {
            "B1": OURS,
            "B2": 2,
            "B3": 4,
            "C1": "=SUBTOTAL(109,B1:B3)",
            "C2": "=SUBTOTAL(9,B1:B3)",
            "C3": "=IFERROR(C2,0)",
        },
        {"B1": COST, "C1": 79},
        {"C2": "rows that are hidden", "C3": "S!C2: It leaves out"},
        hidden=(2,),
        changed=_in_sheet(
            "</sheetData>",
            '</sheetData><autoFilter ref="B1:B3"><filterColumn colId="0"><filters>'
            '<filter val="4"/></filters></filterColumn></autoFilter>',
        ),
    ),
    "a total of totals": Case(
        {
            "A2": 20_000,
            "A3": "=SUBTOTAL(9,A1:A2)",
            "A4": "=LOAN_PAYMENT(60,0%,1)",
            "A5": "=SUBTOTAL(9,A1:A4)",
        },
        {"A4": 5, "A5": 30_005},
    ),
    "several sheets at once": Case(
        {
            "B1": OURS,
            "Two!B1": 1,
            "Three!B1": 2,
            "C1": "=SUM(S:Three!B1)",
            "C2": "=SUM(Two:Three!B1)",
            "C3": "=IFERROR(C1,0)",
        },
        {"B1": COST},
        {"C1": "several sheets at once", "C3": "S!C1: S:Three!B1 refers"},
    ),
    "another workbook": Case(
        {"B1": OURS, "C1": "=[1]Other!A1+B1", "C2": "=[1]Other!A1", "C3": "=C1+1"},
        {"B1": COST},
        {"C1": "another workbook", "C3": "another workbook"},
    ),
    "unions and intersections": Case(
        {
            "B1": OURS,
            "B2": 3,
            "C1": "=SUM((B1,B2))",
            "C2": "=SUM(B1:B2 B1:B1)",
            "C3": "=SUM((A1,A2))",
        },
        {"B1": COST},
        {"C1": "a union of ranges", "C2": "an intersection of ranges"},
    ),
    "functions of others": Case(
        {
            "B1": OURS,
            "C1": '=GETPIVOTDATA("a",$B$1)',
            "C2": "=NOBODYS(B1)",
            "C3": "=IFERROR(NOBODYS(B1),0)",
            "C4": "=IFERROR(C2,0)",
            "C5": "=NOBODYS(A1)",
            "C6": "=IF(B1>0,1,NOBODYS(B1))",
        },
        {"B1": COST, "C6": 1},
        {
            "C1": "no function GETPIVOTDATA",
            "C2": "no function NOBODYS",
            "C3": "no function NOBODYS",
            "C4": "no function NOBODYS",
        },
    ),
    "names that hold constants": Case(
        {"B1": OURS, "C1": "=B1*Two", "C2": "=SUM(Three)+B1", "C3": "=SUM(Three)"},
        {"B1": COST, "C1": 150},
        {"C2": "The name Three ({1,2,3}) is not understood"},
        names={"Two": "2", "Three": "{1,2,3}"},
    ),
    "names that move": Case(
        {"B1": OURS, "C1": "=Left+1", "C2": "=Left+1"},
        {"B1": COST},
        {"C1": "another cell in every formula", "C2": "another cell in every formula"},
        names={"Left": "S!B1"},
    ),
    "cells that only calculation finds": Case(
        {
            "B1": OURS,
            "C1": "=OFFSET(A1,0,1)+1",
            "C2": '=INDIRECT("B1")+2',
            "C3": "=SUM(B1:INDEX(B1:B3,2))",
            "C4": "=OFFSET(A1,1,0)+1",
            "C5": '=SUM(INDIRECT("A1:A3"))',
            "C6": "=SUM(OFFSET(A1,0,0,2,2))",
            "C7": '=INDIRECT("C2")+INDIRECT("A1")',
            "C8": "=C4+1",
            "C9": "=IFERROR(OFFSET(C8,-1,0),0)",
        },
        {"B1": COST, "C1": 76, "C2": 77, "C3": COST, "C6": 10_075, "C7": 10_077, "C9": 10_077},
    ),
    "cells that nobody finds": Case(
        {"B1": OURS, "C1": '=INDIRECT("R1C2",FALSE)', "C2": "=C1+1"},
        {"B1": COST},
        stale={"C1": "Only calculation tells what it reads"},
    ),
    "cells that are found and cannot be calculated": Case(
        {
            "B1": OURS,
            "B2": "=FLOOR(B1,-1)",
            "C1": "=IFERROR(OFFSET(B1,1,0),0)",
            "C2": "=OFFSET(A1,5,0)",
        },
        {"B1": COST},
        {"B2": "FLOOR differs", "C1": "FLOOR differs"},
    ),
    "an ordinary formula on a range means one cell": Case(
        {
            **_FOUR,
            "B1": OURS,
            "C2": "=D1:D4*2+$B$1",
            "C3": "=Four*3+B1",
            "C4": "=SIN(D1:D4)+B1",
            "E2": '=D:D&"/"&ROUND(B1,2)',
            "C6": "=D1:D4+B1",
            "F1": "=SUM(D1:D4*2)+B1",
            "F2": "=SUMPRODUCT(D1:D4*2)+B1",
            "F3": "=SUM(D1:D4)+B1",
            "E3": "=D1:D4*2",
        },
        {
            "B1": COST,
            "C2": 115,
            "C3": 165,
            "C4": 75.7451131604793488,
            "E2": "20/75",
            "C6": "#VALUE!",
            "F1": 95,
            "F2": 275,
            "F3": 175,
        },
        names={"Four": "S!$D$1:$D$4"},
    ),
    "errors and texts that are saved are kept": Case(
        {
            "B1": OURS,
            "C1": "=A1",
            "C2": "=A2",
            "C3": "=A3",
            "D1": '=C2&"!"&ROUND(B1,2)',
            "D2": "=IF(ISERROR(C1),B1,0)",
        },
        {"B1": COST, "D1": "a b!75", "D2": 75},
        changed=_in_sheet(
            '<c r="C1"><f>A1</f><v>4321</v></c>(.*)<c r="C2"><f>A2</f><v>4321</v></c>',
            r'<c r="C1" t="e"><f>A1</f><v>#N/A</v></c>\1<c r="C2" t="str"><f>A2</f><v>a b</v></c>',
        ),
    ),
    "errors that are newer than the engine's reader": Case(
        {
            "B1": OURS,
            "C1": 1,
            "C2": 2,
            "C3": 3,
            "D1": "=ISERROR(C1)&ROUND(B1,2)",
            "D2": "=C1",
            "D3": "=COUNT(C1:C3)+B1",
        },
        {"B1": COST, "D1": "TRUE75", "D3": COST},
        changed=_in_sheet(
            '<c r="C1" t="n"><v>1</v></c>(.*)'
            '<c r="C2" t="n"><v>2</v></c>(.*)<c r="C3" t="n"><v>3</v></c>',
            r'<c r="C1" t="e"><v>#SPILL!</v></c>\1'
            r'<c r="C2" t="e"><v>#GETTING_DATA</v></c>\2'
            r'<c r="C3" t="e"><v>#BLOCKED!</v></c>',
        ),
    ),
    "formulas in the last column": Case(
        {"B1": OURS, "XFD1": "=B1+1", "XFD2": "=LOAN_PAYMENT(-1,0%,1)+1", "XFD3": "=A1"},
        {"B1": COST, "XFD1": 76, "XFD2": "#NUM!"},
    ),
    "an array whose area is no reference": Case(
        {"B1": OURS, "C1": ArrayFormula("C1", "=B1+1")},
        {"B1": COST, "C1": 76},
        changed=_in_sheet('ref="C1"', 'ref="nowhere"'),
    ),
    "a workbook part that lies elsewhere": Case(
        {"B1": OURS, "B2": "=A1"}, {"B1": COST}, changed=_elsewhere
    ),
    "part names in other case": Case(
        {"B1": OURS, "B2": "=A1", "B3": "text"},
        {"B1": COST},
        changed=_renamed("xl/worksheets/sheet", "xl/Worksheets/Sheet"),
    ),
    "names of Excel's own": Case(
        {"B1": OURS, "C1": "=amount+1"},
        {"B1": COST},
        names={"amount": "S!$A$1", "_xlfn.XLOOKUP": "#NAME?"},
        changed=_in_part(
            "xl/workbook.xml",
            "</workbook>",
            '<extLst><ext uri="{x}" xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"><x14:definedNames>'
            '<x14:definedName name="LOAN_MAX"><x14:argumentDescriptions>'
            '<x14:argumentDescription index="0">amount</x14:argumentDescription>'
            "</x14:argumentDescriptions></x14:definedName></x14:definedNames></ext></extLst></workbook>",
        ),
    ),
    "functions of the engine's own": Case(
        {
            "B1": OURS,
            "C1": "=LOAN401K.BLOCK(1,1,B1)",
            "C2": "=IFERROR(LOAN401K.ANSWER(B1),0)",
            "C3": "=LOAN401K.BLOCK(1,1,A1)",
        },
        {"B1": COST},
        {"C1": "There is no function LOAN401K.BLOCK", "C2": "There is no function LOAN401K.ANSWER"},
    ),
    "a first sheet named sheet1": Case(
        {"B1": OURS, "B2": "=B1*2", "B3": "=A1"}, {"B1": COST, "B2": 150}, sheet="sheet1"
    ),
    "a first sheet named SHEET1": Case(
        {"B1": OURS, "B2": "=B1*2", "B3": "=A1"}, {"B1": COST, "B2": 150}, sheet="SHEET1"
    ),
    "a formula that cannot be read": Case(
        {"B1": OURS, "C1": "=B1+(2", "C2": "=IFERROR(C1,0)", "C3": "=B1+*2"},
        {"B1": COST},
        {"C1": "not closed", "C2": "not closed", "C3": "* is not expected"},
    ),
    "a circle": Case(
        {
            "B1": OURS,
            "C1": "=C2+B1",
            "C2": "=C1+1",
            "C3": "=IFERROR(C1,5)",
            "D1": "=D2",
            "D2": "=D1",
        },
        {"B1": COST},
        {"C1": "refers to itself", "C2": "refers to itself", "C3": "refers to itself"},
    ),
    "values that the engine takes otherwise": Case(
        {
            "A2": "straße",
            "A3": True,
            "A4": 0.30000000000000004,
            "B1": OURS,
            "C1": "=UPPER(A2)&ROUND(B1,0)",
            "C2": '=TEXT(A3,"0")&ROUND(B1,0)',
            "C3": "=LEN(A4&B1)",
            "C4": '=LOWER("É")&B1',
            "C5": '=LOWER("E")&ROUND(B1,0)',
            "C6": "=LEN(A1&ROUND(B1,0))",
            "C8": '=LEFT(TEXT(B1,"0.00"),2)',
            "C7": "=UPPER(A2)",
            "C9": '=IF(LEN(B1)=0,"",IF(LEN(B1),ROUND(B1,2),0))',
            "C10": "=LEN(B1)",
        },
        {"B1": COST, "C5": "e75", "C6": 7, "C8": "75", "C9": COST},
        {
            "C1": "letters that are not English",
            "C2": "TEXT takes a truth value",
            "C3": "more than 15 digits",
            "C10": "more than 15 digits",
            "C4": "The embedded engine's LOWER differs",
        },
    ),
    "errors that the engine does not know": Case(
        {
            "B1": OURS,
            "C1": 1,
            "C2": 2,
            "D1": "=C1+B1",
            "D2": "=IF(B1>0,ERROR.TYPE(C1),0)",
            "D3": "=ISNA(C1)&ROUND(B1,2)",
            "D4": "=IF(B1>0,ERROR.TYPE(C2),0)",
        },
        {"B1": COST, "D3": "FALSE75"},
        {
            "D1": "an error that the engine does not know",
            "D2": "an error that it does not know",
            "D4": "an error that it does not know",
        },
        changed=_in_sheet(
            '<c r="C1" t="n"><v>1</v></c>(.*)<c r="C2" t="n"><v>2</v></c>',
            r'<c r="C1" t="e"><v>#GETTING_DATA</v></c>\1<c r="C2" t="e"><v>#SPILL!</v></c>',
        ),
    ),
    "a total over rows of no height": Case(
        {"B1": OURS, "B2": 2, "B3": 4, "C1": "=SUBTOTAL(109,B1:B3)"},
        {"B1": COST, "C1": 79},
        changed=_in_sheet('<row r="2"', '<row r="2" ht="0" customHeight="1"'),
    ),
    "a total over rows hidden unless they say otherwise": Case(
        {"B1": OURS, "B2": 2, "B3": 4, "C1": "=SUBTOTAL(109,B1:B3)"},
        {"B1": COST, "C1": 79},
        changed=_in_sheet(
            '<sheetFormatPr(.*)<row r="1"(.*)<row r="3"',
            r'<sheetFormatPr zeroHeight="1"\1<row r="1" ht="15"\2<row r="3" ht="15"',
        ),
    ),
    "texts that look like numbers": Case(
        {
            "A2": "12",
            "B1": OURS,
            "B2": 2,
            "C1": "=SUMPRODUCT(A1:A2,B1:B2)",
            "C2": "=FV(B1/1000,A2,-1)",
            "C3": "=SUM(A1:B2)",
        },
        {"B1": COST, "C3": 10_077},
        {"C1": "looks like a number", "C2": "looks like a number"},
    ),
    "numbers in texts": Case(
        {"B1": OURS, "C1": '="a "&B1', "C2": '="a "&ROUND(B1,2)', "C3": "=LEN(C1)"},
        {"B1": COST, "C2": "a 75"},
        {"C1": "writes a number into a text", "C3": "S!C1: It writes"},
    ),
    "cells that only calculation finds, beside what cannot be": Case(
        {
            "B1": OURS,
            "C1": "=AVERAGEA(B1)",
            "C2": "=OFFSET(A1,0,1)+1",
            "C3": "=OFFSET(B1,0,1)+1",
            "C4": "=IFERROR(OFFSET(B1,0,1),0)",
        },
        {"B1": COST, "C2": 76},
        {"C1": "AVERAGEA", "C3": "may read a cell that could not", "C4": "S!C1: "},
    ),
    **{
        f"not trusted: {formula}": _distrusted(formula)
        for formula in (
            "FLOOR(B1,-1.1)",
            "CEILING(2.5,B1)",
            'NPER("0.01",TRUE,"10",-B1)',
            'AVERAGE("a",B1)',
            "AVERAGEA(B1,A1)",
            "_xlfn.XLOOKUP(1,B1:B3,A1:A3,0,-1)",
            "_xlfn.CEILING.MATH(B1)",
            "_xlfn.FLOOR.MATH(B1)",
            "MMULT(B1,B1)",
            "MDETERM(B1)",
            "MINVERSE(B1)",
            "MOD(B1,0.04)",
            "_xlfn.SHEET(B1)",
            'LEN(REPT("x",32767)&B1)',
        )
    },
}
