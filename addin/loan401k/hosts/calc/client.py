"""Talk to a LibreOffice that listens on a pipe; run by a Python that has LibreOffice's ``uno``.

    python client.py PIPE [MORE.py ...]

Reads one request a line, ``{"do": NAME, "with": {...}}``, and answers with one line,
``{"answer": ...}`` or ``{"error": TEXT}``. The operations are the functions below and those of the
files named. When the requests end, the office is closed: whoever asked is gone.
"""

from __future__ import annotations

import json
import runpy
import sys
import time
import traceback
from collections.abc import Callable
from typing import Any

_POLL = 0.05


class Office:
    """A connected LibreOffice: its component context and desktop."""

    def __init__(self, pipe: str) -> None:
        import uno  # type: ignore[import-not-found]
        from com.sun.star.connection import (  # type: ignore[import-not-found]
            NoConnectException,
        )

        local = uno.getComponentContext()
        resolver = local.ServiceManager.createInstance("com.sun.star.bridge.UnoUrlResolver")
        address = f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext"
        while True:  # whoever started this program ends it when the office does not come up
            try:
                self.context = resolver.resolve(address)
                break
            except NoConnectException:
                time.sleep(_POLL)
        self.desktop = self.service("com.sun.star.frame.Desktop")

    def close(self) -> None:
        """Close all documents, unsaved ones too, so that no lock of a file stays; end."""
        documents = self.desktop.Components.createEnumeration()
        while documents.hasMoreElements():
            documents.nextElement().close(True)
        self.desktop.terminate()

    def service(self, name: str) -> Any:
        """Make a service in the office."""
        return self.context.ServiceManager.createInstanceWithContext(name, self.context)

    def singleton(self, name: str) -> Any:
        """Return a singleton of the office."""
        return self.context.getValueByName(f"/singletons/{name}")


def add_extension(office: Office, url: str) -> None:
    """Install the extension at a URL for this user."""
    _manager(office).addExtension(url, (), "user", None, _consent())


def remove_extension(office: Office, identifier: str, file: str) -> None:
    """Remove an extension of this user."""
    _manager(office).removeExtension(identifier, file, "user", None, _consent())


def extensions(office: Office) -> list[list[str]]:
    """Return identifier, version and file name of each extension of this user."""
    found = _manager(office).getDeployedExtensions("user", None, _consent())
    return [[e.getIdentifier().Value, e.getVersion(), e.getName()] for e in found]


def _manager(office: Office) -> Any:
    return office.singleton("com.sun.star.deployment.ExtensionManager")


def _consent() -> Any:
    """Return what answers an installation's questions: yes, as the person who started it did."""
    import uno
    import unohelper  # type: ignore[import-not-found]

    approval = uno.getTypeByName("com.sun.star.task.XInteractionApprove")

    def handle(_: Any, request: Any) -> None:
        for continuation in request.getContinuations():
            if continuation.queryInterface(approval):
                continuation.select()

    bases = (
        unohelper.Base,
        uno.getClass("com.sun.star.ucb.XCommandEnvironment"),
        uno.getClass("com.sun.star.task.XInteractionHandler"),
    )
    methods = {
        "getInteractionHandler": lambda self: self,
        "getProgressHandler": lambda self: None,
        "handle": handle,
    }
    return type("Consent", bases, methods)()


def _operations(files: list[str]) -> dict[str, Callable[..., Any]]:
    named: dict[str, Callable[..., Any]] = {
        "add_extension": add_extension,
        "remove_extension": remove_extension,
        "extensions": extensions,
    }
    for file in files:
        named.update(runpy.run_path(file))
    return named


def main(pipe: str, files: list[str]) -> None:
    """Answer requests until they end; then close the office."""
    office = Office(pipe)
    operations = _operations(files)
    print(json.dumps({"answer": "ready"}), flush=True)
    try:
        for line in sys.stdin:
            request = json.loads(line)
            try:
                reply = {"answer": operations[request["do"]](office, **request["with"])}
            except Exception:  # the one who asked raises it
                reply = {"error": traceback.format_exc()}
            print(json.dumps(reply), flush=True)
    finally:
        office.close()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
