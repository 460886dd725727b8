"""`recalc` on a small workbook: what it prints, what it writes, what it refuses."""

import json
import os
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest

from loan401k import package
from loan401k.cli import refusal
from loan401k.cli.refusal import file_sentence
from loan401k.package.markup import MAIN
from tests.workbooks import set_inputs
from workbook.finish.compare import compare_without_values


def test_every_sheet_is_printed_with_names_forms_and_arrays(run, book):
    outcome = run("recalc", book)
    assert (outcome.exit_code, outcome.stderr) == (0, "")
    lines = outcome.stdout.splitlines()
    assert lines[:5] == [
        "Start",
        "Cell  Name   Value",
        "B8    Cost       $75.00",
        "B9    Later  2026-03-02",
        "B10                 915",
    ]
    assert lines[6] == "The table!A1:G5"
    assert lines[8].split() == [
        "1", "2026-04-30", "2566.76", "106.25", "2460.51", "7539.49", "106.25",
    ]  # fmt: skip
    assert len(lines) == 12  # the empty rows of the array are left out


def test_json_holds_every_calculated_cell_in_full(run, book):
    values = json.loads(run("recalc", book, "--json").stdout)
    assert values["Start"]["B8"] == pytest.approx(75, abs=1e-9)
    assert values["Start"]["B9"] == "2026-03-02"
    assert values["The table"]["B2"] == "2026-04-30"
    assert len(values["The table"]) == 7 * 8


def test_settings_are_used_without_writing(run, book):
    before = book.read_bytes()
    values = json.loads(
        run("recalc", book, "--json", "--set", "amount=$20,000", "--set", "Begin=2026-02-28").stdout
    )
    assert values["Start"]["B8"] == pytest.approx(150, abs=1e-9)
    assert values["Start"]["B9"] == "2026-03-30"
    assert book.read_bytes() == before


def test_a_copy_has_fresh_values_and_all_else_unchanged(run, book, tmp_path):
    out = tmp_path / "out.xlsx"
    outcome = run("recalc", book, "-o", out, "--set", "Amount=20000")
    assert outcome.exit_code == 0
    assert str(out) in outcome.stdout
    sheet = openpyxl.load_workbook(out, data_only=True)["Start"]
    assert sheet["B1"].value == 20_000
    assert sheet["B8"].value == pytest.approx(150, abs=1e-9)
    expected = set_inputs(package.read(book), {("Start", "B1"): 20_000})
    expected = package.no_full_calc(expected)
    assert compare_without_values(expected, package.read(out)) == []


def test_with_json_the_values_are_printed_and_written(run, book, tmp_path):
    out = tmp_path / "out.xlsx"
    values = json.loads(run("recalc", book, "-o", out, "--json").stdout)
    assert values["Start"]["B8"] == pytest.approx(75, abs=1e-9)
    assert out.exists()


def test_an_existing_file_is_replaced_only_when_forced(run, book, tmp_path):
    out = tmp_path / "out.xlsx"
    out.write_text("mine")
    outcome = run("recalc", book, "-o", out)
    assert outcome.exit_code == 2
    assert "exists already" in outcome.stderr
    assert out.read_text() == "mine"
    assert run("recalc", book, "-o", out, "--force").exit_code == 0
    assert package.read(out)


def test_the_workbook_itself_is_never_the_output(run, book, tmp_path):
    before = book.read_bytes()
    again = tmp_path / "again.xlsx"
    again.symlink_to(book)
    for out in (book, again):
        outcome = run("recalc", book, "-o", out, "--force")
        assert outcome.exit_code == 2
        assert "write to another file" in outcome.stderr
    assert book.read_bytes() == before


@pytest.mark.parametrize(
    ("setting", "sentence"),
    [
        ("Amoun=1", "This workbook has no input Amoun. Did you mean Amount?"),
        ("Zzz=1", "no input Zzz. Its inputs are Amount, Rate, Begin, Measure, Per_Year, Label."),
        ("Cost=1", "Cost is calculated by the workbook; it is no input."),
        ("Pair=1", "This workbook has no input Pair."),
        ("Amount", '"Amount" is no setting; write NAME=VALUE.'),
        ("=5", '"=5" is no setting'),
        ("Amount=lots", 'Amount cannot be "lots"; it is a number.'),
        ("Label=5", "Label cannot be 5; it is a text."),
        ("Begin=soon", 'Begin cannot be "soon"; it is a number.'),
    ],
)
def test_a_setting_that_does_not_fit_is_refused_and_nothing_written(
    run, book, tmp_path, setting, sentence
):
    out = tmp_path / "out.xlsx"
    outcome = run("recalc", book, "-o", out, "--set", setting)
    assert (outcome.exit_code, outcome.stdout) == (2, "")
    assert sentence in " ".join(outcome.stderr.split())
    assert not out.exists()


def test_settings_that_fit_are_taken_in_any_case(run, book):
    for setting in ["rate=100%", "BEGIN=2000-01-01", "measure=Interest", "per_year=1", "rate =0"]:
        assert run("recalc", book, "--set", setting).exit_code == 0, setting
    values = json.loads(run("recalc", book, "--set", "measure=INTEREST", "--json").stdout)
    assert values["Start"]["B10"] == pytest.approx(1340, abs=1e-9)


def test_one_input_set_twice_is_refused(run, book):
    outcome = run("recalc", book, "--set", "Rate=4%", "--set", "rate=5%")
    assert outcome.exit_code == 2
    assert "rate is set twice" in outcome.stderr


def test_an_error_in_a_cell_is_told_with_its_reason(run, book, tmp_path):
    out = tmp_path / "out.xlsx"
    outcome = run("recalc", book, "--set", "Amount=-5", "-o", out)
    assert outcome.exit_code == 1
    assert "Start!B8 is #NUM!: amount is -5; it must be above 0" in outcome.stderr
    assert openpyxl.load_workbook(out, data_only=True)["Start"]["B8"].value == "#NUM!"
    values = json.loads(run("recalc", book, "--set", "Amount=-5", "--json").stdout)
    assert values["Start"]["B8"]["error"] == "#NUM!"
    assert values["Start"]["B8"]["reason"].startswith("amount is -5")


def test_reasons_do_not_fill_the_screen(run, tmp_path):
    workbook = openpyxl.Workbook()
    for row in range(1, 100):
        workbook.active.cell(row, 1, f"=LOAN_MAX(-{row})")
    workbook.save(tmp_path / "many.xlsx")
    outcome = run("recalc", tmp_path / "many.xlsx")
    assert outcome.exit_code == 1
    assert len(outcome.stderr.splitlines()) == 21
    assert outcome.stderr.endswith("... and 79 more.\n")


def test_a_function_that_nobody_has_is_told(run, tmp_path):
    workbook = openpyxl.Workbook()
    workbook.active["A1"] = "=NOBODY_HAS_THIS(1)"
    workbook.save(tmp_path / "odd.xlsx")
    outcome = run("recalc", tmp_path / "odd.xlsx")
    assert outcome.exit_code == 1
    assert "There is no function NOBODY_HAS_THIS" in outcome.stderr


def test_a_workbook_without_names_says_so(run, tmp_path):
    workbook = openpyxl.Workbook()
    workbook.active["A1"] = "=LOAN_MAX(80000)"
    workbook.save(tmp_path / "plain.xlsx")
    outcome = run("recalc", tmp_path / "plain.xlsx", "--set", "Amount=1")
    assert outcome.exit_code == 2
    assert "none of its cells to type into has a name" in outcome.stderr


def test_what_is_no_workbook_is_refused(run, book, tmp_path):
    text = tmp_path / "text.xlsx"
    text.write_text("Amount,Rate\n")
    for path, sentence in (
        (text, "is not an .xlsx workbook"),
        (tmp_path / "none.xlsx", "There is no file"),
        (tmp_path, "is a directory"),
    ):
        outcome = run("recalc", path)
        assert (outcome.exit_code, outcome.stdout) == (2, "")
        assert sentence in outcome.stderr


def test_an_output_that_cannot_be_is_refused_before_any_work(run, book, tmp_path):
    (tmp_path / "folder.xlsx").mkdir()
    for out, sentence in (
        (tmp_path / "out.csv", "must end in .xlsx"),
        (tmp_path / "nowhere" / "out.xlsx", "There is no directory"),
        (tmp_path / "folder.xlsx", "is a directory"),
    ):
        outcome = run("recalc", book, "-o", out)
        assert outcome.exit_code == 2
        assert sentence in outcome.stderr
    assert "name it with -o" in run("recalc", book, "--force").stderr


def test_a_file_without_permission_is_told(run, book, monkeypatch):
    def refuse(path):
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(package, "read", refuse)
    outcome = run("recalc", book, "--set", "Rate=4%")
    assert outcome.exit_code == 2
    assert f"There is no permission for {book}" in outcome.stderr


def test_an_output_without_permission_is_told_by_its_own_name(run, book, tmp_path, monkeypatch):
    def refuse(place, target):
        raise PermissionError(13, "Permission denied", str(place), None, str(target))

    monkeypatch.setattr(Path, "replace", refuse)  # root may write anywhere
    outcome = run("recalc", book, "-o", tmp_path / "out.xlsx")
    assert outcome.exit_code == 2
    assert f"There is no permission for {tmp_path / 'out.xlsx'}" in outcome.stderr
    assert list(tmp_path.iterdir()) == [book]


def test_other_trouble_with_a_file_is_told_as_the_system_says_it():
    assert file_sentence(OSError(28, "No space left", "a.xlsx")) == "a.xlsx: No space left."
    assert file_sentence(OSError("the disk is gone")) == "the disk is gone."


@pytest.mark.parametrize("text", ["a\x1b[2J", "a\x07", "a\u202eb", "a\u2066b", "a\nb", "a\udcff"])
def test_a_setting_with_characters_that_nobody_sees_is_refused(run, book, text):
    for setting in (f"Label={text}", f"{text}=1"):
        outcome = run("recalc", book, "--set", setting)
        assert (outcome.exit_code, outcome.stdout) == (2, "")
        assert "holds a character that nobody sees" in outcome.stderr
        assert outcome.stderr.rstrip("\n").isprintable()


def test_a_date_for_money_or_a_rate_is_refused(run, book):
    for name in ("Amount", "Rate"):
        outcome = run("recalc", book, "--set", f"{name}=2026-01-31")
        assert (outcome.exit_code, outcome.stdout) == (2, "")
        assert f"{name} cannot be 2026-01-31; it is no date." in outcome.stderr
    outcome = run("open", "--print", "--set", "Loan_Amount=2026-01-31")  # whose cell is blank
    assert (outcome.exit_code, outcome.stdout) == (2, "")
    assert "Loan_Amount cannot be 2026-01-31; it is no date." in outcome.stderr


def test_texts_of_a_workbook_are_shown_escaped(run, tmp_path):
    workbook = openpyxl.Workbook()
    workbook.active.title = "a\u202eb"
    workbook.active["A1"] = '="x"&UNICHAR(27)&"[31m"&UNICHAR(8238)'
    workbook.save(tmp_path / "odd.xlsx")
    outcome = run("recalc", tmp_path / "odd.xlsx")
    assert outcome.stdout.splitlines() == [
        r"a\u202eb", "Cell  Name  Value", r"A1          x\x1b[31m\u202e",
    ]  # fmt: skip


def test_arguments_are_shown_escaped(run):
    for arguments in (["recalc", "\x1b.xlsx"], ["functions", "\x1b"], ["calc", "1", "\x1b"],
                      ["\x1b"], ["calc", "=\x1b"]):  # fmt: skip
        outcome = run(*arguments)
        assert outcome.exit_code > 0
        assert outcome.stderr
        assert "\x1b" not in outcome.stderr


def test_a_read_only_file_is_replaced_only_after_a_question(run, book, tmp_path):
    out = tmp_path / "out.xlsx"
    out.write_text("mine")
    out.chmod(0o444)
    outcome = run("recalc", book, "-o", out, "--force")
    assert outcome.exit_code == 2
    assert "is read-only; make it writable, or name another file." in outcome.stderr
    assert out.read_text() == "mine"


@pytest.mark.parametrize(("answer", "code"), [(True, 0), (False, 2)])
def test_the_question_about_a_read_only_file(run, book, tmp_path, monkeypatch, answer, code):
    out = tmp_path / "out.xlsx"
    out.write_text("mine")
    out.chmod(0o444)
    monkeypatch.setattr(refusal, "_can_be_asked", lambda: True)
    questions = []
    monkeypatch.setattr("click.confirm", lambda text, err: questions.append(text) or answer)
    outcome = run("recalc", book, "-o", out, "--force")
    assert outcome.exit_code == code
    assert questions == [f"{out} is read-only. Replace it?"]
    assert (out.read_bytes() == b"mine") is (code == 2)


def test_kept_macros_are_told(run, tmp_path):
    made, out = tmp_path / "made.xlsm", tmp_path / "out.xlsm"
    assert run("template", "--for", "excel", "-o", made).exit_code == 0
    outcome = run("recalc", made, "-o", out)
    assert outcome.stdout.endswith("Its macros were kept as they are.\n")
    assert package.read(out)["xl/vbaProject.bin"] == package.read(made)["xl/vbaProject.bin"]
    plain = tmp_path / "plain.xlsx"
    assert run("template", "-o", plain).exit_code == 0
    assert "Its macros" not in run("recalc", plain, "-o", tmp_path / "again.xlsx").stdout


def other_kinds():
    book = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    macros = "application/vnd.ms-excel"
    yield "old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "format before Excel 2007"
    yield "a.ods", {"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}, "OpenDocument"
    yield "a.xlsb", {"xl/workbook.bin": ""}, "it is an .xlsb file"
    for name, kind in (
        ("a.xltx", f"{book}.template"),
        ("a.xltm", f"{macros}.template.macroEnabled"),
    ):
        types = (
            f'<Types><Override PartName="/xl/workbook.xml" ContentType="{kind}.main+xml"/></Types>'
        )
        workbook = f'<workbook xmlns="{MAIN}"/>'
        parts = {"[Content_Types].xml": types, "xl/workbook.xml": workbook}
        yield name, parts, "is a template for workbooks: save it as"


@pytest.mark.parametrize(("name", "content", "sentence"), other_kinds())
def test_other_kinds_of_workbooks_are_told_apart(run, tmp_path, name, content, sentence):
    path = tmp_path / name
    if isinstance(content, bytes):
        path.write_bytes(content)
    else:
        with zipfile.ZipFile(path, "w") as archive:
            for part, text in content.items():
                archive.writestr(part, text)
    outcome = run("recalc", path)
    assert (outcome.exit_code, outcome.stdout) == (2, "")
    assert sentence in outcome.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has neither pipes nor devices by name")
def test_what_is_no_ordinary_file_is_not_read(run, tmp_path):
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", "/dev/zero"):
        outcome = run("recalc", path)
        assert outcome.exit_code == 2
        assert "is no ordinary file" in outcome.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["recalc", "{long}.xlsx"],
        ["recalc", "{book}", "-o", "{long}.xlsx"],
        ["template", "-o", "{long}.xlsx"],
        ["build", "excel", "-o", "{long}.xlam"],
        ["build", "calc", "-o", "{long}.oxt"],
        ["install", "excel", "--to", "{long}"],
        ["uninstall", "excel", "--to", "{long}"],
        ["install", "calc", "--to", "{long}"],
        ["doctor", "--in-excel", "-o", "{long}.md"],
        ["score", "{long}.csv", "-o", "{long}.csv", "--column", "a=LOAN_MAX(b)"],
    ],
)
def test_an_over_long_name_gets_a_sentence(run, book, tmp_path, arguments):
    long = tmp_path / ("x" * 300)
    outcome = run(*(argument.format(long=long, book=book) for argument in arguments))
    assert outcome.exit_code == 2
    assert outcome.stderr.startswith("Error: ")
    assert len(outcome.stderr.splitlines()) == 1


def test_the_longest_name_can_be_written(run, book, tmp_path):
    out = tmp_path / ("x" * 250 + ".xlsx")
    assert run("recalc", book, "-o", out).exit_code == 0
    assert sorted(tmp_path.iterdir()) == sorted([book, out])


def test_bytes_that_are_no_utf_8_are_pointed_at(run):
    outcome = run("calc", '="a\udcff"')
    assert (outcome.exit_code, outcome.stdout) == (2, "")
    assert "at character 4: a byte stands here that is no UTF-8" in outcome.stderr


def test_a_folder_that_nobody_may_look_into_gets_a_sentence(run, book, tmp_path, monkeypatch):
    closed, stat = tmp_path / "closed", Path.stat

    def refused(path, **options):
        if path.is_relative_to(closed):
            raise PermissionError(13, "Permission denied", str(path))
        return stat(path, **options)

    monkeypatch.setattr(Path, "stat", refused)  # root may look anywhere
    for arguments, name in (
        (["recalc", closed / "in.xlsx"], "in.xlsx"),
        (["recalc", book, "-o", closed / "out.xlsx"], "out.xlsx"),
        (["template", "-o", closed / "out.xlsx"], "out.xlsx"),
        (["build", "calc", "-o", closed / "out.oxt"], "out.oxt"),
        (["install", "excel", "--to", closed / "start"], "start/loan401k.xlam"),
    ):
        outcome = run(*arguments)
        assert outcome.exit_code == 2
        assert outcome.stderr.startswith(f"Error: There is no permission for {closed / name}")
