"""Programs and packages that some tests need and a machine may not have.

Where one is absent the test skips with one line; with LOAN401K_NO_SKIP=1, as CI has it, it fails.
Packages that are no dependency of ours are fetched once, in known versions, into the user's cache.
"""

from __future__ import annotations

import functools
import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest
from platformdirs import user_cache_path

from loan401k.hosts.calc.office import OfficeError, find_program, find_python


def absent(sentence: str) -> NoReturn:
    """Skip the test, or fail it where nothing may be skipped."""
    if os.environ.get("LOAN401K_NO_SKIP") == "1":
        pytest.fail(f"{sentence} (LOAN401K_NO_SKIP=1 forbids to skip)", pytrace=False)
    pytest.skip(sentence)


def program(*names: str) -> str:
    """Return the path of the first of these programs that is there."""
    for name in names:
        if found := shutil.which(name):
            return found
    absent(f"The program {names[0]} is not installed.")


def chromium() -> str:
    """Return the path of a Chromium browser."""
    return program("chromium", "chromium-browser", "google-chrome", "chrome")


def wine() -> str:
    """Return the path of wine64, which Debian keeps off the path."""
    return shutil.which("wine64", path=f"{os.environ.get('PATH', '')}:/usr/lib/wine") or absent(
        "Wine (wine64), which stands in for Windows, is not installed."
    )


@functools.cache
def libreoffice() -> tuple[str, str]:
    """Return the paths of LibreOffice's soffice and of a Python with its module uno."""
    try:
        return find_program("soffice"), find_python()
    except OfficeError as error:
        sentence = str(error)
    absent(sentence)


def npm_tarball(name: str, version: str) -> Path:
    """Return the file of a package as the npm registry has it."""

    def fetch(folder: Path) -> None:
        _fetched([program("npm"), "pack", f"{name}@{version}", "--silent"], folder)

    (file,) = _cached(f"{name}-{version}", fetch).glob("*.tgz")
    return file


def npm_package(name: str, version: str) -> Path:
    """Return the folder of an unpacked package of the npm registry."""

    def unpack(folder: Path) -> None:
        with tarfile.open(npm_tarball(name, version)) as archive:
            archive.extractall(folder, filter="data")

    return _cached(f"{name}-{version}-unpacked", unpack) / "package"


def wheel(name: str, version: str) -> Path:
    """Return the pure wheel of a package as PyPI has it."""

    def fetch(folder: Path) -> None:
        pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
        kind = ["--only-binary", ":all:", "--platform", "any", "--python-version", "3.14"]
        _fetched([*pip, *kind, f"{name}=={version}"], folder)

    (file,) = _cached(f"{name}-{version}-wheel", fetch).glob("*.whl")
    return file


def _fetched(command: list[str], folder: Path) -> None:
    environment = {k: v for k, v in os.environ.items() if k != "PIP_CONSTRAINT"}
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        absent(f"{command[-1]} cannot be fetched: {done.stderr.strip().splitlines()[-1]}")


def _cached(name: str, fill: Callable[[Path], None]) -> Path:
    """Return a folder that is filled once; two test processes may do so at a time."""
    home = user_cache_path("loan401k-tests")
    folder = home / name
    if not folder.exists():
        home.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=home, ignore_cleanup_errors=True) as made:
            fresh = Path(made) / name
            fresh.mkdir()
            fill(fresh)
            try:
                fresh.rename(folder)
            except OSError:  # the other process was faster
                assert folder.exists()
    return folder


def libraries(requirements: Path, at_least: tuple[int, int]) -> Path:
    """Return a folder with exactly these packages, to be put on a Python's path."""
    if sys.version_info < at_least:
        absent(f"{requirements.name} needs Python {'.'.join(map(str, at_least))}.")

    def install(folder: Path) -> None:
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", "."]
        _fetched([*pip, "--requirement", str(requirements)], folder)

    version = "{}.{}".format(*sys.version_info)
    digest = hashlib.sha256(requirements.read_bytes()).hexdigest()[:12]
    return _cached(f"{requirements.parent.name}-{version}-{digest}", install)
