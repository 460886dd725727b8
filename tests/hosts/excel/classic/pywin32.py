"""Stand-ins for pywin32, so that xlwings' Windows side runs on any system.

Only the names that `xlwings._xlwindows`, `xlwings.udfs` and `xlwings.com_server` touch when they
are imported and when a function is called. Everything between Excel's values and ours is xlwings'
own code.
"""

from __future__ import annotations

import atexit
import ctypes
import datetime as dt
import sys
import types
from typing import Any
from unittest import mock

#: What VBA hands over for an argument left out (DISP_E_PARAMNOTFOUND).
OMITTED = -2147352572

_RANGE_IID = "{00020846-0000-0000-C000-000000000046}"


class CDispatch:
    """Base of COM objects in pywin32."""


class Range(CDispatch):
    """A cell or range as the UDF server receives it; `Value` is what pywin32 makes of it."""

    def __init__(self, value: Any = None) -> None:
        self.Value = value
        rows = value if isinstance(value, tuple) else ((value,),)
        self.Row = self.Column = 1
        self.Rows = types.SimpleNamespace(Count=len(rows))
        self.Columns = types.SimpleNamespace(Count=len(rows[0]))
        self.Count = self.Rows.Count * self.Columns.Count

    @property
    def Worksheet(self) -> Any:
        return _SHEET

    @property
    def _oleobj_(self) -> Any:
        attributes = types.SimpleNamespace(iid=_RANGE_IID)
        info = types.SimpleNamespace(GetTypeAttr=lambda: attributes)
        return types.SimpleNamespace(GetTypeInfo=lambda: info)


#: xlwings goes from a range to its sheet, book and application to find the engine.
_SHEET = types.SimpleNamespace(
    Parent=types.SimpleNamespace(Application=types.SimpleNamespace(Hwnd=0))
)


class _ComError(Exception):
    pass


def _unwrap(_: Any) -> Any:
    raise ValueError("not a Python object behind COM")


def _modules() -> dict[str, dict[str, Any]]:
    return {
        "pywintypes": {
            "com_error": _ComError,
            "error": _ComError,
            "IID": str,
            "TimeType": dt.datetime,
        },
        "pythoncom": {
            "CoInitialize": lambda: None,
            "IID_IDispatch": "IDispatch",
            "TypeIIDs": {"IDispatch": type("PyIDispatch", (), {})},
            "__file__": None,
            "com_error": _ComError,
        },
        "win32api": {},
        "win32con": {},
        "win32event": {},
        "win32gui": {},
        "win32process": {"GetWindowThreadProcessId": lambda _: (0, 0)},
        "win32timezone": {},
        "win32com": {},
        "win32com.client": {
            "CDispatch": CDispatch,
            "DispatchBaseClass": type("DispatchBaseClass", (), {}),
            "CoClassBaseClass": type("CoClassBaseClass", (), {}),
            "Dispatch": lambda com_object, **_: com_object,
            "DispatchEx": None,
        },
        "win32com.server": {},
        "win32com.server.dispatcher": {},
        "win32com.server.policy": {},
        "win32com.server.util": {"unwrap": _unwrap},
    }


def _put_in_place() -> None:
    for name, content in _modules().items():
        module = types.ModuleType(name)
        vars(module).update(content)
        sys.modules[name] = module
        parent, _, last = name.rpartition(".")
        if parent:
            setattr(sys.modules[parent], last, module)


def import_xlwings() -> None:
    """Import xlwings with its Windows side, in a process that has not imported it yet."""
    _put_in_place()
    libraries = {name: mock.MagicMock() for name in ("windll", "oledll", "PyDLL")}
    with mock.patch.multiple(ctypes, create=True, **libraries):
        import xlwings
        from xlwings import _xlwindows, udfs
    atexit.unregister(_xlwindows.cleanup)  # which ends Excels of its own
    if xlwings.func is not udfs.xlfunc:  # what xlwings itself does where the platform is Windows
        xlwings.engines.add(xlwings.Engine(impl=_xlwindows.engine))
        xlwings.engines.active = xlwings.engines["excel"]
        xlwings.func, xlwings.arg, xlwings.ret = udfs.xlfunc, udfs.xlarg, udfs.xlret
