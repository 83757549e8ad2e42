"""Every page in a real browser: axe finds nothing, nothing scrolls sideways, nothing complains.

In Thai and in English; on an office's screen, then made as narrow as a phone. Each page is opened
as the first kind of person that may open it; what only differs by what a person may do is the
access table's business.
"""

import pytest

from tests.access import addresses, scene
from tests.pages.browsing import Served, check_axe, check_width
from tests.pages.walking import LOOKERS, client_of

NO_PAGES = {"session.choose_language", "help.shot", "session.whom_for"}
"""What leads on, sends a picture, or is a part of a page."""
WIDTHS = (1366, 390)


class Running:
    """What `Served` and `Browser.page` ask of a site."""

    def __init__(self, made):
        self.engine, self._made = made.engine, made

    def session(self, user):
        return self._made.sessions[user]


@pytest.fixture(scope="module")
def made(lived_directory, tmp_path_factory):
    ready = scene.set_up(lived_directory, tmp_path_factory.mktemp("axe"))
    yield ready
    ready.engine.close()


@pytest.fixture(scope="module")
def pages(made):
    """Return which pages are opened as whom: whole HTML pages, each once."""
    found = {}
    for each in addresses.all_of(made):
        if each.app == "pages" and each.method == "GET" and each.endpoint not in NO_PAGES:
            who = _first(made, each.path)
            if who is not None:
                found.setdefault(who, []).append(each.path)
    return found


def _first(made, path):
    """Return the first who is shown a whole page there."""
    for who in ("owner", "auditor", "analyst", "colleague", "admin", "nobody"):
        with client_of(made, who).get(path) as answer:
            if answer.status_code == 200 and answer.mimetype == "text/html":
                return who if "<html" in answer.text else None
    return None


@pytest.mark.timeout(900)
@pytest.mark.parametrize("language", ["th", "en"])
def test_every_page_is_sound(made, pages, browser, language):
    wrong = []
    with Served(Running(made)) as served:
        for who, paths in pages.items():
            page = browser.page(served, scene.PEOPLE[who], language=language)
            for path in paths:
                wrong += _faults(page, path)
            page.context.close()
    assert not wrong, "\n".join(wrong)


def _faults(page, path):
    page.set_viewport_size({"width": WIDTHS[0], "height": 768})
    page.goto(path)
    page.wait_for_load_state("networkidle")
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 768})
        found += [f"{path} at {width}: {fault}" for fault in _seen(page)]
    found += [f"{path}: {each}" for each in page.problems]
    page.problems.clear()
    return found


def _seen(page):
    for check in (check_axe, check_width):
        try:
            check(page)
        except AssertionError as fault:
            yield str(fault)[:600]


def test_the_pages_of_every_kind_of_person_are_among_them(pages):
    assert set(LOOKERS) - {"nobody"} <= set(pages)
    assert sum(map(len, pages.values())) >= 45
