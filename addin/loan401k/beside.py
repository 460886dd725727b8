"""Files that are there whole or not at all: written beside their place and moved into it."""

from __future__ import annotations

import glob
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_MARK = ".unfinished"


@contextmanager
def beside(path: str | os.PathLike[str], *, replace: bool = False) -> Iterator[Path]:
    """Yield a place beside ``path``; what was written there is moved to ``path`` if all went well.

    Raises FileExistsError when there is a file at `path` and `replace` is False. What a run that
    was killed left there is thrown away.
    """
    path = Path(path).resolve()
    _refuse_existing(path, replace)
    for left in path.parent.glob(f".{glob.escape(path.stem)}.*{_MARK}{path.suffix}"):
        left.unlink()
    place = path.with_name(f".{path.stem}.{os.getpid()}{_MARK}{path.suffix}")
    try:
        yield place
        _refuse_existing(path, replace)
        if path.exists():
            shutil.copymode(path, place)
        place.replace(path)
    finally:
        place.unlink(missing_ok=True)


def _refuse_existing(path: Path, replace: bool) -> None:
    if path.exists() and not replace:
        raise FileExistsError(f"{path} exists already and is not replaced unless asked")
