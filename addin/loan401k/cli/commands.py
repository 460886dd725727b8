"""The command line: `loan401k calc`, `open`, `recalc`, `template` and `functions`.

Each command imports what it needs itself, so that one that needs little answers at once.
Exit codes: 0 all is well; 1 a cell of the answer holds an error; 2 nothing could be done.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from .. import __version__
from .terminal import did_you_mean, never_fail_to_encode, note, print_json, working

if TYPE_CHECKING:
    from ..package import Parts
    from .settings import Setting
    from .shown import Shown

Command = TypeVar("Command", bound=Callable[..., Any])

CELL_ERROR, REFUSED = 1, 2

as_json = click.option("--json", "json_wanted", is_flag=True, help="Print JSON, in full.")
settings_option = click.option(
    "--set",
    "settings",
    multiple=True,
    metavar="NAME=VALUE",
    help="Set an input of the workbook, such as Loan_Rate=4.25%. May be repeated.",
)
force_option = click.option("--force", is_flag=True, help="Replace the file that is there.")


def output_option(required: bool) -> Callable[[Command], Command]:
    """Return the option that names the file to write."""
    return click.option(
        "-o",
        "--output",
        type=click.Path(path_type=Path),
        required=required,
        metavar="OUT.xlsx",
        help="The file to write.",
    )


def main() -> None:
    """Run the command line."""
    never_fail_to_encode()
    # On Windows click would take the * of a formula for a pattern of file names.
    cli(prog_name="loan401k", windows_expand_args=False)


class Refusal(click.ClickException):
    """Nothing could be done, and the sentence says why."""

    exit_code = REFUSED


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__)
def cli() -> None:
    """Decide whether to borrow from a 401(k): worksheet functions and a template workbook.

    Exit codes: 0 all is well, 1 a cell of the answer holds an error, 2 nothing could be done.
    """


@cli.command()
@click.argument("formula")
@as_json
def calc(formula: str, json_wanted: bool) -> None:
    """Calculate a FORMULA, such as '=LOAN_NET_COST(10000, 4.25%, 1, 5%, 1)'."""
    from ..hosts.engine import FormulaError, evaluate
    from . import answer

    try:
        value = evaluate(formula)
    except FormulaError as error:
        answer.point_at(error)
        sys.exit(REFUSED)
    if json_wanted:
        print_json(answer.in_full(formula, value))
    else:
        answer.print_value(formula, value)
    if errors := answer.errors(value):
        for cell_error in errors if not json_wanted else ():
            note(cell_error.reason)
        sys.exit(CELL_ERROR)


@cli.command(name="open")
@settings_option
@click.option("--print", "print_wanted", is_flag=True, help="Calculate and print it here.")
@as_json
def open_template(settings: tuple[str, ...], print_wanted: bool, json_wanted: bool) -> None:
    """Show the template workbook with its verdict, figures, warnings and tables."""
    from ..template import opened_template
    from . import report, viewers

    why = "--print asks for it"
    if not print_wanted:
        why = f"{viewers.why_not_excel()}, and {viewers.why_not_libreoffice()}"
    with _refusals(), opened_template() as path:
        shown = _calculated(path, settings)
    if json_wanted:
        answer = {"calculated_by": "the embedded engine", "why": why, **report.decision(shown)}
        print_json(answer)
    else:
        click.echo(f"Calculated here by the embedded engine: {why}.\n")
        report.print_decision(shown)
    if report.note_findings(shown):
        sys.exit(CELL_ERROR)


@cli.command()
@click.argument("workbook", type=click.Path(path_type=Path), metavar="IN.xlsx")
@output_option(required=False)
@force_option
@settings_option
@as_json
def recalc(
    workbook: Path,
    output: Path | None,
    force: bool,
    settings: tuple[str, ...],
    json_wanted: bool,
) -> None:
    """Calculate a workbook that uses our functions; print its values or write a copy with them."""
    from . import report

    if force and output is None:
        raise Refusal("--force is about the file to write; name it with -o.")
    with _refusals():
        if output is not None:
            _refuse_output(output, force, workbook)
        shown = _calculated(workbook, settings)
        if output is not None:
            _write(shown, output, force)
    if json_wanted:
        print_json(report.all_values(shown))
    elif output is None:
        report.print_values(shown)
    else:
        count = sum(map(len, shown.result.values.values()))
        click.echo(f"Wrote {output} with the values of {count} calculated cells.")
    if report.note_findings(shown):
        sys.exit(CELL_ERROR)


@cli.command()
@output_option(required=True)
@settings_option
@force_option
def template(output: Path, settings: tuple[str, ...], force: bool) -> None:
    """Write a copy of the template workbook, with inputs set and calculated if you set any."""
    from ..package import read
    from ..template import opened_template
    from . import report

    found_errors = False
    with _refusals(), opened_template() as path:
        _refuse_output(output, force, path)
        if settings:
            shown = _calculated(path, settings)
            _write(shown, output, force)
            found_errors = report.note_findings(shown)
        else:
            _put(read(path), output, force)
    click.echo(f"Wrote {output}.")
    if found_errors:
        sys.exit(CELL_ERROR)


def _calculated(path: Path, settings: Sequence[str]) -> Shown:
    """Return the workbook with the settings in place, calculated; raise ValueError or OSError."""
    from ..hosts.engine import recalculate
    from ..package import read
    from .settings import placed, refuse_misfits, split
    from .shown import Shown

    texts = split(settings)
    found: list[Setting] = []
    with working(f"Calculating {path.name}"):
        if texts:
            found = placed(parts := read(path), texts)
        result = recalculate(path, {(one.sheet, one.a1): one.value for one in found})
        if found:
            refuse_misfits(parts, found, result)
    return Shown(result)


def _write(shown: Shown, output: Path, force: bool) -> None:
    from ..package import no_full_calc, write_values

    parts = write_values(shown.result.parts, shown.result.values)
    _put(no_full_calc(parts), output, force)


def _put(parts: Parts, output: Path, force: bool) -> None:
    from .. import package

    try:
        package.write(parts, output, replace=force)
    except PermissionError as error:  # which names the file that was to be moved into place
        raise PermissionError(error.errno, error.strerror, str(output)) from error


def _refuse_output(output: Path, force: bool, source: Path) -> None:
    """Refuse a file that is not to be written, before any work is done."""
    if source.exists() and output.exists() and source.samefile(output):
        raise Refusal(f"{output} is the workbook that is read; write to another file.")
    if output.suffix.casefold() != source.suffix.casefold():
        raise Refusal(f"{output} must end in {source.suffix}, as {source.name} does.")
    if output.is_dir():
        raise Refusal(f"{output} is a directory; name a file in it.")
    if output.exists() and not force:
        raise Refusal(f"{output} exists already; --force replaces it.")
    if not output.resolve().parent.is_dir():
        raise Refusal(f"There is no directory {output.parent} to write into.")


@contextmanager
def _refusals() -> Iterator[None]:
    """Turn what files and settings raise into a sentence and the exit code."""
    from ..hosts.engine import RecalculationError
    from ..package import NotAWorkbook
    from .settings import SettingError

    try:
        yield
    except (NotAWorkbook, RecalculationError, SettingError) as error:
        text = str(error)
        raise Refusal(text if text.endswith((".", "?")) else f"{text}.") from error
    except OSError as error:
        raise Refusal(file_sentence(error)) from error


def file_sentence(error: OSError) -> str:
    """Return what the operating system has against a file, as a sentence.

    >>> file_sentence(FileNotFoundError(2, "No such file or directory", "plan.xlsx"))
    'There is no file plan.xlsx.'
    """
    name = error.filename
    if name is None:
        return f"{error}."
    if isinstance(error, FileNotFoundError):
        return f"There is no file {name}."
    if isinstance(error, IsADirectoryError) or Path(name).is_dir():
        return f"{name} is a directory; name a file in it."
    if isinstance(error, PermissionError):
        return f"There is no permission for {name}, or another program has it open."
    return f"{name}: {error.strerror}."


@cli.command()
@click.argument("name", required=False)
@as_json
def functions(name: str | None, json_wanted: bool) -> None:
    """List the worksheet functions, or explain the one of that NAME."""
    from ..declare import REGISTRY
    from . import catalogue

    if name is not None and name.upper() not in REGISTRY:
        raise Refusal(f"There is no function {name}.{did_you_mean(name, REGISTRY)}")
    if name is None:
        everything = list(REGISTRY.values())
        if json_wanted:
            print_json([catalogue.described(declaration) for declaration in everything])
        else:
            catalogue.print_list(everything)
    elif json_wanted:
        print_json(catalogue.described(REGISTRY[name.upper()]))
    else:
        catalogue.print_one(REGISTRY[name.upper()])
