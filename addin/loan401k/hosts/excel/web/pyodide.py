"""Pyodide, the Python of the browser: five files of its npm package, which we do not carry."""

from __future__ import annotations

import hashlib
import tarfile
from pathlib import Path

VERSION = "314.0.7"

#: What a browser loads of it, with the SHA-256 of each.
FILES = {
    "pyodide.mjs": "6f1d60f7bf529beb300f0f47983c921d3982363640ba20af0e38efdddbc66109",
    "pyodide.asm.mjs": "f7cdc8ece80678ceb712f8e65ebe6d3a83203a180c399865f49612a051693635",
    "pyodide.asm.wasm": "cc36e3cab04fdfc9a63ff13eb52eae2b911bf46c025cc7b281f394bd3de1d5e6",
    "python_stdlib.zip": "fa1957e5777068fc4f7437f96d860ae2fbe9c19732ba06c84e004ec16dd7dd7a",
    "pyodide-lock.json": "5dc2fc119108bc148c7457dc86e7675b5c87e1cafd420b9c34c1eaef7b36c010",
}

#: Its licence asks to say where the source is.
NOTICE = f"""\
The files in this folder are Pyodide {VERSION}, unchanged: https://github.com/pyodide/pyodide
Mozilla Public License 2.0: https://www.mozilla.org/en-US/MPL/2.0/
They hold CPython, under the licence of the Python Software Foundation:
https://docs.python.org/3/license.html
"""

_FETCH = f"npm pack pyodide@{VERSION} fetches it"


class NoPyodide(ValueError):
    """The package is not there, or another one; the text says how to get it."""


def files(path: Path | None) -> dict[str, bytes]:
    """Return the files by name, from the package at `path` or else in the current folder."""
    path = path or Path(f"pyodide-{VERSION}.tgz")
    if not path.is_file():
        raise NoPyodide(
            f"There is no file {path}. Python for the browser is Pyodide, which loan401k does not "
            f"carry: {_FETCH}, and --pyodide names it elsewhere."
        )
    try:
        with tarfile.open(path) as archive:
            members = {name: archive.extractfile(f"package/{name}") for name in FILES}
            found = {name: file.read() for name, file in members.items() if file is not None}
    except (KeyError, tarfile.TarError, EOFError, OSError) as error:
        raise NoPyodide(f"{path} is no npm package of Pyodide ({error}): {_FETCH}.") from error
    if different := [name for name in FILES if not is_right(name, found.get(name, b""))]:
        raise NoPyodide(
            f"{path} is not Pyodide {VERSION}, or is damaged, in {', '.join(different)}: {_FETCH}."
        )
    return found


def is_right(name: str, content: bytes) -> bool:
    """Tell whether a file is that of this version of Pyodide."""
    return hashlib.sha256(content).hexdigest() == FILES[name]
