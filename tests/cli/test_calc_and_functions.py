"""`calc` and `functions`: what a person types and what comes back."""

import json

import pytest

from loan401k.declare import REGISTRY


@pytest.mark.parametrize(
    ("formula", "printed"),
    [
        # The articles' example, and Thomson Reuters' published 2,065.23.
        ("=LOAN_NET_COST(10000, 4.25%, 1, 5%, 1)", "75"),
        ("=PAYOFF_SAVINGS(10000, 4.25%, 1, 13.4%, 1)", "915"),
        ('=PAYOFF_SAVINGS(10000, 4.25%, 1, 13.4%, 1, "interest")', "1340"),
        ("=PAYOFF_ADVANTAGE(10000, 4.25%, 1, 13.4%, 5%, 1)", "840"),
        ('=PAYOFF_ADVANTAGE(10000, 4%, 3, 15%, 6%, 12, 28%, "nominal")', "2065.22505657"),
        ("LOAN_MAX(80000, 27000, 18000)", "22000"),
        ("=CURE_DEADLINE(DATE(2026, 3, 15))", "2026-06-30"),
        ("=10^14/3", "33333333333300"),
        ("=1/3/10^8", "0.00000000333333333333"),
        ("=2^200", "1.60693804426e+60"),
        ("=0.1+0.2-0.3", "5.55111512313e-17"),
        ('=UPPER("a")&"*"', "A*"),
        ("=1=1", "TRUE"),
    ],
)
def test_a_value_is_printed_with_12_significant_digits(run, formula, printed):
    outcome = run("calc", formula)
    assert (outcome.stdout, outcome.stderr, outcome.exit_code) == (f"{printed}\n", "", 0)


def test_a_table_is_aligned_with_money_at_two_decimals_and_dates_as_dates(run):
    outcome = run("calc", "=LOAN_SCHEDULE(10000, 4.25%, 1, 4, DATE(2026, 1, 31))")
    assert outcome.stdout.splitlines()[:3] == [
        "No.        Date  Payment  Interest  Principal  Balance  Cumulative interest",
        "  1  2026-04-30  2566.76    106.25    2460.51  7539.49               106.25",
        "  2  2026-07-31  2566.76     80.11    2486.65  5052.84               186.36",
    ]


def test_a_table_without_headings_has_the_same_forms(run):
    outcome = run("calc", "=LOAN_SCHEDULE(10000, 4.25%, 1, 1, DATE(2026, 1, 31),,,,,,,FALSE)")
    assert outcome.stdout == "1  2027-01-31  10425.00  425.00  10000.00  0.00  425.00\n"


def test_json_is_in_full(run):
    assert json.loads(run("calc", "=1/3", "--json").stdout) == 1 / 3
    assert run("calc", "=LOAN_MAX(80000)", "--json").stdout == "40000.0\n"
    rows = json.loads(
        run("calc", "=LOAN_SCHEDULE(10000, 4.25%, 1, 1, DATE(2026, 1, 31))", "--json").stdout
    )
    assert rows[0][:3] == ["No.", "Date", "Payment"]
    assert rows[1] == [1, "2027-01-31", 10425, 425, 10000, 0, 425]


def test_a_cell_error_is_printed_with_its_reason_on_stderr(run):
    outcome = run("calc", "=LOAN_PAYMENT(-1, 4%, 1)")
    assert (outcome.stdout, outcome.exit_code) == ("#NUM!\n", 1)
    assert outcome.stderr == "amount is -1; it must be above 0.\n"


def test_a_cell_error_in_json_carries_its_reason(run):
    outcome = run("calc", "=LOAN_PAYMENT(-1, 4%, 1)", "--json")
    assert outcome.exit_code == 1
    assert json.loads(outcome.stdout) == {
        "error": "#NUM!",
        "reason": "amount is -1; it must be above 0.",
    }


def test_4_25_for_4_25_percent_is_explained(run):
    outcome = run("calc", "=LOAN_NET_COST(10000, 4.25, 1, 5%, 1)")
    assert (outcome.stdout, outcome.exit_code) == ("#NUM!\n", 1)
    assert "loan_rate is 4.25" in outcome.stderr
    assert "4.25%" in outcome.stderr


def test_one_bad_element_leaves_the_others(run):
    outcome = run("calc", "=LOAN_NET_COST(10000, {0.0425; 4; 0.0425}, 1, 5%, 1)")
    assert outcome.stdout == "75.00\n#NUM!\n75.00\n"
    assert outcome.exit_code == 1


def test_native_adds_the_same_in_excels_own_words(run):
    outcome = run("calc", "--native", "=LOAN_NET_COST(10000, 4.25%, 5, 5%)")
    twin = "=10000*1.05^5-FV(1.05^(1/12)-1,60,PMT(4.25%/12,60,10000))"
    assert (outcome.stdout, outcome.exit_code) == (f"197.231210267\n{twin}\n", 0)
    assert run("calc", twin).stdout == "197.231210267\n"
    in_json = run("calc", "--native", "--json", "LOAN_PAYMENT(1200, {0;0}, 1)").stdout
    assert json.loads(in_json) == {"value": [[100], [100]], "native": "=-PMT(({0;0})/12,12,1200)"}


@pytest.mark.parametrize(
    ("formula", "words"),
    [
        ("=LOAN_MAX(80000)+1", "one call of a function of ours"),
        ("=SUM(1, 2)", "one call of a function of ours"),
        ("=LOAN_SCHEDULE(100, 1%, 1)", "LOAN_SCHEDULE has no short formula"),
        ('=PAYOFF_SAVINGS(10000, 4.25%, 1, 13.4%, 1, "interest")', "with measure"),
    ],
)
def test_native_refuses_what_has_no_such_formula(run, formula, words):
    outcome = run("calc", "--native", formula)
    assert (outcome.stdout, outcome.exit_code) == ("", 2)
    assert words in outcome.stderr


def test_native_says_nothing_beside_an_error(run):
    outcome = run("calc", "--native", "=LOAN_PAYMENT(-1, 4%, 1)")
    assert (outcome.stdout, outcome.exit_code) == ("#NUM!\n", 1)


def test_a_function_that_was_meant_is_named(run):
    outcome = run("calc", "=LOAN_NETCOST(1)")
    assert (outcome.stdout, outcome.exit_code) == ("#NAME?\n", 1)
    assert "LOAN_NET_COST" in outcome.stderr


def test_a_caret_shows_where_a_formula_cannot_be_read(run):
    outcome = run("calc", "=SUM(1;2)")
    assert (outcome.stdout, outcome.exit_code) == ("", 2)
    first, formula, caret = outcome.stderr.splitlines()
    assert first.startswith("The formula cannot be read at character 7: ")
    assert formula[caret.index("^")] == ";"


def test_the_caret_stays_near_in_a_long_formula(run):
    outcome = run("calc", f"=SUM({'1,' * 500}2;{'1,' * 500}3)")
    _, formula, caret = outcome.stderr.splitlines()
    assert formula[caret.index("^")] == ";"
    assert len(formula) < 130


def test_a_line_break_before_the_fault_does_not_move_the_caret(run):
    _, formula, caret = run("calc", "=SUM(1,\n2;3)").stderr.splitlines()
    assert formula[caret.index("^")] == ";"


def test_an_empty_formula_is_refused(run):
    assert run("calc", "=").exit_code == 2


def test_every_function_is_listed_with_its_help(run):
    listed = run("functions").stdout
    for name, declaration in REGISTRY.items():
        assert any(
            line.split()[0] == name and line.endswith(declaration.summary)
            for line in listed.splitlines()
            if line
        ), name
    described = json.loads(run("functions", "--json").stdout)
    assert [function["name"] for function in described] == list(REGISTRY)


def test_one_function_is_explained_with_its_arguments(run):
    explained = run("functions", "loan_schedule").stdout
    declaration = REGISTRY["LOAN_SCHEDULE"]
    assert explained.startswith(declaration.syntax)
    for argument in declaration.arguments:
        assert argument.help in explained
    assert "Cumulative interest" in explained
    own = run("functions", "LOAN_PAYMENT").stdout.splitlines()[-4:]
    assert own == [
        "In Excel's own words",
        "  =-PMT(loan_rate/payments_per_year,payments_per_year*years,amount)",
        "=LOAN_PAYMENT(10000, 4.25%, 5) is",
        "  =-PMT(4.25%/12,60,10000)",
    ]
    described = json.loads(run("functions", "LOAN_SCHEDULE", "--json").stdout)
    assert described["arguments"][0] == {
        "name": "amount",
        "required": True,
        "default": "",
        "help": declaration.arguments[0].help,
    }


def test_an_unknown_function_is_refused_with_the_nearest(run):
    outcome = run("functions", "LOAN_MAXX")
    assert outcome.exit_code == 2
    assert "There is no function LOAN_MAXX. Did you mean LOAN_MAX?" in outcome.stderr
