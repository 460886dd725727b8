"""Start: on one screen the inputs, the answer, what to do, and what would turn it."""

from __future__ import annotations

from loan401k.template import CHANGES, KNOWING, PROBLEM, READY, TURNS, WORDS

from ..behind import advice, bars, cases, figures, household, said, turns, warnings
from ..behind.lines import Lines
from ..inputs.table import CHOOSER, InputTable
from ..layout import charts, style
from ..layout.book import Book, Page
from ..layout.words import ready, sentence

TITLE = "Start"
_WIDTHS = {"A": 1.5, "B": 28, "C": 12.5, "D": 11.5, "E": 6.3, "F": 1.6}
_WIDTHS |= {"G": 32.5, "H": 15, "I": 1.6, "J": 51.5}
_FIRST = 5  # rows of the first screen below the frozen band
_MORE = 27

_CHECKLIST = (
    "Borrow only what ends the debt. The root problem is spending more than you have.",
    "Know how you would repay the loan at once if you left the job.",
    "Have the payments taken from your paycheck, and put the card away.",
    "Contribute as much as you can afford, up to the plan's limit, at least to the full match.",
    "Weigh paying other debts against contributing (sheet Debts), with an adviser if unsure.",
    "Spend it on something of lasting value. No law asks you to; your future self does.",
    "Ask the plan: rate, fees, longest term, and paying on after you leave.",
)


def build(book: Book) -> None:
    """Add the sheet, and what it shows to Behind."""
    page = book.page(TITLE, _WIDTHS, tab=style.ACCENT, landscape=True)
    page.put("B1", "Borrow from my 401(k), or not?", "Title")
    page.put("B2", "Type your figures into the yellow cells. The answer follows.", "Note")
    table = InputTable(book, page)
    table.main(_FIRST)
    last = table.more(_MORE)
    names, quiet, dark = _behind(book, table)
    _answer(page)
    _changes(page)
    _knowing(page)
    _chart(page, names, quiet, dark)
    _turns(page)
    _first(page)
    page.page_break(last + 1)
    last = _checklist(page, last + 2)
    page.freeze("A4")
    page.open_on(CHOOSER)
    page.page_break(_MORE - 1)
    page.prints(f"A1:J{last}")


def _behind(book: Book, table: InputTable) -> tuple[str, charts.Line, charts.Line]:
    """Write the sheet Behind from its inputs on; return what the chart draws."""
    page = book.behind
    page.put("B1", "Behind the sheets", "Page title")
    page.put("B2", "Nothing to type here.", "Page subtitle")
    page.height(1, 33)
    lines = Lines(page, table.close())
    lines.section("Whether the functions are here, and every input can be used")
    one = f"1+0*COUNTA({table.typed})"  # a formula of constants would not be calculated again
    lines.constant("Functions_Old", "One of the first functions answers",
                   f"=ISNUMBER(LOAN_PAYMENT({one},0,1))")  # fmt: skip
    lines.constant("Functions_New", "One of the newest answers",
                   f"=ISNUMBER(LOAN_TERM({one},0,1))")  # fmt: skip
    lines.constant("Functions_Here", "Both do", "=AND(Functions_Old,Functions_New)")
    lines.constant(READY, "Every input can be used", table.ready)
    lines.constant(PROBLEM, "If not, the first message", table.problem)
    needs = f'IF(Functions_Here,"Please look at the inputs. "&{PROBLEM},"{cases.NEEDS}")'
    lines.constant("No_Answer", "What sheets say then", f"={needs}")
    figures.words(lines)
    first = household.debts(lines)
    figures.loan(lines)
    household.household(lines, first)
    figures.gains(lines)
    figures.start(lines)
    said.write(lines)
    advice.write(lines)
    cases.write(lines)
    warnings.write(lines)
    turns.write(lines)
    made = bars.write(lines)
    page.prints(f"A1:L{lines.row}", repeat="1:2")
    page.freeze("A3")
    return made


def _answer(page: Page) -> None:
    """Write the frozen band: verdict, reason, advice."""
    for row, (name, look, height) in enumerate(
        zip(WORDS, ("Verdict", "Reason", "Advice"), (27, 16.5, 16.5), strict=True), 1
    ):
        page.row(f"G{row}", look, 4)
        page.put(f"G{row}", f"={name}_Shown", look, name=name)
        page.height(row, height)
    page.height(4, 6)
    page.highlight("G1:J3", f'Tone="{cases.GOOD}"', style.GOOD_FILL, style.INK)
    page.highlight("G1:J3", f'Tone="{cases.BAD}"', style.BAD_FILL, style.INK)


def _heads(page: Page, row: int, title: str, right: str | None) -> None:
    page.put(f"G{row}", title, "Table head left")
    page.put(f"H{row}", right, "Table head")


def _changes(page: Page) -> None:
    """Write what the loan changes, in lines that add up as shown."""
    title = '="What the loan changes"&IF(Loan_Shown," in "&After_Said,"")'
    _heads(page, _FIRST, title, "+ is better")
    lines = (
        ("Less debt, more savings", "Rest_Change", "Label", "Value"),
        ("Your 401(k), after tax", "Account_Change", "Label", "Value"),
        ("The chance of losing the job", "-Leaving_Cost", "Label", "Value"),
        ("Loan as entered, all in all", "Gain", "Headline label", "Headline value"),
    )
    for row, (label, value, look, value_look) in enumerate(lines, _FIRST + 1):
        page.put(f"G{row}", f'=IF(Loan_Shown,"{label}","")', look)
        page.put(f"H{row}", f'=IF(Loan_Shown,{value},"")', value_look, style.GAIN)
    page.book.define(CHANGES, TITLE, f"G{_FIRST}:H{_FIRST + len(lines)}")


def _knowing(page: Page) -> None:
    """Write what is worth knowing."""
    row = _FIRST + 6
    _heads(page, row, "Worth knowing", None)
    lines = (
        ("Out of your paycheck, a month", "Loan_Outlay", style.CENTS),
        ("Most you may borrow", "Loan_Limit", style.MONEY),
        ("Debt-free, plan loan repaid too", "Debt_Free", style.MONTH_YEAR),
        ("Debt-free if you keep the debts", "Debt_Free_Keep", style.MONTH_YEAR),
        ("Interest to lenders if you do", "Keep_Interest", style.MONEY),
        ("", "Due_At_Leaving", style.MONEY),
        ("   last day to pay it", "Deadline_At_Leaving", style.DATE),
        ("   cash you lack for it", "Cash_Missing", style.MONEY),
        ("   tax if you do not pay", "Tax_At_Leaving", style.MONEY),
    )
    page.book.define(KNOWING, TITLE, f"G{row}:H{row + len(lines)}")
    due = '="If the job ends"&IF(Inputs_OK," in month "&Leaving_Month,"")&", due"'
    for label, value, form in lines:
        row += 1
        page.put(f"G{row}", label or due, "Label")
        page.put(f"H{row}", ready(value), "Value", form)


def _chart(page: Page, names: str, quiet: charts.Line, dark: charts.Line) -> None:
    chart = charts.bars(
        "Gain against keeping the debts", names, quiet, dark, size=(9.6, 6.3), amounts=False
    )
    page.chart(
        chart,
        f"J{_FIRST}",
        "Bars for six ways to deal with the debts: how much better or worse each leaves you than "
        "keeping them, the amount in its name, the one that is advised dark.",
        "The ways compared",
    )


def _turns(page: Page) -> None:
    gain = 'OR(Verdict_Case="not now",Verdict_Case="saving less gains")'  # which do not ask for it
    title = f'=IF({gain},"The gain changes its sign when","The answer turns when")'
    page.put(f"J{_FIRST + 12}", title, "Table head left")
    for k in (1, 2, 3):
        page.put(f"J{_FIRST + 12 + k}", f"=Turns_{k}", "Label")
    page.book.define(TURNS, TITLE, f"J{_FIRST + 12}:J{_FIRST + 15}")


def _first(page: Page) -> None:
    """Write the two warnings, and what this is not."""
    page.put("B21", "More debts: sheet Debts. More about you: below.", "Note")
    page.section("B22", "Look at this first", 9, tall=False)
    for row, warning in enumerate(warnings.SHOWN, 23):
        page.put(f"B{row}", f'=IF({warning}="","","!  "&{warning})', "Body")
    passed = 'IF(Checks_OK,"all "&Checks_Count&" pass",Checks_Failing&" of "&Checks_Count&" fail")'
    said = sentence("Arithmetic with your own assumptions, not tax, legal or investment advice. ")
    page.put("B25", f'={said}&"Checks of this workbook: "&Checks_Said&"."', "Note")
    page.book.behind.put("G1", "Checks", "Note")
    page.book.behind.put("H1", ready(passed, '"not run"'), "Note", name="Checks_Said")


def _checklist(page: Page, top: int) -> int:
    page.section(f"B{top}", "Before you sign", 9)
    return page.texts(f"B{top + 1}", (f"\N{WHITE SQUARE}  {text}" for text in _CHECKLIST))
