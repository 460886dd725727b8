"""What keeps Excel from Python on a Windows machine, told before a cell shows it."""

import struct
from pathlib import Path

import pytest
import xlwings

from loan401k.hosts.excel.windows import machine


def program(path, kind):
    """Write the head of a Windows program for a kind of processor."""
    head = bytearray(128)
    head[:2] = b"MZ"
    struct.pack_into("<I", head, 60, 80)
    head[80:86] = b"PE\0\0" + struct.pack("<H", kind)
    path.write_bytes(bytes(head))
    return path


@pytest.fixture
def environment(tmp_path):
    """An environment with xlwings' DLLs in the folder above its Python."""
    scripts = tmp_path / "env" / "Scripts"
    scripts.mkdir(parents=True)
    for bits in (32, 64):
        (scripts.parent / f"xlwings{bits}-{xlwings.__version__}.dll").touch()
    return scripts.parent


def refusals(python, excel=None, base=r"C:\Python313"):
    return list(machine.refusals(str(python), excel, base))


def test_an_environment_with_the_dll_beside_or_above_python_is_in_order(environment):
    assert refusals(environment / "Scripts" / "python.exe") == []
    assert refusals(environment / "python.exe") == []


def test_a_dll_that_pip_put_elsewhere_is_told_with_the_way_out(environment):
    (refusal,) = refusals(environment.parent / "python.exe")
    assert f"xlwings64-{xlwings.__version__}.dll is not in {environment.parent}" in refusal
    assert "py -m venv loan401k-env, then loan401k-env\\Scripts\\pip install ., then" in refusal


def test_excel_of_32_bits_wants_the_dll_of_32_bits(environment, tmp_path):
    excel = program(tmp_path / "EXCEL.EXE", 0x014C)
    assert machine.bits(excel) == 32
    assert refusals(environment / "python.exe", excel) == []
    (environment / f"xlwings32-{xlwings.__version__}.dll").unlink()
    (refusal,) = refusals(environment / "python.exe", excel)
    assert "xlwings32" in refusal
    assert refusals(environment / "python.exe", program(excel, 0x8664)) == []


@pytest.mark.parametrize("content", [b"", b"MZ", bytes(200)])
def test_a_file_that_is_no_program_has_no_bits(tmp_path, content):
    (tmp_path / "odd.exe").write_bytes(content)
    assert machine.bits(tmp_path / "odd.exe") is None
    assert machine.bits(tmp_path / "absent.exe") is None


def test_a_path_outside_the_code_page_is_told(environment):
    folder = environment.rename(environment.with_name("Łukasz"))
    (refusal,) = refusals(folder / "python.exe")
    assert "outside this machine's code page" in refusal
    assert r"py -m venv C:\loan401k" in refusal


def test_python_and_excel_from_the_microsoft_store_are_told(environment):
    store = r"C:\Program Files\WindowsApps\Something"
    python, excel = refusals(environment / "python.exe", Path(store, "EXCEL.EXE"), store)
    assert "Install Python from python.org" in python
    assert "loan401k install calc" in excel
