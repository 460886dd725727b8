"""A real window at a laptop's size, with the extension: what is typed is answered."""

import shutil

import openpyxl
import pytest

from loan401k import package
from tests.hosts import needs
from tests.hosts.calc.window import opened, until
from tests.workbooks import calculated
from workbook.build import TEMPLATE


@pytest.fixture
def window(profile, tmp_path):
    needs.libreoffice()
    own = tmp_path / "profile"
    shutil.copytree(profile, own, ignore=shutil.ignore_patterns(".lock"))
    path = tmp_path / "mine.xlsx"
    path.write_bytes(TEMPLATE.read_bytes())
    with opened(own, path) as shown:
        yield shown


def charted(parts):
    """The points of the first chart, as the file keeps them beside the chart."""
    from lxml import etree

    chart = etree.fromstring(parts["xl/charts/chart1.xml"])
    cache = chart.find(".//{*}val/{*}numRef/{*}numCache")
    return [float(value.text) for value in cache.iter("{*}v")]


def test_the_answer_its_figures_and_the_chart_follow_what_is_typed(window, tmp_path):
    window.go("Card_Balance_Yours")
    window.type("12000")
    window.keys("Return")
    window.picture(tmp_path / "typed.png")
    window.save()
    expected = calculated(TEMPLATE, {"Card_Balance_Yours": 12_000})
    book = openpyxl.load_workbook(window.path, data_only=True)
    for name in ("Verdict", "Advice", "Gain", "Gain_Best", "Debts_Sum"):
        ((sheet, cell),) = book.defined_names[name].destinations
        found, value = book[sheet][cell].value, expected.named(name)
        assert found == (value if isinstance(value, str) else pytest.approx(value, rel=1e-9)), name
    assert charted(package.read(window.path)) == pytest.approx(
        charted(package.fill_charts(package.read(TEMPLATE), expected.cell)), abs=0.01
    )
    assert charted(package.read(TEMPLATE)) != charted(package.read(window.path))


def test_a_wrong_value_brings_its_sentence(window, tmp_path):
    window.go("Loan_Rate_Yours")
    window.type("775%")
    window.keys("Return")
    until(lambda: window.windows("Loan interest rate"))
    window.picture(tmp_path / "refused.png")
    window.keys("Escape")
