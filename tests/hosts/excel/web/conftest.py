"""The built site on a port of this machine, and pages of it in a headless Chromium."""

import contextlib
import functools
import http.server
import threading
from pathlib import Path

import pytest

from loan401k.cli.programs.folders import build_web
from tests.hosts import needs
from tests.hosts.excel.pyodide import NEW

OFFICE = Path(__file__).with_name("office.js")
#: A container's root has no sandbox; the rest keeps Chromium from asking its makers.
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
QUIET = ["--disable-background-networking", "--disable-component-update", "--disable-sync"]


class Handler(http.server.SimpleHTTPRequestHandler):
    extensions_map = {  # noqa: RUF012  (as the class above has it)
        **http.server.SimpleHTTPRequestHandler.extensions_map,
        ".mjs": "text/javascript",
        ".wasm": "application/wasm",
    }

    def log_message(self, *_):
        """Say nothing."""


@contextlib.contextmanager
def served(folder):
    """Serve a folder; give its address."""
    handler = functools.partial(Handler, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The folder as the command builds it."""
    folder = tmp_path_factory.mktemp("site")
    build_web("https://tools.example.com/loan", folder, needs.npm_tarball("pyodide", NEW), False)
    return folder


@pytest.fixture(scope="session")
def address(site):
    with served(site) as address:
        yield address


@pytest.fixture(scope="session")
def chromium():
    program = needs.chromium()
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=[*FLAGS, *QUIET])
        yield browser
        browser.close()


class Seen:
    """What a page asked for outside its site, and what it complained of."""

    def __init__(self):
        self.outside, self.complaints = [], []


@pytest.fixture
def opened(chromium, address):
    """Open a page of the site in a context of its own, with the stand-in for Office's script."""
    contexts = []

    def open_page(name, script="", **options):
        context = chromium.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        page.seen = Seen()
        office = OFFICE.read_text(encoding="utf-8")

        def request(route):
            if route.request.url.startswith(address):
                route.continue_()
            elif route.request.url.endswith("/office.js"):
                route.fulfill(content_type="text/javascript", body=office)
            else:
                page.seen.outside.append(route.request.url)
                route.abort()

        context.route("**/*", request)
        page.on("pageerror", lambda error: page.seen.complaints.append(str(error)))
        page.on(
            "console",
            lambda said: said.type == "error" and page.seen.complaints.append(said.text),
        )
        if script:
            page.add_init_script(script)
        page.goto(f"{address}/{name}")
        page.wait_for_selector("body[data-ready]")
        return page

    yield open_page
    for context in contexts:
        context.close()
