"""The Python that xlwings Lite runs: one file inside a workbook, or a folder for all workbooks.

A workbook keeps one file only, main.py, so our modules lie packed in it. Who wants to read them
reads the same modules in the folder, or compares the file with an installed loan401k.
"""

from __future__ import annotations

import base64
import bz2
import json
import textwrap
from collections.abc import Iterator, Mapping
from pathlib import Path

from .... import __version__
from ...carried import carried

#: What of the host for Excel runs in Lite.
_INNER = ("excel/__init__.py", "excel/cells.py", "excel/registered.py")

#: What Lite installs beside its own libraries; older workbooks pin an xlwings that is too old.
REQUIREMENTS = "xlwings>=0.35\n"

#: Bytes of modules that are unpacked at most, twenty times ours.
_LARGEST = 1 << 23

_MAIN = '''"""The functions of loan401k {version} for Excel. MIT licence. Nothing is sent.

CODE packs the Python modules of loan401k as they are. `loan401k doctor --for lite FILE` compares
this workbook with an installed loan401k, module by module.
"""

import base64
import bz2
import json
import pathlib
import sys

CODE = """
{code}
"""

home = pathlib.Path("/tmp/loan401k-{version}")
for name, text in json.loads(bz2.decompress(base64.b64decode(CODE))).items():
    file = home / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
sys.path.insert(0, str(home))

from loan401k.hosts.excel import *  # noqa: E402, F403
'''

#: Dropped into Lite it must not be called main.py, as the file inside each workbook is.
_FOR_ALL = '''"""The functions of loan401k {version} for every workbook. MIT licence."""

from loan401k.hosts.excel import *  # noqa: F403
'''


def modules() -> dict[str, str]:
    """Return the text of each of our modules that runs in Lite, by its path."""
    return {path: content.decode() for path, content in carried(*_INNER)}


def main_file(held: Mapping[str, str] | None = None) -> str:
    """Return main.py with the modules inside, ours by default; the same give the same text."""
    packed = bz2.compress(json.dumps(modules() if held is None else held).encode())
    lines = textwrap.wrap(base64.b64encode(packed).decode(), 120)
    return _MAIN.format(version=__version__, code="\n".join(lines))


def differences(main: str) -> list[str]:
    """Return what in a workbook's main.py is not as `main_file` writes it: modules, or the rest.

    Raises ValueError where it holds no code of ours.
    """
    around, held = _taken_apart(main)
    expected_around, expected = _taken_apart(main_file())
    found = [path for path in {**expected, **held} if held.get(path) != expected.get(path)]
    return [*found, *(["main.py around them"] if around != expected_around else [])]


def _taken_apart(main: str) -> tuple[str, dict[str, str]]:
    """Return the file without its packed modules, and those by their paths."""
    before, _, rest = main.replace("\r\n", "\n").partition('CODE = """')
    packed, closing, after = rest.partition('"""')
    if not closing:
        raise ValueError("its main.py holds no code of ours")
    try:
        text = bz2.BZ2Decompressor().decompress(base64.b64decode(packed), _LARGEST)
        modules = json.loads(text)
    except (OSError, ValueError) as error:
        raise ValueError(f"the code in its main.py cannot be unpacked: {error}") from error
    if not isinstance(modules, dict):
        raise ValueError("the code in its main.py is no list of modules")
    return before + after, modules


def personal() -> dict[str, bytes]:
    """Return the files of the folder that Lite takes for all workbooks."""
    shared = _FOR_ALL.format(version=__version__)
    files = {"loan401k_functions.py": shared, "requirements.txt": REQUIREMENTS, **modules()}
    return {path: text.encode() for path, text in files.items()}


def faults(folder: Path) -> Iterator[str]:
    """Yield what in such a folder is not as `personal` has it, each as a sentence."""
    for path, content in personal().items():
        file = folder / path
        if not file.is_file():
            yield f"{path} is missing."
        elif file.read_bytes().replace(b"\r\n", b"\n") != content:
            yield f"{path} differs from the installed loan401k."
    ours = set(personal())
    for file in sorted(folder.rglob("*.py")):
        if (path := file.relative_to(folder).as_posix()) not in ours:
            yield f"{path} is not ours."
