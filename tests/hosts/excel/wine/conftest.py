"""A Windows machine in Wine, with our wheel and its add-in for Excel installed."""

from contextlib import contextmanager

import pytest

from loan401k.hosts.excel.windows.addin import made_for
from tests.hosts import needs
from tests.hosts.child import Child
from tests.hosts.excel.wine.machine import machine

# What runs in Wine cannot be imported here.
collect_ignore = ["excel.py", "objects.py", "variants.py"]

EXCEL = "tests.hosts.excel.wine.excel"


def pytest_runtest_setup(item):
    # Here and not in the fixture: skips of all tests are then one line of the summary.
    needs.wine()


@pytest.fixture(scope="session")
def windows(wheel):
    """The machine, with nothing of ours but the wheel."""
    with machine(needs.wine(), wheel) as made:
        yield made


@pytest.fixture(scope="session")
def addin(windows):
    """The add-in as `loan401k install excel` writes it on that machine."""
    done = windows.run("-m", "loan401k", "install", "excel")
    assert done.returncode == 0, done.stderr
    folder = windows.profile / "AppData" / "Roaming" / "Microsoft" / "Excel" / "XLSTART"
    (path,) = folder.iterdir()
    return path


@contextmanager
def opened(windows, addin):
    """Excel's part, with the add-in open and xlwings' DLL loaded."""
    made = made_for(addin.parent)
    with Child(EXCEL, windows.environment, windows.command) as child:
        child.ask("open", made.configuration, windows.seen(addin))
        child.ask("load", f"xlwings64-{made.xlwings}.dll")
        yield child
        child.ask("end")


@pytest.fixture(scope="session")
def excel(windows, addin):
    """Excel's part, with Python's server started."""
    with opened(windows, addin) as child:
        assert child.ask("start") is None
        yield child
