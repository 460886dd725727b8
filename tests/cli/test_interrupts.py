"""Ctrl-C and SIGTERM at random instants: the old file or a whole new one, and nothing beside."""

import os
import random
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

import loan401k

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")

#: Instants for each command; with LOAN401K_INSTANTS=50 there are 200 in all.
INSTANTS = int(os.environ.get("LOAN401K_INSTANTS", "4"))

COMMANDS = {
    "template": (
        "out.xlsx",
        ["template", "--set", "Age=50", "--force", "-o", "out.xlsx"],
    ),
    "recalc": ("out.xlsx", ["recalc", "in.xlsx", "--force", "-o", "out.xlsx"]),
    "build": ("out.oxt", ["build", "calc", "--force", "-o", "out.oxt"]),
    "install": ("loan401k.xlam", ["install", "excel", "--to", "."]),
}


def started(folder, arguments):
    return subprocess.Popen(
        [sys.executable, "-m", "loan401k", *arguments],
        cwd=folder,
        env={
            **os.environ,
            "PYTHONPATH": str(Path(loan401k.__file__).parents[1]),
            "TMPDIR": str(folder / "temporary"),
        },
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


@pytest.mark.parametrize("command", COMMANDS)
def test_an_interrupt_leaves_the_old_file_or_a_whole_new_one(command, tmp_path):
    name, arguments = COMMANDS[command]
    (tmp_path / "temporary").mkdir()
    if command == "recalc":
        started(tmp_path, ["template", "-o", "in.xlsx"]).communicate()
    begun = time.monotonic()
    assert started(tmp_path, arguments).communicate()[1] == b""
    whole = time.monotonic() - begun
    out = tmp_path / name
    new = out.read_bytes()
    assert zipfile.ZipFile(out).testzip() is None
    there = set(tmp_path.iterdir())
    chance = random.Random(401)
    # An add-in replaces one of ours only.
    old = new if command == "install" else b"what was there"
    for turn in range(INSTANTS):
        out.write_bytes(old)
        sent = (signal.SIGINT, signal.SIGTERM)[turn % 2]
        process = started(tmp_path, arguments)
        time.sleep(chance.uniform(0, whole))
        process.send_signal(sent)
        said = process.communicate(timeout=60)[1].decode()
        assert out.read_bytes() in (old, new), (turn, said)
        assert set(tmp_path.iterdir()) == there, (turn, said)
        assert list((tmp_path / "temporary").iterdir()) == [], (turn, said)
        if process.returncode == 1:
            assert said.strip() == "Aborted!"
        else:  # it was done, or had not begun
            assert process.returncode in (0, 143, -sent), said


def test_an_interrupt_during_one_of_our_functions_is_no_value(tmp_path):
    (tmp_path / "temporary").mkdir()
    risk = "LOAN_RISK(10000,4.25%,5,20%,7%,15%,10%,22%,0,75%,10%,200000,{seed})"
    formula = "+".join(f"IFERROR(INDEX({risk.format(seed=n)},2,2),0)" for n in range(1, 99))
    process = started(tmp_path, ["calc", formula])
    time.sleep(1)
    process.send_signal(signal.SIGINT)
    begun = time.monotonic()
    said = process.communicate(timeout=60)[1].decode()
    assert (process.returncode, said.strip()) == (1, "Aborted!")
    assert time.monotonic() - begun < 10  # the whole takes far longer
