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
from loan401k.hosts.calc.office import clean_environment, find_program, profile_option
from loan401k.package import Parts

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
PAPERS = {"letter": "1", "a4": "9"}
_SECONDS = 120


def on_paper(parts: Parts, paper: str) -> Parts:
    """Return the parts as they are printed: values only, for a size of paper."""
    out = package.values_only(parts)
    for name in package.sheet_parts(parts).values():
        root = etree.fromstring(out[name])
        for setup in root.iter(f"{_MAIN}pageSetup"):
            setup.set("paperSize", PAPERS[paper])
        out[name] = etree.tostring(root, encoding="UTF-8", xml_declaration=True)
    return out


def print_pages(parts: Parts, folder: Path, *, paper: str = "letter") -> Path:
    """Print every sheet to a PDF file in a folder and return its path.

    Raises OfficeError where LibreOffice is not installed.
    """
    office = find_program()
    copy = folder / f"{paper}.xlsx"
    package.write(on_paper(parts, paper), copy, replace=True)
    with tempfile.TemporaryDirectory() as profile:
        subprocess.run(
            [
                office,
                profile_option(Path(profile)),
                *("--headless", "--convert-to", "pdf", "--outdir", str(folder), str(copy)),
            ],
            check=True,
            capture_output=True,
            timeout=_SECONDS,
            env=clean_environment(),
        )
    copy.unlink()
    return folder / f"{paper}.pdf"


def draw(parts: Parts, folder: Path, *, dots_per_inch: int = 90) -> list[Path]:
    """Write a picture of every printed page into a folder and return them in order.

    They are named by sheet and page: start.png, start-2.png, job-loss.png. Raises
    FileNotFoundError where poppler's tools are not installed, and OfficeError where LibreOffice
    is not.
    """
    painter, reader = (shutil.which(tool) for tool in ("pdftoppm", "pdftotext"))
    if painter is None or reader is None:
        raise FileNotFoundError("pdftoppm and pdftotext (poppler-utils) are needed to draw pages")
    folder.mkdir(parents=True, exist_ok=True)
    drawn = []
    with tempfile.TemporaryDirectory() as work:
        pages = print_pages(parts, Path(work))
        _run([painter, "-r", str(dots_per_inch), "-png", str(pages), str(Path(work) / "page")])
        names = _names(_run([reader, "-layout", str(pages), "-"]))
        for page, name in zip(sorted(Path(work).glob("page-*.png")), names, strict=True):
            drawn.append(folder / f"{name}.png")
            shutil.copyfile(page, drawn[-1])
    return drawn


def _run(command: list[str]) -> str:
    done = subprocess.run(command, check=True, capture_output=True, timeout=_SECONDS)
    return done.stdout.decode("utf-8", "replace")


def _names(text: str) -> list[str]:
    """Return a name for each page by the sheet that its footer names."""
    seen: dict[str, int] = {}
    names = []
    for page in text.split("\f")[:-1]:
        sheet = page.strip().splitlines()[-1].partition("   ")[0].strip().lower().replace(" ", "-")
        seen[sheet] = seen.get(sheet, 0) + 1
        names.append(sheet if seen[sheet] == 1 else f"{sheet}-{seen[sheet]}")
    return names
