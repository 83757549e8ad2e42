"""How soon a person sees something: first paint, the diagram, and bytes, on an office's slow PC."""

import statistics
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from engine import deployments, instances, people, shipped, tasks
from engine.people import IssuedToken
from tests.bench import servers
from tests.bench.places import OPERATOR, SQLITE, Databases, Place
from tests.bench.report import Figure
from tests.pages.browsing import CHROMIUM, QUIET

CASES = 60
ROUNDS = 5
PAINT, DIAGRAM, BYTES = 1000, 2500, 200_000
"""Budgets of the issue: ms to first paint, ms to the diagram, bytes of a cold page."""
_CPU = 6
_NETWORK = {
    "offline": False,
    "latency": 60,
    "downloadThroughput": 4_000_000 / 8,
    "uploadThroughput": 1_000_000 / 8,
}
_WATCH = """
new MutationObserver((_, watch) => {
  if (!document.querySelector('.diagram.ready')) return;
  watch.disconnect();
  window.diagramReady = performance.now();
}).observe(document, { subtree: true, attributes: true, attributeFilter: ['class'] });
"""


def measure(databases: Databases) -> Iterator[Figure]:
    """Yield the figures of each page, cold, at CPU ×6 and 4 Mbit/s with 60 ms of latency."""
    with databases.place(SQLITE) as place, sync_playwright() as playwright:
        addresses = _lived_in(place)
        with (
            servers.serving(place, 1) as server,
            closing(
                playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
            ) as chrome,
        ):
            for name, user, path in addresses:
                yield from _figures(chrome, _session(place, user), name, server.port, path)


def _lived_in(place: Place) -> list[tuple[str, str, str]]:
    """Deploy what ships and begin cases; return (name, user, address) of the pages to open."""
    deployments.deploy(place.engine, OPERATOR, shipped.files())
    family = _person(place, "family")
    asked = instances.Asked(definition_key="home_education_permission", variables={})
    cases = [instances.start(place.engine, family, asked) for _ in range(CASES)]
    case, task = cases[0].instance.id, cases[0].tasks[0].id
    tasks.claim(place.engine, _person(place, "officer"), task)
    return [
        ("inbox", "officer", "/inbox"),
        ("task", "officer", f"/tasks/{task}"),
        ("case", "family", f"/cases/{case}"),
        ("apply", "family", "/apply"),
        ("all cases", "admin", "/admin/cases"),
        ("one case, admin", "admin", f"/admin/cases/{case}"),
        ("procedure heat", "admin", "/admin/procedures/home_education_permission/1"),
        ("replay", "auditor", f"/audit/cases/{case}/replay"),
        ("calendar", "admin", "/admin/calendar"),
    ]


def _person(place: Place, user: str) -> Any:
    return people.who(place.engine, _session(place, user).access_token)


def _session(place: Place, user: str) -> IssuedToken:
    return people.open_session(place.engine, user, "khanton-demo", "127.0.0.1")


def _figures(
    chrome: Browser, session: IssuedToken, name: str, port: int, path: str
) -> Iterator[Figure]:
    runs = [_opened(chrome, session, f"http://127.0.0.1:{port}{path}") for _ in range(ROUNDS)]
    paint = statistics.median(run["paint"] for run in runs)
    yield Figure(
        what=f"{name}: first paint",
        value=f"{paint:.0f} ms",
        budget=f"< {PAINT} ms",
        reached=paint < PAINT,
    )
    if ready := [run["diagram"] for run in runs if run["diagram"]]:
        drawn = statistics.median(ready)
        yield Figure(
            what=f"{name}: diagram drawn",
            value=f"{drawn:.0f} ms",
            budget=f"< {DIAGRAM} ms",
            reached=drawn < DIAGRAM,
        )
    size = runs[0]["bytes"]
    yield Figure(
        what=f"{name}: sent, cold",
        value=f"{size / 1000:.0f} KB",
        budget=f"< {BYTES // 1000} KB",
        reached=size < BYTES,
    )


def _opened(chrome: Browser, session: IssuedToken, address: str) -> dict[str, float]:
    with _context(chrome, session, address) as context:
        page = context.new_page()
        page.add_init_script(_WATCH)
        received: list[float] = []
        _slow(context, page, received)
        answer = page.goto(address, wait_until="load")
        if answer is None or answer.status != 200:
            raise RuntimeError(f"{address}: {answer and answer.status}")
        if page.locator("[data-diagram]").count():  # below the fold it is opened when it is seen
            page.locator("[data-diagram]").first.scroll_into_view_if_needed()
            page.locator(".diagram.ready").first.wait_for(timeout=60_000)
        page.wait_for_load_state("networkidle")
        paint = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
        diagram = page.evaluate("window.diagramReady ?? 0")
        return {"paint": paint, "diagram": diagram, "bytes": sum(received)}


def _slow(context: BrowserContext, page: Page, received: list[float]) -> None:
    """Make the page's machine and line slow, and count what comes over the line."""
    tools = context.new_cdp_session(page)
    tools.send("Network.enable")
    tools.send("Network.emulateNetworkConditions", _NETWORK)
    tools.send("Emulation.setCPUThrottlingRate", {"rate": _CPU})
    tools.on("Network.loadingFinished", lambda told: received.append(told["encodedDataLength"]))


@contextmanager
def _context(chrome: Browser, session: IssuedToken, address: str) -> Iterator[BrowserContext]:
    """Open a browser that has seen nothing yet."""
    context = chrome.new_context(viewport={"width": 1366, "height": 768}, locale="th-TH")
    context.add_cookies([{"name": "khanton", "value": session.access_token, "url": address}])
    try:
        yield context
    finally:
        context.close()
