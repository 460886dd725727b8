"""What is wrong with a folder of our add-in, before or after it went to its host."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from . import pyodide, site
from .address import BadAddress, base_of
from .manifest import PAGE, identifier, manifest

_MANIFEST = "manifest.xml"
_PAGE = re.compile(r'<SourceLocation DefaultValue="([^"]*)"')
_URLS = re.compile(r'DefaultValue="(https?://[^"]*)"')
_ID = re.compile(r"<Id>([^<]*)</Id>")


def faults(folder: Path) -> Iterator[str]:
    """Yield what in the folder is not as `site.files` makes it, each as a sentence."""
    own = site.own()
    browser = [f"pyodide/{name}" for name in pyodide.FILES]
    for path in (_MANIFEST, *own, *browser):
        file = folder / path
        if not file.is_file():
            yield f"{path} is missing."
            continue
        content = file.read_bytes()
        if path in own and content.replace(b"\r\n", b"\n") != own[path].replace(b"\r\n", b"\n"):
            yield f"{path} differs from the installed loan401k."
        if path in browser and not pyodide.is_right(file.name, content):
            yield f"{path} is not that of Pyodide {pyodide.VERSION}."
        if path == _MANIFEST:
            yield from _of_manifest(content.decode("utf-8", "replace"))


def _of_manifest(text: str) -> Iterator[str]:
    """Yield what is wrong with the address, the id and the URLs, or with the rest."""
    page = _PAGE.search(text)
    try:
        base = base_of(page[1].removesuffix(f"/{PAGE}") if page else "")
    except BadAddress as error:
        yield f"{_MANIFEST} does not name our page: {error}"
        return
    elsewhere = sorted({url for url in _URLS.findall(text) if not url.startswith(f"{base}/")})
    if elsewhere:
        yield f"{_MANIFEST} leads away from {base}: {', '.join(elsewhere)}."
    if (found := _ID.search(text)) and found[1] != identifier(base):
        yield f"{_MANIFEST} has the id {found[1]}; that for {base} is {identifier(base)}."
    elif not elsewhere and text.replace("\r\n", "\n") != manifest(base).decode():
        yield f"{_MANIFEST} differs from that of the installed loan401k for {base}."
