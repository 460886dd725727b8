"""How the tests are shared out, and the wheel that several of them install.

A file's tests stay together, and so do all of LibreOffice's, of Wine's and of Chromium's: files
start programs and build workbooks once for all their tests; these three are started once.
"""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
_HOSTS = Path(__file__).parent / "hosts"
#: Folders whose tests share one program.
_TOGETHER = (_HOSTS / "calc", _HOSTS / "excel" / "wine", _HOSTS / "excel" / "web")
#: Files whose tests are long and need nothing from each other.
_APART = [ROOT / "tests" / "workbook" / name for name in ("test_edges.py", "test_cases.py")]


def pytest_collection_modifyitems(items):
    for item in items:
        if item.path in _APART:
            continue
        place = next((one for one in _TOGETHER if one in item.path.parents), item.path)
        item.add_marker(pytest.mark.xdist_group(str(place)))


@pytest.fixture(scope="session")
def wheel(tmp_path_factory):
    """The built wheel."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT],
        check=True,
        capture_output=True,
    )
    (path,) = folder.glob("*.whl")
    return path
