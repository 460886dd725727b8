"""How a command says that nothing could be done: one sentence on stderr, exit code 2."""

from __future__ import annotations

import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

import click

from .terminal import visible, without_stdout

#: Exit codes: a cell of the answer holds an error (or a check failed); nothing could be done.
CELL_ERROR, REFUSED = 1, 2


class Refusal(click.ClickException):
    """Nothing could be done, and the sentence says why."""

    exit_code = REFUSED

    def format_message(self) -> str:
        """Return the sentence, which may name files and cells of others."""
        return visible(self.message)

    def show(self, file: IO[Any] | None = None) -> None:
        """Say it; the exit code does where nobody can hear."""
        with suppress(OSError):
            super().show(file)


@contextmanager
def never_a_traceback() -> Iterator[None]:
    """End a command quietly when its reader has gone, with a sentence when writing fails."""
    try:
        yield
    except BrokenPipeError:
        without_stdout()
        raise click.exceptions.Exit(0) from None
    except OSError as error:
        if error.filename is None and error.errno:  # no file: the answer was not written
            without_stdout()
            raise Refusal(f"The answer cannot be written: {error.strerror}.") from error
        raise Refusal(file_sentence(error)) from error
    except click.UsageError as error:
        raise click.UsageError(visible(error.format_message()), error.ctx) from None


@contextmanager
def refusing(*exceptions: type[Exception]) -> Iterator[None]:
    """Turn these exceptions, and what the operating system raises, into a refusal."""
    try:
        yield
    except exceptions as error:
        text = str(error)
        raise Refusal(text if text.endswith((".", "?")) else f"{text}.") from error
    except BrokenPipeError:
        raise
    except OSError as error:
        raise Refusal(file_sentence(error)) from error


def refuse_existing(output: Path, suffix: str, force: bool) -> None:
    """Refuse a file that is not to be written, before any work is done."""
    if output.suffix.casefold() != suffix:
        raise Refusal(f"{output} must end in {suffix}.")
    if output.is_dir():
        raise Refusal(f"{output} is a directory; name a file in it.")
    if output.exists() and not force:
        raise Refusal(f"{output} exists already; --force replaces it.")
    if output.exists() and not output.stat().st_mode & stat.S_IWUSR:
        _ask_for_read_only(output)
    if not output.resolve().parent.is_dir():
        raise Refusal(f"There is no directory {output.parent} to write into.")


def _ask_for_read_only(output: Path) -> None:
    """Ask whether to replace a file that its owner guards; refuse where nobody can answer."""
    if not _can_be_asked():
        raise Refusal(f"{output} is read-only; make it writable, or name another file.")
    if not click.confirm(visible(f"{output} is read-only. Replace it?"), err=True):
        raise Refusal(f"{output} is read-only and was not replaced.")


def _can_be_asked() -> bool:
    return bool(sys.stdin and sys.stdin.isatty())


def file_sentence(error: OSError) -> str:
    """Return what the operating system has against a file, as a sentence.

    >>> file_sentence(FileNotFoundError(2, "No such file or directory", "plan.xlsx"))
    'There is no file plan.xlsx.'
    """
    name = error.filename
    if name is None:
        return f"{error.strerror or error}."
    if isinstance(error, FileNotFoundError):
        return f"There is no file {name}."
    refused = isinstance(error, PermissionError)  # as Windows does a directory, too
    if isinstance(error, IsADirectoryError) or (refused and _is_directory(name)):
        return f"{name} is a directory; name a file in it."
    if refused:
        return f"There is no permission for {name}, or another program has it open."
    return f"{name}: {error.strerror}."


def _is_directory(name: str) -> bool:
    try:
        return Path(name).is_dir()
    except OSError:  # it lies in a folder that this user may not look into
        return False
