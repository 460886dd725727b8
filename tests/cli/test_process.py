"""The command line as its own process: encodings, pipes, start-up."""

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

import loan401k

FOLDER = str(Path(loan401k.__file__).parents[1])


def start(*arguments, **environment):
    return subprocess.run(
        [sys.executable, "-m", "loan401k", *map(str, arguments)],
        env={**os.environ, "PYTHONPATH": FOLDER, **environment},
        capture_output=True,
        check=False,
    )


def test_the_module_runs_and_prints_a_value():
    done = start("calc", "=LOAN_NET_COST(10000, 4.25%, 1, 5%, 1)")
    assert (done.stdout.split(), done.stderr, done.returncode) == ([b"75"], b"", 0)


def test_a_console_of_few_characters_shows_a_question_mark_for_others():
    done = start("calc", '="a→é"', PYTHONIOENCODING="cp1252", PYTHONUTF8="0")
    assert (done.stdout.split(), done.returncode) == ([b"a?\xe9"], 0)
    done = start("calc", '="a→é"', "--json", PYTHONIOENCODING="cp1252", PYTHONUTF8="0")
    assert done.stdout.split() == [rb'"a\u2192\u00e9"']


def test_a_formula_is_not_taken_for_a_file_pattern():
    done = start("calc", "=2*3", "--json")
    assert done.stdout.split() == [b"6.0"]


def test_a_reader_that_stops_early_gets_no_traceback():
    with subprocess.Popen(
        [sys.executable, "-m", "loan401k", "calc", "=SEQUENCE(60000)"],
        env={**os.environ, "PYTHONPATH": FOLDER},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout.readline().split() == [b"1"]
        process.stdout.close()
        errors = process.stderr.read()
    assert b"Traceback" not in errors


@pytest.mark.skipif(sys.platform == "win32", reason="a shell of Unix closes and fills streams")
@pytest.mark.parametrize(
    ("line", "code", "errors"),
    [
        ("calc 1+1 >&-", 2, "Error: There is no standard output to write to.\n"),
        (
            "calc 1+1 >/dev/full",
            2,
            "Error: The answer cannot be written: No space left on device.\n",
        ),
        ("--help >/dev/full", 2, "Error: The answer cannot be written: No space left on device.\n"),
        ("functions --json >/dev/full", 2, "Error: The answer cannot be written: No space left"),
        ("calc 1+1 2>/dev/full", 0, ""),
        ("calc '1+' 2>/dev/full", 2, ""),
        ("recalc none.xlsx 2>/dev/full", 2, ""),
        ("functions | head -1 >/dev/null; exit ${PIPESTATUS[0]}", 0, ""),
        ("calc 'SEQUENCE(60000)' | head -1 >/dev/null; exit ${PIPESTATUS[0]}", 0, ""),
        ("--help | true; exit ${PIPESTATUS[0]}", 0, ""),
    ],
)
def test_streams_that_take_nothing_get_a_sentence_or_silence(line, code, errors):
    done = subprocess.run(
        ["bash", "-c", f"{shlex.quote(sys.executable)} -m loan401k {line}"],
        env={**os.environ, "PYTHONPATH": FOLDER},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == code
    assert done.stderr.startswith(errors)
    assert len(done.stderr.splitlines()) == bool(errors)


@pytest.mark.parametrize("home", ["/dev/null/home", "{missing}", ""])
def test_a_home_that_is_no_folder_hinders_nobody(tmp_path, home):
    home = home.format(missing=tmp_path / "missing")
    done = start("calc", "1+1", HOME=home)
    assert (done.stdout.split(), done.stderr) == ([b"2"], b"")
    out = tmp_path / "out.xlsx"
    assert start("template", "-o", out, HOME=home).returncode == 0
    assert out.exists()
    assert b"Traceback" not in start("doctor", HOME=home).stderr


def test_little_is_imported_for_one_value():
    code = (
        "import sys; from loan401k.cli.commands import cli; "
        "cli(['calc', '=LOAN_MAX(80000)'], standalone_mode=False); "
        "print(sorted({m.split('.')[0] for m in sys.modules} & "
        "{'numpy', 'openpyxl', 'xlwings', 'lxml', 'rich'}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": FOLDER},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split("\n")[:2] == ["40000", "[]"]


@pytest.mark.skipif(sys.platform == "win32", reason="Python has no pseudo-terminals on Windows")
def test_a_narrow_terminal_loses_no_number():
    screen, terminal = os.openpty()
    formula = "=LOAN_SCHEDULE(10000, 4.25%, 1, 4, DATE(2026, 1, 31))"
    with subprocess.Popen(
        [sys.executable, "-m", "loan401k", "calc", formula],
        env={**os.environ, "PYTHONPATH": FOLDER, "COLUMNS": "50"},
        stdin=subprocess.DEVNULL,
        stdout=terminal,
        stderr=terminal,
    ):
        os.close(terminal)
        shown = b""
        try:
            while chunk := os.read(screen, 4096):
                shown += chunk
        except OSError:  # the other end is closed
            pass
    os.close(screen)
    lines = shown.decode().splitlines()
    assert "Cumulative interest: 267.04" in lines
    assert max(map(len, lines)) <= 50


def without_the_engine(*arguments):
    """The command line where formualizer is not installed, as with an ARM Python on Windows."""
    program = (
        "import sys; sys.modules['formualizer'] = None; "
        "from loan401k.cli import main; sys.argv[0] = 'loan401k'; main()"
    )
    return subprocess.run(
        [sys.executable, "-c", program, *map(str, arguments)],
        env={**os.environ, "PYTHONPATH": FOLDER},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.parametrize("command", [("calc", "1+1"), ("open", "--print")])
def test_without_the_engine_a_sentence_says_what_is_missing_and_what_to_do(command):
    done = without_the_engine(*command)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("Error: The embedded engine (formualizer) is not installed")
    assert "pip install formualizer==" in done.stderr
    assert "Traceback" not in done.stderr


def test_without_the_engine_the_way_into_excel_is_open(tmp_path):
    addin, book = tmp_path / "loan401k.xlam", tmp_path / "mine.xlsm"
    assert without_the_engine("build", "excel", "-o", addin).returncode == 0
    assert without_the_engine("template", "--for", "excel", "-o", book).returncode == 0
    assert addin.stat().st_size > 0
    assert book.stat().st_size > 0
    doctor = without_the_engine("doctor").stdout
    (line,) = [line for line in doctor.splitlines() if "Embedded engine" in line]
    assert line.startswith("-")  # not a fault
    assert "is not installed" in line
