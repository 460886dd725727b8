"""A Python process of its own for a test: one way of loading xlwings cannot follow another.

The child module ends with ``serve({...})``; the test asks it by name over a pipe.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]


class Raised(Exception):
    """What the child's function raised: the name of the exception and its text."""

    def __init__(self, kind: str, text: str) -> None:
        super().__init__(kind, text)
        self.kind, self.text = kind, text


class Child:
    """The process, to be used as a context."""

    def __init__(
        self,
        module: str,
        environment: Mapping[str, str] = {},
        python: Sequence[str] = (sys.executable,),
    ) -> None:
        self._process = subprocess.Popen(
            [*python, "-m", module],
            cwd=ROOT,
            env={**os.environ, **environment},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,  # a program in Wine writes to pipes only
        )
        self._errors = threading.Thread(target=self._pass_errors_on, daemon=True)
        self._errors.start()

    def _pass_errors_on(self) -> None:
        for line in self._process.stderr:
            sys.stderr.write(line.decode(errors="replace"))

    def __enter__(self) -> Child:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.stdin.close()
        self._process.wait()
        self._errors.join()
        assert self._process.returncode == 0

    def ask(self, name: str, *given: Any) -> Any:
        """Return the answer, or raise `Raised`."""
        pickle.dump((name, given), self._process.stdin)
        self._process.stdin.flush()
        good, answer = pickle.load(self._process.stdout)
        if not good:
            raise Raised(*answer)
        return answer


def serve(answers: Mapping[str, Callable[..., Any]]) -> None:
    """Answer until the pipe is closed."""
    questions = sys.stdin.buffer
    replies = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what libraries print is no reply
    while True:
        try:
            name, given = pickle.load(questions)
        except EOFError:
            return
        try:
            reply = (True, answers[name](*given))
        except Exception as error:
            reply = (False, (type(error).__name__, str(error)))
        pickle.dump(reply, replies)
        replies.flush()
