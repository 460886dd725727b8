"""The sheets as LibreOffice prints them."""

import subprocess
from collections import Counter

import pytest

from loan401k import package
from tests.hosts import needs
from workbook import build, pictures

#: Pages of each sheet, the same on both papers.
PAGES = {
    "Start": 3,
    "Debts": 1,
    "Comparison": 1,
    "Amortisation": 1,
    "Payments made": 1,
    "Job loss": 2,
    "Retirement": 2,
    "What if": 1,
    "Article check": 3,
    "Checks": 1,
}
#: What is on a page of its own, a form to type into.
FORM = "Payments made"


@pytest.fixture(scope="module", params=pictures.PAPERS)
def pages(request, tmp_path_factory):
    needs.libreoffice()
    reader = needs.program("pdftotext")
    folder = tmp_path_factory.mktemp(request.param)
    pdf = pictures.print_pages(package.read(build.TEMPLATE), folder, paper=request.param)
    command = [reader, "-layout", str(pdf), "-"]
    text = subprocess.run(command, check=True, capture_output=True, timeout=60).stdout.decode()
    return [page.strip().splitlines() for page in text.split("\f") if page.strip()]


def test_every_sheet_prints_on_as_many_pages_as_meant(pages):
    sheets = Counter(lines[-1].partition("   ")[0].strip() for lines in pages)
    assert {name: sheets[name] for name in PAGES} == PAGES
    assert set(sheets) == {*PAGES, "Limits and rules", "Functions", "Behind"}


def test_every_page_is_numbered_and_holds_more_than_its_headings(pages):
    for number, lines in enumerate(pages, 1):
        assert lines[-1].endswith(f"Page {number} of {len(pages)}")
        assert len(lines) > 10 or lines[-1].startswith(FORM)


def test_no_page_shows_an_error_or_a_number_that_does_not_fit(pages):
    for lines in pages:
        for line in lines:
            assert "###" not in line
            assert not any(error in line for error in ("#N/A", "#NAME?", "#NUM!", "Err:"))


def test_the_verdict_is_printed_first(pages):
    assert any("better off after 5 years." in line for line in pages[0][:8])
