import io
import json

import pytest

from loan401k.cli import terminal

HEADER = ["Option", "Wealth", "Month debt-free", "Account at the horizon"]
ROWS = [
    ["Keep the card and pay on", "$112,982.25", "month 34", "$116,191"],
    ["Pause contributions", "-$8,297", "never", "$104,288"],
]
RIGHT = [False, True, False, True]


class Screen(io.StringIO):
    def isatty(self):
        return True


@pytest.fixture
def shown(monkeypatch):
    """Return what a terminal of a given width shows of the table."""

    def show(width, rows=ROWS, right=RIGHT, header=HEADER):
        monkeypatch.setenv("COLUMNS", str(width))
        screen = Screen()
        monkeypatch.setattr("sys.stdout", screen)
        terminal.print_table(rows, right=right, header=header)
        monkeypatch.undo()
        return screen.getvalue().splitlines()

    return show


def test_a_wide_terminal_shows_what_a_pipe_gets(shown, capsys):
    terminal.print_table(ROWS, right=RIGHT, header=HEADER)
    assert shown(100) == capsys.readouterr().out.splitlines()


def test_a_narrow_terminal_folds_texts_and_headings(shown):
    assert shown(48) == [
        "Option              Wealth  Month        Account",
        "                            debt-free     at the",
        "                                         horizon",
        "Keep the card  $112,982.25  month 34    $116,191",
        "and pay on",
        "Pause              -$8,297  never       $104,288",
        "contributions",
    ]


def test_a_very_narrow_terminal_gets_a_line_for_each_cell(shown):
    assert shown(30)[:5] == [
        "Option: Keep the card and pay",
        "on",
        "Wealth: $112,982.25",
        "Month debt-free: month 34",
        "Account at the horizon:",
    ]


def test_no_width_loses_a_word_or_cuts_a_number(shown):
    for width in range(28, 120):
        lines = shown(width)
        assert max(map(len, lines)) <= width
        words = " ".join(lines).split()
        for text in [*ROWS[0], *ROWS[1]]:
            assert set(text.split()) <= set(words), width


def test_an_array_without_headings_is_left_to_the_terminal(shown):
    assert shown(10, [["1000000", "2000000"]], [True, True], None) == ["1000000  2000000"]


def test_a_sentence_is_broken_between_words(monkeypatch):
    monkeypatch.setenv("COLUMNS", "20")
    screen = Screen()
    monkeypatch.setattr("sys.stdout", screen)
    terminal.say("  a sentence of several words")
    monkeypatch.undo()
    assert screen.getvalue() == "  a sentence of\n  several words\n"


def test_work_is_shown_on_a_terminal_only(monkeypatch, capsys):
    with terminal.working("Calculating"):
        pass
    assert capsys.readouterr().err == ""
    screen = Screen()
    monkeypatch.setattr("sys.stderr", screen)
    monkeypatch.setenv("TERM", "xterm")
    with terminal.working("Calculating"):
        pass
    monkeypatch.undo()
    assert "Calculating" in screen.getvalue()


#: What moves a cursor, rings, colours, or turns the order of what follows; and a lone surrogate.
UNSEEN = "\x1b[2J\x07\x08\r\x7f\x9b\u202e\u2066\u200f\u2028\udcff"


def test_what_would_drive_a_terminal_is_shown_escaped(capsys):
    terminal.echo(UNSEEN)
    terminal.note(UNSEEN)
    terminal.say(UNSEEN)
    terminal.print_table([[UNSEEN, "a\nb"]], right=[False, False], header=[UNSEEN, "x"])
    shown = r"\x1b[2J\x07\x08\r\x7f\x9b\u202e\u2066\u200f\u2028\udcff"
    out, err = capsys.readouterr()
    assert out.splitlines() == [shown, shown, f"{shown}  x", rf"{shown}  a\nb"]
    assert err == f"{shown}\n"


def test_json_is_printable_ascii(capsys):
    terminal.print_json({UNSEEN: UNSEEN})
    text = capsys.readouterr().out.removesuffix("\n")
    assert text.isascii()
    assert text.isprintable()
    assert json.loads(text) == {UNSEEN: UNSEEN}


def test_letters_of_every_script_and_what_joins_them_stay(capsys):
    text = "Łódź 借款 👩\u200d🔧"
    terminal.echo(text)
    assert capsys.readouterr().out == f"{text}\n"
