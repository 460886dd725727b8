"""How the tests are shared out: a file's tests stay together, and so do all of LibreOffice's.

Files start programs and build workbooks once for all their tests; LibreOffice is started once.
"""

from pathlib import Path

import pytest

_CALC = Path(__file__).parent / "hosts" / "calc"
#: A file whose tests are long and need nothing from each other.
_APART = "test_edges.py"


def pytest_collection_modifyitems(items):
    for item in items:
        if item.path.name == _APART:
            continue
        group = "libreoffice" if _CALC in item.path.parents else str(item.path)
        item.add_marker(pytest.mark.xdist_group(group))
