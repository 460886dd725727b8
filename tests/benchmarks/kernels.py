"""The C kernels, compiled on the fly where gcc is there."""

from __future__ import annotations

import ctypes
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

import numpy as np

_SOURCE = Path(__file__).with_name("kernels.c")
_COMPILE = ("gcc", "-c", "-O3", "-march=native", "-ffast-math", "-fPIC")


def compiled() -> Callable[..., np.ndarray] | None:
    """Return a function that calls a kernel by name over arrays, None without gcc."""
    if shutil.which("gcc") is None:
        return None
    folder = Path(tempfile.mkdtemp(prefix="loan401k-kernels-"))
    try:
        # Linked without -ffast-math, which would round tiny numbers of the whole process to 0.
        object_, library = folder / "kernels.o", folder / "kernels.so"
        subprocess.run([*_COMPILE, "-o", object_, _SOURCE], check=True, capture_output=True)
        link = ["gcc", "-shared", "-o", library, object_, "-lmvec", "-lm"]
        subprocess.run(link, check=True, capture_output=True)
        kernels = ctypes.CDLL(str(library))
    except (subprocess.CalledProcessError, OSError):
        return None
    finally:
        shutil.rmtree(folder, ignore_errors=True)

    def call(name: str, *columns: np.ndarray) -> np.ndarray:
        out = np.empty_like(columns[0])
        pointers = [ctypes.c_void_p(array.ctypes.data) for array in (*columns, out)]
        getattr(kernels, name)(ctypes.c_long(out.size), *pointers)
        return out

    return call
