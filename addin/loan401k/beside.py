"""Files that are there whole or not at all: written beside their place and moved into it."""

from __future__ import annotations

import glob
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_MARK = ".unfinished"
#: Characters of a name that are kept: with the mark it must not become too long.
_LONGEST = 40


@contextmanager
def beside(path: str | os.PathLike[str], *, replace: bool = False) -> Iterator[Path]:
    """Yield a place beside ``path``; what was written there is moved to ``path`` if all went well.

    Raises FileExistsError when there is a file at `path` and `replace` is False. What a run that
    was killed left there is thrown away.
    """
    named, path = os.fspath(path), Path(path).resolve()
    _refuse_existing(path, replace)
    stem = path.stem[:_LONGEST]
    with suppress(OSError):
        for left in path.parent.glob(f".{glob.escape(stem)}.*{_MARK}{path.suffix}"):
            left.unlink()
    place = path.with_name(f".{stem}.{os.getpid()}{_MARK}{path.suffix}")
    try:
        yield place
        _refuse_existing(path, replace)
        if path.exists():
            shutil.copymode(path, place)
        place.replace(path)
    except FileExistsError:
        raise
    except OSError as error:
        if error.filename is not None and str(error.filename) != str(place):
            raise
        # Nobody knows the place beside.
        what = error.strerror or str(error).replace(str(place), named)
        raise OSError(error.errno, what, named) from error
    finally:
        with suppress(OSError):
            place.unlink()


def _refuse_existing(path: Path, replace: bool) -> None:
    if path.exists() and not replace:
        raise FileExistsError(f"{path} exists already and is not replaced unless asked")
