"""How a command says that nothing could be done: one sentence on stderr, exit code 2."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

#: Exit codes: a cell of the answer holds an error (or a check failed); nothing could be done.
CELL_ERROR, REFUSED = 1, 2


class Refusal(click.ClickException):
    """Nothing could be done, and the sentence says why."""

    exit_code = REFUSED


@contextmanager
def refusing(*exceptions: type[Exception]) -> Iterator[None]:
    """Turn these exceptions, and what the operating system raises, into a refusal."""
    try:
        yield
    except exceptions as error:
        text = str(error)
        raise Refusal(text if text.endswith((".", "?")) else f"{text}.") from error
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
    if not output.resolve().parent.is_dir():
        raise Refusal(f"There is no directory {output.parent} to write into.")


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
