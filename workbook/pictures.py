"""Pictures of the sheets as LibreOffice prints them, from a copy that holds values only.

LibreOffice without our functions drops the cached values of array formulas, so the copy has the
values in place of the formulas.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from lxml import etree

from loan401k import package
from loan401k.package import Parts

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
PAPERS = {"letter": "1", "a4": "9"}
_SECONDS = 120


def values_only(parts: Parts, *, paper: str = "letter") -> Parts:
    """Return the parts with the cached values in place of the formulas, for a size of paper."""
    out = dict(parts)
    for name in package.sheet_parts(parts).values():
        root = etree.fromstring(parts[name])
        for cell in root.iter(f"{_MAIN}c"):
            for formula in cell.findall(f"{_MAIN}f"):
                cell.remove(formula)
            cell.attrib.pop("cm", "")
        for setup in root.iter(f"{_MAIN}pageSetup"):
            setup.set("paperSize", PAPERS[paper])
        out[name] = etree.tostring(root, encoding="UTF-8", xml_declaration=True)
    return out


def print_pages(parts: Parts, folder: Path, *, paper: str = "letter") -> Path:
    """Print every sheet to a PDF file in a folder and return its path.

    Raises FileNotFoundError where LibreOffice is not installed.
    """
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        raise FileNotFoundError("LibreOffice (soffice) is needed to print the sheets")
    copy = folder / f"{paper}.xlsx"
    package.write(values_only(parts, paper=paper), copy, replace=True)
    with tempfile.TemporaryDirectory() as profile:
        subprocess.run(
            [
                office,
                f"-env:UserInstallation={Path(profile).as_uri()}",
                *("--headless", "--convert-to", "pdf", "--outdir", str(folder), str(copy)),
            ],
            check=True,
            capture_output=True,
            timeout=_SECONDS,
        )
    copy.unlink()
    return folder / f"{paper}.pdf"


def draw(parts: Parts, folder: Path, *, dots_per_inch: int = 80) -> list[Path]:
    """Write a picture of every printed page into a folder and return them in order.

    Raises FileNotFoundError where LibreOffice or pdftoppm is not installed.
    """
    painter = shutil.which("pdftoppm")
    if painter is None:
        raise FileNotFoundError("pdftoppm (poppler-utils) is needed to draw the pages")
    folder.mkdir(parents=True, exist_ok=True)
    pages = print_pages(parts, folder)
    start = str(folder / "page")
    command = [painter, "-r", str(dots_per_inch), "-png", str(pages), start]
    subprocess.run(command, check=True, capture_output=True, timeout=_SECONDS)
    pages.unlink()
    return sorted(folder.glob("page-*.png"))
