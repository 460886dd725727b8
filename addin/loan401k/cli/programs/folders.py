"""What `loan401k build` writes as a folder: for xlwings Lite, and our own add-in for the web."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from ...beside import beside
from ..refusal import Refusal, refusing
from ..terminal import working


def build_lite(output: Path | None, force: bool) -> str:
    """Write the folder for all workbooks; return what to do with it. Lite knows it by its name."""
    from ...hosts.excel.lite import code

    folder = output or Path()
    if folder.name != "personal":
        folder = folder / "personal"
    _write(code.personal(), folder, force)
    return (
        f"Wrote the folder {folder}. In xlwings Lite: menu, Files, Import/Export, drop the folder "
        "in; then menu, Restart."
    )


def build_web(url: str | None, output: Path | None, pyodide: Path | None, force: bool) -> str:
    """Write the files of the web add-in; return what to do with them."""
    from ...hosts.excel.web import site
    from ...hosts.excel.web.address import BadAddress
    from ...hosts.excel.web.pyodide import NoPyodide

    if url is None:
        raise Refusal("web needs the address it will be served from: build web https://... -o DIR.")
    folder = output or Path("loan401k-web")
    with refusing(BadAddress, NoPyodide), working("Building"):
        files = site.files(url, pyodide)
    _write(files, folder, force)
    return (
        f"Wrote {len(files)} files into {folder}. Put them where {url} is served, open that page "
        "in a browser to try it, and give manifest.xml to Excel."
    )


def _write(files: Mapping[str, bytes], folder: Path, force: bool) -> None:
    """Write the files, each beside its place and then moved; nothing else there is touched."""
    if folder.exists() and not folder.is_dir():
        raise Refusal(f"{folder} is a file; name a folder.")
    if not force and folder.is_dir() and any(folder.iterdir()):
        raise Refusal(f"{folder} is not empty; --force replaces the files in it.")
    with refusing():
        for name, content in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            with beside(path, replace=True) as place:
                place.write_bytes(content)
