"""The VBA project, read back by olevba and by a second parser that shares no code with it."""

import io
import os
import random
import struct
import subprocess
import sys
from pathlib import Path

import olefile
import pytest
from cfb import CfbIO
from oletools.olevba import VBA_Parser

from loan401k.package.macros.project import Module, build_project, read_project

DOCUMENTS = [Module("ThisWorkbook", kind="workbook"), Module("Answer", kind="sheet")]
HELP = "Kosten für das Darlehen — 5 € “netto” à la Zoë"


def by_olevba(project: bytes) -> dict[str, str]:
    parser = VBA_Parser("vbaProject.bin", data=project)
    return {path.rpartition("/")[2]: text for _, path, _, text in parser.extract_all_macros()}


def decompressed(container: bytes) -> bytes:
    """[MS-OVBA] 2.4.1.3, decompression, from the specification."""
    assert container[0] == 1
    text, position = bytearray(), 1
    while position < len(container):
        (header,) = struct.unpack_from("<H", container, position)
        end = position + (header & 0x0FFF) + 3
        assert header >> 12 == 0b1011, "signature and compressed flag"
        position, start = position + 2, len(text)
        while position < end:
            flags = container[position]
            position += 1
            for bit in range(8):
                if position >= end:
                    break
                if not flags >> bit & 1:
                    text.append(container[position])
                    position += 1
                    continue
                (token,) = struct.unpack_from("<H", container, position)
                position += 2
                offset_bits = max(4, (len(text) - start - 1).bit_length())
                offset = (token >> (16 - offset_bits)) + 1
                for _ in range((token & (0xFFFF >> offset_bits)) + 3):
                    text.append(text[-offset])
        assert len(text) - start == 4096 or position == len(container)
    return bytes(text)


def by_second_parser(project: bytes, folder: Path) -> dict[str, str]:
    file = folder / "vbaProject.bin"
    file.write_bytes(project)
    entries = {}
    with CfbIO(str(file)) as container:
        for number in range(len(project) // 128):
            try:
                entry = container[number]
            except KeyError:  # unused
                continue
            if entry.size:
                entries[entry.name] = entry.read()
    system = {"Root Entry", "PROJECT", "PROJECTwm", "_VBA_PROJECT", "dir"}
    return {
        name: decompressed(data).decode("cp1252")
        for name, data in entries.items()
        if name not in system
    }


def expected(module: Module) -> str:
    return f'Attribute VB_Name = "{module.name}"\r\n{module.text}'


def assert_reads_back(modules: list[Module], project: bytes, folder: Path) -> None:
    first, second = by_olevba(project), by_second_parser(project, folder)
    names = {module.name for module in (*DOCUMENTS, *modules)}
    assert set(first) == names
    assert set(second) == names
    for module in modules:
        assert first[module.name] == expected(module)
        assert second[module.name] == expected(module)


def random_source(chance: random.Random) -> str:
    """Text of every length around the 4,096 bytes of a compressed chunk, and of every density."""
    kind = chance.randrange(4)
    if kind == 0:  # dense: every character of the code page, short enough to compress
        characters = [chr(number) for number in (9, *range(32, 127), *range(160, 256))] + list(
            "€—“”"
        )
        length = chance.choice([0, 1, 2, 3, 7, 8, 9, 100, 1000, 3500])
    elif kind == 1:  # long copies
        characters = ["a", "b"]
        length = chance.choice([17, 4095, 4096, 4097, 8192, chance.randrange(20000)])
    elif kind == 2:
        characters = ["    ", "End If", "Dim value As Variant", "LOAN_NET_COST", "\n", " = ", "é"]
        length = chance.randrange(900)
    else:
        characters = [chance.choice(["\r\n", "'", "x"])]
        length = chance.randrange(9000)
    text = "".join(chance.choice(characters) for _ in range(length))
    # A line may have 1,023 characters.
    return "\n".join(
        line[start : start + 1000]
        for line in text.splitlines()
        for start in range(0, max(len(line), 1), 1000)
    )


@pytest.mark.parametrize("seed", range(25))
def test_five_hundred_random_modules_read_back_equal(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    modules = [Module(f"Random{number}", random_source(chance)) for number in range(20)]
    assert_reads_back(modules, build_project([*DOCUMENTS, *modules]), tmp_path)


@pytest.mark.parametrize("count", [1, 2, 7, 50, 200])
def test_any_number_of_modules_reads_back_equal(count: int, tmp_path: Path) -> None:
    modules = [
        Module(
            f"Loan_{number}", f"Function F{number}(x)\n    F{number} = {number} * x\nEnd Function"
        )
        for number in range(count)
    ]
    assert_reads_back(modules, build_project([*DOCUMENTS, *modules]), tmp_path)


@pytest.mark.parametrize("size", [4_000, 5_000, 70_000, 300_000])
def test_a_large_module_reads_back_equal(size: int, tmp_path: Path) -> None:
    lines = "".join(f"' line {number} of the schedule\n" for number in range(size // 25))
    modules = [Module("Large", lines[:size])]
    assert_reads_back(modules, build_project([*DOCUMENTS, *modules]), tmp_path)


def test_help_beyond_ascii_survives(tmp_path: Path) -> None:
    source = f'Function F(x)\nAttribute F.VB_Description = "{HELP}"\n    F = x\nEnd Function\n'
    project = build_project([*DOCUMENTS, Module("Loan", source)])
    assert HELP in by_olevba(project)["Loan"]
    assert HELP in by_second_parser(project, tmp_path)["Loan"]


def test_code_behind_the_workbook_and_its_sheets_reads_back() -> None:
    modules = [
        Module("ThisWorkbook", "' of the workbook", "workbook"),
        Module("Answer", "' of the first sheet", "sheet"),
        Module("Inputs", "' of the second sheet", "sheet"),
        Module("Shelf", "Public Item As Variant", "class"),
    ]
    texts = by_olevba(build_project(modules))
    for module in modules:
        assert texts[module.name].endswith(module.source + "\r\n")
    # Class identifiers of Excel's Workbook and Worksheet objects.
    assert "0{00020819-0000-0000-C000-000000000046}" in texts["ThisWorkbook"]
    assert "0{00020820-0000-0000-C000-000000000046}" in texts["Inputs"]
    assert [module.kind for module in read_project(build_project(modules))] == [
        "workbook",
        "sheet",
        "sheet",
        "class",
    ]


def test_the_modules_read_back_are_the_modules_given() -> None:
    modules = [*DOCUMENTS, Module("Loan", "' one\r\n' two\r\n"), Module("Empty")]
    assert read_project(build_project(modules)) == modules


@pytest.mark.parametrize(
    ("workbook", "sheets", "standard"),
    [
        ("ThisWorkbook", ["Sheet2", "Sheet1"], "Module1"),
        ("Book", ["Sheet1"], "ThisWorkbook"),
        ("Sheet1", ["ThisWorkbook"], "Module2"),
        ("Module1", ["Module2"], "Sheet1"),
    ],
)
def test_the_usual_names_may_belong_to_any_module(
    workbook: str, sheets: list[str], standard: str, tmp_path: Path
) -> None:
    modules = [
        Module(workbook, kind="workbook"),
        *(Module(sheet, f"' of {sheet}\r\n", "sheet") for sheet in sheets),
        Module(standard, "' functions\r\n"),
    ]
    project = build_project(modules)
    assert {module.name: module for module in read_project(project)} == {
        module.name: module for module in modules
    }
    assert by_olevba(project) == by_second_parser(project, tmp_path)


def test_an_exported_file_is_taken_as_it_is() -> None:
    exported = 'Attribute VB_Name = "Loan"\r\nOption Explicit\r\n'
    texts = by_olevba(build_project([*DOCUMENTS, Module("Loan", exported)]))
    assert texts["Loan"] == exported


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_every_line_end_becomes_crlf(ends: str) -> None:
    source = ends.join(["' one", "", "' two"])
    texts = by_olevba(build_project([*DOCUMENTS, Module("Loan", source)]))
    assert texts["Loan"] == "Attribute VB_Name = \"Loan\"\r\n' one\r\n\r\n' two\r\n"


def test_the_container_has_no_defect_and_no_compiled_code() -> None:
    modules = [*DOCUMENTS, *(Module(f"Loan{number}", "' text\n" * 900) for number in range(30))]
    project = build_project(modules)
    with olefile.OleFileIO(io.BytesIO(project), raise_defects=olefile.DEFECT_UNSURE) as container:
        assert container.parsing_issues == []
        for module in modules:
            # A compressed container starts with its signature byte; compiled code would precede it.
            assert container.openstream(f"VBA/{module.name}").read(1) == b"\x01"
        cache = container.openstream("VBA/_VBA_PROJECT").read()
    assert cache[:2] == b"\xcc\x61"
    assert not any(cache[5:])


def test_the_project_lists_its_name_modules_and_references() -> None:
    project = build_project([*DOCUMENTS, Module("Loan")], name="LOANS")
    with olefile.OleFileIO(io.BytesIO(project)) as container:
        listing = container.openstream("PROJECT").read().decode("cp1252").split("\r\n")
        directory = decompressed(container.openstream("VBA/dir").read())
    assert 'Name="LOANS"' in listing
    declared = [line for line in listing if line.startswith(("Document=", "Module=", "Class="))]
    assert declared == [
        "Document=ThisWorkbook/&H00000000",
        "Document=Answer/&H00000000",
        "Module=Loan",
    ]
    assert b"\x04\x00\x05\x00\x00\x00LOANS" in directory
    assert directory.count(b"*\\G{") == 2
    assert b"#OLE Automation" in directory
    assert b"#Microsoft Office 16.0 Object Library" in directory


def test_two_builds_are_equal_in_any_process() -> None:
    script = (
        "import sys; from loan401k.package.macros.project import Module, build_project\n"
        "modules = [Module('Book', kind='workbook'), Module('A', kind='sheet')]\n"
        "modules += [Module(f'M{n}', f'Const N = {n}') for n in range(9)]\n"
        "sys.stdout.buffer.write(build_project(modules))"
    )
    builds = [
        subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert builds[0] == builds[1]
    assert builds[0].startswith(b"\xd0\xcf\x11\xe0")


@pytest.mark.parametrize(
    ("module", "sentence"),
    [
        (Module("1Loan"), "The module name '1Loan' is not one VBA takes"),
        (Module("_Loan"), "The module name '_Loan' is not one VBA takes"),
        (Module("Größe"), "The module name 'Größe' is not one VBA takes"),
        (Module("Loan cost"), "The module name 'Loan cost' is not one VBA takes"),
        (Module("L" * 32), "31 characters at most"),
        (Module("Print"), "The module name 'Print' is a word of the VBA language."),
        (Module("ANSWER"), "The module name 'ANSWER' is already that of the module 'Answer'"),
        (
            Module("Loan401k"),
            "The module name 'Loan401k' is already that of the project 'LOAN401K'",
        ),
        (Module("Dir"), "The module name 'Dir' is already that of a part of every VBA project"),
        (Module("Loan", "\n" + "x" * 1024), "Module 'Loan', line 2 has 1,024 characters"),
        (Module("Loan", "' a ≤ b"), "Module 'Loan', line 1 holds '≤', which VBA cannot store"),
        (Module("Loan", "' a\x00b"), "line 1 holds the control character '\\x00'."),
        (Module("Loan", "' a\x0cb"), "line 1 holds the control character '\\x0c'."),
        (
            Module("Loan", 'Attribute VB_Name = "Cost"\n'),
            "The source of module 'Loan' names it 'Cost'",
        ),
        (Module("B", 'Attribute VB_Name = "B"\n', "sheet"), "sheet module 'B' must be code alone"),
    ],
)
def test_a_module_excel_would_not_load_is_refused(module: Module, sentence: str) -> None:
    with pytest.raises(ValueError) as refused:
        build_project([*DOCUMENTS, module])
    assert sentence in str(refused.value)


def test_the_longest_name_and_line_are_taken() -> None:
    module = Module("L" * 31, "'" + "x" * 1022)
    assert by_olevba(build_project([*DOCUMENTS, module]))[module.name] == expected(module)


@pytest.mark.parametrize("length", [3_900, 12_000])
def test_text_that_does_not_compress_is_refused(length: int) -> None:
    chance = random.Random(0)
    characters = [chr(number) for number in (*range(32, 127), *range(160, 256))]
    text = "\n".join(
        "".join(chance.choice(characters) for _ in range(950)) for _ in range(length // 950)
    )
    with pytest.raises(ValueError, match=r"compress|chunk"):
        build_project([*DOCUMENTS, Module("Noise", text)])


@pytest.mark.parametrize(
    ("modules", "sentence"),
    [
        ([Module("Loan")], "these are 0 and 0"),
        ([DOCUMENTS[0], Module("Loan")], "these are 1 and 0"),
        ([*DOCUMENTS, Module("Other", kind="workbook")], "these are 2 and 1"),
        (DOCUMENTS, "holds no code"),
    ],
)
def test_a_project_that_fits_no_workbook_is_refused(modules: list[Module], sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        build_project(modules)


@pytest.mark.parametrize("name", ["", "LOAN 401K", "Print"])
def test_a_project_name_vba_does_not_take_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="The project name"):
        build_project([*DOCUMENTS, Module("Loan")], name=name)


@pytest.mark.parametrize(
    "data", [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", bytes(4096)]
)
def test_bytes_that_are_no_project_are_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match="not a VBA project"):
        read_project(data)


def test_the_module_of_the_installed_xlwings_is_carried_unchanged() -> None:
    import xlwings

    source = (Path(xlwings.__file__).parent / "xlwings.bas").read_bytes().decode("ascii")
    texts = by_olevba(build_project([*DOCUMENTS, Module("xlwings", source)]))
    assert texts["xlwings"] == source
