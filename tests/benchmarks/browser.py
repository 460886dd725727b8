"""How fast the web add-in answers in Chromium, against the real xlwings Server over HTTP."""

from __future__ import annotations

import gzip
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

import pytest

from loan401k.hosts.excel.web import site
from tests.benchmarks.measure import Row, sized
from tests.hosts import needs
from tests.hosts.excel.pyodide import NEW
from tests.hosts.excel.server import real
from tests.hosts.excel.web import browser

#: Cells that a person fills down.
_CELLS = 10_000
_FIRST = "excel.call('LOAN_NET_COST', [[[10000]], [[0.0425]], [[5]], [[0.05]]])"

_ONE = """
async () => {
  const taken = [];
  for (let row = 0; row < 500; row++) {
    const began = performance.now();
    await excel.call("LOAN_NET_COST", [[[10000 + row]], [[0.0425]], [[5]], [[0.05]]]);
    taken.push(performance.now() - began);
  }
  return taken.sort((a, b) => a - b)[250];
}
"""
_MANY = """
async (cells) => {
  const began = performance.now();
  await excel.all(Array.from({ length: cells },
    (_, row) => ["LOAN_NET_COST", [[[10000 + row]], [[0.0425]], [[5]], [[0.05]]]]));
  return (performance.now() - began) / 1000;
}
"""


#: The same cells as Excel's side of xlwings asks for them: a request each.
_REQUESTS = """
async ([path, asked, cells]) => {
  const began = performance.now();
  let row = 0;
  const ask = async () => {
    while (row < cells) {
      const args = [[[10000 + row++]], [[0.0425]], [[5]], [[0.05]], ...Array(7).fill(null)];
      const body = JSON.stringify({ ...asked, args });
      const headers = { "Content-Type": "application/json" };
      const answer = await fetch(path, { method: "POST", headers, body });
      if (!answer.ok) throw new Error(await answer.text());
      await answer.json();
    }
  };
  await Promise.all(Array.from({ length: 100 }, ask));
  return (performance.now() - began) / 1000;
}
"""


def web() -> Iterator[Row]:
    """The web add-in: its size, its first answer, one cell, and filled-down cells."""
    try:
        yield from _measured(sized(_CELLS))
    except (pytest.skip.Exception, pytest.fail.Exception):  # as `needs` says in the tests
        yield Row("web add-in", "Chromium, npm or PyPI", None, None, True)


def _measured(cells: int) -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        files = site.files("http://localhost", needs.npm_tarball("pyodide", NEW))
        for name, content in files.items():
            (folder / "site" / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / "site" / name).write_bytes(content)
        megabytes = sum(len(gzip.compress(content, 6)) for content in files.values()) / 1e6
        yield Row("web add-in, gzipped", "megabytes", megabytes, 7, True)
        with browser.served(folder / "site") as address, browser.chromium() as chromium:
            firsts = []
            for _ in range(3):
                page = _opened(chromium, address)
                began = time.perf_counter()
                page.goto(f"{address}/excel.html")
                page.wait_for_selector("body[data-ready]")
                page.evaluate(_FIRST)
                firsts.append(time.perf_counter() - began)
            yield Row("web add-in, first answer", "seconds", median(firsts), 5, True)
            yield Row("web add-in, one cell", "milliseconds", page.evaluate(_ONE), 0.5, True)
            ours = [page.evaluate(_MANY, cells) for _ in range(5)]
            yield Row(f"web add-in, {cells:,} cells", "seconds", median(ours), 1, True)
            with real.started(folder) as server:
                rival = chromium.new_page()
                rival.goto(f"{server.address}/xlwings/custom-functions-meta.json")
                call = [real.CALL, real.request("LOAN_NET_COST", []), cells]
                theirs = rival.evaluate(_REQUESTS, call)
            ours.append(page.evaluate(_MANY, cells))  # once more after it, in the same run
            yield Row(f"{cells:,} cells", "xlwings Server / web", theirs / median(ours), 30, False)


def _opened(chromium: Any, address: str) -> Any:
    page = chromium.new_context().new_page()
    page.route(
        lambda url: not url.startswith(address),
        lambda route: route.fulfill(content_type="text/javascript", body=browser.OFFICE),
    )
    return page
