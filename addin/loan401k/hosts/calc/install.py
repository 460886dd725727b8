"""Bring the extension into the LibreOffice of this user, and take it out again."""

from __future__ import annotations

import re
import tempfile
from dataclasses import dataclass
from pathlib import Path

from ... import __version__
from .deployment import deployment
from .extension import build
from .office import OfficeError


@dataclass(frozen=True)
class Outcome:
    """What an installation or removal did."""

    #: Version that is there now, None for none.
    version: str | None
    #: Version that was there before.
    before: str | None
    #: Whether a LibreOffice seems to be open, which notices only after a new start.
    restart: bool

    @property
    def sentence(self) -> str:
        """The outcome for the person who asked for it."""
        if self.version is not None:
            replaced = self.before not in (None, self.version)
            instead = f", in place of {self.before}" if replaced else ""
            done = f"LibreOffice Calc has the functions of loan401k {self.version}{instead}."
        elif self.before is not None:
            done = f"The functions of loan401k {self.before} are removed from LibreOffice Calc."
        else:
            return "LibreOffice Calc did not have the functions of loan401k."
        return done + (" LibreOffice is open: close it and start it again." if self.restart else "")


def installed(profile: Path | None = None) -> str | None:
    """Return the version of the extension that LibreOffice has, None if it has none.

    Args:
        profile: folder of LibreOffice's user profile, None for the user's own.

    Raises OfficeError with a sentence.
    """
    with deployment(profile) as extensions:
        return extensions.version()


def install(profile: Path | None = None, *, replace_newer: bool = False) -> Outcome:
    """Build the extension and install it for this user, in place of an older one.

    Raises OfficeError, also when a newer version is there and `replace_newer` is False.
    """
    with deployment(profile) as extensions, tempfile.TemporaryDirectory() as folder:
        before = extensions.version()
        if before is not None and _order(before) > _order(__version__) and not replace_newer:
            raise OfficeError(
                f"LibreOffice has the functions of loan401k {before}, which is newer than "
                f"{__version__}: update loan401k, or ask for the older version expressly."
            )
        file = Path(folder) / "loan401k.oxt"
        build(file)
        extensions.add(file)
        now = extensions.version()
        if now != __version__:
            raise OfficeError(f"LibreOffice did not take the functions in: it has {now or 'none'}.")
        return Outcome(now, before, extensions.was_open)


def uninstall(profile: Path | None = None) -> Outcome:
    """Remove the extension for this user, if it is there; raise OfficeError."""
    with deployment(profile) as extensions:
        before = extensions.version()
        if before is not None:
            extensions.remove()
        return Outcome(None, before, extensions.was_open)


def _order(version: str) -> list[int]:
    """Return the numbers of a version, which order releases."""
    return [int(number) for number in re.findall(r"\d+", version)]
