"""Build the extension: one file, made from the registry, that LibreOffice installs."""

from __future__ import annotations

import os

from ... import __version__, package
from ...declare import REGISTRY
from ..carried import carried
from . import configuration, names
from .typelib import ANY, TABLE, Method, type_library

#: The half of this host that runs inside LibreOffice.
_INNER = ("__init__.py", "cells.py", "component.py", "heal.py", "names.py")

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
    ours = carried(*(f"calc/{module}" for module in _INNER))
    return parts | {f"pythonpath/{path}": content for path, content in ours}
