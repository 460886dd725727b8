"""The table of inputs: what is typed and used on Start; presets, bounds, messages on Behind."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from openpyxl.worksheet.datavalidation import DataValidation

from loan401k.template import READY, YOURS

from .. import names
from ..layout import style
from ..layout.book import BEHIND, Book, Page
from . import areas, listed
from .kinds import PRESETS, Input, Value

# Columns on Start.
LABEL, TYPED, USED, MARK, HELP = "BCDEG"
# Columns on Behind.
WHAT, CHOSEN, FIRST_PRESET, LAST_PRESET, LOW, HIGH, BAD, MESSAGE, SOURCE = "BCDFGHIJK"
_PRESET_COLUMNS = "DEF"

#: The cell on Start in which a preset is chosen.
CHOOSER = "C3"

#: Conditions that several inputs must meet together, and the message where they do not.
_TOGETHER = (
    (
        "ABS(Loan_Years*Payments_Per_Year-ROUND(Loan_Years*Payments_Per_Year,0))<=Tiny",
        "Loan term times payments a year must be a whole number: try full or half years.",
    ),
    (
        "ABS(Loan_Years*12-ROUND(Loan_Years*12,0))<=Tiny",
        "Loan term must be a whole number of months: try full or half years.",
    ),
    (
        "ABS(Plan_Longest*12-ROUND(Plan_Longest*12,0))<=Tiny",
        "Longest term of your plan must be a whole number of months.",
    ),
    (
        "ABS(Personal_Years*12-ROUND(Personal_Years*12,0))<=Tiny",
        "Personal loan term must be a whole number of months.",
    ),
    (
        "Federal_Rate+State_Rate+Early_Penalty<1",
        "Federal rate, state rate and early withdrawal tax must be below 100% together.",
    ),
    (
        "Contribution_During_Loan<=Monthly_Contribution",
        "Your contribution during the loan must not be above the usual one.",
    ),
    (
        "Match_During_Loan<=Monthly_Match",
        "The employer's match during the loan must not be above the usual one.",
    ),
)

#: The row of Behind from which the inputs' lines stand.
TOP = 4

_WORD = re.compile(r"\w+")
_PRESETS_OF = {one.name: (one.typical, one.article, one.home) for one in listed.ALL}


def preset_cell(name: str, preset: int) -> str:
    """Return the cell on Behind with a preset of an input; presets are counted from 0."""
    row = TOP + 3 + [one.name for one in listed.ALL].index(name)
    return f"'{BEHIND}'!${_PRESET_COLUMNS[preset]}${row}"


class InputTable:
    """Writes the inputs on Start, and their lines on Behind from its row `TOP` on."""

    def __init__(self, book: Book, start: Page) -> None:
        self.start, self.behind = start, book.behind
        self.first = TOP + 2
        self._lists: dict[tuple[Value, ...], str] = {}
        self._rows = {one.name: self.first + 1 + k for k, one in enumerate(listed.ALL)}
        self.last = self.first + len(listed.ALL) + len(_TOGETHER) + len(areas.ALL)
        self._list_row = self.last + 3
        self._heads(TOP)
        self._chooser()

    def main(self, top: int) -> int:
        """Write the fifteen inputs of the first screen; return the last row."""
        row = top
        self.start.put(f"{LABEL}{row}", "Your figures", "Table head left")
        for letter, head in ((TYPED, "Yours"), (USED, "Used"), (MARK, None)):
            self.start.put(f"{letter}{row}", head, "Table head")
        for group in listed.GROUPS:
            for one in group:
                row += 1
                self._input(one, row, ends=one is group[-1])
        self._typed_strongly(top + 1, row)
        return row

    def more(self, top: int) -> int:
        """Write the inputs that have safe defaults, with their help; return the last row."""
        row = top
        for letter, head in ((TYPED, "Yours"), (USED, "Used"), (MARK, None)):
            self.start.put(f"{letter}{row}", head, "Table head")
        self.start.put(f"{LABEL}{row}", "More about you", "Table head left")
        for row, one in enumerate(listed.MORE, top + 1):
            self._input(one, row)
            self.start.put(f"{HELP}{row}", one.help, "Note")
        self._typed_strongly(top + 1, row)
        return row

    def _typed_strongly(self, first: int, last: int) -> None:
        """Write what is used strongly where it was typed, quietly where it is the preset's."""
        self.start.embolden(f"{USED}{first}:{USED}{last}", f'${TYPED}{first}<>""')

    def close(self) -> int:
        """Write what the inputs must meet together, and what follows; return the last row."""
        row = self._rows[listed.ALL[-1].name]
        for condition, message in _TOGETHER:
            row += 1
            self.behind.put(f"{WHAT}{row}", "Together", "Label")
            self._judged(row, f"=IF(IFERROR({condition},TRUE),0,1)", message)
        for area in areas.ALL:
            row += 1
            self.behind.put(f"{WHAT}{row}", area.name, "Label")
            self._judged(row, f'=IF(COUNTIF({area.marks},"check")>0,1,0)', area.message)
        return self._list_row + max(map(len, self._lists))

    @property
    def typed(self) -> str:
        """The cells to type into, from the first to the last, as an argument of COUNTA."""
        first, last = self._places[0], self._places[-1]
        return f"'{self.start.title}'!${TYPED}${first}:${TYPED}${last}"

    @property
    def ready(self) -> str:
        """The formula that tells whether every input can be used."""
        return f"=IF(Functions_Here,SUM({self._column(BAD)})=0,FALSE)"

    @property
    def problem(self) -> str:
        """The formula for the first message that applies."""
        found = f"INDEX({self._column(MESSAGE)},MATCH(1,{self._column(BAD)},0))"
        return f'=IF(OR({READY},NOT(Functions_Here)),"",{found})'

    def _column(self, letter: str) -> str:
        return f"${letter}${self.first}:${letter}${self.last}"

    def _heads(self, top: int) -> None:
        page, row = self.behind, top + 1
        page.section(f"{WHAT}{top}", "Presets, bounds and messages of the inputs", 10)
        heads = ((WHAT, "Input"), (CHOSEN, "Preset"), *zip(_PRESET_COLUMNS, PRESETS, strict=True),
                 (LOW, "Lowest"), (HIGH, "Highest"), (BAD, "Wrong"), (MESSAGE, "If it is"),
                 (SOURCE, "Where the presets are from"))  # fmt: skip
        for letter, head in heads:
            left = letter in (WHAT, MESSAGE, SOURCE)
            page.put(f"{letter}{row}", head, "Table head left" if left else "Table head")
        page.height(row, 24)
        self._heads_row = row
        self._places: list[int] = []

    def _chooser(self) -> None:
        """Write the line in which a preset is chosen; blank means the first."""
        page, behind, row = self.start, self.behind, self.first
        chosen = f"'{page.title}'!${TYPED}${CHOOSER[1:]}"
        message = f"Start from must be one of: {'; '.join(PRESETS)}."
        page.put(f"{LABEL}{CHOOSER[1:]}", "Start from (fills the blanks)", "Body")
        page.put(CHOOSER, PRESETS[0], "Input left", name=names.PRESET)
        behind.put(f"{WHAT}{row}", "Start from", "Label")
        test = f'IF(ISERROR({chosen}),FALSE,OR({chosen}="",{self._among(chosen, PRESETS)}))'
        self._judged(row, f"=IF({test},0,1)", message)
        heads = f"${FIRST_PRESET}${self._heads_row}:${LAST_PRESET}${self._heads_row}"
        place = f"=IFERROR(MATCH({chosen},{heads},0),1)"
        behind.put(f"{CHOSEN}{row}", place, "Value quiet", style.COUNT)
        rule = DataValidation("list", formula1=self._list(PRESETS))
        self._validate(CHOOSER, rule, "Start from", "Fills the blanks; yours go first.", message)

    def _input(self, one: Input, row: int, *, ends: bool = False) -> None:
        page, behind, line = self.start, self.behind, self._rows[one.name]
        tail = " ends" if ends else ""
        self._places.append(row)
        page.put(f"{LABEL}{row}", one.label, f"Label{tail}")
        page.put(f"{TYPED}{row}", None, f"Input{tail}", one.format, name=one.name + YOURS)
        chosen = f"'{behind.title}'!${CHOSEN}${line}"
        page.put(
            f"{USED}{row}",
            f'=IF({TYPED}{row}="",{chosen},{TYPED}{row})',
            f"Value quiet{tail}",
            one.format,
            name=one.name,
        )
        page.put(f"{MARK}{row}", f"=IF('{behind.title}'!${BAD}${line}=1,\"check\",\"\")",
                 f"Mark{tail}")  # fmt: skip
        self._line(one, line, f"'{page.title}'!${USED}${row}")
        self._restrict(one, row, line)

    def _line(self, one: Input, row: int, used: str) -> None:
        """Write an input's presets, bounds and message."""
        page = self.behind
        page.put(f"{WHAT}{row}", one.label, "Label")
        presets = f"{FIRST_PRESET}{row}:{LAST_PRESET}{row}"
        preset = f"INDEX({presets},${CHOSEN}${self.first})"
        chosen = f'=IF(Functions_Here,{preset},"")'
        page.put(f"{CHOSEN}{row}", chosen, "Value quiet", one.format)
        needs = self._needs(one.name)
        values = (one.typical, one.article, one.home)
        for letter, given in zip(_PRESET_COLUMNS, values, strict=True):
            cell: Value = f"=${FIRST_PRESET}{row}" if given is None else given
            if isinstance(given, str) and given.startswith("="):
                cell = f'=IF({self._given(needs)},{given[1:]},"")'
            page.put(f"{letter}{row}", cell, "Value quiet", one.format)
        for letter, bound in ((LOW, one.low), (HIGH, one.high)):
            page.put(f"{letter}{row}", bound, "Value quiet", one.format)
        self._judged(row, self._test(one, row, used, needs), one.message)
        page.put(f"{SOURCE}{row}", one.source or None, "Label note")

    def _needs(self, *names: str) -> list[str]:
        """Return the inputs that the formulas of these inputs' presets read, theirs too."""
        found: dict[str, None] = {}
        for name in names:
            for preset in _PRESETS_OF[name]:
                if isinstance(preset, str) and preset.startswith("="):
                    read = [word for word in _WORD.findall(preset) if word in _PRESETS_OF]
                    found |= dict.fromkeys([*read, *self._needs(*read)])
        return list(found)

    def _given(self, needs: Sequence[str]) -> str:
        """Return the condition that the functions are here and these inputs can be used."""
        wrong = "+".join(f"${BAD}${self._rows[name]}" for name in needs)
        return f"AND(Functions_Here,{wrong}=0)" if needs else "Functions_Here"

    def _test(self, one: Input, row: int, used: str, needs: Sequence[str]) -> str:
        """Return the formula that is 1 where the input cannot be used."""
        otherwise = f"IF({self._given(needs)},1,0)"
        if one.choices:
            return f"=IF({self._among(used, one.choices)},0,{otherwise})"
        bounds = f"{used}>={LOW}{row},{used}<={HIGH}{row}"
        if one.kind in ("whole", "date"):
            bounds += f",{used}=INT({used})"
        return f"=IF(ISNUMBER({used}),IF(AND({bounds}),0,1),{otherwise})"

    def _judged(self, row: int, formula: str, message: str) -> None:
        self.behind.put(f"{BAD}{row}", formula, "Value quiet", style.COUNT)
        self.behind.put(f"{MESSAGE}{row}", message, "Label note")

    def _among(self, cell: str, choices: tuple[Value, ...]) -> str:
        """Return the condition that a cell holds one of these, of their type, and no wildcard."""
        source = self._list(choices)
        return f"IFERROR(INDEX({source},MATCH({cell},{source},0))={cell},FALSE)"

    def _restrict(self, one: Input, row: int, line: int) -> None:
        if one.choices:
            rule = DataValidation("list", formula1=self._list(one.choices))
        else:
            kind: Any = one.kind
            low, high = (f"'{self.behind.title}'!${letter}${line}" for letter in (LOW, HIGH))
            rule = DataValidation(kind, operator="between", formula1=low, formula2=high)
        self._validate(f"{TYPED}{row}", rule, one.label, f"{one.help}.", one.message)

    def _validate(
        self, cell: str, rule: DataValidation, title: str, prompt: str, error: str
    ) -> None:
        rule.allow_blank = True
        rule.showInputMessage = rule.showErrorMessage = True
        rule.promptTitle = rule.errorTitle = title[:32]
        rule.prompt, rule.error = prompt, error[:225]
        rule.add(cell)
        self.start.sheet.add_data_validation(rule)

    def _list(self, choices: tuple[Value, ...]) -> str:
        """Return the cells on Behind that hold the choices, written when first asked for."""
        if choices not in self._lists:
            letter = "BCDEFGH"[len(self._lists)]
            top = self._list_row
            for k, choice in enumerate(choices):
                self.behind.put(f"{letter}{top + k}", choice, "Value quiet")
            self._lists[choices] = (
                f"'{self.behind.title}'!${letter}${top}:${letter}${top + len(choices) - 1}"
            )
        return self._lists[choices]
