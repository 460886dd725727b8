"""One LibreOffice for all tests of this folder, and one more that has numpy."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from loan401k.hosts.calc.install import install
from loan401k.hosts.calc.office import Office, clean_environment
from tests.hosts import needs
from tests.hosts.calc.sheets import Document

OPERATIONS = (Path(__file__).with_name("operations.py"),)


def pytest_runtest_setup(item):
    # Here and not in the fixture: skips of all tests are then one line of the summary.
    if "profile" in item.fixturenames:
        needs.libreoffice()


@pytest.fixture(scope="session")
def profile(tmp_path_factory):
    """A user profile with the extension in it."""
    folder = tmp_path_factory.mktemp("libreoffice") / "profile"
    install(folder)
    return folder


@pytest.fixture(scope="session")
def logs(tmp_path_factory):
    """The start of the paths of our VBA's log, which it spells as Windows does."""
    return tmp_path_factory.mktemp("logs") / "local"


@pytest.fixture(scope="session")
def office(profile, logs, tmp_path_factory):
    """LibreOffice with the extension, and as on most machines without numpy."""
    folder = tmp_path_factory.mktemp("bare")
    (folder / "sitecustomize.py").write_text("import sys\nsys.modules['numpy'] = None\n")
    environment = {"PYTHONPATH": str(folder), "LOCALAPPDATA": str(logs)}
    with Office(profile, OPERATIONS, environment) as running:
        yield running


@pytest.fixture(scope="session")
def office_with_numpy(profile, tmp_path_factory):
    """LibreOffice with the extension and numpy."""
    folder = tmp_path_factory.mktemp("numpy")
    copy = folder / "profile"
    shutil.copytree(profile, copy, ignore=shutil.ignore_patterns(".lock"))
    with Office(copy, OPERATIONS, {"PYTHONPATH": str(_numpy_for_office(folder))}) as running:
        yield running


def _numpy_for_office(folder):
    """Return a folder with numpy for LibreOffice's Python: its own, or ours if it fits."""
    _, python = needs.libreoffice()
    ask = "import sys; print(*sys.version_info[:2]); import numpy"
    done = subprocess.run(
        [python, "-c", ask], env=clean_environment(), capture_output=True, text=True
    )
    if done.returncode == 0:
        return folder
    if done.stdout.split() != [str(part) for part in sys.version_info[:2]]:
        needs.absent("No numpy for LibreOffice's Python: install the package python3-numpy.")
    import numpy

    ours = Path(numpy.__file__).parents[1]
    for name in ("numpy", "numpy.libs"):
        if (ours / name).exists():
            (folder / name).symlink_to(ours / name)
    return folder


@pytest.fixture(scope="session")
def book(office):
    """A spreadsheet to type into; each test takes sheets of its own."""
    return Document(office, office.ask("new"))


@pytest.fixture(params=["bare", "numpy"])
def either_book(request, book):
    """A spreadsheet without and with numpy behind the functions."""
    if request.param == "bare":
        return book
    running = request.getfixturevalue("office_with_numpy")
    return Document(running, running.ask("new"))


@pytest.fixture
def opened(office):
    """Open a file; it is closed after the test."""
    documents = []

    def open_file(path, *, hidden=True):
        document = Document(office, office.ask("load", url=path.as_uri(), hidden=hidden))
        documents.append(document)
        return document

    yield open_file
    for document in documents:
        document.ask("close")
