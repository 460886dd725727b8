"""Random workbooks in the engine and in LibreOffice, which start from the same cells.

Left out, since LibreOffice 7.4 lacks it or does it otherwise than Excel: XLOOKUP and other newer
functions, spilling, TRUE and FALSE in cells and as operands (they are numbers there), texts that
look like numbers, blanks that are looked for, dates before March 1900, which of two errors wins.
"""

import datetime as dt
import subprocess

import openpyxl
import pytest
from openpyxl.utils.datetime import to_excel

from loan401k import package
from loan401k.errors import CellError
from loan401k.hosts.calc.office import clean_environment, profile_option
from loan401k.hosts.engine import recalculate
from loan401k.package.addresses import Place
from tests.hosts import needs
from tests.hosts.engine.made import DATA_TABLE, Maker

SEEDS = range(60)


@pytest.fixture(scope="module")
def workbooks(tmp_path_factory):
    """The engine's result, LibreOffice's values and the formulas of each workbook."""
    program, _ = needs.libreoffice()
    folder = tmp_path_factory.mktemp("made")
    files = [folder / f"{seed}.xlsx" for seed in SEEDS]
    for seed, file in zip(SEEDS, files, strict=True):
        Maker(seed).write(file)
    out = folder / "out"
    command = [program, profile_option(folder / "profile"), "--headless", "--convert-to", "xlsx"]
    subprocess.run(
        [*command, "--outdir", out, *files],
        env=clean_environment(),
        check=True,
        timeout=300,
        capture_output=True,
    )
    return [
        (
            recalculate(package.Sheets(package.read(file))),
            openpyxl.load_workbook(out / file.name, data_only=True),
            openpyxl.load_workbook(file),
        )
        for file in files
    ]


def as_stored(value):
    """Return what openpyxl makes of a cell as the file holds it."""
    if isinstance(value, dt.time):
        return to_excel(value)
    if isinstance(value, (dt.date, dt.timedelta)):
        return to_excel(value)
    return "" if value is None else value


def same(ours, theirs):
    if isinstance(ours, CellError):
        return str(theirs).startswith("#")
    if isinstance(ours, str) or isinstance(theirs, str):
        return ours == theirs
    return theirs == pytest.approx(ours, rel=1e-9, abs=1e-9)


def test_every_cell_that_is_calculated_shows_what_libreoffice_shows(workbooks):
    different = [
        (seed, str(cell), source[sheet][str(cell)].value, value, theirs)
        for seed, (result, office, source) in zip(SEEDS, workbooks, strict=True)
        for sheet, values in result.values.items()
        for cell, value in values.items()
        if Place(sheet, cell) not in result.failed
        and not same(value, theirs := as_stored(office[sheet][str(cell)].value))
    ]
    assert different == []


def test_nearly_every_cell_is_calculated(workbooks):
    cells = sum(len(values) for result, _, _ in workbooks for values in result.values.values())
    failed = sum(len(result.failed) for result, _, _ in workbooks)
    assert cells > 40 * len(SEEDS)
    assert failed < cells / 20


def test_data_tables_are_said_to_be_left_out(workbooks):
    for result, _, _ in workbooks:
        assert DATA_TABLE in result.diagnostics.not_calculated
