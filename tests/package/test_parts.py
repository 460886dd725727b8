import io
import os
import re
import time
import zipfile

import openpyxl
import pytest

from loan401k import package
from loan401k.package import NotAWorkbook


def zipped(path, entries):
    with zipfile.ZipFile(path, "w") as file:
        for name, data in entries.items():
            file.writestr(name, data)
    return path


def test_a_package_reads_back_as_written(parts, tmp_path):
    path = tmp_path / "out.xlsx"
    package.write(parts, path)
    assert package.read(path) == parts
    assert openpyxl.load_workbook(path).sheetnames == ["Start", "It's a table", "Plain"]


def test_the_bytes_depend_on_the_parts_alone(parts, tmp_path, monkeypatch):
    package.write(parts, tmp_path / "a.xlsx")
    later = time.time() + 1e6
    monkeypatch.setattr(time, "time", lambda: later)
    package.write(dict(reversed(parts.items())), tmp_path / "b.xlsx")
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_the_entries_are_in_a_fixed_order_with_fixed_attributes(parts, tmp_path):
    package.write(parts, tmp_path / "out.xlsx")
    with zipfile.ZipFile(tmp_path / "out.xlsx") as file:
        entries = file.infolist()
    names = [entry.filename for entry in entries]
    assert names[:2] == ["[Content_Types].xml", "_rels/.rels"]
    assert names[2:] == sorted(names[2:])
    assert len(names) == len(parts)
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert {entry.create_system for entry in entries} == {3}
    assert {entry.external_attr for entry in entries} == {0o644 << 16}
    assert {entry.compress_type for entry in entries} == {zipfile.ZIP_DEFLATED}


def test_an_existing_file_is_replaced_only_when_asked(parts, tmp_path):
    path = tmp_path / "mine.xlsx"
    path.write_text("mine")
    with pytest.raises(FileExistsError, match=r"mine\.xlsx exists already and is not replaced"):
        package.write(parts, path)
    assert path.read_text() == "mine"
    package.write(parts, path, replace=True)
    assert package.read(path) == parts
    assert [file.name for file in tmp_path.iterdir() if "tmp" in file.name] == []


def test_a_file_that_appears_meanwhile_is_not_replaced(parts, tmp_path, monkeypatch):
    path = tmp_path / "out.xlsx"
    close = zipfile.ZipFile.close

    def another_writes(self):
        close(self)
        path.write_text("mine")

    monkeypatch.setattr(zipfile.ZipFile, "close", another_writes)
    with pytest.raises(FileExistsError):
        package.write(parts, path)
    assert path.read_text() == "mine"


def test_a_failure_leaves_the_old_file_and_nothing_else(parts, tmp_path):
    path = tmp_path / "old.xlsx"
    path.write_text("old")
    with pytest.raises(TypeError):
        package.write({**parts, "xl/odd.bin": 3}, path, replace=True)
    assert path.read_text() == "old"
    assert [file.name for file in tmp_path.iterdir()].count("old.xlsx") == 1
    assert not [file for file in tmp_path.iterdir() if file.name.endswith(".tmp")]


@pytest.mark.skipif(os.name == "nt", reason="permissions of Unix")
def test_a_replaced_file_keeps_its_permissions(parts, tmp_path):
    path = tmp_path / "old.xlsx"
    path.write_text("old")
    path.chmod(0o640)
    package.write(parts, path, replace=True)
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_missing_file_is_reported_as_missing(tmp_path):
    with pytest.raises(FileNotFoundError):
        package.read(tmp_path / "none.xlsx")


@pytest.mark.parametrize("data", [b"", b"PK", b"name,amount\r\nAnna,3\r\n", bytes(range(256))])
def test_what_is_no_zip_is_no_workbook(tmp_path, data):
    path = tmp_path / "odd.xlsx"
    path.write_bytes(data)
    with pytest.raises(NotAWorkbook, match=r"odd\.xlsx is not an \.xlsx workbook, or is damaged"):
        package.read(path)


def test_a_workbook_with_a_password_is_named_so(tmp_path):
    path = tmp_path / "locked.xlsx"
    path.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504))
    with pytest.raises(NotAWorkbook, match=r"locked\.xlsx is protected by a password"):
        package.read(path)


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9, 0.999])
def test_a_truncated_workbook_is_no_workbook(saved, tmp_path, share):
    data = saved.read_bytes()
    path = tmp_path / "cut.xlsx"
    path.write_bytes(data[: int(share * len(data))])
    with pytest.raises(NotAWorkbook, match=r"cut\.xlsx"):
        package.read(path)


def test_a_damaged_part_is_no_workbook(saved, tmp_path):
    data = bytearray(saved.read_bytes())
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        entry = file.getinfo("xl/styles.xml")
    start = entry.header_offset + 60
    data[start : start + 40] = bytes(40)
    path = tmp_path / "damaged.xlsx"
    path.write_bytes(data)
    with pytest.raises(NotAWorkbook, match=r"damaged\.xlsx"):
        package.read(path)


@pytest.mark.parametrize(
    ("entries", "what"),
    [
        ({"readme.txt": "hello"}, "a zip file without xl/workbook.xml"),
        ({"xl/workbook.bin": "x"}, "an .xlsb file"),
        (
            {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<a/>"},
            "an OpenDocument file",
        ),
    ],
)
def test_another_zip_is_named_for_what_it_is(tmp_path, entries, what):
    path = zipped(tmp_path / "other.xlsx", entries)
    with pytest.raises(NotAWorkbook, match=rf"other\.xlsx is not an \.xlsx workbook: it is {what}"):
        package.read(path)


def test_a_workbook_part_that_is_no_xml_is_refused(tmp_path):
    path = zipped(tmp_path / "odd.xlsx", {"xl/workbook.xml": "<workbook>"})
    with pytest.raises(NotAWorkbook, match=r"odd\.xlsx is damaged: .*not well-formed"):
        package.read(path)


def test_a_workbook_part_of_another_kind_is_refused(tmp_path):
    path = zipped(tmp_path / "odd.xlsx", {"xl/workbook.xml": "<html/>"})
    with pytest.raises(NotAWorkbook, match="is something else"):
        package.read(path)


def test_a_strict_workbook_is_named_so(tmp_path):
    root = '<workbook xmlns="http://purl.oclc.org/ooxml/spreadsheetml/main"/>'
    path = zipped(tmp_path / "strict.xlsx", {"xl/workbook.xml": root})
    with pytest.raises(NotAWorkbook, match="Strict Open XML"):
        package.read(path)


def test_entities_are_refused_before_they_grow(tmp_path):
    bomb = '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><w>&b;</w>'
    path = zipped(tmp_path / "bomb.xlsx", {"xl/workbook.xml": bomb})
    with pytest.raises(NotAWorkbook, match="document type declaration"):
        package.read(path)


@pytest.mark.parametrize(
    ("beyond", "sentence"), [(1, "unpacks to more than 512 MiB"), (0, r"without xl/workbook\.xml")]
)
def test_a_package_that_says_it_unpacks_to_too_much_is_not_read(tmp_path, beyond, sentence):
    path = zipped(tmp_path / "bomb.xlsx", {"a": "x", "b": "y"})
    data = bytearray(path.read_bytes())
    entries = [match.start() for match in re.finditer(b"PK\x01\x02", data)]
    for entry, size in zip(entries, ((1 << 29) - 7, 7 + beyond), strict=True):
        data[entry + 24 : entry + 28] = size.to_bytes(4, "little")
    path.write_bytes(data)
    with pytest.raises(NotAWorkbook, match=sentence):
        package.read(path)


def test_a_part_that_is_there_twice_is_refused(tmp_path):
    path = tmp_path / "twice.xlsx"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("xl/workbook.xml", "<a/>")
        with pytest.warns(UserWarning, match="Duplicate name"):
            file.writestr("xl/workbook.xml", "<b/>")
    with pytest.raises(NotAWorkbook, match=r"holds xl/workbook\.xml twice"):
        package.read(path)


def test_folders_in_the_zip_are_no_parts(saved, parts):
    with zipfile.ZipFile(saved, "a") as file:
        file.writestr("xl/empty/", b"")
    assert package.read(saved) == parts
