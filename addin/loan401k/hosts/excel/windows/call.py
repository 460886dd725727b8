"""The call that Excel makes for a cell, made without Excel: DLL, second process, function."""

from __future__ import annotations

import sys
from typing import Any

from ....declare import REGISTRY
from . import vba
from .machine import library

#: COM's DISP_E_PARAMNOTFOUND: an optional argument that was left out.
_OMITTED = -2147352572
_START, _END = 1, -1
_TEXT, _OBJECT = 8, 9


def answer(name: str, *given: float, python: str = sys.executable) -> Any:
    """Ask Python for a function's answer as the VBA does; takes up to a minute.

    xlwings' DLL starts ``python`` as a server of its own, which ends again.

    Raises:
        OSError: where the DLL is missing, or Python did not start; the text says which.
    """
    if sys.platform != "win32":
        raise OSError("Excel's way to Python is there on Windows only.")
    import ctypes

    import pythoncom
    from win32com.client import dynamic

    path = library(python, 8 * ctypes.sizeof(ctypes.c_void_p))
    if path is None:
        raise OSError(f"xlwings' DLL is not beside {python}.")
    dll = ctypes.WinDLL(str(path))
    serve = "import xlwings; xlwings.serve('$(CLSID)')"
    command = f'cmd.exe /K ""{python}" -B -c "{serve}""'.encode("mbcs")

    def ask(mode: int) -> int | None:
        """Return the address of the server."""
        variant = (ctypes.c_uint64 * 3)()
        failed = dll.XLPyDLLActivateAuto(variant, ctypes.c_char_p(command), mode)
        kind, pointer = variant[0] & 0xFFFF, ctypes.c_void_p(variant[1]).value
        if failed:
            said = ctypes.wstring_at(pointer) if kind == _TEXT and pointer else f"code {failed}"
            raise OSError(f"Python did not start as a server: {said}")
        return pointer if kind == _OBJECT else None

    left_out = (_OMITTED,) * (len(REGISTRY[name].arguments) - len(given))
    server = dynamic.Dispatch(pythoncom.ObjectFromAddress(ask(_START), pythoncom.IID_IDispatch))
    try:
        return server.CallUDF(vba.SERVER_MODULE, name, (*given, *left_out))
    finally:
        ask(_END)
