"""The table of inputs on the Start sheet: typed, preset, used, and whether it can be used."""

from __future__ import annotations

from typing import Any

from openpyxl.worksheet.datavalidation import DataValidation

from loan401k.template import READY, YOURS

from .. import names
from ..layout import style
from ..layout.book import Page
from . import listed
from .kinds import PRESETS, Input, Value

# Columns of the table, and of what stands beside it outside the printed page.
LABEL, TYPED, PRESET, USED, STATUS, HELP = "BCDEFG"
_PRESET_COLUMNS = "JKL"
LOW, HIGH, MESSAGE = "MNO"
_LISTS = "V", "W", "X", "Y", "Z", "AA"

OK, BAD = "ok", "check"

#: Debts that can be listed.
DEBTS = 5

#: Conditions that several inputs must meet together: label, rule, condition, message.
_TOGETHER = (
    (
        "Number of payments",
        "Term times payments a year is a whole number",
        "ABS(Loan_Years*Payments_Per_Year-ROUND(Loan_Years*Payments_Per_Year,0))<=Tiny",
        "Loan term times payments a year must be a whole number: try full or half years.",
    ),
    (
        "Months of the loan",
        "Term is a whole number of months",
        "ABS(Loan_Years*12-ROUND(Loan_Years*12,0))<=Tiny",
        "Loan term must be a whole number of months: try full or half years.",
    ),
    (
        "Months of the personal loan",
        "Term is a whole number of months",
        "ABS(Personal_Years*12-ROUND(Personal_Years*12,0))<=Tiny",
        "Personal loan term must be a whole number of months.",
    ),
    (
        "Taxes on a withdrawal",
        "Rates and early tax are below 100% together",
        "Federal_Rate+State_Rate+Early_Penalty<1",
        "Federal rate, state rate and early withdrawal tax must be below 100% together.",
    ),
)


class InputTable:
    """Writes the table from a row on; knows where each input stands."""

    def __init__(self, page: Page, top: int) -> None:
        self.page = page
        self.row = top
        self._lists: dict[tuple[Value, ...], str] = {}
        self._first_row = top

    def main(self) -> int:
        """Write the choice of a preset and the first block; return its last row."""
        self._chooser()
        self._heads("What you need")
        for one in listed.MAIN:
            self._input(one)
        return self.row - 1

    def more(self, top: int) -> int:
        """Write the second block, the debts and the conditions from a row on; return the last."""
        self.row = top
        self._heads("More about you: safe to leave")
        for one in listed.MORE:
            self._input(one)
        self.row += 1
        self._debts()
        self.row += 1
        self.page.section(f"{LABEL}{self.row}", "What must fit together", 6)
        self.row += 1
        for label, rule, condition, message in _TOGETHER:
            self._condition(label, rule, condition, message)
        return self.row - 1

    @property
    def ready(self) -> str:
        """The formula that tells whether every input can be used."""
        return f'=COUNTIF({self._column(STATUS)},"{BAD}")=0'

    @property
    def problem(self) -> str:
        """The formula for the first message that applies."""
        return (
            f'=IF({READY},"",INDEX({self._column(MESSAGE)},'
            f'MATCH("{BAD}",{self._column(STATUS)},0)))'
        )

    def _column(self, letter: str) -> str:
        return f"${letter}${self._first_row}:${letter}${self.row - 1}"

    def _chooser(self) -> None:
        """Write the line in which a preset is chosen; blank means the first."""
        page, row = self.page, self.row
        chosen = f"{TYPED}{row}"
        message = f"Start from must be one of: {'; '.join(PRESETS)}."
        page.row(f"{PRESET}{row}", "Label note", 4)
        page.put(f"{LABEL}{row}", "Start from", "Label")
        page.put(chosen, PRESETS[0], "Input left", name=names.PRESET)
        test = f'IF(ISERROR({chosen}),FALSE,OR({chosen}="",{self._among(chosen, PRESETS)}))'
        page.put(f"{STATUS}{row}", f'=IF({test},"{OK}","{BAD}")', "Mark")
        page.put(f"{HELP}{row}", "Fills the column Preset; Yours goes first", "Label note")
        page.put(f"{MESSAGE}{row}", message, "Label note")
        rule = DataValidation("list", formula1=self._list(PRESETS))
        self._validate(chosen, rule, "Preset", "Choose a preset from the list.", message)
        self._chosen = f"${TYPED}${row}"
        self.row += 1

    def _heads(self, title: str) -> None:
        page, row = self.page, self.row
        heads = ((LABEL, title), (TYPED, "Yours"), (PRESET, "Preset"), (USED, "Used"),
                 (STATUS, "Status"), (HELP, "What it is"),
                 *zip(_PRESET_COLUMNS, PRESETS, strict=True),
                 (LOW, "Lowest"), (HIGH, "Highest"), (MESSAGE, "If it is not"))  # fmt: skip
        for letter, head in heads:
            page.put(f"{letter}{row}", head, _head_look(letter))
        page.height(row, 24)
        self._heads_row = row
        self.row += 1

    def _input(self, one: Input) -> None:
        page, row = self.page, self.row
        page.put(f"{LABEL}{row}", one.label, "Label")
        page.put(f"{TYPED}{row}", None, "Input", one.format, name=one.name + YOURS)
        heads = f"$J${self._heads_row}:$L${self._heads_row}"
        page.put(
            f"{PRESET}{row}",
            f"=INDEX($J{row}:$L{row},IFERROR(MATCH({self._chosen},{heads},0),1))",
            "Value quiet",
            one.format,
        )
        page.put(
            f"{USED}{row}",
            f'=IF({TYPED}{row}="",{PRESET}{row},{TYPED}{row})',
            "Value strong",
            one.format,
            name=one.name,
        )
        page.put(f"{STATUS}{row}", self._status(one, row), "Mark")
        page.put(f"{HELP}{row}", one.help, "Label note")
        for letter, preset in zip(
            _PRESET_COLUMNS, (one.typical, one.article, one.home), strict=True
        ):
            page.put(
                f"{letter}{row}",
                f"=$J{row}" if preset is None else preset,
                "Value quiet",
                one.format,
            )
        for letter, bound in ((LOW, one.low), (HIGH, one.high)):
            page.put(f"{letter}{row}", bound, "Value quiet", one.format)
        page.put(f"{MESSAGE}{row}", one.message, "Label note")
        self._restrict(one, row)
        self.row += 1

    def _status(self, one: Input, row: int) -> str:
        used = f"{USED}{row}"
        if one.choices:
            test = self._among(used, one.choices)
        else:
            bounds = f"{used}>={LOW}{row},{used}<={HIGH}{row}"
            if one.kind in ("whole", "date"):
                bounds += f",{used}=INT({used})"
            test = f"IF(ISNUMBER({used}),AND({bounds}),FALSE)"
        return f'=IF({test},"{OK}","{BAD}")'

    def _among(self, cell: str, choices: tuple[Value, ...]) -> str:
        """Return the condition that a cell holds one of these, of their type, and no wildcard."""
        source = self._list(choices)
        return f"IFERROR(INDEX({source},MATCH({cell},{source},0))={cell},FALSE)"

    def _restrict(self, one: Input, row: int) -> None:
        cell = f"{TYPED}{row}"
        prompt = f"{one.help}. {one.allowed[0].upper()}{one.allowed[1:]}. Blank: the preset."
        if one.choices:
            rule = DataValidation("list", formula1=self._list(one.choices))
        else:
            kind: Any = one.kind
            rule = DataValidation(
                kind, operator="between", formula1=f"${LOW}${row}", formula2=f"${HIGH}${row}"
            )
        self._validate(cell, rule, one.label, prompt, one.message)

    def _validate(
        self, cell: str, rule: DataValidation, title: str, prompt: str, error: str
    ) -> None:
        rule.allow_blank = True
        rule.showInputMessage = rule.showErrorMessage = True
        rule.promptTitle = rule.errorTitle = title[:32]
        rule.prompt, rule.error = prompt[:255], error[:225]
        rule.add(cell)
        self.page.sheet.add_data_validation(rule)

    def _debts(self) -> None:
        """Write the optional list of several debts."""
        page, top = self.page, self.row
        heads = ("Several debts? List them", "Balance", "Rate (APR)", "Minimum", "Status", "Note")
        for letter, head in zip((LABEL, TYPED, PRESET, USED, STATUS, HELP), heads, strict=True):
            page.put(f"{letter}{top}", head, _head_look(letter))
        page.height(top, 24)
        formats = {TYPED: style.MONEY, PRESET: style.RATE, USED: style.MONEY}
        message = "A debt needs its balance, its rate from 0% to 100%, and its monthly minimum."
        for row in range(top + 1, top + 1 + DEBTS):
            page.put(f"{LABEL}{row}", f"Debt {row - top}", "Label")
            page.put(
                f"{HELP}{row}", "Blank: the card above" if row == top + 1 else None, "Label note"
            )
            page.put(f"{MESSAGE}{row}", message, "Label note")
            page.put(f"{LOW}{row}", 0, "Value quiet", style.MONEY)
            page.put(f"{HIGH}{row}", listed.MAIN[0].high, "Value quiet", style.MONEY)
            for letter, form in formats.items():
                page.put(f"{letter}{row}", None, "Input", form)
                most = "1" if letter == PRESET else f"${HIGH}${row}"
                rule = DataValidation(
                    "decimal", operator="between", formula1=f"${LOW}${row}", formula2=most
                )
                self._validate(f"{letter}{row}", rule, f"Debt {row - top}", message, message)
            cells = f"{TYPED}{row}:{USED}{row}"
            fits = (
                f"AND(COUNT({cells})=COLUMNS({cells}),MIN({cells})>=0,{PRESET}{row}<=1,"
                f"MAX({cells})<={HIGH}{row})"
            )
            page.put(
                f"{STATUS}{row}",
                f'=IF(COUNTBLANK({cells})=COLUMNS({cells}),"",IF({fits},"{OK}","{BAD}"))',
                "Mark",
            )
        self.row = top + 1 + DEBTS
        page.book.define("Debts_Yours", page.title, f"{TYPED}{top + 1}:{USED}{self.row - 1}")

    def _condition(self, label: str, rule: str, condition: str, message: str) -> None:
        page, row = self.page, self.row
        page.put(f"{LABEL}{row}", label, "Label")
        page.row(f"{TYPED}{row}", "Label note", 5)
        page.put(f"{TYPED}{row}", rule, "Label note")
        page.put(f"{STATUS}{row}", f'=IF(IFERROR({condition},TRUE),"{OK}","{BAD}")', "Mark")
        page.put(f"{MESSAGE}{row}", message, "Label note")
        self.row += 1

    def _list(self, choices: tuple[Value, ...]) -> str:
        if choices not in self._lists:
            letter = _LISTS[len(self._lists)]
            top = self._first_row
            for k, choice in enumerate(choices):
                self.page.put(f"{letter}{top + k}", choice, "Value quiet")
            self._lists[choices] = f"${letter}${top}:${letter}${top + len(choices) - 1}"
        return self._lists[choices]


def _head_look(letter: str) -> str:
    if letter == STATUS:
        return "Table head centre"
    return "Table head left" if letter in (LABEL, HELP, MESSAGE) else "Table head"
