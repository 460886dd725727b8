"""Excel's part of the way, in a Windows Python: what the VBA of xlwings.bas does, step by step.

Reads the configuration as `GetConfig` does, loads xlwings' DLL, lets it start Python's server in a
process of its own, and calls `CallUDF` late-bound, with VARIANTs.
"""

from __future__ import annotations

import ctypes as c
import os
import re
from pathlib import Path
from typing import Any

from tests.hosts.child import serve
from tests.hosts.excel.wine import objects
from tests.hosts.excel.wine.values import Cells, Raised
from tests.hosts.excel.wine.variants import (
    BY_REFERENCE,
    OBJECT,
    VARIANT_,
    Variant,
    from_variant,
    ole32,
    oleaut32,
    to_variant,
)

_SEPARATE_LIBRARY_PATH = 0x8  # where the DLL is, its own DLLs are looked for


class _Exception(c.Structure):
    """EXCEPINFO."""

    _fields_ = (
        ("code", c.c_uint16),
        ("reserved", c.c_uint16),
        ("source", c.c_void_p),
        ("description", c.c_void_p),
        ("help", c.c_void_p),
        ("context", c.c_uint32),
        ("more", c.c_void_p),
        ("function", c.c_void_p),
        ("number", c.c_int32),
    )


class Excel:
    """One Excel with one workbook: the sheet of its configuration, its path, its DLL."""

    def __init__(self) -> None:
        self.sheet: dict[str, str] = {}
        self.path = ""
        self.dll: Any = None
        self.server: int | None = None

    def configured(self, key: str, default: str = "") -> str:
        """`GetConfig`: the hidden sheet, else a file beside the workbook, else the user's own."""
        if key in self.sheet:
            return os.path.expandvars(self.sheet[key])
        beside = Path(self.path).parent / "xlwings.conf"
        own = Path(os.environ["USERPROFILE"]) / ".xlwings" / "xlwings.conf"
        for file in (beside, own):
            text = file.read_text() if file.exists() else ""
            if found := re.search(rf'^"{re.escape(key)}","(.*)"$', text, re.MULTILINE):
                return os.path.expandvars(found[1])
        return default

    def command(self) -> str:
        """`XLPyCommand`."""
        places = [
            self.configured("ADD_WORKBOOK_TO_PYTHONPATH", "true"),
            *(self.path, self.path),
            *map(self.configured, ("ONEDRIVE_CONSUMER_WIN", "ONEDRIVE_COMMERCIAL_WIN")),
            *map(self.configured, ("SHAREPOINT_WIN", "PYTHONPATH")),
        ]
        path = ";".join(places).replace("\\", "\\\\").replace("'", "\\'").replace("&", "^&")
        python = self.configured("INTERPRETER_WIN") or self.configured("INTERPRETER", "pythonw")
        if self.configured("DEBUG UDFS", "False").lower() == "true":
            return "{506e67c3-55b5-48c3-a035-eed5deea7d6d}"
        console = "/showconsole" if self.configured("SHOW CONSOLE", "False") == "True" else ""
        key = self.configured("LICENSE_KEY")
        licence = f"os.environ['XLWINGS_LICENSE_KEY']='{key}';" if key else ""
        return (
            f'cmd.exe {console} /K ""{python}" -B -c "import sys, os;{licence}import xlwings.utils;'
            f'xlwings.utils.prepare_sys_path(\\"{path}\\");'
            "import xlwings; xlwings.serve('$(CLSID)')\"\""
        )

    def open(self, sheet: dict[str, str], path: str) -> str:
        """Open a workbook with that configuration, and load the DLL; return the command."""
        self.sheet, self.path = sheet, path
        return self.command()

    def load(self, name: str) -> None:
        """`XLPyLoadDLL`."""
        python = Path(self.configured("INTERPRETER_WIN"))
        for folder in (python.parent, python.parent.parent):
            if (folder / name).exists():
                self.dll = c.CDLL(str(folder / name), winmode=_SEPARATE_LIBRARY_PATH)
                return
        raise FileNotFoundError(f"Could not load {name} from {python.parent} or its parent")

    def start(self) -> Any:
        """What our wrapper does: `XLPy` from a folder in which nobody's files lie."""
        before = Path.cwd()
        os.chdir(os.environ["SYSTEMROOT"])
        try:
            return self.activate()
        finally:
            os.chdir(before)

    def activate(self) -> Any:
        """`XLPy`: return what the DLL says against it, else None."""
        failed, result = self._ask_dll(1)
        if failed:
            return from_variant(result)
        self.server = result.pointer if result.kind == OBJECT else None
        return None

    def end(self) -> None:
        """`KillPy`; whoever holds the server does not notice."""
        self._ask_dll(-1)

    def _ask_dll(self, mode: int) -> tuple[int, Variant]:
        result = Variant()
        ask = self.dll.XLPyDLLActivateAuto
        ask.argtypes, ask.restype = (c.POINTER(Variant), c.c_char_p, c.c_long), c.c_long
        return ask(c.byref(result), self.command().encode("mbcs", "replace"), mode), result

    def call(self, module: str, name: str, given: list[Any]) -> Any:
        """`XLPy.CallUDF(module, name, given)`: every argument by reference, the last one first."""
        objects.Object.asked.clear()
        cells = [objects.cells(g.value) if isinstance(g, Cells) else g for g in given]
        assert self.server
        number, text = c.c_long(), c.c_wchar_p("CallUDF")
        names = objects.method(
            self.server, 5, c.c_void_p, c.c_void_p, c.c_uint, c.c_uint, c.c_void_p
        )
        failed = names(c.byref(objects.NO_GUID), c.byref(text), 1, 0, c.byref(number))
        if failed:
            return Raised(failed, "the server is gone")
        values = [to_variant(value) for value in (module, name, cells)]
        references = (Variant * len(values))()
        for reference, value in zip(references, reversed(values), strict=True):
            reference.kind, reference.pointer = BY_REFERENCE | VARIANT_, c.addressof(value)
        parameters = objects.Given(references, None, len(values), 0)
        result, exception, wrong = Variant(), _Exception(), c.c_uint()
        invoke = objects.method(
            self.server,
            *(6, c.c_long, c.c_void_p, c.c_uint, c.c_ushort),
            *(c.c_void_p, c.c_void_p, c.c_void_p, c.c_void_p),
        )
        failed = invoke(
            *(number.value, c.byref(objects.NO_GUID), 0, 1, c.byref(parameters)),
            *(c.byref(result), c.byref(exception), c.byref(wrong)),
        )
        for value in values:
            oleaut32.VariantClear(c.byref(value))
        if failed:
            described = exception.description
            return Raised(failed, c.wstring_at(described) if described else "")
        answer = from_variant(result)
        oleaut32.VariantClear(c.byref(result))
        return answer


def callbacks() -> list[str]:
    """Return what the server asked Range objects for during the last call."""
    return list(objects.Object.asked)


def main() -> None:
    """Play Excel until the pipe is closed."""
    ole32.CoInitialize(None)
    excel = Excel()
    serve(
        {
            "enter": os.chdir,
            "open": excel.open,
            "load": excel.load,
            "start": excel.start,
            "activate": excel.activate,
            "end": excel.end,
            "call": excel.call,
            "callbacks": callbacks,
        }
    )


if __name__ == "__main__":
    main()
