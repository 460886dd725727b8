"""What a program with its own Python carries of the package."""

from pathlib import Path

import pytest

import loan401k
from loan401k.hosts.carried import carried

FOLDER = Path(loan401k.__file__).parent


def test_all_that_computes_is_carried_and_of_a_host_what_it_names():
    paths = [path for path, _ in carried("calc/cells.py")]
    assert len(paths) == len(set(paths))
    rooms = {path.split("/")[1] for path in paths}
    assert rooms == {
        *("__init__.py", "errors.py", "nearest.py", "serial.py"),
        *("declare", "finance", "functions", "law", "hosts"),
    }
    of_hosts = {path for path in paths if "/hosts/" in path}
    assert of_hosts == {"loan401k/hosts/__init__.py", "loan401k/hosts/calc/cells.py"}
    for room in ("declare", "finance", "functions", "law"):
        here = {
            path for path in FOLDER.joinpath(room).rglob("*") if path.suffix in (".py", ".json")
        }
        assert {FOLDER.parent / path for path in paths if path.split("/")[1] == room} == here


def test_files_are_carried_as_they_are_with_the_line_ends_of_the_sources():
    for path, content in carried():
        assert content == FOLDER.parent.joinpath(path).read_bytes().replace(b"\r\n", b"\n")


def test_a_missing_module_is_named():
    with pytest.raises(FileNotFoundError, match=r"none\.py is missing: install loan401k again"):
        list(carried("calc/none.py"))
