"""The pictures of the guides: which page, as whom, and what is done first."""

import sys
import tempfile
from contextlib import closing
from pathlib import Path

from engine import demo
from tests.lived import engine_at
from tests.pages.browsing import Browser, Served
from tests.pages.lived_site import LivedSite

FOLDER = Path(__file__).parents[2] / "docs" / "th" / "shots"
SHOTS = {
    "sign-in": (None, "/sign-in", None),
}
"""Name: user, address, and what is done on the page before the picture is taken."""


def main():
    """Take every picture, or those named."""
    wanted = sys.argv[1:] or list(SHOTS)
    with tempfile.TemporaryDirectory() as lived, tempfile.TemporaryDirectory() as copy:
        with closing(engine_at(Path(lived))) as engine:
            demo.seed_cases(engine)
        with closing(LivedSite(Path(lived), Path(copy))) as site, Served(site) as served:
            site.server = served
            with Browser() as browser:
                for name in wanted:
                    take(browser, served, name)


def take(browser, served, name):
    """Take one picture."""
    user, address, first = SHOTS[name]
    page = browser.page(served, user)
    page.goto(address)
    page.wait_for_load_state("networkidle")
    if first is not None:
        first(page)
    page.screenshot(path=FOLDER / f"{name}.png")
    page.context.close()


if __name__ == "__main__":
    main()
