"""A Windows machine in Wine, with our wheel and its add-in for Excel installed."""

import pytest

from tests.hosts import needs
from tests.hosts.excel.wine.machine import machine, opened

# What runs in Wine cannot be imported here.
collect_ignore = ["excel.py", "objects.py", "variants.py"]


def pytest_runtest_setup(item):
    # Here and not in the fixture: skips of all tests are then one line of the summary.
    needs.wine()


@pytest.fixture(scope="module")
def windows(wheel):
    """The machine, with nothing of ours but the wheel; free for others once this file is done."""
    with machine(needs.wine(), wheel) as made:
        yield made


@pytest.fixture(scope="module")
def addin(windows):
    """The add-in as `loan401k install excel` writes it on that machine."""
    done = windows.run("-m", "loan401k", "install", "excel")
    assert done.returncode == 0, done.stderr
    assert "No Excel was found on this machine" in " ".join(done.stderr.split())
    folder = windows.profile / "AppData" / "Roaming" / "Microsoft" / "Excel" / "XLSTART"
    (path,) = folder.iterdir()
    return path


@pytest.fixture(scope="module")
def excel(windows, addin):
    """Excel's part, with Python's server started."""
    with opened(windows, addin) as child:
        assert child.ask("start") is None
        yield child
