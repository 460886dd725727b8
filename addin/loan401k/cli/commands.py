"""The commands `calc`, `open`, `recalc`, `template` and `functions`, and the command line as such.

Each command imports what it needs itself, so that one that needs little answers at once.
Exit codes: 0 all is well; 1 a cell of the answer holds an error or could not be calculated; 2
nothing could be done.
"""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from .. import __version__
from ..nearest import did_you_mean
from .programs.commands import build, doctor, install, uninstall
from .refusal import (
    CELL_ERROR,
    REFUSED,
    Refusal,
    never_a_traceback,
    refuse_existing,
    refusing,
)
from .score import score
from .terminal import echo, never_fail_to_encode, note, print_json, working

if TYPE_CHECKING:
    from ..hosts.engine.result import Result
    from ..package import Parts, Sheets
    from ..package.addresses import Place
    from .programs.viewers import Viewer

Command = TypeVar("Command", bound=Callable[..., Any])

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


def run() -> None:
    """Run the command line."""
    never_fail_to_encode()
    # As an exception, so that no unfinished file is left.
    signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))
    if sys.stdout is None:
        note("Error: There is no standard output to write to.")
        sys.exit(REFUSED)
    # On Windows click would take the * of a formula for a pattern of file names.
    cli(prog_name="loan401k", windows_expand_args=False)


class _Commands(click.Group):
    def make_context(self, *args: Any, **extra: Any) -> click.Context:
        """Read what was typed, and print help where that is asked for."""
        with never_a_traceback():
            return super().make_context(*args, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; where the engine or Polars is not installed, its sentence says so."""
        try:
            with never_a_traceback():
                return super().invoke(ctx)
        except ModuleNotFoundError as error:
            if error.name not in ("formualizer", "polars"):
                raise
            raise Refusal(str(error)) from error


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__)
def cli() -> None:
    """Decide whether to borrow from a 401(k): worksheet functions and a template workbook.

    Exit codes: 0 all is well, 1 a cell of the answer holds an error or could not be calculated, 2
    nothing could be done.
    """


@cli.command()
@click.argument("formula")
@click.option(
    "--native", is_flag=True, help="Print the same in Excel's own words too, for any spreadsheet."
)
@as_json
def calc(formula: str, native: bool, json_wanted: bool) -> None:
    """Calculate a FORMULA, such as '=LOAN_NET_COST(10000, 4.25%, 1, 5%, 1)'."""
    from ..hosts.engine import FormulaError, RecalculationError, evaluate
    from . import answer

    try:
        with refusing(RecalculationError):
            value = evaluate(formula)
    except FormulaError as error:
        answer.point_at(error)
        sys.exit(REFUSED)
    twin = answer.in_own_words(formula) if native and not answer.errors(value) else ""
    if json_wanted:
        in_full = answer.in_full(formula, value)
        print_json({"value": in_full, "native": twin or None} if native else in_full)
    else:
        answer.print_value(formula, value)
        if twin:
            echo(twin)
    if errors := answer.errors(value):
        for cell_error in errors if not json_wanted else ():
            note(cell_error.reason or f"The formula gives {cell_error}.")
        sys.exit(CELL_ERROR)


@cli.command(name="open")
@settings_option
@click.option("--print", "print_wanted", is_flag=True, help="Calculate and print it here.")
@as_json
def open_template(settings: tuple[str, ...], print_wanted: bool, json_wanted: bool) -> None:
    """Show the template workbook with its verdict, figures, warnings and tables."""
    from ..template import opened_template
    from . import report
    from .programs import viewers

    viewer, why = None, "--print asks for it" if print_wanted else "--json asks for it"
    if not (print_wanted or json_wanted):
        viewer, why = viewers.find()
    with _refusals(), opened_template() as path:
        result = _calculated(path, settings, own=True)
        if viewer is not None:
            why = _why_not_shown(result, viewer)
            if not why:
                return
    if json_wanted:
        answer = {"calculated_by": "the embedded engine", "why": why, **report.decision(result)}
        print_json(answer)
    else:
        echo(f"Calculated here by the embedded engine: {why}.\n")
        report.print_decision(result)
    if report.note_findings(result):
        sys.exit(CELL_ERROR)


@cli.command()
@click.argument("workbook", type=click.Path(path_type=Path), metavar="IN.xlsx")
@output_option(required=False)
@force_option
@settings_option
@click.option("--all", "everything", is_flag=True, help="Calculate every cell, not only those.")
@click.option(
    "--with",
    "program",
    type=click.Choice(["libreoffice"]),
    help="Calculate every cell in LibreOffice, without its window.",
)
@as_json
def recalc(
    workbook: Path,
    output: Path | None,
    force: bool,
    settings: tuple[str, ...],
    everything: bool,
    program: str | None,
    json_wanted: bool,
) -> None:
    """Calculate a workbook that uses our functions; print its values or write a copy with them.

    Calculated are the cells that depend on our functions or on what you set, and those without a
    value; the others keep the value that is saved in the file.
    """
    from ..package.markup import MACROS
    from . import report

    if force and output is None:
        raise Refusal("--force is about the file to write; name it with -o.")
    with _refusals():
        if output is not None:
            _refuse_output(output, force, workbook)
        result = _calculated(workbook, settings, everything=everything, program=program)
        if output is not None:
            _put(_fresh(result), output, force)
    if json_wanted:
        print_json(report.all_values(result))
    elif output is None:
        report.print_values(result)
    else:
        echo(f"Wrote {output}: {report.counted(result)}.")
        if MACROS in result.sheets.parts:
            echo("Its macros were kept as they are.")
    if report.note_findings(result):
        sys.exit(CELL_ERROR)


@cli.command()
@output_option(required=True)
@click.option(
    "--for",
    "program",
    type=click.Choice(["excel", "lite", "web"]),
    help="excel: with the functions inside, as a macro workbook (.xlsm) for Excel on Windows; "
    "lite: with the code inside for xlwings Lite; web: for our own web add-in.",
)
@click.option(
    "--values",
    "values_wanted",
    is_flag=True,
    help="Values in place of formulas, to be read where the functions are not.",
)
@settings_option
@force_option
def template(
    output: Path,
    program: str | None,
    values_wanted: bool,
    settings: tuple[str, ...],
    force: bool,
) -> None:
    """Write a copy of the template workbook, with inputs set and calculated if you set any."""
    from ..package import NotAWorkbook, read, values_only
    from ..template import opened_template
    from . import report
    from .programs.variants import VARIANTS

    if program and values_wanted:
        raise Refusal("--values leaves no formula that the functions of --for could answer.")
    variant = VARIANTS[program] if program else None
    found_errors = False
    with refusing(NotAWorkbook), opened_template() as path:
        _refuse_output(output, force, path, variant.suffix if variant else None)
        if settings:
            with _refusals():  # only this needs the engine
                result = _calculated(path, settings, own=True)
            parts = _fresh(result)
            found_errors = report.note_findings(result)
        else:
            parts = read(path)
        if values_wanted:
            parts = values_only(parts)
        parts = variant.prepared(parts) if variant else parts
        _put(parts, output, force)
    values = " It holds values and calculates nothing." if values_wanted else ""
    echo(f"Wrote {output}.{values}")
    if variant and (said := variant.said(parts)):
        echo(said)
    if found_errors:
        sys.exit(CELL_ERROR)


def _calculated(
    path: Path,
    settings: Sequence[str],
    *,
    everything: bool = False,
    own: bool = False,
    program: str | None = None,
) -> Result:
    """Return the workbook with the settings in place, calculated; raise ValueError or OSError."""
    from .. import package
    from ..hosts.engine import recalculate, refuse_too_large
    from .settings import placed, refuse_misfits, split

    texts = split(settings)
    with working(f"Calculating {path.name}"):
        sheets = package.Sheets(package.read(path))
        refuse_too_large(sheets.parts, str(path))  # before the inputs' cells are looked for
        found = placed(sheets, texts) if texts else []
        inputs = {one.place: one.value for one in found}
        if program is not None:
            return _by_libreoffice(sheets, inputs)
        result = recalculate(sheets, inputs, str(path), everything=everything, own=own)
        if found:
            refuse_misfits(result)
    return result


def _by_libreoffice(sheets: Sheets, inputs: Mapping[Place, object]) -> Result:
    """Return the workbook as LibreOffice calculates it, with a profile of our own."""
    from ..hosts.calc.office import OfficeError
    from ..hosts.calc.recalculation import recalculated
    from ..hosts.engine import calculated_elsewhere
    from ..package import set_inputs

    try:
        set_inputs(sheets, inputs)
        return calculated_elsewhere(sheets, recalculated(sheets))
    except (OfficeError, TypeError, ValueError) as error:
        raise Refusal(str(error)) from error


def _why_not_shown(result: Result, viewer: Viewer) -> str:
    """Open a copy among the user's documents, under a name of its own; return what hinders."""
    from platformdirs import user_documents_path

    from .programs import viewers

    folder = user_documents_path()
    copy = viewers.copy_place(folder if folder.is_dir() else Path.cwd(), viewer.suffix)
    _put(viewer.prepared(_fresh(result)), copy, force=False)
    try:
        viewer.start(copy)
    except OSError as error:  # Windows has no program for such files
        copy.unlink()
        return f"{viewer.program} did not open it ({error.strerror})"
    echo(f"Opened in {viewer.program}: {copy}, a copy that is yours to keep.")
    return ""


def _fresh(result: Result) -> Parts:
    """Return the workbook with the values that were calculated, in its cells and its charts."""
    from ..package import fill_charts, no_full_calc, write_values

    write_values(result.sheets, result.values, kept=result.kept, areas=result.areas)
    return no_full_calc(fill_charts(result.sheets.saved(), result.cell))


def _put(parts: Parts, output: Path, force: bool) -> None:
    from .. import package

    package.write(parts, output, replace=force)


def _refuse_output(output: Path, force: bool, source: Path, suffix: str | None = None) -> None:
    """Refuse a file that is not to be written, before any work is done."""
    if source.exists() and output.exists() and source.samefile(output):
        raise Refusal(f"{output} is the workbook that is read; write to another file.")
    refuse_existing(output, source.suffix.casefold() if suffix is None else suffix, force)


def _refusals() -> AbstractContextManager[None]:
    """Turn what files and settings raise into a sentence and the exit code."""
    from ..hosts.engine import RecalculationError
    from ..package import NotAWorkbook
    from .settings import SettingError

    return refusing(NotAWorkbook, RecalculationError, SettingError)


@cli.command()
@click.argument("name", required=False)
@as_json
def functions(name: str | None, json_wanted: bool) -> None:
    """List the worksheet functions, or explain the one of that NAME."""
    from ..declare import REGISTRY
    from .functions import described, print_list, print_one

    if name is not None and name.upper() not in REGISTRY:
        raise Refusal(f"There is no function {name}.{did_you_mean(name, REGISTRY)}")
    if name is None:
        if json_wanted:
            print_json([described(declaration) for declaration in REGISTRY.values()])
        else:
            print_list()
    elif json_wanted:
        print_json(described(REGISTRY[name.upper()]))
    else:
        print_one(REGISTRY[name.upper()])


for command in (score, build, install, uninstall, doctor):
    cli.add_command(command)
