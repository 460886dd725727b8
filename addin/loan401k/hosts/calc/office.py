"""Find LibreOffice on this machine, and run one of our own, without windows, to talk to."""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import uuid
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any

_FOLDERS = (
    Path("/usr/lib/libreoffice/program"),
    Path("/usr/lib64/libreoffice/program"),
    Path("/opt/libreoffice/program"),
    Path("/Applications/LibreOffice.app/Contents/MacOS"),
    Path("C:/Program Files/LibreOffice/program"),
    Path("C:/Program Files (x86)/LibreOffice/program"),
)
_CLIENT = Path(__file__).with_name("client.py")
_START_LIMIT = 90.0
_STOP_LIMIT = 15.0
_LAST_WORDS = 1.0


class OfficeError(Exception):
    """LibreOffice is missing, did not start, or could not do what was asked."""


def find_program(name: str = "soffice") -> str:
    """Return the path of one of LibreOffice's programs; raise OfficeError."""
    found = shutil.which(name)
    for folder in _FOLDERS:
        found = found or shutil.which(name, path=str(folder))
    if found is None and name == "soffice":
        found = shutil.which("libreoffice")
    if found is None:
        raise OfficeError(
            f"LibreOffice's program {name} was not found on this machine: install LibreOffice Calc "
            "or put its program folder on the PATH."
        )
    return found


def find_python() -> str:
    """Return a Python that has the module ``uno``: LibreOffice's own, or the system's."""
    folder = Path(find_program()).resolve().parent
    candidates = (
        folder / "python",
        folder / "python.exe",
        folder.parent / "Resources" / "python",
        Path("/usr/bin/python3"),
    )
    for candidate in map(str, candidates):
        if shutil.which(candidate) and _run([candidate, "-c", "import uno"]).returncode == 0:
            return candidate
    raise OfficeError(
        "No Python with LibreOffice's module uno was found: on Debian and Ubuntu install the "
        "package python3-uno."
    )


def clean_environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the environment for LibreOffice's programs, without our own Python's settings.

    LibreOffice takes the first python3 of the PATH for its own, and dies with one of an
    environment.
    """
    ours = ("PYTHONPATH", "PYTHONHOME", "PYTHONSAFEPATH", "VIRTUAL_ENV", "CONDA_PREFIX")
    kept = {name: value for name, value in os.environ.items() if name not in ours}
    if "PATH" in kept:
        folders = kept["PATH"].split(os.pathsep)
        kept["PATH"] = os.pathsep.join(f for f in folders if not _of_an_environment(Path(f)))
    return {**kept, **(extra or {})}


def _of_an_environment(folder: Path) -> bool:
    """Return whether a folder belongs to the activated environment or to the one we run in."""
    environments = [os.environ.get("VIRTUAL_ENV"), os.environ.get("CONDA_PREFIX")]
    if sys.prefix != sys.base_prefix:
        environments.append(sys.prefix)
    place = folder.resolve()
    return any(place.is_relative_to(Path(root).resolve()) for root in environments if root)


def _run(command: list[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, env=clean_environment(), capture_output=True, encoding="utf-8", errors="replace"
    )


class Office:
    """A LibreOffice of our own: ``with Office(profile) as office: office.ask(...)``.

    It has its own profile folder and pipe, and ends with the ``with`` block, with this process
    (even a killed one: the client closes the office when its requests end), and in any case
    after `limit` seconds where the system has the program ``timeout``.
    """

    def __init__(
        self,
        profile: Path | None,
        operations: tuple[Path, ...] = (),
        environment: Mapping[str, str] | None = None,
        limit: int = 900,
    ) -> None:
        """Start the office and connect; raise OfficeError.

        Args:
            profile: folder of the user profile, None for the user's own.
            operations: Python files whose functions, called with the client's office and named
                arguments, join the operations of the client.
            environment: variables for the office, over those of this process.
            limit: seconds after which the office ends whatever happens.
        """
        pipe = f"loan401k{uuid.uuid4().hex}"
        wrapper = ["timeout", "-k", "5", str(limit)] if shutil.which("timeout") else []
        command = [
            *wrapper,
            find_program(),
            *([] if profile is None else [profile_option(profile)]),
            *("--headless", "--invisible", "--norestore", "--nologo", "--nodefault"),
            *("--nolockcheck", "--nofirststartwizard", f"--accept=pipe,name={pipe};urp"),
        ]
        python = find_python()
        own_group = sys.platform != "win32"
        self._log: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115  (closed by stop)
        self._client = subprocess.Popen(
            [python, "-u", str(_CLIENT), pipe, *map(str, operations)],
            env=clean_environment({"PYTHONIOENCODING": "utf-8"}),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
            start_new_session=own_group,
        )
        self._process = subprocess.Popen(
            command,
            env=clean_environment({"SAL_USE_VCLPLUGIN": "svp", **(environment or {})}),
            stdin=subprocess.DEVNULL,
            stdout=self._log,
            stderr=self._log,
            start_new_session=own_group,
        )
        self._running = True
        atexit.register(self.stop)
        threading.Thread(target=self._end_client_after_office, daemon=True).start()
        too_late = threading.Timer(_START_LIMIT, self._client.kill)
        too_late.start()
        try:
            self._answer()
        except OfficeError:
            self.stop()
            raise
        finally:
            too_late.cancel()

    def _end_client_after_office(self) -> None:
        """Wait for the office to end, so that nobody waits for its client's answer."""
        self._process.wait()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._client.wait(_LAST_WORDS)
        self._client.kill()

    def ask(self, operation: str, **arguments: Any) -> Any:
        """Have the client do an operation and return its answer; raise OfficeError."""
        assert self._client.stdin is not None
        request = json.dumps({"do": operation, "with": arguments})
        try:
            self._client.stdin.write(request.encode() + b"\n")
            self._client.stdin.flush()
        except OSError:
            pass  # it has ended, which reading its answer tells
        return self._answer()

    def _answer(self) -> Any:
        assert self._client.stdout is not None
        line = self._client.stdout.readline()
        if not line:
            self._log.seek(0)
            said = " ".join(self._log.read().decode(errors="replace").split())
            raise OfficeError(
                "LibreOffice ended or did not start." + (f" It said: {said}" * bool(said))
            )
        reply = json.loads(line)
        if "error" in reply:
            raise OfficeError(reply["error"])
        return reply["answer"]

    def stop(self) -> None:
        """Close the office, by force if it does not close in time."""
        if not self._running:
            return
        self._running = False
        atexit.unregister(self.stop)
        if self._client.stdin is not None:
            with contextlib.suppress(OSError):
                self._client.stdin.close()
        for process in (self._client, self._process):
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(_STOP_LIMIT)
            _kill_group(process)
        if self._client.stdout is not None:
            self._client.stdout.close()
        self._log.close()

    def __enter__(self) -> Office:
        return self

    def __exit__(self, *error: object) -> None:
        self.stop()


def _kill_group(process: subprocess.Popen[bytes]) -> None:
    """End a process and all that it started."""
    if sys.platform == "win32":
        process.kill()
    else:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def profile_option(profile: Path) -> str:
    """Return the option that makes LibreOffice's programs use a profile folder."""
    return f"-env:UserInstallation={profile.resolve().as_uri()}"
