"""What if: the gain with other returns, rates, amounts, terms; where it turns; how it spreads."""

from __future__ import annotations

from dataclasses import dataclass

from ..layout import beside, charts, style
from ..layout.book import Book, Page
from ..layout.charts import Line
from ..layout.words import ready, sentence

TITLE = "What if"
_SIDE = 3  # steps to each side of your own figure
_LETTERS = "CDEFGHI"
_WIDTH = 8
_MEASURES = 9
_PERCENTILES = range(2, 7)  # rows of the measures


@dataclass(frozen=True)
class Grid:
    """Gains by two inputs of the household: what is down, what is across, in which steps."""

    name: str
    middle: str
    title: str
    corner: str
    down: str
    down_values: str
    down_format: str
    across: str
    across_values: str
    across_format: str


_GRIDS = (
    Grid(
        "Sensitivity_Table",
        "Gain_In_Returns",
        "Better or worse off, by the account's return and the first debt's rate",
        "Return of the 401(k); rate across",
        "account_return",
        "MAX(-Half,MIN(Half,Account_Return+{step}*Return_Step))",
        style.RATE,
        "card_apr",
        "MIN(1,MAX(0,Card_APR+{step}*Rate_Step))",
        style.RATE,
    ),
    Grid(
        "Amount_Table",
        "Gain_In_Terms",
        "Better or worse off, by amount and term; above limit or longest term nothing is shown",
        "Amount; term across",
        "amount",
        'IF(Loan_Amount*(1+{step}*Amount_Step)>MAX(Loan_Amount,Loan_Limit),"",'
        "Loan_Amount*(1+{step}*Amount_Step))",
        style.MONEY,
        "loan_years",
        'IF(Loan_Years*(1+{step}*Amount_Step)>MAX(Loan_Years,Longest_Term),"",'
        "MAX(1,ROUND(12*Loan_Years*(1+{step}*Amount_Step),0))/12)",
        style.YEARS,
    ),
)


def build(book: Book) -> None:
    """Add the sheet."""
    page = book.page(
        TITLE,
        {"A": 2, "B": 44, **dict.fromkeys(_LETTERS, 14), "J": 2},
        tab=style.ACCENT,
    )
    page.head(
        "What would change the answer",
        sentence(
            "Your own figures stand in the middle of each table; + the loan leaves you better off."
        ),
    )
    row = 3
    for grid in _GRIDS:
        row = _grid(page, row + 1, grid)
    row = _turns(page, row + 1)
    last = _risk(page, row + 2)
    page.prints(f"A1:J{last}")


def _grid(page: Page, top: int, grid: Grid) -> int:
    page.section(f"B{top}", grid.title, _WIDTH)
    head = top + 1
    page.put(f"B{head}", grid.corner, "Table head left")
    page.height(head, 24)
    steps = range(-_SIDE, _SIDE + 1)
    block = beside.room(page.book, grid.name, 1, len(steps))
    for place, step in enumerate(steps):
        page.book.behind.put(f"{block.letters[0]}{block.first + place}", step, "Value quiet")
        cell = block.cell(0, place)
        page.put(
            f"{_LETTERS[place]}{head}",
            ready(grid.across_values.format(step=cell)),
            "Table head",
            grid.across_format,
        )
        row = head + 1 + place
        page.put(f"B{row}", ready(grid.down_values.format(step=cell)), "Label", grid.down_format)
        for letter in _LETTERS:
            page.put(f"{letter}{row}", None, "Table cell", style.GAIN)
    first, last = head + 1, head + len(steps)
    area = f"{_LETTERS[0]}{first}:{_LETTERS[-1]}{last}"
    table = (
        f'LOAN_GAIN_TABLE(Household,"{grid.down}",B{first}:B{last},"{grid.across}",'
        f"{_LETTERS[0]}{head}:{_LETTERS[-1]}{head})"
    )
    left_out = f'(B{first}:B{last}="")+({_LETTERS[0]}{head}:{_LETTERS[-1]}{head}="")'
    page.array(area, ready(f'IF({left_out},"",_xlfn.IFNA({table},Not_Possible))'))
    page.book.define(grid.middle, TITLE, f"{_LETTERS[_SIDE]}{first + _SIDE}")
    page.book.define(grid.name, TITLE, f"B{head}:{_LETTERS[-1]}{last}")
    corner = f"{_LETTERS[0]}{first}"
    for sign, fill, ink in ((">", style.GOOD_FILL, style.GOOD_INK),
                            ("<", style.BAD_FILL, style.BAD_INK)):  # fmt: skip
        page.highlight(area, f"AND(ISNUMBER({corner}),N({corner}){sign}0)", fill, ink)
    return last + 1


def _turns(page: Page, top: int) -> int:
    page.section(f"B{top}", "Where it comes out even", _WIDTH)
    lines = (
        ("Return of the 401(k)", "Turn_Return", style.RATE, "You expect {Account_Return|rate}"),
        ("Rate of the first debt", "Turn_Rate", style.RATE, "It charges {Card_APR|rate}"),
        ("Budget a month", "Turn_Budget", style.MONEY, "You have {Monthly_Budget|$}"),
        ("Chance a year of leaving", "Turn_Leaving", style.RATE,
         "You think {Chance_Of_Leaving|rate}"),
        ("Share charged to the card again", "Turn_Charged", style.RATE,
         "You expect {Charged_Again|%}"),
    )  # fmt: skip
    row = top
    for row, (label, formula, form, note) in enumerate(lines, top + 1):
        shown = f"IF(Loan_Shown,{formula},Not_Possible)"
        page.line(f"B{row}", label, shown, form, note, width=_WIDTH)
    page.line(
        f"B{row + 1}",
        "Return, for the loan's payments alone",
        "IFERROR(BREAKEVEN_RETURN(Loan_Rate,Loan_Years,Card_APR,Retirement_Tax,Payments_Per_Year),"
        '"none")',
        style.RATE,
        "No budget, no job risk, as on Comparison",
        name="Breakeven_Return_Here",
        width=_WIDTH,
    )
    return row + 1


def _risk(page: Page, top: int) -> int:
    page.section(f"B{top}", "If markets and the job go as they may", _WIDTH)
    page.put(
        f"B{top + 1}",
        ready(
            sentence(
                "{Risk_Paths|n} simulated lives: returns of {Account_Return|rate} give or take "
                "{Return_Volatility|%}, {Chance_Of_Leaving|rate} leave the job in a year."
            )
        ),
        "Body",
    )
    head = top + 2
    last = page.table(
        f"B{head}",
        "LOAN_GAIN_RISK",
        ready("_xlfn.IFNA(LOAN_GAIN_RISK(Household,Risk_Paths,Risk_Seed,FALSE),Not_Possible)"),
        _MEASURES,
        name="Risk_Table",
        head_height=24,
    )
    for row in (last - 1, last):  # the two chances
        page.look(page.sheet[f"C{row}"], "Table cell", style.TENTHS)
    low, high = head + 1 + _PERCENTILES[0], head + 1 + _PERCENTILES[-1]
    page.book.define("Risk_Mean", TITLE, f"C{head + 1}")
    page.book.define("Risk_Error", TITLE, f"C{head + 2}")
    page.book.define("Spread_Low", TITLE, f"C{low}")
    page.book.define("Spread_High", TITLE, f"C{high}")
    _spread(page, head)
    ends = sentence("Nine lives in ten end between {Spread_Low|+-$} and {Spread_High|+-$}.")
    page.put(f"B{last + 1}", ready(f'IF(ISNUMBER(Spread_Low),{ends},"")'), "Finding")
    return last + 1


def _spread(page: Page, head: int) -> None:
    """Draw the percentiles beside the table."""
    said = []
    for place in _PERCENTILES:
        name, value = (f"'{TITLE}'!{letter}{head + 1 + place}" for letter in "BC")
        said.append((f'IF(ISNUMBER({value}),{name}&"   "&{charts.signed(value)},"")', value))
    block = beside.gains(page.book, "Spread of the gain", said)
    page.chart(
        charts.bars(
            "Gain, by how well it goes",
            block.column(0),
            Line(block.head(1), block.column(1), style.ACCENT),
            size=(13.4, 5.8),
        ),
        f"E{head}",
        "Bars for five percentiles of the simulated gain, from the worst in twenty to the best in "
        "twenty, with the amount beside each bar.",
        "The spread of outcomes",
    )
