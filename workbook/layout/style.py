"""The look of the workbook: one font, one palette, named cell styles, number formats.

Every colour pair used for text has a contrast of at least 4.5:1; nothing is said by colour alone.
"""

from __future__ import annotations

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Protection, Side

FONT = "Arial"  # on every Windows and Mac; LibreOffice has a font of the same widths

INK = "1F2933"  # text
MUTED = "52606D"  # notes and units
PAPER = "FFFFFF"
TINT = "F1F5F8"  # cards and every other band
LINE = "CBD2D9"  # rules between rows
ACCENT = "1D4E79"  # titles, table heads, the first series of a chart
ACCENT_TINT = "DCE8F2"
QUIET = "AFC1D6"  # bars that nothing speaks of
SECOND = "B8621B"  # the second series of a chart
INPUT_FILL = "FFF6DB"  # cells to type into, and nothing else
INPUT_INK = "1F3A8A"
GOOD_FILL, GOOD_INK = "E3F1E5", "1E5631"
BAD_FILL, BAD_INK = "FBE6E3", "8A1F11"


def _padded(positive: str, negative: str = "", zero: str = "") -> str:
    """Return a number format with air on the right, for words too.

    An indent would do the same, but LibreOffice loses it in rows that follow each other.
    """
    signed = negative or f"-{positive}"
    return f"{positive}_);{signed}_);{zero or positive}_);@_)"


MONEY = _padded('"$"#,##0')
CENTS = _padded('"$"#,##0.00')
GAIN = _padded('+"$"#,##0', '-"$"#,##0', '"$"0')
RATE = _padded("0.00%")
TENTHS = _padded("0.0%")
SHARE = _padded("0%")
HAZARD = _padded("0.0000000%")
DATE = "mmm d, yyyy_)"
MONTH_YEAR = "mmm yyyy_);mmm yyyy_);mmm yyyy_);@_)"
YEARS = _padded('General" yr"')
MONTH = _padded('"month "0')
PER_YEAR = _padded('0" a year"')
COUNT = _padded("#,##0")
FINE = _padded("#,##0.0000")
NUMBER = _padded("General")
WORDS = "@_)"
PLAIN = "General"
AXIS = '"$"#,##0;-"$"#,##0'  # of charts

#: The number format of a table's column by its unit; a column without one holds words.
OF_UNIT = {
    "count": COUNT,
    "date": DATE,
    "dollars": MONEY,
    "month": MONTH,
    "rate": RATE,
    "share": TENTHS,
    "value": GAIN,
    "years": YEARS,
}

BODY_SIZE = 10


def _font(size: float = BODY_SIZE, *, bold: bool = False, colour: str = INK) -> Font:
    return Font(name=FONT, size=size, bold=bold, color=colour)


def _fill(colour: str) -> PatternFill:
    return PatternFill("solid", start_color=colour, end_color=colour)


def _rule(colour: str = LINE) -> Border:
    return Border(bottom=Side("thin", color=colour))


_EDGE = Side("thin", color=LINE)
_BOX = Border(left=_EDGE, right=_EDGE, top=_EDGE, bottom=_EDGE)
_LEFT = Alignment(horizontal="left", vertical="center")
_INSET = Alignment(horizontal="left", vertical="center", indent=1)  # air beside a fill
_RIGHT = Alignment(horizontal="right", vertical="center")
_CENTRE = Alignment(horizontal="center", vertical="center")
_WRAPPED = Alignment(horizontal="left", vertical="center", wrap_text=True, indent=1)
_HEAD_LEFT = Alignment(horizontal="left", vertical="center", wrap_text=True, indent=1)
_HEAD_RIGHT = Alignment(horizontal="right", vertical="center", wrap_text=True)

#: Formats of cells that say none, by their alignment.
_FORMATS = {id(_RIGHT): NUMBER, id(_HEAD_RIGHT): WORDS}


def _style(
    name: str,
    font: Font,
    alignment: Alignment = _LEFT,
    *,
    fill: str = PAPER,
    border: Border | None = None,
    locked: bool = True,
) -> NamedStyle:
    return NamedStyle(
        name=name,
        font=font,
        alignment=alignment,
        fill=_fill(fill),
        border=border or Border(),
        protection=Protection(locked=locked),
        number_format=_FORMATS.get(id(alignment), PLAIN),
    )


def _all() -> list[NamedStyle]:
    bold = _font(bold=True)
    return [
        _style("Page", _font()),
        _style("Page title", _font(20, bold=True, colour=ACCENT)),
        _style("Page subtitle", _font(11, colour=MUTED)),
        _style("Section", _font(12, bold=True, colour=ACCENT), border=_rule(ACCENT)),
        _style("Statement", _font(14, bold=True)),
        _style("Finding", _font(11, bold=True)),
        _style("Body", _font()),
        _style("Body strong", bold),
        _style("Note", _font(9, colour=MUTED)),
        _style("Note right", _font(9, colour=MUTED), _RIGHT),
        _style("Argument", _font(9, colour=MUTED), _WRAPPED),
        _style("Argument name", _font(9), _INSET),
        _style("Label strong", bold, _INSET, border=_rule()),
        _style("Label strong wrapped", bold, _WRAPPED, border=_rule()),
        _style("Label", _font(), _INSET, border=_rule()),
        _style("Label wrapped", _font(), _WRAPPED, border=_rule()),
        _style("Label note wrapped", _font(9, colour=MUTED), _WRAPPED, border=_rule()),
        _style("Label note", _font(9, colour=MUTED), _INSET, border=_rule()),
        _style("Value", _font(), _RIGHT, border=_rule()),
        _style("Value strong", bold, _RIGHT, border=_rule()),
        _style("Value quiet", _font(colour=MUTED), _RIGHT, border=_rule()),
        _style("Mark", bold, _CENTRE, border=_rule()),
        _style(
            "Input", _font(colour=INPUT_INK), _RIGHT, fill=INPUT_FILL, border=_BOX, locked=False
        ),
        _style("Input left", _font(colour=INPUT_INK), fill=INPUT_FILL, locked=False),
        _style("Title", _font(18, bold=True, colour=ACCENT)),
        _style("Verdict", _font(15, bold=True), _INSET, fill=ACCENT_TINT),
        _style("Reason", _font(), _INSET, fill=ACCENT_TINT),
        _style("Advice", bold, _INSET, fill=ACCENT_TINT),
        *(
            _style(f"{name} ends", font, place, border=_rule(MUTED))
            for name, font, place in (
                ("Label", _font(), _INSET),
                ("Value quiet", _font(colour=MUTED), _RIGHT),
                ("Mark", bold, _CENTRE),
            )
        ),
        _style(
            "Input ends",
            _font(colour=INPUT_INK),
            _RIGHT,
            fill=INPUT_FILL,
            border=Border(left=_EDGE, right=_EDGE, top=_EDGE, bottom=Side("thin", color=MUTED)),
            locked=False,
        ),
        _style("Headline label", _font(11, bold=True), _INSET, fill=TINT, border=_rule()),
        _style(
            "Headline value", _font(14, bold=True, colour=ACCENT), _RIGHT, fill=TINT, border=_rule()
        ),
        _style(
            "Headline value left", _font(14, bold=True, colour=ACCENT), fill=TINT, border=_rule()
        ),
        _style("Headline note", _font(colour=MUTED), _INSET, fill=TINT, border=_rule()),
        _style("Table head", _font(bold=True, colour=PAPER), _HEAD_RIGHT, fill=ACCENT),
        _style("Table head left", _font(bold=True, colour=PAPER), _HEAD_LEFT, fill=ACCENT),
        _style("Table head centre", _font(bold=True, colour=PAPER), _CENTRE, fill=ACCENT),
        _style("Table cell", _font(), _RIGHT),
        _style("Table cell left", _font(), _INSET),
    ]


def add_styles(book: Workbook) -> None:
    """Put the named styles into a workbook."""
    for style in _all():
        book.add_named_style(style)
    # Cells without a style of their own, and the row and column heads, follow this one.
    normal = book._named_styles["Normal"]  # type: ignore[attr-defined]
    normal.font = _font()
    normal.bind(book)


def fill(colour: str) -> PatternFill:
    """Return a solid fill."""
    return _fill(colour)


def font(size: float = BODY_SIZE, *, bold: bool = False, colour: str = INK) -> Font:
    """Return the workbook's font in a size and colour."""
    return _font(size, bold=bold, colour=colour)


def side(colour: str = LINE) -> Side:
    """Return a thin line."""
    return Side("thin", color=colour)


def tone(colour: str, *, bold: bool | None = None) -> Font:
    """Return a font that changes a cell's colour and weight only, for conditional formats."""
    return Font(color=colour, b=bold)
