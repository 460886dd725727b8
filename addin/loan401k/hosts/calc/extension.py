"""Build the extension: one file, made from the registry, that LibreOffice installs."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from ... import __version__, package
from ...declare import REGISTRY
from . import configuration, names
from .typelib import ANY, TABLE, Method, type_library

#: What of the package goes into the extension: all that computes, and this host's inner half.
_CONTENTS = (
    "__init__.py",
    "errors.py",
    "serial.py",
    "declare/*.py",
    "finance/*.py",
    "functions/*.py",
    "law/*.py",
    "law/data/*.json",
    "hosts/__init__.py",
    "hosts/calc/__init__.py",
    "hosts/calc/cells.py",
    "hosts/calc/component.py",
    "hosts/calc/heal.py",
    "hosts/calc/names.py",
)

_COMPONENT = '''"""Loaded by LibreOffice: hands it the functions of the package beside this file."""

import os
import sys

if sys.version_info < (3, 10):
    raise ImportError(
        "The 401(k) loan functions need Python 3.10 or newer inside LibreOffice; this one has "
        + sys.version.split()[0]
        + ". Install a newer LibreOffice."
    )

# First, so that no other copy of the package on this machine is taken for it.
sys.path.insert(0, os.path.join(os.path.dirname(__file__), "pythonpath"))

from loan401k.hosts.calc.component import implementations

g_ImplementationHelper = implementations()
'''

_SETTINGS = "application/vnd.sun.star.configuration-data"
_MEDIA_TYPES = {
    "types.rdb": "application/vnd.sun.star.uno-typelibrary;type=RDB",
    "CalcAddIns.xcu": _SETTINGS,
    "Jobs.xcu": _SETTINGS,
    "functions.py": "application/vnd.sun.star.uno-component;type=Python",
}


def build(path: str | os.PathLike[str], *, replace: bool = False) -> None:
    """Write the extension (.oxt) at `path`; the same code gives the same bytes.

    Raises FileExistsError when there is a file at `path` and `replace` is False.
    """
    package.write(contents(), path, replace=replace)


def contents() -> dict[str, bytes]:
    """Return the extension's parts by path."""
    declarations = list(REGISTRY.values())
    methods = [
        Method(
            declaration.name,
            TABLE if declaration.is_table else ANY,
            [configuration.parameter_name(argument) for argument in declaration.arguments],
        )
        for declaration in declarations
    ]
    parts = {
        "META-INF/manifest.xml": configuration.manifest(_MEDIA_TYPES.items()),
        "description.xml": configuration.description(__version__),
        "types.rdb": type_library(
            names.MODULE, names.INTERFACE, methods, f"loan401k {__version__}"
        ),
        "CalcAddIns.xcu": configuration.functions(declarations),
        "Jobs.xcu": configuration.jobs(),
        "functions.py": _COMPONENT.encode(),
    }
    parts.update(_package())
    return parts


def _package() -> Iterator[tuple[str, bytes]]:
    root = Path(__file__).resolve().parents[2]
    for pattern in _CONTENTS:
        found = sorted(root.glob(pattern))
        if not found:
            raise FileNotFoundError(f"{root / pattern} is missing: install loan401k again.")
        for file in found:
            # Line ends as in the sources of any machine, for the same bytes everywhere.
            content = file.read_bytes().replace(b"\r\n", b"\n")
            yield f"pythonpath/{root.name}/{file.relative_to(root).as_posix()}", content
