"""The commands `build`, `install`, `uninstall` and `doctor`: our functions in other programs."""

from __future__ import annotations

import sys
from contextlib import AbstractContextManager
from pathlib import Path

import click

from ..refusal import CELL_ERROR, Refusal, refuse_existing, refusing
from ..terminal import echo, note, print_json, working

program = click.argument("program", type=click.Choice(["excel", "calc"]))
force_option = click.option("--force", is_flag=True, help="Replace files that are there.")
to_option = click.option(
    "--to",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="excel: the folder Excel starts from; calc: LibreOffice's user profile.",
)


def _refusals() -> AbstractContextManager[None]:
    from ...hosts.calc.office import OfficeError
    from ...hosts.excel.windows.addin import NotInstalled

    return refusing(NotInstalled, OfficeError)


@click.command()
@click.argument("program", type=click.Choice(["excel", "calc", "lite", "web"]))
@click.argument("url", required=False)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="FILE|DIR",
    help="The file; the folder for lite and web.",
)
@click.option(
    "--pyodide",
    type=click.Path(path_type=Path),
    metavar="FILE.tgz",
    help="web: the npm package pyodide, if it is not in this folder.",
)
@force_option
def build(
    program: str, url: str | None, output: Path | None, pyodide: Path | None, force: bool
) -> None:
    """Build the add-in for Excel on Windows (.xlam) or the extension for LibreOffice (.oxt).

    For xlwings Lite it is the folder of our code for all workbooks, and for web the files of our
    own add-in, to be served from the address URL.
    """
    from . import folders

    if program != "web" and (url is not None or pyodide is not None):
        raise Refusal(f"An address and --pyodide are for web, not for {program}.")
    if program == "web":
        echo(folders.build_web(url, output, pyodide, force))
    elif program == "lite":
        echo(folders.build_lite(output, force))
    else:
        _build_file(program, output, force)


def _build_file(program: str, output: Path | None, force: bool) -> None:
    from ... import package
    from ...hosts.calc import extension
    from ...hosts.excel.windows import addin as excel_addin

    suffix = {"excel": ".xlam", "calc": ".oxt"}[program]
    output = output or Path(f"loan401k{suffix}")
    if output.is_dir():
        output = output / f"loan401k{suffix}"
    refuse_existing(output, suffix, force)
    with _refusals(), working(f"Building {output.name}"):
        if program == "excel":
            package.write(excel_addin.addin_parts(), output, replace=force)
        else:
            extension.build(output, replace=force)
    echo(f"Wrote {output}.")


@click.command()
@program
@to_option
def install(program: str, folder: Path | None) -> None:
    """Bring the functions into Excel on Windows or into LibreOffice, for this user."""
    from ...hosts.calc import install as calc
    from ...hosts.excel.windows import addin as excel_addin
    from ...hosts.excel.windows import machine

    with _refusals(), working("Installing"):
        if program == "excel":
            path = excel_addin.install(folder or excel_addin.start_folder())
            sentence = f"Excel has the functions at its next start, from {path}."
            if sys.platform == "win32" and machine.excel() is None:
                note("No Excel was found on this machine: the add-in waits for one.")
        else:
            sentence = calc.install(folder).sentence
    echo(sentence)


@click.command()
@program
@to_option
def uninstall(program: str, folder: Path | None) -> None:
    """Take the functions out of Excel or LibreOffice again."""
    from ...hosts.calc import install as calc
    from ...hosts.excel.windows import addin as excel_addin

    with _refusals(), working("Removing"):
        if program == "excel":
            folder = folder or excel_addin.start_folder()
            was_there = excel_addin.uninstall(folder)
            sentence = f"The add-in is gone from {folder}." if was_there else "It was not there."
        else:
            sentence = calc.uninstall(folder).sentence
    echo(sentence)


@click.command()
@click.argument("path", required=False, type=click.Path(path_type=Path), metavar="FILE|DIR")
@click.option(
    "--for",
    "program",
    type=click.Choice(["lite", "web"]),
    help="Look at a workbook or folder made for xlwings Lite or our web add-in.",
)
@to_option
@click.option("--json", "json_wanted", is_flag=True, help="Print JSON, in full.")
@click.option("--in-excel", is_flag=True, help="Start Excel and compare what its cells show.")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), metavar="REPORT.md", help="With --in-excel."
)
def doctor(
    path: Path | None,
    program: str | None,
    folder: Path | None,
    json_wanted: bool,
    in_excel: bool,
    output: Path | None,
) -> None:
    """Look at every part of the way from Python to a cell, and say what to do."""
    from dataclasses import asdict

    if (path is None) != (program is None):
        raise Refusal("A file or folder and --for go together: doctor --for lite mine.xlsx.")
    if path is not None and (in_excel or folder is not None):
        raise Refusal("--in-excel and --to are about this machine, not about a file or folder.")
    if in_excel:
        _report_from_excel(output)
        return
    if output is not None:
        raise Refusal("-o is about the report of --in-excel.")

    from . import doctor as parts
    from . import files

    if program is not None and path is not None:
        found, reasons = list(files.findings(program, path)), []
    else:
        found, reasons = list(parts.findings(folder)), parts.reasons()
    if json_wanted:
        print_json({"findings": [asdict(finding) for finding in found], "reasons": reasons})
    else:
        marks = {True: "ok", False: "MISSING", None: "-"}
        for finding in found:
            echo(f"{marks[finding.well]:8}{finding.what}: {finding.found}")
            if finding.advice:
                echo(f"{'':8}-> {finding.advice}")
        if reasons:
            echo("\nLast reasons of errors in Excel's cells:")
            for line in reasons:
                echo(line)
    if any(finding.well is False for finding in found):
        sys.exit(CELL_ERROR)


def _report_from_excel(output: Path | None) -> None:
    from . import in_excel

    if output is not None:
        refuse_existing(output, ".md", force=False)
    with _refusals(), working("Asking Excel"):
        lines, found = in_excel.look()
    text = in_excel.page(lines, found)
    if output is None:
        echo(text)
    else:
        with _refusals():
            output.write_text(text, encoding="utf-8")
        echo(f"Wrote {output}; please attach it to an issue.")
    if not all(one.well for one in found):
        sys.exit(CELL_ERROR)
