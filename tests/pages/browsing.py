"""A real browser on a running server: Debian's Chromium, driven by Playwright, judged by axe."""

import threading
from pathlib import Path

from playwright.sync_api import sync_playwright
from werkzeug.serving import WSGIRequestHandler, make_server

from command.wsgi import compose

ROOT = Path(__file__).parents[2]
AXE = ROOT / "web" / "front" / "node_modules" / "axe-core" / "axe.min.js"
CHROMIUM = "/usr/bin/chromium"
_HEIGHTS = {390: 844}
QUIET = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
_EXPECTED = "Failed to load resource"
"""What Chromium says of a refusal (401, 404, 422 …) that a test provokes."""


class _Silent(WSGIRequestHandler):
    def log(self, *_):
        pass


class Served:
    """The service on 127.0.0.1, in a thread; its own threads answer."""

    def __init__(self, site):
        self.site = site
        door = compose(site.engine, site.engine.settings)
        self.server = make_server("127.0.0.1", 0, door, threaded=True, request_handler=_Silent)
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        self._thread = threading.Thread(target=self.server.serve_forever)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self._thread.join()
        self.server.server_close()


class Browser:
    """Chromium, started once."""

    def __enter__(self):
        self._playwright = sync_playwright().start()
        self._chromium = self._playwright.chromium.launch(
            executable_path=CHROMIUM, args=list(QUIET)
        )
        return self

    def __exit__(self, *_):
        self._chromium.close()
        self._playwright.stop()

    def page(self, served, user, *, width=1366, language="th"):
        """Return a page signed in as the user; `page.problems` gathers what goes wrong in it."""
        context = self._chromium.new_context(
            base_url=served.address,
            viewport={"width": width, "height": _HEIGHTS.get(width, 768)},
            locale="th-TH" if language == "th" else "en-GB",
            timezone_id="Asia/Bangkok",
            has_touch=width in _HEIGHTS,
            reduced_motion="reduce",
        )
        cookies = [{"name": "khanton_language", "value": language, "url": served.address}]
        if user is not None:
            token = served.site.session(user)
            cookies.append({"name": "khanton", "value": token, "url": served.address})
        context.add_cookies(cookies)
        page = context.new_page()
        page.set_default_timeout(15_000)
        _listen(page)
        return page


def _listen(page):
    page.problems = []
    page.on("pageerror", lambda error: page.problems.append(f"error: {error}"))
    page.on("console", lambda message: _note(page, message))


def _note(page, message):
    if message.type == "error" and not message.text.startswith(_EXPECTED):
        page.problems.append(f"console: {message.text}")


def _judged(violation):
    """Leave out the contrast of a diagram's labels: axe takes a badge over one for its ground.

    Labels are one dark ink on fills of our own; the badges' own contrast is judged.
    """
    rule, nodes = violation
    if rule == "color-contrast":
        nodes = [html for html in nodes if not html.startswith("<tspan")]
    return rule, nodes


def check_axe(page, *, within="document"):
    """Fail with what axe finds on the page (WCAG 2.1 AA and best practice)."""
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate(
        f"axe.run({within}, {{ resultTypes: ['violations'], iframes: false }})"
        ".then(r => r.violations.map(v => [v.id, v.nodes.map(n => n.html)]))"
    )
    found = [[rule, nodes[:3]] for rule, nodes in map(_judged, found) if nodes]
    assert found == [], found


def check_width(page):
    """Fail when the page can be scrolled sideways."""
    wide, shown = page.evaluate(
        "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
    )
    assert wide <= shown + 1, f"{page.url}: {wide} px wide on {shown}"
