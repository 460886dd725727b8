"""What `loan401k doctor --for` looks at: files and folders that we made for Excel elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ... import __version__
from ...package import NotAWorkbook, Parts, read
from ..refusal import Refusal, refusing
from .doctor import Finding

#: What to do about a file that is not as it should be.
_AGAIN = {
    "lite": "Make it again: loan401k template --for lite, or loan401k build lite",
    "web": "Make it again: loan401k template --for web, or loan401k build web URL",
}


def findings(program: str, path: Path) -> Iterator[Finding]:
    """Look at a workbook or a folder made for xlwings Lite or for our own web add-in."""
    if not path.exists():
        raise Refusal(f"There is no file or folder {path}.")
    if path.is_dir():
        found = _folder(program, path)
    else:
        with refusing(NotAWorkbook):
            found = _workbook(program, read(path))
    yield from found


def _workbook(program: str, parts: Parts) -> list[Finding]:
    from ...hosts.excel import stored
    from ...hosts.excel.lite import workbook as lite

    if program == "web":
        return _judged(
            program, "Calls in the workbook", stored.faults(parts), "as Excel keeps them"
        )
    findings = _judged(
        program, "Workbook for xlwings Lite", lite.faults(parts), f"code of loan401k {__version__}"
    )
    if all(one.well for one in findings):
        digest = lite.carried_in(parts).digest
        findings.append(Finding("SHA-256 of the code inside (main.py)", None, digest))
    return findings


def _folder(program: str, path: Path) -> list[Finding]:
    if program == "lite":
        from ...hosts.excel.lite.code import faults
    else:
        from ...hosts.excel.web.check import faults

    with refusing():
        return _judged(program, f"Folder {path}", faults(path), f"that of loan401k {__version__}")


def _judged(program: str, what: str, faults: Iterator[str], well: str) -> list[Finding]:
    """Return a finding for each fault, or the one that all is well."""
    found = [Finding(what, False, fault, _AGAIN[program]) for fault in faults]
    return found or [Finding(what, True, well)]
