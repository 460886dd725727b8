"""Excel on Windows in a child process: xlwings' real UDF server, without Excel and COM."""

from __future__ import annotations

import io
import types
from typing import Any

from tests.hosts.child import serve
from tests.hosts.excel.classic import pywin32

MODULE = "loan401k.hosts.excel"


def main() -> None:
    """Answer for xlwings' side of the bridge."""
    pywin32.import_xlwings()
    from xlwings import com_server, udfs

    server = com_server.XLPython()
    module = udfs.get_udf_module(MODULE, None)

    def filled(name: str, given: tuple[Any, ...]) -> tuple[Any, ...]:
        """Every wrapper hands over all its parameters."""
        left_out = len(getattr(module, name).__xlfunc__["args"]) - len(given)
        return given + (pywin32.OMITTED,) * left_out

    def call(name: str, *given: Any) -> Any:
        """Return what the wrapper assigns to its own name."""
        return server.CallUDF(MODULE, name, filled(name, given), None, pywin32.Range())

    def rows(name: str, *given: Any) -> Any:
        """Return what `call_udf` makes of the answer, before single cells are unpacked."""
        return udfs.call_udf(MODULE, name, filled(name, given), None, pywin32.Range())

    def wrappers() -> str:
        """Return the VBA that xlwings writes when it imports the functions."""
        text = io.StringIO()
        udfs.generate_vba_wrapper(MODULE, module, text, types.SimpleNamespace(Name="book.xlsm"))
        return text.getvalue()

    def registrations() -> dict[str, Any]:
        """Return xlwings' record of every function."""
        found = {name: getattr(getattr(module, name), "__xlfunc__", None) for name in dir(module)}
        return {name: record for name, record in found.items() if record}

    serve(
        {
            "call": call,
            "rows": rows,
            "wrappers": wrappers,
            "registrations": registrations,
        }
    )


if __name__ == "__main__":
    main()
