"""All files of the add-in, to be put on any host of static files."""

from __future__ import annotations

import io
import zipfile
from importlib.resources import files as resources
from pathlib import Path

from ...carried import carried
from . import catalogue, icons, pyodide
from .address import base_of
from .manifest import PAGE, RIBBON, manifest

#: What of the host for Excel runs in the browser's Python.
_INNER = (
    "excel/__init__.py",
    "excel/cells.py",
    "excel/web/__init__.py",
    "excel/web/bridge.py",
    "excel/web/formula.py",
)

#: Excel's own script, which Microsoft wants loaded from there; the try-it page goes without it.
OFFICE = "https://appsforoffice.microsoft.com"
_SCRIPT = f'<script src="{OFFICE}/lib/1/hosted/office.js"></script>'
_EPOCH = (1980, 1, 1, 0, 0, 0)


def files(url: str, package: Path | None) -> dict[str, bytes]:
    """Return the content of every file by its path; the same input gives the same bytes.

    Raises BadAddress or NoPyodide.
    """
    base = base_of(url)
    browser = pyodide.files(package)
    return {
        "manifest.xml": manifest(base),
        **own(),
        **{f"pyodide/{name}": content for name, content in browser.items()},
        "pyodide/NOTICE.txt": pyodide.NOTICE.encode(),
    }


def own() -> dict[str, bytes]:
    """Return the files that are ours and the same at every address."""
    static = {
        file.name: file.read_bytes().replace(b"\r\n", b"\n")
        for file in resources(__package__).joinpath("static").iterdir()
        if file.is_file()
    }
    page = static.pop("page.html").decode()
    return {
        "index.html": page.format(office="", sources="").encode(),
        PAGE: page.format(office=_SCRIPT, sources=f" {OFFICE}").encode(),
        **static,
        "catalogue.js": catalogue.script(),
        "functions.json": catalogue.metadata(),
        "loan401k.zip": _code(),
        **{f"icon-{size}.png": icons.png(size) for size in sorted({*RIBBON, 64})},
    }


def _code() -> bytes:
    """Return our modules as a zip file, which Python imports as it is.

    It is not compressed, so that every machine builds the same bytes.
    """
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for path, content in carried(*_INNER):
            entry = zipfile.ZipInfo(path, _EPOCH)
            entry.create_system = 3  # the same on Windows
            archive.writestr(entry, content)
    return held.getvalue()
