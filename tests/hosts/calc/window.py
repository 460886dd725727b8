"""A real window of LibreOffice on a screen of its own, typed into as a person does."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from loan401k.hosts.calc.office import clean_environment, find_program, profile_option
from tests.hosts import needs

SIZE = (1366, 768)
_PATIENCE = 60.0  # seconds
_QUIET = (
    ("Office.Common/Save/Document", "WarnAlienFormat"),  # no question about the format of the file
    ("Office.Common/Misc", "ShowTipOfTheDay"),
)


@contextlib.contextmanager
def screen() -> Iterator[str]:
    """Give a display of a laptop's size, by its name."""
    server = needs.program("Xvfb")
    reader, writer = os.pipe()
    size = "{}x{}x24".format(*SIZE)
    running = subprocess.Popen(
        [server, "-displayfd", str(writer), "-screen", "0", size, "-nolisten", "tcp"],
        pass_fds=[writer],
        stderr=subprocess.DEVNULL,
    )
    os.close(writer)
    try:
        with os.fdopen(reader) as told:
            yield f":{told.readline().strip()}"
    finally:
        running.terminate()
        running.wait()


class Window:
    """A spreadsheet's window that fills the screen."""

    def __init__(self, display: str, path: Path) -> None:
        self.path = path
        self._environment = clean_environment({"DISPLAY": display, "SAL_USE_VCLPLUGIN": "gen"})
        until(lambda: self.windows(path.name))
        (number, *_) = self.windows(path.name)
        self._xdotool("windowmove", number, "0", "0")
        self._xdotool("windowsize", number, *map(str, SIZE))
        self._xdotool("windowfocus", number)
        time.sleep(2)  # until it is drawn

    def windows(self, title: str) -> list[str]:
        """Return the windows with a word in their titles."""
        return self._xdotool("search", "--name", title).split()

    def keys(self, *names: str) -> None:
        """Press keys such as ctrl+s."""
        self._xdotool("key", "--delay", "80", *names)
        time.sleep(0.5)

    def type(self, text: str) -> None:
        """Type a text."""
        self._xdotool("type", "--delay", "40", "--", text)

    def go(self, name: str) -> None:
        """Go to a cell by its name, through the box beside the formula."""
        self.keys("ctrl+shift+t", "ctrl+a")
        self.type(name)
        self.keys("Return")

    def save(self) -> None:
        """Save the file and wait until it is written."""
        before = self.path.stat().st_mtime_ns
        self.keys("ctrl+s")
        until(lambda: self.path.stat().st_mtime_ns != before)
        time.sleep(1)

    def picture(self, path: Path) -> None:
        """Take a picture of the screen, once it is drawn."""
        time.sleep(2)
        command = [needs.program("import"), "-window", "root", str(path)]
        subprocess.run(command, env=self._environment, check=True, timeout=_PATIENCE)

    def _xdotool(self, *words: str) -> str:
        done = subprocess.run(
            [needs.program("xdotool"), *words],
            env=self._environment,
            capture_output=True,
            text=True,
            timeout=_PATIENCE,
        )
        return done.stdout


@contextlib.contextmanager
def opened(profile: Path, path: Path) -> Iterator[Window]:
    """Open a file in a window of a LibreOffice with this profile."""
    needs.program("xdotool")
    _be_quiet(profile)
    with screen() as display:
        options = ("--norestore", "--nologo", "--nofirststartwizard", "--calc", str(path))
        running = subprocess.Popen(
            [find_program(), profile_option(profile), *options],
            env=clean_environment({"DISPLAY": display, "SAL_USE_VCLPLUGIN": "gen"}),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            yield Window(display, path)
        finally:
            os.killpg(running.pid, signal.SIGKILL)
            running.wait()


def until(happened: Callable[[], object]) -> None:
    """Wait until something has happened."""
    end = time.monotonic() + _PATIENCE
    while not happened():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.3)


def _be_quiet(profile: Path) -> None:
    """Turn off the questions that LibreOffice asks a person."""
    path = profile / "user" / "registrymodifications.xcu"
    items = "".join(
        f'<item oor:path="/org.openoffice.{node}"><prop oor:name="{name}" oor:op="fuse">'
        "<value>false</value></prop></item>"
        for node, name in _QUIET
    )
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("</oor:items>", f"{items}</oor:items>"), encoding="utf-8")
