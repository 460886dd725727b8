"""The built site on a port of this machine, and pages of it in a headless Chromium."""

import pytest

from loan401k.cli.programs.folders import build_web
from tests.hosts import needs
from tests.hosts.excel.pyodide import NEW
from tests.hosts.excel.web import browser


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The folder as the command builds it."""
    folder = tmp_path_factory.mktemp("site")
    build_web("https://tools.example.com/loan", folder, needs.npm_tarball("pyodide", NEW), False)
    return folder


@pytest.fixture(scope="session")
def address(site):
    with browser.served(site) as address:
        yield address


@pytest.fixture(scope="session")
def chromium():
    with browser.chromium() as running:
        yield running


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

        def request(route):
            if route.request.url.startswith(address):
                route.continue_()
            elif route.request.url.endswith("/office.js"):
                route.fulfill(content_type="text/javascript", body=browser.OFFICE)
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
