"""Excel with Office.js in a child process: the functions that xlwings Server calls."""

from __future__ import annotations

import asyncio
import json
import sys
from typing import Any

from tests.hosts.child import serve

#: xlwings' licence key for non-commercial use, which these tests are.
ENVIRONMENT = {"XLWINGS_ON_SERVER": "true", "XLWINGS_LICENSE_KEY": "noncommercial"}


def main() -> None:
    """Answer for xlwings' side of the bridge."""
    import xlwings
    from xlwings.server import custom_functions_call, custom_functions_meta

    import loan401k.hosts.excel as module

    def call(name: str, *given: Any) -> Any:
        """Return the answer after the way of every request: JSON in and JSON out."""
        request = {
            "func_name": name,
            "args": given,
            "version": xlwings.__version__,
            "client": "Office.js",
            "caller_address": "Sheet1!A1",
            "date_format": "m/d/yyyy",
            "culture_info_name": "en-US",
            "runtime": "1.4",
        }
        answer = asyncio.run(custom_functions_call(json.loads(json.dumps(request)), module))
        return json.loads(json.dumps(answer, allow_nan=False))

    def modules(package: str) -> list[str]:
        """Return the entries of the package and its parts among the loaded modules."""
        return [name for name in sys.modules if name.partition(".")[0] == package]

    serve(
        {
            "call": call,
            "metadata": lambda: custom_functions_meta(module),
            "modules": modules,
        }
    )


if __name__ == "__main__":
    main()
