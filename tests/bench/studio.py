"""The studio: how soon a diagram of 60 elements can be drawn on, cold; how soon its rules answer.

On this machine as it is, nothing throttled; each opening in a browser that has seen nothing.
"""

import statistics
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from engine import deployments, drafts, people, shipped
from tests.bench import servers
from tests.bench.places import OPERATOR, SQLITE, Databases, Place
from tests.bench.report import Figure
from tests.pages.browsing import CHROMIUM, QUIET

KEY, ELEMENTS = "cct_screening", 60
"""A diagram that ships with about so many elements, beside its flows."""
OPENED, CHECKED = 2000, 300
"""Budgets of the issue: ms until it can be drawn on, ms until the rules have answered."""
ROUNDS = 5
_WATCH = """
new MutationObserver((_, watch) => {
  if (!document.querySelector('.studio-diagram.ready')) return;
  watch.disconnect();
  window.studioReady = performance.now();
}).observe(document, { subtree: true, attributes: true, attributeFilter: ['class'] });
"""
_CHECK = """async () => {
  const { problems } = document.querySelector('[data-studio]').studio;
  const began = performance.now();
  await problems.ask();
  if (problems.host.dataset.state === 'failed') throw new Error('no answer');
  return performance.now() - began;
}"""


def measure(databases: Databases) -> Iterator[Figure]:
    """Yield the median and the worst of opening, and of an answer of the rules."""
    with databases.place(SQLITE) as place, sync_playwright() as playwright:
        draft, token = _begun(place)
        with (
            servers.serving(place, 1) as server,
            closing(
                playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
            ) as chrome,
        ):
            address = f"http://127.0.0.1:{server.port}"
            opened, checked = [], []
            for _ in range(ROUNDS):
                with _page(chrome, address, token) as page:
                    page.goto(f"{address}/studio/{draft}/diagrams/{KEY}.bpmn")
                    page.wait_for_function("window.studioReady")
                    opened.append(page.evaluate("window.studioReady"))
                    checked.append(page.evaluate(_CHECK))
    yield _figure(f"a diagram of {ELEMENTS} elements can be drawn on, cold", opened, OPENED)
    yield _figure(f"the rules have answered for {ELEMENTS} elements", checked, CHECKED)


def _begun(place: Place) -> tuple[Any, str]:
    """Deploy what ships and begin a draft of it; return its id and an analyst's session."""
    deployments.deploy(place.engine, OPERATOR, shipped.files())
    issued = people.open_session(place.engine, "analyst", "khanton-demo", "127.0.0.1")
    token = str(issued.access_token)
    analyst = people.who(place.engine, token)
    return drafts.create(place.engine, analyst, "คัดกรอง", of=KEY).id, token


@contextmanager
def _page(chrome: Browser, address: str, token: str) -> Iterator[Page]:
    context = chrome.new_context(viewport={"width": 1366, "height": 768}, bypass_csp=True)
    context.add_cookies([{"name": "khanton", "value": token, "url": address}])
    context.add_init_script(_WATCH)
    page = context.new_page()
    page.set_default_timeout(60_000)
    yield page
    context.close()


def _figure(what: str, times: list[float], most: int) -> Figure:
    middle = statistics.median(times)
    return Figure(
        what=f"{what}, median of {len(times)}",
        value=f"{middle:.0f} ms (worst {max(times):.0f})",
        budget=f"< {most} ms",
        reached=middle < most,
    )
