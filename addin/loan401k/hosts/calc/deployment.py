"""Two ways to LibreOffice's extensions: its program unopkg, and for root an office of our own."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Protocol

from . import names
from .office import Office, OfficeError, clean_environment, find_program, profile_option

_LIMIT = 120.0


class Deployment(Protocol):
    """The extensions of one user; `deployment` opens it."""

    #: Whether a LibreOffice with the profile seemed to be open.
    was_open: bool

    def version(self) -> str | None:
        """Return the version of our extension."""

    def add(self, file: Path) -> None:
        """Install our extension, over the one that is there."""

    def remove(self) -> None:
        """Remove our extension."""

    def __enter__(self) -> Deployment:
        """Start."""

    def __exit__(self, *error: object) -> None:
        """Clean up."""


def deployment(profile: Path | None) -> Deployment:
    """Return the extensions of a profile, or of the user's own; raise OfficeError."""
    lock = (profile or default_profile()) / ".lock"
    is_open = lock.exists()
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    # unopkg works through an open LibreOffice with the user's own profile, and with no other.
    if is_open and (is_root or profile is not None):
        raise OfficeError(
            f"LibreOffice is open: close it and try again. (If it is not open, delete {lock}.)"
        )
    return _ByOffice(profile) if is_root else _ByUnopkg(profile, is_open)


def default_profile() -> Path:
    """Return the folder of the user's own LibreOffice profile."""
    if sys.platform == "win32":
        return Path(os.environ["APPDATA"]) / "LibreOffice" / "4"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "LibreOffice" / "4"
    configuration = os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config"
    return Path(configuration) / "libreoffice" / "4"


class _ByUnopkg:
    def __init__(self, profile: Path | None, was_open: bool) -> None:
        self.was_open = was_open
        self._options = [] if profile is None else [profile_option(profile)]

    def version(self) -> str | None:
        found = re.search(
            rf"^Identifier: {re.escape(names.EXTENSION)}\s*\n\s*Version: (\S+)",
            self._unopkg("list"),
            re.MULTILINE,
        )
        return found[1] if found else None

    def add(self, file: Path) -> None:
        self._unopkg("add", "--force", "--suppress-license", str(file))

    def remove(self) -> None:
        self._unopkg("remove", names.EXTENSION)

    def _unopkg(self, command: str, *arguments: str) -> str:
        try:
            done = subprocess.run(
                [find_program("unopkg"), command, *self._options, *arguments],
                env=clean_environment(),
                capture_output=True,
                encoding="utf-8",
                errors="replace",
                timeout=_LIMIT,
            )
        except subprocess.TimeoutExpired:
            raise OfficeError(
                f"LibreOffice's unopkg {command} did not end within {_LIMIT:.0f} seconds: "
                "close LibreOffice and try again."
            ) from None
        if done.returncode != 0:
            said = " ".join((done.stderr or done.stdout).split())
            raise OfficeError(f"LibreOffice's unopkg {command} failed: {said}")
        return done.stdout

    def __enter__(self) -> _ByUnopkg:
        return self

    def __exit__(self, *error: object) -> None:
        pass


class _ByOffice:
    """For root, whom unopkg refuses."""

    was_open = False

    def __init__(self, profile: Path | None) -> None:
        self._office = Office(profile)

    def version(self) -> str | None:
        found = self._ours()
        return found[1] if found else None

    def add(self, file: Path) -> None:
        self._office.ask("add_extension", url=file.resolve().as_uri())

    def remove(self) -> None:
        found = self._ours()
        if found:
            self._office.ask("remove_extension", identifier=found[0], file=found[2])

    def _ours(self) -> list[str] | None:
        found: list[list[str]] = self._office.ask("extensions")
        return next((extension for extension in found if extension[0] == names.EXTENSION), None)

    def __enter__(self) -> _ByOffice:
        return self

    def __exit__(self, *error: object) -> None:
        self._office.stop()
