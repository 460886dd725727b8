"""`open` and `template`: the bundled workbook on the command line."""

import importlib.resources
import json
from pathlib import Path

import openpyxl
import pytest
from lxml import etree

from loan401k import (
    LOAN_GAIN,
    LOAN_NET_COST,
    LOAN_SCHEDULE,
    PAYOFF_SAVINGS,
    package,
    template,
)
from loan401k.cli.programs import viewers
from loan401k.package.cells import Sheet

# A loan for which the figures follow from the inputs set here alone.
LOAN = {
    "Card_Balance": "$12,000",
    "Card_APR": "21%",
    "Loan_Amount": "12000",
    "Loan_Rate": "8.25%",
    "Loan_Years": "4",
    "Payments_Per_Year": "12",
    "Account_Return": "6%",
    "Loan_Start": "2026-01-31",
    "Upfront_Fee": "0",
    "Annual_Fee": "0",
    "Retirement_Tax": "0",
}
SET = [word for name, value in LOAN.items() for word in ("--set", f"{name}={value}")]


def test_the_decision_is_what_our_functions_say(run):
    outcome = run("open", "--print", "--json", *SET)
    assert outcome.exit_code == 0
    answer = json.loads(outcome.stdout)
    cost = LOAN_NET_COST(12000, 0.0825, 4, 0.06)
    savings = PAYOFF_SAVINGS(12000, 0.0825, 4, 0.21)
    assert answer["Net_Cost"] == pytest.approx(cost, abs=1e-6)
    assert answer["Card_Savings"] == pytest.approx(savings, abs=1e-6)
    assert answer["Advantage"] == pytest.approx(savings - cost, abs=1e-6)
    # The household of the typical preset, written out.
    gain = LOAN_GAIN(
        {
            "debt": 12000, "card_apr": 0.21, "monthly_budget": 300, "account_balance": 60000,
            "account_return": 0.06, "loan_rate": 0.0825, "loan_years": 4, "contribution": 400,
            "match": 200, "marginal_tax": 0.22, "state_tax": 0.05, "savings": 2000,
            "savings_return": 0.03, "annual_separation": 0.0436, "horizon_months": 60,
        }
    )  # fmt: skip
    assert answer["Gain"] == pytest.approx(gain, abs=1e-6)
    rows = {row[0]: row for row in answer["Comparison_Table"]}
    assert rows["401(k) loan"][2] == pytest.approx(gain, abs=1e-6)
    assert answer["Gain_Of_Pause"] == rows["Pause contributions"][2]
    best = {row[0]: row[1:] for row in answer["Best_Table"]}
    assert best["As entered"][-1] == pytest.approx(gain, abs=1e-6)
    assert best["Best"] == [
        answer["Amount_Best"], answer["Years_Best"], best["Best"][2], answer["Gain_Best"]
    ]  # fmt: skip
    assert [label for label, _ in answer["Changes"]][-1] == "Loan as entered, all in all"
    assert answer["Changes"][-1][1] == answer["Gain"]
    assert ["Debt-free if you keep the debts", answer["Debt_Free_Keep"]] in answer["Worth_Knowing"]
    first, last = answer["Schedule_Table"][1], answer["Schedule_Table"][-1]
    assert first[:2] == [1, "2026-02-28"]
    assert last[:2] == [48, "2030-01-31"]
    assert last[2:] == pytest.approx(LOAN_SCHEDULE(12000, 0.0825, 4)[-1][2:])


def test_a_person_reads_the_answer_its_lines_and_tables_in_order(run):
    outcome = run("open", "--print", *SET)
    lines = outcome.stdout.splitlines()
    answer = json.loads(run("open", "--print", "--json", *SET).stdout)
    assert lines[0] == "Calculated here by the embedded engine: --print asks for it."
    assert lines[2:5] == [answer["Verdict"], answer["Reason"], answer["Advice"]]
    headings = (
        "What the loan changes in 5 years, + is better",
        "Worth knowing",
        "The answer turns when",
        "Look at this first",
        "The ways to deal with the debts",
        "How much, and for how long",
        "Schedule, first 12 of 48 payments",
    )
    assert [line for line in lines if line in headings] == list(headings)
    changes = lines[lines.index(headings[0]) + 1 :][:4]
    shown = [int(line.split()[-1].replace("$", "").replace(",", "")) for line in changes]
    assert sum(shown[:3]) == shown[3] == round(answer["Gain"])
    for words in (*answer["Turns"], *answer["Warnings"]):
        assert f"  {' '.join(words.split())}" in lines
    schedule = lines[lines.index(headings[-1]) + 2 :]
    assert len(schedule) == 12
    assert schedule[0].split()[1] == "2026-02-28"


def test_a_debt_a_lump_sum_and_a_payment_made_are_typed_as_rows(run):
    rows = (
        "Debts_Yours.2=Store card,4000,24%,50",
        "Lump_Sums.1=12,500",
        "Paid_Yours.1=2026-03-02,295.06",
    )
    words = [word for row in rows for word in ("--set", row)]
    plain = json.loads(run("open", "--json", *SET, *words[4:]).stdout)
    answer = json.loads(run("open", "--json", *SET, *words).stdout)
    assert plain["Schedule_Table"][12][2] == pytest.approx(LOAN_SCHEDULE(12000, 0.0825, 4)[12][2])
    paid = answer["Schedule_Table"][12][2] - plain["Schedule_Table"][12][2]
    assert paid == pytest.approx(500)
    assert answer["Comparison_Table"][1][5] > plain["Comparison_Table"][1][5]  # interest on 4,000


def test_where_the_loan_is_impossible_nothing_is_said_of_its_changes(run):
    outcome = run("open", "--print", "--set", "Monthly_Budget=150")
    assert outcome.exit_code == 0
    assert (
        "$150 a month does not repay this loan: it takes $202, minimums included." in outcome.stdout
    )
    assert "What the loan changes" not in outcome.stdout


def test_without_print_it_says_why_no_spreadsheet_opens(run):
    first = run("open").stdout.splitlines()[0]
    assert first.startswith("Calculated here by the embedded engine: ")
    assert viewers.why_not_excel() in first
    assert viewers.why_not_libreoffice() in first


def test_the_reasons_follow_the_machine(monkeypatch):
    monkeypatch.setattr("sys.platform", "linux")
    assert viewers.why_not_excel() == "there is no Excel for this system"
    monkeypatch.setattr("shutil.which", lambda *_, **__: None)
    assert viewers.why_not_libreoffice() == "there is no LibreOffice here"
    monkeypatch.setattr("shutil.which", lambda name, **_: f"/usr/bin/{name}")
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    assert viewers.why_not_libreoffice() == "LibreOffice has no display here"


@pytest.mark.parametrize(
    ("setting", "sentence"),
    [
        # The sentence is that of the cell, for each way in which a value can be wrong.
        ("Loan_Amount=-5", "Loan from the 401(k) must be from $1 to $10,000,000."),
        ("Loan_Rate=4.25", "Loan interest rate must be from 0% to 100%."),
        ("Loan_Rate=TRUE", "Loan interest rate must be from 0% to 100%."),
        ("Loan_Years=five", "Loan term must be from 0.25 to 30."),
        ("Loan_Years=0.3", "Loan term times payments a year must be a whole number"),
        ("Leaving_Month=2.5", "Month the job might end must be a whole number from 1 to 360."),
        ("Loan_Start=1999-12-31", "Date of the loan must be a date from Jan 1, 2000 to Dec 31"),
        ("Payments_Per_Year=13", "Payments a year must be one of: 1, 2, 4, 12, 24, 26, 52."),
        ("Filing_Status=sing*", "Filing status must be one of: single, "),
        ("State=California", "State must be one of: other, AR, CA, NE, VT, WI."),
        ("Preset=Mine", "Start from must be one of: Typical today; Article, 2011; Home purchase."),
        ("Preset=5", "Preset cannot be 5; it is a text."),
        ("Loan_Amont=5", "Did you mean Loan_Amount"),
        ("Verdict=yes", "Verdict is calculated by the workbook"),
    ],
)
def test_a_wrong_input_is_refused_and_nothing_written(run, tmp_path, setting, sentence):
    out = tmp_path / "mine.xlsx"
    for command in (["open"], ["template", "-o", out]):
        outcome = run(*command, "--set", setting)
        assert (outcome.exit_code, outcome.stdout) == (2, "")
        assert sentence in " ".join(outcome.stderr.split())
    assert not out.exists()


def test_a_copy_of_the_template_is_the_template(run, tmp_path):
    out = tmp_path / "mine.xlsx"
    outcome = run("template", "-o", out)
    assert (outcome.exit_code, outcome.stdout) == (0, f"Wrote {out}.\n")
    with template.opened_template() as path:
        assert package.read(out) == package.read(path)


def test_a_copy_is_never_written_over_a_file_unless_forced(run, tmp_path):
    out = tmp_path / "mine.xlsx"
    out.write_text("my figures")
    outcome = run("template", "-o", out)
    assert outcome.exit_code == 2
    assert "exists already; --force replaces it" in outcome.stderr
    assert out.read_text() == "my figures"
    assert run("template", "-o", out, "--force").exit_code == 0
    assert package.read(out)


def test_inputs_are_prefilled_and_values_recalculated(run, tmp_path):
    out = tmp_path / "mine.xlsx"
    assert run("template", "-o", out, *SET).exit_code == 0
    answer = json.loads(run("open", "--json", *SET).stdout)
    book = openpyxl.load_workbook(out, data_only=True)

    def named(name):
        ((sheet, cell),) = book.defined_names[name].destinations
        return book[sheet][cell].value

    assert named("Loan_Rate_Yours") == named("Loan_Rate") == 0.0825
    assert named("Verdict") == answer["Verdict"]
    assert named("Net_Cost") == pytest.approx(answer["Net_Cost"], rel=1e-11)
    with template.opened_template() as path:
        unset = dict.fromkeys(package.read(path))
    assert unset.keys() == package.read(out).keys()


def test_the_charts_of_a_copy_are_those_of_its_inputs(run, tmp_path):
    out = tmp_path / "mine.xlsx"
    settings = ("--set", "Loan_Amount=12000", "--set", "Card_Balance=12000")
    assert run("template", "-o", out, *settings).exit_code == 0
    charts = (part for name, part in package.read(out).items() if name.startswith("xl/charts/"))
    (chart,) = (etree.fromstring(part) for part in charts if b"Balance owed and" in part)
    points = [float(v.text) for v in chart.find(".//{*}val/{*}numRef/{*}numCache").iter("{*}v")]
    # 12,000 at 7.75% over 60 months: what is owed every second month, played month by month.
    rate, owed = 0.0775 / 12, 12000.0
    payment = owed * rate / (1 - (1 + rate) ** -60)
    for month in range(60):
        if month % 2 == 0:
            assert points[month // 2] == pytest.approx(owed, abs=1e-6)
        owed = owed * (1 + rate) - payment
    assert round(points[1], 2) == 11670.17
    assert points[30:] == pytest.approx([0], abs=1e-6)


def test_the_file_is_read_once_and_so_is_each_sheet(run, monkeypatch):
    files, sheets = [], []
    read, opened = package.read, Sheet.__init__
    monkeypatch.setattr(package, "read", lambda path: files.append(path) or read(path))

    def counted(self, parts, name):
        sheets.append(name)
        opened(self, parts, name)

    monkeypatch.setattr(Sheet, "__init__", counted)
    assert run("open", "--print", *SET).exit_code == 0
    assert len(files) == 1
    assert len(sheets) == len(set(sheets)) == 13


def test_the_prefilled_copy_calculates_to_what_it_holds(run, tmp_path):
    out = tmp_path / "mine.xlsx"
    run("template", "-o", out, *SET)
    values = json.loads(run("recalc", out, "--json").stdout)
    book = openpyxl.load_workbook(out, data_only=True)
    sheet, cell = package.named_places(package.read(out))["Verdict"]
    assert values[sheet][str(cell)] == book[sheet][str(cell)].value


def test_the_template_is_found_in_the_package_first(monkeypatch, tmp_path):
    (tmp_path / template.NAME).write_text("packaged")
    monkeypatch.setattr(template, "files", lambda name: tmp_path)
    with template.opened_template() as path:
        assert path.read_text() == "packaged"


def test_the_template_is_found_in_a_checkout_second(monkeypatch, tmp_path):
    monkeypatch.setattr(template, "files", lambda name: tmp_path)
    monkeypatch.setattr(template, "_CHECKOUT", tmp_path / "workbook")
    (tmp_path / "workbook").mkdir()
    (tmp_path / "workbook" / template.NAME).write_text("committed")
    with template.opened_template() as path:
        assert path.read_text() == "committed"


def test_an_installation_without_template_says_so(run, monkeypatch, tmp_path):
    monkeypatch.setattr(template, "files", lambda name: tmp_path)
    monkeypatch.setattr(template, "_CHECKOUT", tmp_path)
    outcome = run("open")
    assert outcome.exit_code == 2
    assert "the template 401k-loan.xlsx is missing from this installation" in outcome.stderr


def test_the_checkout_is_where_the_sources_are():
    package_folder = Path(str(importlib.resources.files("loan401k")))
    assert package_folder.parents[1] / "workbook" == template._CHECKOUT


def test_a_copy_of_values_needs_no_functions(run, tmp_path):
    out = tmp_path / "mine.xlsx"
    outcome = run("template", "--values", "-o", out, *SET)
    assert outcome.exit_code == 0
    assert outcome.stdout == f"Wrote {out}. It holds values and calculates nothing.\n"
    answer = json.loads(run("open", "--json", *SET).stdout)
    book = openpyxl.load_workbook(out)
    ((sheet, cell),) = book.defined_names["Verdict"].destinations
    assert book[sheet][cell].value == answer["Verdict"]
    assert list(package.formula_cells(package.Sheets(package.read(out)))) == []


def test_values_and_functions_in_one_file_are_refused(run, tmp_path):
    outcome = run("template", "--values", "--for", "excel", "-o", tmp_path / "mine.xlsm")
    assert outcome.exit_code == 2
    assert "--values leaves no formula" in outcome.stderr


#: A loan of more payments than the schedule has rows: 15 years of 26.
TOO_MANY = [
    word
    for setting in ("Loan_Amount=50000", "Loan_Rate=4.5%", "Loan_Years=15", "Payments_Per_Year=26",
                    "Account_Balance=200000", "Loan_Purpose=Home purchase")
    for word in ("--set", setting)
]  # fmt: skip


def test_payments_that_the_schedule_cannot_hold_are_told(run):
    outcome = run("open", "--print", *TOO_MANY)
    assert outcome.exit_code == 0
    heading, sentence = outcome.stdout.splitlines()[-2:]
    assert heading == "Schedule"
    assert sentence.startswith("The 390 payments do not fit into 360 rows")
    answer = json.loads(run("open", "--json", *TOO_MANY).stdout)
    assert len(answer["Schedule_Table"]) == 1
    assert answer["Schedule_Note"] == sentence
    assert json.loads(run("open", "--json").stdout)["Schedule_Note"] == ""
