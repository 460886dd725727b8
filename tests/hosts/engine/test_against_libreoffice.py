"""Random workbooks in the engine and in LibreOffice."""

import subprocess

import openpyxl
import pytest

from loan401k import package
from loan401k.errors import CellError
from loan401k.hosts.calc.office import clean_environment, profile_option
from loan401k.hosts.engine import recalculate
from loan401k.package.addresses import Place, address
from tests.hosts import needs
from tests.hosts.engine.made import Maker

SEEDS = range(60)


@pytest.fixture(scope="module")
def pairs(tmp_path_factory):
    """The workbooks, calculated by the engine and by LibreOffice, which starts once for all."""
    program, _ = needs.libreoffice()
    folder = tmp_path_factory.mktemp("made")
    files = [folder / f"{seed}.xlsx" for seed in SEEDS]
    for seed, file in zip(SEEDS, files, strict=True):
        Maker(seed).write(file)
    out = folder / "out"
    command = [program, profile_option(folder / "profile"), "--headless", "--convert-to", "xlsx"]
    subprocess.run(
        [*command, "--outdir", out, *files], env=clean_environment(), check=True, timeout=300,
        capture_output=True,
    )  # fmt: skip
    return [
        (recalculate(package.Sheets(package.read(file))), openpyxl.load_workbook(out / file.name, data_only=True), openpyxl.load_workbook(file))
        for file in files
    ]


def test_compare(pairs):
    bad = {}
    n = failed = 0
    for seed, (result, office, source) in zip(SEEDS, pairs, strict=True):
        for sheet, values in result.values.items():
            for cell, value in values.items():
                n += 1
                if Place(sheet, cell) in result.failed:
                    failed += 1
                    print("FAILED", seed, source[sheet][str(cell)].value, value.reason)
                    continue
                theirs = office.worksheets[source.sheetnames.index(sheet)][str(cell)].value
                if hasattr(theirs, "year"):
                    from openpyxl.utils.datetime import to_excel
                    theirs = to_excel(theirs)
                if hasattr(theirs, "hour"):
                    theirs = (theirs.hour*3600+theirs.minute*60+theirs.second)/86400
                if isinstance(value, CellError) and str(theirs).startswith("#"):
                    same = True
                elif isinstance(value, CellError) or isinstance(theirs, str) or isinstance(value, str):
                    same = str(value) == str(theirs if theirs is not None else "")
                else:
                    same = theirs == pytest.approx(value, rel=1e-9, abs=1e-9)
                if not same:
                    f = source[sheet][str(cell)].value
                    print("DIFF", seed, cell, getattr(f, "text", f), repr(value), getattr(value, "reason", ""), repr(theirs))
                    bad[seed] = bad.get(seed, 0) + 1
    print(n, failed, sum(bad.values()))
    assert not bad
