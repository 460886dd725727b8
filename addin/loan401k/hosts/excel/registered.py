"""Every worksheet function with its registration for xlwings.

The UDF server on Windows ("classic") and the Office.js fronts (xlwings Lite and xlwings Server:
Mac, web, Windows) read the same registrations. Values cross raw, because xlwings' own converters
turn error cells into blanks and take a hundred times longer over a large range.

A single error's sentence is logged as ``loan401k.excel``. Office.js shows a text only beside
#VALUE!, so there a #VALUE! carries its sentence as well.
"""

from __future__ import annotations

import inspect
import logging
import sys
from collections.abc import Callable
from typing import Any

import xlwings as xw

from ...declare import CATEGORY, REGISTRY, Argument, WorksheetFunction
from ...errors import CellError, InputError
from .cells import CLASSIC, SERVER, Front

_log = logging.getLogger("loan401k.excel")

if sys.platform == "win32" and not xw.on_server:
    # Excel's UDF server: the user reads the reasons with ``loan401k doctor``.
    from . import log

    log.keep(_log)

if xw.on_server and sys.platform != "emscripten":
    # Outside a browser xlwings would search the disk for Pyodide at every argument of every call.
    sys.modules.setdefault("pyodide.ffi", None)  # type: ignore[arg-type]


def answering(declaration: WorksheetFunction, front: Front) -> Callable[..., list[list[Any]]]:
    """Return the function that takes raw cells and answers with raw rows.

    It never raises, but for #VALUE! on the server, which reads the sentence off the exception.
    """
    read, write, cells = front.read, front.write, declaration.cells

    def answer(*given: Any) -> list[list[Any]]:
        result = cells([read(value) for value in given])
        if type(result) is CellError:
            _log.info("%s gave %s: %s", declaration.name, result, result.reason)
            if front is SERVER and result == InputError.code and result.reason:
                raise xw.XlwingsError(result.reason)
        return write(result)

    answer.__name__ = answer.__qualname__ = declaration.name
    answer.__doc__ = declaration.summary
    answer.__module__ = __package__
    # xlwings reads annotations as converters, of which many break every call.
    answer.__annotations__ = {}
    answer.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
        [
            inspect.Parameter(
                _name(argument),
                inspect.Parameter.POSITIONAL_OR_KEYWORD,
                default=None if argument.optional else inspect.Parameter.empty,
            )
            for argument in declaration.arguments
        ]
    )
    return answer


def _name(argument: Argument) -> str:
    """Return the argument's name; xlwings writes VBA around what runs on Windows."""
    if xw.on_server:
        return argument.name
    from .windows.vba import parameter_name  # a browser carries nothing for Windows

    return parameter_name(argument)


def registered(declaration: WorksheetFunction) -> Callable[..., list[list[Any]]]:
    """Return the function with xlwings' registration: category, help, raw converters."""
    function = answering(declaration, SERVER if xw.on_server else CLASSIC)
    for argument in declaration.arguments:
        function = xw.arg(_name(argument), convert="raw", doc=argument.help)(function)
    function = xw.ret(convert="raw")(function)
    # Last, because `arg` and `ret` would set the category back.
    return xw.func(category=CATEGORY)(function)


#: Every function as xlwings takes it, by name.
FUNCTIONS = {name: registered(declaration) for name, declaration in REGISTRY.items()}
